//! Turns the events of the Markdown parser into passages and mentions.

use super::super::builder::Builder;
use super::super::mention::word::is_identifier;
use super::super::mention::{Found, block, inline, prose};
use super::super::scrap::Scrap;
use super::super::{html, link, rst};
use super::fence::{self, Fence};
use super::passage::Open;
use crate::model::mention::{MentionForm, MentionKind};
use crate::model::page::PassageKind;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads plain Markdown.
pub(super) fn read(scrap: &Scrap<'_>, builder: &mut Builder<'_>, depth: usize) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let parser = Parser::new_with_broken_link_callback(scrap.text(), options, Some(cross_reference));
    let definitions: Vec<(Range<usize>, String)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.span.clone(), definition.dest.to_string()))
        .collect();
    let mut reader = Reader {
        scrap,
        builder,
        depth,
        open: None,
        code: None,
        html: None,
    };
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.close();
    for (range, target) in definitions {
        reader.definition(range, &target);
    }
}

/// Keeps `[text][package.Name]` as a link when the page defines no such reference: a cross-reference to code.
fn cross_reference<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let name = link.reference.trim_matches(['`', ' ']);
    let is_full = matches!(
        link.link_type,
        LinkType::Reference | LinkType::Collapsed | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown
    );
    let is_name = name.split('.').all(is_identifier) || name.split("::").all(is_identifier);
    (is_full && is_name).then(|| (CowStr::from(""), CowStr::from("")))
}

