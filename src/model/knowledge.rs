//! Who knows what: the figures of a repository and of its modules, as every output of `abreast bus-factor` gets them.

use super::path::RepoPath;
use super::problem::Problem;
use std::collections::BTreeMap;

/// Somebody who is counted into a bus factor, under the name that may be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyName {
    /// The name, a pseudonym, or nothing.
    pub name: String,
    /// How many of the files they are an author of.
    pub files: usize,
    /// That as a share of all files, 0 to 1.
    pub share: f64,
}

/// A bus factor with its margin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// How many people can leave before less than half of the files has an author left.
    pub bus_factor: usize,
    /// The share of files that still has an author then, 0 to 1.
    pub coverage_left: f64,
    /// The figure for a limit of 45 %.
    pub at_45: usize,
    /// The figure for a limit of 55 %.
    pub at_55: usize,
    /// Those counted into it, in the order in which they are taken away.
    pub people: Vec<KeyName>,
    /// How many files it is about.
    pub files: usize,
    /// How many of them have no author at all.
    pub without_author: usize,
}

/// What CODEOWNERS says of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredOwners {
    /// The owners as written, of all files together.
    pub owners: Vec<String>,
    /// How many files have an owner.
    pub owned: usize,
    /// How many files a rule without owners takes from everybody.
    pub cleared: usize,
    /// How many files no rule names.
    pub unowned: usize,
}

/// What is written down about a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that a fresh passage describes, by their path or by at least half of their public names.
    pub covered_files: usize,
    /// Public names that have a doc comment.
    pub documented: usize,
    /// Public names in languages whose doc comments are read.
    pub public: usize,
    /// Passages that mention something of the module and still hold.
    pub fresh_passages: usize,
    /// Passages that mention something of it and are stale; `None` when nobody looked.
    pub stale_passages: Option<usize>,
}

/// What to do about a module, from the most urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Advice {
    /// Much depends on one person, and nothing says what they know.
    DocumentFirst,
    /// Something depends on one person.
    DocumentSoon,
    /// Little depends on it.
    IfTime,
    /// Several people know it, or it is written down.
    Skip,
}

impl Advice {
    /// As it is shown and written in machine-readable outputs.
    pub fn id(self) -> &'static str {
        match self {
            Advice::DocumentFirst => "document-first",
            Advice::DocumentSoon => "document-soon",
            Advice::IfTime => "if-time",
            Advice::Skip => "skip",
        }
    }
}

/// How much would be lost with a module, and what to do about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// What to do.
    pub advice: Advice,
    /// How much depends on the module beside the others, 0 to 1: churn, size and imports.
    pub impact: f64,
    /// Why, in words.
    pub reason: String,
}

/// A module.
#[derive(Clone, Debug, PartialEq)]
pub struct ModuleRow {
    /// Its folder, or its name in the settings.
    pub path: String,
    /// Who knows it.
    pub figure: Figure,
    /// Who knows it when what is written down counts as somebody who stays; `None` when docs were not read.
    pub bus_factor_with_docs: Option<usize>,
    /// Whether none of its authors was active lately.
    pub orphaned: bool,
    /// The day of the last change by a person: seconds since 1970.
    pub last_activity: Option<i64>,
    /// Who is declared to own it; `None` without a CODEOWNERS file.
    pub owners: Option<DeclaredOwners>,
    /// What is written down about it; `None` when docs were not read.
    pub written: Option<Written>,
    /// Lines of its files; `None` when they were not counted.
    pub lines: Option<usize>,
    /// Changes of its files in the last 365 days before the head.
    pub churn: usize,
    /// Files of other modules that import it; `None` when imports were not read.
    pub imported_by: Option<usize>,
    /// What to do about it.
    pub risk: Risk,
}

/// A point of the trend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendPoint {
    /// The month, as `2026-03`.
    pub month: String,
    /// The bus factor of the repository at its end.
    pub bus_factor: usize,
    /// How many files counted then.
    pub files: usize,
    /// How many modules had a bus factor of at most one.
    pub single: usize,
    /// How many modules there were.
    pub modules: usize,
}

/// What is left when some people leave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaving {
    /// Who leaves, under the names that may be shown.
    pub people: Vec<String>,
    /// Files without an author afterwards that had one.
    pub files: Vec<RepoPath>,
    /// Modules whose bus factor changes: before, afterwards, and how many of their files lose their last author.
    pub modules: Vec<(String, usize, usize, usize)>,
    /// The bus factor of the repository afterwards.
    pub bus_factor: usize,
}

/// Signatures that were taken for one person, or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityRow {
    /// The name that is shown.
    pub name: String,
    /// `person`, `bot` or `agent`.
    pub kind: &'static str,
    /// How many names with addresses are theirs.
    pub merged: usize,
    /// These, as committed, where they may be shown.
    pub signatures: Vec<String>,
    /// What made them one, in words.
    pub because: Vec<String>,
    /// How many commits carry them.
    pub commits: usize,
}

/// What was counted and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Commits that count.
    pub commits: usize,
    /// Merges; they count for nothing.
    pub merges: usize,
    /// Commits that are nobody's work, as listed in `.git-blame-ignore-revs` or the settings.
    pub bulk: usize,
    /// Commits before `--since`.
    pub before: usize,
    /// Commits of bots and agents alone.
    pub programs: usize,
    /// People.
    pub people: usize,
    /// Different signatures of people.
    pub signatures: usize,
    /// Files at head.
    pub files: usize,
    /// Files that count.
    pub source_files: usize,
    /// Files that count and that no commit which counts has touched.
    pub untouched: usize,
    /// Files that do not count, by the reason.
    pub excluded: BTreeMap<String, usize>,
}

/// Everything that `abreast bus-factor` says.
#[derive(Clone, Debug, PartialEq)]
pub struct KnowledgeReport {
    /// The commit, shortened.
    pub head: String,
    /// How knowledge was measured.
    pub method: &'static str,
    /// The repository, or the part of it that was asked for.
    pub repository: Figure,
    /// Its figure when what is written down counts as somebody who stays.
    pub bus_factor_with_docs: Option<usize>,
    /// Modules, the most urgent first.
    pub modules: Vec<ModuleRow>,
    /// Month by month, when asked for.
    pub trend: Vec<TrendPoint>,
    /// What is left when people leave, when asked for.
    pub leaving: Option<Leaving>,
    /// Who was taken for whom, when asked for.
    pub identities: Vec<IdentityRow>,
    /// What was counted.
    pub counted: Counted,
    /// What could not be read.
    pub problems: Vec<Problem>,
}
