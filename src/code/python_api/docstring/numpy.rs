//! Sections with a line of dashes under their heading.

use super::lines::DocLines;
use super::names::{DocName, list};
use super::{Described, Docstring};
use crate::model::span::Span;

/// Reads the sections; whether there are any.
pub(super) fn read(lines: &DocLines<'_>, docstring: &mut Docstring) -> bool {
    let headings: Vec<usize> = (0..lines.lines.len())
        .filter(|place| is_heading(lines, *place))
        .collect();
    for (number, heading) in headings.iter().enumerate() {
        let end = headings.get(number + 1).copied().unwrap_or(lines.lines.len());
        let body = heading + 2;
        match lines.at(*heading).trim_end_matches(':') {
            "Parameters" => parameters(lines, body, end, docstring),
            "Returns" => returned(lines, *heading, end, docstring),
            _ => {}
        }
    }
    !headings.is_empty()
}

fn is_heading(lines: &DocLines<'_>, place: usize) -> bool {
    let under = lines.at(place + 1);
    let heading = lines.at(place);
    under.len() >= 3
        && under.bytes().all(|byte| byte == b'-')
        && heading.len() <= 40
        && heading.starts_with(|first: char| first.is_ascii_uppercase())
        && lines.lines[place].indent == lines.lines[place + 1].indent
}

fn parameters(lines: &DocLines<'_>, start: usize, end: usize, docstring: &mut Docstring) {
    let indent = lines.lines[start - 2].indent;
    let mut found = Vec::new();
    let mut place = start;
    while let Some(entry) = lines.next_filled(place).filter(|entry| *entry < end) {
        if lines.lines[entry].indent < indent {
            break;
        }
        let Some(heading) = heading_of_entry(lines, entry) else {
            return;
        };
        place = lines.end_of_deeper(entry + 1, lines.lines[entry].indent).min(end);
        // A type that ends with a colon announces a list of parts, which are no parameters.
        let announces = lines.at(entry).ends_with(':') && heading.kind.is_some();
        if announces || lines.lines[entry].indent != indent || (heading.kind.is_none() && place == entry + 1) {
            return;
        }
        found.extend(heading.described(lines, entry, place));
    }
    docstring.parameters.extend(found);
}

struct Heading {
    names: Vec<DocName>,
    kind: Option<Span>,
}

impl Heading {
    fn described(self, lines: &DocLines<'_>, entry: usize, end: usize) -> impl Iterator<Item = Described> {
        let line = lines.lines[entry];
        let body = lines.span_to(self.kind.map_or(line.end, |kind| kind.start as usize), end);
        let kind = self.kind;
        self.names.into_iter().map(move |name| Described {
            name: name.span,
            starred: name.starred,
            kind,
            body,
            keyword: false,
        })
    }
}

/// `name`, `name : type` or `x, y : type`.
fn heading_of_entry(lines: &DocLines<'_>, entry: usize) -> Option<Heading> {
    let line = lines.lines[entry];
    let written = lines.of(line);
    let colon = written.find(" :").or_else(|| written.find(": "));
    let before = &written[..colon.unwrap_or(written.len())];
    let names = list(before, line.start)?;
    let kind = colon.map(|colon| {
        let behind = &written[colon..];
        let kind = behind.trim_start_matches([' ', ':']);
        Span::new(line.end - kind.len(), line.end)
    });
    Some(Heading {
        names,
        kind: kind.filter(|kind| kind.start < kind.end),
    })
}

fn returned(lines: &DocLines<'_>, heading: usize, end: usize, docstring: &mut Docstring) {
    let Some(first) = lines.next_filled(heading + 2).filter(|first| *first < end) else {
        return;
    };
    let line = lines.lines[first];
    let place = lines.lines[heading];
    if line.indent >= place.indent {
        docstring.returned = Some((Span::new(place.start, place.end), lines.span_to(line.start, end)));
    }
}
