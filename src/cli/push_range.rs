//! `abreast hook pre-push`: from what git says to the hook to the ranges of commits that a push would publish, and each of them
//! checked. Asks the clone only: what the remote has is what was last heard of it.

use super::args::{Global, OutputArgs, RuleArgs, RunArgs, ScopeArgs};
use super::check;
use super::check_args::{CheckArgs, FixArgs};
use super::error::{UsageError, hint};
use super::exit::Exit;
use super::values::format;
use crate::facts::scope::Scope;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::revision::Oid;
use crate::render::Format;
use anyhow::Context as _;
use clap::Args;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::io::{IsTerminal as _, Read as _};

/// Git says less than this to a hook, even of a hundred thousand references.
const INPUT_LIMIT: u64 = 64 << 20;

const HELP: &str = "\
In .git/hooks/pre-push:
  #!/bin/sh
  exec abreast hook pre-push \"$@\"

A new branch is checked since it left what the remote has, one that is there since what was there; a forced push since the
commit that both have in common. Deletions, and commits that the remote has, are not checked. The first push of a whole
history is checked as `abreast check --rev` does it.

The hooks of pre-commit and prek get the range by variables: PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF.

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 the job could not be done.";

/// Arguments of `abreast hook pre-push`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct PrePushArgs {
    /// The name of the remote, as git gives it
    #[arg(value_name = "REMOTE")]
    pub remote: Option<String>,
    /// The address of the remote, as git gives it; it is not asked
    #[arg(value_name = "URL")]
    pub url: Option<String>,
    /// What to run.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// The format of the results [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = format(), env = "ABREAST_FORMAT", hide_env_values = true)]
    #[arg(help_heading = "Output")]
    pub format: Option<Format>,
    /// How to do it.
    #[command(flatten)]
    pub run: RunArgs,
}

/// One reference that is pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Push {
    /// What it is to be: a revision.
    local: String,
    /// Its name at the remote; empty when nobody tells.
    name: String,
    /// What it was at the remote; `None` when it is new there.
    before: Option<String>,
}

/// What would be published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    name: String,
    /// Where it begins; `None` for a whole history.
    base: Option<Oid>,
    head: Oid,
}

/// Checks what a push would publish.
///
/// # Errors
/// When the job cannot be done at all: no repository, bad settings, nothing said about the push.
pub fn run(args: &PrePushArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let (pushes, remote) = told(args)?;
    let ranges = ranges(&repo, &pushes, remote.as_deref())?;
    let check = check_args(args);
    let mut worst = Exit::Clean;
    for range in &ranges {
        let exit = check::run_own(&repo, range.scope(), &check, global)?;
        if exit != Exit::Clean && ranges.len() > 1 && !global.quiet {
            hint(&format!("(this is about what goes to {})", range.name));
        }
        worst = worse(worst, exit);
    }
    Ok(worst)
}

/// A job that could not be done outweighs findings.
fn worse(one: Exit, other: Exit) -> Exit {
    match (one, other) {
        (Exit::Incomplete, _) | (_, Exit::Clean) => one,
        _ => other,
    }
}

/// The same as `abreast check` with these flags.
fn check_args(args: &PrePushArgs) -> CheckArgs {
    CheckArgs {
        paths: Vec::new(),
        scope: ScopeArgs {
            base: None,
            head: None,
            staged: false,
            rev: None,
        },
        rules: args.rules.clone(),
        output: OutputArgs {
            format: args.format,
            output: Vec::new(),
        },
        fix: FixArgs {
            fix: false,
            diff: false,
            unsafe_fixes: false,
        },
        run: args.run.clone(),
    }
}

/// What is pushed, and to which remote. Git names the remote and writes to standard input; pre-commit and prek set variables.
fn told(args: &PrePushArgs) -> anyhow::Result<(Vec<Push>, Option<String>)> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if args.remote.is_none() && (variable("PRE_COMMIT").is_some() || variable("PRE_COMMIT_TO_REF").is_some()) {
        return Ok((vec![by_variables(&variable)], variable("PRE_COMMIT_REMOTE_NAME")));
    }
    let mut input = std::io::stdin();
    if input.is_terminal() {
        return Err(UsageError {
            message: "nobody says what is pushed: git writes it to the standard input of its pre-push hook".to_owned(),
            help: "put this into the hook (`abreast hook pre-push --help` shows how), or name a range: `abreast check --base REV`"
                .to_owned(),
        }
        .into());
    }
    let mut text = Vec::new();
    input
        .by_ref()
        .take(INPUT_LIMIT)
        .read_to_end(&mut text)
        .context("cannot read what git says")?;
    Ok((by_lines(&String::from_utf8_lossy(&text))?, args.remote.clone()))
}

