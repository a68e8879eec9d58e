//! What leaves with a person: the files only they know, what is written about them, and who knows most of the rest.

use super::assess::{self, Assessing, Besides};
use super::authorship::FileAuthors;
use super::bus_factor;
use crate::docs::formal::is_formal;
use crate::facts::knowledge::Knowledge;
use crate::facts::modules;
use crate::model::handover::{HandoffReport, HandoverModule, HandoverPage, Succession, Successor};
use crate::model::knowledge::{Advice, ModuleRow};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many people are suggested for a module.
const SUGGESTED: usize = 3;

/// What a handover is made from.
pub struct Leave<'a> {
    /// Who did what.
    pub knowledge: &'a Knowledge,
    /// The authors of all files that count.
    pub authors: &'a [FileAuthors],
    /// How figures are computed.
    pub assessing: &'a Assessing<'a>,
    /// What other sources say of files; what is written down must be among it.
    pub besides: &'a Besides,
    /// The one who leaves.
    pub leaver: PersonId,
    /// The authors of pages.
    pub pages: &'a [FileAuthors],
    /// The lines of pages on which something is stale; `None` when nobody looked.
    pub stale: Option<&'a BTreeMap<RepoPath, Vec<u32>>>,
    /// The name that a person is shown under.
    pub label: &'a dyn Fn(PersonId) -> String,
}

/// A module, from the side of the one who leaves.
struct Part<'a> {
    row: ModuleRow,
    known: Vec<&'a FileAuthors>,
    /// The files that only they author.
    alone: Vec<&'a FileAuthors>,
}

