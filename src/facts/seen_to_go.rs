//! Names of which a range takes away all that there was. That a page holds such a name by chance is so unlikely that weaker
//! signs do than for a name that went at some time: in ranges only, and never as an error.

use super::deaths::{Death, Extent};
use super::names::Names;
use super::other_programs::is_other_program;
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
    let code = match mention.form {
        MentionForm::Block(_) => true,
        MentionForm::Code => mention.kind == MentionKind::Call,
        _ => false,
    };
    // What a comment still tells of is gone all the same.
    let gone = death.leaves_nothing() || death.extent == Extent::OnlyComments;
    let unlike = !stands_for_itself(names, page, mention, part, (death, context));
    defined && code && gone && unlike && death.name.len() >= SHORTEST && !page.makes_its_own(&death.name)
}

/// Whether a name that looks like another project's is the one whose definition is gone.
pub(super) fn was_defined_here(names: &Names, death: &Death) -> bool {
    death.base.is_some() && death.leaves_nothing() && !names.is_foreign_root(&death.name)
}
