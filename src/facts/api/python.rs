//! The public API of Python packages, as linters see it.

use super::sources::Sources;
use crate::model::api::Api;
use crate::model::path::RepoPath;

/// Where linters and readers differ on what is public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PythonConventions {
    /// What a public module of a typed package imports as `y as y`, or lists in `__all__`, is public also when it is defined in
    /// a private module.
    pub reexports: bool,
}

/// Reads the modules that are chosen.
pub fn read(_sources: &dyn Sources, _chosen: &[RepoPath], _conventions: PythonConventions) -> Api {
    Api::default()
}
