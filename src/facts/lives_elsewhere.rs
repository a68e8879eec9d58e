//! Names that other definitions have too: whether a mention means the one that is gone.

use super::context::is_named_like;
use super::deaths::Death;
use super::pages::{PageFacts, is_distinctive};
use super::resolver::Tables;
use super::table::{Resolution, is_readable};
use super::tie::qualified_forms;
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::Mention;
use crate::model::source::FileRole;
use crate::model::symbol::SymbolKind;

/// Another symbol has the name: the doc must say which one it means, and that one must be gone.
pub(super) fn lives_elsewhere(
    tables: Option<&Tables<'_>>,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    death: &Death,
    context: Option<Tie>,
) -> Option<(Tie, Confidence)> {
    let base = death.base.as_ref()?;
    if matches!(
        base.symbol.kind,
        SymbolKind::Flag | SymbolKind::EnvVar | SymbolKind::ConfigKey
    ) {
        return None;
    }
    // `cart_box` is one of `CartBox` rather than of `MyCartBox`, if there is such a class.
    let variable = part.checked_sub(1).map(|above| mention.parts[above].as_str());
    let of = |class: Option<&String>| {
        class
            .zip(variable)
            .is_some_and(|(class, variable)| is_named_like(variable, class))
    };
    if !of(base.symbol.container.last()) && death.namesakes.iter().any(|other| of(other.symbol.container.last())) {
        return None;
    }
    if is_readable(base.path.extension(), FileRole::Code) {
        // Another implementation of the same class may be what is left.
        let twin = base.symbol.container.last().is_some_and(|class| {
            let same = |other: &PlacedSymbol| other.symbol.container.last() == Some(class);
            death.namesakes.iter().any(same)
        });
        return resolved_away(tables?, page, (mention, part), base, (context.filter(|_| !twin), twin));
    }
    if is_left_in_package(mention, part, base, &death.namesakes) == Some(false) {
        return Some((Tie::QualifiedName, Confidence::Medium));
    }
    let container = base.symbol.container.last()?;
    let same_container = death
        .namesakes
        .iter()
        .any(|other| other.symbol.container.last() == Some(container));
    let written = part > 0 && mention.parts[part - 1] == *container;
    context
        .filter(|_| written && !same_container)
        .map(|tie| (tie, Confidence::Medium))
}

/// Whether a package of Go still has what a mention takes from it: what is left may be a method of its types. `None` when the
/// mention is not written with the package.
fn is_left_in_package(mention: &Mention, part: usize, base: &PlacedSymbol, left: &[PlacedSymbol]) -> Option<bool> {
    let package = base.qualified.iter().rev().nth(1)?;
    let of = part.checked_sub(1).map(|above| &mention.parts[above])?;
    let free = |symbol: &PlacedSymbol| symbol.symbol.container.is_empty();
    let asked = base.path.extension() == "go" && free(base) && of == package && part == 1;
    asked.then(|| {
        left.iter()
            .any(|other| free(other) && other.qualified.iter().rev().nth(1) == Some(package))
    })
}

/// The mention means the dead symbol at base, and its qualified name dangles at head.
pub(super) fn resolved_away(
    tables: &Tables<'_>,
    page: &PageFacts,
    (mention, part): (&Mention, usize),
    base: &PlacedSymbol,
    (context, twin): (Option<Tie>, bool),
) -> Option<(Tie, Confidence)> {
    let forms = qualified_forms(page, &mention.parts[..=part]);
    // Blocks of one page may import the same name from several places: one that may still be there may be meant.
    let dangling = |form: &Vec<String>| matches!(tables.head().resolve(form), Resolution::Dangling(_));
    let imported = |form: &Vec<String>| page.imports_as(&mention.parts[..=part], form) && !dangling(form);
    if part == 0 && (forms.iter().any(imported) || is_in_its_module(tables, page, mention)) {
        return None;
    }
    let spelled = forms.into_iter().find(|form| {
        matches!(tables.base().resolve(form), Resolution::Resolved(version, symbol)
            if version.path == base.path && symbol.local_name() == base.symbol.local_name())
    });
    // What a page may import from elsewhere is gone from there; the name may stand for another thing in its old place.
    let written = |form: &[String]| form == &mention.parts[..=part];
    let stands = matches!(tables.head().resolve(&base.qualified), Resolution::Resolved(..));
    let dangles = |name: &[String]| {
        let member = base.symbol.container.last().filter(|_| base.path.extension() == "rs");
        let lacking = member.is_some_and(|of| tables.head().lacks_member(of, &base.symbol.name));
        lacking || matches!(tables.head().resolve(name), Resolution::Dangling(_))
    };
    match (spelled, context) {
        (Some(form), _) if stands && !written(&form) => None,
        // A class that moved with its members is named without its module.
        (Some(_), _) if twin && part == 1 && mention.parts[0] == *base.symbol.container.last()? => None,
        (Some(form), _) => dangles(&form).then_some((Tie::QualifiedName, Confidence::High)),
        (None, Some(tie)) if is_about(&tie, base) => dangles(&base.qualified).then_some((tie, Confidence::Medium)),
        (None, _) => None,
    }
}

/// Whether the module that the page is in where a mention stands (`.. module:: shop.cart`) has the name at head.
fn is_in_its_module(tables: &Tables<'_>, page: &PageFacts, mention: &Mention) -> bool {
    let module = page.page.modules.iter().rev().find(|(line, _)| *line <= mention.line);
    module.is_some_and(|(_, module)| {
        let parts = module.split(['.', ':']).filter(|part| !part.is_empty());
        let name: Vec<String> = parts.chain([mention.parts[0].as_str()]).map(str::to_owned).collect();
        matches!(
            tables.head().resolve(&name),
            Resolution::Resolved(..) | Resolution::Module
        )
    })
}

/// Whether a section whose heading holds the name of a class is about it: "Custom Message Consumers" is not about `Message`.
fn is_about(tie: &Tie, base: &PlacedSymbol) -> bool {
    let Tie::Heading(heading) = tie else { return true };
    let class = base.symbol.container.last().map_or("", String::as_str);
    let whole = heading.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
    is_distinctive(&base.symbol.name) || is_distinctive(class) || whole.rsplit(['.', ':']).next() == Some(class)
}
