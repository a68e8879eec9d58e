//! `abreast init`: what it writes where, that it works at once, and what it never does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::path::Path;
use support::{Outcome, Repo};
use yaml_rust2::YamlLoader;

const CLIENT: &str = "\
class Client:
    def open(self, url):
        return self.pool.take(url)

    def close_all(self):
        for connection in self.pool.connections():
            connection.shutdown()
            self.pool.give_back(connection)
";

const GUIDE: &str = "# Guide\n\nAt the end call `Client.close_all()`.\n";
const SOURCE: &str = "me/abreast@0123456789abcdef0123456789abcdef01234567";

fn repo() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", GUIDE);
    repo.commit("the client");
    repo
}

fn init(repo: &Repo, args: &[&str]) -> Outcome {
    let outcome = repo.abreast_reading(&[&["init"], args].concat(), "");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome
}

/// As `init`, writing what there is.
fn written(repo: &Repo, args: &[&str]) -> Outcome {
    init(repo, &[&["--yes"], args].concat())
}

fn assert_says(outcome: &Outcome, parts: &[&str]) {
    for part in parts {
        assert!(outcome.stdout.contains(part), "{part}: {outcome}");
    }
}

/// Nothing is there to write any more.
fn assert_settled(repo: &Repo, args: &[&str]) {
    let before = repo.git(&["status", "--porcelain", "--ignored"]);
    let again = written(repo, args);
    assert!(!again.stdout.contains("wrote"), "{again}");
    assert!(
        !again.stdout.contains("new file") && !again.stdout.contains("change "),
        "{again}"
    );
    assert_eq!(repo.git(&["status", "--porcelain", "--ignored"]), before);
}

/// Commits everything with the built program on `PATH`, as the hook will look for it.
fn commit(repo: &Repo) -> Result<String, String> {
    let folder = Path::new(env!("CARGO_BIN_EXE_abreast")).parent().unwrap();
    let old = std::env::var("PATH").unwrap();
    let run = format!(
        "PATH='{}':\"{old}\" git -c core.safecrlf=false commit --quiet -m later",
        folder.display()
    );
    repo.stage();
    repo.git(&["config", "alias.with-abreast", &format!("!{run}")]);
    repo.try_git(&["with-abreast"])
}

fn assert_refuses_what_makes_docs_stale(repo: &Repo) {
    repo.git(&["commit", "--quiet", "--allow-empty", "--no-verify", "-am", "set up"]);
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    let refused = commit(repo).unwrap_err();
    assert!(
        refused.contains("docs/guide.md:3") || refused.contains("renamed-mention"),
        "{refused}"
    );
    repo.write("docs/guide.md", &GUIDE.replace("close_all", "aclose"));
    commit(repo).unwrap();
}

#[test]
fn a_plain_hook_is_written_and_refuses_what_makes_docs_stale() {
    let repo = repo();
    let outcome = written(&repo, &[]);
    assert_says(
        &outcome,
        &["new file .git/hooks/pre-commit", "wrote .git/hooks/pre-commit"],
    );
    assert_refuses_what_makes_docs_stale(&repo);
    assert_settled(&repo, &[]);
}

#[test]
fn the_hook_of_linked_work_trees_is_the_shared_one() {
    let repo = repo();
    let linked = repo.linked_work_tree("other");
    written(&linked, &["--only", "hook"]);
    assert!(repo.root().join(".git/hooks/pre-commit").is_file());
    assert_refuses_what_makes_docs_stale(&linked);
}

#[test]
fn a_folder_of_hooks_in_the_repository_is_used() {
    let repo = repo();
    repo.git(&["config", "core.hooksPath", ".githooks"]);
    assert_says(&written(&repo, &["--only", "hook"]), &["wrote .githooks/pre-commit"]);
    assert!(!repo.root().join(".git/hooks/pre-commit").exists());
    assert_refuses_what_makes_docs_stale(&repo);
    assert_settled(&repo, &["--only", "hook"]);
}

