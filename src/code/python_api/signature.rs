//! The parameters of a function, as its header writes them.

use super::lexer::Lexer;
use super::statement::{split_commas, split_outside, within_brackets};
use super::token::{Kind, Token};
use crate::model::span::Span;

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parameter<'text> {
    /// Its name, stars apart.
    pub(super) name: &'text str,
    /// How many stars stand before it.
    pub(super) stars: usize,
    /// Its annotation.
    pub(super) annotation: Option<&'text str>,
    /// Its default.
    pub(super) default: Option<&'text str>,
}

/// A header behind the name: parameters and what is returned; of a class, its bases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signature<'text> {
    /// Its parameters, or the bases of a class.
    pub(super) parameters: Vec<Parameter<'text>>,
    /// The annotation of what is returned.
    pub(super) returns: Option<&'text str>,
}

impl<'text> Signature<'text> {
    /// Reads it again from its text.
    pub(super) fn read(text: &'text str, place: Span) -> Self {
        let mut tokens = Vec::new();
        // A line that was read before can be read again.
        if Lexer::within(text, place).line(&mut tokens).is_err() {
            return Self::default();
        }
        let Some(open) = opening(text, &tokens) else {
            return Self::default();
        };
        let is_arrow = |token: &Token| token.kind == Kind::Assign && token.text(text) == "->";
        let arrow = tokens.iter().position(is_arrow).unwrap_or(tokens.len());
        let inner = tokens.get(open..arrow).and_then(within_brackets).unwrap_or_default();
        let parts = split_commas(inner).into_iter();
        Self {
            parameters: parts.filter_map(|part| parameter(text, part)).collect(),
            returns: tokens.get(arrow + 1..).and_then(|rest| between(text, rest)),
        }
    }

    /// The parameter of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Parameter<'text>> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// Whether it takes arguments that have no name in it.
    pub(super) fn is_open(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.stars > 0)
    }
}

/// The bases of a class, as written.
pub(super) fn bases(text: &str, place: Span) -> Vec<&str> {
    let mut tokens = Vec::new();
    let read = Lexer::within(text, place).line(&mut tokens);
    let Some(open) = opening(text, &tokens).filter(|_| read.is_ok()) else {
        return Vec::new();
    };
    let inner = within_brackets(&tokens[open..]).unwrap_or_default();
    split_commas(inner)
        .into_iter()
        .filter_map(|base| between(text, base))
        .collect()
}

/// The bracket of the parameters, behind that of parameters of types.
fn opening(text: &str, tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open if depth == 0 && token.text(text) == "(" => return Some(place),
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn parameter<'text>(text: &'text str, part: &[Token]) -> Option<Parameter<'text>> {
    let stars = part.first().filter(|token| token.kind == Kind::Star);
    let rest = if stars.is_some() { &part[1..] } else { part };
    let name = rest.first().filter(|token| token.kind == Kind::Name)?;
    let mut halves = split_outside(rest, |token| token.kind == Kind::Equal).into_iter();
    let declared = halves.next().unwrap_or_default();
    let annotation = declared.get(1).filter(|token| token.kind == Kind::Colon);
    Some(Parameter {
        name: name.text(text),
        stars: stars.map_or(0, |star| star.text(text).len()),
        annotation: annotation.and_then(|_| between(text, &declared[2..])),
        default: halves.next().and_then(|value| between(text, value)),
    })
}

fn between<'text>(text: &'text str, tokens: &[Token]) -> Option<&'text str> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    text.get(first.start as usize..last.end as usize)
}
