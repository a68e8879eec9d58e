//! The names that pages had before they were renamed, found in one walk back through the history.

use super::changes;
use super::diff::{self, Row};
use super::error::GitError;
use super::renames;
use super::repo::Repo;
use super::tree;
use crate::model::commit::{Commit, PathChange, TouchKind};
use crate::model::path::RepoPath;
use crate::model::revision::{FileKind, Oid};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Extensions among which a page may change when it is renamed.
const PAGE_EXTENSIONS: [&str; 12] = [
    "", "md", "markdown", "mdx", "mdc", "rst", "rest", "txt", "adoc", "asciidoc", "html", "ipynb",
];

/// Paths of interest, and the folders that lead to them.
#[derive(Default)]
pub(crate) struct Names {
    paths: HashSet<RepoPath>,
    /// With a trailing `/`.
    folders: HashSet<String>,
}

impl Names {
    pub(crate) fn insert(&mut self, path: RepoPath) {
        for (slash, _) in path.as_str().match_indices('/') {
            self.folders.insert(path.as_str()[..=slash].to_owned());
        }
        self.paths.insert(path);
    }

    pub(crate) fn contains(&self, path: &str, is_folder: bool) -> bool {
        if is_folder {
            self.folders.contains(path)
        } else {
            self.paths.contains(path)
        }
    }
}

/// What is known about former names.
#[derive(Default)]
pub(crate) struct FormerNames {
    /// All names the wanted pages have had.
    pub(crate) names: Names,
    /// By commit: the new and the old name of each page it renamed.
    pub(crate) renames: HashMap<Oid, BTreeMap<RepoPath, RepoPath>>,
    /// By new name: the names directly before it.
    before: BTreeMap<RepoPath, BTreeSet<RepoPath>>,
}

impl FormerNames {
    /// Every name a page had before, the latest first.
    pub(crate) fn of(&self, path: &RepoPath) -> Vec<RepoPath> {
        let mut found: Vec<RepoPath> = Vec::new();
        let mut level = vec![path.clone()];
        while !level.is_empty() {
            let names = level.iter().filter_map(|name| self.before.get(name)).flatten();
            level = names
                .filter(|name| *name != path && !found.contains(name))
                .cloned()
                .collect();
            level.dedup();
            found.extend(level.iter().cloned());
        }
        found
    }
}

/// Whether a row is an ordinary file at head.
pub(crate) fn is_file_at_head(row: &Row) -> bool {
    row.head
        .is_some_and(|side| tree::file_kind(side.mode) == FileKind::File)
}

/// Follows the wanted pages back through a history whose parents stand before their children.
pub(crate) fn collect(
    repo: &Repo,
    history: &[Commit],
    trees: &HashMap<Oid, Oid>,
    pages: &BTreeSet<RepoPath>,
) -> Result<FormerNames, GitError> {
    let mut former = FormerNames::default();
    pages.iter().for_each(|page| former.names.insert(page.clone()));
    for commit in history.iter().rev() {
        let [parent] = commit.parents.as_slice() else {
            continue;
        };
        let Some(base) = trees.get(parent).filter(|base| **base != commit.tree) else {
            continue;
        };
        let wanted = |path: &str, is_folder: bool| former.names.contains(path, is_folder);
        let rows = diff::trees(repo.store(), Some(*base), Some(commit.tree), &wanted)?;
        let added: Vec<Row> = rows
            .into_iter()
            .filter(|row| row.base.is_none() && is_file_at_head(row))
            .collect();
        if !added.is_empty() {
            let found = renamed_pages(repo, *base, commit.tree, &added)?;
            former.note(commit.id, found);
        }
    }
    Ok(former)
}

impl FormerNames {
    fn note(&mut self, commit: Oid, found: BTreeMap<RepoPath, RepoPath>) {
        for (to, from) in &found {
            self.names.insert(from.clone());
            self.before.entry(to.clone()).or_default().insert(from.clone());
        }
        if !found.is_empty() {
            self.renames.insert(commit, found);
        }
    }
}

/// The added pages that are renames in one commit, with the names they had.
fn renamed_pages(repo: &Repo, base: Oid, head: Oid, added: &[Row]) -> Result<BTreeMap<RepoPath, RepoPath>, GitError> {
    let wanted: HashSet<&str> = added.iter().map(|row| row.path.as_str()).collect();
    let extensions: HashSet<String> = added
        .iter()
        .map(|row| RepoPath::from(row.path.as_str()).extension().to_ascii_lowercase())
        .collect();
    let changes: Vec<PathChange> = changes::of_trees(repo, Some(base), Some(head), &|_, _| true)?
        .into_iter()
        .filter(|change| {
            let extension = change.path.extension().to_ascii_lowercase();
            extensions.contains(&extension) || PAGE_EXTENSIONS.contains(&extension.as_str())
        })
        .collect();
    let read = |id: Oid| -> Option<Arc<[u8]>> { repo.read_blob(id).ok() };
    Ok(renames::detect(changes, &read, &read)
        .into_iter()
        .filter(|change| change.kind == TouchKind::Renamed && wanted.contains(change.path.as_str()))
        .filter_map(|change| Some((change.path, change.from?)))
        .collect())
}
