//! Which new identifier the authors wrote where an old one stood: votes from aligned lines of the diff.
//!
//! Works for every language: it compares tokens, not syntax.

use super::changed_files::ChangedFile;
use crate::git::lines::differing_lines;
use std::collections::{BTreeMap, HashMap};

/// Hunks with more lines than this on a side are rewrites: their tokens do not line up.
const MAX_HUNK_LINES: usize = 400;

/// For each old identifier the new ones that took its place, with their votes.
#[derive(Clone, Debug, Default)]
pub struct Substitutions {
    votes: HashMap<String, BTreeMap<String, u32>>,
}

impl Substitutions {
    /// Counts votes over all changed files that exist on both sides.
    pub fn of(files: &[ChangedFile]) -> Self {
        let mut found = Self::default();
        for file in files {
            if let (Some(base), Some(head)) = (&file.base, &file.head) {
                found.add_texts(&base.text, &head.text);
            }
        }
        found
    }

    /// Counts the votes of one pair of texts.
    pub fn add_texts(&mut self, base: &str, head: &str) {
        let base_lines: Vec<&str> = base.lines().collect();
        let head_lines: Vec<&str> = head.lines().collect();
        for (old, new) in differing_lines(base, head) {
            let old = lines_of(&base_lines, &old);
            let new = lines_of(&head_lines, &new);
            if old.len().max(new.len()) <= MAX_HUNK_LINES {
                self.add_hunk(&old, &new);
            }
        }
    }

    fn add_hunk(&mut self, old: &[&str], new: &[&str]) {
        let old = tokens(old);
        let new = tokens(new);
        for (before, after) in differing_lines(&old.join("\n"), &new.join("\n")) {
            if before.len() == after.len() {
                self.add_run(&old[slice(&before, old.len())], &new[slice(&after, new.len())]);
            }
        }
    }

    fn add_run(&mut self, old: &[&str], new: &[&str]) {
        for (before, after) in old.iter().zip(new) {
            if before != after && is_word(before) && is_word(after) {
                *self
                    .votes
                    .entry((*before).to_owned())
                    .or_default()
                    .entry((*after).to_owned())
                    .or_default() += 1;
            }
        }
    }

    /// The new names of an old one with their votes, most votes first.
    pub fn candidates(&self, old: &str) -> Vec<(&str, u32)> {
        let mut rows: Vec<_> = self
            .votes
            .get(old)
            .into_iter()
            .flatten()
            .map(|(new, votes)| (new.as_str(), *votes))
            .collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        rows
    }
}

fn slice(range: &std::ops::Range<u32>, len: usize) -> std::ops::Range<usize> {
    (range.start as usize).min(len)..(range.end as usize).min(len)
}

fn lines_of<'t>(lines: &[&'t str], range: &std::ops::Range<u32>) -> Vec<&'t str> {
    lines[slice(range, lines.len())].to_vec()
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_') && token.len() > 1
}

/// Identifiers whole, kebab-case words of strings whole, everything else one character each; white space dropped.
fn tokens<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    lines.iter().flat_map(|line| line_tokens(line)).collect()
}

fn line_tokens(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let length = if word == 0 { first.len_utf8() } else { word };
        let (token, tail) = rest.split_at(length);
        if !first.is_whitespace() {
            found.push(token);
        }
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Substitutions;

    #[test]
    fn the_identifier_at_the_same_place_gets_the_vote() {
        let mut votes = Substitutions::default();
        votes.add_texts(
            "a\nself.close_all(x)\nb\nclose_all()\n",
            "a\nself.aclose(x)\nb\naclose()\n",
        );
        assert_eq!(votes.candidates("close_all"), [("aclose", 2)]);
    }

    #[test]
    fn added_arguments_do_not_shift_the_vote() {
        let mut votes = Substitutions::default();
        votes.add_texts("run(old_name, 1)\n", "run(new_name, 1, flag=True)\n");
        assert_eq!(votes.candidates("old_name"), [("new_name", 1)]);
    }

    #[test]
    fn a_removed_line_without_a_counterpart_votes_for_nothing() {
        let mut votes = Substitutions::default();
        votes.add_texts("keep\nold_name = 1\nkeep2\n", "keep\nkeep2\n");
        assert!(votes.candidates("old_name").is_empty());
    }
}
