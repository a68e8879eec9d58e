//! The source tree as data: files, the paths they name, the functions they hold. For `architecture.rs` only.
//!
//! Works on tokens, not on text, so that comments and strings never count as code.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::fs;
use std::path::Path;
use std::str::FromStr;
use syn::spanned::Spanned;
use syn::visit::Visit;

/// One file below `src/`.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// Its path from the root of the package: `src/git/diff.rs`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

/// A path that a file names, as far as it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The part behind the prefix that was asked for.
    pub(crate) name: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// Whether it stands in an item that is only compiled for tests.
    pub(crate) in_test: bool,
}

/// A function and how many lines it has, its signature included.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// Its first line, from 1.
    pub(crate) line: usize,
    /// How many lines it has.
    pub(crate) length: usize,
}

/// All Rust files below a folder, by path.
pub(crate) fn read_tree(root: &Path, folder: &str) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = list(&root.join(folder))
        .into_iter()
        .flat_map(|(name, is_folder)| {
            let path = format!("{folder}/{name}");
            if is_folder {
                return read_tree(root, &path);
            }
            if !name.ends_with(".rs") {
                return Vec::new();
            }
            let text = fs::read_to_string(root.join(&path)).expect("a source file can be read");
            vec![SourceFile { path, text }]
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Names in a folder and whether they are folders; nothing when there is no such folder.
pub(crate) fn list(folder: &Path) -> Vec<(String, bool)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<(String, bool)> = entries
        .map(|entry| entry.expect("a folder can be listed"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        .collect();
    names.sort();
    names
}

/// Names of the files with this ending in a folder, the ending left out, sorted.
pub(crate) fn stems(folder: &Path, ending: &str) -> Vec<String> {
    list(folder)
        .into_iter()
        .filter(|(_, is_folder)| !is_folder)
        .filter_map(|(name, _)| name.strip_suffix(ending).map(str::to_owned))
        .collect()
}

impl SourceFile {
    /// The floor it stands on: `git` of `src/git/diff.rs`; `None` for files at the top.
    pub(crate) fn floor(&self) -> Option<&str> {
        let mut parts = self.path.split('/').skip(1);
        let first = parts.next()?;
        parts.next().map(|_| first)
    }

    /// Whether the whole file is only compiled for tests.
    pub(crate) fn is_test(&self) -> bool {
        let ends = |ending: &str| self.path.ends_with(ending);
        ends("/tests.rs") || ends("_tests.rs") || self.path.contains("/tests/")
    }

    /// How many modules deep it stands: 0 for `lib.rs`, 1 for `git/mod.rs`, 2 for `git/diff.rs`.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count() - 1;
        let is_own_module = !self.path.ends_with("/mod.rs") && self.floor().is_some();
        parts - 1 + usize::from(is_own_module)
    }

    /// What it names right behind a prefix: `["std"]` gives `env` for `std::env::var` and for `use std::{env, fs}`.
    pub(crate) fn named_behind(&self, prefix: &[&str]) -> Vec<Named> {
        self.collect(|trees, at, _| behind(trees, at, prefix))
    }

    /// The floors that it names, through `crate::` or through as many `super::` as it takes.
    pub(crate) fn floors_named(&self) -> Vec<Named> {
        let depth = self.depth();
        self.collect(|trees, at, inline| {
            let supers = vec!["super"; depth + inline];
            let is_first = at < 2 || !is_path_separator(trees, at - 2);
            let by_super = if supers.is_empty() || !is_first {
                Vec::new()
            } else {
                behind(trees, at, &supers)
            };
            [behind(trees, at, &["crate"]), by_super].concat()
        })
    }

    /// The crates and modules that paths begin with: `git2` of `git2::Oid`.
    pub(crate) fn path_heads(&self) -> Vec<Named> {
        self.collect(|trees, at, _| {
            let is_first = at < 2 || !is_path_separator(trees, at - 2);
            let is_used = at > 0 && identifier(&trees[at - 1]).is_some_and(|(word, _)| word == "use");
            let is_head = is_first && (is_used || is_path_separator(trees, at + 1));
            identifier(&trees[at]).filter(|_| is_head).into_iter().collect()
        })
    }

    /// Every identifier of its code.
    pub(crate) fn identifiers(&self) -> Vec<Named> {
        self.collect(|trees, at, _| identifier(&trees[at]).into_iter().collect())
    }

    /// Every macro that it calls.
    pub(crate) fn macros(&self) -> Vec<Named> {
        self.collect(|trees, at, _| match trees.get(at + 1) {
            Some(TokenTree::Punct(mark)) if mark.as_char() == '!' => identifier(&trees[at]).into_iter().collect(),
            _ => Vec::new(),
        })
    }

    /// The files that it names as the text of a module: `#[path = "fix_tests.rs"]`.
    pub(crate) fn files_named(&self) -> Vec<String> {
        let found = self.collect(
            |trees, at, _| match (&trees[at], trees.get(at + 1), trees.get(at + 2)) {
                (TokenTree::Ident(word), Some(TokenTree::Punct(_)), Some(TokenTree::Literal(file)))
                    if *word == "path" =>
                {
                    vec![(file.to_string().trim_matches('"').to_owned(), 0)]
                }
                _ => Vec::new(),
            },
        );
        found.into_iter().map(|named| named.name).collect()
    }

    /// The modules that it declares in other files.
    pub(crate) fn modules(&self) -> Vec<String> {
        let found = self.collect(
            |trees, at, _| match (&trees[at], trees.get(at + 1), trees.get(at + 2)) {
                (TokenTree::Ident(word), Some(name), Some(TokenTree::Punct(end)))
                    if *word == "mod" && end.as_char() == ';' =>
                {
                    identifier(name).into_iter().collect()
                }
                _ => Vec::new(),
            },
        );
        found.into_iter().map(|named| named.name).collect()
    }

    /// Its functions and methods, nested ones included.
    pub(crate) fn functions(&self) -> Vec<Function> {
        let mut finder = Functions(Vec::new());
        finder.visit_file(&self.parsed());
        finder.0
    }

    /// The variants of one of its enums.
    pub(crate) fn variants(&self, name: &str) -> Vec<String> {
        let items = self.parsed().items;
        items
            .iter()
            .filter_map(|item| match item {
                syn::Item::Enum(item) if item.ident == name => Some(&item.variants),
                _ => None,
            })
            .flatten()
            .map(|variant| variant.ident.to_string())
            .collect()
    }

    fn parsed(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path))
    }

    /// Asks `find` at every token; it gives the names found there.
    fn collect(&self, find: impl Fn(&[TokenTree], usize, usize) -> Vec<(String, usize)>) -> Vec<Named> {
        let stream = TokenStream::from_str(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path));
        let mut found = Vec::new();
        walk(stream, 0, self.is_test(), &mut |trees, at, inline, in_test| {
            let names = find(trees, at, inline);
            found.extend(names.into_iter().map(|(name, line)| Named { name, line, in_test }));
        });
        found
    }
}

