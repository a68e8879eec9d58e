//! The wheel that `.ci/test` builds: installed where there is nothing else, and run.

use crate::tools::{build_folder, run, tool};
use crate::{documented, mended, renamed};
use std::fs;

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn the_wheel_is_installed_and_runs_where_nothing_else_is() {
    let repo = documented();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    let folder = build_folder().join("test-wheels");
    let files: Vec<String> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}; `.ci/test` builds the wheel", folder.display()))
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let wheel = files
        .iter()
        .find(|name| name.ends_with(".whl"))
        .expect("`.ci/test` builds a wheel");
    assert!(wheel.starts_with(&format!("abreast-{VERSION}-py3-none-")), "{wheel}");

    let fresh = repo.root().with_file_name("fresh");
    let fresh = fresh.to_str().unwrap();
    let made = run(&repo, "python", &["-m", "venv", fresh]);
    assert_eq!(made.code, Some(0), "{made}");
    let python = fs::canonicalize(format!("{fresh}/bin")).unwrap().join("python");
    let wheel = folder.join(wheel);
    let pip = ["-m", "pip", "install", "--quiet", "--no-index", wheel.to_str().unwrap()];
    let installed = repo.run(&python, &pip, &[]);
    assert_eq!(installed.code, Some(0), "{installed}");
    // What pip shows of it is what `pyproject.toml` says, with the version of Cargo.
    let shown = repo.run(&python, &["-m", "pip", "show", "abreast"], &[]);
    assert!(shown.stdout.contains(&format!("Version: {VERSION}\n")), "{shown}");

    let program = python.with_file_name("abreast");
    let version = repo.run(&program, &["--version"], &[]);
    assert_eq!(version.stdout, format!("abreast {VERSION}\n"), "{version}");
    let found = repo.run(&program, &["check", "--format", "concise"], &[]);
    assert_eq!(found.code, Some(1), "{found}");
    assert!(found.stdout.contains("docs/guide.md:3:"), "{found}");
    repo.write("docs/guide.md", &mended());
    assert_eq!(repo.run(&program, &["check"], &[]).code, Some(0));
}

#[test]
fn the_tools_are_those_that_the_scripts_name() {
    let file = tool("python").with_file_name("../tools");
    let installed = fs::read_to_string(file).expect("`.ci/test` installs the tools");
    let script = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/tools.sh")).unwrap();
    for pinned in installed.split_whitespace() {
        assert!(script.contains(pinned), "{pinned} is out of date: run `.ci/test`");
    }
}
