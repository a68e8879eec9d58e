//! The hook that checks each commit, in the way that the hook manager of the repository wants it; without one it is git's own.

use super::files::extend;
use super::site::{Found, Site, names_abreast};
use super::step::{Base, Step, Write};
use super::toml_text;
use super::yaml::{self, Entry};
use crate::git::error::GitError;
use crate::model::path::RepoPath;
use std::path::{Component, Path, PathBuf};
use yaml_rust2::Yaml;

const COMMAND: &str = "abreast check --staged";

/// Deleted files are not among those that the hook managers count: without `always_run` removing code would go unseen.
const PRE_COMMIT: &[&str] = &[
    "- repo: local",
    "  hooks:",
    "    - id: abreast",
    "      name: docs that the commit makes stale",
    "      entry: abreast check --staged",
    "      language: system",
    "      pass_filenames: false",
    "      always_run: true",
];

const PREK: &str = "\
[[repos]]
repo = \"local\"

[[repos.hooks]]
id = \"abreast\"
name = \"docs that the commit makes stale\"
entry = \"abreast check --staged\"
language = \"system\"
pass_filenames = false
always_run = true
";

const PLAIN: &str = "\
#!/bin/sh
# Refuses a commit that makes docs stale; `git commit --no-verify` goes past it.
exec abreast check --staged
";

const HUSKY: &str = "\
#!/usr/bin/env sh
abreast check --staged
";

/// The files of pre-commit; the second is read by prek only.
const PRE_COMMIT_FILES: &[&str] = &[".pre-commit-config.yaml", ".pre-commit-config.yml"];

const LEFTHOOK_FILES: &[&str] = &[
    "lefthook.yml",
    "lefthook.yaml",
    "lefthook.toml",
    "lefthook.json",
    "lefthook.jsonc",
    ".lefthook.yml",
    ".lefthook.yaml",
    ".lefthook.toml",
    ".lefthook.json",
    ".lefthook.jsonc",
    ".config/lefthook.yml",
    ".config/lefthook.yaml",
    ".config/lefthook.toml",
    ".config/lefthook.json",
    ".config/lefthook.jsonc",
];

/// The hook, and what has to be done for git to run it.
pub(super) fn steps(site: &Site<'_>) -> Result<Vec<Step>, GitError> {
    let mut steps = managed(site)?;
    if !is_on_path() {
        let text =
            "there is no abreast on PATH, and hooks look for it there: install it, for every user of this repository";
        steps.push(Step::say(text));
    }
    Ok(steps)
}

fn managed(site: &Site<'_>) -> Result<Vec<Step>, GitError> {
    if let Some(found) = site.first(&["prek.toml"])? {
        let step = extend(&found, PREK, |text| toml_text::with(text, PREK));
        return Ok(with_install(site, step, &["prek"], "prek install"));
    }
    if let Some(found) = site.first(PRE_COMMIT_FILES)? {
        let lines = PRE_COMMIT.join("\n");
        let step = extend(&found, &lines, |text| {
            yaml::with(text, &Entry::Item(&["repos"], PRE_COMMIT))
        });
        return Ok(with_install(site, step, &["pre-commit", "prek"], "pre-commit install"));
    }
    if let Some(found) = site.first(LEFTHOOK_FILES)? {
        let step = lefthook(&found);
        return Ok(with_install(site, step, &["lefthook"], "lefthook install"));
    }
    if site.has_folder(".husky") {
        return husky(site);
    }
    Ok(vec![plain(site)])
}

/// A settings file alone does nothing: its program has to have put a hook in place.
fn with_install(site: &Site<'_>, step: Step, programs: &[&str], command: &str) -> Vec<Step> {
    let hook = site.commit_hook_text();
    let is_installed = programs.iter().any(|program| hook.contains(program));
    let install = || {
        Step::say(format!(
            "git does not run it in this clone yet: `{command}`, once in each clone"
        ))
    };
    [Some(step), (!is_installed).then(install)]
        .into_iter()
        .flatten()
        .collect()
}

