//! A passage of Markdown while its inline parts come in, and what becomes of it at its end.

use super::super::builder::Builder;
use super::super::mention::word::{is_kebab, split_name};
use super::super::mention::{Found, heading, inline, prose};
use super::super::scrap::Scrap;
use super::super::{html, link};
use crate::model::mention::{MentionForm, MentionKind};
use crate::model::page::PassageKind;
use std::ops::Range;

/// An open passage. Ranges are those of the text that is parsed.
pub(super) struct Open {
    /// What kind of text it is; a heading with its level.
    pub(super) heading: Option<u8>,
    /// All of it.
    pub(super) range: Range<usize>,
    /// Its plain words.
    prose: Scrap<'static>,
    /// Its text as people see it.
    shown: String,
    /// Insides of its inline code.
    codes: Vec<(Range<usize>, String)>,
    /// Ranges of links and images, with their targets as parsed.
    links: Vec<(Range<usize>, String)>,
    /// Cross-references without a definition: the name that is referred to.
    references: Vec<Range<usize>>,
    /// Names in `kebab-case` that stand for themselves: in bold, as the text of a link, as a whole heading.
    keys: Vec<Range<usize>>,
    /// HTML tags.
    tags: Vec<Range<usize>>,
    /// Where `<code>` of HTML begins.
    html_code: Option<usize>,
}

impl Open {
    /// Begins a passage.
    pub(super) fn new(at: usize, heading: Option<u8>) -> Self {
        Self {
            heading,
            range: at..at,
            prose: Scrap::empty(),
            shown: String::new(),
            codes: Vec::new(),
            links: Vec::new(),
            references: Vec::new(),
            keys: Vec::new(),
            tags: Vec::new(),
            html_code: None,
        }
    }

    fn cover(&mut self, range: &Range<usize>) {
        self.range.start = self.range.start.min(range.start);
        self.range.end = self.range.end.max(range.end);
    }

    /// Plain words.
    pub(super) fn text(&mut self, scrap: &Scrap<'_>, text: &str, range: Range<usize>) {
        self.cover(&range);
        self.shown.push_str(text);
        if self.html_code.is_some() {
            return;
        }
        match scrap.slice(range.clone()) == text {
            true => self.prose.push(scrap, range),
            false => self.prose.push_as(text, scrap, range),
        }
    }

    /// The end of a line or of a cell: no word goes across.
    pub(super) fn gap(&mut self, scrap: &Scrap<'_>, range: Range<usize>) {
        self.shown.push(' ');
        self.prose.push_as("\n", scrap, range);
    }

    /// A place where emphasis or a link begins or ends: a name does not go across.
    pub(super) fn seam(&mut self, scrap: &Scrap<'_>, at: usize) {
        self.prose.push_as("\n", scrap, at..at);
    }

    /// Inline code, its backticks included in `range`.
    pub(super) fn code(&mut self, scrap: &Scrap<'_>, text: &str, range: Range<usize>) {
        self.cover(&range);
        self.shown.push_str(text);
        let written = scrap.slice(range.clone());
        let ticks = written.len() - written.trim_start_matches('`').len();
        let inner = range.start + ticks..range.end.saturating_sub(ticks).max(range.start + ticks);
        // A role of MyST stands before its code: {class}`Client`.
        let role = role_before(self.prose.text());
        self.codes.push((inner, role));
        self.prose.push_as("`", scrap, range);
    }

    /// A text in bold, the text of a link or a heading, with its marks.
    pub(super) fn whole(&mut self, scrap: &Scrap<'_>, range: Range<usize>) {
        let written = scrap.slice(range.clone());
        let written = written.split(['\n', '{']).next().unwrap_or_default();
        let inner = written.split("](").next().unwrap_or(written);
        let name = inner.trim_matches(['*', '_', '#', '[', ' ', '\t', ':']);
        if is_kebab(name) {
            let start = range.start + inner.find(name).unwrap_or(0);
            self.keys.push(start..start + name.len());
        }
    }

    /// A link or an image.
    pub(super) fn link(&mut self, range: Range<usize>, target: &str) {
        self.cover(&range);
        self.links.push((range, target.to_owned()));
    }

    /// `[text][name]` without a definition.
    pub(super) fn reference(&mut self, scrap: &Scrap<'_>, range: Range<usize>) {
        self.cover(&range);
        let written = scrap.slice(range.clone());
        let inner = match written.rfind("][") {
            Some(gap) if !written.ends_with("[]") => gap + 2..written.len().saturating_sub(1),
            _ => 1..written.find("][").unwrap_or(written.len().max(1)),
        };
        self.references.push(range.start + inner.start..range.start + inner.end);
    }

