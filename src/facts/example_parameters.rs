//! Names that functions of the examples take as parameters: a page that names one speaks of the example it shows.

use super::deaths::Extent;
use super::pages::PageFacts;
use super::side::Side;
use super::stale::{Fault, Stale};
use super::tie::holds_word;
use crate::code;
use crate::model::source::FileRole;
use std::collections::BTreeSet;

/// Drops names that are gone from the code and that examples still take as parameters.
pub(super) fn drop_parameters(head: &Side<'_>, pages: &[PageFacts], stale: &mut Vec<Stale>) {
    let asked: BTreeSet<String> = stale
        .iter()
        .filter(|row| row.part == 0)
        .filter_map(|row| Some(left_in_examples(row)?.to_owned()))
        .collect();
    if asked.is_empty() {
        return;
    }
    let taken = parameters(head, &asked);
    stale.retain(|row| {
        let first = pages[row.page].page.mentions[row.mention].parts.len() == 1 || row.part == 0;
        !(first && left_in_examples(row).is_some_and(|name| taken.contains(name)))
    });
}

/// The name of a row that only tests or examples still hold.
fn left_in_examples(row: &Stale) -> Option<&str> {
    match &row.fault {
        Fault::Dead(death) if death.extent == Extent::OnlyTests => Some(&death.name),
        _ => None,
    }
}

/// Which of the names a function of an example takes as a parameter.
fn parameters(head: &Side<'_>, asked: &BTreeSet<String>) -> BTreeSet<String> {
    let examples = head.sources.iter().filter(|(_, (role, _))| *role == FileRole::Example);
    let mut taken = BTreeSet::new();
    for (path, (_, blob)) in examples {
        let Ok((text, _)) = head.code_text(path, *blob) else {
            continue;
        };
        if !asked.iter().any(|name| holds_word(&text, name)) {
            continue;
        }
        let symbols = code::reader::read(path, &text).symbols;
        let params = symbols
            .into_iter()
            .filter_map(|symbol| symbol.signature)
            .flat_map(|signature| signature.params);
        taken.extend(
            params
                .map(|param| param.name)
                .filter(|name| asked.contains(name.as_str())),
        );
    }
    taken
}
