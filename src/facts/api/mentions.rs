//! Public symbols that no page names, although pages name most of their siblings.
//!
//! A symbol is missing when its name stands nowhere in a page, not in prose either. Its siblings are named when pages write them
//! as code: `level` in prose is a word. Where pages are made from the code by a tool, nothing is missing.

use super::sources::Sources;
use crate::config::settings::Settings;
use crate::facts::side::role_of;
use crate::model::api::{Api, ApiKind, ApiSymbol};
use crate::model::path::RepoPath;
use crate::model::source::FileRole;
use rayon::prelude::*;
use std::collections::HashSet;

/// Of a file with so many symbols pages speak when they write at least half of them as code.
const LEAST_SIBLINGS: usize = 4;
/// Settings of documentation generators, and words in them that say that pages are made from all of the code.
const GENERATORS: &[(&str, &[&str])] = &[
    ("conf.py", &["autoapi", "apidoc", "autosummary_generate"]),
    ("mkdocs.yml", &["gen-files", "autoapi", "api-autonav"]),
];
/// Directives that put the docs of a module or symbol into a page.
const PULLS: &[&str] = &["automodule::", "autopackage::", "::: "];

/// What pages say of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Pages that were read.
    pub pages: usize,
    /// The symbols that no page names: the file and the place in its list.
    pub unmentioned: Vec<(RepoPath, usize)>,
}

/// Whether a file of this name is needed to know what pages say.
pub fn is_wanted(name: &str) -> bool {
    let page = [".md", ".mdx", ".markdown", ".rst"]
        .iter()
        .any(|ending| name.ends_with(ending));
    page || GENERATORS.iter().any(|(of, _)| *of == name)
}

/// Reads the pages; `None` when there are none, or when a tool makes them from the code.
pub fn read(sources: &dyn Sources, settings: &Settings, api: &Api) -> Option<Mentions> {
    let paths = sources.paths();
    if paths.iter().any(|path| is_generator(sources, path)) {
        return None;
    }
    let is_page = |path: &&RepoPath| role_of(path, settings) == FileRole::Doc && !settings.is_excluded(path);
    let pages: Vec<&RepoPath> = paths.iter().filter(is_page).collect();
    let read = pages.par_iter().filter_map(|path| sources.text(path).ok());
    let words = read.fold(Words::default, |mut words, text| {
        words.add(&text);
        words
    });
    let words = words.reduce(Words::default, Words::join);
    let files = api.files.iter();
    let unmentioned = files.flat_map(|(path, file)| {
        let of_file = words.missing(path, &file.symbols);
        of_file.into_iter().map(move |at| (path.clone(), at))
    });
    (!pages.is_empty()).then(|| Mentions {
        pages: pages.len(),
        unmentioned: unmentioned.collect(),
    })
}

fn is_generator(sources: &dyn Sources, path: &RepoPath) -> bool {
    let known = GENERATORS.iter().find(|(name, _)| *name == path.file_name());
    known.is_some_and(|(_, words)| {
        let text = sources.text(path);
        text.is_ok_and(|text| words.iter().any(|word| text.contains(word)))
    })
}

/// The words of pages, and the modules whose docs they pull in.
#[derive(Default)]
struct Words {
    words: HashSet<Box<str>>,
    /// Those that stand as code.
    coded: HashSet<Box<str>>,
    pulled: Vec<String>,
}

