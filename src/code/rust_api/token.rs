//! Tokens of Rust with the place at which each was written, whether they come from a text or out of a macro.
//!
//! Doc comments are cut into the attributes that they stand for, as the compiler does it before macros see them.

use super::super::lexer::{Lexer, TokenKind};
use super::super::style::RUST;
use super::item::Place;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// An identifier, a keyword or a lifetime.
    Word,
    /// A literal; that of a doc comment is its bare text.
    Literal,
    /// An operator.
    Mark,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// The unseen bracket around what a macro parsed as a whole; its text is the kind of fragment.
    Unseen,
    /// Its end.
    UnseenEnd,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tok<'t> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its characters.
    pub(crate) text: &'t str,
    /// Where it was written.
    pub(crate) at: Place,
    /// Where the `$name` stands that put it here as a mere token.
    pub(crate) through: Option<Place>,
    /// For a bracket, the index of the other one.
    pub(crate) partner: usize,
}

impl Tok<'_> {
    /// Whether it is this word or mark.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }
}

/// A token as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    word: u32,
    kind: Kind,
    at: Place,
    through: Option<Place>,
}

/// Tokens that are kept: what a macro is made of, and what it is called with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    words: Vec<Box<str>>,
    list: Vec<Kept>,
}

impl Tokens {
    /// Keeps a run of tokens.
    pub(crate) fn keep(tokens: &[Tok<'_>]) -> Tokens {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut words: Vec<Box<str>> = Vec::new();
        let mut list = Vec::with_capacity(tokens.len());
        for token in tokens {
            let word = *known.entry(token.text).or_insert_with(|| {
                words.push(token.text.into());
                u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
            });
            list.push(Kept {
                word,
                kind: token.kind,
                at: token.at,
                through: token.through,
            });
        }
        Tokens { words, list }
    }

    /// The tokens again, as written in `file`.
    pub(crate) fn get(&self, file: u32) -> Vec<Tok<'_>> {
        let tokens = self.list.iter().map(|kept| Tok {
            kind: kept.kind,
            text: self.words.get(kept.word as usize).map_or("", |word| word),
            at: kept.at.in_file(file),
            through: kept.through.map(|place| place.in_file(file)),
            partner: 0,
        });
        let mut tokens: Vec<Tok<'_>> = tokens.collect();
        // They were balanced when they were kept.
        let _ = balance(&mut tokens);
        tokens
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The only token, if it is a string: its text without quotes.
    pub fn string(&self) -> Option<&str> {
        let literal = self.list.first().filter(|kept| kept.kind == Kind::Literal)?;
        let rest = self.list.get(1..).unwrap_or_default();
        let word = |kept: &Kept| self.words.get(kept.word as usize).map_or("", |word| word);
        rest.iter()
            .all(|kept| word(kept) == ",")
            .then(|| unquoted(word(literal)))
    }
}

/// A string literal without its quotes.
pub(crate) fn unquoted(literal: &str) -> &str {
    super::super::draft::unquote(literal).1
}

/// The tokens of a text.
///
/// # Errors
/// The line of a bracket that has no other, and what is wrong with it.
pub(crate) fn tokens(text: &str) -> Result<Vec<Tok<'_>>, (u32, String)> {
    let mut cutter = Cutter::new(text);
    let start = super::super::rust::code_start(text);
    for token in Lexer::new(text, &RUST) {
        if token.end > start {
            cutter.take(token.kind, token.start, token.end);
        }
    }
    let mut tokens = cutter.tokens;
    balance(&mut tokens)?;
    Ok(tokens)
}

/// Ties every bracket to its other one.
pub(crate) fn balance(tokens: &mut [Tok<'_>]) -> Result<(), (u32, String)> {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..tokens.len() {
        let token = tokens[index];
        match token.kind {
            Kind::Open | Kind::Unseen => open.push(index),
            Kind::Close | Kind::UnseenEnd => {
                let other = open.pop().filter(|other| closes(tokens[*other].text, token.text));
                let other = other.ok_or_else(|| (token.at.line, format!("`{}` closes nothing", token.text)))?;
                tokens[index].partner = other;
                tokens[other].partner = index;
            }
            _ => {}
        }
    }
    match open.pop() {
        Some(index) => Err((
            tokens[index].at.line,
            format!("`{}` is never closed", tokens[index].text),
        )),
        None => Ok(()),
    }
}

fn closes(open: &str, close: &str) -> bool {
    match open {
        "(" => close == ")",
        "[" => close == "]",
        "{" => close == "}",
        _ => !matches!(close, ")" | "]" | "}"),
    }
}

