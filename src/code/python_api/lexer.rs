//! Cuts Python into logical lines, and these into tokens.
//!
//! Nothing recurses and nothing is kept but the tokens of one line, so neither depth nor length hurts.

use super::shape::Shape;
use super::strings::{Quoting, end_of_string, end_of_template, is_prefix, is_template};
use super::token::{Kind, Token, is_reserved};
use crate::model::span::Span;
use memchr::memchr2;
use std::cmp::Ordering;

/// How far a line is indented: tabs to the next even column, and counted as one. Both must agree on what is deeper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Indent {
    column: u32,
    characters: u32,
}

impl Indent {
    /// Which is deeper; `None` if that depends on how wide a tab is.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let by_column = self.column.cmp(&other.column);
        (by_column == self.characters.cmp(&other.characters)).then_some(by_column)
    }
}

/// The offset of what cannot be Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault(pub(super) usize);

/// Reads a text line by line.
pub(super) struct Lexer<'text> {
    text: &'text str,
    bytes: &'text [u8],
    at: usize,
    end: usize,
    open: Vec<u8>,
    shape: Shape,
}

impl<'text> Lexer<'text> {
    /// Begins at the first line.
    pub(super) fn new(text: &'text str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self::within(text, Span::new(at, text.len()))
    }

    /// Reads a part of a text.
    pub(super) fn within(text: &'text str, part: Span) -> Self {
        let bytes = text.as_bytes();
        let end = bytes.len().min(part.end as usize);
        Self {
            text,
            bytes: &bytes[..end],
            at: part.start as usize,
            end,
            open: Vec::new(),
            shape: Shape::default(),
        }
    }

    /// Fills `tokens` with the next logical line; `None` at the end of the text.
    pub(super) fn line(&mut self, tokens: &mut Vec<Token>) -> Result<Option<Indent>, Fault> {
        tokens.clear();
        let Some(indent) = self.indent()? else {
            return Ok(None);
        };
        self.shape = Shape::default();
        self.open.clear();
        while self.at < self.end {
            let byte = self.bytes[self.at];
            match byte {
                b' ' | b'\t' | 0x0c => self.at += 1,
                b'\n' | b'\r' => {
                    self.at += 1;
                    if self.open.is_empty() {
                        break;
                    }
                }
                b'#' => self.skip_comment(),
                b'\\' => self.continuation()?,
                _ => self.token(byte, tokens)?,
            }
        }
        if self.open.is_empty() && self.shape.ends() {
            Ok(Some(indent))
        } else {
            Err(Fault(self.at))
        }
    }

