//! Fields of Sphinx (`:param x:`) and Epydoc (`@param x:`).

use super::lines::DocLines;
use super::names::one;
use super::{Described, Docstring};
use crate::model::span::Span;

/// A field: what it is called, what it is about, what it says.
struct Field<'text> {
    tag: &'text str,
    about: &'text str,
    about_at: usize,
    place: Span,
    body: Span,
}

/// Reads the fields.
pub(super) fn read(lines: &DocLines<'_>, docstring: &mut Docstring) {
    let starts: Vec<usize> = (0..lines.lines.len())
        .filter(|place| mark(lines.at(*place)).is_some())
        .collect();
    for (number, start) in starts.iter().enumerate() {
        let limit = starts.get(number + 1).copied().unwrap_or(lines.lines.len());
        let indent = lines.lines[*start].indent;
        let end = lines.end_of_deeper(start + 1, indent).min(limit);
        if let Some(field) = field(lines, *start, end) {
            take(lines, &field, docstring);
        }
    }
}

/// The mark that begins a field, if a line does.
fn mark(written: &str) -> Option<char> {
    let mut letters = written.chars();
    let mark = letters.next().filter(|mark| matches!(mark, ':' | '@'))?;
    letters.next().filter(char::is_ascii_lowercase).map(|_| mark)
}

fn field<'text>(lines: &DocLines<'text>, start: usize, end: usize) -> Option<Field<'text>> {
    let line = lines.lines[start];
    let written = lines.of(line);
    let colon = 1 + end_of_field_name(written.get(1..)?)?;
    let name = &written[1..colon];
    let tag_end = name.find(' ').unwrap_or(name.len());
    let behind = &written[colon + 1..];
    if !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
        return None;
    }
    let blanks = behind.len() - behind.trim_start().len();
    Some(Field {
        tag: &name[..tag_end],
        about: &name[tag_end..],
        about_at: line.start + 1 + tag_end,
        place: Span::new(line.start, line.start + colon + 1),
        body: lines.span_to(line.start + colon + 1 + blanks, end),
    })
}

/// The colon that ends the name of a field; those within brackets belong to a type.
fn end_of_field_name(name: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

fn take(lines: &DocLines<'_>, field: &Field<'_>, docstring: &mut Docstring) {
    match field.tag {
        "param" | "parameter" | "arg" | "argument" => docstring.parameters.extend(parameter(field, false)),
        "key" | "keyword" | "kwarg" => docstring.parameters.extend(parameter(field, true)),
        "type" => {
            if let Some(name) = one(field.about, field.about_at) {
                note_type(lines, name.span, field.body, docstring);
            }
        }
        // Of both, the type says more.
        "return" | "returns" | "rtype" if docstring.returned.is_none() || field.tag == "rtype" => {
            docstring.returned = Some((field.place, field.body));
        }
        _ => {}
    }
}

/// `:param x:`, `:param int x:`.
fn parameter(field: &Field<'_>, keyword: bool) -> Option<Described> {
    let trimmed = field.about.trim_end();
    let cut = trimmed.rfind(' ')?;
    let name = one(&trimmed[cut..], field.about_at + cut)?;
    let before = trimmed[..cut].trim();
    let start = field.about_at + trimmed.len() - trimmed.trim_start().len();
    let is_type = !before.is_empty() && !before.ends_with(',');
    if !before.is_empty() && !is_type {
        return None;
    }
    Some(Described {
        name: name.span,
        starred: name.starred,
        kind: is_type.then(|| Span::new(start, start + before.len())),
        body: field.body,
        keyword,
    })
}

fn note_type(lines: &DocLines<'_>, name: Span, kind: Span, docstring: &mut Docstring) {
    let word = lines.text.get(name.range());
    let known = docstring
        .parameters
        .iter_mut()
        .find(|parameter| lines.text.get(parameter.name.range()) == word);
    if let Some(parameter) = known {
        parameter.kind = Some(kind);
    }
}
