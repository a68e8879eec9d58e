//! `abreast ack`: "this passage is still right", written into the file of acknowledgements. What that means is the rules' business.

use super::args::{Global, RunArgs, ScopeArgs, SettingsArgs};
use super::error::{UsageError, hint};
use super::exit::Exit;
use super::job::{self, Job};
use super::output::print;
use super::trusted_files::Files;
use super::{records_source, write};
use crate::config::records;
use crate::config::settings::Flags;
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::accepted::{ACKNOWLEDGED_FILE, Acknowledgement, Records};
use crate::model::finding::Finding;
use crate::render::escape::visible;
use crate::render::report::{date, plural};
use crate::rules::acknowledge::{self, State};
use clap::Args;
use std::path::Path;

const HELP: &str = "\
Examples:
  abreast ack 0123abcd -m \"the plugin still has it\"   one finding, by its fingerprint
  abreast ack docs/guide.md:41 -m \"meant as it was\"   all findings of a line
  abreast ack 0123abcd --staged -m WHY                what `abreast check --staged` found
  abreast ack --prune                                 remove what has lapsed

The acknowledgement is kept in .abreast/acknowledged.toml: commit it. It lapses by itself when the
passage, or the code that it speaks of, changes again.";

/// The shortest beginning of a fingerprint that is taken for one.
const SHORTEST: usize = 4;

/// Arguments of `abreast ack`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct AckArgs {
    /// Fingerprints, or unambiguous beginnings of them, or lines as PATH:LINE
    #[arg(value_name = "FINDING", required_unless_present = "prune")]
    pub findings: Vec<String>,
    /// Why the passage is still right
    #[arg(short, long, value_name = "WHY", required_unless_present = "prune")]
    pub message: Option<String>,
    /// Remove acknowledgements that have lapsed, or whose finding no longer occurs
    #[arg(long, conflicts_with_all = ["findings", "message", "base", "head", "staged", "rev"])]
    pub prune: bool,
    /// Where the findings were seen.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// Where settings come from.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// How to do it.
    #[command(flatten)]
    pub run: RunArgs,
}

/// Acknowledges findings, or prunes the file of acknowledgements.
///
/// # Errors
/// When a finding is unknown or ambiguous, or when the file cannot be read or written.
pub fn run(args: &AckArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let root = job::work_tree(&repo)?;
    let entries = records_source::acknowledged(&Files::Disk(root.to_owned()))?;
    if args.prune {
        return prune(&repo, root, entries, args, global);
    }
    let why = args.message.as_deref().unwrap_or_default().trim();
    if why.is_empty() {
        return Err(usage(
            "the reason is empty",
            "say with -m why the passage is still right: it is for the next reader",
        )
        .into());
    }
    let wanted: Vec<Wanted<'_>> = args
        .findings
        .iter()
        .map(|text| Wanted::read(text))
        .collect::<Result<_, _>>()?;
    let scope = job::scope(&args.scope);
    let in_range = matches!(scope, Scope::Range { .. });
    let findings = findings(&repo, scope, &wanted, args, global)?;
    let today = args.run.now.map(|now| date(now.as_second()));
    let mut entries = entries;
    for finding in chosen(&findings, &wanted, &repo, global)? {
        entries.retain(|entry| entry.fingerprint != finding.fingerprint);
        entries.push(acknowledge::entry(finding, why, today.as_deref()));
        tell(finding, global)?;
    }
    write::put(
        root,
        &ACKNOWLEDGED_FILE.into(),
        &records::acknowledgements_text(entries),
    )?;
    if !global.quiet {
        hint(&format!("commit {ACKNOWLEDGED_FILE} to share it"));
        if in_range {
            hint("a pull request is checked with the acknowledgements of its base: this one holds when it is merged");
        }
    }
    Ok(Exit::Clean)
}

fn tell(finding: &Finding, global: &Global) -> std::io::Result<()> {
    if global.quiet {
        return Ok(());
    }
    let place = format!("{}:{}", finding.primary.path, finding.primary.region.start.line);
    let told = format!("acknowledged {} `{}` at {place}", finding.rule, finding.symbol);
    print(&(visible(&told) + "\n"))
}

