//! Floor: facts. Stand-in until the floor is built.

pub mod scope {
    //! What a run compares.

    /// What is compared with what.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Scope {
        /// The commits between the merge base of two revisions and the second one.
        Range {
            /// The one side.
            base: String,
            /// The other; HEAD when `None`.
            head: Option<String>,
        },
        /// The index against HEAD.
        Staged,
        /// A commit.
        Revision(String),
        /// The work tree.
        WorkTree,
    }
}

pub mod gather {
    //! Stand-in.
    use super::scope::Scope;
    use crate::config::settings::Settings;
    use crate::git::repo::Repo;

    /// How far the work is.
    #[derive(Clone, Copy, Debug)]
    pub struct Progress {
        /// What is being done.
        pub stage: &'static str,
        /// How much of it is done.
        pub done: usize,
        /// How much there is.
        pub total: usize,
    }

    /// What was gathered.
    #[derive(Debug)]
    pub struct Facts(pub Scope);

    /// Why nothing could be gathered.
    #[derive(Debug, thiserror::Error)]
    #[error("cannot gather")]
    pub struct FactsError;

    /// Stand-in.
    ///
    /// # Errors
    /// Never.
    pub fn gather(
        _repo: &Repo,
        scope: &Scope,
        _settings: &Settings,
        _paths: &[String],
        progress: &dyn Fn(Progress),
    ) -> Result<Facts, FactsError> {
        progress(Progress {
            stage: "reading",
            done: 1,
            total: 1,
        });
        Ok(Facts(scope.clone()))
    }
}
