//! What is left when people leave.

use super::authorship::FileAuthors;
use super::bus_factor;
use crate::model::knowledge::Leaving;
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The files without those who leave.
pub fn without(authors: &[FileAuthors], leavers: &BTreeSet<PersonId>) -> Vec<FileAuthors> {
    let stays = |person: &PersonId| !leavers.contains(person);
    authors
        .iter()
        .map(|file| FileAuthors {
            authors: file.authors.iter().copied().filter(stays).collect(),
            degrees: file.degrees.iter().copied().filter(|of| stays(&of.person)).collect(),
            ..file.clone()
        })
        .collect()
}

/// What becomes orphaned. `module_of` names the module of each file.
pub fn of(
    authors: &[FileAuthors],
    leavers: &BTreeSet<PersonId>,
    module_of: &HashMap<&RepoPath, &str>,
    label: &dyn Fn(PersonId) -> String,
) -> Leaving {
    let after = without(authors, leavers);
    let mut modules: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, file) in authors.iter().enumerate() {
        if let Some(module) = module_of.get(&file.path) {
            modules.entry(module).or_default().push(number);
        }
    }
    let orphaned = |number: &usize| !authors[*number].authors.is_empty() && after[*number].authors.is_empty();
    let figure = |all: &[FileAuthors], numbers: &[usize]| {
        let files: Vec<&FileAuthors> = numbers.iter().map(|number| &all[*number]).collect();
        bus_factor::of_files(&files).figure
    };
    let changed = modules.iter().filter_map(|(name, numbers)| {
        let lost = numbers.iter().filter(|number| orphaned(number)).count();
        let (before, now) = (figure(authors, numbers), figure(&after, numbers));
        (before != now || lost > 0).then(|| ((*name).to_owned(), before, now, lost))
    });
    let mut rows: Vec<_> = changed.collect();
    rows.sort_by(|one, other| other.3.cmp(&one.3).then_with(|| one.0.cmp(&other.0)));
    let all: Vec<usize> = (0..authors.len()).collect();
    Leaving {
        people: leavers.iter().map(|person| label(*person)).collect(),
        files: all
            .iter()
            .filter(|number| orphaned(number))
            .map(|number| authors[*number].path.clone())
            .collect(),
        modules: rows,
        bus_factor: figure(&after, &all),
    }
}
