//! Reads one file of code: picks the reader of its language and gathers what it found.
//!
//! Never panics and never aborts, whatever the text: what cannot be read becomes a problem of the file.

use super::definitions::hints;
use super::draft::Source;
use super::keys::{MOST_KEYS, keys};
use super::language::{Language, Reader, language_of};
use super::role::is_lfs_pointer;
use super::{python, rust};
use crate::model::path::RepoPath;
use crate::model::problem::ProblemKind;
use crate::model::source::CodeFile;

/// Larger files are searched for words, but not parsed.
const LARGEST_PARSED: usize = 8 * 1024 * 1024;

/// Everything that one file of code defines and imports.
pub fn read(path: &RepoPath, text: &str) -> CodeFile {
    let language = language_of(path);
    if is_lfs_pointer(text) {
        return skipped(
            language,
            ProblemKind::LfsPointer,
            "a Git LFS pointer; its content is not in the repository".to_owned(),
        );
    }
    if text.len() > LARGEST_PARSED {
        let message = format!(
            "{} bytes of code are more than the {LARGEST_PARSED} that are parsed",
            text.len()
        );
        return skipped(language, ProblemKind::TooLarge, message);
    }
    let source = Source::new(text, language.style);
    let mut file = match language.reader {
        Reader::Python => python::read(&source),
        Reader::Rust => rust::read(&source),
        Reader::Keys(format) => {
            let (symbols, more) = keys(&source, format);
            let problem = (
                ProblemKind::TooComplex,
                format!("only the first {MOST_KEYS} keys are known"),
            );
            CodeFile {
                symbols,
                problems: if more { vec![problem] } else { Vec::new() },
                ..CodeFile::default()
            }
        }
        Reader::Hints(family) => CodeFile {
            symbols: hints(language, family, text),
            ..CodeFile::default()
        },
        Reader::Words => CodeFile::default(),
    };
    language.id.clone_into(&mut file.language);
    file
}

fn skipped(language: &Language, kind: ProblemKind, message: String) -> CodeFile {
    CodeFile {
        language: language.id.to_owned(),
        problems: vec![(kind, message)],
        ..CodeFile::default()
    }
}
