//! What a function's arguments and body say about how it may be called.

use super::cursor::Cursor;
use super::token::{Kind, Tok};

/// Macros that end in a panic, as clippy's `missing_panics_doc` counts them: what is not written yet and what cannot be
/// reached (`todo!`, `unreachable!`) is no promise to callers, and `debug_assert!` is not in what is shipped.
const PANICKING: &[&str] = &["panic", "assert", "assert_eq", "assert_ne"];

/// Whether the arguments begin with `self`.
pub(super) fn has_receiver(mut cursor: Cursor<'_, '_>) -> bool {
    super::attribute::read(&mut cursor, false);
    while let Some(token) = cursor.peek() {
        let before = token.is("&") || token.is("&&") || token.is("mut") || token.text.starts_with('\'');
        if !before {
            return token.is("self");
        }
        cursor.step();
    }
    false
}

/// Whether a body holds `panic!`, an assertion, `.unwrap()` or `.expect("..")`. Constants computed within are left out.
pub(super) fn panics(body: Cursor<'_, '_>) -> bool {
    let mut behind = body.pos;
    while behind < body.end {
        let at = behind;
        let token = &body.tokens[at];
        let next = |ahead: usize| body.tokens.get(at + ahead).filter(|_| at + ahead < body.end);
        let next_is = |ahead: usize, text: &str| next(ahead).is_some_and(|token: &Tok<'_>| token.is(text));
        if token.is("const") && next_is(1, "{") {
            behind = next(1).map_or(at, |open| open.partner) + 1;
            continue;
        }
        let called = token.kind == Kind::Word && next_is(1, "!") && PANICKING.contains(&token.text);
        let unwrapped = token.is(".") && next_is(1, "unwrap") && next_is(2, "(") && next_is(3, ")");
        let text = |token: &Tok<'_>| token.kind == Kind::Literal && token.text.starts_with('"');
        let expected = token.is(".") && next_is(1, "expect") && next_is(2, "(") && next(3).is_some_and(text);
        if called || unwrapped || expected {
            return true;
        }
        behind += 1;
    }
    false
}