fn lefthook(found: &Found) -> Step {
    const LINES: &[&str] = &[
        "pre-commit:",
        "  commands:",
        "    abreast:",
        "      run: abreast check --staged",
    ];
    const TABLE: &str = "[pre-commit.commands.abreast]\nrun = \"abreast check --staged\"\n";
    const JOB: &str = "[[pre-commit.jobs]]\nname = \"abreast\"\nrun = \"abreast check --staged\"\n";
    match found.path.rsplit('.').next() {
        Some("toml") => {
            let has_jobs = |text: &str| text.contains("pre-commit.jobs");
            extend(found, TABLE, |text| {
                toml_text::with(text, if has_jobs(text) { JOB } else { TABLE })
            })
        }
        Some("json" | "jsonc") => {
            let lines = "\"pre-commit\": {\"commands\": {\"abreast\": {\"run\": \"abreast check --staged\"}}}\n";
            extend(found, lines, |_| None)
        }
        _ => extend(found, &LINES.join("\n"), |text| in_lefthook_yaml(text, LINES)),
    }
}

/// Beside the jobs or commands that are there.
fn in_lefthook_yaml(text: &str, lines: &[&str]) -> Option<String> {
    let hook = &yaml::load(text)?["pre-commit"];
    let job: &[&str] = &["- name: abreast", "  run: abreast check --staged"];
    let command: &[&str] = &["abreast:", "  run: abreast check --staged"];
    let commands: &[&str] = &["commands:", "  abreast:", "    run: abreast check --staged"];
    let entry = match (hook, &hook["jobs"], &hook["commands"]) {
        (Yaml::BadValue, ..) => Entry::Key(&[], lines),
        (_, Yaml::Array(_), _) => Entry::Item(&["pre-commit", "jobs"], job),
        (_, _, Yaml::Hash(_)) => Entry::Key(&["pre-commit", "commands"], command),
        _ => Entry::Key(&["pre-commit"], commands),
    };
    yaml::with(text, &entry)
}

/// husky runs the file with `sh -e`; its older versions let git run it.
fn husky(site: &Site<'_>) -> Result<Vec<Step>, GitError> {
    let path = ".husky/pre-commit";
    let step = match site.first(&[path])? {
        None => Step::Write(Write {
            base: Base::WorkTree,
            path: path.into(),
            before: None,
            after: HUSKY.to_owned(),
            program: true,
        }),
        Some(found) => extend(&found, COMMAND, |text| {
            let leaves = |line: &str| line.trim_start().starts_with("exec ") || line.trim_start().starts_with("exit");
            let gap = if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            (!text.lines().any(leaves) && !text.contains('\r')).then(|| format!("{text}{gap}{COMMAND}\n"))
        }),
    };
    let folder = site.repo.hooks_dir();
    let is_set = [".husky", ".husky/_"].iter().any(|dir| folder.ends_with(dir));
    let install =
        "git does not look into .husky in this clone yet: `npx husky` (or whatever runs it, as `npm install`)";
    Ok([Some(step), (!is_set).then(|| Step::say(install))]
        .into_iter()
        .flatten()
        .collect())
}

fn plain(site: &Site<'_>) -> Step {
    let file = site.commit_hook();
    let shown = site.shown(&file);
    let line = "abreast check --staged || exit 1\n".to_owned();
    if file.symlink_metadata().is_ok() {
        return match names_abreast(&site.commit_hook_text()) {
            true => Step::There(format!("{shown} names abreast")),
            false => Step::Tell(
                format!("{shown} is there already: put this line into it, before it ends"),
                line,
            ),
        };
    }
    let Some((base, path)) = home(site, &file) else {
        let what = "is outside of this repository, so that others use it too: put this line into a hook there, if they are to be checked";
        return Step::Tell(
            format!("git looks for hooks where core.hooksPath says, and {shown} {what}"),
            line,
        );
    };
    Step::Write(Write {
        base,
        path,
        before: None,
        after: PLAIN.to_owned(),
        program: true,
    })
}

/// Where in the repository a file lies.
fn home(site: &Site<'_>, file: &Path) -> Option<(Base, RepoPath)> {
    let below = |root: &Path| plain_path(file.strip_prefix(root).ok()?);
    let common = below(site.repo.common_dir()).map(|path| (Base::Common, path));
    common.or_else(|| Some((Base::WorkTree, below(site.root)?)))
}

fn plain_path(path: &Path) -> Option<RepoPath> {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let parts: Option<Vec<&str>> = parts
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    Some(parts?.join("/").as_str().into())
}

fn is_on_path() -> bool {
    let name = format!("abreast{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut programs = std::env::split_paths(&path).map(|folder: PathBuf| folder.join(&name));
    programs.any(|program| program.is_file())
}
