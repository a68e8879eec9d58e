//! An opened repository: the door to everything of this floor. Reads only.

use super::error::GitError;
use super::location::Location;
use super::store::{Store, kind_name};
use super::tree::{self, TreeEntry};
use super::{changes, commit, history, refs, remote, revparse, snapshot, touches, worktree};
use crate::model::commit::{Commit, PathChange};
use crate::model::overview::Web;
use crate::model::problem::Problem;
use crate::model::revision::{Oid, Revision, Snapshot};
use crate::model::touch::History as TouchHistory;
use git2::ObjectType;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// No blob larger than this many bytes is read.
pub const BLOB_LIMIT: u64 = 20 << 20;

/// A repository, opened for reading. Can be shared by threads.
///
/// Replacement references and grafts are not obeyed: authors and contents are those that were committed.
pub struct Repo {
    location: Location,
    store: Store,
    /// Commits at which a shallow clone was cut off.
    boundary: HashSet<Oid>,
}

impl Repo {
    /// Opens the repository at `dir` or above it; with `None` the one git would use in the current folder, obeying
    /// `GIT_DIR`, `GIT_WORK_TREE`, `GIT_INDEX_FILE` and their kin as git's hooks set them.
    ///
    /// A repository of another owner is opened too: what makes git refuse it, settings that name programs, is never
    /// obeyed here.
    ///
    /// # Errors
    /// When there is no repository, or when it is of a format that cannot be read.
    pub fn open(dir: Option<&Path>) -> Result<Repo, GitError> {
        let location = match dir {
            Some(dir) => Location::discover(dir)?,
            None => {
                let here = std::env::current_dir().map_err(|error| GitError::io(Path::new("."), &error))?;
                Location::from_variables(&here, &|name| std::env::var_os(name))?
            }
        };
        Ok(Repo {
            store: Store::open(&location)?,
            boundary: boundary(&location),
            location,
        })
    }

    /// Whether the history was cut off when it was cloned.
    pub fn is_shallow(&self) -> bool {
        !self.boundary.is_empty()
    }

    /// Whether the clone was made without some of the objects, to be fetched when needed; abreast never fetches.
    pub fn is_partial(&self) -> bool {
        self.store.is_partial()
    }

    /// Whether there is no work tree.
    pub fn is_bare(&self) -> bool {
        self.location.work_dir.is_none()
    }

    /// The folder with the files; `None` in a bare repository.
    pub fn work_dir(&self) -> Option<&Path> {
        self.location.work_dir.as_deref()
    }

    /// The folder that holds `HEAD` (of this work tree).
    pub fn git_dir(&self) -> &Path {
        &self.location.git_dir
    }

    /// Where it can be looked at in a browser, going by what it is fetched from (`origin`); `None` when that is not known.
    pub fn web(&self) -> Option<Web> {
        remote::web(self.origin_address()?)
    }

    /// Its name: the last part of what it is fetched from, else the name of its folder.
    pub fn name(&self) -> String {
        let of_folder = || {
            let folder = self.work_dir().unwrap_or(&self.location.common_dir);
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            Some(folder.file_name()?.to_string_lossy().into_owned())
        };
        let of_web = self.web().and_then(|web| Some(web.url.rsplit_once('/')?.1.to_owned()));
        let name = of_web.or_else(of_folder).unwrap_or_default();
        name.strip_suffix(".git").unwrap_or(&name).to_owned()
    }

    /// The commit that a revision names: a branch, a tag, an id or its beginning, with steps like `~2` and `^1`.
    ///
    /// # Errors
    /// When it names nothing here (saying so when the clone is shallow), or no commit.
    pub fn resolve(&self, rev: &str) -> Result<Oid, GitError> {
        revparse::resolve(self, rev)
    }

    /// The commit of `HEAD`; `None` when there is none yet.
    ///
    /// # Errors
    /// When that commit is missing or corrupt.
    pub fn head(&self) -> Result<Option<Oid>, GitError> {
        match refs::follow(&self.location, "HEAD") {
            Some(_) => self.resolve("HEAD").map(Some),
            None if refs::is_circle(&self.location, "HEAD") => Err(GitError::Unsupported {
                what: "the references that HEAD names lead in a circle or too far".to_owned(),
            }),
            None => Ok(None),
        }
    }

