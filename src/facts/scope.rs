//! What is compared with what.

/// What the user asked to compare, as revisions in git's own notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What the commits between the merge base of the two and head made stale.
    Range {
        /// The revision to compare against.
        base: String,
        /// The revision under review; HEAD when `None`.
        head: Option<String>,
    },
    /// The index against HEAD.
    Staged,
    /// The work tree against HEAD, or against the commit at which HEAD left another revision.
    Uncommitted {
        /// That other revision.
        base: Option<String>,
    },
    /// A commit, each passage against the commit that last wrote it.
    Revision(String),
    /// The work tree, each passage against the commit that last wrote it.
    WorkTree,
}

/// What is read besides the pages and the code that they may speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Who wrote what: the whole history is read for it.
    pub authors: bool,
    /// What is public: all code is read for it.
    pub api: bool,
}

/// How far a long piece of work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, as a present participle: "reading code".
    pub stage: &'static str,
    /// How many are done.
    pub done: usize,
    /// How many there are; 0 when unknown.
    pub total: usize,
}