    /// A tag of HTML within text.
    pub(super) fn tag(&mut self, scrap: &Scrap<'_>, range: Range<usize>) {
        self.cover(&range);
        match html::tag_name(scrap.slice(range.clone())).as_str() {
            "code" | "kbd" => self.html_code = Some(range.end),
            "/code" | "/kbd" => {
                let start = self.html_code.take();
                self.codes
                    .extend(start.map(|start| (start..range.start, String::new())));
            }
            _ => {}
        }
        self.prose.push_as(" ", scrap, range.clone());
        self.tags.push(range);
    }

    /// Ends the passage: adds it and its mentions to the page.
    pub(super) fn close(self, scrap: &Scrap<'_>, builder: &mut Builder<'_>) {
        let shown = self.shown.trim();
        let is_comment = shown.starts_with("{/*") && shown.ends_with("*/}");
        if self.range.is_empty() || is_comment {
            return;
        }
        let only_comments = self.prose.text().trim().is_empty() && self.codes.is_empty() && self.links.is_empty();
        if only_comments && !self.tags.is_empty() && html::is_only_comments(scrap.slice(self.range.clone())) {
            return;
        }
        // The parser may take its colons for the mark of a definition.
        let before = scrap.slice(0..self.range.start);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = scrap.slice(line_start..self.range.end);
        if let Some(name) = line
            .trim_start()
            .strip_prefix("::: ")
            .filter(|_| self.heading.is_none())
        {
            let name = name.trim().to_owned();
            return self.module(scrap, &name, builder);
        }
        let kind = match self.heading {
            Some(_) => PassageKind::Heading,
            None => PassageKind::Prose,
        };
        let passage = builder.passage(scrap, self.range.clone(), kind);
        self.mentions(scrap, passage, builder);
        if let Some(level) = self.heading {
            builder.heading(level, &self.shown);
        }
    }

    fn mentions(&self, scrap: &Scrap<'_>, passage: u32, builder: &mut Builder<'_>) {
        let found = match self.heading {
            Some(_) => heading::scan(self.prose.text()),
            None => prose::scan(self.prose.text()),
        };
        builder.mentions(passage, &self.prose, 0, found, &MentionForm::Plain);
        for (range, role) in &self.codes {
            builder.quote(scrap.span(range.clone()));
            let form = match role.is_empty() {
                true => MentionForm::Code,
                false => MentionForm::Role(role.clone()),
            };
            let found = inline::scan(scrap.slice(range.clone()), self.heading.is_some());
            builder.mentions(passage, scrap, range.start, found, &form);
        }
        for range in &self.keys {
            let found = Found::new(range.clone(), MentionKind::Key);
            builder.mention(passage, scrap, 0, found, MentionForm::Code);
        }
        for (range, target) in &self.links {
            let written = scrap.slice(range.clone());
            let from = written.rfind("](").map_or(0, |at| at + 2);
            let place = written[from..].find(target.as_str()).map(|at| range.start + from + at);
            let found = place.and_then(|at| link::found(target, at));
            builder.mentions(passage, scrap, 0, found.into_iter().collect(), &MentionForm::Link);
        }
        for range in &self.references {
            let inner = inner_of_code(scrap.slice(range.clone()));
            let range = range.start + inner.start..range.start + inner.end;
            let parts = split_name(scrap.slice(range.clone()));
            let found = Found::new(range, MentionKind::Name).with_parts(parts);
            builder.mention(passage, scrap, 0, found, MentionForm::Role("ref".to_owned()));
        }
        for range in &self.tags {
            for (found, form) in html::scan_tag(scrap.slice(range.clone())) {
                builder.mention(passage, scrap, range.start, found, form);
            }
        }
    }

    /// `::: package.module` of mkdocstrings.
    fn module(&self, scrap: &Scrap<'_>, name: &str, builder: &mut Builder<'_>) {
        let passage = builder.passage(scrap, self.range.clone(), PassageKind::Directive);
        builder.module(scrap, self.range.start, name);
        let Some(at) = scrap.slice(self.range.clone()).find(name) else {
            return;
        };
        let start = self.range.start + at;
        let found = Found::new(start..start + name.len(), MentionKind::Name).with_parts(split_name(name));
        builder.mention(
            passage,
            scrap,
            0,
            found,
            MentionForm::Directive("mkdocstrings".to_owned()),
        );
    }
}

/// The name in a reference, without backticks around it.
fn inner_of_code(text: &str) -> Range<usize> {
    let lead = text.len() - text.trim_start_matches(['`', ' ']).len();
    let end = text.trim_end_matches(['`', ' ', '[', ']']).len();
    lead..end.max(lead)
}

/// `class` when the text ends with `{class}` or `{py:class}`.
fn role_before(text: &str) -> String {
    let Some(body) = text.strip_suffix('}') else {
        return String::new();
    };
    let Some(open) = body.rfind('{') else {
        return String::new();
    };
    let name = &body[open + 1..];
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || ":-_".contains(c));
    match is_name {
        true => name.rsplit(':').next().unwrap_or(name).to_owned(),
        false => String::new(),
    }
}
