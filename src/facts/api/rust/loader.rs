//! The files of one crate: read once, numbered, and read ahead several at a time.

use super::super::sources::Sources;
use super::build::Build;
use crate::code::rust_api::{Item, RustOutline, Shape, Tokens, Truth};
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A crate has no more files than this.
const MOST_FILES: usize = 50_000;

/// Where the modules of a file are looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    /// The folder of the file, with the modules that stand around.
    pub(super) path: String,
    /// The folder within that for modules of a file that is not `mod.rs`, by its name.
    pub(super) own: Option<String>,
}

impl Folder {
    /// That of a file that is the root of something: `lib.rs`, `mod.rs`, what a `#[path]` names.
    pub(super) fn of_root(file: &RepoPath) -> Self {
        Self {
            path: file.parent().to_owned(),
            own: None,
        }
    }

    /// That of the file of a module; `file` is `name.rs` or `name/mod.rs`.
    pub(super) fn of_module(file: &RepoPath) -> Self {
        Self {
            path: file.parent().to_owned(),
            own: (file.file_name() != "mod.rs").then(|| file.stem().to_owned()),
        }
    }

    /// That of a module with its items in braces.
    pub(super) fn within(&self, name: &str, path: Option<&str>) -> Self {
        let inner = match path {
            Some(path) => format!("{}/{path}", self.path),
            None => format!("{}/{name}", self.modules()),
        };
        Self { path: inner, own: None }
    }

    fn modules(&self) -> String {
        match &self.own {
            Some(own) => format!("{}/{own}", self.path),
            None => self.path.clone(),
        }
    }

    /// The file of `mod name;` and the folder for its own modules; without one, where it was looked for.
    ///
    /// # Errors
    /// Where the file should be.
    pub(super) fn find(
        &self,
        name: &str,
        path: Option<&str>,
        sources: &dyn Sources,
    ) -> Result<(RepoPath, Folder), String> {
        if let Some(path) = path {
            let path = path.replace('\\', "/");
            let file = RepoPath::join(&self.path, &path).filter(|file| sources.has(file.as_str()));
            return file.map(|file| (file.clone(), Folder::of_root(&file))).ok_or(path);
        }
        let folder = self.modules();
        let names = [format!("{name}.rs"), format!("{name}/mod.rs")];
        let files = names.iter().filter_map(|name| RepoPath::join(&folder, name));
        let file = files.into_iter().find(|file| sources.has(file.as_str()));
        file.map(|file| (file.clone(), Folder::of_module(&file)))
            .ok_or_else(|| format!("{}/{name}.rs", folder.trim_start_matches('/')))
    }
}

/// A file that was read, or not.
type Read = Option<Arc<RustOutline>>;

/// The files of one crate.
pub(super) struct Loader<'s> {
    /// Where they come from.
    pub(super) sources: &'s dyn Sources,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
    /// The paths of files by number less one.
    paths: Vec<RepoPath>,
    known: HashMap<RepoPath, (u32, Read)>,
}

