//! Which mentions an audit asks about.

use super::pages::PageFacts;
use crate::model::mention::{Mention, MentionForm, MentionKind};

/// Whether an audit asks about a mention: sample output may be of any day, but help that a program prints says what it takes.
pub(super) fn is_asked(page: &PageFacts, mention: &Mention) -> bool {
    (mention.form != MentionForm::Output || is_helped(page, mention))
        && page.is_in_earnest(mention)
        && page.is_of_the_present(mention)
}

/// Whether a flag stands where printed help lists it: at the head of its line, alone or behind its short form.
fn is_helped(page: &PageFacts, mention: &Mention) -> bool {
    let line = page.line_text(mention.line).trim_start();
    let long = match line.split_once(", ") {
        Some((short, rest)) if short.len() == 2 && short.starts_with('-') => rest,
        _ => line,
    };
    mention.kind == MentionKind::Flag && line.starts_with('-') && long.starts_with(mention.text.as_str())
}