/// Called at each token: its neighbours, its place among them, how many inline modules are around it, whether it is test code.
type Visitor<'a> = dyn FnMut(&[TokenTree], usize, usize, bool) + 'a;

fn walk(stream: TokenStream, inline: usize, in_test: bool, visit: &mut Visitor<'_>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut item_is_test = false;
    for at in 0..trees.len() {
        item_is_test |= is_test_attribute(&trees, at);
        visit(&trees, at, inline, in_test || item_is_test);
        match &trees[at] {
            TokenTree::Group(group) => {
                let deeper = usize::from(group.delimiter() == Delimiter::Brace && opens_module(&trees, at));
                walk(group.stream(), inline + deeper, in_test || item_is_test, visit);
                item_is_test &= group.delimiter() != Delimiter::Brace;
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => item_is_test = false,
            _ => {}
        }
    }
}

fn is_test_attribute(trees: &[TokenTree], at: usize) -> bool {
    match (&trees[at], trees.get(at + 1)) {
        (TokenTree::Punct(mark), Some(TokenTree::Group(group))) if mark.as_char() == '#' => {
            let text = group.stream().to_string().replace(' ', "");
            text == "cfg(test)" || text == "test"
        }
        _ => false,
    }
}

/// Whether the group at `at` is the body of `mod name { .. }`.
fn opens_module(trees: &[TokenTree], at: usize) -> bool {
    at >= 2 && identifier(&trees[at - 2]).is_some_and(|(word, _)| word == "mod")
}

/// What is named at `at` behind a prefix; several names when a group in braces follows.
fn behind(trees: &[TokenTree], at: usize, prefix: &[&str]) -> Vec<(String, usize)> {
    let mut at = at;
    for part in prefix {
        let fits = trees
            .get(at)
            .and_then(identifier)
            .is_some_and(|(word, _)| word == *part);
        if !fits || !is_path_separator(trees, at + 1) {
            return Vec::new();
        }
        at += 3;
    }
    match trees.get(at) {
        Some(TokenTree::Group(group)) => heads(group.stream()),
        Some(tree) => identifier(tree).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The first identifier of each part of `{a::b, c}`.
fn heads(stream: TokenStream) -> Vec<(String, usize)> {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    trees
        .split(|tree| matches!(tree, TokenTree::Punct(mark) if mark.as_char() == ','))
        .filter_map(|part| part.first().and_then(identifier))
        .collect()
}

fn is_path_separator(trees: &[TokenTree], at: usize) -> bool {
    let is_colon = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    is_colon(trees.get(at)) && is_colon(trees.get(at + 1))
}

fn identifier(tree: &TokenTree) -> Option<(String, usize)> {
    match tree {
        TokenTree::Ident(word) => Some((word.to_string(), word.span().start().line)),
        _ => None,
    }
}

/// Collects functions while syn walks a file.
struct Functions(Vec<Function>);

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        let last = block.span().end().line;
        self.0.push(Function {
            name: signature.ident.to_string(),
            line: first,
            length: last - first + 1,
        });
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.add(&item.sig, block);
        }
        syn::visit::visit_trait_item_fn(self, item);
    }
}
