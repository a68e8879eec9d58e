//! Collects what a reader finds into a page: gives passages their lines and headings, mentions their places.

use super::directive;
use super::mention::Found;
use super::scrap::Scrap;
use super::vocabulary::{is_historical, is_historical_heading};
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::page::{DocFormat, Page, PageImport, Passage, PassageKind};
use crate::model::problem::ProblemKind;
use crate::model::span::{LineIndex, Span};
use std::ops::Range;

/// A heading in force.
struct Heading {
    level: u8,
    text: String,
    /// Whether everything under it speaks of the past; asked once, not for every passage.
    past: bool,
}

impl Heading {
    fn new(level: u8, text: String) -> Self {
        Self {
            level,
            past: is_historical_heading(&text),
            text,
        }
    }
}

/// A page in the making.
pub(crate) struct Builder<'a> {
    text: &'a str,
    lines: LineIndex,
    page: Page,
    /// Headings in force.
    headings: Vec<Heading>,
    /// Inline code: comments for abreast in it are shown, not meant.
    quoted: Vec<Span>,
    /// Whether what is read now stands in a block about the past (`deprecated`, `versionchanged`).
    past: u32,
    /// Line of the last passage that introduces a code block as one of the past, by its end.
    introduction: Option<u32>,
    /// Whether the title is one that stands above the text; a heading of the first level takes its place.
    titled_above: bool,
}

impl<'a> Builder<'a> {
    /// Begins a page.
    pub(crate) fn new(text: &'a str, format: DocFormat) -> Self {
        Self {
            text,
            lines: LineIndex::new(text),
            page: Page::empty(format),
            headings: Vec::new(),
            quoted: Vec::new(),
            past: 0,
            introduction: None,
            titled_above: false,
        }
    }

    /// Notes what could not be read.
    pub(crate) fn problem(&mut self, kind: ProblemKind, message: String) {
        self.page.problems.push((kind, message));
    }

    /// Adds a passage that covers the lines of `range`; returns its index.
    pub(crate) fn passage(&mut self, scrap: &Scrap<'_>, range: Range<usize>, kind: PassageKind) -> u32 {
        let text = self.text;
        let inner = trimmed(text, scrap.span(range));
        let span = whole_lines(text, inner);
        let last = span.end.max(span.start + 1) - 1;
        let lines = (self.lines.line(span.start), self.lines.line(last.max(span.start)));
        let historical = self.speaks_of_the_past(text.get(inner.range()).unwrap_or_default(), &kind, lines);
        self.page.passages.push(Passage {
            span,
            lines,
            heading: self.headings.iter().map(|heading| heading.text.clone()).collect(),
            kind,
            historical,
        });
        Span::new(self.page.passages.len() - 1, 0).start
    }

    /// Adds a passage of notes to those who write the page: they speak of today, whatever the section around them tells.
    pub(crate) fn note(&mut self, scrap: &Scrap<'_>, range: Range<usize>) -> u32 {
        let number = self.passage(scrap, range, PassageKind::Prose);
        if let Some(passage) = self.page.passages.last_mut() {
            passage.historical = false;
        }
        number
    }

    fn speaks_of_the_past(&mut self, text: &str, kind: &PassageKind, lines: (u32, u32)) -> bool {
        let is_code = matches!(kind, PassageKind::CodeBlock { .. });
        let introduced = self.introduction.take().is_some_and(|end| lines.0 <= end + 3);
        if self.past > 0 || self.headings.iter().any(|heading| heading.past) {
            return true;
        }
        if is_code {
            return introduced;
        }
        let historical = is_historical(text);
        if historical && text.trim_end().ends_with(':') {
            self.introduction = Some(lines.1);
        }
        historical
    }

    /// Enters a block about the past; leave it with [`Builder::leave_past`].
    pub(crate) fn enter_past(&mut self) {
        self.past += 1;
    }

    /// Leaves a block about the past.
    pub(crate) fn leave_past(&mut self) {
        self.past = self.past.saturating_sub(1);
    }

    /// Puts a heading of this level (from 1) in force.
    pub(crate) fn heading(&mut self, level: u8, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.headings.retain(|above| above.level < level);
        if self.page.title.is_empty() || self.titled_above && level == 1 {
            self.page.title.clone_from(&text);
            self.titled_above = false;
        }
        self.headings.push(Heading::new(level, text));
    }

    /// How many headings are in force; for [`Builder::restore_headings`].
    pub(crate) fn heading_depth(&self) -> usize {
        self.headings.len()
    }

    /// Puts a name declared by a directive in force as innermost heading.
    pub(crate) fn push_heading(&mut self, text: &str) {
        self.headings.push(Heading::new(u8::MAX, text.to_owned()));
    }

    /// Forgets headings beyond `depth`.
    pub(crate) fn restore_headings(&mut self, depth: usize) {
        self.headings.truncate(depth);
    }

