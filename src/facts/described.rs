//! What the docs say about each file of code: the passages that name it, or that name what it defines for others.
//!
//! Names are tied only where one file can be meant; the rest is counted as unknown. No history is read: a passage that
//! names what is there holds, as far as its names go. Those that `abreast check` finds stale are left out by the caller.

use super::import_graph::Importable;
use super::side::Side;
use crate::code;
use crate::code::outline::PublicName;
use crate::docs;
use crate::model::mention::{Mention, MentionKind};
use crate::model::page::{Page, Passage};
use crate::model::path::RepoPath;
use crate::model::source::FileRole;
use rayon::prelude::*;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A passage that names something of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Described {
    /// The page.
    pub page: RepoPath,
    /// The line, from 1.
    pub line: u32,
    /// The first and last line of the passage.
    pub passage: (u32, u32),
    /// What it names: a path, or a name that the file defines.
    pub name: String,
    /// Whether the file itself is named.
    pub by_path: bool,
}

/// What is known of a file of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// How many lines it has.
    pub lines: usize,
    /// Names that it defines for others, at its top level.
    pub public: Vec<PublicName>,
    /// The files that it imports.
    pub imports: BTreeSet<RepoPath>,
}

/// Files and what is said about them.
#[derive(Debug, Default)]
pub struct Descriptions {
    /// Each file of code that could be read.
    pub outlines: BTreeMap<RepoPath, Outline>,
    /// The passages about each.
    pub passages: BTreeMap<RepoPath, Vec<Described>>,
    /// Mentions that may mean several files, or none.
    pub unknown: usize,
    /// Pages that were read.
    pub pages: usize,
}

impl Descriptions {
    /// The lines of each file.
    pub fn lines(&self) -> HashMap<RepoPath, usize> {
        let outlines = self.outlines.iter();
        outlines.map(|(path, outline)| (path.clone(), outline.lines)).collect()
    }

    /// The files that each file imports.
    pub fn imports(&self) -> HashMap<RepoPath, BTreeSet<RepoPath>> {
        let outlines = self.outlines.iter();
        outlines
            .map(|(path, outline)| (path.clone(), outline.imports.clone()))
            .collect()
    }
}

/// Reads pages and code, and ties the ones to the others. `files` are those of the code that count.
pub fn describe(side: &Side<'_>, files: &[RepoPath]) -> Descriptions {
    let importable = Importable::new(files);
    let outline = |path: &RepoPath| Some((path.clone(), outline(side, path, &importable)?));
    let outlines: BTreeMap<RepoPath, Outline> = files.par_iter().filter_map(outline).collect();
    let names = Names::new(&outlines);
    let pages: Vec<&RepoPath> = side
        .docs
        .iter()
        .filter(|(_, (role, _))| *role == FileRole::Doc)
        .map(|(path, _)| path)
        .collect();
    let read: Vec<(Vec<(RepoPath, Described)>, usize)> =
        pages.par_iter().map(|path| names.of_page(side, path)).collect();
    let mut found = Descriptions {
        pages: pages.len(),
        ..Descriptions::default()
    };
    for (passages, unknown) in read {
        found.unknown += unknown;
        for (file, passage) in passages {
            found.passages.entry(file).or_default().push(passage);
        }
    }
    found.outlines = outlines;
    found
}

fn outline(side: &Side<'_>, path: &RepoPath, importable: &Importable<'_>) -> Option<Outline> {
    let entry = side.snapshot.files.get(path)?;
    let (text, _) = side.code_text(path, entry.blob).ok()?;
    let ships = code::role::classify(path) == FileRole::Code;
    Some(Outline {
        lines: line_count(&text),
        imports: importable.targets(path, &code::imports::imports(path, &text)),
        public: if ships {
            code::outline::outline(path, &text)
        } else {
            Vec::new()
        },
    })
}

/// How many lines a text has, an unfinished last one included.
fn line_count(text: &str) -> usize {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    ends + usize::from(!text.is_empty() && !text.ends_with('\n'))
}

