//! The blocks of a reStructuredText: titles, paragraphs, lists, quotes, literal blocks.

use super::super::builder::Builder;
use super::super::mention::block;
use super::super::scrap::Scrap;
use super::lines::{Line, is_adornment, lines, list_mark};
use super::{explicit, inline, table};
use crate::model::mention::MentionForm;
use crate::model::page::PassageKind;
use std::ops::Range;

/// Blocks nested deeper are read as one paragraph.
const MAX_DEPTH: usize = 48;

/// Reads one text.
pub(super) struct Reader<'r, 's, 'p> {
    /// The text.
    pub(super) scrap: &'r Scrap<'s>,
    /// The page it goes to.
    pub(super) builder: &'r mut Builder<'p>,
    /// Its lines. List items shift the begin of their first line.
    pub(super) lines: Vec<Line>,
    /// Language of literal blocks, as set by `highlight`.
    pub(super) language: String,
    /// Styles of titles in the order in which they appear: sign, and whether there is a line above too.
    styles: Vec<(u8, bool)>,
    depth: usize,
}

impl<'r, 's, 'p> Reader<'r, 's, 'p> {
    /// A reader of a whole text.
    pub(super) fn new(scrap: &'r Scrap<'s>, builder: &'r mut Builder<'p>) -> Self {
        Self {
            scrap,
            builder,
            lines: lines(scrap.text()),
            language: String::new(),
            styles: Vec::new(),
            depth: 0,
        }
    }

    /// Reads all of it.
    pub(super) fn page(mut self) {
        self.body(0..self.lines.len(), 0);
    }

    /// The text of a line.
    pub(super) fn text(&self, index: usize) -> &str {
        self.lines
            .get(index)
            .map_or("", |line| self.scrap.slice(line.start..line.end))
    }

