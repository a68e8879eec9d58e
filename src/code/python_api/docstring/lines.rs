//! The lines of a docstring, each with its indentation.

use crate::model::span::Span;

/// A line without its indentation and the blanks at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DocLine {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// How far it is indented; tabs reach to the next multiple of eight.
    pub(super) indent: usize,
}

impl DocLine {
    /// Whether there is nothing on it.
    pub(super) fn is_blank(self) -> bool {
        self.start == self.end
    }
}

/// The lines of a docstring.
pub(super) struct DocLines<'text> {
    /// The whole file.
    pub(super) text: &'text str,
    /// The lines.
    pub(super) lines: Vec<DocLine>,
}

/// Words without which no parameter and nothing returned is described.
const SIGNS: &[&str] = &[
    "Arg", "Param", "Return", "Keyword", "param", "return", "rtype", ":arg", "@arg",
];

impl<'text> DocLines<'text> {
    /// Cuts the content of a docstring. The first line counts as indented like the least indented other line.
    pub(super) fn new(text: &'text str, content: Span) -> Self {
        let whole = text.get(content.range()).unwrap_or_default();
        if !SIGNS.iter().any(|sign| whole.contains(sign)) {
            return Self {
                text,
                lines: Vec::new(),
            };
        }
        let mut at = content.start as usize;
        let mut lines: Vec<DocLine> = Vec::new();
        for line in whole.split('\n') {
            let trimmed = line.trim_start();
            let start = at + line.len() - trimmed.len();
            lines.push(DocLine {
                start,
                end: start + trimmed.trim_end().len(),
                indent: width(&line[..line.len() - trimmed.len()]),
            });
            at += line.len() + 1;
        }
        let others = lines.iter().skip(1).filter(|line| !line.is_blank());
        let least = others.map(|line| line.indent).min();
        if let (Some(first), Some(least)) = (lines.first_mut(), least) {
            first.indent = least;
        }
        Self { text, lines }
    }

    /// Whether anything can be in it.
    pub(super) fn may_describe(&self) -> bool {
        !self.lines.is_empty()
    }

    /// The text of a line.
    pub(super) fn of(&self, line: DocLine) -> &'text str {
        self.text.get(line.start..line.end).unwrap_or_default()
    }

    /// The text of the line at a place; nothing behind the last.
    pub(super) fn at(&self, place: usize) -> &'text str {
        self.lines.get(place).map_or("", |line| self.of(*line))
    }

    /// The first line from `place` on that is not blank.
    pub(super) fn next_filled(&self, place: usize) -> Option<usize> {
        (place..self.lines.len()).find(|place| !self.lines[*place].is_blank())
    }

    /// The end of what is indented deeper than `indent`, from `place` on, blank lines at its end apart.
    pub(super) fn end_of_deeper(&self, place: usize, indent: usize) -> usize {
        let mut end = place;
        for (number, line) in self.lines.iter().enumerate().skip(place) {
            if line.is_blank() {
                continue;
            }
            if line.indent <= indent {
                break;
            }
            end = number + 1;
        }
        end
    }

    /// From an offset to the end of the line before `end`.
    pub(super) fn span_to(&self, start: usize, end: usize) -> Span {
        let last = end.checked_sub(1).and_then(|place| self.lines.get(place));
        Span::new(start, last.map_or(start, |line| line.end.max(start)))
    }
}

fn width(blanks: &str) -> usize {
    blanks.chars().fold(
        0,
        |width, blank| if blank == '\t' { width / 8 * 8 + 8 } else { width + 1 },
    )
}
