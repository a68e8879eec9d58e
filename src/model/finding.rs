//! What a rule found.

use super::evidence::Evidence;
use super::path::RepoPath;
use super::span::{Region, Span};
use serde::{Deserialize, Serialize};

/// The level at which a finding is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing; shown with `-v`.
    Note,
    /// Probably to be mended.
    Warning,
    /// Certainly to be mended.
    Error,
}

/// How sure the tool is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A likely guess.
    Low,
    /// More likely than not.
    Medium,
    /// As good as certain.
    High,
}

/// In which way a passage is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// What it names is gone.
    Dead,
    /// It shows a signature, default or value that is no longer true.
    Contradicted,
    /// What it names changed after it was written.
    Suspect,
}

/// Whether a fix can be applied without looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The meaning of the text stays.
    Safe,
    /// A person should look.
    Unsafe,
}

/// One replacement of a fix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The file.
    pub path: RepoPath,
    /// What is replaced: bytes of the file at head.
    pub span: Span,
    /// The same as lines and columns.
    pub region: Region,
    /// The new text.
    pub text: String,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: "replace `close_all` by `aclose`".
    pub title: String,
    /// Whether it can be applied without looking.
    pub applicability: Applicability,
    /// The replacements.
    pub edits: Vec<Edit>,
}

/// A place that a finding points at, with the words beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The file.
    pub path: RepoPath,
    /// The exact characters.
    pub region: Region,
    /// The whole line (or lines) of the region, for excerpts; empty when it is not worth showing.
    pub source: String,
    /// What is to be seen there; short.
    pub label: String,
    /// Whether the file is shown as of base instead of head.
    pub at_base: bool,
}

/// What a rule found: one stale place, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// How bad.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
    /// In which way the passage is stale; `None` for rules that are not about freshness.
    pub tier: Option<Tier>,
    /// The finding in one sentence.
    pub message: String,
    /// The doc line that is stale (for coverage rules the symbol).
    pub primary: Annotation,
    /// The code side.
    pub related: Vec<Annotation>,
    /// The facts behind it.
    pub evidence: Vec<Evidence>,
    /// What to do about it.
    pub help: String,
    /// A replacement, if one is known.
    pub fix: Option<Fix>,
    /// Headings around the passage, outermost first.
    pub heading: Vec<String>,
    /// The code element as written in the doc.
    pub symbol: String,
    /// Its new name or path, if known.
    pub replacement: Option<String>,
    /// Declared owners of the page.
    pub owners: Vec<String>,
    /// Identity of the finding over time: rule, page, headings, mention and ordinal; never a line number. 16 hexadecimal digits.
    pub fingerprint: String,
    /// The content of both sides.
    pub binding: Binding,
}

/// What an acknowledgement binds to: hashes of what stands on both sides of a finding, 16 hexadecimal digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Binding {
    /// The text of the passage, white space normalised.
    pub passage: String,
    /// What the finding says of the code: which definition, and what it is now.
    pub code: String,
}