#[test]
fn a_folder_of_hooks_elsewhere_is_left_to_its_owner() {
    let (repo, other) = (repo(), Repo::new());
    repo.git(&["config", "core.hooksPath", other.root().to_str().unwrap()]);
    let outcome = written(&repo, &["--only", "hook"]);
    assert_says(
        &outcome,
        &["outside of this repository", "abreast check --staged || exit 1"],
    );
    assert!(!other.root().join("pre-commit").exists());
}

#[test]
fn a_hook_that_is_there_is_never_written_over() {
    let repo = repo();
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\ntrue\n");
    let outcome = written(&repo, &["--only", "hook"]);
    assert_says(
        &outcome,
        &[
            "to do: .git/hooks/pre-commit is there already",
            "abreast check --staged || exit 1",
        ],
    );
    assert_eq!(repo.read(".git/hooks/pre-commit"), "#!/bin/sh\ntrue\n");
}

#[test]
fn a_folder_of_husky_gets_a_hook_that_works_as_husky_runs_it() {
    let repo = repo();
    // What husky 9 puts there: git runs `_/pre-commit`, that runs the file beside the folder.
    let runner = "#!/usr/bin/env sh\ns=$(dirname \"$(dirname \"$0\")\")/$(basename \"$0\")\n[ ! -f \"$s\" ] && exit 0\nsh -e \"$s\" \"$@\"\n";
    repo.write(".husky/_/.gitignore", "*")
        .write(".husky/_/pre-commit", runner);
    runnable(&repo, ".husky/_/pre-commit");
    assert_says(
        &init(&repo, &["--dry-run", "--only", "hook"]),
        &["does not look into .husky"],
    );
    repo.git(&["config", "core.hooksPath", ".husky/_"]);
    let outcome = written(&repo, &["--only", "hook"]);
    assert_says(&outcome, &["wrote .husky/pre-commit"]);
    assert!(!outcome.stdout.contains("does not look"), "{outcome}");
    assert_refuses_what_makes_docs_stale(&repo);
    assert_settled(&repo, &["--only", "hook"]);
    // One that is there is added to, unless it may end before.
    repo.write(".husky/pre-commit", "npm test\n");
    written(&repo, &["--only", "hook"]);
    assert_eq!(repo.read(".husky/pre-commit"), "npm test\nabreast check --staged\n");
    repo.write(".husky/pre-commit", "npm test\nexit 0\n");
    assert_says(&written(&repo, &["--only", "hook"]), &["add this to .husky/pre-commit"]);
    assert_eq!(repo.read(".husky/pre-commit"), "npm test\nexit 0\n");
}

