//! The words the doc readers know, from `rules/vocabulary.toml` (embedded). Not the rules' words: those are in their pages.

use regex::bytes::{RegexSet, RegexSetBuilder};
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

/// The lists of words in the form in which they are asked.
struct Words {
    brands: HashSet<String>,
    dotted_words: HashSet<String>,
    file_extensions: HashSet<String>,
    families: HashMap<String, String>,
    keywords: BTreeMap<String, HashSet<String>>,
}

// The file is part of the program; a test keeps it readable, so an empty vocabulary cannot be shipped.
static WRITTEN: LazyLock<Written> = LazyLock::new(|| toml::from_str(SOURCE).unwrap_or_default());

// To compile patterns takes longer than to read a page with them, so none is compiled before it is asked.
static EXAMPLE_NAMES: LazyLock<RegexSet> = LazyLock::new(|| patterns(&WRITTEN.example_names, false));
static PLACEHOLDER_PATHS: LazyLock<RegexSet> = LazyLock::new(|| patterns(&WRITTEN.placeholder_paths, false));
static HISTORICAL: LazyLock<RegexSet> = LazyLock::new(|| patterns(&WRITTEN.historical, true));
static HISTORICAL_HEADINGS: LazyLock<RegexSet> = LazyLock::new(|| patterns(&WRITTEN.historical_headings, true));

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let written = &*WRITTEN;
    let families = written.families.iter().flat_map(|(family, languages)| {
        let languages = languages.split_whitespace();
        languages.map(move |language| (language.to_owned(), family.clone()))
    });
    Words {
        brands: words(&written.brands),
        dotted_words: words(&written.dotted_words),
        file_extensions: words(&written.file_extensions),
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
        // The tables of Unicode take most of the time to compile; all that is looked for is ASCII.
        .unicode(false)
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
    parts.any(|part| part.len() <= 80 && EXAMPLE_NAMES.is_match(part.as_bytes()))
}

/// Whether a path stands for a file of the reader's own: `path/to/...`, `your-project/setup.py`.
pub fn is_placeholder_path(path: &str) -> bool {
    PLACEHOLDER_PATHS.is_match(path.as_bytes())
}

/// Whether a word that looks like code is a brand, an acronym or plain language: `GitHub`, `PyPI`.
pub fn is_brand(word: &str) -> bool {
    WORDS.brands.contains(word) || word.strip_suffix('s').is_some_and(|word| WORDS.brands.contains(word))
}

/// Whether a dotted word of prose is no name of code: `Node.js`, `e.g`.
pub(crate) fn is_dotted_word(word: &str) -> bool {
    // Every word of prose is asked, and few have a dot.
    word.contains('.') && WORDS.dotted_words.contains(word)
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
    HISTORICAL.is_match(text.as_bytes())
}

/// Whether everything under a heading speaks of the past.
pub(crate) fn is_historical_heading(heading: &str) -> bool {
    HISTORICAL_HEADINGS.is_match(heading.as_bytes())
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
    use super::{
        EXAMPLE_NAMES, HISTORICAL, HISTORICAL_HEADINGS, PLACEHOLDER_PATHS, SOURCE, WORDS, Written, family, is_brand,
        is_example_name, is_historical, is_historical_heading, is_placeholder_path,
    };

    #[test]
    fn the_embedded_file_is_readable_and_every_pattern_compiles() {
        let written: Written = toml::from_str(SOURCE).unwrap();
        assert_eq!(EXAMPLE_NAMES.len(), written.example_names.len());
        assert_eq!(PLACEHOLDER_PATHS.len(), written.placeholder_paths.len());
        assert_eq!(HISTORICAL.len(), written.historical.len());
        assert_eq!(HISTORICAL_HEADINGS.len(), written.historical_headings.len());
        assert!(WORDS.dotted_words.iter().all(|word| word.contains('.')));
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
            "mynewcart",
            "my_new_cart",
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

    #[test]
    fn patterns_hold_beside_letters_and_signs_that_are_not_ascii() {
        assert!(is_historical("« removed in 2.0 »") && is_historical("— no longer —"));
        assert!(is_historical_heading("What’s new") && is_historical_heading("What's New in 3.0"));
        assert!(is_placeholder_path("src/…/a.py") && !is_placeholder_path("src/é/a.py"));
    }
}
