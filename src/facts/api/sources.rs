//! Where the files of an API come from: a folder, or a snapshot of a repository.

use crate::code::python_api::PythonOutline;
use crate::code::rust_api::RustOutline;
use crate::model::path::RepoPath;
use crate::model::problem::Problem;
use std::sync::Arc;

/// A tree of files, and what the readers make of each. Implementations may remember what was read.
pub trait Sources: Sync {
    /// All paths, sorted.
    fn paths(&self) -> &[RepoPath];

    /// The text of a file.
    ///
    /// # Errors
    /// Why it has none: it is missing, too large, binary or not UTF-8.
    fn text(&self, path: &RepoPath) -> Result<Arc<str>, Problem>;

    /// What a file of Rust declares.
    ///
    /// # Errors
    /// As `text`, and when it cannot be parsed.
    fn rust(&self, path: &RepoPath) -> Result<Arc<RustOutline>, Problem>;

    /// What a file of Python declares.
    ///
    /// # Errors
    /// As `text`, and when it cannot be parsed at all.
    fn python(&self, path: &RepoPath) -> Result<Arc<PythonOutline>, Problem>;

    /// Whether a file that was read may have comments for abreast. Sources that do not look say yes.
    fn may_have_comments(&self, _path: &RepoPath) -> bool {
        true
    }

    /// Whether there is such a file.
    fn has(&self, path: &str) -> bool {
        self.paths().binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }
}
