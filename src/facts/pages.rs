//! The pages of a side, read, with what is known of each of their lines.

use super::headings::is_heading_of;
use super::old_versions::OldVersions;
use super::page_own::says_what_to_use;
use super::side::Side;
use super::translation;
use crate::config::settings::Settings;
use crate::docs;
use crate::git::lines::changed_lines;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::page::{Page, PagePurpose, Passage, PassageKind};
use crate::model::path::RepoPath;
use crate::model::problem::Problem;
use crate::model::revision::Oid;
use crate::model::source::FileRole;
use crate::model::span::{LineIndex, Region, Span};
use rayon::prelude::*;
use std::sync::Arc;

/// A page of the head side.
#[derive(Clone, Debug)]
pub struct PageFacts {
    /// Where it lies.
    pub path: RepoPath,
    /// Its text.
    pub text: Arc<str>,
    /// What was read from it.
    pub page: Page,
    /// Its lines.
    pub index: LineIndex,
    /// The page that this one translates.
    pub translates: Option<RepoPath>,
    /// Whether the page is in so few languages that its authors write them together.
    pub keeps_step: bool,
    /// Whether the page lists what is deprecated and will go.
    pub announces: bool,
    /// For each line whether it was edited between base and head: such lines are fresh.
    pub edited: Vec<bool>,
    /// For each line the commit that last wrote it; empty in ranges, `None` for lines not yet committed.
    pub origins: Vec<Option<Oid>>,
}

impl PageFacts {
    /// The passage a mention stands in.
    pub fn passage(&self, mention: &Mention) -> Option<&Passage> {
        self.page.passages.get(mention.passage as usize)
    }

    /// Headings around a mention, outermost first.
    pub fn heading(&self, mention: &Mention) -> &[String] {
        self.passage(mention).map_or(&[], |passage| &passage.heading)
    }

    /// Whether the line of a mention was edited between base and head.
    pub fn is_fresh(&self, mention: &Mention) -> bool {
        self.edited
            .get((mention.line as usize).saturating_sub(1))
            .copied()
            .unwrap_or_default()
    }

    /// The commit that last wrote a line (from 1); `None` when unknown or not yet committed.
    pub fn origin(&self, line: u32) -> Option<Oid> {
        self.origins.get((line as usize).saturating_sub(1)).copied().flatten()
    }

    /// Lines and columns of a span.
    pub fn region(&self, span: Span) -> Region {
        self.index.region(&self.text, span)
    }

    /// The whole text of a line (from 1) without its line end.
    pub fn line_text(&self, line: u32) -> &str {
        if line as usize > self.index.len() {
            return "";
        }
        let rest = self
            .text
            .get(self.index.line_start(line) as usize..)
            .unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// Whether a word that introduces a name stands right before a mention.
    fn is_introduced(&self, mention: &Mention) -> bool {
        const WORDS: &[&str] = &[
            "struct",
            "enum",
            "class",
            "trait",
            "type",
            "fn",
            "def",
            "function",
            "interface",
            "const",
            "let",
            "var",
            "func",
            "mod",
            "module",
        ];
        let before = self.text[..mention.span.start as usize].trim_end_matches(' ');
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        WORDS.contains(&word)
    }

    /// Whether a code block of the page gives the name to a variable: then it is not the package of that name.
    pub fn assigns(&self, name: &str) -> bool {
        let assigned = |line: &str| {
            let line = line
                .trim_start()
                .trim_start_matches("let ")
                .trim_start_matches("const ");
            line.strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('=') && !rest.trim_start().starts_with("=="))
        };
        self.text.lines().any(assigned)
    }

    /// Whether a line of the page declares a variable of that name: `const name = ..`, `name := ..`.
    pub fn declares_variable(&self, name: &str) -> bool {
        let declared = |line: &str| {
            let line = line.trim_start();
            let words = ["const ", "let mut ", "let ", "var "];
            let named = words.iter().find_map(|word| line.strip_prefix(word));
            let behind = |line: &str, ends: &[&str]| {
                let rest = line.trim_start().strip_prefix(name).map(str::trim_start);
                rest.is_some_and(|rest| ends.iter().any(|end| rest.starts_with(end)))
            };
            behind(line, &[":="]) || named.is_some_and(|rest| behind(rest, &["=", ":", ";"]))
        };
        self.text.lines().any(declared)
    }

