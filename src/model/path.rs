//! Paths inside a repository: always relative, always `/`, never opened.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A path relative to the root of the repository, with `/` between its parts on every platform.
///
/// Cheap to clone. It names a file at a revision; nothing here touches the file system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RepoPath(Arc<str>);

impl RepoPath {
    /// Wraps a path that is already relative and separated by `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part: `client.py` of `src/pay/client.py`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The last part without its last extension: `client` of `src/pay/client.py`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(0) | None => name,
            Some(dot) => &name[..dot],
        }
    }

    /// The last extension without its dot, as written; empty when there is none.
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(0) | None => "",
            Some(dot) => &name[dot + 1..],
        }
    }

    /// The folder that holds the file, without a trailing `/`; empty at the root.
    pub fn parent(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }

    /// Resolves `relative` against the folder of this path, lexically; `None` when it leaves the repository.
    ///
    /// A leading `/` means the root of the repository.
    pub fn resolve(&self, relative: &str) -> Option<RepoPath> {
        let base = if relative.starts_with('/') { "" } else { self.parent() };
        normalize(base, relative)
    }

    /// Joins a relative path to a folder (empty for the root), lexically; `None` when it leaves the repository.
    pub fn join(folder: &str, relative: &str) -> Option<RepoPath> {
        normalize(folder, relative)
    }

    /// Whether the path lies in `folder` (at any depth); the empty folder holds everything.
    pub fn is_under(&self, folder: &str) -> bool {
        folder.is_empty() || (self.0.starts_with(folder) && self.0.as_bytes().get(folder.len()) == Some(&b'/'))
    }
}

/// Joins and removes `.` and `..`; `None` when the result would lie outside the root or is empty.
fn normalize(base: &str, relative: &str) -> Option<RepoPath> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| RepoPath::new(parts.join("/")))
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl From<&str> for RepoPath {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl std::borrow::Borrow<str> for RepoPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::RepoPath;

    #[test]
    fn parts_of_a_path() {
        let path = RepoPath::from("src/pay/client.tar.gz");
        assert_eq!(
            (path.file_name(), path.stem(), path.extension(), path.parent()),
            ("client.tar.gz", "client.tar", "gz", "src/pay")
        );
        let dot = RepoPath::from(".gitignore");
        assert_eq!((dot.stem(), dot.extension(), dot.parent()), (".gitignore", "", ""));
    }

    #[test]
    fn links_are_resolved_lexically_and_never_leave_the_root() {
        let page = RepoPath::from("docs/guide/a.md");
        assert_eq!(page.resolve("../api.md"), Some("docs/api.md".into()));
        assert_eq!(page.resolve("/README.md"), Some("README.md".into()));
        assert_eq!(page.resolve("./b.md"), Some("docs/guide/b.md".into()));
        assert_eq!(page.resolve("../../../etc/passwd"), None);
    }

    #[test]
    fn a_folder_holds_only_what_is_below_it() {
        let path = RepoPath::from("src/payment/a.rs");
        assert!(path.is_under("src/payment") && path.is_under("src") && path.is_under(""));
        assert!(!path.is_under("src/pay"));
    }
}
