//! Snapshots of commits and of the index.

use super::diff::COUNT_LIMIT;
use super::error::GitError;
use super::extent::{self, Guard};
use super::repo::Repo;
use super::store::{Object, from_git2};
use super::tree::{self, Entry, PATH_LIMIT};
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::{FileEntry, Oid, Revision, Snapshot};
use git2::{Index, IndexEntry, ObjectType};
use std::collections::BTreeMap;

/// So many paths that had to be left out are named; the rest is counted.
const NAMED_LIMIT: usize = 100;
/// Bits of an index entry's flags: its stage in a conflict.
const STAGE: u16 = 0x3000;
/// Bit of an index entry's extended flags: the path is announced, its content is not.
const INTENT_TO_ADD: u16 = 1 << 13;

/// Paths that are left out of a snapshot.
#[derive(Default)]
pub(crate) struct LeftOut {
    problems: Vec<Problem>,
    unnamed: usize,
}

impl LeftOut {
    /// Notes a path that is not part of the snapshot.
    pub(crate) fn add(&mut self, path: &[u8], kind: ProblemKind, reason: &str) {
        if self.problems.len() >= NAMED_LIMIT {
            self.unnamed += 1;
            return;
        }
        let shown = String::from_utf8_lossy(&path[..path.len().min(PATH_LIMIT)])
            .escape_debug()
            .to_string();
        self.problems.push(Problem {
            path: std::str::from_utf8(path)
                .ok()
                .filter(|path| path.len() <= PATH_LIMIT)
                .map(RepoPath::new),
            line: None,
            kind,
            message: format!("{shown} was skipped: {reason}"),
            fatal: false,
        });
    }

    /// The problems, with one more for those that are only counted.
    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort();
        if self.unnamed > 0 {
            self.problems.push(Problem {
                path: None,
                line: None,
                kind: ProblemKind::BadPath,
                message: format!("{} more paths were skipped", self.unnamed),
                fatal: false,
            });
        }
        self.problems
    }
}

/// All files of a commit.
pub(crate) fn of_commit(repo: &Repo, id: Oid) -> Result<(Snapshot, Vec<Problem>), GitError> {
    let root = repo.commit(id)?.tree;
    let mut walk = TreeWalk {
        repo,
        root,
        files: Vec::new(),
        folders: 0,
        left_out: LeftOut::default(),
    };
    walk.run()?;
    let snapshot = Snapshot {
        files: walk.files.into_iter().collect(),
        ..Snapshot::empty(Revision::Commit(id))
    };
    Ok((snapshot, walk.left_out.into_problems()))
}

/// A walk over a tree with its own stack: depth is bounded by the length of paths, not by the thread's stack.
struct TreeWalk<'repo> {
    repo: &'repo Repo,
    root: Oid,
    files: Vec<(RepoPath, FileEntry)>,
    folders: usize,
    left_out: LeftOut,
}

impl TreeWalk<'_> {
    fn run(&mut self) -> Result<(), GitError> {
        let mut waiting = vec![(String::new(), self.root)];
        let mut guard = Guard::default();
        while let Some((folder, id)) = waiting.pop() {
            guard.enter(self.repo.store(), id, &[self.root])?;
            let object: Object<'_> = self.repo.store().read(id, ObjectType::Tree)?;
            self.folders += 1;
            for entry in tree::entries(id, object.data()) {
                self.entry(&folder, &entry?, &mut waiting);
            }
            if self.files.len() + self.folders + waiting.len() > COUNT_LIMIT {
                return Err(extent::too_many(self.root));
            }
        }
        Ok(())
    }

    fn entry(&mut self, folder: &str, entry: &Entry<'_>, waiting: &mut Vec<(String, Oid)>) {
        if let Some(fault) = tree::name_fault(entry.name) {
            let path = [folder.as_bytes(), entry.name].concat();
            return self.left_out.add(&path, ProblemKind::BadPath, fault);
        }
        let path = [folder, &String::from_utf8_lossy(entry.name)].concat();
        if path.len() > PATH_LIMIT {
            self.left_out
                .add(path.as_bytes(), ProblemKind::TooComplex, "the path is too long");
        } else if entry.is_folder() {
            waiting.push((path + "/", entry.id));
        } else {
            let kind = tree::file_kind(entry.mode);
            self.files
                .push((RepoPath::new(path), FileEntry { blob: entry.id, kind }));
        }
    }
}

