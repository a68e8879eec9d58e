//! Commits and what they touched.

use super::path::RepoPath;
use super::revision::Oid;
use serde::{Deserialize, Serialize};

/// A name and an e-mail address as a commit carries them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// The name as written.
    pub name: String,
    /// The e-mail address as written, without the angle brackets.
    pub email: String,
}

/// A commit, as far as abreast reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Its id.
    pub id: Oid,
    /// Its tree.
    pub tree: Oid,
    /// Its parents in order; none for a root (or a shallow boundary).
    pub parents: Vec<Oid>,
    /// Who wrote it.
    pub author: Signature,
    /// When it was written: seconds since 1970-01-01 UTC, clamped to years 1970..=9999.
    pub time: i64,
    /// When it was committed, likewise.
    pub commit_time: i64,
    /// The first line of its message.
    pub summary: String,
    /// People of its `Co-authored-by` trailers.
    pub co_authors: Vec<Signature>,
}

/// What a commit did to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TouchKind {
    /// The path is new.
    Added,
    /// The content (or the mode) changed.
    Modified,
    /// The path is gone.
    Deleted,
    /// The content moved here from another path.
    Renamed,
}

/// One path that differs between two snapshots, or between a commit and its parent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PathChange {
    /// What happened.
    pub kind: TouchKind,
    /// The path at head; for `Deleted` the path at base.
    pub path: RepoPath,
    /// The path at base of a rename.
    pub from: Option<RepoPath>,
    /// The content at base; `Oid::ZERO` when the path is new.
    pub base: Oid,
    /// The content at head; `Oid::ZERO` when the path is gone.
    pub head: Oid,
}

/// A commit as it is shown beside a finding. No person is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitRef {
    /// Its id.
    pub id: Oid,
    /// The first line of its message.
    pub summary: String,
    /// When it was committed: seconds since 1970-01-01 UTC.
    pub time: i64,
}

impl From<&Commit> for CommitRef {
    fn from(commit: &Commit) -> Self {
        Self {
            id: commit.id,
            summary: commit.summary.clone(),
            time: commit.commit_time,
        }
    }
}
