//! Cuts a text of any language into words, numbers, strings, comments and marks, by a `Style`.
//!
//! Not a parser: it knows where comments and strings begin and end, and nothing of grammar. It never fails and never
//! recurses; on text it misjudges it falls back into step at the next line.

mod literals;

use super::style::{Raw, Style};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// An identifier or a keyword; a lifetime with its quote.
    Word,
    /// A number.
    Number,
    /// A string or character literal with its prefix and quotes.
    Text,
    /// A comment with its marks.
    Comment,
    /// An operator or a bracket, `->` and its like as one.
    Mark,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Offset of its first byte.
    pub(crate) start: usize,
    /// Offset behind its last byte.
    pub(crate) end: usize,
    /// Whether only white space stands before it on its line.
    pub(crate) first: bool,
}

impl Token {
    /// Its characters in `text`, the text it was cut from.
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Marks of several characters, longest first.
const MARKS: &[&str] = &[
    "...", "..=", "<=>", "===", "!==", "**=", "//=", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "::", ":=", "**",
    "//", "+=", "-=", "*=", "/=", "|=", "&=", "%=", "^=", "??", "?.", "..", "<-", "++", "--",
];

/// Whether a byte can stand in a word; every byte of a non-ASCII character can.
pub(crate) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The tokens of a text, in order.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    style: &'static Style,
    first: bool,
    /// The last token that is not a comment.
    last: Option<Token>,
}

