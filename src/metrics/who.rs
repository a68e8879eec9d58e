//! What is known about one file, folder, definition or page: who changed it, and what describes it.

use super::assess::{self, Assessing};
use super::authorship::FileAuthors;
use super::bus_factor;
use crate::facts::described::{Described, Descriptions};
use crate::facts::knowledge::Knowledge;
use crate::facts::modules;
use crate::facts::symbol_lines::Definition;
use crate::model::handover::{
    FileCard, FolderCard, Knower, Knowers, Mentioned, ModuleCard, PageCard, SymbolCard, Writer,
};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many people are listed; the rest is counted.
const LISTED: usize = 10;

/// What answers are made from.
pub struct Looking<'a> {
    /// Who did what.
    pub knowledge: &'a Knowledge,
    /// The authors of all files that count.
    pub authors: &'a [FileAuthors],
    /// How figures are computed.
    pub assessing: &'a Assessing<'a>,
    /// What the docs say about the code.
    pub descriptions: &'a Descriptions,
    /// The name that a person is shown under.
    pub label: &'a dyn Fn(PersonId) -> String,
}

impl Looking<'_> {
    /// What is known about a file. `excluded` says why it does not count as source, if it does not.
    pub fn file(&self, path: &RepoPath, excluded: Option<&str>) -> FileCard {
        let authors = self.authors_of(path);
        FileCard {
            language: self.knowledge.languages.get(path).cloned().unwrap_or_default(),
            excluded: excluded.map(str::to_owned),
            knowers: self.knowers(authors.as_ref()),
            last_change: self.last_change(authors.as_ref()),
            module: self.modules(&|file| file == path).pop(),
            passages: mentioned(self.passages(path)),
        }
    }

    /// What is known about the files below a folder; the empty one is the whole repository.
    pub fn folder(&self, folder: &str) -> FolderCard {
        let files: Vec<&RepoPath> = self
            .knowledge
            .files
            .iter()
            .filter(|path| path.is_under(folder))
            .collect();
        let known: Vec<&FileAuthors> = self.authors.iter().filter(|file| file.path.is_under(folder)).collect();
        let all = self
            .knowledge
            .snapshot
            .files
            .keys()
            .filter(|path| path.is_under(folder))
            .count();
        let mut pages: BTreeMap<&RepoPath, usize> = BTreeMap::new();
        for passage in files.iter().flat_map(|path| self.passages(path)) {
            *pages.entry(&passage.page).or_default() += 1;
        }
        FolderCard {
            figure: assess::figure(&known, self.label),
            source_files: files.len(),
            other_files: all - files.len(),
            described: files.iter().filter(|path| !self.passages(path).is_empty()).count(),
            modules: self.modules(&|file| file.is_under(folder)),
            pages: most_first(pages),
        }
    }

    /// What is known about a definition. `people` are those of each of its lines.
    pub fn symbol(&self, path: &RepoPath, definition: &Definition, people: &[&[PersonId]]) -> SymbolCard {
        let mut lines: BTreeMap<PersonId, usize> = BTreeMap::new();
        for person in people.iter().copied().flatten() {
            *lines.entry(*person).or_default() += 1;
        }
        let active = self.active();
        let writers: Vec<(PersonId, usize)> = most_first(lines);
        let names = |passage: &&Described| names(&passage.name, &definition.container, &definition.leaf);
        SymbolCard {
            name: definition.name.clone(),
            kind: definition.kind,
            lines: definition.lines.clone(),
            more: writers.len().saturating_sub(LISTED),
            writers: writers
                .into_iter()
                .take(LISTED)
                .map(|(person, lines)| Writer {
                    name: (self.label)(person),
                    lines,
                    active: active.contains(&person),
                })
                .collect(),
            is_shared: people.iter().any(|people| people.len() > 1),
            of_nobody: people.iter().filter(|people| people.is_empty()).count(),
            passages: mentioned(
                self.passages(path)
                    .iter()
                    .filter(|passage| !passage.by_path)
                    .filter(names),
            ),
        }
    }

    /// What is known about a page.
    pub fn page(&self, path: &RepoPath) -> PageCard {
        let authors = self.authors_of(path);
        let mut describes: BTreeMap<&RepoPath, usize> = BTreeMap::new();
        for (file, passages) in &self.descriptions.passages {
            let of_page = passages.iter().filter(|passage| passage.page == *path);
            if let count @ 1.. = of_page.count() {
                describes.insert(file, count);
            }
        }
        PageCard {
            knowers: self.knowers(authors.as_ref()),
            last_change: self.last_change(authors.as_ref()),
            describes: most_first(describes),
        }
    }

    fn passages(&self, path: &RepoPath) -> &[Described] {
        self.descriptions.passages.get(path).map_or(&[], Vec::as_slice)
    }

    /// Who knows a file, whether or not it counts as source.
    fn authors_of(&self, path: &RepoPath) -> Option<FileAuthors> {
        let known = self.authors.iter().find(|file| file.path == *path).cloned();
        let alone = || assess::authors(self.knowledge, std::slice::from_ref(path), self.assessing, &|_| true).pop();
        known.or_else(alone)
    }

    fn knowers(&self, file: Option<&FileAuthors>) -> Knowers {
        let Some(file) = file else {
            return Knowers::default();
        };
        let active = self.active();
        let mut all: Vec<Knower> = file
            .degrees
            .iter()
            .map(|of| Knower {
                name: (self.label)(of.person),
                is_author: file.authors.contains(&of.person),
                degree: of.degree,
                changes: of.changes,
                active: active.contains(&of.person),
            })
            .collect();
        all.sort_by_key(|of| !of.is_author);
        let more = all.len().saturating_sub(LISTED);
        all.truncate(LISTED);
        Knowers { listed: all, more }
    }

    fn last_change(&self, file: Option<&FileAuthors>) -> Option<i64> {
        let last = file.and_then(|file| file.last)?;
        Some(self.knowledge.history.commits[last].time)
    }

    /// The modules that have files of which something holds.
    fn modules(&self, holds: &dyn Fn(&RepoPath) -> bool) -> Vec<ModuleCard> {
        let by_path: HashMap<&RepoPath, &FileAuthors> = self.authors.iter().map(|file| (&file.path, file)).collect();
        let paths = &mut self.knowledge.snapshot.files.keys();
        let assessing = self.assessing;
        let divided = modules::divide(&self.knowledge.files, paths, &assessing.division, assessing.named);
        let chosen = divided
            .into_iter()
            .filter(|(_, files)| files.iter().any(|file| holds(file)));
        chosen
            .map(|(name, files)| {
                let known: Vec<&FileAuthors> = files.iter().filter_map(|path| by_path.get(*path).copied()).collect();
                ModuleCard {
                    name,
                    bus_factor: bus_factor::of_files(&known).figure,
                    files: files.len(),
                }
            })
            .collect()
    }

    fn active(&self) -> BTreeSet<PersonId> {
        assess::active(self.knowledge, self.assessing)
    }
}

