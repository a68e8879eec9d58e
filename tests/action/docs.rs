//! The page about the action says what `action.yml` says, and the workflows that it shows are files that are linted.

use crate::workflow::{document, entries};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All YAML of the project that GitHub reads, and the examples.
fn workflows() -> Vec<PathBuf> {
    let folders = [".github/workflows", "docs/examples"];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)).unwrap());
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yml"));
    files.extend(["action.yml", "action/fork-comment/action.yml"].map(|file| root().join(file)));
    files
}

#[test]
fn the_page_has_a_row_for_each_input_and_output() {
    let page = text("docs/github-action.md");
    let action = document(&root().join("action.yml"));
    for part in ["inputs", "outputs"] {
        let names = entries(&action[part]);
        assert!(names.len() > 6);
        for (name, _) in names {
            assert!(page.contains(&format!("| `{name}` |")), "{part}: {name}");
        }
    }
}

#[test]
fn the_examples_that_the_page_shows_are_the_files() {
    let page = text("docs/github-action.md");
    let mut shown = 0;
    for file in fs::read_dir(root().join("docs/examples")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(page.contains(&format!("(examples/{name})")), "{name} is not linked");
        shown += usize::from(page.contains(&fs::read_to_string(&path).unwrap()));
    }
    assert!(shown >= 1, "no example is shown as it is");
}

#[test]
fn examples_give_the_action_inputs_that_it_has() {
    let inputs = entries(&document(&root().join("action.yml"))["inputs"]);
    let mut uses = 0;
    for file in workflows() {
        for (_, job) in entries(&document(&file)["jobs"]) {
            for step in job["steps"].as_vec().into_iter().flatten() {
                let used = step["uses"].as_str().unwrap_or_default();
                if used != "./" && !used.starts_with("OWNER/abreast@") {
                    continue;
                }
                uses += 1;
                for (name, _) in entries(&step["with"]) {
                    assert!(
                        inputs.iter().any(|(input, _)| *input == name),
                        "{}: {name}",
                        file.display()
                    );
                }
            }
        }
    }
    assert!(uses >= 3, "{uses}");
}

#[test]
fn no_expression_stands_in_a_script_and_every_action_is_pinned() {
    for file in workflows() {
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines() {
            let line = line.trim_start().trim_start_matches("- ");
            if let Some(used) = line.strip_prefix("uses: ").filter(|used| !used.starts_with("./")) {
                let (_, rest) = used.split_once('@').unwrap();
                let (commit, comment) = rest
                    .split_once(" # ")
                    .unwrap_or_else(|| panic!("{}: {line}", file.display()));
                let is_commit = commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit());
                assert!(is_commit && !comment.is_empty(), "{}: {line}", file.display());
            }
        }
        let jobs = entries(&document(&file)["jobs"]);
        let runs = document(&file)["runs"]["steps"].as_vec().cloned().unwrap_or_default();
        let steps = jobs
            .iter()
            .flat_map(|(_, job)| job["steps"].as_vec().cloned().unwrap_or_default());
        for step in steps.chain(runs) {
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.contains("${{"), "{}: {script}", file.display());
        }
    }
}

#[test]
fn the_scripts_are_executable_and_begin_with_what_they_do() {
    use std::os::unix::fs::PermissionsExt as _;
    for file in fs::read_dir(root().join("action")).unwrap() {
        let path = file.unwrap().path();
        let is_script = |path: &Path| path.extension().is_some_and(|extension| extension == "sh");
        if !is_script(&path) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let comment = text.lines().nth(1).unwrap();
        assert!(comment.starts_with("# "), "{}", path.display());
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o111 != 0, !path.ends_with("lib.sh"), "{}", path.display());
    }
}
