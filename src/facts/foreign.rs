//! Which names belong to the project, and which to others: read from manifests and the standard libraries.

use super::names::Names;
use super::side::Side;
use crate::code::manifest::{dependency_names, project_names};
use crate::config::settings::Settings;
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
    names
}

/// Reads the names of a side's manifests.
pub fn names(side: &Side<'_>, settings: &Settings) -> Names {
    let manifest = |path: &crate::model::path::RepoPath| side.text_at(path.as_str()).map(|text| text.to_string());
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
    Names {
        own,
        foreign,
        library,
        places,
    }
}

/// The name on a line of a list, if there is one.
fn listed(line: &str) -> Option<String> {
    let name = line.trim();
    (!name.is_empty() && !name.starts_with('#')).then(|| name.to_owned())
}