impl<'s> Loader<'s> {
    /// Without any file.
    pub(super) fn new(sources: &'s dyn Sources) -> Self {
        Self {
            sources,
            problems: Vec::new(),
            paths: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// The path of a file by its number.
    pub(super) fn path(&self, file: u32) -> Option<&RepoPath> {
        self.paths.get((file as usize).checked_sub(1)?)
    }

    /// Adds a problem of a file.
    pub(super) fn problem(&mut self, path: &RepoPath, line: Option<u32>, kind: ProblemKind, message: String) {
        self.problems.push(Problem {
            path: Some(path.clone()),
            line,
            kind,
            message,
            fatal: false,
        });
    }

    /// A file with its number; `None` if it cannot be read, which was said then.
    pub(super) fn load(&mut self, path: &RepoPath) -> Option<(u32, Arc<RustOutline>)> {
        if !self.known.contains_key(path) {
            let read = self.sources.rust(path);
            self.remember(path, read);
        }
        let (file, read) = self.known.get(path)?;
        Some((*file, read.clone()?))
    }

    fn remember(&mut self, path: &RepoPath, read: Result<Arc<RustOutline>, Problem>) {
        self.paths.push(path.clone());
        let number = u32::try_from(self.paths.len()).unwrap_or(u32::MAX);
        let read = match read {
            Ok(outline) => {
                for (line, what) in &outline.faults {
                    let message = format!("line {line}: {what}; the rest was read");
                    self.problem(path, Some(*line), ProblemKind::Unparsed, message);
                }
                Some(outline)
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        };
        self.known.insert(path.clone(), (number, read));
    }

    /// Reads the files that a root leads to by `mod name;`, those of one distance at a time and side by side.
    pub(super) fn read_ahead(&mut self, root: &RepoPath, build: &Build) {
        let mut next: Vec<(RepoPath, Folder)> = vec![(root.clone(), Folder::of_root(root))];
        while !next.is_empty() && self.known.len() < MOST_FILES {
            let sources = self.sources;
            let read: Vec<_> = next
                .par_iter()
                .map(|(path, folder)| (path, folder, sources.rust(path)))
                .collect();
            let mut found = Vec::new();
            for (path, folder, read) in read {
                if let Ok(outline) = &read {
                    declared(&outline.items, folder, build, sources, &mut found);
                }
                self.remember(path, read);
            }
            let mut once = BTreeSet::new();
            found.retain(|(path, _)| !self.known.contains_key(path) && once.insert(path.clone()));
            next = found;
        }
    }

    /// The names that imports of all files that were read give to something of another name: the new one, and the old one.
    pub(super) fn renamed(&self) -> Vec<(Box<str>, Box<str>)> {
        let mut found = Vec::new();
        for path in &self.paths {
            if let Some((_, Some(outline))) = self.known.get(path) {
                renamed(&outline.items, &mut found);
            }
        }
        found
    }

    /// The macros in all files that were read, in the order of reading: name, rules, file.
    pub(super) fn macros(&self, build: &Build) -> Vec<(Box<str>, Tokens, u32)> {
        let mut found = Vec::new();
        for path in &self.paths {
            if let Some((file, Some(outline))) = self.known.get(path) {
                defined(&outline.items, *file, build, &mut found);
            }
        }
        found
    }
}

/// The new names that imports give: the new one, and the last part of what it was.
fn renamed(items: &[Item], found: &mut Vec<(Box<str>, Box<str>)>) {
    for item in items {
        match &item.shape {
            Shape::Use(imports) => {
                let named = imports
                    .iter()
                    .filter_map(|import| Some((import.name.clone()?, import.path.last()?.clone())));
                found.extend(named.filter(|(new, old)| new != old));
            }
            Shape::Module(Some(items)) => renamed(items, found),
            _ => {}
        }
    }
}

/// The files of modules that items declare.
fn declared(
    items: &[Item],
    folder: &Folder,
    build: &Build,
    sources: &dyn Sources,
    found: &mut Vec<(RepoPath, Folder)>,
) {
    for item in items {
        let Shape::Module(inside) = &item.shape else { continue };
        let seen = build.seen(&item.attributes);
        if seen.active == Truth::No {
            continue;
        }
        match inside {
            Some(items) => declared(items, &folder.within(&item.name, seen.path), build, sources, found),
            None => found.extend(folder.find(&item.name, seen.path, sources)),
        }
    }
}

fn defined(items: &[Item], file: u32, build: &Build, found: &mut Vec<(Box<str>, Tokens, u32)>) {
    for item in items {
        let inside = match &item.shape {
            Shape::Rules(rules) => {
                if build.seen(&item.attributes).active != Truth::No {
                    found.push((item.name.clone(), rules.clone(), file));
                }
                continue;
            }
            Shape::Module(Some(items)) => items,
            _ => continue,
        };
        if build.seen(&item.attributes).active != Truth::No {
            defined(inside, file, build, found);
        }
    }
}
