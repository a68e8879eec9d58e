//! What is known of languages and of the customs of paths, from `rules/source.toml` (embedded).

use regex::bytes::{RegexSet, RegexSetBuilder};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../../rules/source.toml");

/// No extension in the file has more parts.
const MAX_PARTS: usize = 3;

/// The memory that the patterns may fill while they run; the paths of a large repository need less.
const DFA_BYTES: usize = 16 << 20;

/// What a language is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Programs.
    Programming,
    /// Templates and style sheets.
    Markup,
    /// Data and settings.
    Data,
    /// Text for people.
    Prose,
}

/// A language by name and kind.
#[derive(Debug)]
pub(super) struct Language {
    /// Its id.
    pub(super) id: String,
    /// Its kind.
    pub(super) kind: Kind,
}

/// What the place of a file tells about it, the first that holds in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Custom {
    /// Copied.
    Vendored,
    /// Documentation.
    Documentation,
    /// Generated.
    Generated,
}

/// The file as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Written {
    programming: BTreeMap<String, String>,
    markup: BTreeMap<String, String>,
    data: BTreeMap<String, String>,
    prose: BTreeMap<String, String>,
    aliases: BTreeMap<String, String>,
    paths: Paths,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Paths {
    vendored: Vec<String>,
    documentation: Vec<String>,
    generated: Vec<String>,
}

/// The file in the form in which it is asked. The maps give places in the list of languages.
pub(super) struct Catalog {
    languages: Vec<Language>,
    names: HashMap<String, usize>,
    extensions: HashMap<String, usize>,
    files: HashMap<String, usize>,
    customs: Vec<(Custom, String)>,
    places: RegexSet,
}

// The file is part of the program; a test keeps it readable, so an empty catalog cannot be shipped.
pub(super) static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::new(toml::from_str(SOURCE).unwrap_or_default()));

impl Catalog {
    fn new(written: Written) -> Self {
        let Paths {
            vendored,
            documentation,
            generated,
        } = written.paths;
        let customs = of_custom(Custom::Vendored, vendored)
            .chain(of_custom(Custom::Documentation, documentation))
            .chain(of_custom(Custom::Generated, generated))
            .collect::<Vec<_>>();
        let mut catalog = Self {
            places: places(&customs),
            customs,
            languages: Vec::new(),
            names: HashMap::new(),
            extensions: HashMap::new(),
            files: HashMap::new(),
        };
        catalog.add(Kind::Programming, written.programming);
        catalog.add(Kind::Markup, written.markup);
        catalog.add(Kind::Data, written.data);
        catalog.add(Kind::Prose, written.prose);
        for (alias, id) in written.aliases {
            if let Some(&at) = catalog.names.get(&id) {
                catalog.names.insert(alias, at);
            }
        }
        catalog
    }

    fn add(&mut self, kind: Kind, languages: BTreeMap<String, String>) {
        for (id, words) in languages {
            let at = self.languages.len();
            for word in words.split_whitespace() {
                match word.strip_prefix('/') {
                    Some(file) => self.files.insert(file.to_owned(), at),
                    None => self.extensions.insert(word.to_owned(), at),
                };
            }
            self.names.insert(id.clone(), at);
            self.languages.push(Language { id, kind });
        }
    }

    /// The language of a file name: of the whole name, else of its longest known extension in any case.
    pub(super) fn of_file(&self, name: &str) -> Option<&Language> {
        let at = self.files.get(name).or_else(|| self.by_extension(name))?;
        self.languages.get(*at)
    }