impl Leave<'_> {
    /// The handover; `person` and `method` are the words for who leaves and how knowledge is measured.
    pub fn report(&self, person: &str, method: &'static str) -> HandoffReport {
        let parts = self.parts();
        let (first, rest): (Vec<&Part<'_>>, Vec<&Part<'_>>) = parts.iter().partition(|part| self.is_urgent(part));
        let listed = |parts: Vec<&Part<'_>>| -> Vec<HandoverModule> {
            let modules = parts.into_iter().map(|part| self.module(part));
            modules.filter(|module| !module.files.is_empty()).collect()
        };
        let alone: Vec<&FileAuthors> = parts.iter().flat_map(|part| &part.alone).copied().collect();
        let theirs = self
            .authors
            .iter()
            .filter(|file| file.authors.contains(&self.leaver))
            .count();
        HandoffReport {
            head: self.knowledge.head.short(),
            method,
            person: person.to_owned(),
            files: self.authors.len(),
            alone: alone.len(),
            written_down: alone.iter().filter(|file| self.is_written(&file.path)).count(),
            shared: theirs - alone.len(),
            alone_in: parts
                .iter()
                .filter(|part| self.is_alone_in(part))
                .map(|part| part.row.path.clone())
                .collect(),
            first: listed(first),
            rest: listed(rest),
            pages: self.pages(),
            successors: parts.iter().filter_map(|part| self.succession(part)).collect(),
            problems: self.knowledge.problems.clone(),
        }
    }

    /// The modules, the most urgent first.
    fn parts(&self) -> Vec<Part<'_>> {
        let by_path: HashMap<&RepoPath, &FileAuthors> = self.authors.iter().map(|file| (&file.path, file)).collect();
        let paths = &mut self.knowledge.snapshot.files.keys();
        let divided = modules::divide(
            &self.knowledge.files,
            paths,
            &self.assessing.division,
            self.assessing.named,
        );
        let rows = assess::modules(self.knowledge, self.authors, self.assessing, self.besides, self.label);
        rows.into_iter()
            .map(|row| {
                let files = divided.get(&row.path).into_iter().flatten();
                let known: Vec<&FileAuthors> = files.filter_map(|path| by_path.get(*path).copied()).collect();
                let alone = known
                    .iter()
                    .filter(|file| file.authors == [self.leaver])
                    .copied()
                    .collect();
                Part { row, known, alone }
            })
            .collect()
    }

    /// Whether much of a module depends on the one who leaves, of all people.
    fn is_urgent(&self, part: &Part<'_>) -> bool {
        let figure = bus_factor::of_files(&part.known);
        let is_key = figure.people.iter().any(|key| key.person == self.leaver);
        is_key && part.row.risk.advice <= Advice::DocumentSoon
    }

    fn is_alone_in(&self, part: &Part<'_>) -> bool {
        let mut authors = part.known.iter().flat_map(|file| &file.authors).peekable();
        authors.peek().is_some() && authors.all(|author| *author == self.leaver)
    }

    fn is_written(&self, path: &RepoPath) -> bool {
        let written = self.besides.written.as_ref().and_then(|written| written.get(path));
        written.is_some_and(|written| written.covered_files > 0)
    }

    /// A module with the files that nothing describes, the largest first.
    fn module(&self, part: &Part<'_>) -> HandoverModule {
        let lines = |path: &RepoPath| self.besides.lines.as_ref().and_then(|lines| lines.get(path)).copied();
        let silent = part.alone.iter().filter(|file| !self.is_written(&file.path));
        let mut files: Vec<RepoPath> = silent.map(|file| file.path.clone()).collect();
        files.sort_by_key(|path| Reverse(lines(path)));
        let risk = &part.row.risk;
        HandoverModule {
            name: part.row.path.clone(),
            advice: risk.advice,
            impact: risk.impact,
            reason: risk.reason.clone(),
            files,
        }
    }

    /// The pages of which the one who leaves wrote most; a licence or a form is no knowledge.
    fn pages(&self) -> Vec<HandoverPage> {
        let is_theirs = |page: &&FileAuthors| page.degrees.first().is_some_and(|most| most.person == self.leaver);
        let mut pages: Vec<HandoverPage> = self
            .pages
            .iter()
            .filter(is_theirs)
            .filter(|page| !is_formal(&page.path))
            .map(|page| HandoverPage {
                path: page.path.clone(),
                stale: self
                    .stale
                    .map(|stale| stale.get(&page.path).cloned().unwrap_or_default()),
            })
            .collect();
        pages.sort_by_key(|page| Reverse(page.stale.as_ref().map_or(0, Vec::len)));
        pages
    }

    /// Who could take over the files of a module that only the one who leaves is an author of; `None` when there are none.
    fn succession(&self, part: &Part<'_>) -> Option<Succession> {
        if part.alone.is_empty() {
            return None;
        }
        let active = assess::active(self.knowledge, self.assessing);
        let (left, all) = (self.known_by(&part.alone, &active), self.known_by(&part.known, &active));
        let mut people: Vec<(PersonId, f64, f64)> = all
            .iter()
            .map(|(person, of)| (*person, left.get(person).map_or(0.0, |of| of.degree), of.degree))
            .collect();
        // Whoever knows the very files comes before those who know their neighbours.
        people.sort_by(|one, other| {
            other
                .1
                .total_cmp(&one.1)
                .then(other.2.total_cmp(&one.2))
                .then(one.0.cmp(&other.0))
        });
        let named = people.iter().take(SUGGESTED).map(|(person, ..)| Successor {
            name: (self.label)(*person),
            author_of: part.known.iter().filter(|file| file.authors.contains(person)).count(),
            changed: left.get(person).map_or(0, |of| of.files),
        });
        Some(Succession {
            module: part.row.path.clone(),
            files: part.alone.len(),
            people: named.collect(),
        })
    }

    /// What active people but the one who leaves know of some files.
    fn known_by(&self, files: &[&FileAuthors], active: &BTreeSet<PersonId>) -> BTreeMap<PersonId, Known> {
        let mut known: BTreeMap<PersonId, Known> = BTreeMap::new();
        let others = files.iter().flat_map(|file| &file.degrees);
        for of in others.filter(|of| of.person != self.leaver && active.contains(&of.person)) {
            let sum = known.entry(of.person).or_default();
            sum.degree += of.degree;
            sum.files += 1;
        }
        known
    }
}

/// What somebody knows of some files: the sum of the degrees of authorship, and how many files they changed.
#[derive(Default)]
struct Known {
    degree: f64,
    files: usize,
}
