//! Which modules of a tree are public, and what they pass on.

use super::{PythonConventions, read};
use crate::code::python_api::{PythonOutline, outline};
use crate::code::rust_api::RustOutline;
use crate::facts::api::sources::Sources;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use std::collections::BTreeMap;
use std::sync::Arc;

struct Tree {
    paths: Vec<RepoPath>,
    texts: BTreeMap<RepoPath, &'static str>,
}

impl Tree {
    fn new(files: &[(&str, &'static str)]) -> Self {
        let texts: BTreeMap<RepoPath, &str> = files.iter().map(|(path, text)| (RepoPath::new(*path), *text)).collect();
        Self {
            paths: texts.keys().cloned().collect(),
            texts,
        }
    }

    /// Public symbols, `path:name`; those without documentation with a minus.
    fn symbols(&self, reexports: bool) -> Vec<String> {
        let api = read(self, &self.paths, PythonConventions { reexports });
        let mut symbols = Vec::new();
        for (path, file) in &api.files {
            for symbol in &file.symbols {
                let mark = if symbol.documented { "" } else { "-" };
                symbols.push(format!("{}:{mark}{} {}", path.as_str(), symbol.kind.id(), symbol.name));
            }
        }
        symbols
    }
}

fn problem(path: &RepoPath, (kind, message): (ProblemKind, String)) -> Problem {
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
        Ok(Arc::from(self.texts[path]))
    }

    fn rust(&self, path: &RepoPath) -> Result<Arc<RustOutline>, Problem> {
        Err(problem(path, (ProblemKind::Unparsed, String::new())))
    }

    fn python(&self, path: &RepoPath) -> Result<Arc<PythonOutline>, Problem> {
        outline(self.texts[path])
            .map(Arc::new)
            .map_err(|fault| problem(path, fault))
    }
}

#[test]
fn a_part_with_an_underscore_makes_a_module_private_within_its_package_only() {
    let tree = Tree::new(&[
        ("src/_x/a.py", ""),
        ("src/p/__init__.py", "'doc'"),
        ("src/p/__main__.py", ""),
        ("src/p/_q.py", ""),
        ("src/p/_r/__init__.py", ""),
        ("src/p/_r/a.py", ""),
        ("src/p/s/_t.py", ""),
        ("src/p/s/a.py", ""),
        ("src/p/b.pyi", ""),
    ]);
    let expected = [
        "src/_x/a.py:-module a",
        "src/p/__init__.py:package p",
        "src/p/__main__.py:-module __main__",
        "src/p/s/a.py:-module a",
    ];
    assert_eq!(tree.symbols(false), expected);
}

#[test]
fn names_passed_on_are_public_where_they_are_defined_if_asked_for() {
    let tree = Tree::new(&[
        (
            "p/__init__.py",
            "'d'\nfrom ._a import f as f\nfrom ._b import g, C\nfrom ._d import *\n__all__ = ['C', 'h', 'f']\n",
        ),
        ("p/_a.py", "__all__ = ['z']\ndef f(): pass\ndef z(): pass\n"),
        ("p/_b.py", "from ._c import C\n__all__ = ['C', 'g']\ndef g(): pass\n"),
        ("p/_c.py", "class C:\n  def m(self): pass\nclass D: pass\n"),
        ("p/_d.py", "from p._c import D as D\ndef h(): pass\ndef i(): pass\n"),
    ]);
    assert_eq!(tree.symbols(false), ["p/__init__.py:package p"]);
    let expected = [
        "p/__init__.py:package p",
        "p/_a.py:-function f",
        "p/_c.py:-class C",
        "p/_c.py:-method C.m",
        "p/_d.py:-function h",
    ];
    assert_eq!(tree.symbols(true), expected);
}

#[test]
fn imports_in_circles_end() {
    let tree = Tree::new(&[
        ("p/__init__.py", "from ._a import *\nfrom . import x as x\n"),
        ("p/_a.py", "from ._b import *\nfrom ...... import y as y\n"),
        ("p/_b.py", "from ._a import *\ndef f(): 'd'\n"),
    ]);
    assert_eq!(tree.symbols(true), ["p/__init__.py:-package p", "p/_b.py:function f"]);
}

#[test]
fn a_file_that_cannot_be_read_is_a_problem_and_the_others_are_read() {
    let tree = Tree::new(&[("a.py", "print 'x'\n"), ("b.py", "'doc'\n")]);
    let api = read(&tree, &tree.paths, PythonConventions::default());
    assert_eq!((api.files.len(), api.problems.len()), (1, 1));
    assert_eq!(api.problems[0].kind, ProblemKind::Unparsed);
}
