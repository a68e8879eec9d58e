//! Which rule decides about a path, in each section.

use super::Draft;
use super::trie::{Trie, Walk};
use crate::model::ownership::{Dialect, Grant, OwnersRule, Ownership};
use crate::model::path::RepoPath;
use std::collections::HashMap;

/// The patterns and what follows when they match.
#[derive(Clone, Debug)]
pub(super) struct Decider {
    trie: Trie,
    pub(super) entries: Vec<Entry>,
    /// The entries of each pattern: one a section.
    by_pattern: Vec<Vec<u32>>,
    /// Which sections are optional.
    optional: Vec<bool>,
}

/// The rules of one section that have the same pattern. The last of them counts.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    section: u32,
    /// The higher one of two entries decides.
    rank: u32,
    /// Indexes of rules, in their order; never empty.
    pub(super) rules: Vec<u32>,
    pub(super) exclusion: bool,
}

impl Entry {
    /// The rule that counts.
    pub(super) fn rule(&self) -> usize {
        self.rules.last().map_or(0, |rule| *rule as usize)
    }
}

/// The entries of one section that match a path.
pub(super) struct Ruling<'a> {
    /// All of them, the weakest first.
    pub(super) entries: &'a [u32],
    /// The one that decides.
    pub(super) winner: u32,
}

impl Decider {
    pub(super) fn new(dialect: Dialect, draft: &mut Draft) -> Self {
        let trie = std::mem::replace(&mut draft.trie, Trie::new());
        let mut by_pattern: Vec<Vec<u32>> = vec![Vec::new(); trie.len()];
        let mut known: HashMap<(u32, usize), usize> = HashMap::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (index, (rule, &pattern)) in draft.rules.iter().zip(&draft.patterns).enumerate() {
            let fresh = entries.len();
            let at = *known.entry((pattern, rule.section)).or_insert(fresh);
            if at == fresh {
                entries.push(Entry {
                    section: rule.section as u32,
                    rank: index as u32,
                    rules: Vec::new(),
                    exclusion: false,
                });
                if let Some(list) = by_pattern.get_mut(pattern as usize) {
                    list.push(at as u32);
                }
            }
            if let Some(entry) = entries.get_mut(at) {
                entry.rules.push(index as u32);
                entry.exclusion = rule.exclusion;
                // GitLab replaces the rule where the first of its pattern stands.
                if dialect == Dialect::GitHub {
                    entry.rank = index as u32;
                }
            }
        }
        Self {
            trie,
            entries,
            by_pattern,
            optional: optional_sections(draft),
        }
    }

    pub(super) fn walk(&self) -> Walk<'_> {
        Walk::new(&self.trie)
    }

    /// The entries whose patterns match, section by section, the weakest first.
    pub(super) fn matching(&self, walk: &mut Walk<'_>, path: &RepoPath) -> Vec<u32> {
        let patterns = walk.matching(path.as_str());
        let lists = patterns
            .iter()
            .filter_map(|pattern| self.by_pattern.get(*pattern as usize));
        let mut found: Vec<u32> = lists.flatten().copied().collect();
        found.sort_unstable_by_key(|entry| {
            let entry = &self.entries[*entry as usize];
            (entry.section, entry.rank)
        });
        walk.steps += found.len() as u64;
        found
    }

    /// What each section makes of its entries. An exclusion takes a path out of its section wherever it stands there.
    pub(super) fn rulings<'a>(&'a self, matching: &'a [u32]) -> impl Iterator<Item = Ruling<'a>> {
        let entry = |number: u32| &self.entries[number as usize];
        let groups = matching.chunk_by(move |one, other| entry(*one).section == entry(*other).section);
        groups.filter_map(move |entries| {
            let exclusion = entries.iter().rev().find(|number| entry(**number).exclusion);
            let winner = *exclusion.or(entries.last())?;
            Some(Ruling { entries, winner })
        })
    }

    pub(super) fn ownership(&self, rules: &[OwnersRule], walk: &mut Walk<'_>, path: &RepoPath) -> Ownership {
        let matching = self.matching(walk, path);
        let mut grants = Vec::new();
        let mut cleared = None;
        for ruling in self.rulings(&matching) {
            let index = self.entries[ruling.winner as usize].rule();
            let Some(rule) = rules.get(index) else { continue };
            if rule.owners.is_empty() {
                cleared = cleared.or(Some(rule.line));
                continue;
            }
            grants.push(Grant {
                rule: index,
                line: rule.line,
                owners: rule.owners.clone(),
                optional: self.optional.get(rule.section).copied().unwrap_or_default(),
            });
        }
        match cleared {
            _ if !grants.is_empty() => Ownership::Owned(grants),
            Some(line) => Ownership::Cleared { line },
            None => Ownership::Unowned,
        }
    }
}

/// A section is optional when all its rules stand below headers that say so.
fn optional_sections(draft: &Draft) -> Vec<bool> {
    let mut optional = vec![true; draft.sections.len()];
    for rule in &draft.rules {
        if let Some(optional) = optional.get_mut(rule.section) {
            *optional &= rule.optional;
        }
    }
    optional
}
