//! The baseline: findings that were there when a repository began to be checked. Matched by fingerprint; reads and writes no file.

use crate::model::accepted::{Acceptance, Accepted, BASELINE_FILE, BaselineEntry};
use crate::model::finding::Finding;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use std::collections::BTreeSet;

/// What a run over the whole repository found: against it can be said that something no longer occurs.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    fingerprints: BTreeSet<String>,
    unread: BTreeSet<RepoPath>,
}

impl Seen {
    /// What these findings are. Of files that could not be read nothing is known.
    pub fn new<'a>(findings: impl IntoIterator<Item = &'a Finding>, problems: &[Problem]) -> Self {
        let fingerprints = findings.into_iter().map(|finding| finding.fingerprint.clone());
        let skips = problems.iter().filter(|problem| problem.kind.is_skip());
        Self {
            fingerprints: fingerprints.collect(),
            unread: skips.filter_map(|problem| problem.path.clone()).collect(),
        }
    }

    /// Whether an entry is known to have nothing to stand for.
    pub fn is_idle(&self, entry: &BaselineEntry) -> bool {
        !self.unread.contains(&*entry.page) && !self.fingerprints.contains(&*entry.fingerprint)
    }
}

/// Makes the entry of a finding.
pub fn entry(finding: &Finding) -> BaselineEntry {
    BaselineEntry {
        page: finding.primary.path.to_string(),
        section: finding.heading.clone(),
        rule: finding.rule.to_owned(),
        mention: finding.symbol.clone(),
        fingerprint: finding.fingerprint.clone(),
    }
}

/// Sets the findings of the baseline aside; gives the rest.
pub(crate) fn apply(findings: Vec<Finding>, entries: &[BaselineEntry], accepted: &mut Vec<Accepted>) -> Vec<Finding> {
    let known: BTreeSet<&str> = entries.iter().map(|entry| &*entry.fingerprint).collect();
    let (old, new): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .partition(|finding| known.contains(&*finding.fingerprint));
    accepted.extend(old.into_iter().map(|finding| Accepted {
        finding,
        by: Acceptance::Baseline,
    }));
    new
}

/// Says that entries no longer occur, once for all of them.
pub(crate) fn idle(entries: &[BaselineEntry], seen: &Seen) -> Option<Problem> {
    let count = entries.iter().filter(|entry| seen.is_idle(entry)).count();
    let which = if count == 1 {
        "1 entry of the baseline no longer occurs".to_owned()
    } else {
        format!("{count} entries of the baseline no longer occur")
    };
    (count > 0).then(|| Problem {
        path: Some(BASELINE_FILE.into()),
        line: None,
        kind: ProblemKind::UnusedBaseline,
        message: format!("{which}: `abreast baseline` prunes the file"),
        fatal: false,
    })
}

#[cfg(test)]
mod tests {
    use super::{Seen, idle};
    use crate::model::accepted::BaselineEntry;
    use crate::model::problem::{Problem, ProblemKind};

    fn entry(page: &str) -> BaselineEntry {
        BaselineEntry {
            page: page.to_owned(),
            section: Vec::new(),
            rule: "missing-path".to_owned(),
            mention: "x".to_owned(),
            fingerprint: page.to_owned(),
        }
    }

    #[test]
    fn of_a_page_that_could_not_be_read_nothing_is_said() {
        let unread = Problem {
            path: Some("b.md".into()),
            line: None,
            kind: ProblemKind::TooLarge,
            message: String::new(),
            fatal: false,
        };
        let seen = Seen::new([], &[unread]);
        assert!(seen.is_idle(&entry("a.md")) && !seen.is_idle(&entry("b.md")));
        let told = idle(&[entry("a.md"), entry("b.md"), entry("c.md")], &seen).unwrap();
        assert!(told.message.starts_with("2 entries of the baseline no longer occur"));
        assert_eq!(idle(&[entry("b.md")], &seen), None);
    }
}
