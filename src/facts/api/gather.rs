//! Reads the API of a tree: which files are part of it, both languages, and the comments in code that are meant for abreast.

use super::mentions::{self, Mentions};
use super::python::{self, PythonConventions};
use super::rust::{self, RustTargets};
use super::sources::Sources;
use crate::code::role::classify;
use crate::config::settings::Settings;
use crate::docs::directive;
use crate::model::api::{Api, ApiFile, ApiSymbol};
use crate::model::page::{Directive, DocFormat};
use crate::model::path::RepoPath;
use crate::model::source::FileRole;
use crate::model::span::LineIndex;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Files that say of a folder that it is the source of a Python package, not the package itself.
const PYTHON_SOURCES: &[&str] = &["pyproject.toml", "setup.py", "setup.cfg"];

/// Whether a file of this name is needed to know the API of a tree.
pub fn is_wanted(name: &str) -> bool {
    let ends = [".rs", ".py"].iter().any(|ending| name.ends_with(ending));
    ends || mentions::is_wanted(name) || name == "Cargo.toml" || name == "py.typed" || PYTHON_SOURCES.contains(&name)
}

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Files that count; all when it always says yes.
    pub chosen: &'a (dyn Fn(&RepoPath) -> bool + Sync),
    /// What is excluded, and more.
    pub settings: &'a Settings,
    /// Which targets of Rust packages.
    pub targets: RustTargets,
    /// What is public in Python.
    pub conventions: PythonConventions,
    /// Whether tests, examples and scripts are part of it too.
    pub everything: bool,
    /// Whether pages are read for what they say of it.
    pub mentions: bool,
    /// Whether the lines of code that findings may be about are needed.
    pub excerpts: bool,
}

impl<'a> Wanted<'a> {
    /// Libraries, as linters and compilers see them.
    pub fn new(settings: &'a Settings, chosen: &'a (dyn Fn(&RepoPath) -> bool + Sync)) -> Self {
        Self {
            chosen,
            settings,
            targets: RustTargets::default(),
            conventions: PythonConventions::default(),
            everything: false,
            mentions: true,
            excerpts: true,
        }
    }
}

/// An API, with what is needed to show findings about it.
#[derive(Debug, Default)]
pub struct ApiFacts {
    /// The symbols and what is wrong with their docs.
    pub api: Api,
    /// Comments in code that are meant for abreast.
    pub directives: BTreeMap<RepoPath, Vec<Directive>>,
    /// Lines of code that findings may be about, by file and line from 1.
    pub lines: BTreeMap<RepoPath, BTreeMap<u32, String>>,
    /// What pages say of it; `None` when there are none, or nobody asked.
    pub mentions: Option<Mentions>,
    /// All files of the tree that an API may come from.
    pub paths: BTreeSet<RepoPath>,
    /// Python files that are no part of any package: tests, scripts and the like.
    pub left_out: usize,
}

impl ApiFacts {
    /// The text of a line, if a finding may be about it.
    pub fn line(&self, path: &RepoPath, line: u32) -> &str {
        let lines = self.lines.get(path);
        lines.and_then(|lines| lines.get(&line)).map_or("", String::as_str)
    }
}