    /// Whether a function without a name takes a parameter of that name on the page: `name => ..`, `(a, name) => ..`.
    pub fn takes(&self, name: &str) -> bool {
        let takes = |line: &str| {
            line.match_indices("=>").any(|(at, _)| {
                let before = line[..at].trim_end();
                let list = before.strip_suffix(')').and_then(|list| list.rsplit_once('('));
                let taken = list.map_or_else(|| before.rsplit([' ', '(', ',']).next(), |(_, list)| Some(list));
                taken.is_some_and(|taken| taken.split([',', ' ', ':', '{', '}']).any(|word| word == name))
            })
        };
        self.text.lines().any(takes)
    }

    /// Whether a name in full is what the page's imports make of the parts it writes.
    pub fn imports_as(&self, parts: &[String], name: &[String]) -> bool {
        let Some((alias, rest)) = parts.split_first() else {
            return false;
        };
        let mut imports = self.page.imports.iter().filter(|import| import.alias == *alias);
        imports.any(|import| name.iter().eq(import.target.iter().chain(rest)))
    }

    /// What the tool may be sure of here: translations follow their originals later, and prose that says of itself
    /// that it speaks of what was, or of what will go, may be right.
    pub fn capped(&self, mention: &Mention, confidence: Confidence) -> Confidence {
        let prose = self
            .passage(mention)
            .is_some_and(|passage| passage.kind == PassageKind::Prose);
        let told = says_what_to_use(self, mention);
        let follows = self.translates.is_some() && !self.keeps_step;
        if follows || told || (prose && !self.is_of_the_present(mention)) {
            Confidence::Low
        } else {
            confidence
        }
    }

    /// Whether a code block of the page defines the name itself: then it is the page's own.
    pub fn declares(&self, name: &str) -> bool {
        self.page.mentions.iter().any(|mention| {
            let declared = mention.call.as_ref().is_some_and(|call| call.declaration) || self.is_introduced(mention);
            declared && mention.leaf() == name && matches!(mention.form, MentionForm::Block(_))
        })
    }

    /// Whether a code block of the page defines the name and no section has it for its heading.
    pub fn makes_its_own(&self, name: &str) -> bool {
        self.declares(name) && !self.documents(name)
    }

    /// Whether a section has the name for its heading, alone or beside others (`useCart/Cart`): what a section is about, it
    /// documents.
    pub fn documents(&self, name: &str) -> bool {
        let mut passages = self.page.passages.iter();
        passages.any(|passage| {
            passage
                .heading
                .last()
                .is_some_and(|heading| is_heading_of(heading, name))
        })
    }

    /// Whether a mention speaks of the present: its passage does not say that it speaks of what was.
    ///
    /// Within a range this does not matter: a passage that was written before the change cannot tell of it.
    pub fn is_of_the_present(&self, mention: &Mention) -> bool {
        self.passage(mention).is_none_or(|passage| !passage.historical)
    }

    /// Whether a mention is meant in earnest: not a made-up name.
    pub fn is_in_earnest(&self, mention: &Mention) -> bool {
        // A path with its folders is hardly made up.
        mention.kind == MentionKind::Path && mention.text.contains('/') || !is_made_up(mention)
    }
}

/// Whether a mention names something of an example: its own name is one, or what it belongs to (`YourModel.save`).
fn is_made_up(mention: &Mention) -> bool {
    let is_example = docs::vocabulary::is_example_name;
    let root = mention.parts.first().filter(|root| root.len() > 2);
    is_example(mention.leaf()) || root.is_some_and(|root| is_example(root))
}

/// Whether the doc marks a mention as code, instead of writing it like any word.
pub fn is_marked(form: &MentionForm) -> bool {
    !matches!(form, MentionForm::Plain)
}

/// Whether a word is unmistakably a name: `snake_case`, `CamelCase`, `camelCase`, `kebab-case` with dashes in front, `ENV_LIKE`.
pub fn is_distinctive(name: &str) -> bool {
    let inner: Vec<char> = name.trim_matches('_').chars().collect();
    let camel = inner
        .windows(2)
        .any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    let acronym = inner
        .windows(3)
        .any(|three| three[0].is_uppercase() && three[1].is_uppercase() && three[2].is_lowercase());
    // `S3Storage`, `X509Name`
    let numbered = inner.first().is_some_and(|c| c.is_uppercase())
        && inner
            .windows(3)
            .any(|three| three[0].is_ascii_digit() && three[1].is_uppercase() && three[2].is_lowercase());
    let humps = camel || numbered || acronym && inner.len() > 5;
    name.starts_with("--") || is_protocol(name) || inner.contains(&'_') || humps
}

/// The names with two underscores that Python itself gives a meaning.
const PYTHON_SPECIAL: &str = include_str!("../../rules/languages/python/special-names.txt");

