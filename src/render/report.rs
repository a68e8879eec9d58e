//! The words of a report, found once for all formats: what the evidence says, what to do, what the run came to. Plain sentences
//! with names in backticks; each format makes them safe in its own way.

use crate::model::accepted::Acceptance;
use crate::model::evidence::Evidence;
use crate::model::finding::{Confidence, Finding, Level, Tier};
use crate::model::problem::{Problem, ProblemKind};
use crate::model::report::{Report, ScopeSummary};
use std::collections::BTreeSet;

/// So much of a fingerprint names a finding among all others of a repository.
const FINGERPRINT_LENGTH: usize = 8;

/// The level as one word.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// The confidence as one word.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

/// The tier as one word.
pub fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Dead => "dead",
        Tier::Contradicted => "contradicted",
        Tier::Suspect => "suspect",
    }
}

/// The findings that output for people shows: all, or all but notes.
pub fn shown(report: &Report) -> impl Iterator<Item = &Finding> {
    let lowest = if report.show_notes { Level::Note } else { Level::Warning };
    report.findings.iter().filter(move |finding| finding.level >= lowest)
}

/// The day of a time, in UTC.
pub fn date(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// At most so many characters; an ellipsis shows that there were more.
pub fn shortened(text: &str, length: usize) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(length).collect();
    if characters.next().is_none() {
        start
    } else {
        start + "…"
    }
}

/// Where on its page a finding stands: `Guide > Closing`; empty outside of headings.
pub fn heading(finding: &Finding) -> String {
    finding.heading.join(" > ")
}

/// The ways out of a finding in one sentence without a full stop: the rule's own help, and how to keep the text as it is.
pub fn ways_out(finding: &Finding, scope: &ScopeSummary) -> String {
    let help = finding.help.trim_end_matches('.');
    let keep: Vec<String> = [acknowledgement(finding, scope), suppression(finding)]
        .into_iter()
        .flatten()
        .map(|way| format!("`{way}`"))
        .collect();
    if keep.is_empty() {
        return help.to_owned();
    }
    let join = if help.is_empty() {
        "edit the line, or keep"
    } else {
        "; or keep"
    };
    format!("{help}{join} it as it is with {}", keep.join(" or "))
}

/// The command that acknowledges the finding; `None` in ranges, which are checked with what their base acknowledges, and where
/// a coding agent is asked: what is right all the same is for people to say.
fn acknowledgement(finding: &Finding, scope: &ScopeSummary) -> Option<String> {
    let flag = match scope {
        ScopeSummary::Range { .. } | ScopeSummary::Uncommitted(_) => return None,
        ScopeSummary::Staged => " --staged",
        ScopeSummary::Commit(_) | ScopeSummary::WorkTree => "",
    };
    let name = finding.fingerprint.get(..FINGERPRINT_LENGTH)?;
    Some(format!("abreast ack {name}{flag} -m WHY"))
}

/// The comment that suppresses the finding, in the syntax of its page; `None` where comments are not read, as in manifests and
/// code, at which some rules speak of modules.
pub fn suppression(finding: &Finding) -> Option<String> {
    let words = format!("abreast: ignore[{}] reason", finding.rule);
    if finding.primary.path.file_name() == "CODEOWNERS" {
        return Some(format!("# {words}"));
    }
    let extension = finding.primary.path.extension().to_ascii_lowercase();
    match extension.as_str() {
        "md" | "markdown" | "mdc" | "mkd" | "mdown" => Some(format!("<!-- {words} -->")),
        "mdx" => Some(format!("{{/* {words} */}}")),
        "rst" | "rest" => Some(format!(".. {words}")),
        "adoc" | "asciidoc" => Some(format!("// {words}")),
        // Comments in code are read for findings that are about the code.
        "py" if is_of_code(finding) => Some(format!("# {words}")),
        "rs" if is_of_code(finding) => Some(format!("// {words}")),
        _ => None,
    }
}

/// Whether a finding is about a symbol of code rather than about a page.
fn is_of_code(finding: &Finding) -> bool {
    let of_code = |evidence: &Evidence| {
        matches!(
            evidence,
            Evidence::Undocumented { .. } | Evidence::Unmentioned { .. } | Evidence::Documented { .. }
        )
    };
    finding.evidence.iter().any(of_code)
}

