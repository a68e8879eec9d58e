//! Finds mentions in pieces of text, the same for all formats. Scanners are pure functions from text to [`Found`]; formats
//! say what is inline code, what a code block, what prose.

pub(crate) mod block;
pub(crate) mod call;
mod cargo;
pub(crate) mod code;
mod guess;
pub(crate) mod heading;
pub(crate) mod help;
pub(crate) mod imports;
pub(crate) mod inline;
pub(crate) mod lexer;
pub(crate) mod prose;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod word;

use crate::model::mention::{MentionKind, ShownCall};
use std::ops::Range;

/// A mention within the text a scanner was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The characters that name it.
    pub(crate) range: Range<usize>,
    /// The name in parts; empty for the text itself as the only part.
    pub(crate) parts: Vec<String>,
    /// What it looks like it names.
    pub(crate) kind: MentionKind,
    /// The call or declaration around it.
    pub(crate) call: Option<ShownCall>,
    /// See `Mention::owner`.
    pub(crate) owner: Vec<String>,
    /// The name, when it is not what stands at the range (`--no-x` of `--[no-]x`).
    pub(crate) text: Option<String>,
}

impl Found {
    /// A mention with the text at `range` as its only part.
    pub(crate) fn new(range: Range<usize>, kind: MentionKind) -> Self {
        Self {
            range,
            parts: Vec::new(),
            kind,
            call: None,
            owner: Vec::new(),
            text: None,
        }
    }

    /// The same, moved by `offset`.
    pub(crate) fn moved(mut self, offset: usize) -> Self {
        self.range = self.range.start + offset..self.range.end + offset;
        self
    }

    /// The same with these parts.
    pub(crate) fn with_parts(mut self, parts: Vec<String>) -> Self {
        self.parts = parts;
        self
    }
}

/// Mentions found in a part of a text, moved to where the part begins.
pub(crate) fn shift(found: Vec<Found>, offset: usize) -> impl Iterator<Item = Found> {
    found.into_iter().map(move |one| one.moved(offset))
}