struct Reader<'r, 's, 'b, 'p> {
    scrap: &'r Scrap<'s>,
    builder: &'b mut Builder<'p>,
    depth: usize,
    open: Option<Open>,
    /// The open code block: its info string, its range, its text.
    code: Option<(String, Range<usize>, Scrap<'static>)>,
    /// The open block of HTML.
    html: Option<Range<usize>>,
}

impl Reader<'_, '_, '_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                let scrap = self.scrap;
                self.inline(range.start).code(scrap, &text, range);
            }
            Event::InlineHtml(_) => {
                let scrap = self.scrap;
                self.inline(range.start).tag(scrap, range);
            }
            Event::Html(_) => self.html_line(range),
            Event::SoftBreak | Event::HardBreak => self.gap(range),
            Event::Rule => self.close(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::TableRow | Tag::TableHead | Tag::DefinitionListTitle => self.begin(range.start, None),
            Tag::Heading { level, .. } => {
                let scrap = self.scrap;
                self.begin(range.start, Some(number(level)));
                self.inline(range.start).whole(scrap, range);
            }
            Tag::CodeBlock(kind) => {
                self.close();
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, range, Scrap::empty()));
            }
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(range);
            }
            Tag::Link {
                link_type, dest_url, ..
            } => self.link(link_type, &dest_url, range),
            Tag::Image { dest_url, .. } => self.inline(range.start).link(range, &dest_url),
            Tag::TableCell => self.gap(range.start..range.start),
            Tag::Strong => {
                let scrap = self.scrap;
                self.seam(range.start);
                self.inline(range.start).whole(scrap, range);
            }
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => self.seam(range.start),
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableCell => {}
            TagEnd::Link | TagEnd::Image => self.seam(range.end),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                self.seam(range.end);
            }
            _ => self.close(),
        }
    }

    fn begin(&mut self, at: usize, heading: Option<u8>) {
        self.close();
        self.open = Some(Open::new(at, heading));
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            open.close(self.scrap, self.builder);
        }
    }

    /// The open passage; text of tight list items opens one.
    fn inline(&mut self, at: usize) -> &mut Open {
        self.open.get_or_insert_with(|| Open::new(at, None))
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, _, code)) = &mut self.code {
            match self.scrap.slice(range.clone()) == text {
                true => code.push(self.scrap, range),
                false => code.push_as(text, self.scrap, range),
            }
            return;
        }
        let scrap = self.scrap;
        self.inline(range.start).text(scrap, text, range);
    }

    fn gap(&mut self, range: Range<usize>) {
        if let Some(open) = &mut self.open {
            open.gap(self.scrap, range);
        }
    }

    fn seam(&mut self, at: usize) {
        if let Some(open) = &mut self.open {
            open.seam(self.scrap, at);
        }
    }

    fn link(&mut self, link_type: LinkType, target: &str, range: Range<usize>) {
        let scrap = self.scrap;
        let open = self.inline(range.start);
        open.seam(scrap, range.start);
        if matches!(link_type, LinkType::Inline | LinkType::Reference | LinkType::Shortcut) {
            open.whole(scrap, range.clone());
        }
        match link_type {
            LinkType::ReferenceUnknown | LinkType::CollapsedUnknown => open.reference(scrap, range),
            LinkType::Inline | LinkType::Autolink => open.link(range, target),
            _ => {}
        }
    }

    fn html_line(&mut self, range: Range<usize>) {
        match &mut self.html {
            Some(html) => html.end = html.end.max(range.end),
            None => self.html = Some(range),
        }
    }

    fn end_html(&mut self) {
        let Some(range) = self.html.take() else { return };
        let html = self.scrap.slice(range.clone());
        if html::is_only_comments(html) {
            return self.comment(range);
        }
        if let Some(body) = html::script(html) {
            let mut code = Scrap::empty();
            code.push(self.scrap, range.start + body.start..range.start + body.end);
            return self.code_block(range, &code, "js".to_owned());
        }
        let passage = self.builder.passage(self.scrap, range.clone(), PassageKind::Prose);
        for (found, form) in html::scan(html) {
            self.builder.mention(passage, self.scrap, range.start, found, form);
        }
        if let Some((level, text)) = html::headings(self.scrap, range) {
            self.builder.heading(level, &text);
        }
    }

    /// Notes to those who write the page name code and files too.
    fn comment(&mut self, range: Range<usize>) {
        let text = self.scrap.slice(range.clone());
        if text.contains("abreast:") {
            return;
        }
        let found = prose::scan(text);
        if !found.is_empty() {
            let passage = self.builder.note(self.scrap, range.clone());
            self.builder
                .mentions(passage, self.scrap, range.start, found, &MentionForm::Plain);
        }
    }

    fn end_code(&mut self) {
        let Some((info, range, code)) = self.code.take() else {
            return;
        };
        match fence::read(&info) {
            Fence::Code(language) => {
                let taken_from = range.clone();
                self.code_block(range, &code, language);
                self.file_of_block(&info, taken_from);
            }
            Fence::Directive(name, argument) => self.directive(&name, &info, argument, range, &code),
        }
    }

    /// The file from which a block is taken, which its info string names.
    fn file_of_block(&mut self, info: &str, range: Range<usize>) {
        let Some(file) = fence::file(info) else { return };
        let written = self.scrap.slice(range.clone());
        let Some(at) = written.find(info).map(|at| range.start + at) else {
            return;
        };
        let found = Found::new(at + file.start..at + file.end, MentionKind::Path);
        let passage = self
            .builder
            .passage(self.scrap, found.range.clone(), PassageKind::Directive);
        let form = MentionForm::Directive("include".to_owned());
        self.builder.mention(passage, self.scrap, 0, found, form);
    }

    fn code_block(&mut self, range: Range<usize>, code: &Scrap<'_>, language: String) {
        let block = block::scan(code.text(), &language);
        let kind = PassageKind::CodeBlock {
            language: language.clone(),
            output: block.output,
        };
        let passage = self.builder.passage(self.scrap, range, kind);
        self.builder
            .mentions(passage, code, 0, block.found, &MentionForm::Block(language));
        self.builder
            .mentions(passage, code, 0, block.printed, &MentionForm::Output);
        for import in block.imports {
            self.builder.import(code, import.at, import.alias, import.target);
        }
    }

    /// A MyST directive.
    fn directive(&mut self, name: &str, info: &str, argument: Range<usize>, range: Range<usize>, body: &Scrap<'_>) {
        if name == "eval-rst" {
            return rst::read(body, self.builder);
        }
        let written = self.scrap.slice(range.clone());
        let line = written.find(info).map_or(range.start, |at| range.start + at);
        let argument = line + argument.start..line + argument.end;
        let entered = rst::directive::enter(name, self.scrap, argument, self.builder);
        if entered.has_prose() {
            super::read_nested(body, self.builder, self.depth + 1);
        }
        entered.leave(self.builder);
    }

    /// The label of a definition that is a name as code: the `Name` of [`Name`].
    fn label(&mut self, range: &Range<usize>, end: usize) {
        let label = range.start + 1..range.start + end.saturating_sub(2).max(1);
        let written = self.scrap.slice(label.clone());
        let name = written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
        let Some(name) = name.filter(|name| !name.contains('`')) else {
            return;
        };
        let found = inline::scan(name, false);
        if !found.is_empty() {
            let passage = self.builder.passage(self.scrap, range.clone(), PassageKind::Prose);
            self.builder
                .mentions(passage, self.scrap, label.start + 1, found, &MentionForm::Code);
        }
    }

    /// `[name]: target`.
    fn definition(&mut self, range: Range<usize>, target: &str) {
        let written = self.scrap.slice(range.clone());
        let from = written.find("]:").map_or(0, |at| at + 2);
        self.label(&range, from);
        let Some(at) = written[from..].find(target).map(|at| range.start + from + at) else {
            return;
        };
        let Some(found) = link::found(target, at) else { return };
        let passage = self.builder.passage(self.scrap, range, PassageKind::Prose);
        self.builder.mention(passage, self.scrap, 0, found, MentionForm::Link);
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
