//! What is remembered of a class or function until it ends: enough to compare it with its docstring.

use super::token::{Kind, Token};
use super::typing_names::Marker;
use crate::model::span::Span;

/// A class or function.
#[derive(Clone, Debug)]
pub(super) struct Definition<'text> {
    /// It is a class.
    pub(super) is_class: bool,
    /// It stands in a class.
    pub(super) in_class: bool,
    /// What stands between its name and the colon.
    pub(super) signature: Span,
    /// Its decorators, without `@`.
    pub(super) decorators: Vec<&'text str>,
    /// Its docstring, if that is a single literal.
    pub(super) doc: Option<Token>,
    /// It is one of several signatures.
    pub(super) overload: bool,
    /// Its body holds `yield`.
    pub(super) yields: bool,
    /// Its body holds `return` with a value.
    pub(super) returns: bool,
    /// Names assigned or annotated in the body of a class.
    pub(super) fields: Vec<&'text str>,
    /// The signatures of its `__init__`, of a class.
    pub(super) inits: Vec<Span>,
    /// The signatures of all functions in it, of a class.
    pub(super) methods: Vec<Span>,
    /// Functions within it that have several signatures.
    pub(super) overloaded: Vec<&'text str>,
    /// There are other signatures of its name beside it.
    pub(super) one_of_several: bool,
    /// It makes its objects in a way of its own.
    pub(super) own_new: bool,
}

impl<'text> Definition<'text> {
    /// A definition whose body is still to come.
    pub(super) fn new(
        is_class: bool,
        signature: &[Token],
        decorators: Vec<&'text str>,
        marker: Option<Marker>,
    ) -> Self {
        Self {
            is_class,
            signature: span(signature),
            decorators,
            overload: marker == Some(Marker::Overload),
            ..Self::module()
        }
    }

    /// A whole file.
    pub(super) fn module() -> Self {
        Self {
            is_class: false,
            in_class: false,
            signature: Span::new(0, 0),
            decorators: Vec::new(),
            doc: None,
            overload: false,
            yields: false,
            returns: false,
            fields: Vec::new(),
            inits: Vec::new(),
            methods: Vec::new(),
            overloaded: Vec::new(),
            one_of_several: false,
            own_new: false,
        }
    }

    /// A function or class within it begins.
    pub(super) fn member(
        &mut self,
        name: &'text str,
        signature: &[Token],
        decorators: &[&str],
        marker: Option<Marker>,
    ) {
        if marker == Some(Marker::Overload) {
            self.overloaded.push(name);
        }
        if self.is_class {
            self.methods.push(span(signature));
        }
        match name {
            "__init__" if self.is_class => {
                self.inits.push(span(signature));
                self.own_new |= !decorators.is_empty();
            }
            "__new__" if self.is_class => self.own_new = true,
            _ => {}
        }
    }

    /// Tokens of its body, nested functions apart.
    pub(super) fn note_words(&mut self, text: &str, tokens: &[Token]) {
        for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
            self.yields |= token.text(text) == "yield";
        }
        if let [first, _, ..] = tokens {
            self.returns |= first.kind == Kind::Word && first.text(text) == "return";
        }
    }
}

fn span(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => Span::new(first.start as usize, last.end as usize),
        _ => Span::new(0, 0),
    }
}
