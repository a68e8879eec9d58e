//! The patterns of the attributes file of one folder, kept so that a path asks few of them.

use super::decision::{Decisions, Said};
use super::glob::Shape;
use super::line::Line;
use super::macros::Macros;
use regex::bytes::{RegexSet, RegexSetBuilder};
use std::collections::HashMap;
use std::sync::Arc;

/// More patterns with wildcards in the middle are left out: nobody writes them by hand, and each costs time for every path.
const MAX_WILD: usize = 1_000;

/// More text in such patterns is left out, for the same reason.
const MAX_WILD_BYTES: usize = 64 << 10;

/// The memory that the compiled patterns of one folder may fill.
const PROGRAM_BYTES: usize = 64 << 20;

/// The memory that they may fill while they run.
const DFA_BYTES: usize = 8 << 20;

/// What may still be read of a snapshot's attributes.
#[derive(Debug, Default)]
pub(super) struct Budget {
    lines: usize,
    wild: usize,
    wild_bytes: usize,
    /// The lines that went beyond it.
    pub(super) left_out: usize,
}

impl Budget {
    fn allows_wild(&mut self, length: usize) -> bool {
        let fits = self.wild < MAX_WILD && self.wild_bytes + length <= MAX_WILD_BYTES;
        if fits {
            self.wild += 1;
            self.wild_bytes += length;
        } else {
            self.left_out += 1;
        }
        fits
    }
}

/// The patterns of a folder while its file is read. Lines with the same pattern are one.
#[derive(Debug, Default)]
pub(super) struct Draft(HashMap<Shape, Decisions>);

impl Draft {
    /// Takes in a line.
    pub(super) fn add<'t>(&mut self, line: &Line<'t>, macros: &mut Macros<'t>, budget: &mut Budget) {
        budget.lines += 1;
        if line.macro_name().is_some() {
            return;
        }
        let settings = macros.settings(line);
        if settings.is_empty() {
            return;
        }
        let Some(shape) = Shape::of(&line.head) else { return };
        if let Shape::Wild(regex) = &shape
            && !self.0.contains_key(&shape)
            && !budget.allows_wild(regex.len())
        {
            return;
        }
        let decisions = self.0.entry(shape).or_default();
        decisions.add(settings, budget.lines, &Arc::from(&*line.head));
    }

    /// Whether nothing was said.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the patterns in order.
    pub(super) fn finish(self) -> Folder {
        let mut folder = Folder::default();
        let mut wild = Vec::new();
        for (shape, decisions) in self.0 {
            match shape {
                Shape::Name(name) => drop(folder.names.insert(name, decisions)),
                Shape::Ending(ending) => drop(folder.endings.insert(ending, decisions)),
                Shape::Path(path) => drop(folder.paths.insert(path, decisions)),
                Shape::Tree(tree) => drop(folder.trees.insert(tree, decisions)),
                Shape::Wild(regex) => wild.push((regex, decisions)),
            }
        }
        folder.wild = compile(wild.iter().map(|(regex, _)| regex));
        folder.of_wild = wild.into_iter().map(|(_, decisions)| decisions).collect();
        folder
    }
}

fn compile<'p>(patterns: impl Iterator<Item = &'p String>) -> RegexSet {
    RegexSetBuilder::new(patterns)
        .unicode(false)
        .dot_matches_new_line(true)
        .size_limit(PROGRAM_BYTES)
        .dfa_size_limit(DFA_BYTES)
        .build()
        .unwrap_or_else(|_| RegexSet::empty())
}

/// What one attributes file says, by what its patterns ask of a path.
#[derive(Debug, Default)]
pub(super) struct Folder {
    names: HashMap<String, Decisions>,
    endings: HashMap<String, Decisions>,
    paths: HashMap<String, Decisions>,
    trees: HashMap<String, Decisions>,
    wild: RegexSet,
    of_wild: Vec<Decisions>,
}

impl Folder {
    /// What is said about a file, given by its path from this folder.
    pub(super) fn of(&self, path: &str) -> Said<'_> {
        let mut said = Said::default();
        let name = path.rsplit('/').next().unwrap_or(path);
        let whole = [self.names.get(name), self.paths.get(path), self.trees.get("")];
        whole.into_iter().flatten().for_each(|found| said.join(found));
        if !self.endings.is_empty() {
            let endings = name
                .match_indices('.')
                .filter_map(|(at, _)| self.endings.get(&name[at..]));
            endings.for_each(|found| said.join(found));
        }
        if !self.trees.is_empty() {
            let trees = path
                .match_indices('/')
                .filter_map(|(at, _)| self.trees.get(&path[..at]));
            trees.for_each(|found| said.join(found));
        }
        if !self.of_wild.is_empty() {
            let wild = self.wild.matches(path.as_bytes());
            let found = wild.into_iter().filter_map(|at| self.of_wild.get(at));
            found.for_each(|found| said.join(found));
        }
        said
    }
}
