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
    /// A commit, each passage against the commit that last wrote it.
    Revision(String),
    /// The work tree, each passage against the commit that last wrote it.
    WorkTree,
}

/// Whether it is read who wrote what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authors {
    /// Nobody asked.
    Unread,
    /// The whole history is read for it.
    Read,
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