impl Words {
    fn add(&mut self, text: &str) {
        insert(&mut self.words, text);
        let mut fenced = false;
        for line in text.lines() {
            let start = line.trim_start();
            fenced ^= start.starts_with("```") || start.starts_with("~~~");
            // Blocks of code, and what follows the marks of directives, are code as a whole.
            if fenced || line.starts_with("    ") || start.starts_with(".. ") {
                insert(&mut self.coded, line);
            } else {
                let spans = line.replace("``", "`");
                spans
                    .split('`')
                    .skip(1)
                    .step_by(2)
                    .for_each(|span| insert(&mut self.coded, span));
            }
            let pulled = PULLS.iter().find_map(|pull| Some(line.split_once(pull)?.1.trim()));
            self.pulled
                .extend(pulled.filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }

    fn join(mut self, other: Words) -> Words {
        self.words.extend(other.words);
        self.coded.extend(other.coded);
        self.pulled.extend(other.pulled);
        self
    }

    /// The symbols of a file that are not named, although most of those beside them are.
    fn missing(&self, path: &RepoPath, symbols: &[ApiSymbol]) -> Vec<usize> {
        let is_top = |symbol: &ApiSymbol| {
            let whole = matches!(symbol.kind, ApiKind::Crate | ApiKind::Package | ApiKind::Module);
            !whole && symbol.leaf() == symbol.name
        };
        let tops: Vec<usize> = (0..symbols.len()).filter(|at| is_top(&symbols[*at])).collect();
        let is_in = |words: &HashSet<Box<str>>, at: usize| words.contains(symbols[at].leaf());
        let missing: Vec<usize> = tops.iter().copied().filter(|at| !is_in(&self.words, *at)).collect();
        let coded = tops.iter().filter(|at| is_in(&self.coded, **at)).count();
        let known = tops.len() >= LEAST_SIBLINGS && coded * 2 >= tops.len();
        if known && !self.is_pulled(path) {
            missing
        } else {
            Vec::new()
        }
    }

    /// Whether a page pulls in the docs of the whole file, by its dotted name.
    fn is_pulled(&self, path: &RepoPath) -> bool {
        let folder = path.as_str().trim_end_matches("/__init__.py").trim_end_matches(".py");
        let dotted = folder.replace('/', ".");
        self.pulled.iter().any(|name| {
            let rest = dotted.strip_suffix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// Adds the words of a text.
fn insert(set: &mut HashSet<Box<str>>, text: &str) {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    for word in words.filter(|word| !word.is_empty()) {
        if !set.contains(word) {
            set.insert(word.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::model::api::{ApiKind, ApiSymbol};
    use crate::model::span::{LineCol, Region};

    fn missing(page: &str, names: &[&str]) -> Vec<usize> {
        let mut words = Words::default();
        words.add(page);
        let at = LineCol { line: 1, column: 1 };
        let symbol = |name: &&str| ApiSymbol {
            region: Region { start: at, end: at },
            kind: ApiKind::Function,
            name: (*name).to_owned(),
            documented: true,
        };
        words.missing(&"src/pay/cart.py".into(), &names.iter().map(symbol).collect::<Vec<_>>())
    }

    #[test]
    fn what_no_page_names_beside_what_pages_name() {
        let page = "Use `add()`, ``drop_all`` and `total`.";
        assert_eq!(missing(page, &["add", "drop_all", "total", "settle"]), [3]);
        assert!(missing("Use add, drop_all and total.", &["add", "drop_all", "total", "settle"]).is_empty());
        assert_eq!(
            missing("```\nadd; drop_all\n```\n", &["add", "drop_all", "a", "b"]),
            [2, 3]
        );
        assert_eq!(missing(page, &["add", "drop_all", "total", "Cart.settle", "sum"]), [4]);
    }

    #[test]
    fn files_that_pages_do_not_speak_of_and_generated_pages_are_left_alone() {
        assert!(missing("add", &["add", "drop_all", "total", "settle"]).is_empty());
        assert!(missing("add total", &["add", "total", "settle"]).is_empty());
        let page = "`add drop_all total`\n.. automodule:: pay.cart\n";
        assert!(missing(page, &["add", "drop_all", "total", "settle"]).is_empty());
        assert!(
            missing(
                "`add drop_all total`\n::: pay.cart",
                &["add", "drop_all", "total", "settle"]
            )
            .is_empty()
        );
    }
}
