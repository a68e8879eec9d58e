//! Names of which a range takes away all that there was. That a page holds such a name by chance is so unlikely that weaker
//! signs do than for a name that went at some time: in ranges only, and never as an error.

use super::deaths::{Death, Extent};
use super::names::Names;
use super::other_programs::is_other_program;
use super::page_own::is_another_thing;
use super::pages::{PageFacts, is_distinctive};
use super::plausible::is_example_variable;
use super::set_apart::stands_for_itself;
use crate::model::evidence::Tie;
use crate::model::mention::{Mention, MentionForm, MentionKind};

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
    if is_distinctive(&death.name) {
        // A flag that a script of the project passed on to another program. One that the project declares is no other's, and
        // variables are set for many programs at once.
        let passed = mention.kind == MentionKind::Flag && !defined;
        let other = passed && is_other_program(names, mention, death);
        return death.leaves_nothing() && (other || is_example_variable(page, mention, part, death));
    }
    // A section of the page is about it: `### processor.write(chunk)`.
    let documented = part + 1 == mention.parts.len() && has_section(page, &death.name);
    // In a block only what is called on something unnamed: `process.stdin.pipe()` is another one's.
    let form = mention.form == MentionForm::Code || matches!(mention.form, MentionForm::Block(_)) && part == 0;
    let member = form && mention.kind == MentionKind::Call;
    if !defined && documented && member && death.is_assigned && death.leaves_nothing() {
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
        || page.makes_its_own(&death.name);
    defined && code && gone && !refused && death.name.len() >= SHORTEST
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

/// Whether a name that looks like another project's is the one whose definition is gone.
pub(super) fn was_defined_here(names: &Names, death: &Death) -> bool {
    death.base.is_some() && death.leaves_nothing() && !names.is_foreign_root(&death.name)
}