    /// Title of the page unless it has one.
    pub(crate) fn fallback_title(&mut self, title: &str) {
        if self.page.title.is_empty() {
            self.page.title = title.to_owned();
            self.titled_above = true;
        }
    }

    /// Notes inline code, in which comments for abreast are not meant.
    pub(crate) fn quote(&mut self, span: Span) {
        self.quoted.push(span);
    }

    /// Adds what a scanner found in the text of `scrap` from `offset` on.
    pub(crate) fn mentions(
        &mut self,
        passage: u32,
        scrap: &Scrap<'_>,
        offset: usize,
        found: Vec<Found>,
        form: &MentionForm,
    ) {
        for found in found {
            self.mention(passage, scrap, offset, found, form.clone());
        }
    }

    /// Adds one mention.
    pub(crate) fn mention(&mut self, passage: u32, scrap: &Scrap<'_>, offset: usize, found: Found, form: MentionForm) {
        let range = found.range.start + offset..found.range.end + offset;
        let span = scrap.span(range.clone());
        let text = found.text.unwrap_or_else(|| scrap.slice(range).to_owned());
        if text.is_empty() {
            return;
        }
        self.page.mentions.push(Mention {
            passage,
            span,
            line: self.lines.line(span.start),
            parts: if found.parts.is_empty() {
                vec![text.clone()]
            } else {
                found.parts
            },
            text,
            kind: found.kind,
            form,
            call: found.call,
            owner: found.owner,
        });
    }

    /// Adds a name that a code block imports, `at` an offset of `scrap`.
    pub(crate) fn import(&mut self, scrap: &Scrap<'_>, at: usize, alias: String, target: Vec<String>) {
        let line = self.lines.line(scrap.span(at..at + 1).start);
        self.page.imports.push(PageImport { alias, target, line });
    }

    /// Notes the module the page is about from here on.
    pub(crate) fn module(&mut self, scrap: &Scrap<'_>, at: usize, name: &str) {
        let line = self.lines.line(scrap.span(at..at + 1).start);
        self.page.modules.push((line, name.to_owned()));
    }

    /// The page, everything in the order of the text.
    pub(crate) fn finish(mut self) -> Page {
        self.sort_passages();
        self.page.mentions.sort_by_key(|mention| {
            (
                mention.span.start,
                mention.passage,
                mention.span.end,
                kind_rank(mention.kind),
            )
        });
        self.page.imports.sort_by_key(|import| import.line);
        self.page.modules.sort_by_key(|module| module.0);
        self.quoted.sort();
        let quoted = |span: Span| {
            let code = self.quoted.partition_point(|code| code.start <= span.start);
            let passage = self
                .page
                .passages
                .partition_point(|passage| passage.span.start <= span.start);
            let in_code = |passage: &Passage| {
                matches!(passage.kind, PassageKind::CodeBlock { .. }) && passage.span.contains(span)
            };
            let last = |place: usize| place.checked_sub(1);
            last(code)
                .and_then(|place| self.quoted.get(place))
                .is_some_and(|code| code.contains(span))
                || last(passage)
                    .and_then(|place| self.page.passages.get(place))
                    .is_some_and(in_code)
        };
        let directives = directive::find(self.text, self.page.format, &self.lines);
        let meant = directives.into_iter().filter(|directive| !quoted(directive.span));
        self.page.directives = meant.collect();
        self.page
    }

    fn sort_passages(&mut self) {
        let passages = std::mem::take(&mut self.page.passages);
        let mut order: Vec<(usize, Passage)> = passages.into_iter().enumerate().collect();
        order.sort_by_key(|(_, passage)| passage.span.start);
        let mut places = vec![0; order.len()];
        for (place, (was, passage)) in order.into_iter().enumerate() {
            places[was] = Span::new(place, 0).start;
            self.page.passages.push(passage);
        }
        for mention in &mut self.page.mentions {
            mention.passage = places.get(mention.passage as usize).copied().unwrap_or_default();
        }
    }
}

/// Order of mentions at the same place.
fn kind_rank(kind: MentionKind) -> u8 {
    match kind {
        MentionKind::Name | MentionKind::Call => 0,
        _ => 1,
    }
}

/// A span without white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = text.get(span.range()).unwrap_or_default();
    let start = span.start as usize + (inner.len() - inner.trim_start().len());
    if inner.trim().is_empty() {
        return Span::new(span.start as usize, span.start as usize);
    }
    Span::new(start, start + inner.trim().len())
}

/// Extends a span to the begin of its first and the end of its last line (without its newline).
fn whole_lines(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let after = text.get(span.end as usize..).unwrap_or_default();
    let end = span.end as usize + after.find(['\n', '\r']).unwrap_or(after.len());
    Span::new(start, end)
}
