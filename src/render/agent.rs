//! Findings for a coding agent: where, what, why and what to do, in few words, for it pays for each of them.

use super::escape::{line_start_path, visible};
use super::evidence;
use super::report::{level, plural, scope as scope_words, shortened, ways_out};
use crate::model::evidence::Evidence;
use crate::model::finding::Finding;
use crate::model::report::ScopeSummary;

/// So many findings are written out; whoever mends them is told of the others next time.
const WRITTEN_OUT: usize = 20;
/// Lines of a page are cut here: they are there to be recognised.
const EXCERPT_LENGTH: usize = 160;

/// What the findings say, and what to do about each.
pub fn render(findings: &[&Finding], scope: &ScopeSummary) -> String {
    let lines = plural(findings.len(), "doc line");
    let mut text = format!(
        "abreast: {} made {lines} stale. Correct what they say, or keep them with the comment that is given and a reason.\n",
        scope_words(scope)
    );
    for finding in findings.iter().take(WRITTEN_OUT) {
        text.push_str(&one(finding, scope));
    }
    match findings.len().saturating_sub(WRITTEN_OUT) {
        0 => {}
        more => text.push_str(&format!("\n{more} more: run `abreast hook claude` again for them.\n")),
    }
    text
}

fn one(finding: &Finding, scope: &ScopeSummary) -> String {
    let at = finding.primary.region.start;
    let path = line_start_path(finding.primary.path.as_str());
    let mut lines = vec![format!(
        "{path}:{}:{}: {}[{}] {}",
        at.line,
        at.column,
        level(finding.level),
        finding.rule,
        finding.message
    )];
    let excerpt = finding.primary.source.lines().next().unwrap_or_default().trim();
    if !excerpt.is_empty() {
        lines.push(format!("  line: {}", shortened(excerpt, EXCERPT_LENGTH)));
    }
    // How the mention was tied is for people who doubt it; the agent can read the page.
    let facts = finding
        .evidence
        .iter()
        .filter(|fact| !matches!(fact, Evidence::Tied(_)));
    lines.extend(facts.map(|fact| format!("  why: {}", evidence::fact(fact))));
    lines.push(format!("  do: {}", ways_out(finding, scope)));
    lines
        .iter()
        .fold("\n".to_owned(), |text, line| text + &visible(line) + "\n")
}