/// Marks that the lexer knows from other languages, and what they are here.
const FOREIGN_MARKS: &[(&str, &[&str])] = &[
    ("<=>", &["<=", ">"]),
    ("===", &["==", "="]),
    ("!==", &["!=", "="]),
    ("**=", &["*", "*="]),
    (":=", &[":", "="]),
    ("**", &["*", "*"]),
    ("??", &["?", "?"]),
    ("?.", &["?", "."]),
    ("<-", &["<", "-"]),
    ("++", &["+", "+"]),
    ("--", &["-", "-"]),
];

/// Makes tokens with places of pieces of a text.
struct Cutter<'t> {
    text: &'t str,
    tokens: Vec<Tok<'t>>,
    /// Up to where lines and columns were counted.
    counted: usize,
    line: u32,
    column: u32,
    /// Where the last token ended.
    end: usize,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            tokens: Vec::with_capacity(text.len() / 5),
            counted: if text.starts_with('\u{feff}') { 3 } else { 0 },
            line: 1,
            column: 1,
            end: 0,
        }
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Moves the line and column on to an offset behind the last one.
    fn advance(&mut self, to: usize) {
        let between = self.text.as_bytes().get(self.counted..to).unwrap_or_default();
        for byte in between {
            match byte {
                b'\n' => {
                    self.line += 1;
                    self.column = 1;
                }
                // The first byte of a character, not one that goes on with it.
                byte if byte & 0xC0 != 0x80 => self.column += 1,
                _ => {}
            }
        }
        self.counted = self.counted.max(to);
    }

    fn take(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.advance(start);
        let text = self.slice(start, end);
        match kind {
            TokenKind::Comment => self.comment(text),
            TokenKind::Word => self.word(start, end),
            TokenKind::Number => self.push(Kind::Literal, text),
            TokenKind::Text => self.literal(start, end),
            TokenKind::Mark => self.mark(text),
        }
        self.end = end;
    }

    fn push(&mut self, kind: Kind, text: &'t str) {
        let at = Place {
            file: 0,
            line: self.line,
            column: self.column,
            width: u32::try_from(text.len()).unwrap_or(u32::MAX),
        };
        self.tokens.push(Tok {
            kind,
            text,
            at,
            through: None,
            partner: 0,
        });
    }

    /// A word, or the rest of `r#word`.
    fn word(&mut self, start: usize, end: usize) {
        let raw = match self.tokens.as_slice() {
            [.., r, hash] => {
                let glued = self.end == start && start > 1 && self.slice(start - 2, start) == "r#";
                glued && r.is("r") && hash.is("#")
            }
            _ => false,
        };
        if raw {
            self.tokens.pop();
            if let Some(last) = self.tokens.last_mut() {
                last.text = self.text.get(start..end).unwrap_or_default();
                last.at.width = u32::try_from(end - start + 2).unwrap_or(u32::MAX);
            }
            return;
        }
        let text = self.slice(start, end);
        self.push(Kind::Word, text);
        if let Some(last) = self.tokens.last_mut().filter(|_| !text.is_ascii()) {
            last.at.width = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        }
    }

    /// A literal; the `b` of `b'x'` came as a word before it.
    fn literal(&mut self, start: usize, end: usize) {
        let glued = self.end == start && start > 0 && self.text.as_bytes().get(start) == Some(&b'\'');
        if glued && self.tokens.last().is_some_and(|last| last.is("b")) {
            self.tokens.pop();
        }
        let text = self.slice(start, end);
        self.push(Kind::Literal, text);
    }

    fn mark(&mut self, text: &'t str) {
        match text {
            "(" | "[" | "{" => self.push(Kind::Open, text),
            ")" | "]" | "}" => self.push(Kind::Close, text),
            _ => match FOREIGN_MARKS.iter().find(|(mark, _)| *mark == text) {
                Some((_, parts)) => parts.iter().for_each(|part| self.push(Kind::Mark, part)),
                None => self.push(Kind::Mark, text),
            },
        }
    }

    /// A doc comment as `#[doc = ".."]`; other comments are nothing.
    fn comment(&mut self, text: &'t str) {
        let (inner, body) = if let Some(body) = text.strip_prefix("//!") {
            (true, body)
        } else if let Some(body) = text.strip_prefix("///").filter(|body| !body.starts_with('/')) {
            (false, body)
        } else if let Some(body) = text.strip_prefix("/*!") {
            (true, body.strip_suffix("*/").unwrap_or(body))
        } else if let Some(body) = text.strip_prefix("/**").filter(|body| !body.starts_with(['*', '/'])) {
            (false, body.strip_suffix("*/").unwrap_or(body))
        } else {
            return;
        };
        self.push(Kind::Mark, "#");
        if inner {
            self.push(Kind::Mark, "!");
        }
        self.push(Kind::Open, "[");
        self.push(Kind::Word, "doc");
        self.push(Kind::Mark, "=");
        self.push(Kind::Literal, body);
        self.push(Kind::Close, "]");
    }
}
