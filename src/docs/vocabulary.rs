//! The words the doc readers know, from `rules/vocabulary.toml` (embedded). Not the rules' words: those are in their pages.

use regex::{RegexSet, RegexSetBuilder};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../rules/vocabulary.toml");

/// The file as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Written {
    example_names: Vec<String>,
    placeholder_paths: Vec<String>,
    brands: String,
    dotted_words: String,
    file_extensions: String,
    historical: Vec<String>,
    historical_headings: Vec<String>,
    families: BTreeMap<String, String>,
    keywords: BTreeMap<String, String>,
}

/// The file in the form in which it is asked.
struct Words {
    example_names: RegexSet,
    placeholder_paths: RegexSet,
    brands: HashSet<String>,
    dotted_words: HashSet<String>,
    file_extensions: HashSet<String>,
    historical: RegexSet,
    historical_headings: RegexSet,
    families: HashMap<String, String>,
    keywords: BTreeMap<String, HashSet<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // The file is part of the program; a test keeps it readable, so an empty vocabulary cannot be shipped.
    let written: Written = toml::from_str(SOURCE).unwrap_or_default();
    let families = written.families.iter().flat_map(|(family, languages)| {
        let languages = languages.split_whitespace();
        languages.map(move |language| (language.to_owned(), family.clone()))
    });
    Words {
        example_names: patterns(&written.example_names, false),
        placeholder_paths: patterns(&written.placeholder_paths, false),
        brands: words(&written.brands),
        dotted_words: words(&written.dotted_words),
        file_extensions: words(&written.file_extensions),
        historical: patterns(&written.historical, true),
        historical_headings: patterns(&written.historical_headings, true),
        families: families.collect(),
        keywords: written
            .keywords
            .iter()
            .map(|(family, list)| (family.clone(), words(list)))
            .collect(),
    }
});

fn words(list: &str) -> HashSet<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

fn patterns(list: &[String], any_case: bool) -> RegexSet {
    RegexSetBuilder::new(list)
        .case_insensitive(any_case)
        .build()
        .unwrap_or_else(|_| RegexSet::empty())
}

/// Whether a name or path is one that docs use for things of the reader's own: `foo`, `my_app`, `YourModel`, `path/to/file`.
pub fn is_example_name(name: &str) -> bool {
    let is_path = name.contains('/') || name.contains('\\');
    if is_path {
        return is_placeholder_path(name);
    }
    let bare = name
        .trim_start_matches(['-', '$', '@', '<', '&', '*'])
        .trim_end_matches('>');
    let mut parts = bare.split(['.', ':', '#']).filter(|part| !part.is_empty());
    parts.any(|part| part.len() <= 80 && WORDS.example_names.is_match(part))
}

/// Whether a path stands for a file of the reader's own: `path/to/...`, `your-project/setup.py`.
pub fn is_placeholder_path(path: &str) -> bool {
    WORDS.placeholder_paths.is_match(path)
}

/// Whether a word that looks like code is a brand, an acronym or plain language: `GitHub`, `PyPI`.
pub fn is_brand(word: &str) -> bool {
    WORDS.brands.contains(word) || word.strip_suffix('s').is_some_and(|word| WORDS.brands.contains(word))
}

/// Whether a dotted word of prose is no name of code: `Node.js`, `e.g`.
pub(crate) fn is_dotted_word(word: &str) -> bool {
    WORDS.dotted_words.contains(word)
}

/// Whether a word with this extension (without its dot) is a file name.
pub(crate) fn is_file_extension(extension: &str) -> bool {
    WORDS.file_extensions.contains(extension)
        || extension.len() > 1
            && extension.bytes().all(|byte| byte.is_ascii_uppercase())
            && WORDS.file_extensions.contains(&extension.to_ascii_lowercase())
}

/// Whether a text says that it speaks of the past or of a deprecation.
pub(crate) fn is_historical(text: &str) -> bool {
    WORDS.historical.is_match(text)
}

/// Whether everything under a heading speaks of the past.
pub(crate) fn is_historical_heading(heading: &str) -> bool {
    WORDS.historical_headings.is_match(heading)
}

/// The family of a code block's language, by its word in `rules/vocabulary.toml`.
pub(crate) fn family(language: &str) -> Option<&'static str> {
    WORDS.families.get(language).map(String::as_str)
}

/// Whether a word is never a name in code of this family.
pub(crate) fn is_keyword(family: &str, word: &str) -> bool {
    let holds = |list: &str| WORDS.keywords.get(list).is_some_and(|words| words.contains(word));
    holds("all") || holds(family)
}

#[cfg(test)]
mod tests {
    use super::{SOURCE, WORDS, Written, family, is_brand, is_example_name, is_historical, is_historical_heading};

    #[test]
    fn the_embedded_file_is_readable_and_every_pattern_compiles() {
        let written: Written = toml::from_str(SOURCE).unwrap();
        assert_eq!(WORDS.example_names.len(), written.example_names.len());
        assert_eq!(WORDS.placeholder_paths.len(), written.placeholder_paths.len());
        assert_eq!(WORDS.historical.len(), written.historical.len());
        assert_eq!(WORDS.historical_headings.len(), written.historical_headings.len());
        assert_eq!(family("py"), Some("python"));
    }

    #[test]
    fn names_of_the_readers_own_things_are_examples() {
        for name in [
            "foo",
            "foo_bar",
            "my_func",
            "MyClass",
            "YourModel",
            "example_app",
            "some_value",
            "do_something",
            "hello_world",
            "todo_list",
            "X",
            "y",
            "myapp",
            "MY_VAR",
            "path/to/file.py",
            "your-project/setup.py",
            "/path/",
            "spam.eggs",
            "TodoApp",
            "my-app",
            "@my_decorator",
        ] {
            assert!(is_example_name(name), "{name} is an example name");
        }
        for name in [
            "Client",
            "close_all",
            "MySQL",
            "somehow",
            "anyio",
            "raise_for_status",
            "NetRCAuth",
            "src/pay/client.py",
            "examples/run.py",
            "docs/path.md",
            "mypy",
            "todoist",
            "format",
            "barrier",
            "Bars",
        ] {
            assert!(!is_example_name(name), "{name} is no example name");
        }
    }

    #[test]
    fn brands_are_known_in_the_plural_too() {
        assert!(is_brand("GitHub") && is_brand("WebSockets") && is_brand("URLs"));
        assert!(!is_brand("NetRCAuth"));
    }

    #[test]
    fn sentences_about_the_past_are_recognised() {
        for text in [
            "The `x` option was removed.",
            "`a` is no longer used",
            "Formerly known as b",
            "It used to be slow",
            "Deprecated: use c",
            "prior to 1.0",
            "before 2.3 it failed",
            "instead of the old name",
            "has been renamed to `x`",
            "Changed in version 3",
            "in previous versions of",
        ] {
            assert!(is_historical(text), "{text}");
        }
        for text in [
            "Call `close` before the loop ends.",
            "Use `b` instead of `a`.",
            "New since 3.4",
            "It removes files.",
        ] {
            assert!(!is_historical(text), "{text}");
        }
        assert!(is_historical_heading("Removed in 2.0") && !is_historical_heading("Removing files"));
    }
}
