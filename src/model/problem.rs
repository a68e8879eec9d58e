//! What could not be read or done, and what follows from it. Never dropped, always counted.

use super::path::RepoPath;
use serde::{Deserialize, Serialize};

/// Why something was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The text has a syntax error; what could be read was read.
    Unparsed,
    /// The file is not UTF-8.
    NotUtf8,
    /// The file is larger than the limit.
    TooLarge,
    /// The file nests deeper, or costs more, than the reader allows.
    TooComplex,
    /// The reader failed on the file: a fault of this program, not of the file.
    ReaderFault,
    /// The file is a Git LFS pointer; its content is not here.
    LfsPointer,
    /// The history is cut off (a shallow clone).
    ShallowHistory,
    /// An object is not in the object database.
    MissingObject,
    /// A path is not UTF-8, or not a path git would check out.
    BadPath,
    /// A line of a CODEOWNERS file is not understood.
    BadOwnersLine,
    /// A suppression comment is not understood.
    BadDirective,
    /// A suppression comment that suppresses nothing.
    UnusedSuppression,
    /// A file that steers the run changed between base and head; the base side was obeyed.
    ConfigChanged,
    /// An acknowledgement whose passage or code changed since.
    LapsedAcknowledgement,
    /// Entries of the baseline that no longer occur.
    UnusedBaseline,
    /// A package without a library: others can use nothing of it.
    NothingPublic,
    /// Rules that were asked for and cannot be asked of what the run looks at.
    NotAsked,
}

impl ProblemKind {
    /// The kind in kebab-case, as machine-readable output writes it.
    pub fn id(self) -> &'static str {
        match self {
            ProblemKind::Unparsed => "unparsed",
            ProblemKind::NotUtf8 => "not-utf8",
            ProblemKind::TooLarge => "too-large",
            ProblemKind::TooComplex => "too-complex",
            ProblemKind::ReaderFault => "reader-fault",
            ProblemKind::LfsPointer => "lfs-pointer",
            ProblemKind::ShallowHistory => "shallow-history",
            ProblemKind::MissingObject => "missing-object",
            ProblemKind::BadPath => "bad-path",
            ProblemKind::BadOwnersLine => "bad-owners-line",
            ProblemKind::BadDirective => "bad-directive",
            ProblemKind::UnusedSuppression => "unused-suppression",
            ProblemKind::ConfigChanged => "config-changed",
            ProblemKind::LapsedAcknowledgement => "lapsed-acknowledgement",
            ProblemKind::UnusedBaseline => "unused-baseline",
            ProblemKind::NothingPublic => "nothing-public",
            ProblemKind::NotAsked => "not-asked",
        }
    }

    /// Whether it means that a file was not read, or not wholly, rather than something for the user to mend.
    pub fn is_skip(self) -> bool {
        matches!(
            self,
            ProblemKind::Unparsed
                | ProblemKind::NotUtf8
                | ProblemKind::TooLarge
                | ProblemKind::TooComplex
                | ProblemKind::ReaderFault
                | ProblemKind::LfsPointer
                | ProblemKind::MissingObject
                | ProblemKind::BadPath
                | ProblemKind::NothingPublic
        )
    }
}

/// Something that was skipped, where, and what that means for the result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Problem {
    /// The file it is about, if one.
    pub path: Option<RepoPath>,
    /// The line, from 1, if known.
    pub line: Option<u32>,
    /// Why.
    pub kind: ProblemKind,
    /// One sentence for people: what and why.
    pub message: String,
    /// Whether the whole job could not be done because of it (exit code 2).
    pub fatal: bool,
}
