//! The bus factor: how many people can leave before less than half of the files has an author left.
//!
//! Greedy, as in Avelino et al., ICPC 2016: the person with the most files leaves first.

use super::authorship::FileAuthors;
use crate::model::person::PersonId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The share of files with an author below which nobody is expected to carry on.
pub const STOP: f64 = 0.5;
/// The shares that show how near the figure is to another one.
pub const MARGIN: [f64; 2] = [0.45, 0.55];

/// Somebody who is counted into a bus factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeyPerson {
    /// Who.
    pub person: PersonId,
    /// How many of the files they are an author of.
    pub files: usize,
    /// That as a share of all files, 0 to 1.
    pub share: f64,
}

/// A bus factor with what is needed to judge it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BusFactor {
    /// The figure.
    pub figure: usize,
    /// Those counted into it, in the order in which they are taken away.
    pub people: Vec<KeyPerson>,
    /// The share of files that still have an author then, 0 to 1.
    pub coverage_left: f64,
    /// The figures for a stop at 45 % and at 55 %.
    pub at: [usize; 2],
    /// How many files it is about.
    pub files: usize,
    /// How many of them have an author at all.
    pub authored: usize,
}

/// The bus factor of some files.
pub fn of_files(files: &[&FileAuthors]) -> BusFactor {
    let order = removals(files, MARGIN[0]);
    let until = |stop: f64| {
        let enough = order.iter().position(|step| step.before < stop);
        enough.unwrap_or(order.len())
    };
    let figure = until(STOP);
    let people = order[..figure].iter().map(|step| KeyPerson {
        person: step.person,
        files: step.files,
        share: step.files as f64 / files.len().max(1) as f64,
    });
    let authored = files.iter().filter(|file| !file.authors.is_empty()).count();
    let whole = authored as f64 / files.len().max(1) as f64;
    BusFactor {
        figure,
        people: people.collect(),
        coverage_left: figure.checked_sub(1).map_or(whole, |last| order[last].after),
        at: MARGIN.map(until),
        files: files.len(),
        authored,
    }
}

/// The bus factor when some files keep an author whoever leaves, because what they hold is written down. `None` when these
/// alone are half of the files: then nobody's leaving is too much.
pub fn with_lasting(files: &[&FileAuthors], lasts: &dyn Fn(&FileAuthors) -> bool) -> Option<usize> {
    let lasting = files.iter().filter(|file| lasts(file)).count();
    if files.is_empty() || lasting as f64 / files.len() as f64 >= STOP {
        return None;
    }
    let mortal: Vec<&FileAuthors> = files.iter().filter(|file| !lasts(file)).copied().collect();
    // Of the files that can lose their last author so many must stay that with the lasting ones half are covered.
    let stop = (STOP * files.len() as f64 - lasting as f64) / mortal.len() as f64;
    let order = removals(&mortal, stop);
    Some(order.iter().position(|step| step.before < stop).unwrap_or(order.len()))
}

/// Somebody taken away.
struct Step {
    person: PersonId,
    files: usize,
    /// The share of files with an author, before and afterwards.
    before: f64,
    after: f64,
}

/// What each person did for the files: changes, and one for each file they created.
fn effort(files: &[&FileAuthors]) -> BTreeMap<PersonId, f64> {
    let mut effort = BTreeMap::new();
    for of in files.iter().flat_map(|file| &file.degrees) {
        *effort.entry(of.person).or_default() += of.changes;
    }
    effort
}

/// The authors of the files, those first who leave first when several have equally many files: who did more, then whose first
/// file comes first, then who came first.
pub fn order_of_equals(files: &[&FileAuthors]) -> Vec<PersonId> {
    let effort = effort(files);
    let did = |person: PersonId| effort.get(&person).copied().unwrap_or(0.0);
    let mut first: BTreeMap<PersonId, usize> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        for author in &file.authors {
            first.entry(*author).or_insert(number);
        }
    }
    let mut order: Vec<(PersonId, usize)> = first.into_iter().collect();
    order.sort_by(|(one, their_first), (other, others_first)| {
        did(*other)
            .total_cmp(&did(*one))
            .then(their_first.cmp(others_first))
            .then(one.cmp(other))
    });
    order.into_iter().map(|(person, _)| person).collect()
}

/// Takes people away, the one with the most files first, until less than `stop` of the files has an author.
fn removals(files: &[&FileAuthors], stop: f64) -> Vec<Step> {
    let mut owned: BTreeMap<PersonId, Vec<usize>> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        for author in &file.authors {
            owned.entry(*author).or_default().push(number);
        }
    }
    // Their files are taken out of it as they leave; their places stay.
    let mut staying: Vec<(PersonId, Vec<usize>)> = order_of_equals(files)
        .into_iter()
        .filter_map(|person| Some((person, owned.remove(&person)?)))
        .collect();
    let mut authors: Vec<usize> = files.iter().map(|file| file.authors.len()).collect();
    let mut left = authors.iter().filter(|count| **count > 0).count();
    let share = |left: usize| left as f64 / files.len().max(1) as f64;
    let mut steps = Vec::new();
    while !files.is_empty() && share(left) >= stop {
        let places = staying.iter().enumerate();
        let most = places.max_by_key(|(place, (_, theirs))| (theirs.len(), Reverse(*place)));
        let Some((place, _)) = most.filter(|(_, (_, theirs))| !theirs.is_empty()) else {
            break;
        };
        let person = staying[place].0;
        let theirs = std::mem::take(&mut staying[place].1);
        let before = share(left);
        for number in &theirs {
            authors[*number] -= 1;
            left -= usize::from(authors[*number] == 0);
        }
        steps.push(Step {
            person,
            files: theirs.len(),
            before,
            after: share(left),
        });
    }
    steps
}