/// The reference that pre-commit runs its hooks for: of several that are pushed it takes the first. Without variables it is
/// `HEAD`, as when a hook is run by hand.
fn by_variables(variable: &dyn Fn(&str) -> Option<String>) -> Push {
    let head = || "HEAD".to_owned();
    let local = variable("PRE_COMMIT_TO_REF").or_else(|| variable("PRE_COMMIT_LOCAL_BRANCH"));
    Push {
        local: local.unwrap_or_else(head),
        name: variable("PRE_COMMIT_REMOTE_BRANCH").unwrap_or_else(head),
        before: variable("PRE_COMMIT_FROM_REF").filter(|id| !is_nothing(id)),
    }
}

/// Lines of `<local ref> <local id> <remote ref> <remote id>`; the first may hold spaces. Deletions are left out.
fn by_lines(text: &str) -> Result<Vec<Push>, UsageError> {
    let mut pushes = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.trim_end().rsplitn(4, ' ').collect();
        let [before, name, local, _] = fields[..] else {
            return Err(UsageError {
                message: format!("`{line}` is not what git says to a pre-push hook"),
                help: "a line is `<local ref> <local id> <remote ref> <remote id>`".to_owned(),
            });
        };
        if !is_nothing(local) {
            pushes.push(Push {
                local: local.to_owned(),
                name: name.to_owned(),
                before: (!is_nothing(before)).then(|| before.to_owned()),
            });
        }
    }
    Ok(pushes)
}

/// Whether git says by this id that there is no such reference.
fn is_nothing(id: &str) -> bool {
    id.len() >= 40 && id.bytes().all(|byte| byte == b'0')
}

/// Whether commits of that name are no state of the files of the project.
fn is_aside(name: &str) -> bool {
    name.starts_with("refs/notes/")
}

/// What is to be checked: no commit twice, and none that the remote has.
fn ranges(repo: &Repo, pushes: &[Push], remote: Option<&str>) -> anyhow::Result<Vec<Range>> {
    let mut ranges = Vec::new();
    let mut new: Vec<(String, Oid)> = Vec::new();
    for push in pushes.iter().filter(|push| !is_aside(&push.name)) {
        let head = match repo.resolve(&push.local) {
            Ok(head) => head,
            // A tag may name a file or a folder.
            Err(_) if push.name.starts_with("refs/tags/") => continue,
            Err(GitError::Unborn) => continue,
            Err(error) => return Err(error.into()),
        };
        match since(repo, push, head)? {
            Some(base) => ranges.push(Range::new(&push.name, Some(base), head)),
            None => new.push((push.name.clone(), head)),
        }
    }
    ranges.extend(of_new(repo, &new, remote)?);
    ranges.retain(|range| range.base != Some(range.head));
    Ok(without_covered(repo, ranges)?)
}

/// Where the range of a reference begins that the remote has; `None` when what it has there is unknown or unrelated.
fn since(repo: &Repo, push: &Push, head: Oid) -> Result<Option<Oid>, GitError> {
    // What was pushed by others and never fetched is not here.
    let before = push.before.as_ref().and_then(|before| repo.resolve(before).ok());
    before.map_or(Ok(None), |before| repo.merge_base(before, head))
}

/// The ranges of references that are new to the remote: since what its branches have, as far as is known; of a remote that nothing
/// is known of, since what any remote has.
fn of_new(repo: &Repo, new: &[(String, Oid)], remote: Option<&str>) -> Result<Vec<Range>, GitError> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = remote.map_or_else(Vec::new, |remote| repo.tracked(Some(remote)));
    if known.is_empty() {
        known = repo.tracked(None);
    }
    let heads: Vec<Oid> = new.iter().map(|(_, head)| *head).collect();
    let bases = repo.departures(&heads, &known)?;
    let ranges = new.iter().zip(bases);
    Ok(ranges
        .map(|((name, head), base)| Range::new(name, base, *head))
        .collect())
}

