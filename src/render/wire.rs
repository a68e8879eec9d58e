//! What the JSON formats write: version 1 of the report's structure, and its schema. Fields may be added within a version, never
//! removed or changed. These are copies on purpose: the vocabulary can move without breaking who reads the output.

use schemars::JsonSchema;
use serde::Serialize;

/// The version of this structure.
pub const SCHEMA_VERSION: u32 = 1;

/// The result of a run.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "abreast report")]
pub struct Document {
    /// The version of this structure; raised when a field is removed or changes its meaning.
    pub schema_version: u32,
    /// The program that wrote it.
    pub tool: Tool,
    /// What was compared.
    pub scope: Scope,
    /// Whether the whole job could be done; `problems` say why not.
    pub complete: bool,
    /// What was found, sorted by path, place and rule.
    pub findings: Vec<Finding>,
    /// What was found and is accepted: acknowledged, or in the baseline. No part of `findings`.
    pub accepted: Vec<Accepted>,
    /// What was skipped or could not be done.
    pub problems: Vec<Problem>,
    /// What was looked at.
    pub counts: Counts,
    /// The rules that ran.
    pub rules: Vec<Rule>,
}

/// The program.
#[derive(Serialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// What was compared.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Scope {
    /// The commits of a range.
    Range {
        /// The merge base, short id.
        base: String,
        /// The head, short id.
        head: String,
    },
    /// The index against HEAD.
    Staged,
    /// The work tree against a commit.
    Uncommitted {
        /// Its short id.
        base: String,
    },
    /// A commit, each passage against the commit that wrote it.
    Commit {
        /// Its short id.
        id: String,
    },
    /// The work tree, each passage against the commit that wrote it.
    WorkTree,
}

/// One stale place, and why.
#[derive(Serialize, JsonSchema)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// `error`, `warning` or `note`.
    pub level: &'static str,
    /// `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// `dead`, `contradicted` or `suspect`; null for rules that are not about freshness.
    pub tier: Option<&'static str>,
    /// The finding in one sentence.
    pub message: String,
    /// The code element as written in the doc.
    pub symbol: String,
    /// Its new name or path, if known.
    pub replacement: Option<String>,
    /// Headings around the passage, outermost first.
    pub heading: Vec<String>,
    /// The doc line that is stale (for coverage rules the symbol).
    pub primary: Location,
    /// The code side.
    pub related: Vec<Location>,
    /// The facts behind it.
    pub evidence: Vec<Fact>,
    /// What to do about it.
    pub help: String,
    /// A replacement, if one is known.
    pub fix: Option<Fix>,
    /// Declared owners of the page.
    pub owners: Vec<String>,
    /// Identity of the finding over time; holds no line number.
    pub fingerprint: String,
}

/// A finding that is acknowledged or in the baseline.
#[derive(Serialize, JsonSchema)]
pub struct Accepted {
    /// `acknowledgement` or `baseline`.
    pub by: &'static str,
    /// The reason of the acknowledgement.
    pub why: Option<String>,
    /// The id of the rule.
    pub rule: &'static str,
    /// The code element as written in the doc.
    pub symbol: String,
    /// The page, relative to the root of the repository.
    pub path: String,
    /// The doc line that is stale.
    pub line: u32,
    /// Identity of the finding over time; holds no line number.
    pub fingerprint: String,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
pub struct Location {
    /// The file, relative to the root of the repository.
    pub path: String,
    /// The first character.
    pub start: Position,
    /// Behind the last character.
    pub end: Position,
    /// The whole lines, if worth showing; at most 1,000 characters of them.
    pub source: String,
    /// What is to be seen there.
    pub label: String,
    /// Whether the place is one of the base instead of the head.
    pub at_base: bool,
}

/// A line and a column, both from 1; columns count Unicode code points.
#[derive(Serialize, JsonSchema)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// One fact behind a finding.
#[derive(Serialize, JsonSchema)]
pub struct Fact {
    /// The fact in words.
    pub text: String,
    /// The fact in parts.
    #[serde(flatten)]
    pub detail: Detail,
}

/// The parts of a fact.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Detail {
    /// A symbol changed between base and head.
    SymbolChanged {
        /// What happened: `removed`, `renamed`, `moved`, `signature-changed`, `value-changed`, `made-private`, `body-changed` or `added`.
        change: &'static str,
        /// What it is: `class`, `function`, ..
        symbol_kind: &'static str,
        /// Its name at base.
        name: String,
        /// Its new name, when it has one.
        new_name: Option<String>,
        /// Its place at base.
        base: Option<Place>,
        /// Its place at head.
        head: Option<Place>,
        /// Likeness of the bodies in percent.
        similarity: u8,
    },
    /// A word was in the code at base and no code holds it at head.
    NameVanished {
        /// The word.
        name: String,
        /// Where the code last held it.
        last_seen: Option<Place>,
        /// Whether tests are the only code that still names it.
        only_tests: bool,
        /// Whether comments are the only code that still names it.
        only_comments: bool,
    },
    /// A name qualified by the project's own package resolves nowhere.
    NeverExisted {
        /// The name as the doc writes it.
        name: String,
        /// The part of it that does exist.
        resolved: String,
    },
    /// A file or folder moved or vanished.
    PathChanged {
        /// The path the doc names.
        from: String,
        /// Where it is now.
        to: Option<String>,
    },
    /// The doc shows something else than the code says.
    Shows {
        /// What the doc shows.
        shown: String,
        /// What was true at base.
        base: String,
        /// What is true at head.
        head: String,
    },
    /// Why the mention is this symbol.
    Tied {
        /// `qualified-name`, `page-import`, `heading`, `directive`, `code-block`, `page-name`, `only-definition` or `path`.
        by: &'static str,
        /// The import, heading or module that ties them.
        name: Option<String>,
    },
    /// The commit that made the passage stale.
    CausedBy(CommitRef),
    /// The commit that last wrote the passage.
    WrittenBy(CommitRef),
    /// The name stood in the passage before that commit, while the code still held it; the commit kept it.
    Kept,
    /// A public symbol has no documentation.
    Undocumented {
        /// What it is: `function`, `field`, ..
        symbol_kind: &'static str,
        /// Its name within its file.
        name: String,
    },
    /// No page names a public symbol, although pages name most of its siblings.
    Unmentioned {
        /// What it is: `function`, `class`, ..
        symbol_kind: &'static str,
        /// Its name within its file.
        name: String,
    },
    /// The doc comment is word for word what it was at base.
    LeftAlone,
    /// A doc comment says something else than the signature it stands at.
    Documented {
        /// What is wrong: `unknown-parameter`, `missing-errors`, ..
        fault: &'static str,
        /// The symbol.
        symbol: String,
        /// What the comment names.
        subject: String,
        /// What the signature says instead; empty when it says nothing.
        actual: String,
    },
    /// The same fault stands on further lines of the chapter.
    AlsoOn {
        /// The lines, from 1.
        lines: Vec<u32>,
    },
}

