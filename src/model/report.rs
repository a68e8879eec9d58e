//! The result of a run, as every renderer gets it.

use super::accepted::Accepted;
use super::finding::{Finding, Level};
use super::problem::Problem;
use std::collections::BTreeMap;

/// What was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeSummary {
    /// The commits of a range.
    Range {
        /// The merge base, short id.
        base: String,
        /// The head, short id.
        head: String,
    },
    /// The index against HEAD.
    Staged,
    /// The work tree against a commit, by its short id.
    Uncommitted(String),
    /// A commit, each passage against the commit that wrote it.
    Commit(String),
    /// The work tree, each passage against the commit that wrote it.
    WorkTree,
}

/// What a run looked at and what became of it; all numbers are counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages that were checked.
    pub pages: usize,
    /// Pages left out because they speak of the past (changelogs, migration guides, records), by purpose.
    pub pages_of_the_past: usize,
    /// Public symbols that were looked at; 0 when nobody asked for them.
    pub symbols: usize,
    /// Code files that were read on the head side.
    pub code_files: usize,
    /// Mentions looked at.
    pub mentions: usize,
    /// Mentions tied to a symbol, file or word of the head.
    pub resolved: usize,
    /// Mentions that dangle.
    pub dangling: usize,
    /// Mentions of which nothing certain can be said. Never reported, always counted.
    pub unknown: usize,
    /// Findings switched off by comments in the docs.
    pub suppressed: usize,
    /// Findings of the baseline.
    pub baselined: usize,
    /// Findings acknowledged.
    pub acknowledged: usize,
    /// Findings below `--min-confidence`.
    pub below_confidence: usize,
}

/// A rule as renderers show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Its id.
    pub id: &'static str,
    /// Its group: `freshness`, `coverage`, `ownership`, `hygiene`.
    pub group: &'static str,
    /// One sentence.
    pub summary: String,
    /// Its page, Markdown.
    pub page: String,
    /// The level it has by default.
    pub level: Level,
}

/// The result of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was compared.
    pub scope: ScopeSummary,
    /// Findings, sorted by path, place and rule.
    pub findings: Vec<Finding>,
    /// Findings that are acknowledged or in the baseline, sorted in the same way; no part of the verdict.
    pub accepted: Vec<Accepted>,
    /// What was skipped, sorted.
    pub problems: Vec<Problem>,
    /// What was looked at.
    pub counts: Counts,
    /// The rules that ran, by id.
    pub rules: BTreeMap<&'static str, RuleInfo>,
    /// Lines of each page that are part of the diff (for annotations that only show there), by path; empty outside of ranges.
    pub diff_lines: BTreeMap<String, Vec<(u32, u32)>>,
    /// Whether notes are shown in output for people.
    pub show_notes: bool,
}

impl Report {
    /// How many findings have this level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// Whether something kept the whole job from being done.
    pub fn is_incomplete(&self) -> bool {
        self.problems.iter().any(|problem| problem.fatal)
    }
}
