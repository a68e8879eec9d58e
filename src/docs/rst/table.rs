//! Tables of reStructuredText: the rows of grid and simple tables are passages of prose.

use super::blocks::Reader;

/// Reads a table that begins at a line; returns the line behind it.
pub(super) fn read(reader: &mut Reader<'_, '_, '_>, at: usize, end: usize) -> Option<usize> {
    let text = reader.text(at);
    if is_grid_border(text) {
        return Some(grid(reader, at, end));
    }
    is_simple_border(text).then(|| simple(reader, at, end)).flatten()
}

/// `+-----+---+`, `+=====+`.
fn is_grid_border(text: &str) -> bool {
    text.len() > 3
        && text.starts_with('+')
        && text.ends_with('+')
        && text.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'='))
}

/// `=====  ====`.
fn is_simple_border(text: &str) -> bool {
    text.starts_with("==") && text.contains(' ') && text.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

fn grid(reader: &mut Reader<'_, '_, '_>, at: usize, end: usize) -> usize {
    let stop = (at..end)
        .find(|index| !reader.text(*index).starts_with(['+', '|']))
        .unwrap_or(end);
    let mut row = at + 1;
    for index in at + 1..stop {
        let is_border = reader.text(index).starts_with("+-") || reader.text(index).starts_with("+=");
        if is_border && row < index {
            reader.prose(row..index);
        }
        if is_border {
            row = index + 1;
        }
    }
    stop
}

/// A simple table ends with its last border: one that is followed by a blank line, or the third.
fn simple(reader: &mut Reader<'_, '_, '_>, at: usize, end: usize) -> Option<usize> {
    let indent = reader.indent(at);
    let inside = |index: &usize| reader.is_blank(*index) || reader.indent(*index) >= indent;
    let limit = (at + 1..end).find(|index| !inside(index)).unwrap_or(end);
    let borders: Vec<usize> = (at + 1..limit)
        .filter(|index| is_simple_border(reader.text(*index)))
        .take(2)
        .collect();
    let last = match borders.as_slice() {
        [first, ..] if reader.is_blank(first + 1) => *first,
        [_, second] => *second,
        [first] => *first,
        _ => return None,
    };
    for index in at + 1..last {
        let text = reader.text(index);
        if !text.is_empty() && !text.bytes().all(|byte| matches!(byte, b'=' | b'-' | b' ')) {
            reader.prose(index..index + 1);
        }
    }
    Some(last + 1)
}