impl<'a> Lexer<'a> {
    /// Begins at the start of `text`.
    pub(crate) fn new(text: &'a str, style: &'static Style) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            style,
            first: true,
            last: None,
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    fn starts_with(&self, at: usize, what: &str) -> bool {
        self.bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(what.as_bytes()))
    }

    /// The offset of `what` from `at` on, or the end of the text.
    fn find(&self, at: usize, what: &str) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find(what).map_or(self.bytes.len(), |found| at + found)
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.bytes.len(), |found| at + found)
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => self.first = true,
                b' ' | b'\t' | b'\r' | 0x0c | 0x0b | 0 => {}
                _ => break,
            }
            self.at += 1;
        }
    }

    /// The end and kind of the token at `self.at`.
    fn cut(&self) -> (TokenKind, usize) {
        let byte = self.byte(self.at);
        // Most tokens are words, and no comment or string begins with a letter.
        if byte.is_ascii_alphabetic() || byte == b'_' {
            return self.word();
        }
        if let Some(end) = self.comment() {
            return (TokenKind::Comment, end);
        }
        if let Some(end) = self.text_literal() {
            return (TokenKind::Text, end);
        }
        if byte.is_ascii_digit() {
            return (TokenKind::Number, self.number());
        }
        if self.begins_word(byte) {
            return self.word();
        }
        (TokenKind::Mark, self.mark())
    }

    fn begins_word(&self, byte: u8) -> bool {
        is_word_byte(byte)
            || (self.style.word_extra.contains(&byte) && is_word_byte(self.byte(self.at + 1)) && byte != b'-')
    }

    fn comment(&self) -> Option<usize> {
        let style = self.style;
        for (open, close) in style.block_comments {
            if self.starts_with(self.at, open) {
                return Some(self.block_comment(open, close));
            }
        }
        let mark = style
            .line_comments
            .iter()
            .find(|mark| self.starts_with(self.at, mark))?;
        let glued = self.at > 0 && !self.byte(self.at - 1).is_ascii_whitespace() && self.byte(self.at - 1) != b';';
        if style.comment_needs_space && glued && *mark != "//" {
            return None;
        }
        Some(self.line_end(self.at))
    }

    /// The end of a block comment; nested ones are counted where the language nests them.
    fn block_comment(&self, open: &str, close: &str) -> usize {
        let mut at = self.at + open.len();
        let mut depth = 1usize;
        while at < self.bytes.len() {
            if self.starts_with(at, close) {
                depth -= 1;
                at += close.len();
                if depth == 0 {
                    return at;
                }
            } else if self.style.nested_comments && self.starts_with(at, open) {
                depth += 1;
                at += open.len();
            } else {
                at += 1;
            }
        }
        self.bytes.len()
    }

    fn number(&self) -> usize {
        let mut at = self.at + 1;
        while is_word_byte(self.byte(at)) || (self.byte(at) == b'.' && self.byte(at + 1).is_ascii_digit()) {
            at += 1;
        }
        at
    }

    fn word(&self) -> (TokenKind, usize) {
        let mut at = self.at + 1;
        loop {
            at += self
                .bytes
                .get(at..)
                .unwrap_or_default()
                .iter()
                .take_while(|byte| is_word_byte(**byte))
                .count();
            if !(self.style.word_extra.contains(&self.byte(at)) && is_word_byte(self.byte(at + 1))) {
                break;
            }
            at += 1;
        }
        match self.prefixed(at) {
            Some(end) => (TokenKind::Text, end),
            None => (TokenKind::Word, at),
        }
    }

    /// The end of the string that the word before `at` is the prefix of.
    fn prefixed(&self, at: usize) -> Option<usize> {
        let next = self.byte(at);
        if at - self.at > 2 || !matches!(next, b'"' | b'\'' | b'#') {
            return None;
        }
        let prefix = self
            .text
            .get(self.at..at)
            .filter(|prefix| self.style.prefixes.contains(prefix))?;
        let rust = self.style.raw == Raw::Rust;
        let raw = if rust && prefix.ends_with('r') {
            self.raw_rust(at)
        } else {
            None
        };
        // `b'x'` is left to the character behind it: its quote is no string's.
        raw.or_else(|| if rust && next == b'\'' { None } else { self.quoted(at) })
    }

    fn mark(&self) -> usize {
        if self.style.raw == Raw::Rust && self.byte(self.at) == b'\'' && is_word_byte(self.byte(self.at + 1)) {
            let rest = &self.bytes[self.at + 1..];
            return self.at + 1 + rest.iter().take_while(|byte| is_word_byte(**byte)).count();
        }
        if !self.byte(self.at + 1).is_ascii_punctuation() {
            return self.at + 1;
        }
        let found = MARKS.iter().find(|mark| self.starts_with(self.at, mark));
        self.at + found.map_or(1, |mark| mark.len())
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_space();
        if self.at >= self.bytes.len() {
            return None;
        }
        let (mut kind, end) = self.cut();
        let end = end.clamp(self.at + 1, self.bytes.len());
        if kind == TokenKind::Mark && end - self.at > 1 && self.byte(self.at) == b'\'' {
            kind = TokenKind::Word;
        }
        let token = Token {
            kind,
            start: self.at,
            end,
            first: self.first,
        };
        self.at = end;
        self.first = false;
        if kind != TokenKind::Comment {
            self.last = Some(token);
        }
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::super::style::{C_LIKE, JAVASCRIPT, PYTHON, RUST};
    use super::{Lexer, Style, TokenKind};

    fn cut(style: &'static Style, text: &str) -> Vec<String> {
        Lexer::new(text, style)
            .map(|token| {
                let mark = match token.kind {
                    TokenKind::Text => "s:",
                    TokenKind::Comment => "c:",
                    _ => "",
                };
                format!("{mark}{}", token.of(text))
            })
            .collect()
    }

    #[test]
    fn rust_lifetimes_characters_and_raw_strings_are_told_apart() {
        assert_eq!(cut(&RUST, "&'a str"), ["&", "'a", "str"]);
        assert_eq!(cut(&RUST, "'x' '\\'' b'y'"), ["s:'x'", "s:'\\''", "b", "s:'y'"]);
        assert_eq!(cut(&RUST, r##"r#"a"b"# c"##), ["s:r#\"a\"b\"#", "c"]);
        assert_eq!(cut(&RUST, "/* a /* b */ c */ d"), ["c:/* a /* b */ c */", "d"]);
    }

    #[test]
    fn python_prefixes_belong_to_their_string() {
        assert_eq!(
            cut(&PYTHON, "rb'x' f\"\"\"y\nz\"\"\" # c"),
            ["s:rb'x'", "s:f\"\"\"y\nz\"\"\"", "c:# c"]
        );
    }

    #[test]
    fn templates_nest_and_patterns_are_no_divisions() {
        assert_eq!(cut(&JAVASCRIPT, "`a${`b`}c` d"), ["s:`a${`b`}c`", "d"]);
        assert_eq!(
            cut(&JAVASCRIPT, "x = /['\"]/g; a / b"),
            ["x", "=", "s:/['\"]/", "g", ";", "a", "/", "b"]
        );
    }

    #[test]
    fn an_unclosed_string_ends_with_its_line() {
        assert_eq!(cut(&C_LIKE, "a \"b\nc"), ["a", "s:\"b", "c"]);
    }
}
