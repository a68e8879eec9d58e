//! Which names belong to the project, and which to others: read from manifests and the standard libraries.

use super::side::Side;
use super::tie::Names;
use crate::code::manifest::{dependency_names, is_manifest, project_names};

/// Top-level modules of Python's standard library.
const PYTHON_STANDARD: &str = include_str!("../../rules/languages/python/standard-modules.txt");
/// Crates that every Rust program can name.
const RUST_STANDARD: &[&str] = &["std", "core", "alloc", "proc_macro", "test"];
/// More manifests than this are not read: it is then not one project.
const MAX_MANIFESTS: usize = 2_000;

/// Reads the names of a side's manifests.
pub fn names(side: &Side<'_>) -> Names {
    let mut names = Names::default();
    let standard = PYTHON_STANDARD.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    names.foreign.extend(standard.chain(RUST_STANDARD.iter().copied()).map(str::to_owned));
    for path in side.snapshot.files.keys().filter(|path| is_manifest(path)).take(MAX_MANIFESTS) {
        if let Some(text) = side.text_at(path.as_str()) {
            names.own.extend(project_names(path, &text));
            names.foreign.extend(dependency_names(path, &text));
        }
    }
    let packages = side.sources.keys().filter(|path| path.file_name() == "__init__.py");
    names.own.extend(packages.filter_map(|path| path.parent().rsplit('/').next().map(str::to_owned)));
    names
}
