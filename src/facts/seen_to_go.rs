//! Names of which a range takes away all that there was. That a page holds such a name by chance is so unlikely that weaker
//! signs do than for a name that went at some time: in ranges only, and never as an error.

use super::context::is_made_on_page;
use super::deaths::{Death, Extent};
use super::names::Names;
use super::other_programs::is_other_program;
use super::page_own::is_another_thing;
use super::pages::{PageFacts, is_distinctive};
use super::set_apart::stands_for_itself;
use crate::code::manifest::is_manifest;
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::symbol::SymbolKind;

/// Names of one or two letters are variables of whoever writes.
const SHORTEST: usize = 3;

/// Whether the project's code is meant by a name that is gone, though the page does not set it apart as the name of code.
pub(super) fn is_meant(
    names: &Names,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    (death, context): (&Death, Option<&Tie>),
) -> bool {
    let defined = death.base.is_some();
    // A name that is unmistakable needs no weaker signs: where it was refused, something speaks against it.
    if is_distinctive(&death.name) {
        return false;
    }
    // A section of the page is about it: `### processor.write(chunk)`.
    let documented = part + 1 == mention.parts.len() && has_section(page, &death.name);
    // In a block only what is called on something unnamed: `process.stdin.pipe()` is another one's.
    let form = mention.form == MentionForm::Code || matches!(mention.form, MentionForm::Block(_)) && part == 0;
    let member = form && mention.kind == MentionKind::Call;
    if !defined && documented && member && death.is_assigned && death.leaves_nothing() {
        return true;
    }
    // What the code gave a value or a meaning by that name, and inline code is nothing else: `` `mhtml` ``.
    let assigned = death.is_assigned && death.leaves_nothing() && death.name.len() >= SHORTEST;
    let apart = is_all_of_code(page, mention) || is_given_key(page, mention);
    // What stood in a manifest, is a package.
    let packaged = !defined && death.last_seen.as_ref().is_some_and(|seen| is_manifest(&seen.path));
    let foreign = packaged || names.is_foreign_root(&death.name) || is_other_program(names, mention, death);
    if assigned && apart && !foreign && !death.name.starts_with('_') {
        return !is_another_thing(names, page, mention, part, death)
            && !is_of_something_else(names, page, mention, part, death)
            && !page.declares(&death.name);
    }
    if death.was_defined() && death.leaves_nothing() && is_task(page, mention) {
        return true;
    }
    let code = match mention.form {
        MentionForm::Block(_) => true,
        MentionForm::Code => mention.kind == MentionKind::Call,
        _ => false,
    };
    // What a comment still tells of is gone all the same.
    let gone = death.leaves_nothing() || death.extent == Extent::OnlyComments;
    // What stands for itself was judged by all that is known, and refused.
    let refused = stands_for_itself(names, page, mention, part, (death, context))
        || is_another_thing(names, page, mention, part, death)
        || part > 0 && is_made_on_page(page, mention)
        || is_of_something_else(names, page, mention, part, death)
        || is_other_program(names, mention, death)
        || page.declares(&death.name);
    // A name in full says itself what it is of.
    defined && code && gone && !refused && part < 2 && death.name.len() >= SHORTEST
}

/// Whether what a module defined at its top cannot be meant: a text (`h("div")`) and a key (`filter: 1`) are no use of it, and
/// neither is a member of something that is no module (`props.filter`).
fn is_of_something_else(names: &Names, page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> bool {
    let top = |base: &PlacedSymbol| {
        let run = matches!(
            base.symbol.kind,
            SymbolKind::Function | SymbolKind::Constant | SymbolKind::Macro
        );
        run && base.symbol.container.is_empty()
    };
    if !death.base.as_ref().is_some_and(top) || !matches!(mention.form, MentionForm::Block(_)) {
        return false;
    }
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let quoted = before.ends_with(['"', '\'']) && behind.starts_with(['"', '\'']);
    let of = part.checked_sub(1).and_then(|at| mention.parts.get(at));
    quoted || mention.kind == MentionKind::Key || of.is_some_and(|of| !names.places.contains(of))
}

/// Programs that run tasks which a project defines by their name.
const TASK_RUNNERS: &[&str] = &[
    "fab", "gulp", "grunt", "inv", "invoke", "doit", "paver", "rake", "mage", "jake",
];

/// Whether inline code or a command runs a task of the name: `fab deploy`.
fn is_task(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let line = before.rsplit(['\n', '`']).next().unwrap_or_default();
    let runner = line.trim_start_matches(['$', ' ', '\t']).trim_end();
    line.ends_with(' ') && TASK_RUNNERS.contains(&runner) && behind.starts_with(['`', '\n', ' ', '\r'])
}

/// Whether a block gives a value to a key of the name: `minimize: true`.
fn is_given_key(page: &PageFacts, mention: &Mention) -> bool {
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let key = mention.kind == MentionKind::Key && mention.owner.is_empty() && mention.parts.len() == 1;
    key && matches!(mention.form, MentionForm::Block(_)) && behind.trim_start_matches(['"', '\'']).starts_with(':')
}

/// Whether a name is all that there is between the marks of inline code.
fn is_all_of_code(page: &PageFacts, mention: &Mention) -> bool {
    let (before, behind) = (
        page.text.get(..mention.span.start as usize),
        page.text.get(mention.span.end as usize..),
    );
    let marked = before.is_some_and(|text| text.ends_with('`')) && behind.is_some_and(|text| text.starts_with('`'));
    marked && mention.form == MentionForm::Code && mention.parts.len() == 1
}

/// Whether a heading of the page is the name as it is called: `processor.write(chunk)`.
fn has_section(page: &PageFacts, name: &str) -> bool {
    let is_called = |heading: &String| {
        let called = heading.trim_matches(['`', ' ']).split_once('(');
        called.is_some_and(|(called, _)| called.rsplit(['.', '#', ':']).next() == Some(name))
    };
    let mut passages = page.page.passages.iter();
    passages.any(|passage| passage.heading.last().is_some_and(is_called))
}
