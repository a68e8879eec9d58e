//! `abreast handoff`: what leaves with a person, as a checklist.

use super::args::Global;
use super::exit::Exit;
use super::job::{Job, bare};
use super::knowing::Knowing;
use super::knowledge_args::{By, CountingArgs};
use super::{output, records_source};
use crate::config::settings::Flags;
use crate::facts::described::Described;
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::metrics::assess::{self, Besides};
use crate::metrics::handoff::Leave;
use crate::metrics::written_down;
use crate::model::accepted::Records;
use crate::model::finding::Level;
use crate::model::handover::HandoffReport;
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use crate::model::problem::Problem;
use crate::model::source::FileRole;
use crate::render::knowledge::handoff as checklist;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  abreast handoff \"Ada Byron\"                 a checklist in Markdown
  abreast handoff ada@example.org             by e-mail address, or by GitHub account
  abreast handoff ada --output handoff.md     to a file, to be pasted into an issue
  abreast handoff ada --no-audit              without checking which passages are stale (faster)

It lists what only this person is an author of and no fresh passage describes, the pages they wrote,
and who knows most of the rest.";

/// Arguments of `abreast handoff`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct HandoffArgs {
    /// Who hands over: a name, an e-mail address, a GitHub account, or a pseudonym with --people pseudonym
    #[arg(value_name = "PERSON")]
    pub person: String,
    /// What is counted.
    #[command(flatten)]
    pub counting: CountingArgs,
    /// Do not check the pages: every passage counts as fresh
    #[arg(long, help_heading = "What to show")]
    pub no_audit: bool,
    /// The format of the checklist
    #[arg(long, value_name = "FORMAT", default_value = "markdown", help_heading = "Output")]
    pub format: HandoffFormat,
    /// Write to FILE instead of the terminal
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

/// A format of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HandoffFormat {
    /// A checklist for an issue
    Markdown,
    /// One document
    Json,
}

/// Shows what leaves with a person.
///
/// # Errors
/// When the history is not whole, the person is unknown, or the output cannot be written.
pub fn run(args: &HandoffArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let Some(knowing) = Knowing::open(&repo, &args.counting, &[], global)? else {
        return Err(bare(
            "there are no commits yet, so that nobody leaves anything",
            "commit first",
        )
        .into());
    };
    // Who is unknown must not wait for an audit.
    let leaver = knowing
        .person(&args.person)
        .or_else(|unknown| shown_as(&knowing, &args.person).ok_or(unknown))?;
    let audit = if args.no_audit {
        None
    } else {
        Some(audit(&knowing, args, global)?)
    };
    let mut report = report(&knowing, leaver, audit.as_ref(), args)?;
    report
        .problems
        .extend(audit.into_iter().flat_map(|audit| audit.problems));
    report.problems.sort();
    report.problems.dedup();
    let text = match args.format {
        HandoffFormat::Markdown => checklist::markdown(&report),
        HandoffFormat::Json => checklist::json(&report),
    };
    output::put(&text, args.output.as_deref())?;
    Ok(Exit::Clean)
}

/// The one person who is shown under that name: whoever reads pseudonyms knows no other.
fn shown_as(knowing: &Knowing<'_>, name: &str) -> Option<PersonId> {
    let people = (0..).zip(&knowing.knowledge.people.all);
    let persons = people
        .filter(|(_, person)| person.who.is_person())
        .map(|(number, _)| PersonId(number));
    let mut shown = persons.filter(|person| !name.is_empty() && knowing.label(*person) == name);
    shown.next().filter(|_| shown.next().is_none())
}

/// What is stale.
struct Audit {
    /// The lines of each page, one a finding.
    stale: BTreeMap<RepoPath, Vec<u32>>,
    /// What kept pages from being checked.
    problems: Vec<Problem>,
}

/// Checks all pages: those of the work tree, or those of the commit where there is none or another one was asked for.
/// What is acknowledged is right; what the baseline holds is stale all the same.
fn audit(knowing: &Knowing<'_>, args: &HandoffArgs, global: &Global) -> anyhow::Result<Audit> {
    let scope = match &args.counting.rev {
        None if !knowing.repo.is_bare() => Scope::WorkTree,
        _ => Scope::Revision(knowing.knowledge.head.to_string()),
    };
    let flags = Flags {
        jobs: args.counting.jobs.map(usize::from),
        ..Flags::default()
    };
    let job = Job::new(knowing.repo, scope, &args.counting.settings, &flags, global)?;
    let records = Records {
        acknowledged: records_source::acknowledged(&job.files.obeyed)?,
        ..Records::default()
    };
    let report = job.report(&[], &records, false)?;
    let mut stale: BTreeMap<RepoPath, Vec<u32>> = BTreeMap::new();
    let about_freshness = report.findings.iter().filter(|finding| finding.tier.is_some());
    for finding in about_freshness.filter(|finding| finding.level >= Level::Warning) {
        let place = &finding.primary;
        stale
            .entry(place.path.clone())
            .or_default()
            .push(place.region.start.line);
    }
    Ok(Audit {
        stale,
        problems: report.problems.into_iter().filter(|problem| problem.fatal).collect(),
    })
}

fn report(
    knowing: &Knowing<'_>,
    leaver: PersonId,
    audit: Option<&Audit>,
    args: &HandoffArgs,
) -> anyhow::Result<HandoffReport> {
    let stale = audit.map(|audit| &audit.stale);
    let is_stale = |passage: &Described| {
        let lines = stale.and_then(|stale| stale.get(&passage.page)).into_iter().flatten();
        let (first, last) = passage.passage;
        lines.into_iter().any(|line| (first..=last).contains(line))
    };
    let descriptions = knowing.descriptions();
    let besides = Besides {
        lines: Some(descriptions.lines()),
        written: Some(written_down::by_file(&descriptions, stale.map(|_| &is_stale as _))),
        imports: Some(descriptions.imports()),
        ..Besides::default()
    };
    let docs = knowing.side().docs;
    let pages: Vec<RepoPath> = docs
        .into_iter()
        .filter(|(_, (role, _))| *role == FileRole::Doc)
        .map(|(path, _)| path)
        .collect();
    let label = |person: PersonId| knowing.label(person);
    knowing.assess(By::Package, |assessing| {
        let leave = Leave {
            knowledge: &knowing.knowledge,
            authors: &knowing.authors(assessing),
            assessing,
            besides: &besides,
            leaver,
            pages: &assess::authors(&knowing.knowledge, &pages, assessing, &|_| true),
            stale,
            label: &label,
        };
        Ok(leave.report(&args.person, args.counting.method.method().1))
    })
}
