//! The files that steer a run, read from the side of the repository that may be trusted. A pull request must not be able to
//! switch off the check of itself, so that its base side is obeyed; the head side is there to be compared with it.

use crate::facts::scope::Scope;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::revision::{FileKind, Revision, Snapshot};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const NOT_ORDINARY: &str = "it is not an ordinary file of this repository (links are not followed)";

/// The text of a file, or why it cannot be had.
pub type Text = Result<String, String>;

/// Where files are read from.
pub enum Files<'r> {
    /// A commit or the index.
    Of(&'r Repo, Box<Snapshot>),
    /// The work tree with this root.
    Disk(PathBuf),
    /// There are none.
    Nowhere,
}

/// The files of both sides.
pub struct TrustedFiles<'r> {
    /// Those that are obeyed.
    pub obeyed: Files<'r>,
    /// Those of the head of a range, which are only looked at.
    pub head: Option<Files<'r>>,
}

impl<'r> TrustedFiles<'r> {
    /// Opens the sides of a scope.
    ///
    /// # Errors
    /// When a revision cannot be read.
    pub fn open(repo: &'r Repo, scope: &Scope) -> Result<Self, GitError> {
        let of = |revision| Ok::<_, GitError>(Files::Of(repo, Box::new(repo.snapshot(revision)?.0)));
        let disk = || {
            repo.work_dir()
                .map_or(Files::Nowhere, |root| Files::Disk(root.to_owned()))
        };
        let (obeyed, head) = match scope {
            Scope::Range { base, head } => {
                let base = repo.resolve(base)?;
                let head = repo.resolve(head.as_deref().unwrap_or("HEAD"))?;
                match repo.merge_base(base, head)? {
                    Some(fork) => (of(Revision::Commit(fork))?, Some(of(Revision::Commit(head))?)),
                    // Without a common commit there is nothing to compare: whoever gathers the facts says so.
                    None => (Files::Nowhere, None),
                }
            }
            Scope::Revision(revision) => (of(Revision::Commit(repo.resolve(revision)?))?, None),
            Scope::Staged => (of(Revision::Index)?, None),
            Scope::WorkTree | Scope::Uncommitted { .. } => (disk(), None),
        };
        Ok(Self { obeyed, head })
    }

    /// As `open`, but what a range holds at its head is obeyed: whoever checks commits of their own needs no protection from
    /// them, and what they acknowledged in them counts.
    ///
    /// # Errors
    /// When a revision cannot be read.
    pub fn own(repo: &'r Repo, scope: &Scope) -> Result<Self, GitError> {
        let files = Self::open(repo, scope)?;
        Ok(Self {
            obeyed: files.head.unwrap_or(files.obeyed),
            head: None,
        })
    }
}

impl Files<'_> {
    /// The text of a file, or why it has none; `None` when there is no such file. No file larger than `limit` bytes has one.
    ///
    /// # Errors
    /// When an object of the repository is missing or corrupt.
    pub fn text(&self, path: &str, limit: u64) -> Result<Option<Text>, GitError> {
        match self {
            Files::Of(repo, snapshot) => committed(repo, snapshot, path, limit),
            Files::Disk(root) => Ok(on_disk(root, path, limit)),
            Files::Nowhere => Ok(None),
        }
    }
}

fn committed(repo: &Repo, snapshot: &Snapshot, path: &str, limit: u64) -> Result<Option<Text>, GitError> {
    let Some(entry) = snapshot.files.get(path) else {
        return Ok(None);
    };
    if entry.kind != FileKind::File {
        return Ok(Some(Err(NOT_ORDINARY.to_owned())));
    }
    Ok(Some(match repo.read(snapshot, entry.blob) {
        Ok(bytes) if bytes.len() as u64 > limit => Err(too_large(limit)),
        Ok(bytes) => as_text(bytes.to_vec()),
        Err(GitError::TooLarge { .. }) => Err(too_large(limit)),
        Err(error) => return Err(error),
    }))
}

/// Only ordinary files are opened, and only below ordinary folders: a link could lead anywhere, a pipe would never end.
fn on_disk(root: &Path, path: &str, limit: u64) -> Option<Text> {
    let file = root.join(path);
    let folders = Path::new(path).ancestors().skip(1);
    let links = |folder: &Path| root.join(folder).symlink_metadata().is_ok_and(|meta| meta.is_symlink());
    let linked = folders.filter(|folder| *folder != Path::new("")).any(links);
    let meta = match file.symlink_metadata() {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return None,
        Err(error) => return Some(Err(error.to_string())),
        Ok(meta) => meta,
    };
    Some(if linked || !meta.is_file() {
        Err(NOT_ORDINARY.to_owned())
    } else if meta.len() > limit {
        Err(too_large(limit))
    } else {
        let bytes = std::fs::read(&file).map_err(|error| error.to_string());
        bytes.and_then(as_text)
    })
}

fn too_large(limit: u64) -> String {
    format!("it is larger than {limit} bytes")
}

fn as_text(bytes: Vec<u8>) -> Text {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::on_disk;
    use std::fs;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("a")).unwrap();
        fs::write(root.path().join("a/b"), "text").unwrap();
        assert_eq!(on_disk(root.path(), "a/b", 4), Some(Ok("text".to_owned())));
        assert!(on_disk(root.path(), "a/b", 3).unwrap().is_err());
        assert!(on_disk(root.path(), "a", 3).unwrap().is_err());
        assert_eq!(on_disk(root.path(), "a/c", 3), None);
        assert_eq!(on_disk(root.path(), "a/b/c", 3), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_not_even_to_folders() {
        let root = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("b"), "text").unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("a")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("b"), root.path().join("c")).unwrap();
        assert!(on_disk(root.path(), "a/b", 9).unwrap().is_err());
        assert!(on_disk(root.path(), "c", 9).unwrap().is_err());
    }
}
