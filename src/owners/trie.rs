//! All patterns of a file in one tree, so that a path is matched against all of them at once, part by part.
//!
//! A walk keeps the folders of the path before: of paths in sorted order, mostly the last part alone is matched.

use super::pattern::{Part, Pattern, Reach};
use super::wild::Wild;
use std::collections::{BTreeSet, HashMap};

/// More nodes are refused: they would cost memory that only a hostile file asks for.
const MAX_NODES: usize = 400_000;
/// More patterns with wildcards within a name, or with `**` inside, are refused, since each path may be tried against each.
const MAX_LOOSE: usize = 10_000;

/// The patterns of a file. Patterns that mean the same are one.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// A number for each name that a pattern holds: a name of a path that is not here fits no node by name.
    names: HashMap<Box<str>, u32>,
    /// From a node by a name to the next.
    by_name: HashMap<(u32, u32), u32>,
    patterns: u32,
    loose: usize,
}

#[derive(Clone, Debug, Default)]
struct Node {
    any: Option<u32>,
    deep: Option<u32>,
    wilds: Option<Box<Wilds>>,
    /// Whether it stays where it is, whatever name comes (`**`).
    stays: bool,
    file: Option<u32>,
    below: Option<u32>,
    both: Option<u32>,
}

/// The wildcards that lead on from a node, by what a name must end or begin with.
#[derive(Clone, Debug, Default)]
struct Wilds {
    known: HashMap<Box<str>, u32>,
    by_end: Ends,
    by_start: Ends,
    others: Vec<(Wild, u32)>,
}

/// Wildcards by a literal end of theirs, and the lengths that such ends have.
#[derive(Clone, Debug, Default)]
struct Ends {
    lists: HashMap<Box<str>, Vec<(Wild, u32)>>,
    lengths: BTreeSet<usize>,
}

impl Ends {
    fn insert(&mut self, end: Box<str>, wild: Wild, child: u32) {
        self.lengths.insert(end.len());
        self.lists.entry(end).or_default().push((wild, child));
    }
}

impl Trie {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
            names: HashMap::new(),
            by_name: HashMap::new(),
            patterns: 0,
            loose: 0,
        }
    }

    /// How many patterns there are.
    pub(super) fn len(&self) -> usize {
        self.patterns as usize
    }

    /// Adds a pattern and gives its number: that of the pattern which means the same, if there is one. `None` when there
    /// are too many.
    pub(super) fn insert(&mut self, pattern: Pattern) -> Option<u32> {
        let is_full = self.nodes.len() + pattern.parts.len() > MAX_NODES;
        let is_loose = pattern.is_loose();
        if is_full || is_loose && self.loose >= MAX_LOOSE {
            return None;
        }
        self.loose += usize::from(is_loose);
        let node = pattern.parts.into_iter().fold(0, |node, part| self.child(node, part));
        let fresh = self.patterns;
        let node = self.nodes.get_mut(node as usize)?;
        let end = match pattern.reach {
            Reach::File => &mut node.file,
            Reach::Below => &mut node.below,
            Reach::Both => &mut node.both,
        };
        let number = *end.get_or_insert(fresh);
        self.patterns += u32::from(number == fresh);
        Some(number)
    }

    /// The node behind a part, made if there is none.
    fn child(&mut self, node: u32, part: Part) -> u32 {
        let fresh = self.nodes.len() as u32;
        let from = &mut self.nodes[node as usize];
        let child = match part {
            Part::Any => *from.any.get_or_insert(fresh),
            Part::Deep => *from.deep.get_or_insert(fresh),
            Part::Wild(wild, text) => from.wilds.get_or_insert_default().insert(wild, text, fresh),
            Part::Name(name) => {
                let next = self.names.len() as u32;
                let name = *self.names.entry(name.into()).or_insert(next);
                *self.by_name.entry((node, name)).or_insert(fresh)
            }
        };
        if child == fresh {
            let stays = self.nodes[node as usize].deep == Some(fresh);
            self.nodes.push(Node {
                stays,
                ..Node::default()
            });
        }
        child
    }

    /// The nodes one name further. `steps` grows by what that cost.
    fn step(&self, nodes: &[u32], name: &str, steps: &mut u64) -> Vec<u32> {
        let number = self.names.get(name).copied();
        let mut next = Vec::new();
        for &node in nodes {
            let from = &self.nodes[node as usize];
            *steps += 1;
            if from.stays {
                next.push(node);
            }
            let named = number.and_then(|number| self.by_name.get(&(node, number)));
            for &child in named.into_iter().chain(&from.any) {
                self.enter(child, &mut next);
            }
            if let Some(wilds) = &from.wilds {
                wilds.fitting(name, steps, |child| self.enter(child, &mut next));
            }
        }
        next.sort_unstable();
        next.dedup();
        next
    }

    /// A node, and the one behind a `**` that may stand for nothing.
    fn enter(&self, node: u32, into: &mut Vec<u32>) {
        into.push(node);
        into.extend(self.nodes[node as usize].deep);
    }
}

