//! Names that an audit leaves alone, whatever the code once called so: the page's own examples make them, or the page links to
//! another project of the name.

use super::deaths::{Death, Extent};
use super::names::Names;
use super::pages::PageFacts;
use super::stale::Fault;
use super::table::Table;
use super::tie::holds_word;
use crate::docs::example;
use crate::model::change::PlacedSymbol;
use crate::model::evidence::{CodePlace, Tie};
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::symbol::SymbolKind;

/// Whether a page makes a name itself, or means another project's by it, as scripts mean the flags of what they run.
pub(super) fn is_elsewhere(
    (names, table): (&Names, &Table),
    page: &PageFacts,
    mention: &Mention,
    (death, tie): (&Death, &Tie),
) -> bool {
    let script = |seen: &CodePlace| matches!(seen.path.extension(), "sh" | "bash" | "mk" | "yml" | "yaml");
    let passed =
        mention.kind == MentionKind::Flag && death.base.is_none() && death.last_seen.as_ref().is_some_and(script);
    let plain = death.base.is_none() && is_linked_elsewhere(names, page, &death.name);
    // What tests go on using works, wherever it comes from.
    let used = death.extent == Extent::OnlyTests && !is_of_known_class(table, death, tie);
    used || passed || plain || is_made(page, mention, death) || is_of_settings(page, mention, death)
}

/// Whether only tests go on using a name.
pub(super) fn is_tested(fault: &Fault) -> bool {
    matches!(fault, Fault::Dead(death) if death.extent == Extent::OnlyTests)
}

/// Whether the page ties a name to its class (by writing it, by a heading), which the project still defines.
fn is_of_known_class(table: &Table, death: &Death, tie: &Tie) -> bool {
    let class = death.base.as_ref().and_then(|base| base.symbol.container.last());
    *tie != Tie::OnlyDefinition && class.is_some_and(|class| !table.all_named(class).is_empty())
}

/// Whether examples of the page make a name themselves, as a variable, a parameter or a function: what a project calls so was its
/// own affair. Of members that goes for what is called.
fn is_made(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let name = death.name.as_str();
    let kind = death.base.as_ref().map(|base| base.symbol.kind);
    let member = |base: &PlacedSymbol| !base.symbol.container.is_empty() || base.symbol.kind.is_container();
    let plain = mention.parts.len() == 1 || mention.parts.first().is_some_and(|first| first == name);
    let block = matches!(mention.form, MentionForm::Block(_));
    if !plain || !(block || mention.form == MentionForm::Code) || page.documents(name) {
        return false;
    }
    let made = example::variables(&page.page, &page.text).contains(name);
    let defined = || example::defined(&page.page, &page.text).contains(name);
    let Some(base) = death.base.as_ref().filter(|base| member(base)) else {
        return made || defined();
    };
    match base.symbol.container.last() {
        // A variable is no type, and a class with a body is the page's.
        None => made || defined(),
        // A page that does not speak of the class has the field of a class of its own; a method may be one that it overrides.
        Some(class) if block && kind == Some(SymbolKind::Field) && !holds_word(&page.text, class) => {
            made || defined() || is_parameter(page, mention)
        }
        Some(_) => block && matches!(kind, Some(SymbolKind::Method | SymbolKind::Function)) && made,
    }
}

/// Whether only settings that other programs read, or what moves the tables of a database, had the name.
fn is_of_settings(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let Some(seen) = &death.last_seen else { return false };
    let path = seen.path.as_str();
    let migrated = path.contains("migrations/") && death.base.is_none();
    let settings = matches!(seen.path.extension(), "yml" | "yaml");
    let of_tool = settings && path.split('/').any(|part| part.starts_with('.'));
    let key = mention.kind == MentionKind::Key && matches!(mention.form, MentionForm::Block(_));
    let manifest = || {
        let passage = page
            .passage(mention)
            .and_then(|passage| page.text.get(passage.span.range()));
        let begins = |line: &str, key: &str| line.trim_start_matches([' ', '-']).starts_with(key);
        let has = |key: &str| passage.is_some_and(|text| text.lines().any(|line| begins(line, key)));
        has("apiVersion:") && has("kind:")
    };
    migrated || key && (of_tool || (settings || death.base.is_none()) && manifest()) || is_set_for_script(page, death)
}

/// `export VERSION=1.0` of a page that sets what only a script of the shell called so.
fn is_set_for_script(page: &PageFacts, death: &Death) -> bool {
    let script = death
        .last_seen
        .as_ref()
        .is_some_and(|seen| matches!(seen.path.extension(), "sh" | "bash"));
    let sets = |line: &str| {
        let line = line.trim_start_matches(['$', ' ', '\t']);
        let line = line.strip_prefix("export ").unwrap_or(line);
        line.strip_prefix(death.name.as_str())
            .is_some_and(|rest| rest.starts_with('='))
    };
    script && page.text.lines().any(sets)
}

/// Whether a function of the block takes the name as a parameter: `def open(self, cart=None):`.
fn is_parameter(page: &PageFacts, mention: &Mention) -> bool {
    let passage = page
        .passage(mention)
        .and_then(|passage| page.text.get(passage.span.range()));
    let takes = |line: &str| {
        let line = line.trim_start();
        let declares = ["def ", "async def ", "fn ", "pub fn ", "func ", "function "]
            .iter()
            .any(|word| line.starts_with(word));
        let list = line.split_once('(').map_or("", |(_, list)| list);
        declares && list.split([',', ')']).any(|part| named(part) == mention.text)
    };
    passage.is_some_and(|text| text.lines().any(takes))
}

/// The name of a parameter without its type and default.
fn named(parameter: &str) -> &str {
    let parameter = parameter.trim_start_matches([' ', '*', '&']);
    parameter.split([':', '=', ' ']).next().unwrap_or_default()
}

/// Hosts of packages and repositories, and what stands before the name in an address of theirs.
const REGISTRIES: &[&str] = &[
    "crates.io/crates/",
    "docs.rs/",
    "npmjs.com/package/",
    "npmjs.org/package/",
    "pypi.org/project/",
    "pypi.python.org/pypi/",
    "rubygems.org/gems/",
];
const FORGES: &[&str] = &["github.com/", "gitlab.com/", "bitbucket.org/", "codeberg.org/"];

/// Whether the page links to a package or a repository of the name that is none of the project's.
fn is_linked_elsewhere(names: &Names, page: &PageFacts, name: &str) -> bool {
    let plain = |name: &str| name.replace('-', "_").to_lowercase();
    let wanted = plain(name);
    let first = |rest: &str, at: usize| {
        let end = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | '/');
        let path = rest.split(end).next().unwrap_or_default();
        let part = path.trim_end_matches('.').split('/').nth(at)?;
        Some(plain(part.strip_suffix(".git").unwrap_or(part)) == wanted)
    };
    let linked = |hosts: &[&str], at: usize| {
        hosts.iter().any(|host| {
            let mut links = page.text.match_indices(host);
            links.any(|(found, _)| first(&page.text[found + host.len()..], at).unwrap_or_default())
        })
    };
    !names.own.iter().any(|own| plain(own) == wanted) && (linked(REGISTRIES, 0) || linked(FORGES, 1))
}
