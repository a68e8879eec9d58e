//! What is said of small trees of files.

mod builds;
mod crates;
mod hostile;
mod lints;
mod macros;
mod modules;
mod names;
mod sections;

use super::super::sources::Sources;
use super::{RustTargets, read};
use crate::code::python_api::PythonOutline;
use crate::code::rust_api::{self, RustOutline};
use crate::model::api::Api;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use std::collections::BTreeMap;
use std::sync::Arc;

const MANIFEST: &str = "[package]\nname = \"a-b\"\nedition = \"2021\"\n";

/// Files in memory.
struct Tree {
    paths: Vec<RepoPath>,
    texts: BTreeMap<RepoPath, Arc<str>>,
}

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
        let texts: BTreeMap<RepoPath, Arc<str>> = files
            .iter()
            .map(|(path, text)| (RepoPath::from(*path), Arc::from(*text)))
            .collect();
        Self {
            paths: texts.keys().cloned().collect(),
            texts,
        }
    }
}

fn problem(path: &RepoPath, kind: ProblemKind, message: String) -> Problem {
    Problem {
        path: Some(path.clone()),
        line: None,
        kind,
        message,
        fatal: false,
    }
}

impl Sources for Tree {
    fn paths(&self) -> &[RepoPath] {
        &self.paths
    }

    fn text(&self, path: &RepoPath) -> Result<Arc<str>, Problem> {
        let text = self.texts.get(path).cloned();
        text.ok_or_else(|| problem(path, ProblemKind::MissingObject, "missing".to_owned()))
    }

    fn rust(&self, path: &RepoPath) -> Result<Arc<RustOutline>, Problem> {
        let outline = rust_api::outline(&self.text(path)?);
        let outline = outline.map_err(|(kind, message)| problem(path, kind, message))?;
        // What is kept between runs says the same as what was read.
        let kept = postcard::to_stdvec(&outline).unwrap();
        assert_eq!(postcard::from_bytes::<RustOutline>(&kept).unwrap(), outline);
        Ok(Arc::new(outline))
    }

    fn python(&self, path: &RepoPath) -> Result<Arc<PythonOutline>, Problem> {
        Err(problem(path, ProblemKind::Unparsed, "no Python here".to_owned()))
    }
}

fn api(files: &[(&str, &str)]) -> Api {
    let mut all = files.to_vec();
    if !files.iter().any(|(path, _)| path.ends_with("Cargo.toml")) {
        all.push(("Cargo.toml", MANIFEST));
    }
    read(&Tree::new(&all), RustTargets::default())
}

/// What lacks documentation, as `file:line kind name`, without the root.
fn found(api: &Api) -> Vec<String> {
    let mut found = Vec::new();
    for (path, file) in &api.files {
        for symbol in file.symbols.iter().filter(|symbol| !symbol.documented) {
            let (line, kind) = (symbol.region.start.line, symbol.kind.id());
            if kind != "crate" {
                found.push(format!("{path}:{line} {kind} {}", symbol.name));
            }
        }
    }
    found
}

/// The same of a tree that can be read without a problem.
fn in_tree(files: &[(&str, &str)]) -> Vec<String> {
    let api = api(files);
    assert_eq!(api.problems, []);
    found(&api)
}

/// What lacks documentation in a library of one file, as `kind name`.
fn of(text: &str) -> Vec<String> {
    let found = in_tree(&[("src/lib.rs", text)]);
    let short = found.iter().filter_map(|found| found.split_once(' '));
    short.map(|(_, symbol)| symbol.to_owned()).collect()
}

/// The kinds of problems of a tree.
fn problems(files: &[(&str, &str)]) -> Vec<ProblemKind> {
    api(files).problems.iter().map(|problem| problem.kind).collect()
}