/// Leaves out ranges that lie within another one, as those of tags on a branch that is pushed along. Begins with the newest, that
/// most others lie within: a mirror can have thousands of tags.
fn without_covered(repo: &Repo, ranges: Vec<Range>) -> Result<Vec<Range>, GitError> {
    let mut waiting = Vec::new();
    for (place, range) in (0..).zip(ranges) {
        waiting.push((Reverse(repo.commit(range.head)?.commit_time), place, range));
    }
    waiting.sort();
    let mut kept: Vec<(usize, Range)> = Vec::new();
    let mut waiting: VecDeque<(usize, Range)> = waiting.into_iter().map(|(_, place, range)| (place, range)).collect();
    while let Some((place, widest)) = waiting.pop_front() {
        let heads: Vec<Oid> = waiting.iter().map(|(_, range)| range.head).collect();
        let inside = older_than(repo, &heads, widest.head);
        let rest = waiting.into_iter().zip(inside);
        waiting = rest
            .filter(|((_, range), inside)| !(*inside && widest.begins_before(range, repo)))
            .map(|(waiting, _)| waiting)
            .collect();
        kept.push((place, widest));
    }
    kept.sort();
    Ok(kept.into_iter().map(|(_, range)| range).collect())
}

/// Which of the commits a newer one stands on. Where that cannot be told, in a shallow clone, none.
fn older_than(repo: &Repo, commits: &[Oid], newer: Oid) -> Vec<bool> {
    match repo.departures(commits, &[newer]) {
        Ok(found) => commits
            .iter()
            .zip(found)
            .map(|(id, found)| found == Some(*id))
            .collect(),
        Err(_) => commits.iter().map(|id| *id == newer).collect(),
    }
}

impl Range {
    fn new(name: &str, base: Option<Oid>, head: Oid) -> Self {
        Self {
            name: name.to_owned(),
            base,
            head,
        }
    }

    fn scope(&self) -> Scope {
        let head = self.head.to_string();
        match self.base {
            Some(base) => Scope::Range {
                base: base.to_string(),
                head: Some(head),
            },
            None => Scope::Revision(head),
        }
    }

    fn begins_before(&self, other: &Self, repo: &Repo) -> bool {
        match (self.base, other.base) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(base), Some(other)) => older_than(repo, &[base], other) == [true],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Push, by_lines, by_variables};

    const ZERO: &str = "0000000000000000000000000000000000000000";
    const ONE: &str = "1111111111111111111111111111111111111111";

    fn push(local: &str, name: &str, before: Option<&str>) -> Push {
        Push {
            local: local.to_owned(),
            name: name.to_owned(),
            before: before.map(str::to_owned),
        }
    }

    #[test]
    fn what_git_says_is_read_and_deletions_are_left_out() {
        let text = format!(
            "refs/heads/a {ONE} refs/heads/a {ZERO}\n(delete) {ZERO} refs/heads/b {ONE}\nHEAD@{{1 day ago}} {ONE} refs/heads/c {ONE}\n"
        );
        let expected = [push(ONE, "refs/heads/a", None), push(ONE, "refs/heads/c", Some(ONE))];
        assert_eq!(by_lines(&text).unwrap(), expected);
        assert_eq!(by_lines("").unwrap(), []);
    }

    #[test]
    fn what_is_no_line_of_git_is_refused() {
        assert!(
            by_lines("refs/heads/a\n")
                .unwrap_err()
                .message
                .contains("`refs/heads/a`")
        );
    }

    #[test]
    fn variables_of_pre_commit_name_the_range_and_without_them_it_is_head() {
        let set = |name: &str| match name {
            "PRE_COMMIT_FROM_REF" => Some("main".to_owned()),
            "PRE_COMMIT_TO_REF" => Some(ONE.to_owned()),
            "PRE_COMMIT_REMOTE_BRANCH" => Some("refs/heads/a".to_owned()),
            _ => None,
        };
        assert_eq!(by_variables(&set), push(ONE, "refs/heads/a", Some("main")));
        assert_eq!(by_variables(&|_| None), push("HEAD", "HEAD", None));
    }
}