#[cfg(unix)]
fn runnable(repo: &Repo, path: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(repo.root().join(path), fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn runnable(_repo: &Repo, _path: &str) {}

#[test]
fn a_file_of_pre_commit_keeps_its_comments_and_gets_an_entry() {
    let repo = repo();
    let text = "# top\nrepos:\n- repo: meta # one\n  hooks:\n  - id: identity\n\n# about ci\nci:\n  skip: [a]\n";
    repo.write(".pre-commit-config.yaml", text);
    let outcome = written(&repo, &["--only", "hook"]);
    assert_says(
        &outcome,
        &[
            "change .pre-commit-config.yaml",
            "`pre-commit install`",
            "    +- repo: local",
        ],
    );
    let after = repo.read(".pre-commit-config.yaml");
    let (start, end) = text.split_at(text.find("\n# about").unwrap());
    assert!(after.starts_with(start) && after.ends_with(end), "{after}");
    let read = &YamlLoader::load_from_str(&after).unwrap()[0]["repos"][1];
    assert_eq!(read["repo"].as_str(), Some("local"));
    assert_eq!(read["hooks"][0]["entry"].as_str(), Some("abreast check --staged"));
    assert_eq!(read["hooks"][0]["always_run"].as_bool(), Some(true));
    assert!(!repo.root().join(".git/hooks/pre-commit").exists());
    assert_settled(&repo, &["--only", "hook"]);
}

#[test]
fn a_file_that_cannot_be_added_to_for_certain_is_left_alone() {
    for (file, text) in [
        (".pre-commit-config.yaml", "repos: []\n"),
        (".pre-commit-config.yaml", "repos:\n  - {\n"),
        ("lefthook.json", "{}\n"),
        ("prek.toml", "repos = []\n"),
    ] {
        let repo = repo();
        repo.write(file, text);
        let outcome = written(&repo, &["--only", "hook"]);
        assert_says(&outcome, &[&format!("add this to {file}"), "abreast check --staged"]);
        assert_eq!(repo.read(file), text);
    }
}

#[test]
fn lefthook_gets_a_command_or_a_job_as_it_has_them() {
    for (file, text, added) in [
        (
            "lefthook.yml",
            "pre-push:\n  jobs: []\n",
            "pre-commit:\n  commands:\n    abreast:\n      run: abreast check --staged\n",
        ),
        (
            ".lefthook.yaml",
            "pre-commit:\n  jobs:\n    - run: x\n",
            "    - name: abreast\n      run: abreast check --staged\n",
        ),
        (
            "lefthook.toml",
            "[pre-commit.commands.a]\nrun = 'x'\n",
            "\n[pre-commit.commands.abreast]\nrun = \"abreast check --staged\"\n",
        ),
        (
            "lefthook.toml",
            "[[pre-commit.jobs]]\nrun = 'x'\n",
            "\n[[pre-commit.jobs]]\nname = \"abreast\"\nrun = \"abreast check --staged\"\n",
        ),
    ] {
        let repo = repo();
        repo.write(file, text);
        assert_says(&written(&repo, &["--only", "hook"]), &["`lefthook install`"]);
        assert_eq!(repo.read(file), format!("{text}{added}"));
        assert_settled(&repo, &["--only", "hook"]);
    }
}

#[test]
fn a_workflow_is_written_only_where_it_can_run() {
    let repo = repo();
    repo.git(&["remote", "add", "origin", "git@github.com:me/shop.git"]);
    let outcome = written(&repo, &["--only", "ci"]);
    assert_says(
        &outcome,
        &[
            ".github/workflows/abreast.yml was not written",
            "no release",
            "--source OWNER/abreast@COMMIT",
        ],
    );
    assert!(!repo.root().join(".github").exists());
    written(&repo, &["--only", "ci", "--source", SOURCE]);
    let workflow = repo.read(".github/workflows/abreast.yml");
    assert!(
        workflow.contains(&format!("uses: {SOURCE}\n")) && !workflow.contains("OWNER"),
        "{workflow}"
    );
    YamlLoader::load_from_str(&workflow).unwrap();
    assert_settled(&repo, &["--only", "ci", "--source", SOURCE]);
}

#[test]
fn a_pipeline_of_gitlab_gets_a_job() {
    let repo = repo();
    let text = "# ours\nstages: [lint]\nx: &x {a: 1}\n\njob:\n  <<: *x\n  script:\n    - !reference [a, b]\n";
    repo.write(".gitlab-ci.yml", text);
    assert_says(
        &written(&repo, &["--only", "ci"]),
        &["a job in .gitlab-ci.yml was not written"],
    );
    written(&repo, &["--only", "ci", "--source", SOURCE]);
    let after = repo.read(".gitlab-ci.yml");
    assert!(
        after.starts_with(&format!("{text}\nabreast:\n  stage: lint\n")),
        "{after}"
    );
    let job = &YamlLoader::load_from_str(&after).unwrap()[0]["abreast"];
    assert_eq!(
        job["artifacts"]["reports"]["codequality"].as_str(),
        Some("gl-code-quality-report.json")
    );
    assert_settled(&repo, &["--only", "ci", "--source", SOURCE]);
}

#[test]
fn a_coding_agent_is_set_up_where_it_is_used_or_asked_for() {
    let repo = repo();
    assert!(!init(&repo, &["--dry-run"]).stdout.contains(".claude"));
    written(&repo, &["--agent", "claude", "--only", "agent"]);
    let settings: serde_json::Value = serde_json::from_str(&repo.read(".claude/settings.json")).unwrap();
    assert_eq!(
        settings["hooks"]["Stop"][0]["hooks"][0]["command"],
        "abreast hook claude"
    );
    assert_settled(&repo, &["--only", "agent"]);
    repo.write(".claude/settings.json", "{\n    \"model\": \"x\"\n}\n");
    written(&repo, &["--only", "agent"]);
    let after = repo.read(".claude/settings.json");
    assert!(
        after.starts_with("{\n    \"model\": \"x\",\n    \"hooks\": {\n"),
        "{after}"
    );
}

#[test]
fn settings_are_written_where_some_differ_from_the_defaults_and_there_are_none() {
    let repo = repo();
    assert!(
        !init(&repo, &["--dry-run", "--only", "config"])
            .stdout
            .contains("abreast.toml")
    );
    repo.write("docs/html/_sources/guide.rst.txt", "Guide\n=====\n");
    repo.record("built");
    written(&repo, &["--only", "config"]);
    assert!(
        repo.read("abreast.toml")
            .contains("exclude = [\"/docs/html/_sources/\"]")
    );
    assert_eq!(repo.abreast(&["check"]).code, Some(0));
    assert_settled(&repo, &["--only", "config"]);
    repo.delete("abreast.toml")
        .write("pyproject.toml", "[tool.abreast]\nfail-on = \"error\"\n");
    assert_says(
        &written(&repo, &["--only", "config"]),
        &["already there: pyproject.toml"],
    );
    assert!(!repo.root().join("abreast.toml").exists());
}

#[test]
fn what_is_stale_already_is_told_and_put_into_the_baseline_when_asked() {
    let repo = repo();
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    repo.commit("left behind");
    let outcome = written(&repo, &["--only", "config"]);
    assert_says(&outcome, &["1 doc line is stale already", "    abreast baseline\n"]);
    assert!(!repo.root().join(".abreast").exists());
    written(&repo, &["--only", "config", "--baseline"]);
    assert_eq!(repo.abreast(&["check"]).code, Some(0));
    assert_eq!(repo.abreast(&["check", "--no-baseline"]).code, Some(1));
    assert_settled(&repo, &["--only", "config", "--baseline"]);
}

#[test]
fn nothing_is_written_without_a_yes() {
    let repo = repo();
    let outcome = repo.abreast_reading(&["init"], "y\n");
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stdout.contains("new file .git/hooks/pre-commit"), "{outcome}");
    assert!(
        outcome.stderr.contains("--yes") && outcome.stderr.contains("--dry-run"),
        "{outcome}"
    );
    init(&repo, &["--dry-run"]);
    assert!(!repo.root().join(".git/hooks/pre-commit").exists());
}

#[test]
fn a_source_that_can_change_or_is_no_name_is_refused() {
    let repo = repo();
    for source in [
        "me/abreast",
        "me/abreast@main",
        "me/a;b@0123456789abcdef0123456789abcdef01234567",
    ] {
        let outcome = repo.abreast(&["init", "--dry-run", "--source", source]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let (repo, other) = (repo(), Repo::new());
    let target = other.root().join("config.yaml");
    fs::write(&target, "repos:\n  - repo: meta\n    hooks: []\n").unwrap();
    symlink(&target, repo.root().join(".pre-commit-config.yaml")).unwrap();
    let outcome = written(&repo, &["--only", "hook"]);
    assert_says(
        &outcome,
        &[".pre-commit-config.yaml cannot be added to", "not an ordinary file"],
    );
    assert!(!fs::read_to_string(&target).unwrap().contains("abreast"));
    symlink(other.root(), repo.root().join(".claude")).unwrap();
    symlink(other.root(), repo.root().join(".github")).unwrap();
    let outcome = repo.abreast(&["init", "--yes", "--only", "agent", "--agent", "claude"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    repo.git(&["remote", "add", "origin", "https://github.com/me/shop"]);
    let outcome = repo.abreast(&["init", "--yes", "--only", "ci", "--source", SOURCE]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert_eq!(fs::read_dir(other.root()).unwrap().count(), 2, "only .git and the file");
}

#[test]
fn a_repository_without_files_is_told_so() {
    let repo = Repo::new().bare_clone();
    let outcome = repo.abreast(&["init", "--yes"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("bare"), "{outcome}");
}
