//! A comment on a pull request or a job summary. Its first line is the whole result; all text of the repository is neutralised.

use super::Look;
use super::escape::{code_span, markdown};
use super::evidence::facts;
use super::report::{is_skip, level, plural, problem_place, scope as scope_words, shown, summary, ways_out};
use crate::model::finding::{Applicability, Finding, Level};
use crate::model::problem::Problem;
use crate::model::report::{Report, ScopeSummary};
use std::collections::BTreeSet;

/// Comments of GitHub hold 65,536 characters; the rest is for the lines that follow the findings.
const MAX_LENGTH: usize = 60_000;

/// So many problems are listed; the rest is counted.
const MAX_PROBLEMS: usize = 50;

/// The report as Markdown.
pub fn render(report: &Report, _look: &Look) -> String {
    let mut text = format!("{}\n", first_line(report));
    let mut page = "";
    let findings: Vec<&Finding> = shown(report).collect();
    for (at, finding) in findings.iter().enumerate() {
        let mut entry = String::new();
        if page != finding.primary.path.as_str() {
            page = finding.primary.path.as_str();
            entry = format!("\n#### {}\n\n", code_span(page));
        }
        entry.push_str(&item(finding, &report.scope));
        if text.len() + entry.len() > MAX_LENGTH {
            let left = plural(findings.len() - at, "more finding");
            text.push_str(&format!("\n{left}: too long to be shown here.\n"));
            break;
        }
        text.push_str(&entry);
    }
    text.push_str(&problems(report));
    text + &format!(
        "\n{}\n",
        markdown(&format!(
            "{}; compared: {}.",
            summary(report),
            scope_words(&report.scope)
        ))
    )
}

/// `**3 doc lines to fix**`, or that all is good, or that the job was not done.
fn first_line(report: &Report) -> String {
    let to_fix = shown(report).filter(|finding| finding.level > Level::Note);
    let lines: BTreeSet<(&str, u32)> = to_fix
        .map(|finding| (finding.primary.path.as_str(), finding.primary.region.start.line))
        .collect();
    let pages = plural(report.counts.pages, "page");
    match (lines.len(), report.is_incomplete(), report.counts.pages) {
        (0, true, _) => format!("**Not the whole job could be done**: {pages} checked"),
        (0, false, 0) => "**Nothing to check**: no pages".to_owned(),
        (0, false, _) => format!("**All good**: {pages} checked"),
        (count, true, _) => format!(
            "**{} to fix**, and not the whole job could be done",
            plural(count, "doc line")
        ),
        (count, false, _) => format!("**{} to fix**", plural(count, "doc line")),
    }
}

fn item(finding: &Finding, scope: &ScopeSummary) -> String {
    let line = finding.primary.region.start.line;
    let under = match finding.heading.last() {
        Some(heading) => format!(", under “{}”", markdown(heading)),
        None => String::new(),
    };
    let message = markdown(&finding.message);
    let word = level(finding.level);
    let mut text = format!(
        "- **Line {line}**{under}: {message} ({word}, {})\n",
        code_span(finding.rule)
    );
    let source = finding.primary.source.trim();
    if !source.is_empty() && source.len() <= 300 && !source.contains('\n') {
        text.push_str(&format!("  - now: {}\n", code_span(source)));
    }
    for fact in facts(finding) {
        text.push_str(&format!("  - {}\n", markdown(&fact)));
    }
    text.push_str(&format!("  - To do: {}\n", markdown(&to_do(finding, scope))));
    text
}

fn to_do(finding: &Finding, scope: &ScopeSummary) -> String {
    match &finding.fix {
        Some(fix) if fix.applicability == Applicability::Safe => {
            format!(
                "{} (`abreast check --fix` does it); {}",
                fix.title,
                ways_out(finding, scope)
            )
        }
        Some(fix) => format!("{}; {}", fix.title, ways_out(finding, scope)),
        None => ways_out(finding, scope),
    }
}

fn problems(report: &Report) -> String {
    let told = |problem: &&Problem| problem.fatal || report.show_notes || !is_skip(problem.kind);
    let all: Vec<&Problem> = report.problems.iter().filter(told).collect();
    if all.is_empty() {
        return String::new();
    }
    let lines = all.iter().take(MAX_PROBLEMS).map(|problem| {
        let place = problem_place(problem).map_or_else(String::new, |place| format!("{}: ", code_span(&place)));
        format!("- {place}{} ({})\n", markdown(&problem.message), problem.kind.id())
    });
    let rest = all.len().saturating_sub(MAX_PROBLEMS);
    let rest = if rest > 0 {
        format!("- and {rest} more\n")
    } else {
        String::new()
    };
    format!("\n#### Problems\n\n{}{rest}", lines.collect::<String>())
}
