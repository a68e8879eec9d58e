//! How a page says what kind of thing a name is (the `Cart` class, `carts!`, `use shop::Cart`), so that even an ordinary word
//! means the definition that is gone, although texts of the code still hold the word.

use super::deaths::Death;
use super::names::Names;
use super::pages::{PageFacts, is_marked};
use super::set_apart::is_whole_heading;
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::source::WordUse;
use crate::model::symbol::SymbolKind;

/// The tie of a mention that says what kind of thing it names, to a definition without which the code calls nothing so.
pub(super) fn tie(names: &Names, page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> Option<Tie> {
    let base = death.base.as_ref()?;
    let called = WordUse::IDENTIFIER.with(WordUse::DEFINITION).with(WordUse::IMPORT);
    if death.left.code.has(called) || part + 1 != mention.parts.len() || page.declares(&death.name) {
        return None;
    }
    if mention.parts.len() == 1 && is_marked(&mention.form) {
        if let Some(noun) = noun_beside(page, mention, base.symbol.kind) {
            return Some(Tie::Block(noun.to_owned()));
        }
        if is_whole_heading(page, mention) && matches!(base.symbol.kind, SymbolKind::Function | SymbolKind::Class) {
            return Some(Tie::Heading(mention.text.clone()));
        }
    }
    if is_macro(page, mention, base) {
        return Some(Tie::QualifiedName);
    }
    import(names, page, mention, base)
}

/// Words by which prose calls what is defined.
fn nouns(kind: SymbolKind) -> &'static [&'static str] {
    match kind {
        SymbolKind::Class => &["class"],
        SymbolKind::Struct => &["struct", "type"],
        SymbolKind::Enum => &["enum", "type"],
        SymbolKind::Interface => &["trait", "interface", "protocol"],
        SymbolKind::Type => &["type"],
        SymbolKind::Function => &["function", "decorator"],
        SymbolKind::Method => &["method"],
        SymbolKind::Macro => &["macro"],
        SymbolKind::Constant => &["constant"],
        _ => &[],
    }
}

/// The noun of the kind that stands right behind inline code, or right before it: "the `Cart` class", "the class `Cart`".
fn noun_beside(page: &PageFacts, mention: &Mention, kind: SymbolKind) -> Option<&'static str> {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let behind = behind.strip_prefix("()").unwrap_or(behind).trim_start_matches('`');
    let behind = behind.strip_prefix([' ', '\n']).unwrap_or_default();
    let before = before
        .trim_end_matches('`')
        .strip_suffix([' ', '\n'])
        .unwrap_or_default();
    let follows = |noun: &str| {
        let rest = behind.strip_prefix(noun);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    let precedes = |noun: &str| {
        let rest = before.strip_suffix(noun);
        rest.is_some_and(|rest| rest.ends_with(char::is_whitespace))
    };
    nouns(kind).iter().copied().find(|noun| follows(noun) || precedes(noun))
}

/// `carts!` of a macro, or of the function that a procedural macro is.
fn is_macro(page: &PageFacts, mention: &Mention, base: &PlacedSymbol) -> bool {
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let after = behind.strip_prefix('!');
    let kind = matches!(base.symbol.kind, SymbolKind::Macro | SymbolKind::Function);
    let code = matches!(mention.form, MentionForm::Code | MentionForm::Block(_));
    let called = after.is_some_and(|rest| rest.starts_with(['`', '(', '[', '{', ' ']) && !rest.starts_with(" ="));
    kind && code && called && base.path.extension() == "rs"
}

/// What a block of the page imports from a package of the project under its own name.
fn import(names: &Names, page: &PageFacts, mention: &Mention, base: &PlacedSymbol) -> Option<Tie> {
    let code = matches!(
        mention.form,
        MentionForm::Code | MentionForm::Role(_) | MentionForm::Block(_)
    );
    if !base.symbol.kind.is_container() || !code || mention.kind == MentionKind::Key {
        return None;
    }
    let own = |target: &[String]| {
        let named = target.len() > 1 && target.last() == Some(&base.symbol.name);
        named && target.first().is_some_and(|root| names.own.contains(root))
    };
    if own(&mention.parts) {
        return Some(Tie::QualifiedName);
    }
    let import = page
        .page
        .imports
        .iter()
        .find(|import| import.alias == base.symbol.name && own(&import.target))?;
    (mention.parts.len() == 1).then(|| Tie::PageImport(import.target.join(".")))
}
