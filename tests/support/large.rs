//! A repository with as many modules as asked for, made by `git fast-import`.

use crate::support::Repo;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// So many people write it.
const PEOPLE: usize = 60;
/// So many folders share a parent.
const STREETS: usize = 50;

/// A repository of so many modules with three files each, written by people whose parts overlap.
pub(crate) fn city(modules: usize) -> Repo {
    let repo = Repo::new();
    let mut stream = String::new();
    for module in 0..modules {
        let writer = (module * 7 + module / 11) % PEOPLE;
        let folder = format!("quarter-{:03}/house-number-{module:04}", module / STREETS);
        let files = (0..3).map(|file| {
            let text =
                format!("import os\n\n\ndef open_{module}_{file}(door):\n    return os.path.join(door, '{file}')\n");
            (
                format!("{folder}/part{file}.py"),
                text.repeat(1 + (module * 31 + file) % 9),
            )
        });
        commit(&mut stream, module, writer, &files.collect::<Vec<_>>());
        // Every third module has a second author.
        if module % 3 == 0 {
            let text = "import sys\n\n\ndef close(door):\n    sys.exit(door)\n".repeat(5);
            let other = (writer + 1 + module % 5) % PEOPLE;
            commit(
                &mut stream,
                modules + module,
                other,
                &[(format!("{folder}/part3.py"), text)],
            );
        }
    }
    let mut importing = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(repo.root())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::piped())
        .spawn()
        .expect("git can be started");
    importing.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(importing.wait().unwrap().success());
    repo.git(&["checkout", "--quiet", "--force", "main"]);
    repo
}

fn commit(stream: &mut String, number: usize, writer: usize, files: &[(String, String)]) {
    let time = 1_704_110_400 + number * 600;
    let _ = write!(
        stream,
        "commit refs/heads/main\ncommitter Citizen Number{writer:02} <{writer}@example.org> {time} +0000\ndata 4\nwork\n"
    );
    for (path, text) in files {
        let _ = write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len());
    }
}
