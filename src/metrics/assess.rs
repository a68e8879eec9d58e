//! From who did what to the figures of a repository and its modules.

use super::authorship::{self, FileAuthors, Method, Weighing};
use super::bus_factor::{self, BusFactor};
use super::risk;
use crate::facts::file_history::Event;
use crate::facts::knowledge::Knowledge;
use crate::facts::modules::{self, Division};
use crate::model::knowledge::{DeclaredOwners, Figure, KeyName, ModuleRow, Written};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Churn is counted over so many seconds before the head.
const CHURN_WINDOW: i64 = 365 * 86_400;

/// How figures are computed.
pub struct Assessing<'a> {
    /// How knowledge is measured.
    pub method: Method,
    /// After how many days a change counts half; `None` when knowledge does not fade.
    pub half_life: Option<f64>,
    /// Lines added and deleted between two contents, for the method that counts them.
    pub lines: &'a (dyn Fn(&Event) -> f64 + Sync),
    /// The seconds without a commit after which somebody is gone.
    pub inactive_after: i64,
    /// The moment that counts as now: seconds since 1970.
    pub now: i64,
    /// What makes a module.
    pub division: Division,
    /// The module that the settings put a file in.
    pub named: &'a dyn Fn(&RepoPath) -> Option<String>,
}

/// What other sources say of files; each is `None` when nobody looked.
#[derive(Default)]
pub struct Besides {
    /// What is written down, by file.
    pub written: Option<HashMap<RepoPath, Written>>,
    /// Lines by file.
    pub lines: Option<HashMap<RepoPath, usize>>,
    /// The files that each file imports.
    pub imports: Option<HashMap<RepoPath, BTreeSet<RepoPath>>>,
    /// Owners by file.
    pub owners: Option<HashMap<RepoPath, Owned>>,
}

/// What CODEOWNERS says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owned {
    /// It has owners.
    By(Vec<String>),
    /// A rule without owners takes it from everybody.
    Cleared,
    /// No rule names it.
    No,
}

/// The authors of files, from the commits that `counts` lets through.
pub fn authors(
    knowledge: &Knowledge,
    files: &[RepoPath],
    assessing: &Assessing<'_>,
    counts: &dyn Fn(usize) -> bool,
) -> Vec<FileAuthors> {
    let histories = knowledge.histories(files, counts);
    let people = |commit: usize| knowledge.people_of(commit);
    let fade = |event: &Event| {
        let age = (assessing.now - knowledge.history.commits[event.commit].time).max(0) as f64 / 86_400.0;
        assessing.half_life.map_or(1.0, |days| 0.5_f64.powf(age / days))
    };
    let weight = |event: &Event| match assessing.method {
        Method::Lines => fade(event) * (assessing.lines)(event),
        _ => fade(event),
    };
    let weighing = Weighing {
        method: assessing.method,
        people: &people,
        weight: &weight,
    };
    histories
        .iter()
        .map(|file| authorship::of_file(file, &weighing))
        .collect()
}

/// The figure as it is shown.
pub fn figure(files: &[&FileAuthors], label: &dyn Fn(PersonId) -> String) -> Figure {
    let found: BusFactor = bus_factor::of_files(files);
    let named = found.people.iter().map(|of| KeyName {
        name: label(of.person),
        files: of.files,
        share: of.share,
    });
    Figure {
        bus_factor: found.figure,
        coverage_left: found.coverage_left,
        at_45: found.at[0],
        at_55: found.at[1],
        people: named.collect(),
        files: found.files,
        without_author: found.files - found.authored,
    }
}

/// The bus factor when a file that is covered by writing keeps one author whoever leaves.
///
/// `None` when more than half of the files are covered: then no number of people is too many.
pub fn with_docs(files: &[&FileAuthors], covered: &dyn Fn(&RepoPath) -> bool) -> Option<usize> {
    bus_factor::with_lasting(files, &|file| covered(&file.path))
}

