//! Snapshots of the files on disk: tracked ones, and untracked ones that are not ignored.
//!
//! A file whose size and times are those the index remembers is taken from the index, as git does. Links are read, not
//! followed; what is no file or link (a pipe, a device) is never opened.

use super::diff::COUNT_LIMIT;
use super::error::GitError;
use super::repo::{BLOB_LIMIT, Repo};
use super::snapshot::{LeftOut, index_entries, index_path, open_index};
use super::store::{blob_id, from_git2};
use super::tree;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::{FileEntry, FileKind, Oid, Revision, Snapshot};
use git2::IndexEntry;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// No more than this many bytes of changed files are held.
const HELD_LIMIT: usize = 512 << 20;
/// Bit of an index entry's extended flags: the file is not on disk on purpose (sparse checkout).
const SKIP_WORKTREE: u16 = 1 << 14;
/// Bit of an index entry's extended flags: the path is announced, its content is not.
const INTENT_TO_ADD: u16 = 1 << 13;

/// All files of the work tree.
pub(crate) fn snapshot(repo: &Repo) -> Result<(Snapshot, Vec<Problem>), GitError> {
    let root = repo.work_dir().ok_or(GitError::NoWorkTree)?;
    let mut reader = Reader {
        root,
        index_time: modified(fs::metadata(&repo.location().index).ok().as_ref()),
        snapshot: Snapshot::empty(Revision::WorkTree),
        held: 0,
        real_folders: HashMap::new(),
        left_out: LeftOut::default(),
    };
    let entries = index_entries(&open_index(repo)?, true);
    for (path, entry) in &entries {
        if let Some(path) = index_path(path, &mut reader.left_out) {
            reader.tracked(path, entry);
        }
    }
    reader.untracked(repo, &entries)?;
    Ok((reader.snapshot, reader.left_out.into_problems()))
}

struct Reader<'repo> {
    root: &'repo Path,
    /// When the index was written: files changed since may have changed unseen.
    index_time: Option<SystemTime>,
    snapshot: Snapshot,
    held: usize,
    /// Folders (relative) that are folders all the way up, not links to somewhere.
    real_folders: HashMap<String, bool>,
    left_out: LeftOut,
}

impl Reader<'_> {
    /// Takes a path that the index has.
    fn tracked(&mut self, path: RepoPath, entry: &IndexEntry) {
        let blob = from_git2(entry.id);
        let kind = tree::file_kind(entry.mode);
        if kind == FileKind::Submodule || entry.flags_extended & SKIP_WORKTREE != 0 {
            self.snapshot.files.insert(path, FileEntry { blob, kind });
            return;
        }
        let file = self.root.join(path.as_str());
        if !self.is_real_folder(path.parent()) {
            return;
        }
        let Ok(meta) = fs::symlink_metadata(&file) else {
            return;
        };
        let announced = entry.flags_extended & INTENT_TO_ADD != 0;
        if !announced && self.is_unchanged(&meta, entry) {
            self.snapshot.files.insert(path, FileEntry { blob, kind });
        } else {
            self.on_disk(path, &file, &meta, Some(blob).filter(|_| !announced));
        }
    }

    /// Takes a path as it is on disk. `known` is the content the index has.
    fn on_disk(&mut self, path: RepoPath, file: &Path, meta: &Metadata, known: Option<Oid>) {
        let kind = if meta.is_symlink() {
            FileKind::Symlink
        } else {
            FileKind::File
        };
        if meta.is_dir() {
            return; // A folder in place of a file: the file is gone.
        }
        if !meta.is_file() && !meta.is_symlink() {
            let reason = "it is neither a file nor a link";
            return self
                .left_out
                .add(path.as_str().as_bytes(), ProblemKind::BadPath, reason);
        }
        if meta.len() > BLOB_LIMIT || self.held > HELD_LIMIT {
            return self.unread(path, kind, known);
        }
        match content(file, meta) {
            Ok(content) => self.keep(path, kind, content, known),
            Err(error) => self
                .left_out
                .add(path.as_str().as_bytes(), ProblemKind::BadPath, &error.to_string()),
        }
    }

    /// Keeps a path whose content is not loaded: with the content of the index, or with none.
    fn unread(&mut self, path: RepoPath, kind: FileKind, known: Option<Oid>) {
        let reason = "it is larger than 20 MB, or too much has changed in this work tree";
        self.left_out
            .add(path.as_str().as_bytes(), ProblemKind::TooLarge, reason);
        let blob = known.unwrap_or(Oid::ZERO);
        self.snapshot.files.insert(path, FileEntry { blob, kind });
    }

    fn keep(&mut self, path: RepoPath, kind: FileKind, content: Vec<u8>, known: Option<Oid>) {
        let blob = known.filter(|known| is_content(&content, *known)).unwrap_or_else(|| {
            let blob = blob_id(&content);
            self.held += content.len();
            self.snapshot.loose.insert(blob, Arc::from(content));
            blob
        });
        self.snapshot.files.insert(path, FileEntry { blob, kind });
    }

    /// Whether the index remembers the file just so. Files as young as the index are looked at again.
    fn is_unchanged(&self, meta: &Metadata, entry: &IndexEntry) -> bool {
        let Some(time) = modified(Some(meta)) else {
            return false;
        };
        let Ok(since) = time.duration_since(UNIX_EPOCH) else {
            return false;
        };
        let remembered = (i64::from(entry.mtime.seconds()), entry.mtime.nanoseconds());
        let same_time = i64::try_from(since.as_secs()) == Ok(remembered.0)
            && (remembered.1 == 0 || remembered.1 == since.subsec_nanos());
        // The index keeps the low 32 bits of a size.
        let same_size = meta.len() & u64::from(u32::MAX) == u64::from(entry.file_size);
        let same_kind = meta.is_symlink() == (tree::file_kind(entry.mode) == FileKind::Symlink);
        let settled = self.index_time.is_some_and(|index| time < index);
        same_time && same_size && same_kind && settled
    }

    /// Whether a folder lies in the work tree without a link on the way.
    fn is_real_folder(&mut self, folder: &str) -> bool {
        if folder.is_empty() {
            return true;
        }
        if let Some(real) = self.real_folders.get(folder) {
            return *real;
        }
        let above = folder.rfind('/').map_or("", |slash| &folder[..slash]);
        let real =
            self.is_real_folder(above) && fs::symlink_metadata(self.root.join(folder)).is_ok_and(|meta| meta.is_dir());
        self.real_folders.insert(folder.to_owned(), real);
        real
    }

    /// Takes every file that is neither tracked nor ignored.
    fn untracked(&mut self, repo: &Repo, entries: &BTreeMap<Vec<u8>, IndexEntry>) -> Result<(), GitError> {
        for found in walker(self.root, repo, entries).build() {
            let found = match found {
                Ok(found) => found,
                Err(error) => {
                    self.left_out.add(b"a folder", ProblemKind::BadPath, &error.to_string());
                    continue;
                }
            };
            if found.file_type().is_none_or(|kind| kind.is_dir()) {
                continue;
            }
            if self.snapshot.files.len() > COUNT_LIMIT {
                return Err(GitError::TooManyPaths {
                    what: "the work tree".to_owned(),
                    limit: COUNT_LIMIT,
                });
            }
            self.untracked_file(found.path(), entries);
        }
        Ok(())
    }

    fn untracked_file(&mut self, file: &Path, entries: &BTreeMap<Vec<u8>, IndexEntry>) {
        let Some(bytes) = relative(self.root, file) else {
            return;
        };
        if entries.contains_key(&bytes) {
            return;
        }
        let Some(path) = index_path(&bytes, &mut self.left_out) else {
            return;
        };
        if let Ok(meta) = fs::symlink_metadata(file) {
            self.on_disk(path, file, &meta, None);
        }
    }
}

