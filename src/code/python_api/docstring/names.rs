//! Names of parameters as docstrings write them.

use crate::model::span::Span;

/// A name and whether stars stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DocName {
    /// The name, stars apart.
    pub(super) span: Span,
    /// Stars stand before it.
    pub(super) starred: bool,
}

/// Names separated by commas (or slashes between them), and nothing else; `start` is the offset of `list`.
pub(super) fn list(list: &str, start: usize) -> Option<Vec<DocName>> {
    let mut names = Vec::new();
    let mut at = start;
    for part in list.split([',', '/']) {
        names.push(one(part, at)?);
        at += part.len() + 1;
    }
    Some(names)
}

/// One name, blanks around it apart.
pub(super) fn one(part: &str, start: usize) -> Option<DocName> {
    let written = part.trim_start();
    let start = start + part.len() - written.len();
    let written = written.trim_end();
    let marks = written.len() - written.trim_start_matches(['*', '\\', '`']).len();
    let name = written[marks..].trim_end_matches(['`', '*']);
    is_identifier(name).then(|| DocName {
        span: Span::new(start + marks, start + marks + name.len()),
        starred: written[..marks].contains('*'),
    })
}

/// Whether a text is an identifier.
pub(super) fn is_identifier(name: &str) -> bool {
    let first = name.chars().next();
    first.is_some_and(|first| first.is_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// Words that begin a section or a remark and not the description of a parameter. Parameters may have the same names in
/// small letters.
pub(super) fn is_heading(word: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "Args",
        "Arguments",
        "Attributes",
        "Caution",
        "Danger",
        "Default",
        "Defaults",
        "Deprecated",
        "Example",
        "Examples",
        "Hint",
        "Important",
        "Note",
        "Notes",
        "Parameters",
        "Params",
        "Raises",
        "Reference",
        "References",
        "Return",
        "Returns",
        "See",
        "Tip",
        "Todo",
        "Types",
        "Usage",
        "Use",
        "Warning",
        "Warnings",
        "Warns",
        "Where",
        "Yields",
        "http",
        "https",
        "note",
        "or",
        "otherwise",
        "where",
    ];
    HEADINGS.contains(&word)
}
