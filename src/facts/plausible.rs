//! Whether a name is written where code is meant, and whether this project's code is meant.

use super::commands;
use super::copied::is_copied;
use super::deaths::{Death, Extent};
use super::heritage::is_of_unit_tests;
use super::leftover::open_tag;
use super::names::Names;
use super::other_programs::is_other_program;
use super::page_own::{is_another_thing, is_hook};
use super::pages::{PageFacts, is_distinctive, is_marked};
use super::set_apart::{self, stands_for_itself};
use super::shown::begins_item;
use super::tie::{holds_word, is_its_own};
use crate::docs::is_env;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::source::WordUse;
use crate::model::symbol::SymbolKind;

/// The name is written so that code is meant, and code meant it.
pub(super) fn is_plausible(
    names: &Names,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    death: &Death,
    context: Option<&Tie>,
) -> bool {
    let defined = death.base.is_some();
    // A member that the code did not define, and that tests go on using, is one of something else: `element.className`.
    if !defined && !death.was_defined() && part > 0 && death.extent == Extent::OnlyTests && context.is_none() {
        return false;
    }
    if is_given_elsewhere(death) {
        return false;
    }
    // What code only imported is another one's, but for what it also wrote as a text of its own.
    let told = death.usage.has(WordUse::STRING) && death.leaves_nothing() && is_distinctive(&death.name);
    // An extra of the project may be called like the package that it brings.
    let owned = mention.kind == MentionKind::Key && !mention.owner.is_empty();
    let imported = !defined && death.usage.has(WordUse::IMPORT) && !death.usage.has(WordUse::DEFINITION) && !told;
    if death.name.chars().count() < 2
        || imported
        || names.is_foreign_root(&death.name) && !set_apart::is_extinct_key(mention, death) && !owned
        || is_other_program(names, mention, death)
        || is_another_thing(names, page, mention, part, death)
    {
        return false;
    }
    if is_variable_of_another_notation(page, mention, death)
        || is_variable_of_example(page, mention, part, death) && !is_copied(page, death)
    {
        return false;
    }
    let word = mention.form == MentionForm::Plain && part == 0 && mention.kind != MentionKind::Call;
    if death.is_recased && word && !is_tag(page, mention) && !set_apart::heads_or_links(page, mention) {
        // "a geoJSON file": how people write what the code calls `GeoJSON`.
        return false;
    }
    if matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar) {
        return true;
    }
    if is_of_nested_namesake(page, death) || is_of_the_example(page, mention, death) {
        return false;
    }
    if is_distinctive(&death.name) || (death.name.contains('-') && is_marked(&mention.form)) {
        let word_of_text = !defined && !death.usage.has(WordUse::IDENTIFIER.with(WordUse::DEFINITION));
        let referred = match &mention.form {
            MentionForm::Role(role) => !role.is_empty(),
            form => matches!(form, MentionForm::Directive(_)),
        };
        let named = death.name.contains(['_', '-']) || set_apart::is_name_of_text(page, mention, death);
        let respelled = death
            .new_name
            .as_ref()
            .is_some_and(|new| new.name.eq_ignore_ascii_case(&death.name));
        return !word_of_text || referred || named || respelled || is_copied(page, death);
    }
    let key = death.kind == Some(SymbolKind::ConfigKey);
    if key && mention.kind != MentionKind::Key {
        return false;
    }
    // A package that the page imports from the project, by whatever name.
    let imported = || page.page.imports.iter().any(|import| import.alias == mention.parts[0]);
    let full = part > 0 && (names.own.contains(&mention.parts[0]) || part == 1 && imported());
    let own = context.map_or_else(|| !page.makes_its_own(&death.name), |tie| is_its_own(page, death, tie));
    let meant = match defined {
        true => full || stands_for_itself(names, page, mention, part, (death, context)),
        false => is_word_of_the_project(names, page, mention, part, death),
    };
    let member = set_apart::is_extinct_member(death);
    let shown = set_apart::is_declared_for_readers(page, mention) && defined;
    (meant || shown)
        && (own || shown || member && (part > 0 || is_hook(names, page, &death.name)) || is_copied(page, death))
}

/// Whether a name was put into a value (`promise.open = ..`) and tests go on using it: the value has it from elsewhere now.
fn is_given_elsewhere(death: &Death) -> bool {
    let put = |class: &String| class.starts_with(char::is_lowercase);
    let container = death.base.as_ref().and_then(|base| base.symbol.container.last());
    death.extent == Extent::OnlyTests && container.is_some_and(put) && !is_distinctive(&death.name)
}

/// Whether a key is the value of a flag of another program, or an extra of another package.
pub(super) fn is_key_of_another(names: &Names, mention: &Mention) -> bool {
    let owned = mention.kind == MentionKind::Key && !mention.owner.is_empty();
    owned && !commands::is_own(names, &mention.owner)
}

