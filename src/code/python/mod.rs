//! Reads Python: the tree of the grammar, asked by `rules/languages/python/symbols.scm`.
//!
//! What the query finds comes in the order of the text; a stack of scopes says what stands around it. Nothing recurses.

mod conventions;
mod definition;
mod export;
mod import;
mod interface;
mod signature;
mod walk;

use super::draft::Source;
use crate::model::problem::ProblemKind;
use crate::model::source::CodeFile;
use std::ops::ControlFlow;
use std::sync::OnceLock;
use tree_sitter::{Language, Node, ParseOptions, ParseState, Parser, Query, QueryCursor, StreamingIterator, Tree};
use walk::Walk;

/// A run of continued lines beyond this makes the grammar quadratic.
const MOST_CONTINUED_LINES: usize = 2_000;
/// How often the parser may report progress for each kilobyte of text; ordinary files need a tenth of it.
const STEPS_PER_KILOBYTE: usize = 200;

/// Everything that a file defines and imports.
pub(crate) fn read(source: &Source<'_>) -> CodeFile {
    let Some(query) = query() else {
        return failed("the query of the language cannot be compiled");
    };
    let Some(tree) = parse(source.text) else {
        return failed("the text costs more to parse than the reader allows");
    };
    let mut walk = Walk::new(source);
    for (kind, node) in places(query, &tree, source.text) {
        walk.take(kind, node);
    }
    let mut file = walk.finish();
    if tree.root_node().has_error() {
        let message = match first_error(&tree) {
            Some(line) => format!("syntax error at line {line}; what could be read was read"),
            None => "syntax error; what could be read was read".to_owned(),
        };
        file.problems.push((ProblemKind::Unparsed, message));
    }
    file
}

fn failed(message: &str) -> CodeFile {
    CodeFile {
        problems: vec![(ProblemKind::TooComplex, message.to_owned())],
        ..CodeFile::default()
    }
}

/// The compiled query; `None` only if the embedded file is broken, which a test rules out.
fn query() -> Option<&'static Query> {
    static QUERY: OnceLock<Option<Query>> = OnceLock::new();
    let compile = || Query::new(&language(), include_str!("../../../rules/languages/python/symbols.scm")).ok();
    QUERY.get_or_init(compile).as_ref()
}

fn language() -> Language {
    tree_sitter_python::LANGUAGE.into()
}

/// Parses with a budget counted in steps and not in time, so that the same text gives the same result on any machine.
fn parse(text: &str) -> Option<Tree> {
    if longest_continuation(text) > MOST_CONTINUED_LINES {
        return None;
    }
    let mut parser = Parser::new();
    parser.set_language(&language()).ok()?;
    let mut left = (text.len() / 1024 + 10) * STEPS_PER_KILOBYTE;
    let mut count = |_: &ParseState| {
        left = left.saturating_sub(1);
        if left == 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let options = ParseOptions::new().progress_callback(&mut count);
    let bytes = text.as_bytes();
    parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or_default(), None, Some(options))
}

/// The longest run of lines that end with a backslash.
fn longest_continuation(text: &str) -> usize {
    let mut run = 0;
    let mut longest = 0;
    for line in text.lines() {
        run = if line.ends_with('\\') { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The places that the query finds, outer ones before what they hold.
fn places<'tree>(query: &'static Query, tree: &'tree Tree, text: &str) -> Vec<(&'static str, Node<'tree>)> {
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, tree.root_node(), text.as_bytes());
    let mut places = Vec::new();
    while let Some(found) = matches.next() {
        for capture in found.captures() {
            let name = query.capture_names()[capture.index as usize];
            if !name.starts_with('_') {
                places.push((name, capture.node));
            }
        }
    }
    places.sort_by_key(|(_, node)| (node.start_byte(), usize::MAX - node.end_byte()));
    places.dedup_by_key(|(name, node)| (*name, node.id()));
    places
}

/// The line of the first syntax error. The tree is walked without recursion and only into what has errors.
fn first_error(tree: &Tree) -> Option<usize> {
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            return Some(node.start_position().row + 1);
        }
        if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests;
