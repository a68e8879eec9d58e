//! Who touched which path when, as plain data.

use super::commit::{Commit, TouchKind};
use super::path::RepoPath;
use super::revision::Oid;
use std::collections::BTreeSet;

/// The number of a path in [`History::paths`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathId(pub u32);

/// What one commit did to one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// What happened.
    pub kind: TouchKind,
    /// The path afterwards; for `Deleted` the path before.
    pub path: PathId,
    /// The path before, of a rename.
    pub from: Option<PathId>,
    /// The content before; `Oid::ZERO` when the path is new.
    pub base: Oid,
    /// The content afterwards; `Oid::ZERO` when the path is gone.
    pub head: Oid,
}

/// All commits below a head and what each touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The commits, parents before children.
    pub commits: Vec<Commit>,
    /// What each commit touched, in the order of `commits`; nothing for merges.
    pub touches: Vec<Vec<Touch>>,
    /// Every path that was ever touched.
    pub paths: Vec<RepoPath>,
    /// Contents that a partial clone lacks and that renames would have been told by.
    pub missing: BTreeSet<Oid>,
}

impl History {
    /// The path of a number.
    pub fn path(&self, id: PathId) -> &RepoPath {
        // Numbers are only made for paths of the list.
        &self.paths[id.0 as usize]
    }
}
