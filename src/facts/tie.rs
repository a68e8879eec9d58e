//! Whether a mention means a symbol: by the name it writes, by the page's imports, headings and directives.

use super::beside;
use super::context::{declared_in, is_chained_on, is_instance, makes};
use super::deaths::{Death, Extent};
use super::definition_gone;
use super::dropped;
use super::go_packages::{brings, is_of_package};
use super::heritage::{is_inherited, lives_apart};
use super::lives_elsewhere::{lives_elsewhere, resolved_away};
use super::module_deaths;
use super::named_so;
use super::names::Names;
use super::own_packages;
use super::pages::{PageFacts, is_distinctive, is_marked, is_python_special};
use super::plausible::{confidence, is_key_of_another, is_plausible};
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
    if is_left_alone(page, mention, part, death) || is_its_class(mention, part, death) {
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
            definition_gone::tie(names, tables, page, mention, part, (death, context))
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
    special
        || example
        || is_of_script(death) && page.declares(&death.name)
        || death.is_of_test && (!death.leaves_nothing() || !alone())
}

/// Whether only a script of Python defined a name: what has a dash in its path, nothing can import.
fn is_of_script(death: &Death) -> bool {
    let base = death.base.as_ref().filter(|base| base.path.extension() == "py");
    base.is_some_and(|base| base.path.stem().contains('-'))
}

/// Whether a mention means the type rather than its variant of the same name: `Cart` of `enum Cart { Cart }`.
fn is_its_class(mention: &Mention, part: usize, death: &Death) -> bool {
    let base = death
        .base
        .as_ref()
        .filter(|base| base.symbol.kind == SymbolKind::Variant);
    let named = base.is_some_and(|base| base.symbol.container.last() == Some(&death.name));
    named
        && part
            .checked_sub(1)
            .is_none_or(|above| mention.parts[above] != death.name)
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