/// What accepts a finding, in words.
pub fn acceptance(by: &Acceptance) -> String {
    match by {
        Acceptance::Acknowledged(why) => format!("acknowledged: {why}"),
        Acceptance::Baseline => "in the baseline".to_owned(),
    }
}

/// What was compared, as the end of "checked ..".
pub fn scope(scope: &ScopeSummary) -> String {
    match scope {
        ScopeSummary::Range { base, head } => format!("{base}..{head}"),
        ScopeSummary::Staged => "the index".to_owned(),
        ScopeSummary::Uncommitted(base) => format!("the changes since {base}"),
        ScopeSummary::Commit(id) => id.clone(),
        ScopeSummary::WorkTree => "the work tree".to_owned(),
    }
}

/// `1 page`, `2 pages`.
pub fn plural(count: usize, one: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {one}{ending}")
}

/// The last line of a report for people, without a full stop.
pub fn summary(report: &Report) -> String {
    let asides = asides(report);
    let asides = if asides.is_empty() {
        String::new()
    } else {
        format!(" ({})", asides.join("; "))
    };
    format!("{}{asides}", verdict(report))
}

/// What the run came to, without what was left out.
pub fn verdict(report: &Report) -> String {
    let counts = &report.counts;
    let pages = match (counts.pages, counts.symbols, report.findings.len()) {
        (0, symbols @ 1.., _) => plural(symbols, "public symbol"),
        // Findings about doc comments need no page.
        (0, 0, 1..) => plural(files(report), "file"),
        (pages, ..) => plural(pages, "page"),
    };
    let mut levels = vec![Level::Error, Level::Warning];
    levels.extend(report.show_notes.then_some(Level::Note));
    let counted = levels.into_iter().map(|of| (report.count(of), level(of)));
    let found: Vec<String> = counted
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect();
    match (found.is_empty(), report.is_incomplete(), counts.pages + counts.symbols) {
        (false, ..) => format!("{} in {pages}", found.join(", ")),
        (true, true, _) => format!("Not the whole job could be done: {pages} checked, nothing found"),
        (true, false, 0) => "No pages were checked".to_owned(),
        (true, false, _) => format!("All good: {pages} checked"),
    }
}

/// How many files have findings.
fn files(report: &Report) -> usize {
    let paths: BTreeSet<_> = report.findings.iter().map(|finding| &finding.primary.path).collect();
    paths.len()
}

/// What is not shown, and why.
fn asides(report: &Report) -> Vec<String> {
    let counts = &report.counts;
    let hidden = if report.show_notes {
        0
    } else {
        report.count(Level::Note)
    };
    let skipped = report.problems.iter().filter(|problem| is_skip(problem.kind)).count();
    let told = [
        (hidden, format!("{} hidden: -v shows them", plural(hidden, "note"))),
        (
            counts.below_confidence,
            format!("{} below the confidence asked for", counts.below_confidence),
        ),
        (counts.suppressed, format!("{} suppressed", counts.suppressed)),
        (counts.acknowledged, format!("{} acknowledged", counts.acknowledged)),
        (counts.baselined, format!("{} in the baseline", counts.baselined)),
        (skipped, format!("{} skipped", plural(skipped, "file"))),
    ];
    told.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words)
        .collect()
}

/// Whether the problem is a file that was not read (or not wholly), rather than something for the user to mend.
pub fn is_skip(kind: ProblemKind) -> bool {
    kind.is_skip()
}

/// The level of a problem where findings have levels too.
pub fn problem_level(problem: &Problem) -> Level {
    match problem {
        problem if problem.fatal => Level::Error,
        problem if is_skip(problem.kind) => Level::Note,
        _ => Level::Warning,
    }
}

/// Where a problem is: `path:line`, `path`, or nothing.
pub fn problem_place(problem: &Problem) -> Option<String> {
    let path = problem.path.as_ref()?;
    Some(
        problem
            .line
            .map_or_else(|| path.to_string(), |line| format!("{path}:{line}")),
    )
}
