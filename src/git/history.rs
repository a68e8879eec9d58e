//! Walks over the history: all of it, a range of it, and the commit two sides stand on.

use super::commit::Links;
use super::error::GitError;
use super::oid_map::OidMap;
use super::repo::Repo;
use crate::model::commit::Commit;
use crate::model::revision::Oid;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap, HashSet};

/// Every commit that `head` stands on, itself included, parents before children.
pub(crate) fn whole(repo: &Repo, head: Oid) -> Result<Vec<Commit>, GitError> {
    let mut seen: OidMap<()> = OidMap::from_iter([(head, ())]);
    let mut waiting = vec![head];
    let mut commits = Vec::new();
    while let Some(id) = waiting.pop() {
        let commit = repo.commit(id)?;
        waiting.extend(
            commit
                .parents
                .iter()
                .filter(|parent| seen.insert(**parent, ()).is_none()),
        );
        commits.push(commit);
    }
    Ok(in_order(commits))
}

/// Sorts commits so that parents come before children; among those that are ready, the oldest and then the smallest id.
fn in_order(commits: Vec<Commit>) -> Vec<Commit> {
    let numbers: OidMap<usize> = (0..)
        .zip(&commits)
        .map(|(number, commit)| (commit.id, number))
        .collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); commits.len()];
    let mut missing = vec![0_usize; commits.len()];
    for (number, commit) in commits.iter().enumerate() {
        for parent in commit.parents.iter().filter_map(|parent| numbers.get(parent)) {
            children[*parent].push(number);
            missing[number] += 1;
        }
    }
    let mut ready: BinaryHeap<_> = (0..commits.len())
        .filter(|number| missing[*number] == 0)
        .map(|number| Reverse((commits[number].commit_time, commits[number].id, number)))
        .collect();
    let mut commits: Vec<Option<Commit>> = commits.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(commits.len());
    while let Some(Reverse((_, _, number))) = ready.pop() {
        ordered.extend(commits[number].take());
        for child in std::mem::take(&mut children[number]) {
            missing[child] -= 1;
            if let (0, Some(commit)) = (missing[child], &commits[child]) {
                ready.push(Reverse((commit.commit_time, commit.id, child)));
            }
        }
    }
    ordered
}

/// Commits of `head` that are not of `base`, parents before children.
pub(crate) fn between(repo: &Repo, base: Oid, head: Oid) -> Result<Vec<Commit>, GitError> {
    let mut painting = Painting::default();
    painting.paint(repo, base, head)?;
    let ids = painting.flags.iter().filter(|(_, flags)| **flags == HEAD);
    Ok(in_order(ids.map(|(id, _)| repo.commit(*id)).collect::<Result<_, _>>()?))
}

/// The first parents of `head` down to `stop`.
pub(crate) fn first_parents(repo: &Repo, head: Oid, stop: Oid) -> Result<Vec<Commit>, GitError> {
    let mut chain = Vec::new();
    let mut next = Some(head);
    while let Some(id) = next.filter(|id| *id != stop) {
        let commit = repo.commit(id)?;
        next = commit.parents.first().copied();
        chain.push(commit);
    }
    Ok(chain)
}

/// The newest best common ancestor.
pub(crate) fn merge_base(repo: &Repo, a: Oid, b: Oid) -> Result<Option<Oid>, GitError> {
    if a == b {
        return Ok(Some(a));
    }
    let mut painting = Painting::default();
    let mut common = painting.paint(repo, a, b)?;
    common.retain(|(id, _)| painting.flags.get(id).is_some_and(|flags| flags & STALE == 0));
    if common.is_empty() && repo.is_shallow() {
        return Err(GitError::Shallow {
            what: format!("no common ancestor of {} and {} was found", a.short(), b.short()),
        });
    }
    without_ancestors(repo, &mut common)?;
    common.sort_by_key(|(id, time)| (Reverse(*time), *id));
    Ok(common.first().map(|(id, _)| *id))
}

/// For each head the newest commit of its history that is in the history of a known one too; `None` when there is none. One walk
/// for all of them.
pub(crate) fn departures(repo: &Repo, heads: &[Oid], known: &[Oid]) -> Result<Vec<Option<Oid>>, GitError> {
    let mut painting = Painting::default();
    for id in known {
        painting.add(repo, *id, BASE)?;
    }
    for id in heads {
        painting.add(repo, *id, HEAD)?;
    }
    painting.walk(repo)?;
    heads.iter().map(|head| painting.departure(repo, *head)).collect()
}

/// Removes candidates that another candidate stands on; there are some only when clocks were wrong.
fn without_ancestors(repo: &Repo, candidates: &mut Vec<(Oid, i64)>) -> Result<(), GitError> {
    if candidates.len() < 2 {
        return Ok(());
    }
    let mut redundant = HashSet::new();
    for (one, _) in candidates.iter() {
        for (other, _) in candidates.iter().filter(|(other, _)| other != one) {
            let mut painting = Painting::default();
            painting.paint(repo, *one, *other)?;
            if painting.flags.get(one).is_some_and(|flags| flags & HEAD != 0) {
                redundant.insert(*one);
            }
        }
    }
    candidates.retain(|(id, _)| !redundant.contains(id));
    Ok(())
}

