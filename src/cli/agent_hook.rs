//! `abreast hook claude`: what the uncommitted changes made stale, for a coding agent that waits for it. The agent sees standard
//! error, and only when the exit code is 2. A fault of abreast never holds it up.

use super::args::{Global, RuleArgs, RunArgs};
use super::error::{self, hint};
use super::exit::Exit;
use super::job::Job;
use super::records_source;
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::finding::Finding;
use crate::model::path::RepoPath;
use crate::render::agent;
use anyhow::Context as _;
use clap::Args;
use serde::Deserialize;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// An event holds what the agent read and wrote, and no more than this many bytes of it are taken.
const MAX_EVENT: u64 = 64 << 20;

const HELP: &str = "\
In .claude/settings.json (`abreast init --agent claude` writes it):
  {\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"abreast hook claude\"}]}]}}

The event is read as JSON from standard input. Without one the current folder is looked at.

Exit codes: 2 findings at or above --fail-on, on standard error for the agent; 0 none, or the job could not be done.";

/// Arguments of `abreast hook claude`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct ClaudeArgs {
    /// Compare with where HEAD left REV instead of HEAD: for agents that commit
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// What to run.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// How to do it.
    #[command(flatten)]
    pub run: RunArgs,
}

/// What is read of an event.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Event {
    cwd: Option<PathBuf>,
    /// The agent is at work because a hook told it something; to tell it again might never end.
    stop_hook_active: bool,
    tool_input: ToolInput,
}

/// What a tool of the agent was asked to do. Other tools have other fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ToolInput {
    file_path: Option<PathBuf>,
}

/// Looks, and tells the agent. Whatever goes wrong is said, and holds nobody up.
pub fn run(args: &ClaudeArgs, global: &Global) -> Exit {
    match catch_unwind(AssertUnwindSafe(|| look(args, global))) {
        Ok(Ok(Some(text))) => {
            // An agent that is gone needs no answer.
            let _ = io::stderr().lock().write_all(text.as_bytes());
            Exit::Blocked
        }
        Ok(Ok(None)) => Exit::Clean,
        Ok(Err(cause)) => {
            error::report(&cause);
            Exit::Clean
        }
        Err(_) => {
            hint("internal error: this is a fault of abreast; please report it with the lines above");
            Exit::Clean
        }
    }
}

/// What the agent is to be told; `None` when there is nothing.
fn look(args: &ClaudeArgs, global: &Global) -> anyhow::Result<Option<String>> {
    let event = event()?;
    if event.stop_hook_active {
        return Ok(None);
    }
    let start = global.repo.as_deref().or(event.cwd.as_deref());
    let repo = Repo::open(start)?;
    let quiet = Global {
        repo: None,
        color: global.color,
        quiet: true,
        verbose: false,
    };
    let scope = Scope::Uncommitted {
        base: args.base.clone(),
    };
    let flags = args.rules.flags(&args.run);
    let job = Job::new(&repo, scope, &args.rules.settings, &flags, &quiet)?;
    let records = match args.rules.no_baseline {
        true => Default::default(),
        false => records_source::find(&job.files)?.0,
    };
    let report = job.report(&[], &records, false)?;
    super::job::expect_whole(&report, "nothing is said to the agent")?;
    let edited = event.tool_input.file_path.as_deref();
    let edited = edited.and_then(|file| Some(inside(repo.work_dir()?, file)));
    let told = report.findings.iter().filter(|finding| {
        let counts = job.settings.fail_on.is_reached_by(finding.level);
        counts && edited.as_ref().is_none_or(|edited| concerns(finding, edited.as_ref()))
    });
    let told: Vec<&Finding> = told.collect();
    Ok((!told.is_empty()).then(|| agent::render(&told, &report.scope)))
}

/// The event on standard input. A terminal, or nothing at all, is a person who wants to see what an agent would.
fn event() -> anyhow::Result<Event> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Ok(Event::default());
    }
    let mut text = Vec::new();
    let read = stdin.lock().take(MAX_EVENT).read_to_end(&mut text);
    read.context("cannot read the event")?;
    if text.trim_ascii().is_empty() {
        return Ok(Event::default());
    }
    serde_json::from_slice(&text).context("the event on standard input is not what Claude Code sends")
}

/// A file as a path of the repository; `None` when it lies elsewhere.
fn inside(root: &Path, file: &Path) -> Option<RepoPath> {
    // The file may be gone, and a root may have two names.
    let folder = file.parent()?.canonicalize().ok()?;
    let below = folder
        .strip_prefix(root.canonicalize().ok()?)
        .ok()?
        .join(file.file_name()?);
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/").as_str().into())
}

/// Whether a finding has to do with the file that was just edited: after each edit the agent is told of that edit only.
fn concerns(finding: &Finding, edited: Option<&RepoPath>) -> bool {
    let Some(edited) = edited else { return false };
    let mut related = finding.related.iter().map(|place| &place.path);
    finding.related.is_empty() || finding.primary.path == *edited || related.any(|path| path == edited)
}
