//! The code files that differ between two sides, read on both.

use super::side::Side;
use crate::code;
use crate::code::find::Wanted;
use crate::model::change::PlacedSymbol;
use crate::model::commit::{PathChange, TouchKind};
use crate::model::evidence::CodePlace;
use crate::model::path::RepoPath;
use crate::model::problem::Problem;
use crate::model::revision::Oid;
use crate::model::source::{CodeFile, FileRole};
use crate::model::symbol::Symbol;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// One version of a changed file.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its path on that side.
    pub path: RepoPath,
    /// What it is for.
    pub role: FileRole,
    /// Its text.
    pub text: Arc<str>,
    /// What was read from it.
    pub code: CodeFile,
    /// The name of its module in parts.
    pub module: Vec<String>,
}

/// A code file that differs between the sides.
#[derive(Clone, Debug)]
pub struct ChangedFile {
    /// The version at base; `None` when the file is new or could not be read.
    pub base: Option<Version>,
    /// The version at head; `None` when the file is gone or could not be read.
    pub head: Option<Version>,
}

impl Version {
    /// The symbols of the file under their qualified names; those of test modules are left out.
    pub fn placed_symbols(&self) -> impl Iterator<Item = PlacedSymbol> + '_ {
        let shipped = self
            .code
            .symbols
            .iter()
            .filter(|symbol| !symbol.markers.iter().any(|marker| marker == "test"));
        shipped.map(|symbol| self.place(symbol))
    }

    /// A symbol of the file under its qualified name.
    pub fn place(&self, symbol: &Symbol) -> PlacedSymbol {
        let qualified = self.module.iter().chain(&symbol.container).chain([&symbol.name]);
        PlacedSymbol {
            path: self.path.clone(),
            qualified: qualified.cloned().collect(),
            symbol: symbol.clone(),
        }
    }

    /// Whether the file gives something the name by an import under that alias (`from .new import new as old`).
    pub fn binds(&self, name: &str) -> bool {
        self.code.imports.iter().any(|import| {
            import.alias.as_deref() == Some(name) && import.target.last().is_none_or(|target| target != name)
        })
    }

    /// One line of the file (from 1) as evidence shows it.
    pub fn code_place(&self, line: u32) -> CodePlace {
        CodePlace {
            path: self.path.clone(),
            line,
            excerpt: self.excerpt(line),
        }
    }

    /// The first line that holds a text; the first of all if none does.
    pub fn code_place_of(&self, text: &str) -> CodePlace {
        let found = self.text.lines().position(|line| line.contains(text));
        self.code_place(u32::try_from(found.unwrap_or_default() + 1).unwrap_or(u32::MAX))
    }

    /// One line of the text, trimmed and cut to what an excerpt may hold.
    pub fn excerpt(&self, line: u32) -> String {
        let text = self
            .text
            .lines()
            .nth((line as usize).saturating_sub(1))
            .unwrap_or_default();
        text.trim().chars().take(200).collect()
    }
}

/// Reads both versions of every changed source file. What cannot be read becomes a problem.
pub fn read(base: &Side<'_>, head: &Side<'_>, changes: &[PathChange]) -> (Vec<ChangedFile>, Vec<Problem>) {
    let rows: Vec<_> = changes
        .par_iter()
        .filter_map(|change| read_one(base, head, change))
        .collect();
    let (files, problems): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    (files, problems.into_iter().flatten().collect())
}

fn read_one(base: &Side<'_>, head: &Side<'_>, change: &PathChange) -> Option<(ChangedFile, Vec<Problem>)> {
    let mut problems = Vec::new();
    let base_path = change.from.as_ref().unwrap_or(&change.path);
    let base = (change.kind != TouchKind::Added)
        .then(|| version(base, base_path, change.base, &mut problems))
        .flatten();
    let is_source = change.kind != TouchKind::Deleted && head.sources.contains_key(&change.path);
    let version_at_head = (change.kind != TouchKind::Deleted)
        .then(|| version(head, &change.path, change.head, &mut problems))
        .flatten();
    // A file that is there and cannot be read is no file that is gone.
    let base = base.filter(|_| version_at_head.is_some() || !is_source);
    let base = base.map(|base| without_lost(without_unread(base, version_at_head.as_ref()), version_at_head.as_ref()));
    let head = version_at_head;
    (base.is_some() || head.is_some() || !problems.is_empty()).then_some((ChangedFile { base, head }, problems))
}

/// Leaves out what base defines when head says of the file that a program wrote it: such files are not read.
fn without_unread(mut base: Version, head: Option<&Version>) -> Version {
    if head.is_some_and(|head| !head.role.is_source()) {
        base.code = CodeFile::default();
    }
    base
}

/// Leaves out what base defines and an odd head file names, but could not be read to define: that is not known to be gone. Of an
/// odd base file only names are known, so that what the head defines within something is not known to be another.
fn without_lost(mut base: Version, head: Option<&Version>) -> Version {
    if let Some(head) = head.filter(|_| !base.code.problems.is_empty()) {
        base.code.symbols.retain(|symbol| {
            let named = || head.code.symbols.iter().filter(|at| at.name == symbol.name);
            named().next().is_none() || named().any(|at| at.container == symbol.container && at.kind == symbol.kind)
        });
    }
    let Some(head) = head.filter(|head| !head.code.problems.is_empty()) else {
        return base;
    };
    let read: HashSet<_> = head.code.symbols.iter().map(|at| (&at.container, &at.name)).collect();
    base.code.symbols.retain(|symbol| {
        read.contains(&(&symbol.container, &symbol.name)) || !Wanted::new([symbol.name.as_str()]).any_in(&head.text)
    });
    base
}

fn version(side: &Side<'_>, path: &RepoPath, blob: Oid, problems: &mut Vec<Problem>) -> Option<Version> {
    let (role, _) = *side.sources.get(path)?;
    let (text, odd) = side
        .code_text(path, blob)
        .map_err(|problem| problems.push(problem))
        .ok()?;
    problems.extend(odd);
    Some(read_version(side, path, role, text, problems))
}

/// Reads the symbols of one text.
pub fn read_version(
    side: &Side<'_>,
    path: &RepoPath,
    role: FileRole,
    text: Arc<str>,
    problems: &mut Vec<Problem>,
) -> Version {
    let role = code::role::refine(role, path, &text);
    let code = if role.is_source() {
        code::reader::read(path, &text)
    } else {
        CodeFile::default()
    };
    // They stay with the file too: whoever looks a name up there must know that it may be missing for that reason.
    for (kind, message) in code.problems.iter().cloned() {
        problems.push(Problem {
            path: Some(path.clone()),
            line: None,
            kind,
            message,
            fatal: false,
        });
    }
    let package = (path.extension() == "go")
        .then(|| code::module_path::go_package(&text))
        .flatten();
    let module = match package {
        Some(package) => vec![package.to_owned()],
        None => code::module_path::module_path(path, side.roots()),
    };
    Version {
        path: path.clone(),
        role,
        text,
        code,
        module,
    }
}
