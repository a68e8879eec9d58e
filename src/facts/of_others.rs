//! Names that an audit leaves alone, whatever the code once called so: the page's own examples make them, or the page links to
//! another project of the name.

use super::deaths::Death;
use super::names::Names;
use super::pages::PageFacts;
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
    if death.base.as_ref().is_some_and(member) {
        let called = matches!(kind, Some(SymbolKind::Method | SymbolKind::Function));
        return block && called && made;
    }
    made || example::defined(&page.page, &page.text).contains(name)
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
