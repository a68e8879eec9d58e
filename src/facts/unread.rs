//! Text files that no reader reads: sources in a language of the project's own, templates, data. A word that one of them holds is not
//! known to be gone.

use super::side::Side;
use super::stale::{Fault, Stale};
use crate::code::role::classify;
use crate::model::path::RepoPath;
use crate::model::revision::Oid;
use crate::model::source::FileRole;
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Larger files hold data.
const MAX_BYTES: usize = 1 << 20;

/// Endings of files that are no text, that only repeat what others say, or that show what was once.
const LEFT_OUT: &[&str] = &[
    "avif", "bmp", "csv", "eot", "gif", "gz", "ico", "ipynb", "jpeg", "jpg", "lock", "map", "mo", "mp3", "mp4", "otf",
    "pdf", "png", "po", "pot", "snap", "svg", "tgz", "ttf", "wasm", "webm", "webp", "woff", "woff2", "zip",
];

/// Drops the names that such a file holds.
pub(super) fn drop_held(head: &Side<'_>, stale: &mut Vec<Stale>) {
    let wanted = stale.iter().filter_map(name_of).map(str::to_owned).collect();
    let read = |path: &RepoPath| head.sources.contains_key(path) || head.docs.contains_key(path);
    let files = head
        .snapshot
        .files
        .iter()
        .filter(|(path, _)| !read(path) && may_hold_names(path))
        .map(|(path, entry)| (path, entry.blob));
    let held = held_by(head, files.collect(), wanted);
    stale.retain(|row| name_of(row).is_none_or(|name| !held.contains(name)));
}

/// Those of the names that some of these files hold as whole words; files that are no text or large hold none.
pub(super) fn held_by(head: &Side<'_>, files: Vec<(&RepoPath, Oid)>, wanted: BTreeSet<String>) -> BTreeSet<String> {
    let wanted: Vec<String> = wanted.into_iter().collect();
    let Some(finder) = AhoCorasick::new(&wanted).ok().filter(|_| !wanted.is_empty()) else {
        return BTreeSet::new();
    };
    let held: BTreeSet<usize> = files
        .par_iter()
        .flat_map_iter(|(path, blob)| {
            let text = head.text(path, *blob).ok().filter(|text| text.len() <= MAX_BYTES);
            let text = text.as_deref().unwrap_or_default();
            let hits = finder
                .find_overlapping_iter(text)
                .filter(|hit| is_word(text, hit.start(), hit.end()));
            hits.map(|hit| hit.pattern().as_usize()).collect::<BTreeSet<usize>>()
        })
        .collect();
    held.into_iter().map(|at| wanted[at].clone()).collect()
}

/// The name of which no code is left.
fn name_of(row: &Stale) -> Option<&str> {
    match &row.fault {
        Fault::Dead(death) if death.leaves_nothing() => Some(&death.name),
        _ => None,
    }
}

/// Whether a file may hold names of code: what changelogs, licences and copies of others hold says nothing about today.
fn may_hold_names(path: &RepoPath) -> bool {
    classify(path) == FileRole::Other && path.file_name().contains('.') && !LEFT_OUT.contains(&path.extension())
}

/// Whether a hit is no part of a longer word.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let inner = |c: char| c.is_alphanumeric() || c == '_';
    let before = text[..start].chars().next_back();
    let behind = text[end..].chars().next();
    !before.is_some_and(inner) && !behind.is_some_and(inner)
}

#[cfg(test)]
mod tests {
    use super::may_hold_names;

    #[test]
    fn sources_of_unknown_languages_may_hold_names_and_pictures_may_not() {
        for path in ["units/money.nbt", "units/length.nbt"] {
            assert!(may_hold_names(&path.into()), "{path}");
        }
        for path in [
            "logo.svg",
            "LICENSE",
            "CHANGES.txt",
            "src/cart.py",
            "vendor/a/money.nbt",
        ] {
            assert!(!may_hold_names(&path.into()), "{path}");
        }
    }
}
