//! Repositories for tests: built in temp folders by the real `git`, with nothing of the machine in them.
//!
//! No system or user configuration, a fixed identity, a clock that advances by one day a commit, UTC, the C locale, and
//! none of the `GIT_*` variables of whoever runs the tests. The same steps give the same commit ids everywhere.

// Every test file uses its own part of this room.
#![allow(dead_code)]

pub(crate) mod scenario;

use serde_json::Value;
use std::cell::Cell;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::rc::Rc;
use tempfile::TempDir;

/// 2024-01-01 12:00 UTC: the time of the first commit.
const FIRST_COMMIT: i64 = 1_704_110_400;
const DAY: i64 = 86_400;

/// A repository in a temp folder, with a home folder of its own beside it.
pub(crate) struct Repo {
    /// Keeps the temp folder alive; clones and linked work trees share it.
    base: Rc<TempDir>,
    /// Where commands run: the work tree, or the git folder of a bare repository.
    root: PathBuf,
    /// How many commits were made.
    commits: Cell<i64>,
}

impl Repo {
    /// An empty repository with an unborn `main`.
    pub(crate) fn new() -> Self {
        let base = tempfile::Builder::new()
            .prefix("abreast-test-")
            .tempdir()
            .expect("a temp folder can be made");
        let root = base.path().join("repo");
        for folder in [&root, &base.path().join("home")] {
            fs::create_dir(folder).expect("a folder can be made");
        }
        let repo = Self {
            base: Rc::new(base),
            root,
            commits: Cell::new(0),
        };
        repo.git(&["init", "--quiet", "--template=", "--initial-branch=main"]);
        repo
    }

    /// The folder of the repository.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What keeps the folders of this repository alive, for those who need them longer than the repository.
    pub(crate) fn kept(&self) -> Rc<TempDir> {
        Rc::clone(&self.base)
    }

    /// Writes a whole file into the work tree.
    pub(crate) fn write(&self, path: &str, text: &str) -> &Self {
        self.write_bytes(path, text.as_bytes())
    }

