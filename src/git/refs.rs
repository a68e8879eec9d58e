//! References: branches, tags and `HEAD`, read from their files.

use super::location::{Location, small_text};
use super::store::parse_id;
use crate::model::revision::Oid;

/// How many references may point to one another, as in git.
const SYMBOLIC_DEPTH: usize = 5;
/// No file of a reference is longer than a path and a little.
const REF_FILE_LIMIT: usize = 8192;

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