/// Reads the index file; one that does not exist is empty.
pub(crate) fn open_index(repo: &Repo) -> Result<Index, GitError> {
    let path = &repo.location().index;
    let bad = |reason: String| GitError::BadIndex { reason };
    let meta = match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Index::new().map_err(|e| bad(e.message().to_owned()));
        }
        Err(error) => return Err(GitError::io(path, &error)),
        Ok(meta) => meta,
    };
    if !meta.is_file() {
        return Err(bad("it is not a file".to_owned()));
    }
    Index::open(path).map_err(|error| refused(error.message()))
}

/// The exact reason why libgit2 does not read an index.
fn refused(message: &str) -> GitError {
    let what = match message {
        message if message.contains("'link'") => "a split index (`git update-index --no-split-index` undoes it)",
        message if message.contains("'sdir'") => {
            "a sparse index (`git sparse-checkout reapply --no-sparse-index` undoes it)"
        }
        _ => {
            return GitError::BadIndex {
                reason: message.to_owned(),
            };
        }
    };
    GitError::Unsupported { what: what.to_owned() }
}

/// The entries of the index that a commit would hold, by path as bytes. Of a conflict our side counts.
pub(crate) fn index_entries(index: &Index, with_announced: bool) -> BTreeMap<Vec<u8>, IndexEntry> {
    let mut chosen: BTreeMap<Vec<u8>, (u8, IndexEntry)> = BTreeMap::new();
    for entry in index.iter() {
        if entry.flags_extended & INTENT_TO_ADD != 0 && !with_announced {
            continue;
        }
        // Stage 0 is no conflict; then ours, theirs and what both stood on.
        let rank = match (entry.flags & STAGE) >> 12 {
            0 => 0,
            2 => 1,
            3 => 2,
            _ => 3,
        };
        let known = chosen.get(&entry.path).map(|(rank, _)| *rank);
        if known.is_none_or(|known| rank < known) {
            chosen.insert(entry.path.clone(), (rank, entry));
        }
    }
    chosen.into_iter().map(|(path, (_, entry))| (path, entry)).collect()
}

/// Whether the index has a file of that path, or one below it.
pub(crate) fn has_path(index: &Index, path: &str) -> bool {
    let path = path.as_bytes();
    index.iter().any(|entry| {
        let rest = entry.path.strip_prefix(path);
        rest.is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with(b"/"))
    })
}

/// The path of an index entry, unless git would not check it out.
pub(crate) fn index_path(path: &[u8], left_out: &mut LeftOut) -> Option<RepoPath> {
    let fault = path.split(|byte| *byte == b'/').find_map(tree::name_fault);
    match (fault, std::str::from_utf8(path)) {
        (None, Ok(text)) => Some(RepoPath::new(text)),
        (fault, _) => {
            left_out.add(path, ProblemKind::BadPath, fault.unwrap_or("it is not UTF-8"));
            None
        }
    }
}

/// All files of the index.
pub(crate) fn of_index(repo: &Repo) -> Result<(Snapshot, Vec<Problem>), GitError> {
    let index = open_index(repo)?;
    let mut left_out = LeftOut::default();
    let mut snapshot = Snapshot::empty(Revision::Index);
    for (path, entry) in index_entries(&index, false) {
        if let Some(path) = index_path(&path, &mut left_out) {
            let entry = FileEntry {
                blob: from_git2(entry.id),
                kind: tree::file_kind(entry.mode),
            };
            snapshot.files.insert(path, entry);
        }
    }
    Ok((snapshot, left_out.into_problems()))
}
