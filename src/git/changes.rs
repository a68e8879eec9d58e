//! The paths that differ between two snapshots, or that a commit changed.

use super::diff::{self, Row, Side};
use super::error::GitError;
use super::renames;
use super::repo::Repo;
use crate::model::commit::{Commit, PathChange, TouchKind};
use crate::model::path::RepoPath;
use crate::model::revision::{FileEntry, Oid, Snapshot};
use std::cmp::Ordering;
use std::sync::Arc;

/// What differs between two snapshots.
pub(crate) fn between_snapshots(repo: &Repo, base: &Snapshot, head: &Snapshot) -> Result<Vec<PathChange>, GitError> {
    let changes = merge(base, head);
    let old = |id: Oid| repo.read(base, id).ok();
    let new = |id: Oid| repo.read(head, id).ok();
    Ok(renames::detect(changes, &old, &new))
}

/// What a commit changed against one parent, or against nothing.
pub(crate) fn of_commit(
    repo: &Repo,
    commit: &Commit,
    parent_index: usize,
    detect_renames: bool,
) -> Result<Vec<PathChange>, GitError> {
    let parent = match commit.parents.get(parent_index) {
        Some(parent) => Some(repo.commit(*parent)?.tree),
        None => None,
    };
    let changes = of_trees(repo, parent, Some(commit.tree), &|_, _| true)?;
    if !detect_renames {
        return Ok(changes);
    }
    let read = |id: Oid| -> Option<Arc<[u8]>> { repo.read_blob(id).ok() };
    Ok(renames::detect(changes, &read, &read))
}

/// What differs between two trees, of the paths that are wanted.
pub(crate) fn of_trees(
    repo: &Repo,
    base: Option<Oid>,
    head: Option<Oid>,
    wanted: diff::Wanted<'_>,
) -> Result<Vec<PathChange>, GitError> {
    let rows = diff::trees(repo.store(), base, head, wanted)?;
    Ok(rows.into_iter().map(change).collect())
}

/// A row as a change that is no rename.
pub(crate) fn change(row: Row) -> PathChange {
    let id = |side: Option<Side>| side.map_or(Oid::ZERO, |side| side.id);
    plain(RepoPath::new(row.path), id(row.base), id(row.head))
}

/// A change that is not a rename.
fn plain(path: RepoPath, base: Oid, head: Oid) -> PathChange {
    let kind = match (base, head) {
        (Oid::ZERO, _) => TouchKind::Added,
        (_, Oid::ZERO) => TouchKind::Deleted,
        _ => TouchKind::Modified,
    };
    PathChange {
        kind,
        path,
        from: None,
        base,
        head,
    }
}

/// Merges two sorted maps of files into what differs. Submodules and links are compared like files.
fn merge(base: &Snapshot, head: &Snapshot) -> Vec<PathChange> {
    let (mut old, mut new) = (base.files.iter().peekable(), head.files.iter().peekable());
    let mut changes = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return changes,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let left = if order == Ordering::Greater { None } else { old.next() };
        let right = if order == Ordering::Less { None } else { new.next() };
        let Some((path, _)) = left.or(right) else {
            return changes;
        };
        let (left, right) = (left.map(|(_, entry)| entry), right.map(|(_, entry)| entry));
        if left != right {
            changes.push(plain(path.clone(), id(left), id(right)));
        }
    }
}

fn id(entry: Option<&FileEntry>) -> Oid {
    entry.map_or(Oid::ZERO, |entry| entry.blob)
}
