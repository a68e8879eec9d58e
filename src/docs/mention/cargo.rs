//! What commands of cargo name of the project that they build.

use super::Found;
use super::word::{is_identifier, is_kebab};
use crate::model::mention::MentionKind;

/// Whether cargo builds what is here, and does not fetch a package of others.
pub(super) fn builds_here(command: &[String]) -> bool {
    let fetches = |word: &String| matches!(word.as_str(), "install" | "add" | "binstall" | "search");
    command.first().is_some_and(|name| name == "cargo") && !command.iter().any(fetches)
}

/// Whether a flag of cargo is followed by the name of a part of what is built.
pub(super) fn names_program(flag: &str) -> bool {
    matches!(flag, "--bin" | "--example" | "--bench" | "--test" | "--package")
}

/// `a-b,c-d`: names of features, each of this project if it has such a one.
pub(super) fn features(word: &str, at: usize, found: &mut Vec<Found>) {
    let mut start = 0;
    for piece in word.split([',', '"', '\'', ' ', ']']) {
        // `package/feature`
        let behind = piece.rfind('/').map_or(0, |slash| slash + 1);
        let name = &piece[behind..];
        if is_kebab(name) || is_identifier(name) {
            let start = at + start + behind;
            found.push(Found::new(start..start + name.len(), MentionKind::Key));
        }
        start += piece.len() + 1;
    }
}
