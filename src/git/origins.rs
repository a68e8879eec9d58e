//! Which commit last wrote each line of each wanted page: what `git blame` answers, for all pages in one pass.
//!
//! The pass goes forward through the history and carries, for every commit that still has children to come, the
//! origins of all lines of all wanted pages. Commits that touch none of them cost a comparison of a few trees. At a
//! merge a line keeps the origin it has in the first parent that has the line. Lines that moved within a page are new.

use super::diff::{self, Row, Side};
use super::error::GitError;
use super::lines::aligned_as_blame;
use super::page_names::{self, FormerNames, is_file_at_head};
use super::repo::Repo;
use crate::model::commit::Commit;
use crate::model::path::RepoPath;
use crate::model::revision::Oid;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Texts of so many bytes are kept for the next comparison.
const TEXTS_LIMIT: usize = 64 << 20;

/// For each wanted page that exists at `head`: for each of its lines (as [`str::lines`] counts) the commit that wrote it.
///
/// In a shallow clone the commits at which it was cut off count as the writers of all they hold.
///
/// # Errors
/// When an object that is needed is missing or corrupt.
pub fn line_origins(
    repo: &Repo,
    head: Oid,
    pages: &BTreeSet<RepoPath>,
) -> Result<BTreeMap<RepoPath, Vec<Oid>>, GitError> {
    line_origins_in(repo, &repo.history(head)?, head, pages)
}

/// The same for a history that has been read already: all commits of `head`, parents before children.
///
/// # Errors
/// When an object that is needed is missing or corrupt.
pub fn line_origins_in(
    repo: &Repo,
    history: &[Commit],
    head: Oid,
    pages: &BTreeSet<RepoPath>,
) -> Result<BTreeMap<RepoPath, Vec<Oid>>, GitError> {
    let trees: HashMap<Oid, Oid> = history.iter().map(|commit| (commit.id, commit.tree)).collect();
    let former = page_names::collect(repo, history, &trees, pages)?;
    let mut pass = Pass {
        repo,
        former,
        trees,
        texts: Texts::default(),
        live: HashMap::new(),
    };
    let state = pass.run(history, head)?;
    let id = |line: &u32| history.get(*line as usize).map_or(Oid::ZERO, |commit| commit.id);
    let of_page = |page: &RepoPath| Some((page.clone(), state.get(page)?.origins.iter().map(id).collect()));
    Ok(pages.iter().filter_map(of_page).collect())
}

/// The origins of a page as it is in the index or the work tree, from those of the committed page.
/// `None` is a line that has not been committed yet.
pub fn origins_for_text(committed: &[Oid], committed_text: &str, new_text: &str) -> Vec<Option<Oid>> {
    let mut origins = vec![None; new_text.lines().count()];
    for (old, new) in aligned_as_blame(committed_text, new_text) {
        for (from, to) in old.zip(new) {
            if let (Some(origin), Some(slot)) = (committed.get(from as usize), origins.get_mut(to as usize)) {
                *slot = Some(*origin);
            }
        }
    }
    origins
}

/// A page at a commit.
#[derive(Clone)]
struct Carried {
    blob: Oid,
    /// For each line the number of the commit that wrote it.
    origins: Arc<[u32]>,
}

/// All wanted pages at a commit.
type State = BTreeMap<RepoPath, Carried>;

/// The state of a commit and how many children still need it.
struct Live {
    state: Arc<State>,
    children: usize,
}

struct Pass<'repo> {
    repo: &'repo Repo,
    former: FormerNames,
    trees: HashMap<Oid, Oid>,
    texts: Texts,
    live: HashMap<Oid, Live>,
}

