//! A call that is contradicted by one of its arguments is reported where that argument stands, and once.

use super::pages::PageFacts;
use super::stale::{Fault, Stale};
use crate::model::mention::MentionKind;
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
            .find(|(_, other)| {
                other.kind == MentionKind::Argument
                    && other.leaf() == what.subject
                    && other.owner.last() == call.parts.last()
            });
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
    stale
}

fn new_name(row: &Stale) -> Option<(usize, String)> {
    let Fault::Dead(death) = &row.fault else { return None };
    Some((row.mention, death.new_name.as_ref()?.name.clone()))
}
