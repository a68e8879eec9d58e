//! Where code is read from: a work tree, or a folder that belongs to no repository.

use super::error::UsageError;
use super::repo_paths;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use anyhow::Context as _;
use std::path::{Path, PathBuf};

/// Files that begin a package.
const MANIFESTS: &[&str] = &["Cargo.toml", "pyproject.toml", "setup.py", "setup.cfg"];

/// A part of the file system to be read.
pub struct CodeTree {
    /// The repository, if the files are part of one.
    pub repo: Option<Repo>,
    /// What paths are relative to: the root of the work tree, or the folder itself.
    pub root: PathBuf,
    /// Where reading begins: the package around what was asked for.
    pub from: PathBuf,
    /// What was asked for, relative to `root`; everything when empty.
    pub chosen: Vec<String>,
}

impl CodeTree {
    /// Finds out what the paths of the command line mean, seen from `start`.
    ///
    /// # Errors
    /// When there is nothing at one of them, or they belong to different trees.
    pub fn find(start: Option<&Path>, paths: &[PathBuf]) -> anyhow::Result<Self> {
        let here = start.unwrap_or(Path::new("."));
        if let Ok(repo) = Repo::open(Some(here))
            && repo.is_bare()
        {
            return Self::bare(repo, paths);
        }
        let given: Vec<PathBuf> = paths.iter().map(|path| here.join(path)).collect();
        let given = if given.is_empty() { vec![here.to_owned()] } else { given };
        if let Some(gone) = given.iter().find(|path| path.symlink_metadata().is_err()) {
            return Err(nothing_at(gone).into());
        }
        let of_repo = Self::in_repo(here, &given)?;
        match of_repo {
            Some(tree) => Ok(tree),
            None => Self::plain(&given),
        }
    }

    /// A repository without a work tree: paths are those of its commits.
    fn bare(repo: Repo, paths: &[PathBuf]) -> anyhow::Result<Self> {
        let texts: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        let root = repo.git_dir().to_owned();
        Ok(Self {
            chosen: repo_paths::restrict(&repo, None, &texts)?,
            from: root.clone(),
            root,
            repo: Some(repo),
        })
    }

    /// The tree of a repository, if git keeps a file of it.
    fn in_repo(here: &Path, given: &[PathBuf]) -> anyhow::Result<Option<Self>> {
        let first = folder_of(&given[0]);
        let Ok(repo) = Repo::open(Some(first)) else {
            return Ok(None);
        };
        let Some(root) = repo.work_dir().map(Path::to_path_buf) else {
            return Ok(None);
        };
        let texts: Vec<String> = given
            .iter()
            .map(|path| absolute(path).map(|path| path.to_string_lossy().into_owned()))
            .collect::<anyhow::Result<_>>()?;
        let chosen = repo_paths::restrict(&repo, Some(here).filter(|here| here.is_dir()), &texts)?;
        // A folder of which git keeps nothing, as an unpacked archive, is no part of the repository around it.
        if !chosen.is_empty() && !chosen.iter().any(|path| repo.tracks(path)) {
            return Ok(None);
        }
        let from = match chosen.as_slice() {
            [one] => package_around(&root, one),
            _ => root.clone(),
        };
        Ok(Some(Self {
            repo: Some(repo),
            root,
            from,
            chosen,
        }))
    }

    /// Files that belong to no repository.
    fn plain(given: &[PathBuf]) -> anyhow::Result<Self> {
        let [one] = given else {
            return Err(UsageError {
                message: "outside of a repository, one folder can be looked at".to_owned(),
                help: "name one folder, or run it once for each".to_owned(),
            }
            .into());
        };
        let root = folder_of(one).to_owned();
        let name = one.file_name().filter(|_| !one.is_dir());
        Ok(Self {
            repo: None,
            from: root.clone(),
            root,
            chosen: name
                .map(|name| name.to_string_lossy().into_owned())
                .into_iter()
                .collect(),
        })
    }

    /// Whether a file was asked for.
    pub fn is_chosen(&self, path: &RepoPath) -> bool {
        let is_in = |of: &String| path.as_str() == of || path.is_under(of.trim_end_matches('/'));
        self.chosen.is_empty() || self.chosen.iter().any(is_in)
    }
}

fn folder_of(path: &Path) -> &Path {
    if path.is_dir() {
        return path;
    }
    path.parent()
        .filter(|parent| *parent != Path::new(""))
        .unwrap_or(Path::new("."))
}

fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    path.canonicalize()
        .with_context(|| format!("cannot find {}", path.display()))
}

/// The folder with a manifest at or above what was asked for; the root when there is none.
fn package_around(root: &Path, chosen: &str) -> PathBuf {
    let path = Path::new(chosen);
    let folders = path.ancestors().map(|folder| root.join(folder));
    let is_package = |folder: &PathBuf| MANIFESTS.iter().any(|name| folder.join(name).is_file());
    folders.into_iter().find(is_package).unwrap_or_else(|| root.to_owned())
}

fn nothing_at(path: &Path) -> UsageError {
    UsageError {
        message: format!("there is no file or folder {}", path.display()),
        help: "paths are relative to the folder you are in, or to -C".to_owned(),
    }
}