/// Reads the API of a tree.
pub fn gather(sources: &dyn Sources, wanted: &Wanted<'_>) -> ApiFacts {
    let counts = |path: &RepoPath| !wanted.settings.is_excluded(path) && !wanted.settings.is_code_excluded(path);
    let (modules, left_out) = python_modules(sources, wanted);
    let modules: Vec<RepoPath> = modules.into_iter().filter(|path| counts(path)).collect();
    let (mut api, of_python) = rayon::join(
        || rust::read(sources, wanted.targets),
        || python::read(sources, &modules, wanted.conventions),
    );
    api.files.extend(of_python.files);
    api.problems.extend(of_python.problems);
    api.files.retain(|path, _| counts(path) && (wanted.chosen)(path));
    api.problems.retain(|problem| {
        problem
            .path
            .as_ref()
            .is_none_or(|path| counts(path) && (wanted.chosen)(path))
    });
    api.problems.sort();
    api.problems.dedup();
    let is_read = |path: &RepoPath| wanted.excerpts || sources.may_have_comments(path);
    let read = |(path, file): (&RepoPath, &ApiFile)| match is_read(path) {
        true => read(sources, path, file),
        false => Read::default(),
    };
    let read: Vec<Read> = api.files.par_iter().map(read).collect();
    let mut facts = ApiFacts {
        left_out,
        paths: sources.paths().iter().cloned().collect(),
        ..ApiFacts::default()
    };
    for (path, of) in api.files.keys().zip(read) {
        if !of.directives.is_empty() {
            facts.directives.insert(path.clone(), of.directives);
        }
        if !of.lines.is_empty() {
            facts.lines.insert(path.clone(), of.lines);
        }
    }
    let is_asked = wanted.mentions;
    facts.mentions = is_asked
        .then(|| mentions::read(sources, wanted.settings, &api))
        .flatten();
    facts.api = api;
    facts
}

/// What is read of the text of a file for which something may be found.
#[derive(Default)]
struct Read {
    directives: Vec<Directive>,
    lines: BTreeMap<u32, String>,
}

fn read(sources: &dyn Sources, path: &RepoPath, file: &ApiFile) -> Read {
    let bare = file.symbols.iter().filter(|symbol| !symbol.documented);
    let shown: BTreeSet<u32> = bare
        .map(|symbol: &ApiSymbol| symbol.region.start.line)
        .chain(file.faults.iter().map(|fault| fault.region.start.line))
        .collect();
    if shown.is_empty() {
        return Read::default();
    }
    let Ok(text) = sources.text(path) else {
        return Read::default();
    };
    let lines = (1..).zip(text.lines()).filter(|(line, _)| shown.contains(line));
    Read {
        lines: lines.map(|(line, text)| (line, text.to_owned())).collect(),
        directives: match text.contains("abreast:") {
            true => directive::find(&text, DocFormat::Plain, &LineIndex::new(&text)),
            false => Vec::new(),
        },
    }
}

/// The modules of Python that are part of an API, and how many files are not.
///
/// In an unpacked package everything is, as linters see it. In a source tree (one with a manifest, be it of Rust) the files of
/// packages are, and modules beside a manifest of Python or in its `src`, unless they are tests, examples or scripts.
fn python_modules(sources: &dyn Sources, wanted: &Wanted<'_>) -> (Vec<RepoPath>, usize) {
    let paths = sources.paths();
    let all = || paths.iter().filter(|path| path.extension() == "py");
    let is_manifest = |path: &&RepoPath| PYTHON_SOURCES.contains(&path.file_name());
    let homes: BTreeSet<&str> = paths.iter().filter(is_manifest).map(RepoPath::parent).collect();
    let is_source = !homes.is_empty() || paths.iter().any(|path| path.file_name() == "Cargo.toml");
    if wanted.everything || !is_source {
        return (all().cloned().collect(), 0);
    }
    let is_part = |path: &&RepoPath| {
        let folder = path.parent();
        let in_package = sources.has(&join(folder, "__init__.py"));
        let is_home = |home: &&str| {
            let below = match *home {
                "" => Some(folder),
                home if folder == home => Some(""),
                home => folder.strip_prefix(home).and_then(|rest| rest.strip_prefix('/')),
            };
            below.is_some_and(|below| below.is_empty() || below == "src" || below.starts_with("src/"))
        };
        classify(path) == FileRole::Code && path.file_name() != "setup.py" && (in_package || homes.iter().any(is_home))
    };
    let part: Vec<RepoPath> = all().filter(is_part).cloned().collect();
    let left_out = all().count() - part.len();
    (part, left_out)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}
