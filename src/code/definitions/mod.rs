//! Hints at definitions in languages without a grammar here: names, kinds and places from tokens alone.
//!
//! Light on purpose: it does not resolve, it does not understand types, and where a language allows a definition to look like
//! a use it says nothing. Names it misses are still found as words.

mod braces;
mod go;
mod go_interface;
mod javascript;
mod javascript_members;
mod javascript_params;
mod javascript_settings;
mod lines;
mod tokens;

use super::draft::Source;
use super::language::{Hints, Language};
use crate::model::symbol::Symbol;
use tokens::Tokens;

/// No file gives more hints than this.
const MOST_HINTS: usize = 20_000;

/// The definitions of a text, as far as tokens show them, in the order of the text.
pub(crate) fn hints(language: &'static Language, family: Hints, text: &str) -> Vec<Symbol> {
    let source = Source::new(text, language.style);
    let tokens = Tokens::new(&source);
    let mut symbols = match family {
        Hints::JavaScript => javascript::definitions(&tokens),
        Hints::Go => go::definitions(&tokens),
        Hints::Braces => braces::definitions(&tokens),
        Hints::Lines => lines::definitions(&tokens),
    };
    symbols.sort_by_key(|symbol| (symbol.span.start, symbol.name_span.start));
    symbols.dedup_by_key(|symbol| (symbol.name_span, symbol.kind));
    symbols.truncate(MOST_HINTS);
    symbols
}

#[cfg(test)]
mod tests;
