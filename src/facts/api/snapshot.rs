//! The files of an API at a revision of a repository.

use super::sources::Sources;
use crate::code::python_api::{self, PythonOutline};
use crate::code::rust_api::{self, RustOutline};
use crate::facts::side::Side;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::FileKind;
use std::sync::Arc;

/// A side of a comparison.
pub struct SnapshotSources<'a> {
    side: &'a Side<'a>,
    paths: Vec<RepoPath>,
}

impl<'a> SnapshotSources<'a> {
    /// The files of a side.
    pub fn new(side: &'a Side<'a>) -> Self {
        let files = side.snapshot.files.iter();
        let paths = files
            .filter(|(_, entry)| entry.kind == FileKind::File)
            .map(|(path, _)| path.clone());
        Self {
            side,
            paths: paths.collect(),
        }
    }
}

impl Sources for SnapshotSources<'_> {
    fn paths(&self) -> &[RepoPath] {
        &self.paths
    }

    fn text(&self, path: &RepoPath) -> Result<Arc<str>, Problem> {
        let entry = self.side.snapshot.files.get(path);
        let entry =
            entry.ok_or_else(|| super::folder::problem(path, ProblemKind::MissingObject, "it is gone".to_owned()))?;
        self.side.text(path, entry.blob)
    }

    fn rust(&self, path: &RepoPath) -> Result<Arc<RustOutline>, Problem> {
        let text = self.text(path)?;
        let outline = rust_api::outline(&text);
        outline
            .map(Arc::new)
            .map_err(|(kind, message)| super::folder::problem(path, kind, message))
    }

    fn python(&self, path: &RepoPath) -> Result<Arc<PythonOutline>, Problem> {
        let text = self.text(path)?;
        let outline = python_api::outline(&text);
        outline
            .map(Arc::new)
            .map_err(|(kind, message)| super::folder::problem(path, kind, message))
    }
}
