//! Everything that people are to see of a repository at once: the three figures, how they became what they are, and who holds what.

use super::coverage::{CoverageReport, Share};
use super::finding::{Finding, Level};
use super::knowledge::KnowledgeReport;
use super::report::Report;
use std::collections::BTreeSet;

/// How a forge writes the address of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forge {
    /// `/blob/COMMIT/PATH#L3`
    GitHub,
    /// `/-/blob/COMMIT/PATH#L3`
    GitLab,
    /// `/src/commit/COMMIT/PATH#L3`, as Forgejo and Gitea do.
    Forgejo,
    /// `/src/COMMIT/PATH#lines-3`
    Bitbucket,
}

/// Where the files of a repository can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    /// Its address: `https`, a host and a path; no name, password or slash at its end.
    pub url: String,
    /// What is behind it.
    pub forge: Forge,
}

/// What the report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The name of the repository.
    pub name: String,
    /// The commit, in full; empty when there is none.
    pub commit: String,
    /// When it was made: seconds since 1970.
    pub time: i64,
    /// Where its files can be looked at, if that is known.
    pub web: Option<Web>,
}

/// How much of what the docs name still holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// Lines with an error or a warning about what they name.
    pub stale: usize,
    /// Mentions of which something certain can be said.
    pub mentions: usize,
}

impl Freshness {
    /// What an audit came to.
    pub fn of(audit: &Report) -> Self {
        let counts = &audit.counts;
        let lines: BTreeSet<_> = Self::stale_findings(audit)
            .map(|of| (&of.primary.path, of.primary.region.start.line))
            .collect();
        Self {
            stale: lines.len(),
            mentions: (counts.resolved + counts.dangling).max(lines.len()),
        }
    }

    /// The findings that make a line stale: errors and warnings about what a passage names.
    pub fn stale_findings(audit: &Report) -> impl Iterator<Item = &Finding> {
        let is_stale = |of: &&Finding| of.level > Level::Note && of.tier.is_some();
        audit.findings.iter().filter(is_stale)
    }

    /// Those that hold.
    pub fn holding(self) -> Share {
        Share {
            public: self.mentions,
            documented: self.mentions - self.stale,
        }
    }
}

/// The figures at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewPoint {
    /// The month, as `2026-03`.
    pub month: String,
    /// The bus factor of the repository.
    pub bus_factor: usize,
    /// Source files.
    pub files: usize,
    /// Modules with a bus factor of at most one.
    pub single: usize,
    /// Modules.
    pub modules: usize,
    /// The documented share of what was public.
    pub coverage: Share,
    /// What an audit came to; `None` for months that were not audited.
    pub freshness: Option<Freshness>,
}

/// The files of a module by who their authors are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldModule {
    /// Everybody who is an author of a file, as places in [`Holders::people`]. Who stands earlier leaves first among those with
    /// equally many files.
    pub people: Vec<usize>,
    /// How many files a group of people are the authors of together, and who: places in `people`, ascending. Files without an
    /// author are in no group.
    pub groups: Vec<(usize, Vec<usize>)>,
}

/// Who holds what: enough to tell what is left when anybody leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// Authors of at least one file, under the names that may be shown, by name: no ranking.
    pub people: Vec<String>,
    /// The whole repository.
    pub repository: HeldModule,
    /// The modules, in the order of [`KnowledgeReport::modules`].
    pub modules: Vec<HeldModule>,
}

/// Everything at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// What it is about.
    pub subject: Subject,
    /// Every page, each passage against the commit that wrote it.
    pub audit: Report,
    /// What is public and what of it is documented.
    pub coverage: CoverageReport,
    /// Who knows what.
    pub knowledge: KnowledgeReport,
    /// Month by month, oldest first.
    pub trend: Vec<OverviewPoint>,
    /// Who holds what; `None` where people are not to be told apart.
    pub holders: Option<Holders>,
}
