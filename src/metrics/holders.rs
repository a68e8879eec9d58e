//! Who holds what, in a form that is small enough to be taken along: enough to compute what is left when anybody leaves.

use super::assess::Assessing;
use super::authorship::FileAuthors;
use super::bus_factor;
use crate::facts::knowledge::Knowledge;
use crate::facts::modules;
use crate::model::overview::{HeldModule, Holders};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Who holds the modules, which are listed as `rows` has them. People are shown under their `label`.
pub fn of(
    knowledge: &Knowledge,
    authors: &[FileAuthors],
    assessing: &Assessing<'_>,
    rows: &[String],
    label: &dyn Fn(PersonId) -> String,
) -> Holders {
    let everybody: BTreeSet<PersonId> = authors.iter().flat_map(|file| file.authors.iter().copied()).collect();
    let mut named: Vec<(String, PersonId)> = everybody.into_iter().map(|person| (label(person), person)).collect();
    named.sort();
    let place: HashMap<PersonId, usize> = named
        .iter()
        .enumerate()
        .map(|(at, (_, person))| (*person, at))
        .collect();
    let by_path: HashMap<&RepoPath, &FileAuthors> = authors.iter().map(|file| (&file.path, file)).collect();
    let paths = &mut knowledge.snapshot.files.keys();
    let divided = modules::divide(&knowledge.files, paths, &assessing.division, assessing.named);
    let module = |name: &String| {
        let files = divided.get(name).into_iter().flatten();
        let files: Vec<&FileAuthors> = files.filter_map(|path| by_path.get(*path).copied()).collect();
        held(&files, &place)
    };
    Holders {
        people: named.into_iter().map(|(name, _)| name).collect(),
        repository: held(&authors.iter().collect::<Vec<_>>(), &place),
        modules: rows.iter().map(module).collect(),
    }
}

fn held(files: &[&FileAuthors], place: &HashMap<PersonId, usize>) -> HeldModule {
    let mut groups: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.authors.is_empty()) {
        let mut people: Vec<usize> = file.authors.iter().map(|person| place[person]).collect();
        people.sort_unstable();
        *groups.entry(people).or_default() += 1;
    }
    HeldModule {
        people: bus_factor::order_of_equals(files)
            .iter()
            .map(|person| place[person])
            .collect(),
        groups: groups.into_iter().map(|(people, files)| (files, people)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::held;
    use crate::metrics::authorship::{Degree, FileAuthors};
    use crate::model::person::PersonId;
    use std::collections::HashMap;

    fn file(path: &str, authors: &[u32], changes: f64) -> FileAuthors {
        let degree = |person: &u32| Degree {
            person: PersonId(*person),
            degree: 4.0,
            changes,
        };
        FileAuthors {
            path: path.into(),
            authors: authors.iter().map(|person| PersonId(*person)).collect(),
            degrees: authors.iter().map(degree).collect(),
            commits: Vec::new(),
            last: None,
        }
    }

    #[test]
    fn files_of_the_same_people_are_counted_together_and_who_did_more_stands_first() {
        let files = [
            file("a", &[1], 1.0),
            file("b", &[2, 1], 1.0),
            file("c", &[1, 2], 1.0),
            file("d", &[2], 5.0),
            file("e", &[], 0.0),
        ];
        let place = HashMap::from([(PersonId(1), 1), (PersonId(2), 0)]);
        let held = held(&files.iter().collect::<Vec<_>>(), &place);
        assert_eq!(held.people, [0, 1]);
        assert_eq!(held.groups, [(1, vec![0]), (2, vec![0, 1]), (1, vec![1])]);
    }
}
