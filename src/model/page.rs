//! Pages of documentation and the passages they consist of.

use super::mention::Mention;
use super::problem::ProblemKind;
use super::span::Span;
use serde::{Deserialize, Serialize};

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocFormat {
    /// Markdown (CommonMark with GitHub's extensions), MDX and `.mdc` included.
    Markdown,
    /// reStructuredText.
    Rst,
    /// Plain text: only unmistakable words are mentions.
    Plain,
}

/// What a page is for; decides whether names of the past are at home there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PagePurpose {
    /// Says what is true now.
    Guide,
    /// Tells coding agents what is true now (AGENTS.md, CLAUDE.md, rules of editors).
    Agent,
    /// Tells what changed: changelogs, release notes, news, histories.
    Changelog,
    /// Tells how to get from one version to another.
    Migration,
    /// Lists what is deprecated and will go; what is gone already it may list too.
    Deprecations,
    /// Records a decision or a proposal of its day: ADRs, RFCs, blog posts, meeting notes.
    Record,
}

impl PagePurpose {
    /// Whether the page speaks of the present, so that dead names in it are faults.
    pub fn is_present(self) -> bool {
        matches!(self, PagePurpose::Guide | PagePurpose::Agent)
    }
}

/// What kind of text a passage is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PassageKind {
    /// A paragraph, list item, table row, definition or admonition.
    Prose,
    /// A heading.
    Heading,
    /// A code block.
    CodeBlock {
        /// The language as written, lower-case; empty when none is written.
        language: String,
        /// Whether it shows output, a session's answers or a log instead of code.
        output: bool,
    },
    /// A directive that pulls in code (`autoclass`, `automodule`, `literalinclude`) or a declaration (`py:function`).
    Directive,
}

/// The smallest piece of a page that can be stale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands, whole lines.
    pub span: Span,
    /// First and last line, from 1.
    pub lines: (u32, u32),
    /// Headings around it, outermost first.
    pub heading: Vec<String>,
    /// What kind of text it is.
    pub kind: PassageKind,
    /// Whether the passage itself says that it speaks of the past or of a deprecation
    /// ("was removed", "no longer", "renamed from", "deprecated", `versionchanged` ..).
    pub historical: bool,
}

/// A name that a code block of the page imports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageImport {
    /// The name it has in the block.
    pub alias: String,
    /// What it stands for, in parts: `[httpx, Client]`.
    pub target: Vec<String>,
    /// The line, from 1.
    pub line: u32,
}

/// A comment of the page that is meant for abreast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// Where it stands.
    pub span: Span,
    /// The line, from 1.
    pub line: u32,
    /// What it asks for.
    pub action: DirectiveAction,
    /// The reason given, if any.
    pub reason: String,
}

/// What a comment asks of abreast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DirectiveAction {
    /// Suppress these rules (all when empty) for the next passage, or for the passage it stands in.
    Ignore(Vec<String>),
    /// Suppress these rules (all when empty) on the whole page.
    IgnoreFile(Vec<String>),
    /// Suppress from here ..
    IgnoreStart(Vec<String>),
    /// .. to here.
    IgnoreEnd,
    /// Begins with `abreast:` and is not understood.
    Unknown(String),
}

/// A doc file as it was read from one blob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// How it is written.
    pub format: DocFormat,
    /// Its first heading, or empty.
    pub title: String,
    /// Passages in the order of the text.
    pub passages: Vec<Passage>,
    /// Mentions in the order of the text.
    pub mentions: Vec<Mention>,
    /// Names that its code blocks import.
    pub imports: Vec<PageImport>,
    /// Modules the page says it is about (`currentmodule`, `automodule`, `py:module`, mkdocstrings `:::`), with the line from which it holds.
    pub modules: Vec<(u32, String)>,
    /// Comments for abreast.
    pub directives: Vec<Directive>,
    /// What could not be read, and why.
    pub problems: Vec<(ProblemKind, String)>,
}

impl Page {
    /// A page on which nothing was found.
    pub fn empty(format: DocFormat) -> Self {
        Self {
            format,
            title: String::new(),
            passages: Vec::new(),
            mentions: Vec::new(),
            imports: Vec::new(),
            modules: Vec::new(),
            directives: Vec::new(),
            problems: Vec::new(),
        }
    }
}
