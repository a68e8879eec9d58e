//! Macros: names that stand for several attributes, `[attr]name attributes`. What a line sets is told here.

use super::decision::Settings;
use super::line::{self, Line, Token, Value};
use std::collections::{HashMap, HashSet};

/// Macros nested more deeply say nothing.
const MAX_DEPTH: usize = 16;

/// After so many steps through macros they say nothing any more; a file that needs more wants to cost time.
const MAX_STEPS: usize = 1_000_000;

/// The last definition of each macro.
#[derive(Debug)]
pub(super) struct Macros<'t> {
    defined: HashMap<String, Line<'t>>,
    steps: usize,
}

impl<'t> Macros<'t> {
    /// Reads the macros of the root's files. A macro may be used above the line that defines it.
    pub(super) fn read(texts: impl Iterator<Item = &'t str>) -> Self {
        let lines = texts.flat_map(line::read);
        let defined = lines.filter_map(|line| Some((line.macro_name()?.to_owned(), line)));
        Self {
            defined: defined.collect(),
            steps: 0,
        }
    }

    /// What a line sets: later attributes win, and a macro that is on stands for its body.
    pub(super) fn settings(&mut self, line: &Line<'t>) -> Settings {
        let mut filled = Filled::default();
        self.fill(line.tokens().collect(), &mut filled, false, 0);
        filled.settings
    }

    /// From the last attribute to the first, each that is not yet filled, as git does.
    fn fill(&mut self, tokens: Vec<Token<'t>>, filled: &mut Filled<'t>, undo: bool, depth: usize) {
        for Token { name, value } in tokens.into_iter().rev() {
            let is_off = undo || value != Value::On;
            let is_read = filled
                .settings
                .fill(name, || if undo { Value::Unspecified } else { value });
            if is_read || depth >= MAX_DEPTH || self.steps >= MAX_STEPS || !filled.macros.insert(name) {
                continue;
            }
            if let Some(line) = self.defined.get(name) {
                let body: Vec<_> = line.tokens().collect();
                self.steps += 1 + body.len();
                // A macro that is off takes back what it said in a line above.
                self.fill(body, filled, is_off, depth + 1);
            }
        }
    }
}

/// What is filled of one line.
#[derive(Default)]
struct Filled<'t> {
    settings: Settings,
    macros: HashSet<&'t str>,
}
