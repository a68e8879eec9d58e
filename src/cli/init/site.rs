//! The repository that is set up: its files as they lie on disk, links never followed.

use crate::cli::trusted_files::Files;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::revision::Revision;
use std::fs;
use std::path::{Path, PathBuf};

/// No file that is added to is larger than this many bytes.
const MAX_SIZE: u64 = 1 << 20;

/// The repository that is set up.
pub(super) struct Site<'r> {
    pub(super) repo: &'r Repo,
    pub(super) root: &'r Path,
    /// The files of the work tree.
    pub(super) paths: Vec<RepoPath>,
    disk: Files<'r>,
}

/// A file of somebody's settings.
pub(super) struct Found {
    pub(super) path: &'static str,
    /// Its text, or why there is none.
    pub(super) text: Result<String, String>,
}

impl<'r> Site<'r> {
    pub(super) fn new(repo: &'r Repo, root: &'r Path) -> Result<Self, GitError> {
        let (snapshot, _) = repo.snapshot(Revision::WorkTree)?;
        Ok(Self {
            repo,
            root,
            paths: snapshot.files.into_keys().collect(),
            disk: Files::Disk(root.to_owned()),
        })
    }

    /// The text of a file of the work tree, or why it has none; `None` when it is not there.
    pub(super) fn text(&self, path: &str) -> Result<Option<Result<String, String>>, GitError> {
        self.disk.text(path, MAX_SIZE)
    }

    /// The first of these files that is there.
    pub(super) fn first(&self, paths: &[&'static str]) -> Result<Option<Found>, GitError> {
        for path in paths {
            if let Some(text) = self.text(path)? {
                return Ok(Some(Found { path, text }));
            }
        }
        Ok(None)
    }

    /// Whether there is a folder of this path, and no link to one.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok_and(|meta| meta.is_dir())
    }

    /// The hook that git runs before a commit.
    pub(super) fn commit_hook(&self) -> PathBuf {
        self.repo.hooks_dir().join("pre-commit")
    }

    /// What that hook says; nothing when it is not there or no text.
    pub(super) fn commit_hook_text(&self) -> String {
        let file = self.commit_hook();
        let is_small = fs::metadata(&file).is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_SIZE);
        let text = is_small.then(|| fs::read_to_string(file).ok()).flatten();
        text.unwrap_or_default()
    }

    /// A path for people: relative to the root where it lies below it.
    pub(super) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(self.root).unwrap_or(path).display().to_string()
    }
}

/// Whether a text speaks of abreast, but for lines that are comments.
pub(super) fn names_abreast(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    lines.any(|line| !line.starts_with('#') && !line.starts_with("//") && line.contains("abreast"))
}

#[cfg(test)]
mod tests {
    use super::names_abreast;

    #[test]
    fn comments_name_nothing() {
        assert!(names_abreast("a\n  entry: abreast check --staged\n"));
        assert!(names_abreast("/usr/local/bin/abreast check --staged\n"));
        assert!(!names_abreast("# abreast\n  // abreast\n"));
    }
}