/// Counts as a list, the highest first.
fn most_first<T: Clone + Ord>(counts: BTreeMap<impl std::borrow::Borrow<T>, usize>) -> Vec<(T, usize)> {
    let mut list: Vec<(T, usize)> = counts
        .into_iter()
        .map(|(of, count)| (of.borrow().clone(), count))
        .collect();
    list.sort_by_key(|(_, count)| Reverse(*count));
    list
}

fn mentioned<'d>(passages: impl IntoIterator<Item = &'d Described>) -> Vec<Mentioned> {
    let all = passages.into_iter().map(|passage| Mentioned {
        page: passage.page.clone(),
        line: passage.line,
        name: passage.name.clone(),
        by_path: passage.by_path,
    });
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether a name as a page writes it stands for the definition `leaf`, in `container` if it has one.
fn names(written: &str, container: &[String], leaf: &str) -> bool {
    let parts: Vec<&str> = written
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match container.last() {
        Some(container) => parts.windows(2).any(|pair| pair == [container.as_str(), leaf]) || parts == [leaf],
        None => parts.contains(&leaf),
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_method_is_named_through_its_class_and_a_class_wherever_it_stands() {
        let client = ["Client".to_owned()];
        assert!(names("httpx.Client.get", &client, "get"));
        assert!(names("get", &client, "get"));
        assert!(!names("Other.get", &client, "get"));
        assert!(names("httpx.Client.get", &[], "Client"));
        assert!(!names("httpx.Clients", &[], "Client"));
    }
}
