//! The parts of a line: where its header ends, its statements, the parts of an expression.

use super::token::{Kind, Token};

/// The place of the colon that ends the header of a compound statement.
pub(super) fn header_end(text: &str, tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut lambdas = 0_usize;
    for (place, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Word if depth == 0 && token.text(text) == "lambda" => lambdas += 1,
            Kind::Colon if depth == 0 && lambdas > 0 => lambdas -= 1,
            Kind::Colon if depth == 0 => return Some(place),
            _ => {}
        }
    }
    None
}

/// Whether a line that begins with the name `match` is a statement of that name.
pub(super) fn is_match(tokens: &[Token]) -> bool {
    let ends = tokens.last().is_some_and(|token| token.kind == Kind::Colon);
    let second = tokens.get(1).map(|token| token.kind);
    ends && tokens.len() > 2 && !matches!(second, Some(Kind::Colon | Kind::Equal | Kind::Dot | Kind::Comma))
}

/// The statements of a line, cut at semicolons.
pub(super) fn simple_statements(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens
        .split(|token| token.kind == Kind::Semicolon)
        .filter(|statement| !statement.is_empty())
}

/// Cuts at what `cuts` accepts outside of brackets. A cut at the end leaves no empty part behind.
pub(super) fn split_outside(tokens: &[Token], mut cuts: impl FnMut(&Token) -> bool) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (place, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ if depth == 0 && cuts(token) => {
                parts.push(&tokens[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}

/// Cuts at commas.
pub(super) fn split_commas(tokens: &[Token]) -> Vec<&[Token]> {
    split_outside(tokens, |token| token.kind == Kind::Comma)
}

/// What stands between brackets, if the first and the last token are a pair that belongs together.
pub(super) fn within_brackets(tokens: &[Token]) -> Option<&[Token]> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    if first.kind != Kind::Open || last.kind != Kind::Close {
        return None;
    }
    let inner = &tokens[1..tokens.len() - 1];
    let mut depth = 0_usize;
    for token in inner {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    Some(inner)
}

/// Takes round brackets away that hold one expression.
pub(super) fn without_parentheses<'tokens>(text: &str, tokens: &'tokens [Token]) -> &'tokens [Token] {
    let mut tokens = tokens;
    while tokens.first().is_some_and(|token| token.text(text) == "(") {
        match within_brackets(tokens) {
            Some(inner) if !inner.is_empty() && !has_comma(inner) => tokens = inner,
            _ => break,
        }
    }
    tokens
}

/// Whether there is a comma outside of brackets.
pub(super) fn has_comma(tokens: &[Token]) -> bool {
    let mut depth = 0_usize;
    tokens.iter().any(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.kind == Kind::Comma
    })
}

/// A statement that is documentation when it comes first. `Some(None)`: it is in several parts, which no tool reads as one.
pub(super) fn docstring(text: &str, statement: &[Token]) -> Option<Option<Token>> {
    let strings = without_parentheses(text, statement);
    match strings {
        [] => None,
        [only] if only.kind == Kind::Text => Some(Some(*only)),
        several if several.iter().all(|token| token.kind == Kind::Text) => Some(None),
        _ => None,
    }
}
