//! What the history says of the owners of a CODEOWNERS file, owner by owner: when they were last there, and on which of
//! the files that a line gives them they ever worked. Owners who cannot be tied to a person are left out.

use crate::facts::known::Known;
use crate::facts::owner_people::{self, OwnerPeople};
use crate::facts::ownership::{OwnersFacts, OwnershipFacts};
use crate::model::commit::Signature;
use crate::model::ownership::{Owner, Ownership};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use std::collections::{BTreeMap, BTreeSet};

/// An owner that a line names and that was tied to a person.
pub(crate) struct OwnerWork {
    /// The owner as written.
    pub(crate) owner: Owner,
    /// The line that names them, and the rule that it is of.
    pub(crate) line: u32,
    pub(crate) rule: usize,
    /// The person, and everybody who may be the same.
    pub(crate) people: BTreeSet<PersonId>,
    /// Whether their full name is known.
    pub(crate) has_name: bool,
    /// Seconds between their last commit and the head.
    pub(crate) idle: i64,
}

/// The CODEOWNERS file and the history of a side, where both are there.
pub(crate) fn both(side: &OwnershipFacts) -> Option<(&OwnersFacts, &Known)> {
    Some((super::claim::declared(side)?, side.known.as_ref()?))
}

/// Everybody who could be tied, by line and owner.
pub(crate) fn of(owners: &OwnersFacts, known: &Known) -> Vec<OwnerWork> {
    let last = last_commits(known);
    let now = known.knowledge.now();
    let mut seen: BTreeSet<(u32, &Owner)> = BTreeSet::new();
    let mut tied: BTreeMap<&Owner, Option<OwnerPeople>> = BTreeMap::new();
    let mut found = Vec::new();
    for (number, rule) in owners.file.rules.iter().enumerate() {
        for owner in rule.owners.iter() {
            let person = || owner_people::person_of(owner, owners.file.dialect, &known.knowledge.people);
            let people = tied.entry(owner).or_insert_with(person);
            let Some(tie) = people else { continue };
            let line = owners.owners_line(number);
            let Some(latest) = tie.people.iter().filter_map(|person| last.get(person)).max() else {
                continue;
            };
            if seen.insert((line, owner)) {
                found.push(OwnerWork {
                    owner: owner.clone(),
                    line,
                    rule: number,
                    people: tie.people.clone(),
                    has_name: tie.has_name,
                    idle: now - latest,
                });
            }
        }
    }
    found
}

/// When each person last committed anything, merges and bulk changes included.
fn last_commits(known: &Known) -> BTreeMap<PersonId, i64> {
    let mut last: BTreeMap<PersonId, i64> = BTreeMap::new();
    for commit in &known.knowledge.history.commits {
        let everybody = std::iter::once(&commit.author).chain(&commit.co_authors);
        for person in everybody.filter_map(|signature| known.knowledge.people.person(signature)) {
            let seen = last.entry(person).or_insert(commit.time);
            *seen = commit.time.max(*seen);
        }
    }
    last
}

/// For each rule the files on which it decides, with everybody who ever touched them; nothing when that costs too much.
pub(crate) fn decided(owners: &OwnersFacts, known: &Known) -> BTreeMap<usize, (usize, BTreeSet<PersonId>)> {
    let paths: Vec<RepoPath> = known.knowledge.snapshot.files.keys().cloned().collect();
    let Some(ownerships) = owners.file.ownerships(&paths) else {
        return BTreeMap::new();
    };
    let hands = hands(known, &paths);
    let mut decided: BTreeMap<usize, (usize, BTreeSet<PersonId>)> = BTreeMap::new();
    for (path, ownership) in paths.iter().zip(ownerships) {
        let Ownership::Owned(grants) = ownership else { continue };
        for grant in grants {
            let (count, people) = decided.entry(grant.rule).or_default();
            *count += 1;
            people.extend(hands.get(path).into_iter().flatten());
        }
    }
    decided
}

/// Everybody who ever touched each file, under whatever name it had.
fn hands<'p>(known: &Known, paths: &'p [RepoPath]) -> BTreeMap<&'p RepoPath, BTreeSet<PersonId>> {
    let histories = known.knowledge.histories(paths, &|_| true);
    let by_path: BTreeMap<&RepoPath, &RepoPath> = paths.iter().map(|path| (path, path)).collect();
    let person = |signature: &Signature| known.knowledge.people.person(signature);
    let mut hands: BTreeMap<&RepoPath, BTreeSet<PersonId>> = BTreeMap::new();
    for file in &histories {
        let Some(path) = by_path.get(&file.path) else { continue };
        let people = hands.entry(path).or_default();
        for event in &file.events {
            let commit = &known.knowledge.history.commits[event.commit];
            let everybody = std::iter::once(&commit.author).chain(&commit.co_authors);
            people.extend(everybody.filter_map(person));
        }
    }
    hands
}
