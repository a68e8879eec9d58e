//! Which lines a range added or changed.

use super::side::Side;
use crate::model::commit::{PathChange, TouchKind};
use std::collections::BTreeMap;

/// The lines of each path that the range added or changed, as ranges from 1.
pub fn diff_lines(base: &Side<'_>, head: &Side<'_>, paths: &[PathChange]) -> BTreeMap<String, Vec<(u32, u32)>> {
    let rows = paths
        .iter()
        .filter(|change| change.kind != TouchKind::Deleted)
        .filter_map(|change| {
            let text = head.text_at(change.path.as_str())?;
            let before = base
                .text_at(change.from.as_ref().unwrap_or(&change.path).as_str())
                .unwrap_or_default();
            let (_, changed) = crate::git::lines::changed_lines(&before, &text);
            Some((change.path.to_string(), runs(&changed)))
        });
    rows.filter(|(_, runs)| !runs.is_empty()).collect()
}

/// Runs of set flags as inclusive line ranges from 1.
fn runs(flags: &[bool]) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for (line, _) in (1u32..).zip(flags).filter(|(_, flag)| **flag) {
        match found.last_mut() {
            Some((_, end)) if *end + 1 == line => *end = line,
            _ => found.push((line, line)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn neighbouring_lines_form_one_run() {
        assert_eq!(runs(&[true, true, false, true]), [(1, 2), (4, 4)]);
        assert!(runs(&[false, false]).is_empty());
    }
}
