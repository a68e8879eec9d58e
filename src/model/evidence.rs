//! Why a finding is one: facts that a reader can check.

use super::api::{ApiKind, DocFaultKind};
use super::change::ChangeKind;
use super::commit::CommitRef;
use super::path::RepoPath;
use super::symbol::SymbolKind;

/// A place in code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePlace {
    /// The file.
    pub path: RepoPath,
    /// The line, from 1.
    pub line: u32,
    /// The text of that line, trimmed, at most 200 characters; empty when it is not worth showing.
    pub excerpt: String,
}

/// How a mention was tied to a symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The doc writes the qualified name.
    QualifiedName,
    /// A code block of the page imports the name.
    PageImport(String),
    /// The page or section is about the container, by its heading.
    Heading(String),
    /// A directive of the page names the module.
    Directive(String),
    /// A code block of the page makes it part of the container: `x = Client()`, `class X(Client):`.
    Block(String),
    /// The page is named like the file or folder that held the definition.
    PageName(String),
    /// Only one definition had this name.
    OnlyDefinition,
    /// The doc names the file or folder.
    Path,
}

/// One fact behind a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A symbol changed between base and head.
    SymbolChanged {
        /// What happened.
        change: ChangeKind,
        /// What it is.
        kind: SymbolKind,
        /// Its name at base.
        name: String,
        /// Its place at base.
        base: Option<CodePlace>,
        /// Its new name, when it has one.
        new_name: Option<String>,
        /// Its place at head.
        head: Option<CodePlace>,
        /// Likeness of the bodies in percent.
        similarity: u8,
    },
    /// A word was in the code at base and no code holds it at head.
    NameVanished {
        /// The word.
        name: String,
        /// Where the code last held it.
        last_seen: Option<CodePlace>,
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
        from: RepoPath,
        /// Where it is now.
        to: Option<RepoPath>,
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
    Tied(Tie),
    /// The commit that made the passage stale.
    CausedBy(CommitRef),
    /// The commit that last wrote the passage.
    WrittenBy(CommitRef),
    /// The name stood in the passage before that commit, while the code still held it; the commit kept it.
    Kept,
    /// A public symbol has no documentation.
    Undocumented {
        /// What it is.
        kind: ApiKind,
        /// Its name within its file.
        name: String,
    },
    /// No page names a public symbol, although pages name most of its siblings.
    Unmentioned {
        /// What it is.
        kind: ApiKind,
        /// Its name within its file.
        name: String,
    },
    /// The doc comment is word for word what it was at base.
    LeftAlone,
    /// A doc comment says something else than the signature it stands at.
    Documented {
        /// What is wrong.
        fault: DocFaultKind,
        /// The symbol.
        symbol: String,
        /// What the comment names.
        subject: String,
        /// What the signature says instead; empty when it says nothing.
        actual: String,
    },
    /// Further lines of the chapter, from 1, on which the same fault stands.
    AlsoOn(Vec<u32>),
}
