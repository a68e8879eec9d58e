//! A piece of text cut out of a page, and where each of its bytes stood there. Lets readers work on clean text (without
//! quote marks, indentation, escapes) and still give exact places.

use crate::model::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// A run of bytes of a scrap and where it stood.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Where it begins in the scrap.
    at: usize,
    /// Where it begins in the page.
    page: usize,
    /// Where it ends in the page.
    page_end: usize,
    /// Whether it is written in the page byte by byte as in the scrap (not an entity, not an added separator).
    verbatim: bool,
}

/// Text with places.
#[derive(Clone, Debug)]
pub(crate) struct Scrap<'a> {
    text: Cow<'a, str>,
    runs: Vec<Run>,
}

impl<'a> Scrap<'a> {
    /// The whole page.
    pub(crate) fn page(text: &'a str) -> Self {
        let run = Run {
            at: 0,
            page: 0,
            page_end: text.len(),
            verbatim: true,
        };
        Self {
            text: Cow::Borrowed(text),
            runs: vec![run],
        }
    }

    /// Nothing yet.
    pub(crate) fn empty() -> Scrap<'static> {
        Scrap {
            text: Cow::Owned(String::new()),
            runs: Vec::new(),
        }
    }

    /// The clean text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// A part of the clean text; empty when the range is not one.
    pub(crate) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where a range of the clean text stood in the page.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.page_offset(range.start, false);
        if range.end <= range.start {
            return Span::new(start, start);
        }
        Span::new(start, self.page_offset(range.end, true).max(start))
    }

    fn page_offset(&self, offset: usize, as_end: bool) -> usize {
        let inside = if as_end { offset.saturating_sub(1) } else { offset };
        let after = self.runs.partition_point(|run| run.at <= inside);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return self.runs.first().map_or(0, |run| run.page);
        };
        match run.verbatim {
            true => (run.page + (offset - run.at)).min(run.page_end.max(run.page)),
            false if as_end => run.page_end,
            false => run.page,
        }
    }
}

impl Scrap<'static> {
    /// Appends a part of another scrap of the same page.
    pub(crate) fn push(&mut self, from: &Scrap<'_>, range: Range<usize>) {
        let Some(text) = from.text.get(range.clone()) else {
            return;
        };
        let first = from.runs.partition_point(|run| run.at <= range.start).saturating_sub(1);
        for (index, run) in from.runs.iter().enumerate().skip(first) {
            if run.at >= range.end {
                break;
            }
            let run_end = from.runs.get(index + 1).map_or(from.text.len(), |next| next.at);
            let start = run.at.max(range.start);
            let end = run_end.min(range.end);
            self.add_run(
                self.text.len() + (start - range.start),
                run,
                start - run.at,
                end - run.at,
            );
        }
        self.text.to_mut().push_str(text);
    }

    fn add_run(&mut self, at: usize, run: &Run, from: usize, to: usize) {
        let (page, page_end) = match run.verbatim {
            true => (run.page + from, run.page + to),
            false => (run.page, run.page_end),
        };
        if let Some(last) = self.runs.last_mut() {
            let continues =
                last.verbatim && run.verbatim && last.page_end == page && last.page + (at - last.at) == page;
            if continues {
                last.page_end = page_end;
                return;
            }
        }
        self.runs.push(Run {
            at,
            page,
            page_end,
            verbatim: run.verbatim,
        });
    }

    /// Appends text that the page writes differently in `range` of `from` (an entity), or not at all (a separator).
    pub(crate) fn push_as(&mut self, text: &str, from: &Scrap<'_>, range: Range<usize>) {
        let span = from.span(range);
        self.runs.push(Run {
            at: self.text.len(),
            page: span.start as usize,
            page_end: span.end as usize,
            verbatim: false,
        });
        self.text.to_mut().push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::Scrap;

    #[test]
    fn places_survive_cutting_and_joining() {
        let text = "> one\n> two &lt; three\n";
        let page = Scrap::page(text);
        let mut scrap = Scrap::empty();
        scrap.push(&page, 2..6);
        scrap.push(&page, 8..12);
        scrap.push_as("<", &page, 12..16);
        scrap.push(&page, 16..22);
        assert_eq!(scrap.text(), "one\ntwo < three");
        assert_eq!(scrap.span(4..7).range(), 8..11);
        assert_eq!(scrap.span(8..9).range(), 12..16);
        assert_eq!(scrap.span(10..15).range(), 17..22);
        let mut inner = Scrap::empty();
        inner.push(&scrap, 2..12);
        assert_eq!(inner.text(), "e\ntwo < th");
        assert_eq!(inner.span(2..5).range(), 8..11);
        assert_eq!(inner.span(0..10).range(), 4..19);
    }
}
