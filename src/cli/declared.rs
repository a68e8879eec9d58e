//! The owners that CODEOWNERS declares for the files of a history.

use crate::config::settings::Settings;
use crate::facts::ownership;
use crate::facts::side::Side;
use crate::git::repo::Repo;
use crate::metrics::assess::Owned;
use crate::model::ownership::{Owner, Ownership};
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::Snapshot;
use crate::owners::OwnersFile;
use std::collections::HashMap;

/// The module of files that no line names.
const NOBODY: &str = "(no owner)";
/// The module of files that a line without owners names.
const CLEARED: &str = "(cleared)";

/// A CODEOWNERS file, and who answers for the files of its snapshot.
pub struct Declared {
    file: OwnersFile,
    known: HashMap<RepoPath, Owned>,
}

impl Declared {
    /// Reads the file of a snapshot; `None` without one, and for one that cannot be read or costs more to match than is spent.
    pub fn read(repo: &Repo, snapshot: &Snapshot, settings: &Settings, problems: &mut Vec<Problem>) -> Option<Self> {
        let bare = Snapshot {
            files: snapshot.files.clone(),
            ..Snapshot::empty(snapshot.revision)
        };
        let (file, _) = ownership::read(&Side::bare(repo, bare), problems)?;
        if settings.is_excluded(&file.path) {
            return None;
        }
        let Some(all) = file.ownerships(snapshot.files.keys()) else {
            problems.push(Problem {
                path: Some(file.path),
                line: None,
                kind: ProblemKind::TooComplex,
                message: "its patterns cost too much to match: who owns what is left out".to_owned(),
                fatal: false,
            });
            return None;
        };
        let known = snapshot.files.keys().cloned().zip(all.iter().map(owned)).collect();
        Some(Self { file, known })
    }

    /// Who answers for each of the files.
    pub fn of_files(&self, files: &[RepoPath]) -> HashMap<RepoPath, Owned> {
        files.iter().map(|path| (path.clone(), self.of(path))).collect()
    }

    /// The owners of a file as the name of a module.
    pub fn module_of(&self, path: &RepoPath) -> String {
        match self.of(path) {
            Owned::By(owners) => owners.join(" "),
            Owned::Cleared => CLEARED.to_owned(),
            Owned::No => NOBODY.to_owned(),
        }
    }

    /// Files that are gone by now are asked of the rules that hold now.
    fn of(&self, path: &RepoPath) -> Owned {
        let known = self.known.get(path).cloned();
        known.unwrap_or_else(|| owned(&self.file.ownership(path)))
    }
}

fn owned(ownership: &Ownership) -> Owned {
    match ownership {
        Ownership::Owned(_) => Owned::By(ownership.owners().into_iter().map(Owner::to_string).collect()),
        Ownership::Cleared { .. } => Owned::Cleared,
        Ownership::Unowned => Owned::No,
    }
}
