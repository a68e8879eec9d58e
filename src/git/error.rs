//! What can go wrong with a repository, one clear line each.

use crate::model::revision::Oid;

/// Why git could not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    /// There is no repository at or above the folder.
    #[error("not a git repository: {path} ({reason})")]
    NotARepository {
        /// The folder that was asked for.
        path: String,
        /// What was looked for and not found.
        reason: String,
    },
    /// A revision that names nothing here.
    #[error("unknown revision '{revision}': {reason}")]
    UnknownRevision {
        /// The revision as given.
        revision: String,
        /// Why, and how to get it if the clone is shallow.
        reason: String,
    },
    /// `HEAD` names a branch without a commit.
    #[error("the repository has no commits yet")]
    Unborn,
    /// The answer lies beyond the end of a shallow clone.
    #[error(
        "{what}, because this is a shallow clone: fetch the whole history (`fetch-depth: 0`, or `git fetch --unshallow`)"
    )]
    Shallow {
        /// What could not be found.
        what: String,
    },
    /// An object is named but not here, as in a partial clone or a damaged repository.
    #[error("{kind} {id} is missing from the object database")]
    MissingObject {
        /// The object.
        id: Oid,
        /// `commit`, `tree` or `blob`.
        kind: &'static str,
    },
    /// An object is here and cannot be read.
    #[error("object {id} is corrupt: {reason}")]
    CorruptObject {
        /// The object.
        id: Oid,
        /// What is wrong with it.
        reason: String,
    },
    /// The repository uses a format that abreast cannot read.
    #[error("unsupported repository: {what}")]
    Unsupported {
        /// The exact format or extension.
        what: String,
    },
    /// A tree holds more paths than anybody reads.
    #[error("{what} holds more than {limit} paths")]
    TooManyPaths {
        /// The tree or folder.
        what: String,
        /// The limit.
        limit: usize,
    },
    /// A blob is larger than is ever read.
    #[error("blob {id} is too large: {size} bytes, the limit is {limit}")]
    TooLarge {
        /// The blob.
        id: Oid,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The index cannot be read.
    #[error("the index cannot be read: {reason}")]
    BadIndex {
        /// What is wrong with it.
        reason: String,
    },
    /// The work tree was asked for in a bare repository.
    #[error("the repository is bare: it has no work tree")]
    NoWorkTree,
    /// A file of the repository itself cannot be read.
    #[error("{path}: {reason}")]
    Io {
        /// The file.
        path: String,
        /// What the system says.
        reason: String,
    },
}

impl GitError {
    /// Wraps an error of the file system.
    pub(crate) fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        GitError::Io {
            path: path.display().to_string(),
            reason: error.to_string(),
        }
    }

    /// A corrupt object.
    pub(crate) fn corrupt(id: Oid, reason: impl Into<String>) -> Self {
        GitError::CorruptObject {
            id,
            reason: reason.into(),
        }
    }

    /// A revision that could not be resolved.
    pub(crate) fn unknown(revision: &str, reason: impl Into<String>) -> Self {
        GitError::UnknownRevision {
            revision: revision.escape_debug().to_string(),
            reason: reason.into(),
        }
    }
}
