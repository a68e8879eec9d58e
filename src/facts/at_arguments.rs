//! A call that is contradicted by one of its arguments is reported where that argument stands, and once.

use super::pages::{PageFacts, is_distinctive};
use super::stale::{Fault, Stale};
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use std::collections::{BTreeSet, HashMap};

/// A contradicted call points at the argument in question, and that argument is then not reported by itself.
pub(super) fn on_arguments(page: &PageFacts, mut stale: Vec<Stale>) -> Vec<Stale> {
    let mut replaced = BTreeSet::new();
    for row in &mut stale {
        let Fault::Contradicted(_, what) = &mut row.fault else {
            continue;
        };
        let call = &page.page.mentions[row.mention];
        let behind = page.page.mentions.iter().enumerate().skip(row.mention + 1);
        let argument = behind
            .take_while(|(_, other)| other.passage == call.passage)
            .find(|(_, other)| other.leaf() == what.subject && is_argument(other, call));
        if let Some((at, _)) = argument {
            row.mention = at;
            row.part = 0;
            replaced.insert(at);
        }
    }
    let names: HashMap<usize, String> = stale
        .iter()
        .filter(|row| replaced.contains(&row.mention))
        .filter_map(new_name)
        .collect();
    for row in &mut stale {
        if let Fault::Contradicted(_, what) = &mut row.fault {
            what.new_name = names.get(&row.mention).cloned();
        }
    }
    stale.retain(|row| !matches!(row.fault, Fault::Dead(_)) || !replaced.contains(&row.mention));
    without_lesser(page, stale)
}

/// Whether a mention is an argument of a call; in plain text that is any name behind it on its line.
fn is_argument(mention: &Mention, call: &Mention) -> bool {
    let plain = call.form == MentionForm::Plain && mention.line == call.line && mention.parts.len() == 1;
    plain || mention.kind == MentionKind::Argument && mention.owner.last() == call.parts.last()
}

/// What is passed to something that is gone is not worth words of its own, nor a parameter with an ordinary word for its name
/// on a line of which something surer is told: whoever mends the one, sees the other.
fn without_lesser(page: &PageFacts, stale: Vec<Stale>) -> Vec<Stale> {
    let mention_of = |row: &Stale| &page.page.mentions[row.mention];
    let dead = |row: &Stale| match &row.fault {
        Fault::Dead(death) => Some(death.clone()),
        _ => None,
    };
    let names = stale
        .iter()
        .filter_map(|row| Some((mention_of(row).passage, dead(row)?.name.clone())));
    let names: BTreeSet<(u32, String)> = names.collect();
    let sure = stale.iter().filter(|row| row.confidence == Confidence::High);
    let sure: BTreeSet<u32> = sure.map(|row| mention_of(row).line).collect();
    let is_lesser = |row: &Stale| {
        let Some(death) = dead(row) else { return false };
        let mention = mention_of(row);
        if mention.kind != MentionKind::Argument {
            return false;
        }
        let of = mention.owner.last().filter(|_| death.new_name.is_none());
        of.is_some_and(|of| names.contains(&(mention.passage, of.clone())))
            || row.confidence < Confidence::High && !is_distinctive(&death.name) && sure.contains(&mention.line)
    };
    stale.iter().filter(|row| !is_lesser(row)).cloned().collect()
}

fn new_name(row: &Stale) -> Option<(usize, String)> {
    let Fault::Dead(death) = &row.fault else { return None };
    Some((row.mention, death.new_name.as_ref()?.name.clone()))
}
