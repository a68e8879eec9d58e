//! From a file of somebody's settings to the step that adds to it.

use super::site::{Found, names_abreast};
use super::step::Step;

/// Adds to a file with `add`; where that cannot be done for certain somebody has to paste `lines`.
pub(super) fn extend(found: &Found, lines: &str, add: impl FnOnce(&str) -> Option<String>) -> Step {
    let path = found.path;
    let text = match &found.text {
        Ok(text) => text,
        Err(reason) => {
            return Step::Tell(
                format!("{path} cannot be added to: {reason}. What is missing in it:"),
                lines.to_owned(),
            );
        }
    };
    if names_abreast(text) {
        return Step::There(format!("{path} names abreast"));
    }
    match add(text) {
        Some(after) => Step::change(path, text, after),
        None => Step::Tell(
            format!("add this to {path}, which is written in a way that is left to you:"),
            lines.to_owned(),
        ),
    }
}
