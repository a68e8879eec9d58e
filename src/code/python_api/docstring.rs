//! What a docstring says of parameters and of what is returned, in the styles of Google, NumPy and Sphinx (and Epydoc).
//!
//! A section that holds a line of no known shape is not trusted at all: prose is no list of parameters.

mod fields;
mod google;
mod lines;
mod names;
mod numpy;

use crate::model::span::Span;
use lines::DocLines;

/// A parameter as a docstring describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// Its name, stars apart.
    pub(super) name: Span,
    /// It is written with a star or two.
    pub(super) starred: bool,
    /// Its type, if it has one.
    pub(super) kind: Option<Span>,
    /// Everything else that is said.
    pub(super) body: Span,
    /// It may be a keyword that `**kwargs` takes.
    pub(super) keyword: bool,
}

/// What a docstring says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Docstring {
    /// The parameters, in order.
    pub(super) parameters: Vec<Described>,
    /// What it says is returned: the place that says so, and what it is.
    pub(super) returned: Option<(Span, Span)>,
}

/// Reads the content of a docstring.
pub(super) fn read(text: &str, content: Span) -> Docstring {
    let mut docstring = Docstring::default();
    let lines = DocLines::new(text, content);
    if !lines.may_describe() {
        return docstring;
    }
    if !numpy::read(&lines, &mut docstring) {
        google::read(&lines, &mut docstring);
    }
    fields::read(&lines, &mut docstring);
    docstring
}