    /// Writes a whole file that need not be text.
    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) -> &Self {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(file, bytes).expect("the file can be written");
        self
    }

    /// The text of a file of the work tree.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("the file can be read")
    }

    /// Deletes a file or a folder from the work tree.
    pub(crate) fn delete(&self, path: &str) -> &Self {
        let path = self.root.join(path);
        let deleted = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        deleted.expect("what is deleted was there");
        self
    }

    /// Moves a file or a folder of the work tree.
    pub(crate) fn rename(&self, from: &str, to: &str) -> &Self {
        let target = self.root.join(to);
        fs::create_dir_all(target.parent().expect("a path has a folder")).expect("the folder can be made");
        fs::rename(self.root.join(from), target).expect("what is moved was there");
        self
    }

    /// Stages everything in the work tree.
    pub(crate) fn stage(&self) -> &Self {
        self.git(&["add", "--all"]);
        self
    }

    /// Stages and commits everything in the work tree; gives the commit's id.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.record(message);
        self.git(&["rev-parse", "HEAD"])
    }

    /// As `commit`, for those who do not ask for the id: a process less.
    pub(crate) fn record(&self, message: &str) {
        self.record_by(message, None, 0);
    }

    /// As `record`, by somebody else (`Name <mail>`) or so many days later than the next one.
    pub(crate) fn record_by(&self, message: &str, author: Option<&str>, days: i64) {
        self.commits.set(self.commits.get() + days);
        self.stage();
        let by = author.map(|author| format!("--author={author}"));
        let mut args = vec!["commit", "--quiet", "--allow-empty", "--message", message];
        args.extend(by.as_deref());
        self.git(&args);
        self.commits.set(self.commits.get() + 1);
    }

    /// Makes a branch at HEAD and switches to it.
    pub(crate) fn branch(&self, name: &str) -> &Self {
        self.git(&["checkout", "--quiet", "-b", name]);
        self
    }

    /// Switches to a branch or a commit.
    pub(crate) fn switch(&self, name: &str) -> &Self {
        self.git(&["checkout", "--quiet", name]);
        self
    }

    /// Merges a branch into the one that is checked out, always with a merge commit.
    pub(crate) fn merge(&self, name: &str) -> String {
        self.git(&["merge", "--quiet", "--no-ff", "--message", "merge", name]);
        self.commits.set(self.commits.get() + 1);
        self.git(&["rev-parse", "HEAD"])
    }

    /// A second work tree of this repository, on a new branch.
    pub(crate) fn linked_work_tree(&self, branch: &str) -> Repo {
        let root = self.base.path().join(format!("linked-{branch}"));
        self.git(&["worktree", "add", "--quiet", "-b", branch, text(&root)]);
        self.beside(root)
    }

    /// A clone that holds only the newest commits.
    pub(crate) fn shallow_clone(&self, depth: u32) -> Repo {
        let depth = format!("--depth={depth}");
        self.clone_with("shallow", &[&depth])
    }

    /// A clone without a work tree.
    pub(crate) fn bare_clone(&self) -> Repo {
        self.clone_with("bare", &["--bare"])
    }

    fn clone_with(&self, folder: &str, options: &[&str]) -> Repo {
        let root = self.base.path().join(folder);
        // A plain path would hard-link the objects and ignore the depth.
        let source = format!("file://{}", self.root.display());
        let mut args = vec!["clone", "--quiet", "--template="];
        args.extend(options);
        args.extend([source.as_str(), text(&root)]);
        self.git(&args);
        self.beside(root)
    }

    fn beside(&self, root: PathBuf) -> Repo {
        Repo {
            base: Rc::clone(&self.base),
            root,
            commits: Cell::new(self.commits.get()),
        }
    }

    /// Runs git; gives what it wrote to stdout, trimmed. Any failure of git is a failure of the test.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        self.try_git(args)
            .unwrap_or_else(|error| panic!("git {args:?} failed:\n{error}"))
    }

    /// Runs git with a clock of one's own; any failure is a failure of the test.
    pub(crate) fn record_at(&self, time: &str, args: &[&str]) {
        let outcome = self.git_at(time, args);
        outcome.unwrap_or_else(|error| panic!("git {args:?} failed:\n{error}"));
    }

    /// Runs git; what it wrote to stderr is the error.
    pub(crate) fn try_git(&self, args: &[&str]) -> Result<String, String> {
        self.git_at(&format!("{} +0000", FIRST_COMMIT + DAY * self.commits.get()), args)
    }

    fn git_at(&self, time: &str, args: &[&str]) -> Result<String, String> {
        let outcome = Outcome::from(self.git_command(time, args).output().expect("git can be started"));
        match outcome.code {
            Some(0) => Ok(outcome.stdout.trim_end().to_owned()),
            _ => Err(outcome.stderr),
        }
    }

    /// Runs git in a folder of the repository; gives all that it and its hooks said.
    pub(crate) fn git_in(&self, folder: &str, args: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let time = format!("{} +0000", FIRST_COMMIT + DAY * self.commits.get());
        self.commits.set(self.commits.get() + 1);
        let mut command = self.git_command(&time, args);
        command
            .current_dir(self.root.join(folder))
            .envs(variables.iter().copied());
        Outcome::from(command.output().expect("git can be started"))
    }

    /// Runs a program in the repository, with nothing of the machine but these variables.
    pub(crate) fn run(&self, program: &Path, args: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let mut command = self.clean(Command::new(program));
        command
            .args(args)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .envs(variables.iter().copied());
        Outcome::from(command.output().expect("the program can be started"))
    }

    fn git_command(&self, time: &str, args: &[&str]) -> Command {
        let mut command = self.clean(Command::new("git"));
        command
            .args([
                "-c",
                "gc.auto=0",
                "-c",
                "maintenance.auto=false",
                "-c",
                "commit.gpgSign=false",
            ])
            .args(args)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_AUTHOR_NAME", "A Writer")
            .env("GIT_AUTHOR_EMAIL", "writer@example.org")
            .env("GIT_AUTHOR_DATE", time)
            .env("GIT_COMMITTER_NAME", "A Writer")
            .env("GIT_COMMITTER_EMAIL", "writer@example.org")
            .env("GIT_COMMITTER_DATE", time);
        command
    }

    /// Runs the built `abreast` in the repository.
    pub(crate) fn abreast(&self, args: &[&str]) -> Outcome {
        self.abreast_with(args, &[])
    }

    /// Runs the built `abreast` with more environment variables.
    pub(crate) fn abreast_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let output = self
            .clean(Command::new(env!("CARGO_BIN_EXE_abreast")))
            .args(args)
            .envs(variables.iter().copied())
            .output()
            .expect("abreast can be started");
        Outcome::from(output)
    }

    /// Runs the built `abreast` with something to read on standard input.
    pub(crate) fn abreast_reading(&self, args: &[&str], input: &str) -> Outcome {
        let mut command = self.clean(Command::new(env!("CARGO_BIN_EXE_abreast")));
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().expect("abreast can be started");
        let mut stdin = child.stdin.take().expect("it was asked for");
        // A program that has heard enough may end before it has read everything.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Outcome::from(child.wait_with_output().expect("abreast can be waited for"))
    }

    /// A command that runs in the repository and sees nothing of the machine but the search path for programs.
    fn clean(&self, mut command: Command) -> Command {
        let home = self.base.path().join("home");
        command
            .current_dir(&self.root)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("HOME", home)
            .env("TZ", "UTC")
            .env("LC_ALL", "C");
        command
    }
}

/// What a program answered.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Its exit code; `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    /// What it wrote for the reader.
    pub(crate) stdout: String,
    /// What it wrote about the run.
    pub(crate) stderr: String,
}

impl Outcome {
    /// The answer as JSON.
    pub(crate) fn json(&self) -> Result<Value, String> {
        serde_json::from_str(&self.stdout).map_err(|error| format!("{error}\n{self}"))
    }
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "exit code {:?}", self.code)?;
        writeln!(f, "--- stdout\n{}", self.stdout)?;
        write!(f, "--- stderr\n{}", self.stderr)
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temp folders have UTF-8 names")
}
