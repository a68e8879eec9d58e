//! A folder and the files below it that are asked for.

use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use ignore::{DirEntry, WalkBuilder};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders of tools, copies and builds: nobody documents what is in them. Hidden folders are left out too.
const LEFT_OUT: &[&str] = &[
    "__pypackages__",
    "_build",
    "buck-out",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
];
/// The sign of a folder that holds what can be made again, as Cargo's `target` is.
const CACHE_TAG: &str = "CACHEDIR.TAG";
/// More files than this are not listed.
const MOST_FILES: usize = 2_000_000;

/// A folder on disk.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    paths: Vec<RepoPath>,
    /// What could not be listed.
    pub problems: Vec<Problem>,
}

impl Folder {
    /// Lists the wanted files at or below `from`, which lies in `root`; their paths are relative to `root`. What the `.gitignore`
    /// files of a repository name is left out, and so are folders of tools, copies and builds.
    pub fn list(root: &Path, from: &Path, wanted: &dyn Fn(&str) -> bool) -> Self {
        let mut folder = Self {
            root: root.to_owned(),
            paths: Vec::new(),
            problems: Vec::new(),
        };
        let walk = WalkBuilder::new(from)
            .filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry))
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => folder.take(&entry, wanted),
                Err(error) => folder.note(None, ProblemKind::BadPath, error.to_string()),
            }
            if folder.paths.len() >= MOST_FILES {
                folder.note(
                    None,
                    ProblemKind::TooLarge,
                    format!("only the first {MOST_FILES} files were listed"),
                );
                break;
            }
        }
        folder.paths.sort();
        folder
    }

    /// The files, sorted.
    pub fn paths(&self) -> &[RepoPath] {
        &self.paths
    }

    /// The content of a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&self, path: &RepoPath) -> Result<Vec<u8>, Problem> {
        fs::read(self.root.join(path.as_str())).map_err(|error| Problem {
            path: Some(path.clone()),
            line: None,
            kind: ProblemKind::MissingObject,
            message: format!("{error}; the file is left out"),
            fatal: false,
        })
    }

    fn take(&mut self, entry: &DirEntry, wanted: &dyn Fn(&str) -> bool) {
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            return;
        }
        let Ok(below) = entry.path().strip_prefix(&self.root) else {
            return;
        };
        let Some(path) = below.to_str() else {
            let message = format!("{} was skipped: it is not UTF-8", below.display());
            return self.note(None, ProblemKind::BadPath, message);
        };
        if wanted(entry.file_name().to_str().unwrap_or_default()) {
            let path = if cfg!(windows) {
                path.replace('\\', "/")
            } else {
                path.to_owned()
            };
            self.paths.push(RepoPath::new(path));
        }
    }

    fn note(&mut self, path: Option<RepoPath>, kind: ProblemKind, message: String) {
        self.problems.push(Problem {
            path,
            line: None,
            kind,
            message,
            fatal: false,
        });
    }
}

fn is_left_out(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let named = entry.file_name().to_str().is_some_and(|name| LEFT_OUT.contains(&name));
    is_folder && (named || entry.file_name() == "target" && entry.path().join(CACHE_TAG).exists())
}

#[cfg(test)]
mod tests {
    use super::Folder;
    use std::fs;
    use std::path::Path;

    fn listed(root: &Path, from: &Path) -> Vec<String> {
        let folder = Folder::list(root, from, &|name| name.ends_with(".py"));
        folder.paths().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn wanted_files_are_listed_without_what_tools_keep() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["a/venv", "a/.hidden", "target", "b/target"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for file in [
            "a/x.py",
            "a/x.txt",
            "a/venv/y.py",
            "a/.hidden/z.py",
            "target/t.py",
            "b/target/u.py",
        ] {
            fs::write(root.path().join(file), "text").unwrap();
        }
        fs::write(root.path().join("target/CACHEDIR.TAG"), "").unwrap();
        assert_eq!(listed(root.path(), root.path()), ["a/x.py", "b/target/u.py"]);
        assert_eq!(listed(root.path(), &root.path().join("a/venv")), ["a/venv/y.py"]);
        assert_eq!(listed(root.path(), &root.path().join("a/x.py")), ["a/x.py"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("x.py"), "").unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("a")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("x.py"), root.path().join("y.py")).unwrap();
        assert!(listed(root.path(), root.path()).is_empty());
    }

    #[test]
    fn a_file_that_is_gone_is_a_problem() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("x.py"), "text").unwrap();
        let folder = Folder::list(root.path(), root.path(), &|_| true);
        assert_eq!(folder.read(&"x.py".into()).unwrap(), b"text");
        fs::remove_file(root.path().join("x.py")).unwrap();
        assert!(folder.read(&"x.py".into()).unwrap_err().message.contains("left out"));
    }
}