/// A line of code.
#[derive(Serialize, JsonSchema)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// Its text, trimmed and shortened.
    pub excerpt: String,
}

/// A commit.
#[derive(Serialize, JsonSchema)]
pub struct CommitRef {
    /// Its id.
    pub id: String,
    /// The first line of its message.
    pub summary: String,
    /// The day it was committed, UTC: `2024-03-02`.
    pub date: String,
}

/// A way to mend a finding.
#[derive(Serialize, JsonSchema)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// `safe` or `unsafe` (a person should look).
    pub applicability: &'static str,
    /// The replacements.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Serialize, JsonSchema)]
pub struct Edit {
    /// The file.
    pub path: String,
    /// The first character that is replaced.
    pub start: Position,
    /// Behind the last character that is replaced.
    pub end: Position,
    /// The new text.
    pub text: String,
}

/// Something that was skipped or could not be done.
#[derive(Serialize, JsonSchema)]
pub struct Problem {
    /// Why: `too-large`, `shallow-history`, ..
    pub kind: &'static str,
    /// The file, if it is about one.
    pub path: Option<String>,
    /// The line, if known.
    pub line: Option<u32>,
    /// What and why in one sentence.
    pub message: String,
    /// Whether the whole job could not be done because of it.
    pub fatal: bool,
}

/// What was looked at and what became of it.
#[derive(Serialize, JsonSchema)]
pub struct Counts {
    /// Findings of level `error`.
    pub errors: usize,
    /// Findings of level `warning`.
    pub warnings: usize,
    /// Findings of level `note`.
    pub notes: usize,
    /// Pages that were checked.
    pub pages: usize,
    /// Pages left out because they speak of the past.
    pub pages_of_the_past: usize,
    /// Public symbols that were looked at; 0 when nobody asked for them.
    pub symbols: usize,
    /// Code files that were read.
    pub code_files: usize,
    /// Mentions looked at.
    pub mentions: usize,
    /// Mentions tied to something that exists.
    pub resolved: usize,
    /// Mentions that dangle.
    pub dangling: usize,
    /// Mentions of which nothing certain can be said.
    pub unknown: usize,
    /// Findings switched off by comments.
    pub suppressed: usize,
    /// Findings of the baseline.
    pub baselined: usize,
    /// Findings acknowledged.
    pub acknowledged: usize,
    /// Findings below the confidence asked for.
    pub below_confidence: usize,
    /// Files that could not be read, or not wholly; `problems` names them.
    pub skipped: usize,
}

/// A rule that ran.
#[derive(Serialize, JsonSchema)]
pub struct Rule {
    /// Its id.
    pub id: &'static str,
    /// Its group.
    pub group: &'static str,
    /// The level it has by default.
    pub level: &'static str,
    /// What it finds, in one sentence.
    pub summary: String,
}

/// The JSON schema of a report in the format `json` (draft 2020-12).
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Document).to_value()
}
