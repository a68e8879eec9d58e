//! Whether a mention means a symbol: by the name it writes, by the page's imports, headings and directives.

use super::beside;
use super::context::{declared_in, is_chained_on, is_instance, makes};
use super::deaths::{Death, Extent};
use super::dropped;
use super::go_packages::{brings, is_of_package};
use super::heritage::{heir, is_inherited, is_renamed_in_place, lives_apart};
use super::lives_elsewhere::{lives_elsewhere, resolved_away};
use super::module_deaths;
use super::named_so;
use super::names::Names;
use super::other_notations::is_dotfile;
use super::own_packages;
use super::page_own::is_another_thing;
use super::pages::{PageFacts, is_distinctive, is_marked, is_python_special};
use super::plausible::{confidence, is_key_of_another, is_plausible, is_strong};
use super::resolver::Tables;
use super::seen_to_go;
use super::set_apart;
use super::table::Resolution;
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::source::WordUse;
use crate::model::symbol::SymbolKind;

/// How a mention is tied to a death, and how surely. `tables` answer for names that live on elsewhere.
pub fn to_death(
    names: &Names,
    tables: Option<&Tables<'_>>,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    death: &Death,
) -> Option<(Tie, Confidence)> {
    if death.is_dropped {
        return dropped::tie(names, page, mention, death);
    }
    if death.is_own_package {
        return own_packages::tie(page, mention, part, death);
    }
    if !kinds_agree(mention, part, death) || is_key_of_another(names, mention) {
        return None;
    }
    if is_left_alone(page, mention, part, death) {
        return None;
    }
    let context = container_tie(page, mention, part, death);
    let of_project = || {
        let key = death.base.is_some() || death.is_assigned && death.usage.has(WordUse::STRING);
        key && death.leaves_nothing() && is_distinctive(&death.name) && names.is_word_of_library(page, mention)
    };
    if names.is_foreign(page, mention)
        && !set_apart::is_written_with_its_class(page, mention, death, context.as_ref())
        && !of_project()
    {
        return None;
    }
    if mention.form == MentionForm::Output && mention.kind != MentionKind::Flag && !is_certain_in_output(page, death) {
        return None;
    }
    if module_deaths::is_module(death) {
        return module_deaths::tie(tables, page, mention, part, death);
    }
    if lives_apart(tables, death) {
        return None;
    }
    if part > 0 && tables.is_some_and(|tables| is_known_at_head(tables, page, mention, part)) {
        return None;
    }
    match death.extent {
        Extent::Vanished | Extent::OnlyComments | Extent::OnlyTests => {
            let plausible = is_plausible(names, page, mention, part, death, context.as_ref());
            // Tables are there in ranges.
            let seen = !plausible
                && tables.is_some()
                && seen_to_go::is_meant(names, page, mention, part, (death, context.as_ref()));
            // What was printed once is of its day: it may be shown on purpose.
            let printed = mention.form == MentionForm::Output && death.new_name.as_ref().is_none_or(|new| !new.certain);
            // An ordinary word behind a value that the page does not tell of may be a member of anything.
            let block = matches!(mention.form, MentionForm::Block(_));
            let of_anything = block && part > 0 && context.is_none() && !is_distinctive(&death.name);
            let own = names.own.contains(&mention.parts[0]);
            let doubtful = printed || seen || death.is_of_test || of_anything && !own;
            let most = if doubtful { Confidence::Medium } else { Confidence::High };
            (plausible || seen).then(|| {
                (
                    context.unwrap_or(Tie::OnlyDefinition),
                    confidence(mention, death).min(most),
                )
            })
        }
        Extent::DefinitionGone if is_inherited(tables, death) => None,
        Extent::DefinitionGone => {
            let base = death.base.as_ref();
            // What is written in full, the page's own words resolve; an import only says what its block then uses.
            let imported = matches!(mention.form, MentionForm::Block(_)) && mention.kind == MentionKind::Name;
            let tables_of_full = tables.filter(|_| part > 0 && !imported);
            let named_so = || named_so::tie(names, page, mention, part, death).map(|tie| (tie, Confidence::Medium));
            definition_gone(names, tables, page, mention, part, (death, context))
                .or_else(|| resolved_away(tables_of_full?, page, (mention, part), base?, (None, false)))
                .or_else(named_so)
        }
        Extent::LivesElsewhere => lives_elsewhere(tables, page, mention, part, death, context),
    }
}

