//! The text that is being read, and blank symbols of it for the readers to fill in.

use super::print::{normal, print};
use super::style::Style;
use crate::model::span::{LineIndex, Span};
use crate::model::symbol::{CodePrint, Symbol, SymbolKind, Visibility};
use std::ops::Range;

/// Values longer than this in normal form are not kept; their fingerprint is.
const LONGEST_VALUE: usize = 200;

/// A text with what every reader needs to make symbols of it.
pub(crate) struct Source<'t> {
    /// The text.
    pub(crate) text: &'t str,
    /// How its language writes things.
    pub(crate) style: &'static Style,
    lines: LineIndex,
}

impl<'t> Source<'t> {
    /// Indexes the lines of a text.
    pub(crate) fn new(text: &'t str, style: &'static Style) -> Self {
        Self {
            text,
            style,
            lines: LineIndex::new(text),
        }
    }

    /// The characters of a range; empty when it is none of the text.
    pub(crate) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// A range in normal form.
    pub(crate) fn normal(&self, range: Range<usize>) -> String {
        normal(self.style, self.slice(range))
    }

    /// A range in normal form, unless it is too long to be shown as a value.
    pub(crate) fn value(&self, range: Range<usize>) -> Option<String> {
        if range.len() > 4 * LONGEST_VALUE {
            return None;
        }
        Some(self.normal(range)).filter(|value| !value.is_empty() && value.len() <= LONGEST_VALUE)
    }

    /// A public symbol without anything but its place.
    pub(crate) fn symbol(&self, kind: SymbolKind, name: &str, span: Range<usize>, name_span: Range<usize>) -> Symbol {
        let name_span = Span::new(name_span.start, name_span.end);
        Symbol {
            name: name.to_owned(),
            container: Vec::new(),
            kind,
            visibility: Visibility::Public,
            span: Span::new(span.start, span.end),
            name_span,
            line: self.lines.line(name_span.start),
            signature: None,
            value: None,
            bases: Vec::new(),
            doc: None,
            markers: Vec::new(),
            print: CodePrint::default(),
        }
    }

    /// The fingerprint of a symbol by its shape (the signature without its own name) and its body.
    pub(crate) fn print(&self, shape: &str, body: Range<usize>, skip: &[Range<usize>], own: &str) -> CodePrint {
        print(self.style, shape, self.text, body, skip, own)
    }

    /// The symbol of a string literal's content: a flag, an environment variable, a key. `at` is where `name` stands.
    pub(crate) fn named_text(
        &self,
        kind: SymbolKind,
        name: &str,
        at: usize,
        span: Range<usize>,
        value: Option<String>,
    ) -> Symbol {
        let mut symbol = self.symbol(kind, name, span, at..at + name.len());
        symbol.print = self.print(value.as_deref().unwrap_or_default(), 0..0, &[], name);
        symbol.value = value;
        symbol
    }
}

/// Whether a word can be the name of an environment variable.
pub(crate) fn is_env_name(word: &str) -> bool {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain && word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// Whether a word is a command-line flag: one dash and a letter, or two dashes and a name.
pub(crate) fn is_flag(word: &str) -> bool {
    let name = word.trim_start_matches('-');
    let dashes = word.len() - name.len();
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    (1..=2).contains(&dashes)
        && plain
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && (dashes == 1 || name.len() > 1)
}

/// The inside of a string literal, and how many bytes its prefix and quote take.
pub(crate) fn unquote(literal: &str) -> (usize, &str) {
    let open = literal.find(['"', '\'', '`']).unwrap_or(0);
    let quotes = literal.get(open..).unwrap_or_default();
    let width = if quotes.starts_with("\"\"\"") || quotes.starts_with("'''") {
        3
    } else {
        1
    };
    let hashes = literal[..open].bytes().filter(|byte| *byte == b'#').count();
    let end = literal.len().saturating_sub(width + hashes);
    (open + width, literal.get(open + width..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{is_flag, unquote};

    #[test]
    fn flags_are_dashes_and_a_name() {
        for flag in ["-x", "--long", "--no-color", "-vv", "--a.b"] {
            assert!(is_flag(flag), "{flag}");
        }
        for other in ["-", "--", "---", "x", "--x", "- x", "--a b", "->"] {
            assert!(!is_flag(other), "{other}");
        }
    }

    #[test]
    fn quotes_and_prefixes_are_taken_off() {
        assert_eq!(unquote("\"a\""), (1, "a"));
        assert_eq!(unquote("rb'a'"), (3, "a"));
        assert_eq!(unquote("r#\"a\"#"), (3, "a"));
        assert_eq!(unquote("\"\"\"a\"\"\""), (3, "a"));
        assert_eq!(unquote("'"), (1, ""));
    }
}