impl Pass<'_> {
    /// Carries the origins through the history up to `head`.
    fn run(&mut self, history: &[Commit], head: Oid) -> Result<Arc<State>, GitError> {
        let mut children: HashMap<Oid, usize> = HashMap::new();
        for parent in history.iter().flat_map(|commit| &commit.parents) {
            *children.entry(*parent).or_default() += 1;
        }
        for (number, commit) in (0..).zip(history) {
            let state = self.commit(number, commit)?;
            let children = children.get(&commit.id).copied().unwrap_or(0);
            if children > 0 || commit.id == head {
                self.live.insert(commit.id, Live { state, children });
            }
        }
        Ok(self.live.remove(&head).map(|live| live.state).unwrap_or_default())
    }

    /// The state after a commit.
    fn commit(&mut self, number: u32, commit: &Commit) -> Result<Arc<State>, GitError> {
        let mut parents: Vec<Arc<State>> = commit.parents.iter().map(|parent| self.take(*parent)).collect();
        let base = commit
            .parents
            .first()
            .and_then(|parent| self.trees.get(parent))
            .copied();
        let wanted = |path: &str, is_folder: bool| self.former.names.contains(path, is_folder);
        let rows = diff::trees(self.repo.store(), base, Some(commit.tree), &wanted)?;
        if parents.is_empty() {
            parents.push(Arc::default());
        }
        if rows.is_empty() {
            return Ok(parents.swap_remove(0));
        }
        let mut written = Vec::new();
        for row in &rows {
            written.push(self.page(number, commit.id, row, &parents)?);
        }
        let mut state = parents.swap_remove(0);
        let pages = Arc::make_mut(&mut state);
        for (row, carried) in rows.iter().zip(written) {
            match carried {
                Some(carried) => pages.insert(RepoPath::from(row.path.as_str()), carried),
                None => pages.remove(row.path.as_str()),
            };
        }
        Ok(state)
    }

    /// The state of a parent; taken away when this is its last child.
    fn take(&mut self, parent: Oid) -> Arc<State> {
        let Some(live) = self.live.get_mut(&parent) else {
            return Arc::default();
        };
        live.children -= 1;
        if live.children == 0 {
            return self.live.remove(&parent).map(|live| live.state).unwrap_or_default();
        }
        live.state.clone()
    }

    /// A page after a commit that differs from its first parent there; `None` when it is gone.
    fn page(
        &mut self,
        number: u32,
        commit: Oid,
        row: &Row,
        parents: &[Arc<State>],
    ) -> Result<Option<Carried>, GitError> {
        let Some(Side { id: blob, .. }) = row.head.filter(|_| is_file_at_head(row)) else {
            return Ok(None);
        };
        let path = RepoPath::from(row.path.as_str());
        let sources: Vec<Carried> = parents
            .iter()
            .filter_map(|state| self.source(commit, &path, state, parents.len() > 1))
            .collect();
        if let Some(same) = sources.iter().find(|source| source.blob == blob) {
            return Ok(Some(same.clone()));
        }
        let text = self.texts.get(self.repo, blob)?;
        let mut origins = vec![None; text.lines().count()];
        for source in sources {
            let old = self.texts.get(self.repo, source.blob)?;
            inherit(&mut origins, &source.origins, aligned_as_blame(&old, &text));
        }
        let origins = origins.into_iter().map(|origin| origin.unwrap_or(number)).collect();
        Ok(Some(Carried { blob, origins }))
    }

    /// What a parent has of a page, under its name or the one it had there.
    fn source(&self, commit: Oid, path: &RepoPath, state: &State, is_merge: bool) -> Option<Carried> {
        if let Some(same_name) = state.get(path) {
            return Some(same_name.clone());
        }
        if is_merge {
            return self.former.of(path).iter().find_map(|name| state.get(name).cloned());
        }
        state.get(self.former.renames.get(&commit)?.get(path)?).cloned()
    }
}

/// Gives the lines without an origin the one of the line they were.
fn inherit(origins: &mut [Option<u32>], old: &[u32], aligned: Vec<(Range<u32>, Range<u32>)>) {
    for (from, to) in aligned.into_iter().flat_map(|(old, new)| old.zip(new)) {
        if let (Some(origin), Some(slot)) = (old.get(from as usize), origins.get_mut(to as usize)) {
            slot.get_or_insert(*origin);
        }
    }
}

/// Texts that were read lately.
#[derive(Default)]
struct Texts {
    by_blob: HashMap<Oid, Arc<str>>,
    bytes: usize,
}

impl Texts {
    /// The text of a blob; empty for one that is too large to be read.
    fn get(&mut self, repo: &Repo, blob: Oid) -> Result<Arc<str>, GitError> {
        if let Some(text) = self.by_blob.get(&blob) {
            return Ok(text.clone());
        }
        let text: Arc<str> = match repo.read_blob(blob) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into(),
            Err(GitError::TooLarge { .. }) => Arc::from(""),
            Err(error) => return Err(error),
        };
        if self.bytes > TEXTS_LIMIT {
            self.by_blob.clear();
            self.bytes = 0;
        }
        self.bytes += text.len();
        self.by_blob.insert(blob, text.clone());
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::origins_for_text;
    use crate::model::revision::Oid;

    #[test]
    fn lines_not_yet_committed_have_no_origin() {
        let (a, b) = (Oid([1; 20]), Oid([2; 20]));
        let origins = origins_for_text(&[a, b], "one\ntwo\n", "zero\none\ntwo!\n");
        assert_eq!(origins, [None, Some(a), None]);
    }
}
