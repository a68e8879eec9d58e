//! The tokens of Python.

/// What a token is, as finely as its neighbours matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier, `None`, `True` and `False`.
    Name,
    /// A reserved word.
    Word,
    /// A number.
    Number,
    /// A string that can be documentation: no bytes, nothing to fill in.
    Text,
    /// A string of bytes.
    Bytes,
    /// A string with places to fill in.
    Template,
    /// `...`
    Ellipsis,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `.`
    Dot,
    /// `=`
    Equal,
    /// `+=` and its like, `:=`, `->`
    Assign,
    /// `*`, `**`
    Star,
    /// `/`
    Slash,
    /// `@`
    At,
    /// `+`, `-`
    Sign,
    /// `~`
    Tilde,
    /// An operator between two operands.
    Operator,
}

impl Kind {
    /// Whether it is a string of any sort.
    pub(super) fn is_string(self) -> bool {
        matches!(self, Kind::Text | Kind::Bytes | Kind::Template)
    }
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Offset of its first byte.
    pub(super) start: u32,
    /// Offset behind its last byte.
    pub(super) end: u32,
}

impl Token {
    /// Its text.
    pub(super) fn text<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Whether a word is reserved. `None`, `True` and `False` are operands like names, and not in the list.
pub(super) fn is_reserved(word: &[u8]) -> bool {
    if !(2..=8).contains(&word.len()) || !word.iter().all(u8::is_ascii_lowercase) {
        return false;
    }
    matches!(
        word,
        b"if"
            | b"in"
            | b"is"
            | b"or"
            | b"as"
            | b"def"
            | b"for"
            | b"and"
            | b"not"
            | b"try"
            | b"del"
            | b"from"
            | b"else"
            | b"elif"
            | b"with"
            | b"pass"
            | b"class"
            | b"raise"
            | b"while"
            | b"yield"
            | b"await"
            | b"break"
            | b"async"
            | b"return"
            | b"import"
            | b"except"
            | b"assert"
            | b"global"
            | b"lambda"
            | b"finally"
            | b"continue"
            | b"nonlocal"
    )
}