impl Wilds {
    fn insert(&mut self, wild: Wild, text: String, fresh: u32) -> u32 {
        if let Some(known) = self.known.get(&*text) {
            return *known;
        }
        self.known.insert(text.into(), fresh);
        if !wild.suffix.is_empty() {
            self.by_end.insert(wild.suffix.clone(), wild, fresh);
        } else if !wild.prefix.is_empty() {
            self.by_start.insert(wild.prefix.clone(), wild, fresh);
        } else {
            self.others.push((wild, fresh));
        }
        fresh
    }

    fn fitting(&self, name: &str, steps: &mut u64, mut enter: impl FnMut(u32)) {
        let tails = self
            .by_end
            .lengths
            .range(..=name.len())
            .map(|length| name.get(name.len() - length..));
        let heads = self
            .by_start
            .lengths
            .range(..=name.len())
            .map(|length| name.get(..*length));
        let by_end = tails.flatten().map(|tail| self.by_end.lists.get(tail));
        let by_start = heads.flatten().map(|head| self.by_start.lists.get(head));
        for list in by_end.chain(by_start).chain([Some(&self.others)]) {
            *steps += 1;
            for (wild, child) in list.into_iter().flatten() {
                *steps += wild.cost(name);
                if wild.fits(name) {
                    enter(*child);
                }
            }
        }
    }
}

/// Matches paths, one after the other.
pub(super) struct Walk<'a> {
    trie: &'a Trie,
    /// The root and the folders of the last path.
    levels: Vec<Level>,
    /// What all paths so far have cost.
    pub(super) steps: u64,
}

struct Level {
    name: String,
    nodes: Vec<u32>,
    /// The patterns that reach everything below.
    reached: Vec<u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(trie: &'a Trie) -> Self {
        let mut nodes = Vec::new();
        trie.enter(0, &mut nodes);
        let mut walk = Self {
            trie,
            levels: Vec::new(),
            steps: 0,
        };
        walk.descend(String::new(), nodes, Vec::new());
        walk
    }

    /// The numbers of the patterns that match the path of a file, sorted.
    pub(super) fn matching(&mut self, path: &str) -> Vec<u32> {
        let path = path.trim_start_matches('/');
        let (folder, file) = path
            .rsplit_once('/')
            .map_or((None, path), |(folder, file)| (Some(folder), file));
        let mut depth = 1;
        for name in folder.into_iter().flat_map(|folder| folder.split('/')) {
            if self.levels.get(depth).is_none_or(|level| level.name != name) {
                self.levels.truncate(depth);
                self.open(name);
            }
            depth += 1;
        }
        self.levels.truncate(depth);
        self.at_file(file)
    }

    /// Goes into a folder of the last level.
    fn open(&mut self, name: &str) {
        let Some(level) = self.levels.last() else { return };
        let nodes = self.trie.step(&level.nodes, name, &mut self.steps);
        let reached = level.reached.clone();
        self.descend(name.to_owned(), nodes, reached);
    }

    fn descend(&mut self, name: String, nodes: Vec<u32>, mut reached: Vec<u32>) {
        for &node in &nodes {
            let node = &self.trie.nodes[node as usize];
            reached.extend(node.below.iter().chain(&node.both));
        }
        reached.sort_unstable();
        reached.dedup();
        self.steps += reached.len() as u64;
        self.levels.push(Level { name, nodes, reached });
    }

    fn at_file(&mut self, name: &str) -> Vec<u32> {
        let Some(level) = self.levels.last() else {
            return Vec::new();
        };
        let mut found = level.reached.clone();
        for node in self.trie.step(&level.nodes, name, &mut self.steps) {
            let node = &self.trie.nodes[node as usize];
            found.extend(node.file.iter().chain(&node.both));
        }
        found.sort_unstable();
        found.dedup();
        self.steps += found.len() as u64;
        found
    }
}
