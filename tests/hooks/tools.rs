//! The programs that `.ci/test` installs for these tests, and the repository that hooks are taken from: this checkout.

use crate::support::{Outcome, Repo};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder of the build, as `.ci/tools.sh` has it.
pub(crate) fn build_folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A program of the folder of tools.
pub(crate) fn tool(name: &str) -> PathBuf {
    let file = tools().join(name);
    assert!(
        file.exists(),
        "{name} is not there: run `.ci/test`, which installs what the tests of hooks need, and which must have run since \
         .ci/tools.sh was changed ({})",
        file.display()
    );
    file
}

fn tools() -> PathBuf {
    build_folder().join("hook-venv/bin")
}

/// Runs a tool in a repository, with the built program on PATH.
pub(crate) fn run(repo: &Repo, name: &str, args: &[&str]) -> Outcome {
    let variables = variables(repo, true);
    repo.run(&tool(name), args, &borrowed(&variables))
}

/// Runs git where its hooks find the tools and the built program.
pub(crate) fn git(repo: &Repo, args: &[&str]) -> Outcome {
    repo.git_in("", args, &borrowed(&variables(repo, true)))
}

/// Runs git where its hooks find the tools, and no program but the one they build.
pub(crate) fn git_without_program(repo: &Repo, args: &[&str]) -> Outcome {
    repo.git_in("", args, &borrowed(&variables(repo, false)))
}

fn borrowed<'a>(variables: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    variables.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// What the tools need: one another and the built program on PATH, folders of their own, and, when they build, what was
/// fetched before: no test asks a registry of Python.
fn variables(repo: &Repo, with_program: bool) -> Vec<(&'static str, String)> {
    let text = |path: PathBuf| path.to_str().expect("paths of the build are UTF-8").to_owned();
    let beside = |name: &str| text(repo.root().with_file_name(name));
    let program = Path::new(env!("CARGO_BIN_EXE_abreast")).parent().unwrap().to_owned();
    let mut path = std::env::var("PATH").unwrap_or_default();
    if with_program {
        path = format!("{}:{path}", text(program));
    }
    let wheels = text(build_folder().join("hook-venv/wheels"));
    let mut variables = vec![
        ("PATH", format!("{}:{path}", text(tools()))),
        ("PRE_COMMIT_HOME", beside("pre-commit")),
        ("PREK_HOME", beside("prek")),
        ("PIP_NO_INDEX", "1".to_owned()),
        ("PIP_FIND_LINKS", wheels.clone()),
        ("PIP_CONFIG_FILE", "/dev/null".to_owned()),
        ("UV_OFFLINE", "1".to_owned()),
        ("UV_FIND_LINKS", wheels),
        // Quick to build; a folder of its own, so that the program under test stays as it is.
        ("MATURIN_PEP517_ARGS", "--profile dev".to_owned()),
        ("CARGO_PROFILE_DEV_DEBUG", "0".to_owned()),
        ("CARGO_TARGET_DIR", text(build_folder().join("hook-build"))),
    ];
    let home = std::env::var("HOME").unwrap_or_default();
    for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
        let value = std::env::var(name).unwrap_or_else(|_| format!("{home}/{folder}"));
        variables.push((name, value));
    }
    let tool_chain = std::env::var("RUSTUP_TOOLCHAIN").ok();
    variables.extend(tool_chain.map(|name| ("RUSTUP_TOOLCHAIN", name)));
    variables
}

/// The address and the commit of a repository with the files of this checkout, as far as its archive of sources has them.
pub(crate) fn published() -> (String, String) {
    static PUBLISHED: OnceLock<(String, String)> = OnceLock::new();
    PUBLISHED.get_or_init(publish).clone()
}

/// A hook is built from what the archive of sources has: what is missing there is missing for users.
fn publish() -> (String, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("published");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let made = Command::new(tool("maturin"))
        .args([
            "sdist",
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
            "--out",
        ])
        .arg(&folder)
        .output()
        .expect("maturin can be started");
    assert!(made.status.success(), "{}", Outcome::from(made));
    let archive = concat!("abreast-", env!("CARGO_PKG_VERSION"));
    let unpacked = Command::new("tar")
        .current_dir(&folder)
        .args(["-xzf", &format!("{archive}.tar.gz")])
        .output()
        .expect("tar can be started");
    assert!(unpacked.status.success(), "{}", Outcome::from(unpacked));
    let copy = folder.join(archive);
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=A Writer", "-c", "user.email=writer@example.org"];
        let output = Command::new("git")
            .current_dir(&copy)
            .args(identity)
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .expect("git can be started");
        assert!(output.status.success(), "{}", Outcome::from(output));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "--quiet", "--template=", "--initial-branch=main"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "the checkout"]);
    (format!("file://{}", copy.display()), git(&["rev-parse", "HEAD"]))
}