/// The modules, the most urgent first.
pub fn modules(
    knowledge: &Knowledge,
    authors: &[FileAuthors],
    assessing: &Assessing<'_>,
    besides: &Besides,
    label: &dyn Fn(PersonId) -> String,
) -> Vec<ModuleRow> {
    let by_path: HashMap<&RepoPath, &FileAuthors> = authors.iter().map(|file| (&file.path, file)).collect();
    let paths = &mut knowledge.snapshot.files.keys();
    let divided = modules::divide(&knowledge.files, paths, &assessing.division, assessing.named);
    let importers = besides.imports.as_ref().map(|imports| importers(&divided, imports));
    let active = active(knowledge, assessing);
    let mut rows: Vec<ModuleRow> = divided
        .iter()
        .map(|(name, files)| {
            let known: Vec<&FileAuthors> = files.iter().filter_map(|path| by_path.get(*path).copied()).collect();
            let mut row = ModuleRow {
                path: name.clone(),
                figure: figure(&known, label),
                bus_factor_with_docs: None,
                orphaned: is_orphaned(&known, &active),
                last_activity: last_activity(knowledge, &known),
                owners: besides.owners.as_ref().map(|owners| declared(files, owners)),
                written: besides.written.as_ref().map(|written| sum(files, written)),
                lines: besides
                    .lines
                    .as_ref()
                    .map(|lines| files.iter().filter_map(|path| lines.get(*path)).sum()),
                churn: churn(knowledge, &known, assessing),
                imported_by: importers
                    .as_ref()
                    .map(|of| of.get(name.as_str()).map_or(0, BTreeSet::len)),
                risk: risk::unknown(),
            };
            if let Some(written) = &besides.written {
                let covered = |path: &RepoPath| written.get(path).is_some_and(|written| written.covered_files > 0);
                row.bus_factor_with_docs = with_docs(&known, &covered);
            }
            row
        })
        .collect();
    risk::assess(&mut rows);
    rows
}

/// People who committed anything lately.
pub fn active(knowledge: &Knowledge, assessing: &Assessing<'_>) -> BTreeSet<PersonId> {
    let since = assessing.now - assessing.inactive_after;
    let last = knowledge.last_seen();
    last.into_iter()
        .filter(|(_, seen)| *seen >= since)
        .map(|(person, _)| person)
        .collect()
}

/// Whether the files have authors, and none of them is active.
fn is_orphaned(files: &[&FileAuthors], active: &BTreeSet<PersonId>) -> bool {
    let mut authors = files.iter().flat_map(|file| &file.authors).peekable();
    authors.peek().is_some() && !authors.any(|author| active.contains(author))
}

fn last_activity(knowledge: &Knowledge, files: &[&FileAuthors]) -> Option<i64> {
    let times = files
        .iter()
        .filter_map(|file| file.last)
        .map(|commit| knowledge.history.commits[commit].time);
    times.max()
}

fn churn(knowledge: &Knowledge, files: &[&FileAuthors], assessing: &Assessing<'_>) -> usize {
    let since = assessing.now - CHURN_WINDOW;
    let recent = |commit: &u32| knowledge.history.commits[*commit as usize].time >= since;
    files
        .iter()
        .map(|file| file.commits.iter().filter(|commit: &&u32| recent(commit)).count())
        .sum()
}

fn declared(files: &[&RepoPath], owners: &HashMap<RepoPath, Owned>) -> DeclaredOwners {
    let mut found = DeclaredOwners::default();
    let mut names: BTreeSet<&String> = BTreeSet::new();
    for path in files {
        match owners.get(*path).unwrap_or(&Owned::No) {
            Owned::By(owners) => {
                found.owned += 1;
                names.extend(owners);
            }
            Owned::Cleared => found.cleared += 1,
            Owned::No => found.unowned += 1,
        }
    }
    found.owners = names.into_iter().cloned().collect();
    found
}

fn sum(files: &[&RepoPath], written: &HashMap<RepoPath, Written>) -> Written {
    let mut total = Written::default();
    for of in files.iter().filter_map(|path| written.get(*path)) {
        total.covered_files += of.covered_files;
        total.documented += of.documented;
        total.public += of.public;
        total.fresh_passages += of.fresh_passages;
        if let Some(stale) = of.stale_passages {
            *total.stale_passages.get_or_insert(0) += stale;
        }
    }
    total
}

/// For each module the files of other modules that import something of it.
fn importers<'m>(
    divided: &'m BTreeMap<String, Vec<&RepoPath>>,
    imports: &HashMap<RepoPath, BTreeSet<RepoPath>>,
) -> HashMap<&'m str, BTreeSet<RepoPath>> {
    let mut module_of: HashMap<&RepoPath, &'m str> = HashMap::new();
    for (name, files) in divided {
        module_of.extend(files.iter().map(|path| (*path, name.as_str())));
    }
    let mut importers: HashMap<&'m str, BTreeSet<RepoPath>> = HashMap::new();
    for (from, targets) in imports {
        let own = module_of.get(from).copied();
        for target in targets.iter().filter_map(|target| module_of.get(target).copied()) {
            if own != Some(target) {
                importers.entry(target).or_default().insert(from.clone());
            }
        }
    }
    importers
}
