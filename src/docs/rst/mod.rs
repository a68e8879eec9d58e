//! reStructuredText, with what Sphinx adds to it. A reader of our own: it follows indentation and marks, and never fails.

mod blocks;
pub(crate) mod directive;
mod explicit;
mod inline;
mod lines;
mod role;
mod table;

pub(crate) use lines::is_adornment;

use super::builder::Builder;
use super::scrap::Scrap;

/// Reads a reStructuredText.
pub(crate) fn read(scrap: &Scrap<'_>, builder: &mut Builder<'_>) {
    blocks::Reader::new(scrap, builder).page();
}
