//! One finding for a fault that a chapter of a page repeats: an audit tells of it once, and says on which lines it stands too.
//! In a range every line is a line to edit, so there nothing is gathered.

use super::registry::rule;
use crate::model::evidence::Evidence;
use crate::model::finding::{Finding, Fix, Level};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The title of a page and the headings below it bound a chapter; smaller sections often repeat what their chapter is about.
const CHAPTER_DEPTH: usize = 2;

/// Rule, level, page, chapter, name and replacement: what makes two findings the same fault.
type Key = (&'static str, Level, String, Vec<String>, String, Option<String>);

/// Gathers findings, which are in the order of their places, into the first of their chapter.
pub(crate) fn gather(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut first: BTreeMap<Key, usize> = BTreeMap::new();
    for finding in findings {
        // Code has no chapters: two symbols of one name are two symbols.
        if rule(finding.rule).is_some_and(|rule| rule.group == "coverage") {
            kept.push(finding);
            continue;
        }
        match first.entry(key(&finding)) {
            Entry::Occupied(at) => add(&mut kept[*at.get()], finding),
            Entry::Vacant(slot) => {
                slot.insert(kept.len());
                kept.push(finding);
            }
        }
    }
    kept
}

fn key(finding: &Finding) -> Key {
    (
        finding.rule,
        finding.level,
        finding.primary.path.to_string(),
        finding.heading.iter().take(CHAPTER_DEPTH).cloned().collect(),
        what(finding).to_owned(),
        finding.replacement.clone(),
    )
}

/// What a finding is about. Only names of code have parts: patterns and addresses are taken whole.
fn what(finding: &Finding) -> &str {
    match finding.tier {
        Some(_) => leaf(&finding.symbol),
        None => &finding.symbol,
    }
}

/// The last part of a name: `client.close` and `Client::close` are the same fault. Paths are taken whole.
fn leaf(symbol: &str) -> &str {
    if symbol.contains('/') {
        symbol
    } else {
        symbol.rsplit(['.', ':']).next().unwrap_or(symbol)
    }
}

fn add(first: &mut Finding, other: Finding) {
    let line = other.primary.region.start.line;
    match first.evidence.last_mut() {
        Some(Evidence::AlsoOn(lines)) => {
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
        _ => first.evidence.push(Evidence::AlsoOn(vec![line])),
    }
    first.confidence = first.confidence.max(other.confidence);
    match (&mut first.fix, other.fix) {
        (Some(fix), Some(more)) => add_edits(fix, more),
        (none @ None, more) => *none = more,
        (Some(_), None) => {}
    }
}

fn add_edits(fix: &mut Fix, more: Fix) {
    fix.applicability = fix.applicability.max(more.applicability);
    for edit in more.edits {
        let apart = |known: &crate::model::finding::Edit| {
            known.span.end <= edit.span.start || edit.span.end <= known.span.start
        };
        if fix.edits.iter().all(apart) {
            fix.edits.push(edit);
        }
    }
}
