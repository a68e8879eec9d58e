//! A repository in a temporary folder, made by the real git without any setting of the machine.

use abreast::git::repo::Repo;
use abreast::model::revision::Oid;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub(crate) struct Repository {
    folder: TempDir,
    /// Seconds of the next commit.
    clock: Cell<u64>,
}

impl Repository {
    /// An empty repository on branch `main`.
    pub(crate) fn new() -> Repository {
        let repository = Repository::bare_folder();
        repository.git(&["init", "-q", "-b", "main", "."]);
        repository
    }

    /// Only the folder.
    pub(crate) fn bare_folder() -> Repository {
        Repository {
            folder: TempDir::new().unwrap(),
            clock: Cell::new(1_700_000_000),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("repo")
    }

    /// The command, before it is run: none of the machine's settings, a fixed identity, clock and time zone.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        std::fs::create_dir_all(self.path()).unwrap();
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        let time = format!("{} +0000", self.clock.get());
        command
            .current_dir(self.path())
            .env("HOME", self.folder.path())
            .env("TZ", "UTC")
            .env("LC_ALL", "C")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_AUTHOR_NAME", "Ada")
            .env("GIT_AUTHOR_EMAIL", "ada@example.org")
            .env("GIT_COMMITTER_NAME", "Bo")
            .env("GIT_COMMITTER_EMAIL", "bo@example.org")
            .env("GIT_AUTHOR_DATE", &time)
            .env("GIT_COMMITTER_DATE", &time)
            .args(["-c", "protocol.file.allow=always", "-c", "gc.auto=0"])
            .args(arguments);
        command
    }

    /// Runs git; its output.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs git and does not mind if it fails.
    pub(crate) fn try_git(&self, arguments: &[&str]) -> bool {
        self.command(arguments).output().unwrap().status.success()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap_or(Path::new(""))).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// Commits everything, a minute after the last commit.
    pub(crate) fn commit(&self, message: &str) -> Oid {
        self.tick();
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.head()
    }

    /// Merges branches; conflicts are settled by taking both sides' files as they lie there.
    pub(crate) fn merge(&self, branches: &[&str]) -> Oid {
        self.tick();
        let arguments = [&["merge", "-q", "--no-ff", "-m", "merge"], branches].concat();
        if !self.try_git(&arguments) {
            self.git(&["add", "-A"]);
            self.git(&["commit", "-q", "-m", "merge with conflicts"]);
        }
        self.head()
    }

    pub(crate) fn tick(&self) {
        self.clock.set(self.clock.get() + 60);
    }

    pub(crate) fn head(&self) -> Oid {
        oid(self.git(&["rev-parse", "HEAD"]).trim())
    }

    pub(crate) fn open(&self) -> Repo {
        Repo::open(Some(&self.path())).unwrap()
    }
}

/// An id from its digits.
pub(crate) fn oid(digits: &str) -> Oid {
    let bytes: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    Oid(bytes.try_into().unwrap())
}

/// A generator of numbers that is the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}