const BASE: u8 = 1;
const HEAD: u8 = 2;
/// Below a common ancestor: of no more interest.
const STALE: u8 = 4;

/// Which commits two sides stand on, walked newest first as far as needed.
#[derive(Default)]
struct Painting {
    flags: HashMap<Oid, u8>,
    links: HashMap<Oid, Links>,
    queue: BinaryHeap<(i64, Reverse<Oid>)>,
    /// Entries of the queue that are not stale.
    fresh: HashSet<Oid>,
}

impl Painting {
    /// Paints both histories until only common commits are left; returns the common ones that were met.
    fn paint(&mut self, repo: &Repo, base: Oid, head: Oid) -> Result<Vec<(Oid, i64)>, GitError> {
        self.add(repo, base, BASE)?;
        self.add(repo, head, HEAD)?;
        self.walk(repo)
    }

    /// Walks what is on the queue until only common commits are left; returns the common ones that were met.
    fn walk(&mut self, repo: &Repo) -> Result<Vec<(Oid, i64)>, GitError> {
        let mut common = Vec::new();
        while let Some((time, Reverse(id))) = self.queue.pop() {
            self.fresh.remove(&id);
            let mut flags = self.flags.get(&id).copied().unwrap_or(0);
            if flags & STALE == 0 && flags & (BASE | HEAD) == BASE | HEAD {
                common.push((id, time));
                flags |= STALE;
            }
            for parent in self
                .links
                .get(&id)
                .map(|links| links.parents.clone())
                .unwrap_or_default()
            {
                self.add(repo, parent, flags)?;
            }
            if self.fresh.is_empty() {
                break;
            }
        }
        common.sort_unstable();
        common.dedup();
        Ok(common)
    }

    /// The newest commit below `head`, or `head` itself, that the base side stands on.
    fn departure(&self, repo: &Repo, head: Oid) -> Result<Option<Oid>, GitError> {
        let mut seen = HashSet::from([head]);
        let mut waiting = vec![head];
        let mut known = Vec::new();
        while let Some(id) = waiting.pop() {
            let Some(links) = self.links.get(&id) else { continue };
            if self.flags.get(&id).is_some_and(|flags| flags & BASE != 0) {
                known.push((Reverse(links.time), id));
            } else {
                waiting.extend(links.parents.iter().copied().filter(|parent| seen.insert(*parent)));
            }
        }
        if known.is_empty() && repo.is_shallow() {
            return Err(GitError::Shallow {
                what: format!("it cannot be told what is new in {}", head.short()),
            });
        }
        Ok(known.into_iter().min().map(|(_, id)| id))
    }

    /// Adds flags to a commit and puts it on the queue if that says anything new.
    fn add(&mut self, repo: &Repo, id: Oid, flags: u8) -> Result<(), GitError> {
        let old = self.flags.get(&id).copied().unwrap_or(0);
        let new = old | flags;
        if new == old {
            return Ok(());
        }
        let time = match self.links.entry(id) {
            Entry::Occupied(known) => known.get().time,
            Entry::Vacant(free) => free.insert(repo.links(id)?).time,
        };
        self.flags.insert(id, new);
        self.queue.push((time, Reverse(id)));
        if new & STALE == 0 {
            self.fresh.insert(id);
        } else {
            self.fresh.remove(&id);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use crate::model::commit::{Commit, Signature};
    use crate::model::revision::Oid;
    use proptest::prelude::*;

    fn commit(number: u8, parents: &[u8], time: i64) -> Commit {
        let somebody = Signature {
            name: String::new(),
            email: String::new(),
        };
        Commit {
            id: Oid([number; 20]),
            tree: Oid::ZERO,
            parents: parents.iter().map(|parent| Oid([*parent; 20])).collect(),
            author: somebody,
            time,
            commit_time: time,
            summary: String::new(),
            co_authors: Vec::new(),
        }
    }

    proptest! {
        /// However commits were met, equal times and wrong clocks included, they come in the same order, parents first.
        #[test]
        fn the_order_does_not_depend_on_how_commits_were_met(
            shape in prop::collection::vec((prop::collection::vec(any::<prop::sample::Index>(), 0..3), 0..3_i64), 1..20),
            turn in any::<prop::sample::Index>(),
        ) {
            let commits: Vec<Commit> = (0..)
                .zip(&shape)
                .map(|(number, (parents, time))| {
                    let parents: Vec<u8> = parents
                        .iter()
                        .filter(|_| number > 0)
                        .map(|parent| u8::try_from(parent.index(usize::from(number.max(1)))).unwrap())
                        .collect();
                    commit(number, &parents, *time)
                })
                .collect();
            let mut turned = commits.clone();
            turned.rotate_left(turn.index(commits.len()));
            turned.reverse();
            let ids = |commits: Vec<Commit>| in_order(commits).iter().map(|commit| commit.id).collect::<Vec<_>>();
            let ordered = in_order(commits.clone());
            prop_assert_eq!(ids(commits), ids(turned));
            for (at, commit) in ordered.iter().enumerate() {
                prop_assert!(commit.parents.iter().all(|parent| ordered[..at].iter().any(|other| other.id == *parent)));
            }
        }
    }
}
