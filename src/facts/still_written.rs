//! Members that code at head still writes with what stands before them: `cart.items`, where a field `items` of a `cart` is gone.
//! In JavaScript any object may have the member: what was gone was one of several that are written alike.

use super::deaths::{Death, Extent};
use super::pages::PageFacts;
use super::side::Side;
use super::stale::{Fault, Stale};
use super::unread::is_word;
use crate::model::source::FileRole;
use crate::model::symbol::SymbolKind;
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Drops the findings on such members, unless the class itself is written before them.
pub(super) fn drop_still_written(head: &Side<'_>, pages: &[PageFacts], stale: &mut Vec<Stale>) {
    let wanted: BTreeSet<String> = stale.iter().filter_map(|row| member(&pages[row.page], row)).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    let Some(finder) = AhoCorasick::new(&wanted).ok().filter(|_| !wanted.is_empty()) else {
        return;
    };
    let code: Vec<_> = head
        .sources
        .iter()
        .filter(|(_, (role, _))| *role == FileRole::Code)
        .collect();
    let written: BTreeSet<usize> = code
        .par_iter()
        .flat_map_iter(|(path, (_, blob))| {
            let text = head.text(path, *blob).ok();
            let text = text.as_deref().unwrap_or_default();
            let hits = finder
                .find_overlapping_iter(text)
                .filter(|hit| is_word(text, hit.start(), hit.end()));
            hits.map(|hit| hit.pattern().as_usize()).collect::<BTreeSet<usize>>()
        })
        .collect();
    stale.retain(|row| {
        let member = member(&pages[row.page], row);
        member.is_none_or(|member| !written.iter().any(|at| wanted[*at] == member))
    });
}

/// What a page writes of a field of an object, as code writes it.
fn member(page: &PageFacts, row: &Stale) -> Option<String> {
    let Fault::Dead(death) = &row.fault else { return None };
    let mention = &page.page.mentions[row.mention];
    let above = row.part.checked_sub(1).and_then(|above| mention.parts.get(above))?;
    is_of_object(death).then(|| format!("{above}.{}", death.name))
}

/// Whether a field of an object or function of JavaScript is gone, and others of its name are not.
fn is_of_object(death: &Death) -> bool {
    let script = |path: &str| matches!(path, "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx");
    death.extent == Extent::LivesElsewhere
        && death.base.as_ref().is_some_and(|base| {
            let of = base.symbol.container.last();
            base.symbol.kind == SymbolKind::Field
                && script(base.path.extension())
                && of.is_some_and(|of| of.starts_with(char::is_lowercase))
        })
}