    /// Whether a line is blank or not there.
    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.lines.get(index).is_none_or(Line::is_blank)
    }

    /// Indentation of a line; none for lines that are not there.
    pub(super) fn indent(&self, index: usize) -> usize {
        self.lines.get(index).map_or(0, |line| line.indent)
    }

    /// Offsets from the first to the last of these lines.
    pub(super) fn offsets(&self, range: Range<usize>) -> Range<usize> {
        let start = self.lines.get(range.start).map_or(0, |line| line.start);
        let last = self.lines.get(range.start..range.end).and_then(<[Line]>::last);
        start..last.map_or(start, |line| line.end.max(start))
    }

    /// Reads the blocks of a range of lines whose own indentation is `indent`.
    pub(super) fn body(&mut self, range: Range<usize>, indent: usize) {
        if self.depth >= MAX_DEPTH {
            return self.prose(range);
        }
        self.depth += 1;
        let mut at = range.start;
        while at < range.end {
            at = self.block(at, range.end, indent).max(at + 1);
        }
        self.depth -= 1;
    }

    /// Reads the block that begins at a line; returns the line behind it.
    fn block(&mut self, at: usize, end: usize, indent: usize) -> usize {
        if self.is_blank(at) {
            return at + 1;
        }
        if self.indent(at) > indent {
            let stop = self.indented(at, end, self.indent(at));
            self.body(at..stop, self.indent(at));
            return stop;
        }
        let text = self.text(at).to_owned();
        if text == ".." || text.starts_with(".. ") {
            return explicit::read(self, at, end);
        }
        if let Some(next) = self.title(at, end) {
            return next;
        }
        if text.starts_with(">>> ") {
            return self.doctest(at, end);
        }
        if let Some(next) = table::read(self, at, end) {
            return next;
        }
        if is_adornment(&text) && text.len() >= 4 {
            return at + 1;
        }
        self.text_block(at, end, &text)
    }

    fn text_block(&mut self, at: usize, end: usize, text: &str) -> usize {
        if let Some(mark) = list_mark(text) {
            return self.item(at, end, mark);
        }
        if let Some(name) = inline::field_name(text) {
            let stop = self.field_end(at, end);
            let offsets = self.offsets(at..stop);
            inline::field(self.scrap, offsets, &name, self.builder);
            return stop;
        }
        self.paragraph(at, end)
    }

    /// Behind the lines that are blank or indented by at least `indent`, without blank lines at the end.
    pub(super) fn indented(&self, at: usize, end: usize, indent: usize) -> usize {
        let outside = |index: &usize| !self.is_blank(*index) && self.indent(*index) < indent;
        let mut stop = (at..end).find(outside).unwrap_or(end);
        while stop > at && self.is_blank(stop - 1) {
            stop -= 1;
        }
        stop
    }

    /// A title with a line below, or with lines above and below.
    fn title(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.depth > 1 {
            return None;
        }
        let (title, below, over) = match is_adornment(self.text(at)) {
            true => (at + 1, at + 2, true),
            false => (at, at + 1, false),
        };
        if below >= end || self.is_blank(title) || self.indent(below) > 0 || !is_adornment(self.text(below)) {
            return None;
        }
        let width = self.text(title).chars().count();
        let line = self.text(below);
        let is_long = line.len() >= width.min(4);
        let matches_above = !over || self.text(at).as_bytes().first() == line.as_bytes().first();
        if !is_long || !matches_above || is_adornment(self.text(title)) || over && self.text(at).len() < 3 {
            return None;
        }
        let style = (line.as_bytes().first().copied().unwrap_or_default(), over);
        self.heading(title, style, at..below + 1);
        Some(below + 1)
    }

    fn heading(&mut self, title: usize, style: (u8, bool), lines: Range<usize>) {
        let level = self.styles.iter().position(|known| *known == style).unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        let offsets = self.offsets(title..title + 1);
        let passage = self
            .builder
            .passage(self.scrap, self.offsets(lines), PassageKind::Heading);
        inline::scan(self.scrap, offsets, passage, true, self.builder);
        let text = self.text(title).replace('`', "");
        let level = u8::try_from(level + 1).unwrap_or(u8::MAX - 1);
        self.builder.heading(level, &text);
    }

    fn doctest(&mut self, at: usize, end: usize) -> usize {
        let stop = (at..end).find(|index| self.is_blank(*index)).unwrap_or(end);
        self.code(at..stop, at..stop, "pycon");
        stop
    }

    fn item(&mut self, at: usize, end: usize, mark: usize) -> usize {
        let indent = self.indent(at);
        let stop = self.indented(at + 1, end, indent + 1).max(at + 1);
        if let Some(line) = self.lines.get_mut(at) {
            let text = self.scrap.slice(line.start..line.end);
            let rest = text.get(mark..).unwrap_or_default();
            let skipped = text.len() - rest.trim_start().len();
            line.start += skipped;
            line.indent += skipped;
        }
        // Lines that hang below the text of the item belong to it, however far they are indented.
        let hanging = (at + 1..stop)
            .find(|index| !self.is_blank(*index))
            .map(|index| self.indent(index));
        let inner = self.indent(at).min(hanging.unwrap_or(usize::MAX));
        if let Some(line) = self.lines.get_mut(at) {
            line.indent = inner;
        }
        self.body(at..stop, inner);
        stop
    }

    fn field_end(&self, at: usize, end: usize) -> usize {
        let indent = self.indent(at);
        let ends = |index: &usize| self.is_blank(*index) || self.indent(*index) <= indent;
        (at + 1..end).find(ends).unwrap_or(end)
    }

    fn paragraph(&mut self, at: usize, end: usize) -> usize {
        let indent = self.indent(at);
        let ends = |index: &usize| {
            self.is_blank(*index) || self.indent(*index) != indent || self.text(*index).starts_with(".. ")
        };
        let stop = (at + 1..end).find(ends).unwrap_or(end);
        let offsets = self.offsets(at..stop);
        let text = self.scrap.slice(offsets);
        let is_literal = text.ends_with("::");
        if text != "::" {
            self.prose(at..stop);
        }
        match is_literal {
            true => self.literal(stop, end, indent),
            false => stop,
        }
    }

    /// The literal block behind `::`, if one follows.
    fn literal(&mut self, from: usize, end: usize, indent: usize) -> usize {
        let Some(first) = (from..end).find(|index| !self.is_blank(*index)) else {
            return from;
        };
        if self.indent(first) <= indent {
            return from;
        }
        let stop = self.indented(first, end, indent + 1);
        let language = self.language.clone();
        self.code(first..stop, first..stop, &language);
        stop
    }

    /// A paragraph.
    pub(super) fn prose(&mut self, range: Range<usize>) {
        let offsets = self.offsets(range);
        if self.scrap.slice(offsets.clone()).trim().is_empty() {
            return;
        }
        let passage = self.builder.passage(self.scrap, offsets.clone(), PassageKind::Prose);
        inline::scan(self.scrap, offsets, passage, false, self.builder);
    }

    /// A code block: `all` of it, and the lines of its `code`.
    pub(super) fn code(&mut self, all: Range<usize>, code: Range<usize>, language: &str) {
        let mut text = Scrap::empty();
        let nonblank = code.clone().filter(|index| !self.is_blank(*index));
        let margin = nonblank.map(|index| self.indent(index)).min().unwrap_or(0);
        for index in code {
            let Some(line) = self.lines.get(index) else { continue };
            // Deeper lines keep what they are indented beyond the margin.
            let kept = line.indent.saturating_sub(margin).min(200);
            text.push_as(&" ".repeat(kept), self.scrap, line.start..line.start);
            text.push(self.scrap, line.start..line.end.max(line.start));
            text.push_as("\n", self.scrap, line.end..line.end);
        }
        let block = block::scan(text.text(), language);
        let kind = PassageKind::CodeBlock {
            language: language.to_owned(),
            output: block.output,
        };
        let passage = self.builder.passage(self.scrap, self.offsets(all), kind);
        self.builder
            .mentions(passage, &text, 0, block.found, &MentionForm::Block(language.to_owned()));
        self.builder
            .mentions(passage, &text, 0, block.printed, &MentionForm::Output);
        for import in block.imports {
            self.builder.import(&text, import.at, import.alias, import.target);
        }
    }
}
