//! Normal forms and fingerprints: what two versions of a declaration are compared by.
//!
//! Everything here is stable over runs, platforms and versions of the standard library, because it is cached.

use super::lexer::{Lexer, Token, TokenKind};
use super::style::{GO, PYTHON, Style};
use crate::model::symbol::CodePrint;
use std::ops::Range;

/// How many entries a sketch keeps.
const SKETCH_SIZE: usize = 64;

/// A stable 64-bit hash (FNV-1a with a final mix).
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(state)
}

/// Spreads the bits of a hash (the finalizer of MurmurHash3).
fn mix(mut state: u64) -> u64 {
    state = (state ^ (state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    state = (state ^ (state >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}

/// The fingerprint of a declaration: `shape` is its signature without its own name, `body` a range of `text`, `skip` what
/// of it does not count (its documentation).
pub(crate) fn print(
    style: &'static Style,
    shape: &str,
    text: &str,
    body: Range<usize>,
    skip: &[Range<usize>],
    own: &str,
) -> CodePrint {
    let tokens = token_hashes(style, text, body, skip, own);
    let mut whole = Vec::with_capacity(tokens.len() * 8);
    for (exact, _) in &tokens {
        whole.extend_from_slice(&exact.to_le_bytes());
    }
    CodePrint {
        signature: hash(shape.as_bytes()),
        body: if tokens.is_empty() { 0 } else { hash(&whole) },
        sketch: sketch(&tokens),
    }
}

/// The hash of each token that counts, and the same with the symbol's own name masked.
fn token_hashes(
    style: &'static Style,
    text: &str,
    body: Range<usize>,
    skip: &[Range<usize>],
    own: &str,
) -> Vec<(u64, u64)> {
    let start = body.start;
    let source = text.get(body).unwrap_or_default();
    let mut hashes = Vec::new();
    for token in Lexer::new(source, style) {
        let begins = start + token.start;
        if token.kind == TokenKind::Comment || skip.iter().any(|range| range.contains(&begins)) {
            continue;
        }
        let exact = token_hash(token, source, style);
        let masked = if token.of(source) == own { 1 } else { exact };
        hashes.push((exact, masked));
    }
    hashes
}

/// Strings are compared with one kind of quote and one kind of line end, so that a formatter changes nothing.
fn token_hash(token: Token, source: &str, style: &Style) -> u64 {
    match token.kind {
        TokenKind::Text => hash(plain_string(token.of(source), style).as_bytes()),
        _ => hash(token.of(source).as_bytes()),
    }
}

/// The bottom-k sketch of the 3-token windows (Broder 1997).
fn sketch(tokens: &[(u64, u64)]) -> Vec<u32> {
    let mut entries: Vec<u32> = tokens
        .windows(3)
        .map(|window| {
            let folded = window
                .iter()
                .fold(0u64, |state, (_, masked)| mix(state.rotate_left(21) ^ masked));
            (folded >> 32) as u32
        })
        .collect();
    entries.sort_unstable();
    entries.dedup();
    entries.truncate(SKETCH_SIZE);
    entries
}

/// A string literal as normal forms write it: Python's single quotes become double where that changes nothing.
fn plain_string(literal: &str, style: &Style) -> String {
    let mut plain = literal.replace("\r\n", "\n");
    let short =
        literal.len() >= 2 && literal.starts_with('\'') && !literal.starts_with("'''") && literal.ends_with('\'');
    if style == &PYTHON && short && !literal.contains(['"', '\\']) {
        plain = format!("\"{}\"", &literal[1..literal.len() - 1]);
    }
    plain
}

/// A piece of code in normal form: white space, comments, trailing commas and the kind of quotes do not matter.
pub(crate) fn normal(style: &'static Style, source: &str) -> String {
    let tokens: Vec<Token> = Lexer::new(source, style)
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let mut out = String::with_capacity(source.len());
    let mut commas: Vec<(u8, usize)> = Vec::new();
    let mut last: Option<Placed<'_>> = None;
    for (index, token) in tokens.iter().enumerate() {
        let word = token.of(source);
        if is_trailing_comma(word, tokens.get(index + 1).map(|next| next.of(source)), &mut commas) || word == "\\" {
            continue;
        }
        let binary = is_spaced(style, word) && last.is_some_and(|last| last.ends_operand());
        if last.is_some_and(|last| last.wants_space_before(style, word, binary)) {
            out.push(' ');
        }
        if token.kind == TokenKind::Text {
            out.push_str(&plain_string(word, style));
        } else {
            out.push_str(word);
        }
        last = Some(Placed { word, binary });
    }
    out
}

/// The token before, as normal forms place it.
#[derive(Clone, Copy)]
struct Placed<'a> {
    word: &'a str,
    /// Whether it is an operator between two operands.
    binary: bool,
}

impl Placed<'_> {
    fn ends_operand(self) -> bool {
        self.word
            .ends_with(|c: char| c.is_alphanumeric() || "_)]}\"'>?".contains(c))
            && self.word != "->"
            && self.word != "=>"
    }

    fn wants_space_before(self, style: &Style, word: &str, binary: bool) -> bool {
        if matches!(word, ")" | "]" | "}") {
            return false;
        }
        if word == "..." && self.word != "("
            || binary
            || self.binary
            || matches!(self.word, "," | ":" | ";" | "->" | "=>")
        {
            return true;
        }
        // `[]string` of Go is one type.
        if self.word == "]" && style == &GO {
            return false;
        }
        let begins_word = word.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let begins_string = word.starts_with(['"', '\'']);
        let closes = self.word.ends_with([')', ']', '}', '>']);
        self.ends_operand() && (begins_word || begins_string && !closes)
    }
}

/// Whether a comma stands before a closing bracket and means nothing; `(x,)` keeps its comma.
fn is_trailing_comma(word: &str, next: Option<&str>, open: &mut Vec<(u8, usize)>) -> bool {
    match word {
        "(" | "[" | "{" => open.push((word.as_bytes()[0], 0)),
        ")" | "]" | "}" => {
            open.pop();
        }
        "," => {
            let closes = next.is_none_or(|next| matches!(next, ")" | "]" | "}" | ">"));
            let Some((bracket, seen)) = open.last_mut() else {
                return closes;
            };
            *seen += 1;
            return closes && (*bracket != b'(' || *seen > 1);
        }
        _ => {}
    }
    false
}

/// Operators that have a space on both sides in normal form.
fn is_spaced(style: &Style, word: &str) -> bool {
    match word {
        "=" => style != &PYTHON,
        "+" | "-" | "/" | "%" | "|" | "||" | "&&" | "==" | "!=" | "<=" | ">=" | "=>" | "->" | "//" | "^" | "*"
        | "&" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::style::{PYTHON, RUST};
    use super::{normal, print};

    #[test]
    fn formatting_does_not_change_a_normal_form() {
        assert_eq!(normal(&PYTHON, "{ 'a' :1,\n }"), "{\"a\": 1}");
        assert_eq!(normal(&PYTHON, "typing.Union[ str,None, ]"), "typing.Union[str, None]");
        assert_eq!(normal(&PYTHON, "int|None"), "int | None");
        assert_eq!(normal(&PYTHON, "(1,)"), "(1,)");
        assert_eq!(normal(&PYTHON, "-1"), "-1");
        assert_eq!(normal(&PYTHON, "a if b else f(*c, d=1)"), "a if b else f(*c, d=1)");
    }

    #[test]
    fn rust_types_read_as_people_write_them() {
        for text in [
            "&'a mut str",
            "Option<Vec<u8>>",
            "impl Fn(u8) -> Box<dyn A + 'static>",
            "*const u8",
            "&[u8; 4]",
            "Cow<'a, str>",
        ] {
            assert_eq!(normal(&RUST, text), text);
        }
    }

    #[test]
    fn a_body_is_the_same_whatever_its_layout_comments_and_docs() {
        let one = "x = 1 # note\nreturn   x + 2";
        let two = "x=1\nreturn x+2";
        let print = |text: &str| print(&PYTHON, "", text, 0..text.len(), &[], "f");
        assert_eq!(print(one), print(two));
        assert_ne!(print(one).body, print("x = 2\nreturn x + 2").body);
    }

    #[test]
    fn a_sketch_does_not_see_the_own_name() {
        let of = |text: &str, own: &str| print(&PYTHON, "", text, 0..text.len(), &[], own);
        let (one, two) = (of("return old(x) + 1", "old"), of("return new(x) + 1", "new"));
        assert_eq!(one.sketch, two.sketch);
        assert_ne!(one.body, two.body);
    }
}
