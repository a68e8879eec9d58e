//! The lines of an attributes file: a pattern, plain or quoted, and attributes.

use std::borrow::Cow;
use std::sync::Arc;

/// Longer lines are passed over, as by git.
const MAX_LINE: usize = 2_048;

/// What separates the words of a line.
const BLANK: [char; 3] = [' ', '\t', '\r'];

/// What a line sets an attribute to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `name`
    On,
    /// `-name`
    Off,
    /// `!name`: as if nothing were said.
    Unspecified,
    /// `name=text`
    Text(Arc<str>),
}

/// An attribute as a line states it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) name: &'t str,
    pub(super) value: Value,
}

/// A line that says something.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// The pattern without its quotes, or `[attr]` and the name of a macro.
    pub(super) head: Cow<'t, str>,
    attributes: &'t str,
}

impl<'t> Line<'t> {
    /// The attributes in their order.
    pub(super) fn tokens(&self) -> impl Iterator<Item = Token<'t>> + use<'t> {
        let words = self.attributes.split(BLANK).filter(|word| !word.is_empty());
        words.map(token)
    }

    /// The name of the macro that the line defines.
    pub(super) fn macro_name(&self) -> Option<&str> {
        self.head.strip_prefix("[attr]")
    }
}

/// The lines that are neither empty nor comments nor too long.
pub(super) fn read(text: &str) -> impl Iterator<Item = Line<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split('\n').filter(|line| line.len() <= MAX_LINE).filter_map(parse)
}

fn parse(line: &str) -> Option<Line<'_>> {
    let line = line.trim_start_matches(BLANK);
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    if let Some((head, attributes)) = unquoted(line) {
        let head = Cow::Owned(head);
        return Some(Line { head, attributes });
    }
    // The name of a macro may stand apart from its mark.
    let mark = line.strip_prefix("[attr]").map_or(0, |rest| {
        "[attr]".len() + rest.len() - rest.trim_start_matches(BLANK).len()
    });
    let end = line[mark..].find(BLANK).map_or(line.len(), |end| mark + end);
    let head = match mark {
        0 => Cow::Borrowed(&line[..end]),
        mark => Cow::Owned(format!("[attr]{}", &line[mark..end])),
    };
    let attributes = &line[end..];
    Some(Line { head, attributes })
}

fn token(word: &str) -> Token<'_> {
    let (name, value) = match (word.strip_prefix('-'), word.strip_prefix('!')) {
        (Some(name), _) => (name, Value::Off),
        (_, Some(name)) => (name, Value::Unspecified),
        _ => match word.split_once('=') {
            Some((name, text)) => (name, Value::Text(text.into())),
            None => (word, Value::On),
        },
    };
    Token { name, value }
}

/// A pattern in quotes, as C writes strings, and what follows it; `None` when the line does not begin with one.
fn unquoted(line: &str) -> Option<(String, &str)> {
    let inner = line.strip_prefix('"')?;
    let mut bytes = inner.bytes().enumerate();
    let mut text = Vec::new();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some((String::from_utf8_lossy(&text).into_owned(), &inner[at + 1..])),
            b'\\' => text.push(escaped(&mut bytes.by_ref().map(|(_, byte)| byte))?),
            byte => text.push(byte),
        }
    }
    None
}

fn escaped(bytes: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let digit = |byte: u8| (b'0'..=b'7').contains(&byte).then(|| byte - b'0');
    Some(match bytes.next()? {
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        plain @ (b'"' | b'\\') => plain,
        first @ b'0'..=b'3' => (digit(first)? << 6) | (digit(bytes.next()?)? << 3) | digit(bytes.next()?)?,
        _ => return None,
    })
}
