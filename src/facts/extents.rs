//! How much of a symbol is left: by its word in every spelling that code may use.

use super::deaths::{Death, Extent, extent_of, is_code, spellings};
use super::namesakes::Namesakes;
use super::presence::Presences;
use super::spellings::pieces;
use crate::code;
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::mention::MentionKind;
use crate::model::source::WordUse;
use crate::model::symbol::{Symbol, SymbolKind};
use std::collections::BTreeSet;

/// Keys that the same place of the code has in another spelling now: `open-cart`, where it is `open_cart` now. Elsewhere another
/// spelling keeps a key alive, since code may read it so.
pub(super) fn respelled(changes: &[SymbolChange]) -> BTreeSet<&str> {
    let is_key = |symbol: &Symbol| symbol.kind == SymbolKind::ConfigKey;
    let heads = changes.iter().filter_map(|change| change.head.as_ref());
    let heads: Vec<&PlacedSymbol> = heads.filter(|head| is_key(&head.symbol)).collect();
    let bases = changes.iter().filter_map(|change| change.base.as_ref());
    let keys = bases.filter(|base| is_key(&base.symbol) && base.symbol.name.contains(['-', '_']));
    let again = |base: &&PlacedSymbol| {
        let other = |head: &&&PlacedSymbol| head.path == base.path && head.symbol.container == base.symbol.container;
        let others = spellings(&base.symbol.name);
        let named = |head: &PlacedSymbol| head.symbol.name != base.symbol.name && others.contains(&head.symbol.name);
        heads.iter().filter(other).any(|head| named(head))
    };
    keys.filter(again).map(|base| base.symbol.name.as_str()).collect()
}

/// How much is left of a symbol: its word in every spelling code may use, and its namesakes.
pub(super) fn symbol_extent(base: &PlacedSymbol, left: &Presences, namesakes: &Namesakes) -> Extent {
    if !namesakes.of(base).is_empty() {
        return Extent::LivesElsewhere;
    }
    let names = match base.symbol.kind {
        SymbolKind::Flag if is_fully_read(base) => return flag_extent(base, left, namesakes),
        SymbolKind::Flag | SymbolKind::ConfigKey => spellings(&base.symbol.name),
        _ => vec![base.symbol.name.clone()],
    };
    let extents = names
        .iter()
        .map(|name| left.get(name).map_or(Some(Extent::Vanished), |left| extent_of(*left)));
    let extents: Option<Vec<Extent>> = extents.collect();
    extents
        .and_then(|extents| extents.into_iter().max())
        .unwrap_or(Extent::DefinitionGone)
}

/// Whether the readers know every flag that is declared like this one: that a field or a key has its name makes it none.
pub(super) fn is_fully_read(flag: &PlacedSymbol) -> bool {
    let written = flag.symbol.name_span.range().len() == flag.symbol.name.len();
    matches!(flag.path.extension(), "rs" | "py") || written
}

/// How much is left of a flag. Code of its own language may still read it in a way that is not known; scripts in other
/// languages and settings write flags of their own, or call programs with theirs.
fn flag_extent(base: &PlacedSymbol, left: &Presences, namesakes: &Namesakes) -> Extent {
    let language = code::reader::language_id(&base.path);
    let names = flag_spellings(&base.symbol.name);
    if names.iter().any(|name| namesakes.is_spoken(name, language)) {
        return Extent::DefinitionGone;
    }
    let apart = |name: &String| left.get(name).is_some_and(|left| is_code(left.test.with(left.example)));
    if names.iter().any(apart) {
        Extent::OnlyTests
    } else {
        Extent::Vanished
    }
}

/// How strings write a flag: with its dashes, and without when it has inner ones.
pub(super) fn flag_spellings(name: &str) -> Vec<String> {
    let bare = name.trim_start_matches('-');
    let kebab = bare.contains('-').then(|| bare.to_owned());
    std::iter::once(name.to_owned()).chain(kebab).collect()
}

/// Whether code may put a key together of a text that it holds and of something else: `name + "_sd_configs"`.
pub(super) fn is_put_together(death: &Death, left: &Presences) -> bool {
    let key = |base: &PlacedSymbol| base.symbol.kind == SymbolKind::ConfigKey;
    let held = |piece: &String| left.get(piece).is_some_and(|found| found.code.has(WordUse::STRING));
    death.base.as_ref().is_none_or(key) && pieces(MentionKind::Key, &death.name).iter().any(held)
}
