//! How much of a public API is documented, as renderers get it.

use super::api::{ApiKind, ApiLanguage};
use super::path::RepoPath;
use super::problem::Problem;

/// A part of a whole; both are counts of public symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Public symbols.
    pub public: usize,
    /// Those of them that have documentation.
    pub documented: usize,
}

impl Share {
    /// Counts one more symbol.
    pub fn add(&mut self, documented: bool) {
        self.public += 1;
        self.documented += usize::from(documented);
    }

    /// Those without documentation.
    pub fn bare(self) -> usize {
        self.public - self.documented
    }

    /// The documented part, from 0 to 1; `None` when nothing is public.
    pub fn of_one(self) -> Option<f64> {
        (self.public > 0).then(|| self.documented as f64 / self.public as f64)
    }
}

/// A public symbol without documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BareSymbol {
    /// The file.
    pub path: RepoPath,
    /// The line, from 1.
    pub line: u32,
    /// What it is.
    pub kind: ApiKind,
    /// Its name within its file.
    pub name: String,
}

/// Public symbols that no page names, although pages name their siblings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentioned {
    /// Pages that were read for it.
    pub pages: usize,
    /// The symbols.
    pub unmentioned: usize,
}

/// What became of the share since a base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratchet {
    /// The base, short id.
    pub base: String,
    /// The share at base.
    pub before: Share,
    /// Symbols without documentation that base did not have.
    pub new: usize,
}

/// How much of a public API is documented.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageReport {
    /// The whole.
    pub total: Share,
    /// By language.
    pub languages: Vec<(ApiLanguage, Share)>,
    /// By module: a package or a folder; the one with most to document first.
    pub modules: Vec<(String, Share)>,
    /// By language and kind.
    pub kinds: Vec<(ApiLanguage, ApiKind, Share)>,
    /// What has no documentation, by path and line.
    pub bare: Vec<BareSymbol>,
    /// What pages say of it; `None` when there are none.
    pub mentioned: Option<Mentioned>,
    /// What became of it since the base; `None` when none was named.
    pub ratchet: Option<Ratchet>,
    /// Python files outside of packages that were left out.
    pub left_out: usize,
    /// Findings that comments in code switch off.
    pub suppressed: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}