    /// Skips what is empty or only a comment, up to the first token of a line.
    fn indent(&mut self) -> Result<Option<Indent>, Fault> {
        let mut indent = Indent::default();
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b' ' => {
                    indent.column += 1;
                    indent.characters += 1;
                }
                b'\t' => {
                    indent.column += 2 - indent.column % 2;
                    indent.characters += 1;
                }
                0x0c | b'\n' | b'\r' => indent = Indent::default(),
                b'#' => {
                    self.skip_comment();
                    continue;
                }
                b'\\' => {
                    self.continuation()?;
                    continue;
                }
                _ => return Ok(Some(indent)),
            }
            self.at += 1;
        }
        Ok(None)
    }

    fn skip_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    }

    fn continuation(&mut self) -> Result<(), Fault> {
        let step = match (self.bytes.get(self.at + 1), self.bytes.get(self.at + 2)) {
            (Some(b'\r'), Some(b'\n')) => 3,
            (Some(b'\n' | b'\r'), _) => 2,
            _ => return Err(Fault(self.at)),
        };
        self.at += step;
        if self.at >= self.end {
            Err(Fault(self.at))
        } else {
            Ok(())
        }
    }

    fn token(&mut self, byte: u8, tokens: &mut Vec<Token>) -> Result<(), Fault> {
        let start = self.at;
        let fault = Fault(start);
        let (kind, end) = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(start).ok_or(fault)?,
            b'0'..=b'9' => (Kind::Number, self.number(start).ok_or(fault)?),
            b'"' | b'\'' => self.string(start, start).ok_or(fault)?,
            b'.' if self.next(1).is_ascii_digit() => (Kind::Number, self.number(start).ok_or(fault)?),
            _ => self.mark(byte, start).ok_or(fault)?,
        };
        let kind = self.bracket(kind, byte).ok_or(fault)?;
        self.at = end;
        if !self.shape.take(kind, &self.bytes[start..end], self.open.len()) {
            return Err(fault);
        }
        let span = Span::new(start, end);
        tokens.push(Token {
            kind,
            start: span.start,
            end: span.end,
        });
        Ok(())
    }

    /// Keeps account of what is open.
    fn bracket(&mut self, kind: Kind, byte: u8) -> Option<Kind> {
        match kind {
            Kind::Open => self.open.push(byte),
            Kind::Close => {
                let opened = match byte {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                if self.open.pop() != Some(opened) {
                    return None;
                }
            }
            _ => {}
        }
        Some(kind)
    }

    fn next(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or_default()
    }

    fn word(&self, start: usize) -> Option<(Kind, usize)> {
        let end = self.end_of_word(start)?;
        let word = &self.bytes[start..end];
        if word.len() <= 2 && is_prefix(word) && matches!(self.bytes.get(end), Some(b'"' | b'\'')) {
            return self.string(start, end);
        }
        Some((if is_reserved(word) { Kind::Word } else { Kind::Name }, end))
    }

    fn end_of_word(&self, start: usize) -> Option<usize> {
        let mut end = start;
        while let Some(byte) = self.bytes.get(end) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9' => end += 1,
                0x80.. => {
                    let letter = self.text.get(end..)?.chars().next()?;
                    if !is_letter(letter) {
                        break;
                    }
                    end += letter.len_utf8();
                }
                _ => break,
            }
        }
        (end > start).then_some(end)
    }

    fn string(&self, start: usize, quotes: usize) -> Option<(Kind, usize)> {
        let prefix = &self.bytes[start..quotes];
        let quoting = Quoting::at(self.bytes, quotes, prefix);
        let content = quotes + quoting.len();
        if is_template(prefix) {
            return Some((Kind::Template, end_of_template(self.bytes, content, quoting)?));
        }
        let kind = if prefix.iter().any(|byte| matches!(byte, b'b' | b'B')) {
            Kind::Bytes
        } else {
            Kind::Text
        };
        Some((kind, end_of_string(self.bytes, content, quoting)?))
    }

    /// Behind a number; `None` for what Python 2 called octal.
    fn number(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let run = |from: usize, digit: fn(&u8) -> bool| {
            let digits = rest.get(from..).unwrap_or_default();
            from + digits.iter().take_while(|byte| **byte == b'_' || digit(byte)).count()
        };
        if let [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..] = rest {
            return Some(start + run(2, u8::is_ascii_hexdigit));
        }
        let whole = run(0, u8::is_ascii_digit);
        let mut end = whole;
        if rest.get(end) == Some(&b'.') {
            end = run(end + 1, u8::is_ascii_digit);
        }
        if let Some(b'e' | b'E') = rest.get(end) {
            let sign = usize::from(matches!(rest.get(end + 1), Some(b'+' | b'-')));
            if rest.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                end = run(end + 1 + sign, u8::is_ascii_digit);
            }
        }
        let imaginary = matches!(rest.get(end), Some(b'j' | b'J'));
        let octal = end == whole
            && !imaginary
            && rest[0] == b'0'
            && rest[..end].iter().any(|byte| (b'1'..=b'9').contains(byte));
        (!octal).then_some(start + end + usize::from(imaginary))
    }

    fn mark(&self, byte: u8, start: usize) -> Option<(Kind, usize)> {
        let two = self.next(1);
        let (kind, length) = match (byte, two, self.next(2)) {
            (b'(' | b'[' | b'{', ..) => (Kind::Open, 1),
            (b')' | b']' | b'}', ..) => (Kind::Close, 1),
            (b',', ..) => (Kind::Comma, 1),
            (b';', ..) => (Kind::Semicolon, 1),
            (b'.', b'.', b'.') => (Kind::Ellipsis, 3),
            (b'.', ..) => (Kind::Dot, 1),
            (b'*', b'*', b'=') | (b'/', b'/', b'=') | (b'<', b'<', b'=') | (b'>', b'>', b'=') => (Kind::Assign, 3),
            (b'*', b'*', _) => (Kind::Star, 2),
            (b'/', b'/', _) | (b'<', b'<', _) | (b'>', b'>', _) => (Kind::Operator, 2),
            (b'=' | b'!' | b'<' | b'>', b'=', _) => (Kind::Operator, 2),
            (b'-', b'>', _) | (b':', b'=', _) => (Kind::Assign, 2),
            (b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^', b'=', _) => (Kind::Assign, 2),
            (b':', ..) => (Kind::Colon, 1),
            (b'=', ..) => (Kind::Equal, 1),
            (b'*', ..) => (Kind::Star, 1),
            (b'/', ..) => (Kind::Slash, 1),
            (b'@', ..) => (Kind::At, 1),
            (b'+' | b'-', ..) => (Kind::Sign, 1),
            (b'~', ..) => (Kind::Tilde, 1),
            (b'%' | b'&' | b'|' | b'^' | b'<' | b'>', ..) => (Kind::Operator, 1),
            _ => return None,
        };
        Some((kind, start + length))
    }
}

/// Whether a character beyond ASCII can stand in a name. Marks that combine with letters can, punctuation cannot.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || is_mark(u32::from(letter))
}

/// Marks that combine with letters, those of scripts that write vowels around consonants among them, and the few symbols
/// that Unicode lets into names.
fn is_mark(code: u32) -> bool {
    matches!(
        code,
        0xb7 | 0x300..=0x36f
            | 0x387
            | 0x483..=0x487
            | 0x591..=0x5bd
            | 0x610..=0x61a
            | 0x64b..=0x65f
            | 0x900..=0x963
            | 0x966..=0x1fff
            | 0x203f
            | 0x2040
            | 0x20d0..=0x20ff
            | 0x2118
            | 0x212e
            | 0x309b
            | 0x309c
            | 0xfe00..=0xfe0f
            | 0xfe20..=0xfe2f
            | 0xe0100..=0xe01ef
    )
}
