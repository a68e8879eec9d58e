//! Which names belong to the project, and which to others: read from manifests and the standard libraries.

use super::names::Names;
use super::side::Side;
use crate::code::manifest::{dependency_names, project_names};
use crate::config::settings::Settings;
use crate::model::path::RepoPath;
use crate::model::source::FileRole;
use std::collections::BTreeSet;

/// Top-level modules of Python's standard library.
const PYTHON_STANDARD: &str = include_str!("../../rules/languages/python/standard-modules.txt");
/// Crates that every Rust program can name.
const RUST_STANDARD: &[&str] = &["std", "core", "alloc", "proc_macro", "test"];

/// Objects that every script can name and none adds members to.
const BROWSER: &[&str] = &["JSON", "Math", "console", "document", "localStorage", "navigator"];

/// Exceptions and warnings that are part of Python itself.
const PYTHON_EXCEPTIONS: &str = include_str!("../../rules/languages/python/builtin-exceptions.txt");

/// The names of both sides together: a dependency that was dropped is still another project's.
pub fn names_of_both(base: &Side<'_>, head: &Side<'_>, settings: &Settings) -> Names {
    let (before, mut names) = (names(base, settings), names(head, settings));
    names.own.extend(before.own);
    names.foreign.extend(before.foreign);
    names.places.extend(before.places);
    give_away(&mut names, head);
    names
}

/// Packages of Python that put modules of another project in the place of their own: their names are that one's.
fn give_away(names: &mut Names, side: &Side<'_>) {
    let package = |path: &RepoPath| {
        let folder = path.parent().rsplit('/').next().unwrap_or_default().to_owned();
        (path.file_name() == "__init__.py" && path.parent().matches('/').count() < 2).then_some(folder)
    };
    let replaced = side.sources.keys().filter_map(|path| {
        let package = package(path).filter(|package| names.own.contains(package) || names.places.contains(package))?;
        let text = side.text_at(path.as_str())?;
        let given = |line: &str| line.trim_start().starts_with("sys.modules[") && line.contains(']');
        (text.contains("= sys.modules[") && text.lines().any(given)).then_some(package)
    });
    for package in replaced.collect::<Vec<_>>() {
        names.own.remove(&package);
        names.places.remove(&package);
        names.foreign.insert(package);
    }
}

/// Reads the names of a side's manifests.
pub fn names(side: &Side<'_>, settings: &Settings) -> Names {
    let manifest = |path: &RepoPath| side.text_at(path.as_str()).map(|text| text.to_string());
    let own = project_names(side.snapshot.files.keys(), manifest);
    let mut foreign = dependency_names(side.snapshot.files.keys(), manifest);
    foreign.extend(settings.foreign.iter().cloned());
    let code = side.sources.iter().filter(|(_, (role, _))| *role == FileRole::Code);
    let places = code.flat_map(|(path, _)| {
        path.parent()
            .split('/')
            .chain([path.stem()])
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    let places: BTreeSet<String> = places.collect();
    // Of a language in which nothing is written here, nothing is meant.
    let written_in = |extension: &str| side.sources.keys().any(|path| path.extension() == extension);
    let library: BTreeSet<String> = PYTHON_STANDARD.lines().filter_map(listed).collect();
    if written_in("py") {
        foreign.extend(
            PYTHON_STANDARD
                .lines()
                .chain(PYTHON_EXCEPTIONS.lines())
                .filter_map(listed),
        );
    }
    if ["js", "ts", "tsx", "mjs"].into_iter().any(written_in) {
        foreign.extend(BROWSER.iter().copied().map(str::to_owned));
    }
    if written_in("rs") {
        foreign.extend(RUST_STANDARD.iter().copied().map(str::to_owned));
    }
    let mut names = Names {
        own,
        foreign,
        library,
        places,
    };
    give_away(&mut names, side);
    names
}

/// The name on a line of a list, if there is one.
fn listed(line: &str) -> Option<String> {
    let name = line.trim();
    (!name.is_empty() && !name.starts_with('#')).then(|| name.to_owned())
}
