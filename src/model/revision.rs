//! The files of a repository at one point: a commit, the index or the work tree.

use super::path::RepoPath;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

/// The id of a git object: 20 bytes of SHA-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Oid(pub [u8; 20]);

impl Oid {
    /// The id that stands for "no object".
    pub const ZERO: Oid = Oid([0; 20]);

    /// The first ten hexadecimal digits, as people write them.
    pub fn short(&self) -> String {
        self.to_string()[..10].to_owned()
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // By hand: a long history writes many, and the formatter takes ten times as long.
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 40];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// What a snapshot was taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Revision {
    /// A commit.
    Commit(Oid),
    /// The index (what would be committed).
    Index,
    /// The files on disk: tracked ones, and untracked ones that are not ignored.
    WorkTree,
}

/// What kind of thing a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// An ordinary file, executable or not.
    File,
    /// A symbolic link; never followed.
    Symlink,
    /// A commit of another repository.
    Submodule,
}

/// One path of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// The id of the content. For files of the work tree the id the content would have.
    pub blob: Oid,
    /// What it is.
    pub kind: FileKind,
}

/// All files at a revision. Content is read on demand by blob id.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What this is a snapshot of.
    pub revision: Revision,
    /// Every path, in byte order.
    pub files: BTreeMap<RepoPath, FileEntry>,
    /// Contents that the object database does not hold (changed files of a work tree), by blob id.
    pub loose: HashMap<Oid, Arc<[u8]>>,
}

impl Snapshot {
    /// An empty snapshot, the base of a repository's first commit.
    pub fn empty(revision: Revision) -> Self {
        Self {
            revision,
            files: BTreeMap::new(),
            loose: HashMap::new(),
        }
    }

    /// Whether a file or a folder of that path exists. The empty path is the root.
    pub fn has_path(&self, path: &str) -> bool {
        if path.is_empty() || self.files.contains_key(path) {
            return true;
        }
        let folder = format!("{path}/");
        self.files
            .range::<str, _>((std::ops::Bound::Included(folder.as_str()), std::ops::Bound::Unbounded))
            .next()
            .is_some_and(|(next, _)| next.as_str().starts_with(&folder))
    }
}

#[cfg(test)]
mod tests {
    use super::{FileEntry, FileKind, Oid, Revision, Snapshot};

    #[test]
    fn folders_exist_through_their_files() {
        let mut snapshot = Snapshot::empty(Revision::Index);
        snapshot.files.insert(
            "src/pay/a.rs".into(),
            FileEntry {
                blob: Oid::ZERO,
                kind: FileKind::File,
            },
        );
        assert!(snapshot.has_path("src/pay/a.rs") && snapshot.has_path("src/pay") && snapshot.has_path("src"));
        assert!(!snapshot.has_path("src/pa") && !snapshot.has_path("src/pay/a"));
    }

    #[test]
    fn an_id_is_written_in_hexadecimal() {
        assert_eq!(Oid::ZERO.short(), "0000000000");
        assert_eq!(Oid([0xab; 20]).to_string(), "ab".repeat(20));
        let all = Oid(std::array::from_fn(|at| u8::try_from(at * 13).unwrap()));
        assert_eq!(all.to_string(), "000d1a2734414e5b6875828f9ca9b6c3d0ddeaf7");
    }
}
