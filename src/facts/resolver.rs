//! Symbol tables of sides and commits, made when first asked for; each version of a file is read once, however many share it.

use super::changed_files::{Version, read_version};
use super::side::Side;
use super::table::{Resolution, Table, is_readable};
use crate::code::module_path::module_path;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::change::PlacedSymbol;
use crate::model::path::RepoPath;
use crate::model::revision::{Oid, Revision};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// A path, a module and a content.
type VersionKey = (RepoPath, Vec<String>, Oid);

/// Versions of files that were read, by path, module and content.
#[derive(Default)]
pub struct Versions {
    known: Mutex<HashMap<VersionKey, Arc<Version>>>,
}

impl Versions {
    /// The table of a side.
    pub fn table(&self, side: &Side<'_>) -> Table {
        let files: Vec<_> = side
            .sources
            .iter()
            .filter(|(path, (role, _))| is_readable(path.extension(), *role))
            .collect();
        let read = files.par_iter().map(|(path, (role, blob))| {
            let key = ((*path).clone(), module_path(path, side.roots()), *blob);
            if let Some(version) = self.known.lock().ok().and_then(|known| known.get(&key).cloned()) {
                return version;
            }
            // A file that cannot be read is there all the same: with its problem, so that nothing in it is called missing.
            let (text, odd) = match side.code_text(path, *blob) {
                Ok(read) => read,
                Err(problem) => (Arc::from(""), Some(problem)),
            };
            let mut version = read_version(side, path, *role, text, &mut Vec::new());
            let odd = odd.map(|problem| (problem.kind, problem.message));
            version.code.problems.extend(odd);
            let version = Arc::new(version);
            if let Ok(mut known) = self.known.lock() {
                known.insert(key, version.clone());
            }
            version
        });
        Table::new(read.collect())
    }
}

/// The two tables of a comparison.
pub struct Tables<'a> {
    versions: Versions,
    base: &'a Side<'a>,
    head: &'a Side<'a>,
    base_table: OnceLock<Table>,
    head_table: OnceLock<Table>,
}

impl<'a> Tables<'a> {
    /// Tables of two sides; nothing is read yet.
    pub fn new(base: &'a Side<'a>, head: &'a Side<'a>) -> Self {
        Self {
            versions: Versions::default(),
            base,
            head,
            base_table: OnceLock::new(),
            head_table: OnceLock::new(),
        }
    }

    /// The symbols of the base.
    pub fn base(&self) -> &Table {
        self.base_table.get_or_init(|| self.versions.table(self.base))
    }

    /// The symbols of the head.
    pub fn head(&self) -> &Table {
        self.head_table.get_or_init(|| self.versions.table(self.head))
    }
}

/// Tables of commits of the past.
pub struct PastTables<'a> {
    repo: &'a Repo,
    settings: &'a Settings,
    versions: Versions,
    tables: HashMap<Oid, Arc<Table>>,
}

/// So many commits are read whole in one audit; what needs more stays unknown.
const MAX_TABLES: usize = 6;

impl<'a> PastTables<'a> {
    /// No commit is read yet.
    pub fn new(repo: &'a Repo, settings: &'a Settings) -> Self {
        Self {
            repo,
            settings,
            versions: Versions::default(),
            tables: HashMap::new(),
        }
    }

    /// The symbols of a commit; `None` when too many were asked for.
    ///
    /// # Errors
    /// When the commit's trees cannot be read.
    pub fn at(&mut self, commit: Oid) -> Result<Option<Arc<Table>>, GitError> {
        if let Some(table) = self.tables.get(&commit) {
            return Ok(Some(table.clone()));
        }
        if self.tables.len() >= MAX_TABLES {
            return Ok(None);
        }
        let snapshot = self.repo.snapshot(Revision::Commit(commit))?.0;
        let table = Arc::new(self.versions.table(&Side::new(self.repo, snapshot, self.settings)));
        self.tables.insert(commit, table.clone());
        Ok(Some(table))
    }
}

/// The symbol a resolution names, with its qualified name.
pub fn placed(resolution: Resolution<'_>) -> Option<PlacedSymbol> {
    match resolution {
        Resolution::Resolved(version, symbol) => Some(version.place(symbol)),
        _ => None,
    }
}
