//! Who is an author of a file: the degree of authorship, and simpler measures to compare it with.
//!
//! Source: G. Avelino, L. Passos, A. Hora, M. T. Valente: "A Novel Approach for Estimating Truck Factors", ICPC 2016,
//! with the weights of T. Fritz et al.: "Degree-of-Knowledge", TOSEM 2014.

use crate::facts::file_history::{Event, FileHistory};
use crate::model::commit::TouchKind;
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use std::collections::BTreeMap;

/// What everybody starts with.
const BASE: f64 = 3.293;
/// For having created the file.
const FIRST_AUTHORSHIP: f64 = 1.098;
/// For each change of the person.
const DELIVERY: f64 = 0.164;
/// For the logarithm of the changes of others.
const ACCEPTANCE: f64 = 0.321;
/// An author has more than this share of the highest degree of the file.
const SHARE_OF_HIGHEST: f64 = 0.75;
/// An author has at least this degree.
const LEAST: f64 = 3.293;

/// How knowledge of a file is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Degree of authorship near the paper's text: one creator, renames followed in time, the absolute limit for all.
    Doa,
    /// Degree of authorship as the authors' published program computes it: everybody who ever added the path or one of
    /// its older names is a first author, and exempt from the absolute limit; renames are joined by name.
    DoaStudy,
    /// The number of lines added and deleted.
    Lines,
    /// The number of commits.
    Commits,
}

/// What somebody did for a file.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contribution {
    /// Whether they created it.
    pub first: bool,
    /// Their changes: each counts 1, less when it fades with time, or its lines where lines are counted.
    pub deliveries: f64,
}

/// How well somebody knows a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Degree {
    /// Who.
    pub person: PersonId,
    /// The degree of authorship, or what the method counts in its place.
    pub degree: f64,
    /// What they did: changes, and one for having created the file.
    pub changes: f64,
}

/// Who knows a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileAuthors {
    /// The file at head.
    pub path: RepoPath,
    /// Its authors, the one who knows most first.
    pub authors: Vec<PersonId>,
    /// Everybody who touched it, highest degree first.
    pub degrees: Vec<Degree>,
    /// The numbers of the commits of people that touched it, oldest first.
    pub commits: Vec<u32>,
    /// The last of them.
    pub last: Option<usize>,
}

/// What decides how much a touch counts and for whom.
pub struct Weighing<'a> {
    /// How knowledge is measured.
    pub method: Method,
    /// The people of a commit: its author and co-authors, without programs; nobody for commits that count for nothing.
    pub people: &'a dyn Fn(usize) -> &'a [PersonId],
    /// How much a touch counts: 1, less for those long ago, or its lines.
    pub weight: &'a dyn Fn(&Event) -> f64,
}

/// The degree of authorship: `3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC)`.
///
/// FA is 1 for who created the file, DL the number of their changes, AC the number of changes of others.
pub fn degree(first: bool, deliveries: f64, acceptances: f64) -> f64 {
    let first = if first { FIRST_AUTHORSHIP } else { 0.0 };
    BASE + first + DELIVERY * deliveries - ACCEPTANCE * acceptances.max(0.0).ln_1p()
}

/// The authors of a file.
pub fn of_file(file: &FileHistory, weighing: &Weighing<'_>) -> FileAuthors {
    let mut all: BTreeMap<PersonId, Contribution> = BTreeMap::new();
    let (mut total, mut commits) = (0.0, Vec::new());
    for event in &file.events {
        let people = (weighing.people)(event.commit);
        if people.is_empty() {
            continue;
        }
        let number = u32::try_from(event.commit).unwrap_or(u32::MAX);
        if commits.last() != Some(&number) {
            commits.push(number);
        }
        let is_first = event.kind == TouchKind::Added && creates(&all, weighing.method);
        let delivered = if counts_as_delivery(event, weighing.method) {
            (weighing.weight)(event)
        } else {
            0.0
        };
        total += delivered;
        for person in people {
            let contribution = all.entry(*person).or_default();
            contribution.deliveries += delivered;
            contribution.first |= is_first;
        }
    }
    let degrees = degrees(&all, total, weighing.method);
    FileAuthors {
        path: file.path.clone(),
        authors: authors(&degrees, &all, weighing.method),
        degrees,
        last: commits.last().map(|last| *last as usize),
        commits,
    }
}

/// Whether an addition makes a first author: near the paper only the first one does, in the study each.
fn creates(all: &BTreeMap<PersonId, Contribution>, method: Method) -> bool {
    method == Method::DoaStudy || !all.values().any(|contribution| contribution.first)
}

/// With the degree of authorship, to create a file is no change of it. To move one is none either, except for the study's
/// program, which looks at names alone: who reorders the folders has read nothing.
fn counts_as_delivery(event: &Event, method: Method) -> bool {
    match method {
        Method::Doa => event.kind != TouchKind::Added && !event.only_moved,
        Method::DoaStudy => event.kind != TouchKind::Added,
        Method::Lines | Method::Commits => true,
    }
}

fn degrees(all: &BTreeMap<PersonId, Contribution>, total: f64, method: Method) -> Vec<Degree> {
    let of = |(person, contribution): (&PersonId, &Contribution)| {
        let own = contribution.deliveries;
        Degree {
            person: *person,
            degree: match method {
                Method::Doa | Method::DoaStudy => degree(contribution.first, own, total - own),
                Method::Lines | Method::Commits => own,
            },
            changes: own + f64::from(u8::from(contribution.first)),
        }
    };
    let mut degrees: Vec<Degree> = all.iter().map(of).collect();
    degrees.sort_by(|one, other| other.degree.total_cmp(&one.degree).then(one.person.cmp(&other.person)));
    degrees
}

fn authors(degrees: &[Degree], all: &BTreeMap<PersonId, Contribution>, method: Method) -> Vec<PersonId> {
    let highest = degrees.first().map_or(0.0, |first| first.degree);
    if highest <= 0.0 {
        return Vec::new();
    }
    let is_first = |person: &PersonId| all.get(person).is_some_and(|contribution| contribution.first);
    let reaches = |of: &Degree| match method {
        Method::Doa => of.degree >= LEAST,
        Method::DoaStudy => of.degree >= LEAST || is_first(&of.person),
        Method::Lines | Method::Commits => true,
    };
    let chosen = degrees
        .iter()
        .filter(|of| of.degree / highest > SHARE_OF_HIGHEST && reaches(of));
    chosen.map(|of| of.person).collect()
}
