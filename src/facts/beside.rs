//! Pages that lie with the code they describe: the README of an example, of a plugin, of a package.

use super::copied::is_copied;
use super::deaths::Death;
use super::pages::{PageFacts, is_distinctive};
use crate::model::mention::{Mention, MentionForm};

/// Whether what only examples held may be what a page speaks of: the page lies with them or
/// shows a line of them, and nothing has the name any more.
pub(super) fn is_told_of(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    // What a page marks as code need not look like it, if the code defined it.
    let named = is_distinctive(&death.name) || death.base.is_some() && mention.form == MentionForm::Code;
    let told = death.leaves_nothing() && named;
    told && (lies_with(page, death) || is_copied(page, death))
}

/// Whether the code held the name in the folder of the page, or below it. The root of a repository is everybody's.
pub(super) fn lies_with(page: &PageFacts, death: &Death) -> bool {
    let folder = page.path.parent();
    let seen = death.last_seen.as_ref();
    !folder.is_empty() && seen.is_some_and(|seen| seen.path.is_under(folder))
}
