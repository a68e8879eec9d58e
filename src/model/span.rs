//! Places in a text: byte spans, and the line and column that people see.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in a text: `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; what lies beyond 4 GiB is clamped (such files are never read).
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The span as a range to index a `str` with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A line and a column as people count them: both from 1, columns in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineCol {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode code points, from 1.
    pub column: u32,
}

/// From one place to another, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Region {
    /// The first character.
    pub start: LineCol,
    /// Behind the last character.
    pub end: LineCol,
}

/// Where each line of a text begins: turns byte offsets into lines and columns.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text; `\n` ends a line (a `\r` before it belongs to the line).
    pub fn new(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0)
            .chain(newlines.map(|at| Span::new(at + 1, at + 1).start))
            .collect();
        Self { starts }
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        Span::new(self.starts.partition_point(|start| *start <= offset), 0).start
    }

    /// Byte offset at which a line (from 1) begins; the end of the text for lines behind the last.
    pub fn line_start(&self, line: u32) -> u32 {
        let last = self.starts.last().copied().unwrap_or_default();
        self.starts
            .get((line as usize).saturating_sub(1))
            .copied()
            .unwrap_or(last)
    }

    /// How many lines the text has (an empty text has one).
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line and column of a byte offset into `text`, the text that was indexed.
    pub fn locate(&self, text: &str, offset: u32) -> LineCol {
        let line = self.line(offset);
        let start = self.line_start(line) as usize;
        let before = text.get(start..offset as usize).unwrap_or_default();
        // A byte order mark takes no column: the same text with and without it has the same places.
        let before = before.trim_start_matches('\u{feff}');
        LineCol {
            line,
            column: Span::new(before.chars().count() + 1, 0).start,
        }
    }

    /// The region of a span of `text`.
    pub fn region(&self, text: &str, span: Span) -> Region {
        Region {
            start: self.locate(text, span.start),
            end: self.locate(text, span.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LineCol, LineIndex, Span};

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "eins\nzwölf `x`\n";
        let index = LineIndex::new(text);
        let at = text.find("`x`").unwrap();
        assert_eq!(
            index.locate(text, Span::new(at, 0).start),
            LineCol { line: 2, column: 7 }
        );
        assert_eq!(index.len(), 3);
    }
}
