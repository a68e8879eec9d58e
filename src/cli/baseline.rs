//! `abreast baseline`: the file of findings that a repository starts with. It only shrinks, unless somebody asks for more.

use super::args::{Global, RunArgs, SettingsArgs};
use super::error::UsageError;
use super::exit::Exit;
use super::job::{self, Job};
use super::output::print;
use super::trusted_files::Files;
use super::{records_source, write};
use crate::config::records;
use crate::config::settings::Flags;
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::accepted::{BASELINE_FILE, BaselineEntry, Records};
use crate::model::finding::Finding;
use crate::model::report::Report;
use crate::render::escape::visible;
use crate::render::report::plural;
use crate::rules::baseline::{Seen, entry};
use clap::Args;
use std::collections::BTreeSet;
use std::path::Path;

const HELP: &str = "\
Examples:
  abreast baseline           the first time: write all findings to .abreast/baseline.toml
  abreast baseline           later: remove from it what no longer occurs
  abreast baseline --check   for CI: fail when something of it no longer occurs
  abreast baseline --add     take up what is new, too

The file holds no line numbers: commit it. It never grows by itself, and never where CI is set.

Exit codes: 0 done, 1 --check found entries that no longer occur, 2 the job could not be done.";

/// Arguments of `abreast baseline`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct BaselineArgs {
    /// Add findings that are not in the baseline yet
    #[arg(long, conflicts_with = "check")]
    pub add: bool,
    /// Write nothing; fail when entries no longer occur
    #[arg(long)]
    pub check: bool,
    /// Where settings come from.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// How to do it.
    #[command(flatten)]
    pub run: RunArgs,
}

/// What becomes of a baseline.
struct Change {
    kept: Vec<BaselineEntry>,
    idle: Vec<BaselineEntry>,
    /// Findings that are not in it.
    new: Vec<BaselineEntry>,
}

/// Writes, prunes or checks the baseline.
///
/// # Errors
/// When the docs cannot be checked as a whole, when it would grow in CI, or when the file cannot be read or written.
pub fn run(args: &BaselineArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let root = job::work_tree(&repo)?;
    let disk = Files::Disk(root.to_owned());
    let old = records_source::baseline(&disk)?;
    let records = Records {
        acknowledged: records_source::acknowledged(&disk)?,
        baseline: None,
    };
    let flags = Flags {
        jobs: args.run.jobs.map(usize::from),
        ..Flags::default()
    };
    let job = Job::new(&repo, Scope::WorkTree, &args.settings, &flags, global)?;
    let report = job.report(&[], &records, true)?;
    job::expect_whole(&report, "the baseline was left alone")?;
    let is_first = old.is_none();
    let change = change(old.unwrap_or_default(), &report);
    if args.check {
        return check(&change, global);
    }
    let grows = (is_first || args.add) && !change.new.is_empty();
    if grows && is_ci() {
        return Err(refused(
            &format!(
                "the baseline does not grow in CI: {} would be added",
                plural(change.new.len(), "finding")
            ),
            "run this where CI is not set, look at what it writes, and commit that",
        ));
    }
    apply(change, is_first, grows, root, global)
}

fn refused(message: &str, help: &str) -> anyhow::Error {
    let (message, help) = (message.to_owned(), help.to_owned());
    UsageError { message, help }.into()
}

/// Whether this runs in CI: every CI service sets this variable.
pub(super) fn is_ci() -> bool {
    let value = std::env::var("CI").unwrap_or_default();
    !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false")
}

/// Compares the baseline with what was found. What is acknowledged needs no entry, but keeps the one it has.
fn change(old: Vec<BaselineEntry>, report: &Report) -> Change {
    let acknowledged = report.accepted.iter().map(|accepted| &accepted.finding);
    let seen = Seen::new(report.findings.iter().chain(acknowledged), &report.problems);
    let (idle, kept): (Vec<_>, Vec<_>) = old.into_iter().partition(|entry| seen.is_idle(entry));
    let known: BTreeSet<&str> = kept.iter().map(|entry| &*entry.fingerprint).collect();
    let is_new = |finding: &&Finding| !known.contains(&*finding.fingerprint);
    let new = report.findings.iter().filter(is_new).map(entry).collect();
    Change { kept, idle, new }
}

/// The entries, one a line.
fn list(entries: &[BaselineEntry]) -> String {
    let line = |of: &BaselineEntry| visible(&format!("  {}: {} `{}`", of.page, of.rule, of.mention)) + "\n";
    entries.iter().map(line).collect()
}

/// `1 entry`, `2 entries`.
fn entries(count: usize) -> String {
    plural(count, "entry").replace("entrys", "entries")
}

fn check(change: &Change, global: &Global) -> anyhow::Result<Exit> {
    if change.idle.is_empty() {
        if !global.quiet {
            print(&format!(
                "All good: {} of the baseline, all of them occur\n",
                entries(change.kept.len())
            ))?;
        }
        return Ok(Exit::Clean);
    }
    let count = entries(change.idle.len());
    print(&format!(
        "{count} of the baseline to remove (`abreast baseline` does it):\n{}",
        list(&change.idle)
    ))?;
    Ok(Exit::Findings)
}

fn apply(change: Change, is_first: bool, grows: bool, root: &Path, global: &Global) -> anyhow::Result<Exit> {
    let Change { kept, idle, new } = change;
    let left = if grows { 0 } else { new.len() };
    let mut told = match (is_first, grows) {
        (true, false) => "All good: there is nothing for a baseline to hold\n".to_owned(),
        (true, true) => format!("wrote {} to {BASELINE_FILE}: commit it\n", plural(new.len(), "finding")),
        (false, true) => {
            format!(
                "added {}, removed {}, kept {}\n",
                entries(new.len()),
                idle.len(),
                kept.len()
            )
        }
        (false, false) => format!("removed {}, kept {}\n", entries(idle.len()), kept.len()),
    };
    told.push_str(&list(&idle));
    if left > 0 {
        let findings = plural(left, "finding");
        told.push_str(&format!(
            "{findings} not in the baseline: `abreast baseline --add` takes up what is new\n"
        ));
    }
    if grows || !idle.is_empty() {
        let entries = kept.into_iter().chain(new.into_iter().filter(|_| grows));
        write::put(root, &BASELINE_FILE.into(), &records::baseline_text(entries.collect()))?;
    }
    if !global.quiet {
        print(&told)?;
    }
    Ok(Exit::Clean)
}
