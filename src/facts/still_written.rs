//! Members that code at head still writes with what stands before them: `cart.items`, where a field `items` of a `cart` is gone.
//! In JavaScript any object may have the member: what was gone was one of several that are written alike.

use super::deaths::{Death, Extent};
use super::pages::PageFacts;
use super::side::Side;
use super::stale::{Fault, Stale};
use super::unread::held_by;
use crate::model::source::FileRole;
use crate::model::symbol::SymbolKind;

/// Drops the findings on such members.
pub(super) fn drop_still_written(head: &Side<'_>, pages: &[PageFacts], stale: &mut Vec<Stale>) {
    let wanted = stale.iter().filter_map(|row| member(&pages[row.page], row)).collect();
    let code = head.sources.iter().filter(|(_, (role, _))| *role == FileRole::Code);
    let written = held_by(head, code.map(|(path, (_, blob))| (path, *blob)).collect(), wanted);
    stale.retain(|row| member(&pages[row.page], row).is_none_or(|member| !written.contains(&member)));
}

/// What a page writes of a field of an object, as code writes it.
fn member(page: &PageFacts, row: &Stale) -> Option<String> {
    let Fault::Dead(death) = &row.fault else { return None };
    let mention = &page.page.mentions[row.mention];
    let above = row.part.checked_sub(1).and_then(|above| mention.parts.get(above))?;
    is_of_object(death).then(|| format!("{above}.{}", death.name))
}

/// Whether a field of an object of JavaScript is gone, which no class has, and others of its name are not.
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
