//! Where strings, characters and regular expressions end, however long or odd they are.
//!
//! The part of the lexer that looks ahead; everything else is cut in `lexer.rs`.

use super::{Lexer, TokenKind, is_word_byte};
use crate::code::style::{Quote, Raw};

/// Keywords behind which a `/` begins a regular expression.
const BEFORE_PATTERN: &[&str] = &[
    "return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "await", "yield",
];

impl Lexer<'_> {
    /// The end of a string or character literal at this place, if one begins here.
    pub(super) fn text_literal(&self) -> Option<usize> {
        let byte = self.byte(self.at);
        if self.style.raw == Raw::Rust
            && let Some(end) = self.rust_literal()
        {
            return end;
        }
        if self.style.patterns && byte == b'/' && self.pattern_may_begin() {
            return self.pattern();
        }
        let glued = self.at > 0 && is_word_byte(self.byte(self.at - 1));
        if self.style.quote_needs_boundary && glued {
            return None;
        }
        self.quoted(self.at)
    }

    /// The end of the quoted text that opens exactly at `at`.
    pub(super) fn quoted(&self, at: usize) -> Option<usize> {
        let quote = self
            .style
            .quotes
            .iter()
            .find(|quote| self.starts_with(at, quote.open))?;
        Some(self.quote_end(at + quote.open.len(), quote))
    }

    fn quote_end(&self, mut at: usize, quote: &Quote) -> usize {
        if quote.nests {
            return self.template_end(at);
        }
        let first = quote.close.as_bytes().first().copied().unwrap_or(b'\n');
        let next = |at: usize| memchr::memchr3(b'\\', b'\n', first, self.bytes.get(at..)?).map(|length| at + length);
        // Nothing else can end it.
        while let Some(found) = next(at) {
            at = found;
            let byte = self.byte(at);
            if byte == b'\\' && quote.escapes {
                at += 2;
            } else if self.starts_with(at, quote.close) {
                return at + quote.close.len();
            } else if byte == b'\n' && !quote.lines {
                return at;
            } else {
                at += 1;
            }
        }
        self.bytes.len()
    }

    /// The end of a template literal whose `${ .. }` may hold further ones.
    fn template_end(&self, mut at: usize) -> usize {
        // Each entry is what closes the part we are in: a backtick or a brace.
        let mut open = vec![b'`'];
        while at < self.bytes.len() {
            let inside = open.last().copied().unwrap_or_default();
            match self.byte(at) {
                b'\\' => at += 1,
                b'`' if inside == b'`' => {
                    open.pop();
                    if open.is_empty() {
                        return at + 1;
                    }
                }
                b'`' => open.push(b'`'),
                b'$' if inside == b'`' && self.byte(at + 1) == b'{' => {
                    open.push(b'}');
                    at += 1;
                }
                b'{' if inside == b'}' => open.push(b'}'),
                b'}' if inside == b'}' => {
                    open.pop();
                }
                _ => {}
            }
            at += 1;
        }
        self.bytes.len()
    }

    /// Rust's characters, lifetimes and raw strings: `Some(None)` when it is none of a string's business.
    #[expect(
        clippy::option_option,
        reason = "the outer option says whether the question was settled"
    )]
    fn rust_literal(&self) -> Option<Option<usize>> {
        if self.byte(self.at) != b'\'' {
            return None;
        }
        if self.byte(self.at + 1) == b'\\' {
            let close = self.find(self.at + 3, "'") + 1;
            return Some(Some(close.min(self.line_end(self.at))));
        }
        let next = self.text.get(self.at + 1..)?.chars().next()?;
        let close = self.at + 1 + next.len_utf8();
        Some((self.byte(close) == b'\'').then_some(close + 1))
    }

    fn pattern_may_begin(&self) -> bool {
        let Some(last) = self.last else { return true };
        match last.kind {
            TokenKind::Mark => !matches!(self.byte(last.end - 1), b')' | b']' | b'}'),
            TokenKind::Word => BEFORE_PATTERN.contains(&last.of(self.text)),
            _ => false,
        }
    }

    /// The end of a regular expression literal, if it ends on its line.
    fn pattern(&self) -> Option<usize> {
        let mut at = self.at + 1;
        let mut class = false;
        loop {
            match self.byte(at) {
                0 | b'\n' => return None,
                b'\\' => at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => return Some(at + 1),
                _ => {}
            }
            at += 1;
        }
    }

    /// The end of a raw string whose hashes begin at `at`.
    pub(super) fn raw_rust(&self, at: usize) -> Option<usize> {
        let mut quote = at;
        while self.byte(quote) == b'#' {
            quote += 1;
        }
        if self.byte(quote) != b'"' {
            return None;
        }
        let close = format!("\"{}", "#".repeat(quote - at));
        Some((self.find(quote + 1, &close) + close.len()).min(self.bytes.len()))
    }
}