    fn by_extension(&self, name: &str) -> Option<&usize> {
        let lower = match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        };
        // From short to long: the last one that is known is the longest.
        let dots = lower.rmatch_indices('.').take(MAX_PARTS);
        dots.filter_map(|(at, _)| self.extensions.get(&lower[at + 1..])).last()
    }

    /// The language with this name or alias; case, spaces and `_` do not matter.
    pub(super) fn by_name(&self, name: &str) -> Option<&Language> {
        let name = name.to_lowercase().replace([' ', '_'], "-");
        self.languages.get(*self.names.get(&name)?)
    }

    /// The first custom that a path follows, and the pattern that tells so. Waived ones are not asked.
    pub(super) fn custom_of(&self, path: &str, waived: impl Fn(Custom) -> bool) -> Option<(Custom, &str)> {
        // Most paths follow none, which is told faster than which.
        if !self.places.is_match(path.as_bytes()) {
            return None;
        }
        let matches = self.places.matches(path.as_bytes());
        let mut customs = matches.into_iter().filter_map(|at| self.customs.get(at));
        let (custom, pattern) = customs.find(|(custom, _)| !waived(*custom))?;
        Some((*custom, pattern))
    }
}

fn of_custom(custom: Custom, patterns: Vec<String>) -> impl Iterator<Item = (Custom, String)> {
    patterns.into_iter().map(move |pattern| (custom, pattern))
}

fn places(customs: &[(Custom, String)]) -> RegexSet {
    RegexSetBuilder::new(customs.iter().map(|(_, pattern)| pattern))
        .unicode(false)
        .dfa_size_limit(DFA_BYTES)
        .build()
        .unwrap_or_else(|_| RegexSet::empty())
}

#[cfg(test)]
mod tests {
    use super::{CATALOG, MAX_PARTS, SOURCE, Written};
    use std::collections::BTreeSet;

    #[test]
    fn the_embedded_file_is_readable_and_every_pattern_compiles() {
        let written: Written = toml::from_str(SOURCE).unwrap();
        let patterns = [
            &written.paths.vendored,
            &written.paths.documentation,
            &written.paths.generated,
        ];
        assert_eq!(
            CATALOG.places.len(),
            patterns.iter().map(|list| list.len()).sum::<usize>()
        );
        for (alias, id) in &written.aliases {
            let language = CATALOG
                .by_name(alias)
                .unwrap_or_else(|| panic!("{alias} names nothing"));
            assert_eq!(&language.id, id);
        }
    }

    #[test]
    fn an_extension_belongs_to_one_language_and_is_written_in_lower_case() {
        let written: Written = toml::from_str(SOURCE).unwrap();
        let mut seen = BTreeSet::new();
        let kinds = [written.programming, written.markup, written.data, written.prose];
        for (id, words) in kinds.iter().flatten() {
            assert!(seen.insert(format!("id {id}")), "{id} is there twice");
            assert_eq!(id, &id.to_lowercase().replace([' ', '_'], "-"));
            for word in words.split_whitespace() {
                assert!(seen.insert(word.to_owned()), "{word} of {id} is there twice");
                assert!(word.starts_with('/') || word == word.to_lowercase(), "{word} of {id}");
                assert!(word.matches('.').count() < MAX_PARTS, "{word} of {id}");
            }
        }
    }

    #[test]
    fn the_longest_extension_decides_in_any_case() {
        let of = |name: &str| CATALOG.of_file(name).map(|language| language.id.as_str());
        assert_eq!(of("page.blade.php"), Some("blade"));
        assert_eq!(of("a.b.c.d.e.RS"), Some("rust"));
        assert_eq!(of("build.gradle.kts"), Some("gradle"));
        assert_eq!(of("Makefile"), Some("makefile"));
        assert_eq!(of(".vimrc"), Some("vim-script"));
        assert_eq!((of("x"), of("."), of(".."), of("é.ü")), (None, None, None, None));
    }

    #[test]
    fn languages_are_found_by_the_names_people_write() {
        let of = |name: &str| CATALOG.by_name(name).map(|language| language.id.as_str());
        assert_eq!(
            (of("C++"), of("cpp"), of("Rust")),
            (Some("c++"), Some("c++"), Some("rust"))
        );
        assert_eq!(
            (of("Vim Script"), of("Common_Lisp")),
            (Some("vim-script"), Some("common-lisp"))
        );
        assert_eq!((of("Klingon"), of("")), (None, None));
    }
}