/// A finding as it is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted<'a> {
    /// By its fingerprint, or the beginning of it.
    Fingerprint(&'a str),
    /// By its line and, if one is written, its column.
    Line(&'a str, u32, Option<u32>),
}

impl<'a> Wanted<'a> {
    fn read(text: &'a str) -> Result<Self, UsageError> {
        let is_hex = |of: char| of.is_ascii_digit() || ('a'..='f').contains(&of);
        if text.chars().all(is_hex) && (SHORTEST..=16).contains(&text.len()) {
            return Ok(Wanted::Fingerprint(text));
        }
        let number = |text: &'a str| {
            let (path, number) = text.rsplit_once(':')?;
            Some((path, number.parse::<u32>().ok()?))
        };
        let Some((path, last)) = number(text).filter(|(path, _)| !path.is_empty()) else {
            return Err(usage(
                &format!("`{text}` is neither a fingerprint nor PATH:LINE"),
                "`abreast check -v` shows fingerprints: at least four hexadecimal digits of one are needed",
            ));
        };
        Ok(match number(path) {
            Some((path, line)) if !path.is_empty() => Wanted::Line(path, line, Some(last)),
            _ => Wanted::Line(path, last, None),
        })
    }

    fn path(&self) -> Option<&'a str> {
        match self {
            Wanted::Line(path, ..) => Some(path),
            Wanted::Fingerprint(_) => None,
        }
    }
}

/// What there is to choose from: the findings of a run that accepts nothing.
fn findings(
    repo: &Repo,
    scope: Scope,
    wanted: &[Wanted<'_>],
    args: &AckArgs,
    global: &Global,
) -> anyhow::Result<Vec<Finding>> {
    let job = Job::new(repo, scope, &args.settings, &flags(args), global)?;
    // Where every page is named, only these are looked at.
    let pages: Option<Vec<String>> = wanted.iter().map(|of| of.path().map(str::to_owned)).collect();
    let report = job.report(&pages.unwrap_or_default(), &Records::default(), false)?;
    job::expect_whole(&report, "nothing was acknowledged")?;
    Ok(report.findings)
}

fn flags(args: &AckArgs) -> Flags {
    Flags {
        jobs: args.run.jobs.map(usize::from),
        ..Flags::default()
    }
}

/// The findings that are meant: one for each fingerprint, all of each line.
fn chosen<'f>(
    findings: &'f [Finding],
    wanted: &[Wanted<'_>],
    repo: &Repo,
    global: &Global,
) -> anyhow::Result<Vec<&'f Finding>> {
    let mut chosen = Vec::new();
    for of in wanted {
        match *of {
            Wanted::Fingerprint(start) => chosen.push(by_fingerprint(findings, start)?),
            Wanted::Line(path, line, column) => {
                let start = global.repo.as_deref();
                let inside = super::repo_paths::restrict(repo, start, &[path.to_owned()])?;
                let page = inside.first().map_or("", String::as_str);
                chosen.extend(by_line(findings, page, line, column)?);
            }
        }
    }
    Ok(chosen)
}

fn by_fingerprint<'f>(findings: &'f [Finding], start: &str) -> Result<&'f Finding, UsageError> {
    let fits = |finding: &&Finding| finding.fingerprint.starts_with(start);
    let found: Vec<&Finding> = findings.iter().filter(fits).collect();
    match found.as_slice() {
        [finding] => Ok(finding),
        [] => Err(usage(
            &format!("there is no finding `{start}`"),
            "`abreast check -v` shows the fingerprints; of what --base or --staged found, name that flag here, too",
        )),
        several => {
            let names = several.iter().take(5).map(|finding| {
                let place = format!("{}:{}", finding.primary.path, finding.primary.region.start.line);
                format!("{} ({place})", finding.fingerprint)
            });
            let names: Vec<String> = names.collect();
            Err(usage(
                &format!("`{start}` stands for {} findings: {}", several.len(), names.join(", ")),
                "write more of the fingerprint",
            ))
        }
    }
}

