//! How many lines each touch added and deleted. Costs ten times as much as names alone: only for the method that asks for it.

use super::knowledge::Knowledge;
use crate::git::lines::differing_lines;
use crate::git::repo::Repo;
use crate::model::commit::TouchKind;
use crate::model::revision::Oid;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Lines added and deleted between two contents, by the pair of them. Contents that are binary, too large or missing have
/// none.
pub fn all(repo: &Repo, knowledge: &Knowledge) -> HashMap<(Oid, Oid), f64> {
    let touches = knowledge.history.touches.iter().flatten();
    let pairs: BTreeSet<(Oid, Oid)> = touches
        .filter(|touch| touch.kind != TouchKind::Deleted)
        .map(|touch| (touch.base, touch.head))
        .collect();
    let count = |pair: &(Oid, Oid)| (*pair, f64::from(changed(repo, pair.0, pair.1)));
    pairs.par_iter().map(count).collect()
}

fn changed(repo: &Repo, base: Oid, head: Oid) -> u32 {
    let text = |id: Oid| match id {
        Oid::ZERO => Some(String::new()),
        id => repo
            .read_blob(id)
            .ok()
            .filter(|bytes| !bytes.contains(&0))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    };
    let (Some(base), Some(head)) = (text(base), text(head)) else {
        return 0;
    };
    let hunks = differing_lines(&base, &head);
    hunks
        .iter()
        .map(|(removed, added)| (removed.end - removed.start) + (added.end - added.start))
        .sum()
}