/// Which file defines a name.
struct Names<'a> {
    files: BTreeSet<&'a RepoPath>,
    defined: HashMap<&'a str, Vec<&'a RepoPath>>,
}

impl<'a> Names<'a> {
    fn new(outlines: &'a BTreeMap<RepoPath, Outline>) -> Self {
        let mut defined: HashMap<&str, Vec<&RepoPath>> = HashMap::new();
        for (path, outline) in outlines {
            for name in &outline.public {
                defined.entry(&name.name).or_default().push(path);
            }
        }
        Self {
            files: outlines.keys().collect(),
            defined,
        }
    }

    fn of_page(&self, side: &Side<'_>, path: &RepoPath) -> (Vec<(RepoPath, Described)>, usize) {
        let Some(text) = side.text_at(path.as_str()) else {
            return (Vec::new(), 0);
        };
        let page = docs::read::read(path, &text);
        let own = LazyCell::new(|| docs::example::defined(&page, &text));
        // What an example defines itself is meant by its name, whatever the code calls so too.
        let of_example = |mention: &Mention| mention.parts.first().is_some_and(|part| own.contains(part.as_str()));
        let (mut found, mut unknown) = (Vec::new(), 0);
        for mention in &page.mentions {
            match self.tie(path, mention) {
                Tied::File(_, false) if of_example(mention) => unknown += 1,
                Tied::File(file, by_path) => {
                    let described = described(path, &page, mention, by_path);
                    if page
                        .passages
                        .get(mention.passage as usize)
                        .is_none_or(|passage| !passage.historical)
                    {
                        found.push((file.clone(), described));
                    }
                }
                Tied::Several => unknown += 1,
                Tied::None => {}
            }
        }
        (found, unknown)
    }

    fn tie(&self, page: &RepoPath, mention: &Mention) -> Tied<'_> {
        match mention.kind {
            MentionKind::Path | MentionKind::Link => self.by_path(page, &mention.text),
            MentionKind::Name | MentionKind::Call => self.by_name(mention),
            _ => Tied::None,
        }
    }

    fn by_path(&self, page: &RepoPath, text: &str) -> Tied<'_> {
        let text = text.split(['#', '?']).next().unwrap_or_default();
        let candidates = [RepoPath::join("", text), page.resolve(text)];
        let found = candidates.iter().flatten().find_map(|path| self.files.get(path));
        found.map_or(Tied::None, |file| Tied::File(file, true))
    }

    /// The one file that defines the name, or a container of it: `Client.get` speaks of the file that defines `Client`.
    fn by_name(&self, mention: &Mention) -> Tied<'_> {
        for (at, part) in mention.parts.iter().enumerate().rev() {
            let Some(files) = self.defined.get(part.as_str()) else {
                continue;
            };
            if let [file] = files[..] {
                return Tied::File(file, false);
            }
            let module = mention.parts[..at].join("/");
            let mut fitting = files.iter().filter(|file| at > 0 && is_module(file, &module));
            return match (fitting.next(), fitting.next()) {
                (Some(file), None) => Tied::File(file, false),
                _ => Tied::Several,
            };
        }
        Tied::None
    }
}

/// What a mention is tied to.
enum Tied<'a> {
    File(&'a RepoPath, bool),
    Several,
    None,
}

/// Whether a file is the module of that path, from wherever the sources begin.
fn is_module(file: &RepoPath, module: &str) -> bool {
    let stem = file.as_str().rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let stem = ["/__init__", "/mod", "/index"]
        .iter()
        .find_map(|end| stem.strip_suffix(end))
        .unwrap_or(stem);
    stem == module || stem.strip_suffix(module).is_some_and(|before| before.ends_with('/'))
}

fn described(path: &RepoPath, page: &Page, mention: &Mention, by_path: bool) -> Described {
    let passage: Option<&Passage> = page.passages.get(mention.passage as usize);
    Described {
        page: path.clone(),
        line: mention.line,
        passage: passage.map_or((mention.line, mention.line), |passage| passage.lines),
        name: mention.text.clone(),
        by_path,
    }
}