fn by_line<'f>(
    findings: &'f [Finding],
    page: &str,
    line: u32,
    column: Option<u32>,
) -> Result<Vec<&'f Finding>, UsageError> {
    let fits = |finding: &&Finding| {
        let at = finding.primary.region.start;
        finding.primary.path.as_str() == page && at.line == line && column.is_none_or(|column| at.column == column)
    };
    let found: Vec<&Finding> = findings.iter().filter(fits).collect();
    if found.is_empty() {
        return Err(usage(
            &format!("there is no finding at {page}:{line}"),
            "`abreast check -v` lists the findings; of what --base or --staged found, name that flag here, too",
        ));
    }
    Ok(found)
}

fn usage(message: &str, help: &str) -> UsageError {
    UsageError {
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

/// Keeps what holds in the work tree, or for what is staged: some rules only compare the two sides of a change.
fn prune(
    repo: &Repo,
    root: &Path,
    entries: Vec<Acknowledgement>,
    args: &AckArgs,
    global: &Global,
) -> anyhow::Result<Exit> {
    let mut holds = vec![false; entries.len()];
    for scope in [Scope::WorkTree, Scope::Staged] {
        let job = Job::new(repo, scope, &args.settings, &flags(args), global)?;
        let report = job.report(&[], &Records::default(), true)?;
        job::expect_whole(&report, "nothing was pruned")?;
        let states = acknowledge::states(&report.findings, &entries);
        for (holds, state) in holds.iter_mut().zip(states) {
            *holds |= matches!(state, State::Holds(_));
        }
    }
    let before = entries.len();
    let kept: Vec<Acknowledgement> = entries
        .into_iter()
        .zip(holds)
        .filter(|(_, holds)| *holds)
        .map(|(entry, _)| entry)
        .collect();
    let (pruned, left) = (before - kept.len(), kept.len());
    if pruned > 0 {
        write::put(root, &ACKNOWLEDGED_FILE.into(), &records::acknowledgements_text(kept))?;
    }
    if !global.quiet {
        print(&format!("removed {}, kept {left}\n", plural(pruned, "acknowledgement")))?;
    }
    Ok(Exit::Clean)
}

#[cfg(test)]
mod tests {
    use super::{Wanted, by_fingerprint, by_line};
    use crate::cli::fix::tests::finding;
    use crate::model::finding::Finding;

    fn named(fingerprint: &str, line: u32) -> Finding {
        Finding {
            fingerprint: fingerprint.to_owned(),
            ..finding(line, "use old", "old", "new")
        }
    }

    #[test]
    fn a_finding_is_asked_for_by_fingerprint_or_line() {
        assert_eq!(Wanted::read("0123abcd").unwrap(), Wanted::Fingerprint("0123abcd"));
        assert_eq!(Wanted::read("a b.md:7").unwrap(), Wanted::Line("a b.md", 7, None));
        assert_eq!(
            Wanted::read("C:/a.md:7:12").unwrap(),
            Wanted::Line("C:/a.md", 7, Some(12))
        );
        for odd in [
            "",
            "abc",
            "ABCDEF01",
            "0123456789abcdef0",
            "a.md",
            "a.md:x",
            ":7",
            "a.md:",
        ] {
            assert!(Wanted::read(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn the_beginning_of_a_fingerprint_must_be_of_one_finding() {
        let findings = [named("aaaa1111", 1), named("aaaa2222", 2)];
        assert_eq!(by_fingerprint(&findings, "aaaa2").unwrap(), &findings[1]);
        assert_eq!(
            by_fingerprint(&findings, "bbbb").unwrap_err().to_string(),
            "there is no finding `bbbb`"
        );
        let ambiguous = by_fingerprint(&findings, "aaaa").unwrap_err().to_string();
        assert_eq!(
            ambiguous,
            "`aaaa` stands for 2 findings: aaaa1111 (a.md:1), aaaa2222 (a.md:2)"
        );
    }

    #[test]
    fn all_findings_of_a_line_are_meant() {
        let findings = [named("aaaa1111", 1), named("aaaa2222", 1), named("aaaa3333", 2)];
        assert_eq!(by_line(&findings, "a.md", 1, None).unwrap().len(), 2);
        assert!(by_line(&findings, "a.md", 3, None).is_err() && by_line(&findings, "b.md", 1, None).is_err());
        assert!(by_line(&findings, "a.md", 1, Some(99)).is_err());
    }
}
