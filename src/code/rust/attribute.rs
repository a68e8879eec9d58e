//! Attributes and doc comments of Rust.

use super::super::draft::{Source, unquote};
use super::super::lexer::{Lexer, Token, TokenKind};
use super::place::Places;
use crate::model::span::Span;
use crate::model::symbol::DocComment;
use std::ops::Range;
use syn::{Attribute, Expr, Lit, Meta};

/// Attributes that say nothing about how a thing is used.
const SILENT: &[&str] = &[
    "doc",
    "derive",
    "cfg",
    "cfg_attr",
    "inline",
    "allow",
    "expect",
    "warn",
    "deny",
    "rustfmt",
    "serde",
    "arg",
    "clap",
    "structopt",
    "command",
];

/// The documentation of a declaration, all its lines together.
pub(super) fn doc(source: &Source<'_>, places: Places, attributes: &[Attribute]) -> Option<DocComment> {
    let mut lines: Vec<String> = Vec::new();
    let mut span: Option<Range<usize>> = None;
    for attribute in attributes {
        let Meta::NameValue(meta) = &attribute.meta else {
            continue;
        };
        if !meta.path.is_ident("doc") {
            continue;
        }
        let range = places.start(attribute.pound_token.span)..places.end(attribute.bracket_token.span.close());
        if let Expr::Lit(literal) = &meta.value
            && let Lit::Str(text) = &literal.lit
        {
            let block = source.slice(range.clone()).starts_with("/*");
            lines.extend(doc_lines(&text.value(), block));
        }
        span = Some(span.map_or(range.clone(), |all| all.start.min(range.start)..all.end.max(range.end)));
    }
    let span = span?;
    Some(DocComment {
        span: Span::new(span.start, span.end),
        text: unindent(&lines),
    })
}

fn doc_lines(text: &str, block: bool) -> Vec<String> {
    let lines = text.lines().map(str::trim_end);
    if !block {
        return if text.is_empty() {
            vec![String::new()]
        } else {
            lines.map(str::to_owned).collect()
        };
    }
    lines
        .map(|line| line.trim_start().strip_prefix('*').unwrap_or(line).to_owned())
        .collect()
}

/// Takes away the indentation that all lines share, as rustdoc does.
fn unindent(lines: &[String]) -> String {
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = full
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let cut: Vec<&str> = lines
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default())
        .collect();
    cut.join("\n").trim_matches('\n').to_owned()
}

/// The attributes by name: `deprecated`, `must_use`, `doc(hidden)`, `test` for `#[test]` and `#[cfg(test)]`.
pub(super) fn markers(attributes: &[Attribute]) -> Vec<String> {
    let mut markers = Vec::new();
    for attribute in attributes {
        let path = attribute.path();
        let Some(last) = path.segments.last().map(|segment| segment.ident.to_string()) else {
            continue;
        };
        let inner = match &attribute.meta {
            Meta::List(list) => list.tokens.to_string(),
            _ => String::new(),
        };
        match last.as_str() {
            "doc" if inner.starts_with("hidden") => markers.push("doc(hidden)".to_owned()),
            "cfg" if is_test_only(&inner) => markers.push("test".to_owned()),
            name if SILENT.contains(&name) => {}
            _ => markers.push(last),
        }
    }
    markers
}

/// Whether a `cfg` holds in tests only.
fn is_test_only(condition: &str) -> bool {
    let words: Vec<&str> = condition
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    words.first() == Some(&"test")
        || words.first() == Some(&"all")
            && words.contains(&"test")
            && !words.contains(&"not")
            && !words.contains(&"any")
}

/// The traits that a declaration derives, by their last name.
pub(super) fn derives(source: &Source<'_>, places: Places, attributes: &[Attribute]) -> Vec<String> {
    let lists = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("derive") || list.path.is_ident("cfg_attr") => {
            Some(places.range(list.delimiter.span().join()))
        }
        _ => None,
    });
    let words = lists.flat_map(|range| {
        let text = source.slice(range);
        Lexer::new(text, source.style)
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| token.of(text).to_owned())
            .collect::<Vec<_>>()
    });
    words.collect()
}

/// One argument of an attribute: `long`, `long = "x"`, `rename(deserialize = "x")`.
pub(super) struct Argument<'t> {
    /// Its name.
    pub(super) name: &'t str,
    /// Where its name stands.
    pub(super) at: usize,
    /// The tokens behind its `=` or within its brackets, as a range of the text.
    pub(super) value: Option<Range<usize>>,
}

impl<'t> Argument<'t> {
    /// The string it is set to, and where that stands.
    pub(super) fn string(&self, source: &Source<'t>) -> Option<(usize, &'t str)> {
        let range = self.value.clone()?;
        let text = source.slice(range.clone());
        let token = Lexer::new(text, source.style).find(|token| token.kind == TokenKind::Text)?;
        let (shift, inner) = unquote(token.of(text));
        Some((range.start + token.start + shift, inner))
    }
}

/// The arguments of all attributes of these names, in order.
pub(super) fn arguments<'t>(
    source: &Source<'t>,
    places: Places,
    attributes: &[Attribute],
    names: &[&str],
) -> Vec<Argument<'t>> {
    let mut found = Vec::new();
    for attribute in attributes {
        let Meta::List(list) = &attribute.meta else { continue };
        if names.iter().any(|name| list.path.is_ident(name)) {
            let range = places.end(list.delimiter.span().open())..places.start(list.delimiter.span().close());
            split_arguments(source, range, &mut found);
        }
    }
    found
}

fn split_arguments<'t>(source: &Source<'t>, range: Range<usize>, found: &mut Vec<Argument<'t>>) {
    let base = range.start;
    let text = source.slice(range.clone());
    let tokens: Vec<Token> = Lexer::new(text, source.style)
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let mut depth = 0usize;
    let mut begin = 0;
    for index in 0..=tokens.len() {
        let word = tokens.get(index).map_or(",", |token| token.of(text));
        match word {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 || index == tokens.len() => {
                found.extend(argument(text, base, tokens.get(begin..index).unwrap_or_default()));
                begin = index + 1;
            }
            _ => {}
        }
    }
}

fn argument<'t>(text: &'t str, base: usize, tokens: &[Token]) -> Option<Argument<'t>> {
    let (first, rest) = tokens.split_first()?;
    let value = match rest {
        [equals, inner @ .., last] if equals.of(text) == "=" => Some(inner.first().unwrap_or(last).start..last.end),
        [open, .., close] if open.of(text) == "(" => Some(open.end..close.start),
        _ => None,
    };
    Some(Argument {
        name: first.of(text),
        at: base + first.start,
        value: value.map(|value| base + value.start..base + value.end),
    })
}
