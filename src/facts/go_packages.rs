//! Which package a page means where it writes a name of Go behind another: packages are imported by their address and named like its end.

use super::pages::PageFacts;
use crate::model::change::PlacedSymbol;

/// Whether what stands before a function of Go is its package, by its name or by what the page imports it as, or something that
/// no import tells of; methods stand behind values.
pub(super) fn is_of_package(page: &PageFacts, of: &str, base: &PlacedSymbol) -> bool {
    let package = base.qualified.iter().rev().nth(1);
    let mut imports = page.page.imports.iter().filter(|import| import.alias == of).peekable();
    let same = package.is_some_and(|package| package == of);
    let free = base.symbol.container.is_empty();
    let named = |target: &[String]| target.last().is_some_and(|last| Some(last) == package);
    !free || same || package.is_none() || imports.peek().is_some() && imports.any(|import| named(&import.target))
}

/// Whether an import brings what is in a container; of Go the package that is imported, not one around it.
pub(super) fn brings(base: &PlacedSymbol, target: &[String], container: &String) -> bool {
    match base.path.extension() {
        "go" => target.last() == Some(container),
        _ => target.contains(container),
    }
}
