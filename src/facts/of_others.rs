//! Names that an audit leaves alone, whatever the code once called so: the page's own examples make them, or the page links to
//! another project of the name.

use super::deaths::Death;
use super::names::Names;
use super::pages::PageFacts;
use super::tie::holds_word;
use crate::docs::example;
use crate::model::change::PlacedSymbol;
use crate::model::mention::{Mention, MentionForm};
use crate::model::symbol::SymbolKind;

/// Whether examples of the page make a name themselves, as a variable, a parameter or a function: what a project calls so was its
/// own affair. Of members that goes for what is called.
pub(super) fn is_made(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
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

/// `def open(self, cart=None):`, in the line of a mention between the brackets.
fn is_parameter(page: &PageFacts, mention: &Mention) -> bool {
    let line = page.line_text(mention.line).trim_start();
    let declares = ["def ", "async def ", "fn ", "pub fn ", "func ", "function "]
        .iter()
        .any(|word| line.starts_with(word));
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    declares && before.ends_with([' ', '(', ',', '*']) && behind.starts_with([':', '=', ',', ')', ' '])
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
pub(super) fn is_linked_elsewhere(names: &Names, page: &PageFacts, name: &str) -> bool {
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
