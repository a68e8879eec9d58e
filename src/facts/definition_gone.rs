//! Names whose definition is gone while code goes on using the word: only those that nobody uses by chance, or that the page ties
//! to what is gone.

use super::beside;
use super::built_in::is_type_of_python;
use super::deaths::Death;
use super::heritage::{heir, is_renamed_in_place};
use super::names::Names;
use super::other_notations::is_dotfile;
use super::page_own::is_another_thing;
use super::pages::{PageFacts, is_distinctive};
use super::plausible::is_strong;
use super::resolver::Tables;
use super::set_apart;
use super::tie::{holds_word, is_its_own};
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::source::WordUse;
use crate::model::symbol::SymbolKind;

/// The definition is gone but the word is used elsewhere: only names nobody uses by chance count.
pub(super) fn tie(
    names: &Names,
    tables: Option<&Tables<'_>>,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    (death, context): (&Death, Option<Tie>),
) -> Option<(Tie, Confidence)> {
    let Some(base) = death.base.as_ref() else {
        return renamed_everywhere(page, mention, part, death);
    };
    // What stands behind a dot is no parameter.
    let parameter = death.is_parameter && part == 0;
    let defined = death.left.code.with(death.left.config).has(WordUse::DEFINITION);
    // What code imports now, another package has, and a code block may go on using it.
    let block = matches!(mention.form, MentionForm::Block(_));
    let imported = block && base.symbol.kind.is_container() && death.left.code.has(WordUse::IMPORT);
    let lent = is_lent(death, base) || is_read_on(death, base) || imported;
    let taken = block && part == 0 && page.takes(&death.name);
    let certain = is_distinctive(&death.name) && !defined && !parameter && !lent && !taken;
    let special = matches!(
        base.symbol.kind,
        SymbolKind::Flag | SymbolKind::EnvVar | SymbolKind::ConfigKey
    );
    let around = || {
        beside::page_name(page, mention, base)
            .or_else(|| heir(tables, page, mention, part, base))
            .or_else(|| renamed_member(page, mention, death))
            .or_else(|| dotted_member(page, mention, base))
    };
    // `.. confval:: cart_size` is a key, which code still holds as a text.
    let key =
        mention.kind == MentionKind::Key && matches!(mention.form, MentionForm::Directive(_) | MentionForm::Role(_));
    match context.or_else(around) {
        _ if key && base.symbol.kind == SymbolKind::Field && death.left.code.has(WordUse::STRING) => None,
        _ if special => {
            set_apart::is_key_nobody_reads(mention, death).then_some((Tie::OnlyDefinition, Confidence::Medium))
        }
        Some(tie) if is_distinctive(&death.name) => Some((tie, Confidence::Medium)),
        Some(tie) if is_strong(&tie) && set_apart::is_set_apart(mention, &tie) && is_its_own(page, death, &tie) => {
            Some((tie, Confidence::Medium))
        }
        _ if certain
            && !is_of_another(names, page, mention, part, base)
            && !is_another_thing(names, page, mention, part, death) =>
        {
            Some((Tie::OnlyDefinition, Confidence::Medium))
        }
        _ => None,
    }
}

/// A member that has another name in its class now, in inline code of a page that names the class.
fn renamed_member(page: &PageFacts, mention: &Mention, death: &Death) -> Option<Tie> {
    let class = death.base.as_ref()?.symbol.container.last()?;
    let alone = mention.form == MentionForm::Code && mention.parts.len() == 1;
    let alone = alone && !is_type_of_python(page, mention, death);
    let said = is_distinctive(class) && holds_word(&page.text, class);
    (alone && said && is_renamed_in_place(death)).then(|| Tie::Block(class.clone()))
}

/// A member in inline code that begins with its dot (`` `.open()` ``): nothing defines one of the name any more.
fn dotted_member(page: &PageFacts, mention: &Mention, base: &PlacedSymbol) -> Option<Tie> {
    let before = &page.text[..mention.span.start as usize];
    let member = matches!(base.symbol.kind, SymbolKind::Method | SymbolKind::Field);
    // What code put into a value that it had (`promise.open = ..`), others may give it now.
    let typed = |class: &&String| member && class.trim_start_matches('_').starts_with(char::is_uppercase);
    let class = base.symbol.container.last().filter(typed)?;
    let dotted = before.ends_with("`.") && mention.form == MentionForm::Code && mention.parts.len() == 1;
    let dotted = dotted && !is_dotfile(page, mention);
    dotted.then(|| Tie::Block(class.clone()))
}

/// Whether code of Go goes on using a name that it does not define any more. There what is defined nowhere in the project is
/// another one's; other languages use names of members and macros of their own that no reader sees defined.
fn is_lent(death: &Death, base: &PlacedSymbol) -> bool {
    base.path.extension() == "go" && death.left.code.has(WordUse::IDENTIFIER)
}

/// Whether code goes on using a key of an object that is gone (`defaults.timeout`): others may give it now, or the reader.
fn is_read_on(death: &Death, base: &PlacedSymbol) -> bool {
    let of_object = base
        .symbol
        .container
        .last()
        .is_some_and(|of| of.starts_with(char::is_lowercase));
    let script = matches!(base.path.extension(), "js" | "jsx" | "mjs" | "mts" | "ts" | "tsx");
    // An option that the examples go on giving is one still.
    let given = script && death.left.example.has(WordUse::IDENTIFIER);
    let field = base.symbol.kind == SymbolKind::Field;
    field && (of_object || given) && death.left.code.has(WordUse::IDENTIFIER)
}

/// The name has another one all over the code: a doc that calls it or marks it as code means what was renamed.
fn renamed_everywhere(page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> Option<(Tie, Confidence)> {
    let called = mention.kind == MentionKind::Call && part + 1 == mention.parts.len();
    let meant = called || mention.form == MentionForm::Code;
    (meant && !page.declares(&death.name)).then_some((Tie::OnlyDefinition, Confidence::Medium))
}

/// Whether a member is called on something that is not named like its class, or a function on something that the page neither
/// imports nor names like its module: `name.as_str()` is a string's.
fn is_of_another(names: &Names, page: &PageFacts, mention: &Mention, part: usize, base: &PlacedSymbol) -> bool {
    let Some(of) = part.checked_sub(1).map(|above| &mention.parts[above]) else {
        // `f(x).name()`, `"text".name()`
        let before = page.text[..mention.span.start as usize].strip_suffix('.');
        let chained = before.is_some_and(|before| before.trim_end().ends_with([')', ']', '"', '\'', '?']));
        return chained && base.symbol.kind == SymbolKind::Method;
    };
    match base.symbol.kind {
        SymbolKind::Method => !matches!(of.as_str(), "self" | "cls" | "this" | "Self"),
        SymbolKind::Function => {
            let imported = page.page.imports.iter().any(|import| import.alias == *of);
            !imported && !names.own.contains(of) && !base.qualified.contains(of)
        }
        _ => false,
    }
}
