//! Finds the renames among added and deleted paths: first by the same content, then by alike content, as git does.
//!
//! The same input gives the same renames; those of other programs may differ in borderline cases.

use super::similarity::Pieces;
use crate::model::commit::{PathChange, TouchKind};
use crate::model::revision::Oid;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The least likeness of a rename, in percent; git's default.
const LEAST: u8 = 50;
/// The least likeness of a file that keeps its name and only changes its folder, without looking further; git's too.
const LEAST_SAME_NAME: u8 = 75;
/// With more pairs than this only identical contents and equal names are compared.
const PAIRS_LIMIT: usize = 1_000_000;
/// The content of an empty file: being empty too says nothing.
const EMPTY_BLOB: &str = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

/// Reads a content; `None` when that cannot be done.
pub(crate) type Read<'a> = &'a dyn Fn(Oid) -> Option<Arc<[u8]>>;

/// Joins deleted and added paths into renames. The result is sorted by path.
pub(crate) fn detect(mut changes: Vec<PathChange>, base: Read<'_>, head: Read<'_>) -> Vec<PathChange> {
    changes.sort();
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    let mut finder = Finder::new(&changes, base, head);
    if finder.is_open() {
        finder.identical();
        finder.same_names();
        finder.alike();
    }
    let found = finder.found;
    apply(changes, &found)
}

/// Turns pairs (added, deleted) of indexes into renames.
fn apply(changes: Vec<PathChange>, found: &BTreeMap<usize, usize>) -> Vec<PathChange> {
    let sources: HashMap<usize, (crate::model::path::RepoPath, Oid)> = found
        .values()
        .map(|source| (*source, (changes[*source].path.clone(), changes[*source].base)))
        .collect();
    let mut result = Vec::with_capacity(changes.len());
    for (index, mut change) in changes.into_iter().enumerate() {
        if sources.contains_key(&index) {
            continue;
        }
        if let Some((from, base)) = found.get(&index).and_then(|source| sources.get(source)) {
            change.kind = TouchKind::Renamed;
            change.from = Some(from.clone());
            change.base = *base;
        }
        result.push(change);
    }
    result
}

/// The paths that are not paired yet.
struct Finder<'a> {
    changes: &'a [PathChange],
    base: Read<'a>,
    head: Read<'a>,
    added: Vec<usize>,
    deleted: Vec<usize>,
    /// Added to deleted.
    found: BTreeMap<usize, usize>,
    pieces: HashMap<usize, Option<Arc<Pieces>>>,
}

impl<'a> Finder<'a> {
    fn new(changes: &'a [PathChange], base: Read<'a>, head: Read<'a>) -> Self {
        let of_kind = |kind: TouchKind| {
            let numbered = changes.iter().enumerate();
            numbered
                .filter(move |(_, change)| change.kind == kind)
                .map(|(index, _)| index)
                .collect()
        };
        Finder {
            changes,
            base,
            head,
            added: of_kind(TouchKind::Added),
            deleted: of_kind(TouchKind::Deleted),
            found: BTreeMap::new(),
            pieces: HashMap::new(),
        }
    }

    fn is_open(&self) -> bool {
        !self.added.is_empty() && !self.deleted.is_empty()
    }

    fn name(&self, index: usize) -> &'a str {
        self.changes[index].path.file_name()
    }

    fn pair(&mut self, added: usize, deleted: usize) {
        self.found.insert(added, deleted);
    }

    /// Drops what has been paired from the open lists.
    fn close(&mut self) {
        let used: std::collections::HashSet<usize> = self.found.values().copied().collect();
        self.added.retain(|index| !self.found.contains_key(index));
        self.deleted.retain(|index| !used.contains(index));
    }

    /// Pairs the same content, first where the name is the same too.
    fn identical(&mut self) {
        for only_same_name in [true, false] {
            let mut sources: HashMap<Oid, Vec<usize>> = HashMap::new();
            for index in self.deleted.iter().rev() {
                sources.entry(self.changes[*index].base).or_default().push(*index);
            }
            for added in self.added.clone() {
                let id = self.changes[added].head;
                let Some(same) = sources.get_mut(&id) else {
                    continue;
                };
                let fits = |source: &usize| self.name(*source) == self.name(added);
                let by_name = same.iter().rposition(fits);
                let any = (!only_same_name && id.to_string() != EMPTY_BLOB)
                    .then(|| same.len().checked_sub(1))
                    .flatten();
                if let Some(position) = by_name.or(any) {
                    let source = same.remove(position);
                    self.pair(added, source);
                }
            }
            self.close();
        }
    }

    /// Pairs files whose name occurs once among the added and once among the deleted, if they are alike.
    fn same_names(&mut self) {
        let count = |list: &[usize]| {
            let mut names: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for index in list {
                names.entry(self.name(*index)).or_default().push(*index);
            }
            names
        };
        let (added, deleted) = (count(&self.added), count(&self.deleted));
        for (name, places) in added {
            if let ([to], Some([from])) = (places.as_slice(), deleted.get(name).map(Vec::as_slice))
                && self.likeness(*to, *from, LEAST_SAME_NAME).is_some()
            {
                self.pair(*to, *from);
            }
        }
        self.close();
    }

    /// Pairs the rest by likeness, the most alike first.
    fn alike(&mut self) {
        if self.added.len().saturating_mul(self.deleted.len()) > PAIRS_LIMIT {
            return;
        }
        let mut scores = Vec::new();
        for to in self.added.clone() {
            for from in self.deleted.clone() {
                if let Some(likeness) = self.likeness(to, from, LEAST) {
                    let other_name = self.name(to) != self.name(from);
                    scores.push((Reverse(likeness), other_name, to, from));
                }
            }
        }
        scores.sort_unstable();
        let mut used = std::collections::HashSet::new();
        for (_, _, to, from) in scores {
            if !self.found.contains_key(&to) && used.insert(from) {
                self.pair(to, from);
            }
        }
        self.close();
    }

    /// The likeness of two files if it is at least `least`.
    fn likeness(&mut self, to: usize, from: usize, least: u8) -> Option<u8> {
        let (new, old) = (self.pieces_of(to)?, self.pieces_of(from)?);
        if !new.may_reach(&old, usize::from(least)) {
            return None;
        }
        Some(new.likeness(&old)).filter(|likeness| *likeness >= least)
    }

    fn pieces_of(&mut self, index: usize) -> Option<Arc<Pieces>> {
        let (changes, base, head) = (self.changes, self.base, self.head);
        let entry = self.pieces.entry(index).or_insert_with(|| {
            let change = &changes[index];
            let content = if change.kind == TouchKind::Added {
                head(change.head)
            } else {
                base(change.base)
            };
            content.map(|content| Arc::new(Pieces::of(&content)))
        });
        entry.clone()
    }
}
