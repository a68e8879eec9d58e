//! What `__all__` lists, as far as it is written out.

use super::statement::{has_comma, split_commas, split_outside, within_brackets, without_parentheses};
use super::token::{Kind, Token};

/// The names that an expression assigned to `__all__` writes out. What is computed adds none.
pub(super) fn listed(text: &str, value: &[Token]) -> Vec<String> {
    let mut names = Vec::new();
    let mut value = without_parentheses(text, value);
    if has_comma(value) {
        elements(text, value, &mut names);
        return names;
    }
    // A sum: its parts from the left, the first of which may again be a sum in brackets.
    loop {
        let parts = split_outside(value, is_binary);
        let [first, rest @ ..] = parts.as_slice() else {
            return names;
        };
        for part in rest {
            container(text, part, &mut names);
        }
        let inner = without_parentheses(text, first);
        if rest.is_empty() || inner.len() == first.len() {
            container(text, first, &mut names);
            return names;
        }
        value = inner;
    }
}

fn is_binary(token: &Token) -> bool {
    matches!(
        token.kind,
        Kind::Sign | Kind::Star | Kind::Slash | Kind::Operator | Kind::At
    )
}

/// A list, a tuple, or one of these in a call of `list` or `tuple`.
fn container(text: &str, value: &[Token], names: &mut Vec<String>) {
    let value = without_parentheses(text, value);
    let Some(first) = value.first() else {
        return;
    };
    match first.kind {
        Kind::Open if first.text(text) != "{" => {
            if let Some(inner) = within_brackets(value) {
                elements(text, inner, names);
            }
        }
        Kind::Name if matches!(first.text(text), "list" | "tuple") => {
            if let Some(inner) = argument(text, &value[1..])
                && matches!(inner.first().map(|token| token.kind), Some(Kind::Open))
                && let Some(inner) = within_brackets(inner)
            {
                elements(text, inner, names);
            }
        }
        Kind::Name if value.get(1).is_some_and(|token| token.text(text) == ":=") => container(text, &value[2..], names),
        _ => {}
    }
}

/// The only argument of a call: `([..])`, or `[str]([..])`.
fn argument<'tokens>(text: &str, call: &'tokens [Token]) -> Option<&'tokens [Token]> {
    let open = call.iter().position(|token| token.text(text) == "(")?;
    let parts = split_commas(within_brackets(&call[open..])?);
    match parts.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

fn elements(text: &str, inner: &[Token], names: &mut Vec<String>) {
    for element in split_commas(inner) {
        let element = without_parentheses(text, element);
        if !element.is_empty() && element.iter().all(|token| token.kind == Kind::Text) {
            names.push(element.iter().map(|token| content(token.text(text))).collect());
        }
    }
}

/// A string without prefix and quotes.
pub(super) fn content(literal: &str) -> &str {
    let quoted = literal.trim_start_matches(|first: char| first.is_ascii_alphabetic());
    let marks = if quoted.starts_with("\"\"\"") || quoted.starts_with("'''") {
        3
    } else {
        1
    };
    quoted
        .get(marks..quoted.len().saturating_sub(marks))
        .unwrap_or_default()
}
