//! What `abreast init` has to say, as text: the files it would write, whole or as a difference, and what is left to do by hand.

use super::site::Site;
use super::step::{Step, Write};
use crate::cli::diff;
use crate::render::escape::visible;

/// All steps: what would be written first, what is to be done by hand last.
pub(super) fn steps(site: &Site<'_>, steps: &[Step]) -> String {
    let mut text = String::new();
    for write in steps.iter().filter_map(Step::write) {
        text += &written(site, write);
    }
    for step in steps {
        match step {
            Step::There(what) => text += &line("already there:", what),
            Step::Write(_) | Step::Tell(..) => {}
        }
    }
    for step in steps {
        if let Step::Tell(what, lines) = step {
            text += &line("to do:", what);
            text += &indented(lines);
        }
    }
    text
}

/// A word and what it is about, on a line.
pub(super) fn line(word: &str, what: &str) -> String {
    format!("{word} {}\n", visible(what))
}

fn written(site: &Site<'_>, write: &Write) -> String {
    let shown = write.shown(site);
    match &write.before {
        None => line("new file", &shown) + &indented(&write.after) + "\n",
        Some(before) => line("change", &shown) + &indented(&diff::hunks(before, &write.after)) + "\n",
    }
}

fn indented(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_end_matches('\r').replace('\t', "    "));
    lines
        .map(|line| format!("    {}", visible(&line)).trim_end().to_owned() + "\n")
        .collect()
}
