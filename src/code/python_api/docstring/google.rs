//! Sections whose heading ends with a colon and whose entries are indented.

use super::lines::DocLines;
use super::names::{DocName, is_heading, list};
use super::{Described, Docstring};
use crate::model::span::Span;

/// Reads the sections.
pub(super) fn read(lines: &DocLines<'_>, docstring: &mut Docstring) {
    for place in 0..lines.lines.len() {
        match lines.at(place) {
            "Args:" | "Arguments:" | "Parameters:" | "Params:" => parameters(lines, place, false, docstring),
            "Keyword Args:" | "Keyword Arguments:" => parameters(lines, place, true, docstring),
            "Returns:" => returned(lines, place, docstring),
            _ => {}
        }
    }
}

fn parameters(lines: &DocLines<'_>, heading: usize, keyword: bool, docstring: &mut Docstring) {
    let indent = lines.lines[heading].indent;
    let end = lines.end_of_deeper(heading + 1, indent);
    let Some(first) = lines.next_filled(heading + 1).filter(|first| *first < end) else {
        return;
    };
    let indent = lines.lines[first].indent;
    let mut found = Vec::new();
    let mut place = first;
    while let Some(entry) = lines.next_filled(place).filter(|entry| *entry < end) {
        place = lines.end_of_deeper(entry + 1, indent).min(end);
        if lines.lines[entry].indent != indent {
            return;
        }
        let Some(described) = entry_of(lines, entry, place, keyword) else {
            return;
        };
        found.extend(described);
    }
    docstring.parameters.extend(found);
}

/// `name: ..`, `name (type): ..`, `x, y: ..`.
fn entry_of(lines: &DocLines<'_>, entry: usize, end: usize, keyword: bool) -> Option<Vec<Described>> {
    let line = lines.lines[entry];
    let written = lines.of(line);
    let head = written.find(['(', ':'])?;
    let names = list(&written[..head], line.start)?;
    let (kind, colon) = if written[head..].starts_with('(') {
        let close = closing(written, head)?;
        let kind = Span::new(line.start + head + 1, line.start + close);
        let rest = &written[close + 1..];
        let blanks = rest.len() - rest.trim_start().len();
        (Some(kind), close + 1 + blanks)
    } else {
        (None, head)
    };
    let behind = written.get(colon..)?.strip_prefix(':')?;
    let single = |name: &DocName| is_heading(lines.text.get(name.span.range()).unwrap_or_default());
    if !(behind.is_empty() || behind.starts_with(' ')) || names.iter().any(single) {
        return None;
    }
    let body = lines.span_to(line.start + head, end);
    let describe = |name: DocName| Described {
        name: name.span,
        starred: name.starred,
        kind,
        body,
        keyword,
    };
    Some(names.into_iter().map(describe).collect())
}

/// The place of the bracket that closes the one at `open`.
fn closing(written: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in written.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn returned(lines: &DocLines<'_>, heading: usize, docstring: &mut Docstring) {
    let place = lines.lines[heading];
    let end = lines.end_of_deeper(heading + 1, place.indent);
    if let Some(first) = lines.next_filled(heading + 1).filter(|first| *first < end) {
        let body = lines.span_to(lines.lines[first].start, end);
        docstring.returned = Some((Span::new(place.start, place.end), body));
    }
}
