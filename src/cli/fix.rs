//! Which fixes can be applied to which texts, and what comes of it. Reads and writes nothing itself.

use crate::model::finding::{Applicability, Edit, Finding, Fix};
use crate::model::path::RepoPath;
use crate::model::span::{LineCol, Region};
use std::collections::BTreeMap;
use std::ops::Range;

/// A text before and after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The text as it is.
    pub before: String,
    /// The text as it will be.
    pub after: String,
}

/// What fixing would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Texts that change.
    pub files: BTreeMap<RepoPath, Mended>,
    /// Places of the findings that are mended, in the report's list.
    pub fixed: Vec<usize>,
    /// Places of the findings whose fix cannot be applied, each with the reason.
    pub left: Vec<(usize, &'static str)>,
}

/// A replacement in bytes of the text as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    range: Range<usize>,
    text: String,
}

/// Texts with the changes that were accepted so far, in order.
#[derive(Default)]
struct Desk {
    texts: BTreeMap<RepoPath, Option<String>>,
    changes: BTreeMap<RepoPath, Vec<Change>>,
}

/// Decides what can be fixed. `read` gives the current text of a file, if it is one that may be changed.
pub fn plan(findings: &[Finding], with_unsafe: bool, read: &dyn Fn(&RepoPath) -> Option<String>) -> Plan {
    let mut desk = Desk::default();
    let mut plan = Plan::default();
    for (at, finding) in findings.iter().enumerate() {
        let Some(fix) = wanted(finding, with_unsafe) else {
            continue;
        };
        match desk.accept(finding, fix, read) {
            Ok(()) => plan.fixed.push(at),
            Err(reason) => plan.left.push((at, reason)),
        }
    }
    plan.files = desk.finish();
    plan
}

fn wanted(finding: &Finding, with_unsafe: bool) -> Option<&Fix> {
    let fix = finding.fix.as_ref()?;
    let allowed = with_unsafe || fix.applicability == Applicability::Safe;
    (allowed && !fix.edits.is_empty()).then_some(fix)
}

impl Desk {
    /// Takes all edits of a fix, or none of them.
    fn accept(
        &mut self,
        finding: &Finding,
        fix: &Fix,
        read: &dyn Fn(&RepoPath) -> Option<String>,
    ) -> Result<(), &'static str> {
        let mut accepted = Vec::new();
        for edit in &fix.edits {
            let text = self.texts.entry(edit.path.clone()).or_insert_with(|| read(&edit.path));
            let text = text.as_deref().ok_or("the file cannot be changed")?;
            let change = change(text, finding, edit).ok_or("the text has changed since it was checked")?;
            let earlier = self.changes.get(&edit.path).into_iter().flatten();
            let clash = |other: &Change| other != &change && overlaps(&other.range, &change.range);
            if earlier.into_iter().any(clash) {
                return Err("it overlaps another fix: run again");
            }
            accepted.push((edit.path.clone(), change));
        }
        for (path, change) in accepted {
            let changes = self.changes.entry(path).or_default();
            // Two findings can ask for the same replacement.
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> BTreeMap<RepoPath, Mended> {
        let mut files = BTreeMap::new();
        for (path, changes) in self.changes {
            let Some(before) = self.texts.remove(&path).flatten() else {
                continue;
            };
            let after = replaced(&before, changes);
            files.insert(path, Mended { before, after });
        }
        files
    }
}

/// The text with its changes made, from its end to its start so that offsets stay true.
fn replaced(text: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|change| std::cmp::Reverse(change.range.start));
    let mut text = text.to_owned();
    for change in changes {
        text.replace_range(change.range, &change.text);
    }
    text
}

/// Insertions at the same place clash too: their order would be a matter of chance.
fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end || a.start == b.start
}

/// The edit in bytes of the text as it is; `None` when the lines of the finding are no longer what was checked.
///
/// Lines and columns are the measure, not the edit's bytes: a checkout may have other line ends than the commit.
fn change(text: &str, finding: &Finding, edit: &Edit) -> Option<Change> {
    let place = &finding.primary;
    let lines = place.region.start.line..=place.region.end.line;
    let within = lines.contains(&edit.region.start.line) && lines.contains(&edit.region.end.line);
    if edit.path != place.path || !within || !same_lines(text, place.region, &place.source) {
        return None;
    }
    let range = offset(text, edit.region.start)?..offset(text, edit.region.end)?;
    if range.start > range.end {
        return None;
    }
    let windows = line(text, edit.region.start.line).is_some_and(|line| line.ends_with("\r\n"));
    let ending = if windows { "\r\n" } else { "\n" };
    let text = edit.text.replace("\r\n", "\n").replace('\n', ending);
    Some(Change { range, text })
}

/// Whether the lines of a region still are those of the source that was checked, whatever ends them.
fn same_lines(text: &str, region: Region, source: &str) -> bool {
    let count = (region.end.line.saturating_sub(region.start.line) + 1) as usize;
    let skip = (region.start.line as usize).saturating_sub(1);
    let now: Vec<&str> = without_mark(text).lines().skip(skip).take(count).collect();
    let checked: Vec<&str> = without_mark(source).lines().collect();
    !now.is_empty() && now == checked
}

/// The byte of a line and column in the text.
fn offset(text: &str, at: LineCol) -> Option<usize> {
    let content = without_mark(text);
    let skip = (at.line as usize).checked_sub(1)?;
    let start: usize = content.split_inclusive('\n').take(skip).map(str::len).sum();
    let line = line(content, at.line)?.trim_end_matches(['\n', '\r']);
    let column = (at.column as usize).checked_sub(1)?;
    let mut places = line.char_indices().map(|(byte, _)| byte).chain([line.len()]);
    let in_line = places.nth(column)?;
    Some(text.len() - content.len() + start + in_line)
}

fn line(text: &str, number: u32) -> Option<&str> {
    text.split_inclusive('\n').nth((number as usize).checked_sub(1)?)
}

/// The text without its byte order mark, which is no part of the first line's columns.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
#[path = "fix_tests.rs"]
pub(crate) mod tests;
