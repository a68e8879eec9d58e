//! What the history says about the modules of a revision, as rules need it. Read only when a rule that needs it runs.

use super::described::{self, Descriptions};
use super::gather::FactsError;
use super::knowledge::{self, Knowledge, Reading};
use super::modules::{self, Division, is_manifest};
use super::scope::Progress;
use super::side::Side;
use crate::config::knowledge::KnowledgeSettings;
use crate::config::settings::Settings;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::revision::{FileKind, Oid};
use std::collections::BTreeMap;

/// Who did what, what is written about it, and which modules there are.
#[derive(Debug)]
pub struct Known {
    /// Who did what.
    pub knowledge: Knowledge,
    /// What the docs say about the code.
    pub descriptions: Descriptions,
    /// From when on somebody is gone, and the like.
    pub settings: KnowledgeSettings,
    /// The modules that the run is about.
    pub modules: BTreeMap<String, Module>,
}

/// A part of the repository that somebody can be answerable for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its source files; never empty.
    pub files: Vec<RepoPath>,
    /// The file at which it is spoken of: its manifest, else its README, else its first source file.
    pub place: RepoPath,
    /// The first line of that file.
    pub first_line: String,
}

/// Reads the history of a commit. `chosen` says which files the run is about; the history is always read whole.
///
/// # Errors
/// When the clone is shallow, or when a commit or a tree is missing or corrupt.
pub fn gather(
    repo: &Repo,
    commit: Oid,
    settings: &Settings,
    chosen: &dyn Fn(&RepoPath) -> bool,
    progress: &dyn Fn(Progress),
) -> Result<Known, FactsError> {
    let reading = Reading {
        as_study: false,
        since: None,
    };
    let knowledge = knowledge::gather(repo, commit, settings, reading, &|_| true, progress)?;
    let side = Side::new(repo, knowledge.snapshot.clone(), settings);
    Ok(Known {
        descriptions: described::describe(&side, &knowledge.files),
        settings: settings.knowledge.clone(),
        modules: modules(&side, &knowledge, settings, chosen),
        knowledge,
    })
}

fn modules(
    side: &Side<'_>,
    knowledge: &Knowledge,
    settings: &Settings,
    chosen: &dyn Fn(&RepoPath) -> bool,
) -> BTreeMap<String, Module> {
    let named = |path: &RepoPath| settings.knowledge.module_of(path).map(str::to_owned);
    let paths = &mut side.snapshot.files.keys();
    let divided = modules::divide(&knowledge.files, paths, &Division::Package, &named);
    let module = |(name, files): (String, Vec<&RepoPath>)| {
        let place = place(side, &name).or_else(|| files.first().map(|path| (*path).clone()))?;
        let text = side.text_at(place.as_str()).unwrap_or_default();
        let module = Module {
            files: files.into_iter().cloned().collect(),
            first_line: text.lines().next().unwrap_or_default().to_owned(),
            place,
        };
        chosen(&module.place).then_some((name, module))
    };
    divided.into_iter().filter_map(module).collect()
}

/// The manifest or README of a folder.
fn place(side: &Side<'_>, module: &str) -> Option<RepoPath> {
    let folder = if module == "." { "" } else { module };
    let files = side.snapshot.files.iter();
    let within = files.filter(|(path, entry)| entry.kind == FileKind::File && path.parent() == folder);
    let within: Vec<&RepoPath> = within.map(|(path, _)| path).collect();
    let manifest = within.iter().find(|path| is_manifest(path));
    let readme = || within.iter().find(|path| path.stem().eq_ignore_ascii_case("readme"));
    manifest.or_else(readme).map(|path| (*path).clone())
}