/// Whether an ordinary word that no reader saw defined, and that the code holds nowhere any more, stands where only a name
/// of the project can: behind the name of its package, as one of its extras, as a token with its mark.
fn is_word_of_the_project(names: &Names, page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> bool {
    if !matches!(death.extent, Extent::Vanished | Extent::OnlyComments) || names.places.contains(&death.name) {
        return false;
    }
    // A key with an owner is the project's: that of others was left out before.
    let owned = mention.kind == MentionKind::Key && !mention.owner.is_empty();
    let whole = part == 1 && mention.parts.len() == 2;
    let qualified = || whole && names.own.contains(&mention.parts[0]);
    let shown = || {
        qualified()
            || is_extra(page, mention)
            || is_token(page, mention, death)
            || death.leaves_nothing()
                && (is_described(page, mention, death) || set_apart::is_value(page, mention, death))
    };
    let parameter = || {
        let argument = |other: &Mention| other.kind == MentionKind::Argument && other.leaf() == death.name;
        page.page.mentions.iter().any(argument)
    };
    let variable = || death.leaves_nothing() && names.begins_own(&death.name);
    owned
        || is_passed_by_name(page, mention, death)
        || mention.form == MentionForm::Code && (shown() && !parameter() || variable())
}

/// `name=value`, in code, of a parameter of which nothing is left; what a call of a known function passes, its signature tells.
fn is_passed_by_name(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let passed = behind.starts_with('=') && !behind.starts_with("==") && mention.parts.len() == 1;
    let code = matches!(mention.form, MentionForm::Code | MentionForm::Block(_));
    passed && code && mention.owner.is_empty() && death.is_assigned && death.leaves_nothing()
}

/// `` - `name` - what it does ``, of a key or parameter: a list of options; or `{ name: 1 }`.
fn is_described(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let key = death.is_assigned && mention.kind == MentionKind::Key && behind.starts_with(':');
    let known = death.is_assigned || death.usage.has(WordUse::STRING);
    let alone = behind.starts_with('`') && mention.parts.len() == 1;
    // `` - `pool.limit` - how many `` of an option that has options.
    let nested = behind.starts_with('`') && mention.parts.len() == 2;
    key || (known && alone || nested) && begins_item(page, mention)
}

/// `<name>` or `</name>`
fn is_tag(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    (before.ends_with('<') || before.ends_with("</")) && behind.starts_with('>')
}

/// ``the `name` extra``
fn is_extra(page: &PageFacts, mention: &Mention) -> bool {
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let word = behind.trim_start_matches('`').trim_start_matches(' ');
    let rest = word.strip_prefix("extras").or_else(|| word.strip_prefix("extra"));
    behind.starts_with('`') && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// `` `:name` `` of a word that was a text of its own in the code.
fn is_token(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    death.usage.has(WordUse::STRING) && before.ends_with("`:") && behind.starts_with('`')
}

/// Whether the page declares the name itself, as a member of a class like the `Meta` within another class that the page does
/// not speak of: many classes have an inner class of such a name.
fn is_of_nested_namesake(page: &PageFacts, death: &Death) -> bool {
    let container = death.base.as_ref().map_or(&[][..], |base| &base.symbol.container);
    container.len() > 1 && page.assigns(&death.name) && !holds_word(&page.text, &container[0])
}

/// Whether a code block defines a name that only the unit tests of a Rust file had: the name is the example's own.
fn is_of_the_example(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    is_of_unit_tests(death) && matches!(mention.form, MentionForm::Block(_)) && page.declares(&death.name)
}

/// Whether a tie holds for ordinary words too: a heading that happens to hold the container's name does not.
pub(super) fn is_strong(tie: &Tie) -> bool {
    !matches!(tie, Tie::Heading(_))
}

/// `$http_host` is a variable of a shell or of a settings language, not the name that code once held without the `$`.
fn is_variable_of_another_notation(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let before = &page.text[..mention.span.start as usize];
    let marked = before.ends_with('$') || before.ends_with("${");
    let php = death
        .last_seen
        .as_ref()
        .is_some_and(|seen| seen.path.extension() == "php");
    // What is written in capitals is set for programs, with the `$` of whatever shell.
    let set = matches!(mention.kind, MentionKind::EnvVar | MentionKind::Key) || is_env(&death.name);
    // `${shop.carts.limit}` of settings is a name in full.
    let full = mention.parts.len() > 2;
    // `${open(cart)}` of a template of JavaScript is code.
    let called = before.ends_with("${") && page.text[mention.span.end as usize..].starts_with('(');
    marked && !set && !php && !full && !called
}

/// Whether a code block means a variable that the page declares (`const map = new Map()`), not the function or value that is gone.
fn is_variable_of_example(page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> bool {
    let nameable = death
        .kind
        .is_none_or(|kind| !matches!(kind, SymbolKind::Class | SymbolKind::Interface | SymbolKind::Struct));
    let block = matches!(mention.form, MentionForm::Block(_));
    let called = mention.kind == MentionKind::Call && mention.parts.len() == 1;
    let own = || page.declares_variable(&death.name) && !page.documents(&death.name);
    block && part == 0 && nameable && !called && !is_property_of_component(page, mention) && own()
}

/// `<Cart open={open}>`: what a component is given is a name of the component, whatever the page calls what it gives.
fn is_property_of_component(page: &PageFacts, mention: &Mention) -> bool {
    let before = &page.text[..mention.span.start as usize];
    let component = open_tag(before).is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_uppercase()));
    component && before.ends_with(char::is_whitespace) && page.text[mention.span.end as usize..].starts_with("={")
}

pub(super) fn confidence(mention: &Mention, death: &Death) -> Confidence {
    let sure =
        death.base.is_some() || (death.extent == Extent::Vanished && death.was_defined() && death.name.contains('_'));
    match (sure, is_distinctive(&death.name), is_marked(&mention.form)) {
        // That tests still write an ordinary word may mean that the project does.
        (true, false, _) if death.extent == Extent::OnlyTests => Confidence::Medium,
        // What tests go on passing may be the flag of a program that they start.
        _ if death.extent == Extent::OnlyTests && mention.kind == MentionKind::Flag => Confidence::Medium,
        (true, true, _) | (true, _, true) => Confidence::High,
        _ => Confidence::Medium,
    }
}