/// Whether a name is a special one that a project made up for itself: `__rich_console__`.
fn is_protocol(name: &str) -> bool {
    let inner = name.strip_prefix("__").and_then(|name| name.strip_suffix("__"));
    inner.is_some_and(|inner| inner.starts_with(char::is_alphabetic)) && !is_python_special(name)
}

/// Whether Python itself gives a name its meaning: `__init__`.
pub fn is_python_special(name: &str) -> bool {
    PYTHON_SPECIAL.lines().any(|line| line == name)
}

/// What was read of all pages.
#[derive(Debug, Default)]
pub struct PagesRead {
    /// Pages that speak of the present or announce what will go, by path.
    pub pages: Vec<PageFacts>,
    /// How many pages speak of the past.
    pub of_the_past: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

enum Row {
    Page(Box<PageFacts>, Vec<Problem>),
    Past,
    Unread(Problem),
    Irrelevant,
}

/// Reads the pages of a side whose path passes `chosen` and whose text passes `relevant`.
pub fn read(
    side: &Side<'_>,
    settings: &Settings,
    chosen: impl Fn(&RepoPath) -> bool + Sync,
    relevant: impl Fn(&str) -> bool + Sync,
) -> PagesRead {
    let docs: Vec<_> = side.docs.iter().filter(|(path, _)| chosen(path)).collect();
    let old = OldVersions::of(side.docs.keys());
    let rows: Vec<Row> = docs
        .par_iter()
        .map(|(path, (role, blob))| match old.holds(path) {
            true => Row::Past,
            false => read_page(side, settings, path, *role, *blob, &relevant),
        })
        .collect();
    let mut read = PagesRead::default();
    for row in rows {
        match row {
            Row::Page(page, problems) => {
                read.pages.push(*page);
                read.problems.extend(problems);
            }
            Row::Past => read.of_the_past += 1,
            Row::Unread(problem) => read.problems.push(problem),
            Row::Irrelevant => {}
        }
    }
    read
}

fn read_page(
    side: &Side<'_>,
    settings: &Settings,
    path: &RepoPath,
    role: FileRole,
    blob: Oid,
    relevant: &(impl Fn(&str) -> bool + Sync),
) -> Row {
    if role == FileRole::Changelog || settings.is_historical(path) {
        return Row::Past;
    }
    let text = match side.text(path, blob) {
        Ok(text) => text,
        Err(problem) => return Row::Unread(problem),
    };
    if !relevant(&text) {
        return if docs::purpose::purpose_of(path, "").is_present() {
            Row::Irrelevant
        } else {
            Row::Past
        };
    }
    let mut page = docs::read(path, &text);
    let purpose = docs::purpose::purpose_of(path, &page.title);
    let announces = purpose == PagePurpose::Deprecations;
    if !purpose.is_present() && !announces {
        return Row::Past;
    }
    page.mentions.retain(|mention| {
        let names = [Some(mention.leaf()), mention.parts.first().map(String::as_str)];
        !names
            .into_iter()
            .flatten()
            .any(|name| settings.example_names.contains(name))
    });
    let problem = |(kind, message)| Problem {
        path: Some(path.clone()),
        line: None,
        kind,
        message,
        fatal: false,
    };
    let problems = page.problems.drain(..).map(problem).collect();
    let index = LineIndex::new(&text);
    Row::Page(
        Box::new(PageFacts {
            path: path.clone(),
            text,
            page,
            index,
            translates: translation::original(path, |page| side.docs.contains_key(page)),
            keeps_step: false,
            announces,
            edited: Vec::new(),
            origins: Vec::new(),
        }),
        problems,
    )
}

/// Marks the lines of a page that differ from its base text; a new page is fresh all over.
pub fn mark_edited(page: &mut PageFacts, base: Option<&str>) {
    page.edited = match base {
        Some(base) if *base == *page.text => Vec::new(),
        Some(base) => changed_lines(base, &page.text).1,
        None => vec![true; page.index.len()],
    };
}

#[cfg(test)]
mod tests {
    use super::is_distinctive;

    #[test]
    fn distinctive_names_cannot_be_ordinary_words() {
        for name in [
            "snake_case",
            "CamelCase",
            "camelCase",
            "--flag",
            "A_B",
            "NetRCAuth",
            "HTTPTransport",
            "S3Storage",
            "__pages__",
        ] {
            assert!(is_distinctive(name), "{name}");
        }
        for name in ["flow", "Client", "_private", "API", "URLs", "request", "__len__"] {
            assert!(!is_distinctive(name), "{name}");
        }
    }
}
