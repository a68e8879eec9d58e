//! What is read from one code file: symbols, imports, words.

use super::problem::ProblemKind;
use super::symbol::Symbol;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a file of the repository is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FileRole {
    /// Source code that ships.
    Code,
    /// Tests, benches, fixtures of tests: names that only live here are not shipped.
    Test,
    /// Examples and demos: code, but written like documentation.
    Example,
    /// Settings and data that code reads: TOML, YAML, JSON, INI, build scripts, CI workflows.
    Config,
    /// Documentation for people or agents.
    Doc,
    /// Changelogs, release notes, histories: true of the past by design.
    Changelog,
    /// Copies of other projects.
    Vendored,
    /// Written by a program: lock files, minified or generated code.
    Generated,
    /// Anything else: images, archives, binary or unknown files.
    Other,
}

impl FileRole {
    /// Whether names in such a file keep a mention alive: code, tests, examples and settings do.
    pub fn is_source(self) -> bool {
        matches!(
            self,
            FileRole::Code | FileRole::Test | FileRole::Example | FileRole::Config
        )
    }
}

/// How a word occurs in a text of code; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WordUse(pub u8);

impl WordUse {
    /// As an identifier of the program.
    pub const IDENTIFIER: WordUse = WordUse(1);
    /// Within a string literal.
    pub const STRING: WordUse = WordUse(2);
    /// Within a comment or a docstring.
    pub const COMMENT: WordUse = WordUse(4);
    /// As the name that a definition introduces (`def NAME`, `class NAME`, `fn NAME`, `const NAME =`, `NAME: type` of a field ..).
    pub const DEFINITION: WordUse = WordUse(8);
    /// In an import of something from elsewhere.
    pub const IMPORT: WordUse = WordUse(16);

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: WordUse) -> WordUse {
        WordUse(self.0 | other.0)
    }

    /// Whether any flag of `other` is set here.
    pub fn has(self, other: WordUse) -> bool {
        self.0 & other.0 != 0
    }
}

/// Every word of a file and how it occurs. Words are identifiers of at least two characters, and `kebab-case` or `--flag` words of strings.
pub type Words = BTreeMap<Box<str>, WordUse>;

/// An import or re-export of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// What is imported, in parts; leading `.` parts of relative Python imports are kept as `"."` each; Rust keeps `crate`, `self`, `super`.
    pub target: Vec<String>,
    /// The name it has here; `None` for a star import.
    pub alias: Option<String>,
    /// Whether it is visible from outside (`pub use`; every Python import at module level).
    pub public: bool,
    /// Names of the modules in this file around it, outermost first (inline `mod` in Rust; empty in Python).
    pub container: Vec<String>,
}

/// What was read from one blob of code. Depends on nothing but the text and the language, so it can be cached by blob id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CodeFile {
    /// The id of the language (`python`, `rust`), or empty when only words are known.
    pub language: String,
    /// Everything that is defined here, in the order of the text.
    pub symbols: Vec<Symbol>,
    /// Imports and re-exports.
    pub imports: Vec<Import>,
    /// Names of `__all__`, if the file has one that could be read.
    pub exports: Option<Vec<String>>,
    /// What could not be read, and why.
    pub problems: Vec<(ProblemKind, String)>,
}