/// A walk that goes where git looks for untracked files: not into ignored folders, `.git`, or other repositories.
fn walker(root: &Path, repo: &Repo, entries: &BTreeMap<Vec<u8>, IndexEntry>) -> ignore::WalkBuilder {
    let mut walker = ignore::WalkBuilder::new(root);
    walker
        .hidden(false)
        .ignore(false)
        .parents(false)
        .require_git(false)
        .follow_links(false)
        .sort_by_file_name(std::ffi::OsStr::cmp);
    // In a linked work tree the exclude file lies in the shared folder.
    walker.add_ignore(repo.location().common_dir.join("info/exclude"));
    let own = root.to_path_buf();
    let submodules: Vec<PathBuf> = entries
        .iter()
        .filter(|(_, entry)| tree::file_kind(entry.mode) == FileKind::Submodule)
        .filter_map(|(path, _)| std::str::from_utf8(path).ok().map(|path| root.join(path)))
        .collect();
    walker.filter_entry(move |found| {
        let is_folder = found.file_type().is_some_and(|kind| kind.is_dir());
        let other_repository = is_folder && found.path() != own && found.path().join(".git").exists();
        found.file_name() != ".git" && !other_repository && !submodules.iter().any(|path| path == found.path())
    });
    walker
}

/// The bytes of a file, or the target of a link.
fn content(file: &Path, meta: &Metadata) -> std::io::Result<Vec<u8>> {
    if meta.is_symlink() {
        Ok(os_bytes(fs::read_link(file)?.as_os_str()))
    } else {
        fs::read(file)
    }
}

/// Whether a content is the one the index has, line ends of the system aside.
fn is_content(content: &[u8], known: Oid) -> bool {
    if blob_id(content) == known {
        return true;
    }
    if !content.windows(2).any(|pair| pair == b"\r\n") {
        return false;
    }
    let mut plain = Vec::with_capacity(content.len());
    for line in content.split_inclusive(|byte| *byte == b'\n') {
        plain.extend_from_slice(line.strip_suffix(b"\r\n").unwrap_or(line));
        if line.ends_with(b"\r\n") {
            plain.push(b'\n');
        }
    }
    blob_id(&plain) == known
}

fn modified(meta: Option<&Metadata>) -> Option<SystemTime> {
    meta?.modified().ok()
}

/// The path below `root` as bytes with `/` between its parts.
fn relative(root: &Path, file: &Path) -> Option<Vec<u8>> {
    let below = file.strip_prefix(root).ok()?;
    let parts: Vec<Vec<u8>> = below.iter().map(os_bytes).collect();
    Some(parts.join(&b'/'))
}

/// The bytes of a name. On Windows, where names are no bytes, as UTF-8.
fn os_bytes(name: &std::ffi::OsStr) -> Vec<u8> {
    name.as_encoded_bytes().to_vec()
}
