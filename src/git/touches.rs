//! Who touched which path when: the whole history in one pass, names only.
//!
//! Lines are not counted here: reading every blob costs ten times as much as reading every tree.

use super::changes;
use super::diff::{self, Row};
use super::error::GitError;
use super::oid_map::OidMap;
use super::renames;
use super::repo::Repo;
use super::tree_cache::TreeCache;
use crate::model::commit::{Commit, PathChange, TouchKind};
use crate::model::path::RepoPath;
use crate::model::revision::Oid;
use crate::model::touch::{History, PathId, Touch};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How many bytes of trees are kept, in each of two generations.
const CACHE_BYTES: usize = 4 << 20;
/// Progress is told after so many commits.
const STEP: usize = 1_000;

/// Reads the history of `head`. `progress` is told the commits that are done, and all of them.
pub(crate) fn of_history(repo: &Repo, head: Oid, progress: &dyn Fn(usize, usize)) -> Result<History, GitError> {
    if repo.is_shallow() {
        return Err(GitError::Shallow {
            what: "who wrote what cannot be told".to_owned(),
        });
    }
    let mut commits = repo.history(head)?;
    // Nobody asks for these, and a long history has many.
    for commit in &mut commits {
        commit.summary = String::new();
    }
    let mut walk = Walk::new(repo, &commits);
    let mut touches = Vec::with_capacity(commits.len());
    for (done, commit) in commits.iter().enumerate() {
        if done % STEP == 0 {
            progress(done, commits.len());
        }
        touches.push(walk.touches(commit)?);
    }
    let missing = walk.missing.into_inner();
    if let (false, Some(id)) = (repo.is_partial(), missing.first()) {
        return Err(GitError::MissingObject { id: *id, kind: "blob" });
    }
    Ok(History {
        paths: walk.paths,
        touches,
        missing,
        commits,
    })
}

/// What a walk over the history knows so far.
struct Walk<'r> {
    repo: &'r Repo,
    trees: OidMap<Oid>,
    cache: TreeCache<'r>,
    paths: Vec<RepoPath>,
    numbers: HashMap<RepoPath, PathId>,
    /// Contents that renames would have been told by.
    missing: RefCell<BTreeSet<Oid>>,
}

impl<'r> Walk<'r> {
    fn new(repo: &'r Repo, commits: &[Commit]) -> Self {
        Self {
            repo,
            trees: commits.iter().map(|commit| (commit.id, commit.tree)).collect(),
            cache: TreeCache::new(CACHE_BYTES),
            paths: Vec::new(),
            numbers: HashMap::new(),
            missing: RefCell::default(),
        }
    }

    /// What a commit touched; nothing for a merge.
    fn touches(&mut self, commit: &Commit) -> Result<Vec<Touch>, GitError> {
        if commit.parents.len() > 1 {
            return Ok(Vec::new());
        }
        let base = commit
            .parents
            .first()
            .and_then(|parent| self.trees.get(parent))
            .copied();
        let rows = diff::cached_trees(self.repo.store(), &mut self.cache, base, Some(commit.tree), &|_, _| {
            true
        })?;
        let changes = self.with_renames(rows);
        let mut touches: Vec<Touch> = changes.into_iter().map(|change| self.touch(change)).collect();
        // Collecting in place keeps the room of what was larger; a long history has many of these.
        touches.shrink_to_fit();
        Ok(touches)
    }

    fn with_renames(&self, rows: Vec<Row>) -> Vec<PathChange> {
        let has = |kind: TouchKind, changes: &[PathChange]| changes.iter().any(|change| change.kind == kind);
        let changes: Vec<PathChange> = rows.into_iter().map(changes::change).collect();
        if !has(TouchKind::Added, &changes) || !has(TouchKind::Deleted, &changes) {
            return changes;
        }
        let read = |id: Oid| -> Option<Arc<[u8]>> {
            let content = self.repo.read_blob(id);
            if let Err(GitError::MissingObject { id, .. }) = content {
                self.missing.borrow_mut().insert(id);
            }
            content.ok()
        };
        renames::detect(changes, &read, &read)
    }

    fn touch(&mut self, change: PathChange) -> Touch {
        Touch {
            kind: change.kind,
            from: change.from.map(|from| self.number(from)),
            path: self.number(change.path),
            base: change.base,
            head: change.head,
        }
    }

    fn number(&mut self, path: RepoPath) -> PathId {
        let next = PathId(u32::try_from(self.paths.len()).unwrap_or(u32::MAX));
        *self.numbers.entry(path).or_insert_with_key(|path| {
            self.paths.push(path.clone());
            next
        })
    }
}
