//! Puts the figures together that `abreast bus-factor` shows.

use super::assess::{self, Assessing, Besides};
use super::authorship::FileAuthors;
use super::leaving;
use crate::facts::knowledge::Knowledge;
use crate::facts::modules;
use crate::model::commit::Signature;
use crate::model::knowledge::{Counted, Figure, IdentityRow, KnowledgeReport};
use crate::model::path::RepoPath;
use crate::model::person::{MergeReason, Person, PersonId, Who};
use std::collections::{BTreeSet, HashMap};

/// What is to be shown beside the modules.
pub struct Wanted<'a> {
    /// The name of the method.
    pub method: &'static str,
    /// The name that a person is shown under.
    pub label: &'a dyn Fn(PersonId) -> String,
    /// Those who leave, in thought.
    pub leavers: BTreeSet<PersonId>,
    /// Whether to list who was taken for whom.
    pub identities: bool,
    /// Whether names and addresses may be listed as they are.
    pub by_name: bool,
}

/// The report of a repository without commits.
pub fn empty(method: &'static str) -> KnowledgeReport {
    KnowledgeReport {
        head: String::new(),
        method,
        repository: Figure::default(),
        bus_factor_with_docs: None,
        modules: Vec::new(),
        trend: Vec::new(),
        leaving: None,
        identities: Vec::new(),
        counted: Counted::default(),
        problems: Vec::new(),
    }
}

/// The report; its trend is left empty.
pub fn of(
    knowledge: &Knowledge,
    authors: &[FileAuthors],
    assessing: &Assessing<'_>,
    besides: &Besides,
    wanted: &Wanted<'_>,
) -> KnowledgeReport {
    let files: Vec<&FileAuthors> = authors.iter().collect();
    let covered = |path: &RepoPath| {
        let written = besides.written.as_ref().and_then(|written| written.get(path));
        written.is_some_and(|written| written.covered_files > 0)
    };
    let with_docs = besides
        .written
        .as_ref()
        .and_then(|_| assess::with_docs(&files, &covered));
    KnowledgeReport {
        head: knowledge.head.short(),
        repository: assess::figure(&files, wanted.label),
        bus_factor_with_docs: with_docs,
        modules: assess::modules(knowledge, authors, assessing, besides, wanted.label),
        leaving: (!wanted.leavers.is_empty()).then(|| left(knowledge, authors, assessing, wanted)),
        identities: if wanted.identities {
            identities(knowledge, wanted)
        } else {
            Vec::new()
        },
        counted: counted(knowledge, authors),
        problems: knowledge.problems.clone(),
        ..empty(wanted.method)
    }
}

fn left(
    knowledge: &Knowledge,
    authors: &[FileAuthors],
    assessing: &Assessing<'_>,
    wanted: &Wanted<'_>,
) -> crate::model::knowledge::Leaving {
    let paths = &mut knowledge.snapshot.files.keys();
    let divided = modules::divide(&knowledge.files, paths, &assessing.division, assessing.named);
    let mut module_of: HashMap<&RepoPath, &str> = HashMap::new();
    for (name, files) in &divided {
        module_of.extend(files.iter().map(|path| (*path, name.as_str())));
    }
    leaving::of(authors, &wanted.leavers, &module_of, wanted.label)
}

fn counted(knowledge: &Knowledge, authors: &[FileAuthors]) -> Counted {
    let commits = &knowledge.history.commits;
    let merges = commits.iter().filter(|commit| commit.parents.len() > 1).count();
    let bulk = knowledge
        .bulk
        .iter()
        .filter(|number| commits[**number].parents.len() < 2)
        .count();
    let counting = knowledge.people_of.iter().filter(|people| !people.is_empty()).count();
    let before = (0..commits.len()).filter(|number| knowledge.is_before(*number)).count();
    let persons: Vec<&Person> = knowledge
        .people
        .all
        .iter()
        .filter(|person| person.who.is_person())
        .collect();
    let signatures: BTreeSet<&Signature> = persons.iter().flat_map(|person| &person.signatures).collect();
    Counted {
        commits: counting,
        merges,
        bulk,
        before,
        programs: commits.len() - merges - bulk - before - counting,
        people: persons.len(),
        signatures: signatures.len(),
        files: knowledge.snapshot.files.len(),
        source_files: knowledge.files.len(),
        untouched: knowledge.files.len().saturating_sub(authors.len()),
        excluded: knowledge.excluded.clone(),
    }
}

/// Everybody, by name. Names and addresses are left out unless they may be shown; those of programs always may.
fn identities(knowledge: &Knowledge, wanted: &Wanted<'_>) -> Vec<IdentityRow> {
    let numbered = (0..).zip(&knowledge.people.all);
    let mut rows: Vec<IdentityRow> = numbered
        .map(|(number, person)| identity(PersonId(number), person, wanted))
        .collect();
    rows.sort_by(|one, other| {
        one.name
            .cmp(&other.name)
            .then_with(|| one.signatures.cmp(&other.signatures))
    });
    rows
}

fn identity(id: PersonId, person: &Person, wanted: &Wanted<'_>) -> IdentityRow {
    let (kind, because) = match person.who {
        Who::Person => (
            "person",
            person
                .merged_by
                .iter()
                .map(|reason| words(*reason).to_owned())
                .collect(),
        ),
        Who::Bot(reason) => ("bot", vec![reason.to_owned()]),
        Who::Agent(reason) => ("agent", vec![reason.to_owned()]),
    };
    let shown = |signature: &Signature| format!("{} <{}>", signature.name, signature.email);
    let is_shown = wanted.by_name || !person.who.is_person();
    IdentityRow {
        name: if is_shown {
            person.name.clone()
        } else {
            (wanted.label)(id)
        },
        kind,
        merged: person.signatures.len(),
        signatures: if is_shown {
            person.signatures.iter().map(shown).collect()
        } else {
            Vec::new()
        },
        because,
        commits: person.commits,
    }
}

fn words(reason: MergeReason) -> &'static str {
    match reason {
        MergeReason::Mailmap => "as .mailmap says",
        MergeReason::Email => "same address",
        MergeReason::Account => "same account",
        MergeReason::Name => "same name",
    }
}