    /// A commit that both sides stand on and that is nearest to them; `None` when their histories are unrelated.
    ///
    /// Of several (criss-cross merges) the newest, and of equally new ones the one with the smallest id.
    ///
    /// # Errors
    /// When a commit is missing or corrupt, or when a shallow clone ends before one is found.
    pub fn merge_base(&self, a: Oid, b: Oid) -> Result<Option<Oid>, GitError> {
        history::merge_base(self, a, b)
    }

    /// The commits that the branches of a remote were at when it was last heard of; of all remotes for `None`.
    pub fn tracked(&self, remote: Option<&str>) -> Vec<Oid> {
        let folder = remote.map_or_else(|| "refs/remotes".to_owned(), |name| format!("refs/remotes/{name}"));
        let ids = refs::in_folder(&self.location, &folder).into_iter();
        ids.filter(|id| self.links(*id).is_ok()).collect()
    }

    /// For each head the newest commit that it has in common with those that are known; `None` when there is none.
    ///
    /// # Errors
    /// When a commit is missing or corrupt, or when a shallow clone ends before one is found.
    pub fn departures(&self, heads: &[Oid], known: &[Oid]) -> Result<Vec<Option<Oid>>, GitError> {
        history::departures(self, heads, known)
    }

    /// A commit. Of a shallow clone's last commits the parents are left out.
    ///
    /// # Errors
    /// When it is missing or corrupt.
    pub fn commit(&self, id: Oid) -> Result<Commit, GitError> {
        let object = self.store.read(id, ObjectType::Commit)?;
        let mut commit = commit::parse(id, object.data())?;
        if self.is_boundary(id) {
            commit.parents.clear();
        }
        Ok(commit)
    }

    /// The entries of a tree, without those whose names are not UTF-8 or that git would not check out.
    ///
    /// # Errors
    /// When it is missing or corrupt.
    pub fn tree(&self, id: Oid) -> Result<Vec<TreeEntry>, GitError> {
        let object = self.store.read(id, ObjectType::Tree)?;
        let mut found = Vec::new();
        for entry in tree::entries(id, object.data()) {
            let entry = entry?;
            let name = std::str::from_utf8(entry.name)
                .ok()
                .filter(|_| tree::name_fault(entry.name).is_none());
            let kind = (!entry.is_folder()).then(|| tree::file_kind(entry.mode));
            found.extend(name.map(|name| TreeEntry {
                name: name.to_owned(),
                kind,
                id: entry.id,
            }));
        }
        Ok(found)
    }

    /// All files of a commit, the index or the work tree, and what had to be left out.
    ///
    /// # Errors
    /// When a tree is missing or corrupt, when there are more paths than anybody reads, when the index cannot be read,
    /// or when there is no work tree.
    pub fn snapshot(&self, revision: Revision) -> Result<(Snapshot, Vec<Problem>), GitError> {
        match revision {
            Revision::Commit(id) => snapshot::of_commit(self, id),
            Revision::Index => snapshot::of_index(self),
            Revision::WorkTree => worktree::snapshot(self),
        }
    }

    /// Whether the index has a file of that path, or one below it. An index that cannot be read has none.
    pub fn tracks(&self, path: &str) -> bool {
        snapshot::open_index(self).is_ok_and(|index| snapshot::has_path(&index, path))
    }

    /// The content of a blob of a snapshot.
    ///
    /// # Errors
    /// When it is missing, corrupt or larger than [`BLOB_LIMIT`].
    pub fn read(&self, snapshot: &Snapshot, blob: Oid) -> Result<Arc<[u8]>, GitError> {
        match snapshot.loose.get(&blob) {
            Some(content) => Ok(content.clone()),
            None => self.read_blob(blob),
        }
    }

