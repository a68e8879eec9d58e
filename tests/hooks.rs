//! The hooks: `abreast check --staged` and `abreast hook pre-push` as the real git runs them, as pre-commit and prek run what
//! `.pre-commit-hooks.yaml` offers, and the wheel that they install. `.ci/test` installs the programs that are needed besides git.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

#[path = "hooks/commits.rs"]
mod commits;
#[path = "hooks/environment.rs"]
mod environment;
#[path = "hooks/managers.rs"]
mod managers;
#[path = "hooks/pushes.rs"]
mod pushes;
#[path = "hooks/tools.rs"]
mod tools;
#[path = "hooks/wheel.rs"]
mod wheel;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use support::{Outcome, Repo};

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

/// What makes the guide stale.
fn renamed() -> String {
    CLIENT.replace("close_all", "aclose")
}

/// What makes it right again.
fn mended() -> String {
    GUIDE.replace("close_all", "aclose")
}

/// A repository with a method and a page that names it, committed.
fn documented() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT)
        .write("docs/guide.md", GUIDE)
        .record("the client");
    repo
}

/// Puts a hook into a folder of hooks. `$ABREAST` in it is the built program.
fn install(folder: &Path, name: &str, command: &str) {
    let command = command.replace("$ABREAST", &format!("'{}'", env!("CARGO_BIN_EXE_abreast")));
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(name), format!("#!/bin/sh\n{command}\n")).unwrap();
    fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o755)).unwrap();
}

/// Git did it, and nobody said a word.
#[track_caller]
fn assert_silent(outcome: &Outcome) {
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(
        (outcome.stdout.as_str(), outcome.stderr.as_str()),
        ("", ""),
        "{outcome}"
    );
}

/// The hook stopped git and said which line of the guide is stale.
#[track_caller]
fn assert_stopped(outcome: &Outcome) {
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(
        said.contains("docs/guide.md:3:") && said.contains("`aclose`"),
        "{outcome}"
    );
}