/// Whether what is gone was apart from what ships, and the page does not mean it beyond doubt.
fn is_left_alone(page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> bool {
    // Each class may have its own `__repr__`.
    let special = part == 0 && is_python_special(&death.name);
    let example = death.is_of_example && !beside::is_told_of(page, mention, death);
    // A fixture or helper that only tests had, is told of where a page sets it apart as code and does not define it.
    let alone = || is_marked(&mention.form) && mention.parts.len() == 1 && !page.declares(&death.name);
    special || example || death.is_of_test && (!death.leaves_nothing() || !alone())
}

/// Whether a name as the page writes it, up to a part, is one that the head has: a module, or what took the place of another.
fn is_known_at_head(tables: &Tables<'_>, page: &PageFacts, mention: &Mention, part: usize) -> bool {
    let known = |form: &Vec<String>| {
        matches!(
            tables.head().resolve(form),
            Resolution::Module | Resolution::Resolved(..)
        )
    };
    qualified_forms(page, &mention.parts[..=part]).iter().any(known)
}

/// The definition is gone but the word is used elsewhere: only names nobody uses by chance count.
fn definition_gone(
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
    match context.or_else(around) {
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
    let field = base.symbol.kind == SymbolKind::Field;
    field && of_object && death.left.code.has(WordUse::IDENTIFIER)
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

/// Whether a name that the page declares too is the project's all the same: it is declared as part of the container.
pub(super) fn is_its_own(page: &PageFacts, death: &Death, tie: &Tie) -> bool {
    matches!(tie, Tie::Block(_) | Tie::QualifiedName) || !page.makes_its_own(&death.name)
}

/// What a name may be in full: through the page's imports, as it stands, within the page's module.
pub fn qualified_forms(page: &PageFacts, parts: &[String]) -> Vec<Vec<String>> {
    let Some(first) = parts.first() else { return Vec::new() };
    let imports = page.page.imports.iter().filter(|import| import.alias == *first);
    let mut forms: Vec<Vec<String>> = imports
        .map(|import| import.target.iter().chain(&parts[1..]).cloned().collect())
        .collect();
    forms.push(parts.to_vec());
    for (_, module) in page.page.modules.iter().rev().take(3) {
        forms.push(
            module
                .split(['.', ':'])
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .chain(parts.iter().cloned())
                .collect(),
        );
    }
    forms
}

/// The container of the dead symbol as the doc gives it: written before the name, or by the section.
fn container_tie(page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> Option<Tie> {
    symbol_context(page, mention, part, death.base.as_ref()?)
}

fn symbol_context(page: &PageFacts, mention: &Mention, part: usize, base: &PlacedSymbol) -> Option<Tie> {
    let container = base
        .symbol
        .container
        .last()
        .or_else(|| base.qualified.iter().rev().nth(1))?;
    if part > 0 && (mention.parts[part - 1] == *container || is_instance(&mention.parts[part - 1], container)) {
        return Some(Tie::QualifiedName);
    }
    if part == 1 && makes(page, mention, container) {
        return Some(Tie::Block(container.clone()));
    }
    if part == 0
        && let Some(class) = base.symbol.container.last()
        && (declared_in(page, mention, class) || is_chained_on(page, mention, class))
    {
        return Some(Tie::Block(class.clone()));
    }
    if let Some(import) = page
        .page
        .imports
        .iter()
        .find(|import| import.alias == mention.parts[0] && brings(base, &import.target, container))
    {
        return Some(Tie::PageImport(import.target.join(".")));
    }
    // The name of a module is an ordinary word in headings; the name of a class is not.
    let class = base.symbol.container.last();
    let heading = page
        .heading(mention)
        .iter()
        .rev()
        .find(|heading| class.is_some_and(|class| holds_word(heading, class)));
    if let Some(heading) = heading {
        return Some(Tie::Heading(heading.clone()));
    }
    let module = page.page.modules.iter().rev().find(|(line, _)| *line <= mention.line)?;
    (module.1.rsplit(['.', ':']).next() == Some(container.as_str())).then(|| Tie::Directive(module.1.clone()))
}

/// Sample output is of its day; only where a definition of the project has a new name, or the code beside the page lost what it
/// wrote, would it be printed otherwise today.
fn is_certain_in_output(page: &PageFacts, death: &Death) -> bool {
    let renamed = death.base.is_some() && death.new_name.as_ref().is_some_and(|new| new.certain);
    let text = death.usage.has(WordUse::STRING) && death.name.contains('_');
    let written = death.leaves_nothing() && (death.base.is_some() || text || beside::lies_with(page, death));
    (renamed || written) && death.extent == Extent::Vanished && is_distinctive(&death.name)
}

/// How a mention is tied to a symbol that changed but kept its name.
pub fn to_symbol(
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    base: &PlacedSymbol,
    namesakes: usize,
) -> Option<Tie> {
    if let Some(tie) = symbol_context(page, mention, part, base) {
        return Some(tie);
    }
    if part > 0 && base.path.extension() == "go" && !is_of_package(page, &mention.parts[part - 1], base) {
        return None;
    }
    let meant = is_marked(&mention.form) || mention.call.as_ref().is_some_and(|call| call.declaration);
    let clear = is_distinctive(&base.symbol.name) || (meant && mention.kind == MentionKind::Call);
    (namesakes <= 1 && clear).then_some(Tie::OnlyDefinition)
}

/// Whether a text holds a name as a word of its own.
pub fn holds_word(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == name)
}

/// Whether the doc and the code speak of the same kind of thing.
fn kinds_agree(mention: &Mention, part: usize, death: &Death) -> bool {
    let last = part + 1 == mention.parts.len();
    match (mention.kind, death.kind) {
        (MentionKind::Path | MentionKind::Link, _) => false,
        // Whatever reads the flags of a program, adds this one.
        (MentionKind::Flag, _) if death.name == "--help" => false,
        (MentionKind::Flag, Some(kind)) => kind == SymbolKind::Flag,
        (MentionKind::Flag, None) => death.name.starts_with("--"),
        (_, Some(SymbolKind::Flag)) => false,
        (MentionKind::EnvVar, Some(kind)) => matches!(
            kind,
            SymbolKind::EnvVar | SymbolKind::Constant | SymbolKind::Field | SymbolKind::ConfigKey | SymbolKind::Variant
        ),
        // `@name(..)`: what nothing has the name of any more is meant, however it is written.
        (MentionKind::Call, Some(SymbolKind::ConfigKey)) if last => {
            death.leaves_nothing() && is_distinctive(&death.name)
        }
        (MentionKind::Call, Some(SymbolKind::EnvVar)) if last => false,
        _ => true,
    }
}