    /// The content of a committed blob.
    ///
    /// # Errors
    /// When it is missing, corrupt or larger than [`BLOB_LIMIT`].
    pub fn read_blob(&self, blob: Oid) -> Result<Arc<[u8]>, GitError> {
        let size = self.blob_size(blob)?;
        if size > BLOB_LIMIT {
            return Err(GitError::TooLarge {
                id: blob,
                size,
                limit: BLOB_LIMIT,
            });
        }
        Ok(self.store.read(blob, ObjectType::Blob)?.data().into())
    }

    /// The size of a committed blob in bytes, without reading it.
    ///
    /// # Errors
    /// When it is missing or corrupt, or not a blob.
    pub fn blob_size(&self, blob: Oid) -> Result<u64, GitError> {
        match self.store.header(blob, ObjectType::Blob)? {
            (ObjectType::Blob, size) => Ok(size),
            (other, _) => Err(GitError::corrupt(
                blob,
                format!("it is a {}, not a blob", kind_name(other)),
            )),
        }
    }

    /// The paths that differ between two snapshots, renames found, sorted by path.
    ///
    /// Of submodules the ids are commits of the other repository.
    ///
    /// # Errors
    /// Never for content that is missing or too large: such files are then no renames unless they are identical.
    pub fn changes(&self, base: &Snapshot, head: &Snapshot) -> Result<Vec<PathChange>, GitError> {
        changes::between_snapshots(self, base, head)
    }

    /// The paths that a commit changed against one of its parents (against nothing if it has no parent of that
    /// number), sorted by path. Paths that a snapshot would leave out are left out here too.
    ///
    /// # Errors
    /// When a tree is missing or corrupt, or when more paths differ than anybody reads.
    pub fn commit_changes(
        &self,
        commit: &Commit,
        parent_index: usize,
        detect_renames: bool,
    ) -> Result<Vec<PathChange>, GitError> {
        changes::of_commit(self, commit, parent_index, detect_renames)
    }

    /// Every commit of the history of `head`, parents before children, otherwise by time and then by id.
    ///
    /// # Errors
    /// When a commit is missing or corrupt.
    pub fn history(&self, head: Oid) -> Result<Vec<Commit>, GitError> {
        history::whole(self, head)
    }

    /// Who touched which path when, in the whole history of `head`: one pass over the trees, renames followed. `progress`
    /// is told the number of commits that are done, and of all.
    ///
    /// # Errors
    /// When the clone is shallow (its last commits "add" every file), or when a commit, a tree or, unless the clone is a
    /// partial one, a content that decides about a rename is missing or corrupt.
    pub fn touches(&self, head: Oid, progress: &dyn Fn(usize, usize)) -> Result<TouchHistory, GitError> {
        touches::of_history(self, head, progress)
    }

    /// The commits that are in the history of `head` and not in that of `base`, parents before children.
    ///
    /// # Errors
    /// When a commit is missing or corrupt.
    pub fn commits_between(&self, base: Oid, head: Oid) -> Result<Vec<Commit>, GitError> {
        history::between(self, base, head)
    }

    /// The chain of first parents from `head` back to, and without, `stop`; to the root when it does not lead there.
    ///
    /// # Errors
    /// When a commit is missing or corrupt.
    pub fn first_parents(&self, head: Oid, stop: Oid) -> Result<Vec<Commit>, GitError> {
        history::first_parents(self, head, stop)
    }

    /// Whether the history was cut off at this commit.
    pub(crate) fn is_boundary(&self, id: Oid) -> bool {
        self.boundary.contains(&id)
    }

    /// Parents and time of a commit; no parents at the boundary of a shallow clone.
    pub(crate) fn links(&self, id: Oid) -> Result<commit::Links, GitError> {
        let object = self.store.read(id, ObjectType::Commit)?;
        let mut links = commit::parse_links(id, object.data())?;
        if self.is_boundary(id) {
            links.parents.clear();
        }
        Ok(links)
    }

    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}

/// The commits that the file `shallow` lists.
fn boundary(location: &Location) -> HashSet<Oid> {
    let text = super::location::small_text(&location.common_dir.join("shallow")).unwrap_or_default();
    text.lines()
        .filter_map(|line| super::store::parse_id(line.trim()))
        .collect()
}
