//! Reads one file of code: picks the reader of its language and gathers what it found.
//!
//! Never panics and never aborts, whatever the text: what cannot be read becomes a problem of the file, and so does a
//! fault of a reader.

use super::arguments;
use super::definitions::hints;
use super::draft::Source;
use super::keys::{MOST_KEYS, keys};
use super::language::{Language, Reader, language_of};
use super::role::is_lfs_pointer;
use super::{python, rust};
use crate::model::guard::guarded;
use crate::model::path::RepoPath;
use crate::model::problem::ProblemKind;
use crate::model::source::CodeFile;
use std::collections::HashSet;

/// Larger files are searched for words, but not parsed.
const LARGEST_PARSED: usize = 8 * 1024 * 1024;
/// The same for readers with a grammar, which take about a second for each megabyte.
const LARGEST_WITH_GRAMMAR: usize = 2 * 1024 * 1024;

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
    let largest = match language.reader {
        Reader::Python | Reader::Rust => LARGEST_WITH_GRAMMAR,
        _ => LARGEST_PARSED,
    };
    if text.len() > largest {
        let message = format!(
            "{} bytes of code are more than the {largest} that are parsed",
            text.len()
        );
        return skipped(language, ProblemKind::TooLarge, message);
    }
    let mut file = read_guarded(language, || parse(language, text));
    language.id.clone_into(&mut file.language);
    file
}

/// The id of a file's language, TypeScript as JavaScript: what programs of one read, those of the other may read too.
pub fn language_id(path: &RepoPath) -> &'static str {
    match language_of(path).id {
        "typescript" => "javascript",
        id => id,
    }
}

/// What a reader gives; a fault of it is a problem of the file.
fn read_guarded(language: &Language, read: impl FnOnce() -> CodeFile) -> CodeFile {
    guarded(read).unwrap_or_else(|| {
        let message = "a fault of the reader: the file is searched for words, but its symbols are not known";
        skipped(language, ProblemKind::ReaderFault, message.to_owned())
    })
}

fn parse(language: &'static Language, text: &str) -> CodeFile {
    let source = Source::new(text, language.style);
    let mut file = parse_symbols(language, &source);
    if !language.is_data() {
        let known: HashSet<String> = file.symbols.iter().map(|symbol| symbol.name.clone()).collect();
        let flags = arguments::flags(&source, language.id).into_iter();
        file.symbols.extend(flags.filter(|flag| !known.contains(&flag.name)));
    }
    file
}

fn parse_symbols(language: &'static Language, source: &Source<'_>) -> CodeFile {
    match language.reader {
        Reader::Python => python::read(source),
        Reader::Rust => rust::read(source),
        Reader::Keys(format) => {
            let (symbols, more) = keys(source, format);
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
            symbols: hints(language, family, source.text),
            ..CodeFile::default()
        },
        Reader::Words => CodeFile::default(),
    }
}

fn skipped(language: &Language, kind: ProblemKind, message: String) -> CodeFile {
    CodeFile {
        language: language.id.to_owned(),
        problems: vec![(kind, message)],
        ..CodeFile::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST_WITH_GRAMMAR, language_of, read, read_guarded};
    use crate::model::problem::ProblemKind;

    #[test]
    fn a_fault_of_a_reader_is_a_problem_of_the_file() {
        let file = read_guarded(language_of(&"a.py".into()), || panic!("a fault"));
        assert_eq!(file.problems[0].0, ProblemKind::ReaderFault);
        assert_eq!(file.language, "python");
    }

    #[test]
    fn code_that_would_take_seconds_is_not_parsed() {
        let text = "x\n".repeat(LARGEST_WITH_GRAMMAR / 2 + 1);
        for path in ["a.py", "a.rs"] {
            assert_eq!(read(&path.into(), &text).problems[0].0, ProblemKind::TooLarge, "{path}");
        }
        assert!(read(&"a.js".into(), &text).problems.is_empty());
    }
}
