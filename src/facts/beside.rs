//! Pages that lie with the code they describe: the README of an example, of a plugin, of a package.

use super::copied::is_copied;
use super::deaths::Death;
use super::leftover::front_matter;
use super::pages::{PageFacts, is_distinctive};
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::mention::{Mention, MentionForm};
use crate::model::path::RepoPath;

/// Whether what only examples held may be what a page speaks of: the page lies with them or
/// shows a line of them, and nothing has the name any more.
pub(super) fn is_told_of(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    // What a page marks as code need not look like it, if the code defined it.
    let named = is_distinctive(&death.name) || death.base.is_some() && mention.form == MentionForm::Code;
    let told = death.leaves_nothing() && named;
    told && (lies_with(page, death)
        || is_copied(page, death)
        || is_setting_of_site(page, mention, death)
        || is_pulled_in(page, mention, death))
}

/// Whether a page pulls in files of the folder of examples that held a name (`{!docs_src/cart/a.py!}`): it tells of them.
fn is_pulled_in(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let folder = death.last_seen.as_ref().map_or("", |seen| seen.path.parent());
    let code = matches!(mention.form, MentionForm::Code | MentionForm::Role(_));
    let written = death.was_defined() && is_distinctive(&death.name);
    code && written && folder.contains('/') && page.text.contains(&format!("{folder}/"))
}

/// Whether a mention sets what the code of the docs' own site read: an option of a directive (`:name:`), or a key of the front matter.
fn is_setting_of_site(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let root = |path: &RepoPath| path.as_str().split('/').next().unwrap_or_default().to_owned();
    let seen = death.last_seen.as_ref();
    let same = seen.is_some_and(|seen| root(&seen.path) == root(&page.path) && !page.path.parent().is_empty());
    let line = page.line_text(mention.line).trim_start();
    let option = line
        .strip_prefix(':')
        .and_then(|line| line.strip_prefix(death.name.as_str()));
    let key = line
        .strip_prefix(death.name.as_str())
        .filter(|_| (mention.span.start as usize) < front_matter(&page.text));
    same && option.or(key).is_some_and(|rest| rest.starts_with(':'))
}

/// Whether the code held the name in the folder of the page, or below it. The root of a repository is everybody's.
pub(super) fn lies_with(page: &PageFacts, death: &Death) -> bool {
    let folder = page.path.parent();
    let seen = death.last_seen.as_ref();
    !folder.is_empty() && seen.is_some_and(|seen| seen.path.is_under(folder))
}

/// The file or folder that held a definition, if the page is named like it and marks the name as code.
pub(super) fn page_name(page: &PageFacts, mention: &Mention, base: &PlacedSymbol) -> Option<Tie> {
    let plain = |name: &str| name.replace('-', "_").to_lowercase();
    let stem = page.path.stem();
    let parts = base.path.parent().split('/').chain([base.path.stem()]);
    let named = parts
        .into_iter()
        .filter(|part| !is_common_place(part))
        .any(|part| plain(part) == plain(stem));
    (named && mention.form == MentionForm::Code && mention.parts.len() == 1).then(|| Tie::PageName(stem.to_owned()))
}

/// Whether code of any project lies in a folder or file of that name.
fn is_common_place(name: &str) -> bool {
    const PLACES: &[&str] = &[
        "api", "app", "cli", "cmd", "common", "core", "index", "lib", "main", "mod", "packages", "src", "util", "utils",
    ];
    name.len() < 3 || PLACES.contains(&name)
}
