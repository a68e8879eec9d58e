//! Which files of a snapshot are source of the project: written in a programming or markup language, and neither copied,
//! generated nor documentation.
//!
//! The question is the one of GitHub's language statistics, and `.gitattributes` answers it as there. The path decides;
//! what only the text of a file tells (a shebang, a line that says "generated") is the caller's question. Tests count.

mod catalog;

#[cfg(test)]
mod tests;

use self::catalog::{CATALOG, Custom, Kind, Language};
use super::attributes::{Attributes, Flag, Marks};
use crate::model::path::RepoPath;

/// Why a file is no source of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exclusion {
    /// The path is empty or that of a folder.
    NotAFile,
    /// No language is known for its name.
    NoLanguage,
    /// A format of data.
    Data,
    /// Prose.
    Prose,
    /// A copy of another project, or test data.
    Vendored,
    /// Documentation and examples.
    Documentation,
    /// Written by a program.
    Generated,
    /// A `.gitattributes` file says so, by the attribute named.
    Attribute(&'static str),
}

impl Exclusion {
    /// One word for it; the name of the attribute where one decided.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAFile => "not-a-file",
            Self::NoLanguage => "no-language",
            Self::Data => "data",
            Self::Prose => "prose",
            Self::Vendored => "vendored",
            Self::Documentation => "documentation",
            Self::Generated => "generated",
            Self::Attribute(name) => name,
        }
    }
}

/// What a file is to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// Source.
    Source {
        /// The id of its language in `rules/source.toml`.
        language: &'a str,
    },
    /// No source.
    Excluded {
        /// Why.
        why: Exclusion,
        /// What told so: the pattern of the path or of the attributes, or the id of the language; empty when nothing did.
        by: &'a str,
    },
}

impl Verdict<'_> {
    /// Whether the file counts.
    pub fn is_source(&self) -> bool {
        matches!(self, Self::Source { .. })
    }
}

/// Judges paths of one snapshot.
#[derive(Debug, Default)]
pub struct SourceFilter {
    attributes: Attributes,
}

impl SourceFilter {
    /// A filter for a snapshot with these attributes.
    pub fn new(attributes: Attributes) -> Self {
        Self { attributes }
    }

    /// Whether the file counts as source, in which language, or why not.
    pub fn judge(&self, path: &RepoPath) -> Verdict<'_> {
        let name = path.file_name();
        if name.is_empty() {
            return excluded(Exclusion::NotAFile, "");
        }
        let marks = self.attributes.of(path);
        let Some(language) = language_of(name, &marks) else {
            return excluded(Exclusion::NoLanguage, "");
        };
        // Most files that do not count are told by their language, which costs less than the customs of paths.
        let counted = judge_language(language, &marks);
        if !counted.is_source() {
            return counted;
        }
        judge_place(path, &marks).unwrap_or(counted)
    }
}

fn excluded(why: Exclusion, by: &str) -> Verdict<'_> {
    Verdict::Excluded { why, by }
}

/// The language that the attributes name, else that of the file name. A language nobody knows is passed over, as by GitHub.
fn language_of(name: &str, marks: &Marks<'_>) -> Option<&'static Language> {
    let named = marks.language.and_then(|language| CATALOG.by_name(language.name));
    named.or_else(|| CATALOG.of_file(name))
}

fn judge_language<'a>(language: &'static Language, marks: &Marks<'a>) -> Verdict<'a> {
    let source = Verdict::Source { language: &language.id };
    match (marks.detectable, language.kind) {
        (Some(Flag { on: true, .. }), _) => source,
        (Some(flag), _) => excluded(Exclusion::Attribute("linguist-detectable"), flag.by),
        (None, Kind::Programming | Kind::Markup) => source,
        (None, Kind::Data) => excluded(Exclusion::Data, &language.id),
        (None, Kind::Prose) => excluded(Exclusion::Prose, &language.id),
    }
}

/// Why a file does not count because of where it lies; `None` when nothing speaks against it.
fn judge_place<'a>(path: &RepoPath, marks: &Marks<'a>) -> Option<Verdict<'a>> {
    let asked = [
        (Custom::Vendored, "linguist-vendored", marks.vendored),
        (Custom::Documentation, "linguist-documentation", marks.documentation),
        (Custom::Generated, "linguist-generated", marks.generated),
    ];
    let flagged = asked.iter().find_map(|&(_, name, flag)| {
        let flag = flag.filter(|flag| flag.on)?;
        Some(excluded(Exclusion::Attribute(name), flag.by))
    });
    flagged.or_else(|| {
        let waived = |custom| asked.iter().any(|&(of, _, flag)| of == custom && flag.is_some());
        let (custom, by) = CATALOG.custom_of(path.as_str(), waived)?;
        Some(excluded(exclusion(custom), by))
    })
}

fn exclusion(custom: Custom) -> Exclusion {
    match custom {
        Custom::Vendored => Exclusion::Vendored,
        Custom::Documentation => Exclusion::Documentation,
        Custom::Generated => Exclusion::Generated,
    }
}
