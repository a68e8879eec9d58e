//! References: branches, tags and `HEAD`, read from their files.

use super::location::{Location, small_text};
use super::store::parse_id;
use crate::model::revision::Oid;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many references may point to one another, as in git.
const SYMBOLIC_DEPTH: usize = 5;
/// No file of a reference is longer than a path and a little.
const REF_FILE_LIMIT: usize = 8192;
/// How deep folders of references are looked into: git's own limit for a path leaves room for no more.
const FOLDER_DEPTH: usize = 64;
/// No more references of a folder are listed.
const COUNT_LIMIT: usize = 100_000;

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// An object.
    Object(Oid),
    /// The name of another reference.
    Symbolic(String),
}

/// The object a full reference name (`HEAD`, `refs/heads/main`) leads to in the end; `None` when it leads nowhere.
pub(crate) fn follow(location: &Location, name: &str) -> Option<Oid> {
    let mut name = name.to_owned();
    for _ in 0..=SYMBOLIC_DEPTH {
        match target(location, &name)? {
            Target::Object(id) => return Some(id),
            Target::Symbolic(next) => name = next,
        }
    }
    None
}

/// The objects that the references in a folder (`refs/remotes/origin`) lead to.
pub(crate) fn in_folder(location: &Location, folder: &str) -> BTreeSet<Oid> {
    if !is_safe(folder) {
        return BTreeSet::new();
    }
    let mut found = packed_in(location, folder);
    let mut loose = Vec::new();
    list_loose(&location.common_dir, folder, FOLDER_DEPTH, &mut loose);
    for name in loose {
        // As git has it: a file comes before what is packed.
        if let Some(id) = follow(location, &name) {
            found.insert(name, id);
        }
    }
    found.into_values().collect()
}

/// The names of the files of a folder of references.
fn list_loose(root: &Path, folder: &str, depth: usize, names: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        return;
    };
    for entry in entries.flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
            continue;
        };
        let path = format!("{folder}/{name}");
        if kind.is_dir() && depth > 0 {
            list_loose(root, &path, depth - 1, names);
        } else if names.len() < COUNT_LIMIT {
            names.push(path);
        }
    }
}

fn packed_in(location: &Location, folder: &str) -> BTreeMap<String, Oid> {
    let text = small_text(&location.common_dir.join("packed-refs")).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    let named = lines.filter_map(|(id, name)| Some((name.trim_end(), parse_id(id)?)));
    let inside = named.filter(|(name, _)| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
    inside
        .take(COUNT_LIMIT)
        .map(|(name, id)| (name.to_owned(), id))
        .collect()
}

/// Whether a reference leads to a reference for longer than is followed.
pub(crate) fn is_circle(location: &Location, name: &str) -> bool {
    let mut name = name.to_owned();
    for _ in 0..=SYMBOLIC_DEPTH {
        match target(location, &name) {
            Some(Target::Symbolic(next)) => name = next,
            _ => return false,
        }
    }
    true
}

/// What a reference says, without following it further.
pub(crate) fn target(location: &Location, name: &str) -> Option<Target> {
    if !is_safe(name) {
        return None;
    }
    loose(location, name).or_else(|| packed(location, name).map(Target::Object))
}

/// Whether the file of a reference of that name lies where it should.
fn is_safe(name: &str) -> bool {
    !name.is_empty()
        && !name.split('/').any(|part| part.is_empty() || part.starts_with('.'))
        && !name.contains("..")
        && !name.contains(['\\', ':', '\0', '~', '^', '?', '*', '['])
}

fn loose(location: &Location, name: &str) -> Option<Target> {
    let text = [&location.git_dir, &location.common_dir]
        .into_iter()
        .find_map(|dir| small_text(&dir.join(name)))
        .filter(|text| text.len() <= REF_FILE_LIMIT)?;
    match text.strip_prefix("ref:") {
        Some(next) => Some(Target::Symbolic(next.trim().to_owned())),
        None => parse_id(text.split_whitespace().next()?).map(Target::Object),
    }
}

fn packed(location: &Location, name: &str) -> Option<Oid> {
    let text = small_text(&location.common_dir.join("packed-refs"))?;
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(_, found)| found.trim_end() == name)
        .and_then(|(id, _)| parse_id(id))
}
