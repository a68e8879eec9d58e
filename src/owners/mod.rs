//! Floor 2: CODEOWNERS text -> rules -> who answers for a path. Text in, plain data out; no file is looked at.
//!
//! Reads the dialects of GitHub and of GitLab. Those of Gitea (regular expressions), Bitbucket and FreeBSD are other
//! languages under the same or a similar name and are not read. That an owner exists and may approve only the host knows.

mod decide;
mod github;
mod gitlab;
mod line;
pub mod locate;
mod owner;
mod pattern;
mod section;
mod trie;
mod uses;
mod wild;

use crate::model::ownership::{Dialect, OwnersFault, OwnersFaultKind, OwnersRule, OwnersSection, Ownership, RuleUses};
use crate::model::path::RepoPath;
use decide::Decider;
use pattern::Pattern;
use trie::Trie;

pub use locate::{dialect_of, locate};

/// GitHub does not load larger files ("under 3 MB").
const MAX_GITHUB: usize = 3 * 1024 * 1024;
/// GitLab names no limit; this one is ours.
const MAX_GITLAB: usize = 10 * 1024 * 1024;

/// A CODEOWNERS file that has been read, and can be asked about paths.
#[derive(Clone, Debug)]
pub struct OwnersFile {
    /// Where it lies.
    pub path: RepoPath,
    /// How it was read.
    pub dialect: Dialect,
    /// The rules, in their order.
    pub rules: Vec<OwnersRule>,
    /// The sections, in the order of their first headers; the first is that of the lines above any header.
    pub sections: Vec<OwnersSection>,
    /// What is wrong with it, in the order of lines.
    pub faults: Vec<OwnersFault>,
    decider: Decider,
}

impl OwnersFile {
    /// Who answers for a file. The path is matched as it is written: the file need not exist.
    pub fn ownership(&self, path: &RepoPath) -> Ownership {
        self.decider.ownership(&self.rules, &mut self.decider.walk(), path)
    }

    /// Who answers for each of the files, in their order; `None` when matching them costs more than it can be worth, as it
    /// does for hostile rules. Fastest when the paths come in sorted order.
    pub fn ownerships<'a>(&self, paths: impl IntoIterator<Item = &'a RepoPath>) -> Option<Vec<Ownership>> {
        let mut walk = self.decider.walk();
        let ownership = |path| {
            let is_affordable = walk.steps <= uses::MAX_STEPS;
            is_affordable.then(|| self.decider.ownership(&self.rules, &mut walk, path))
        };
        paths.into_iter().map(ownership).collect()
    }

    /// How many of the files each rule matches, and on how many it decides. Fastest when the paths come in sorted order.
    pub fn use_of_rules<'a>(&self, paths: impl IntoIterator<Item = &'a RepoPath>) -> RuleUses {
        uses::use_of_rules(&self.rules, &self.decider, paths, uses::MAX_STEPS)
    }

    /// The name of the section that a rule stands in, if it stands in a named one.
    pub fn section_of(&self, rule: &OwnersRule) -> Option<&str> {
        self.sections.get(rule.section)?.name.as_deref()
    }
}

/// More rules are not read: so many are not written by people, nor by their programs.
const MAX_RULES: usize = 200_000;
/// More faults are counted, but not told one by one.
const MAX_FAULTS: usize = 10_000;

/// What a dialect's reader makes of a text.
struct Draft {
    rules: Vec<OwnersRule>,
    /// The number of each rule's pattern.
    patterns: Vec<u32>,
    trie: Trie,
    sections: Vec<OwnersSection>,
    faults: Vec<OwnersFault>,
    /// Faults beyond the limit.
    untold: usize,
}

impl Draft {
    /// No rule, and the section of the lines above any header.
    fn new() -> Self {
        let unnamed = OwnersSection {
            name: None,
            headers: Vec::new(),
        };
        Self {
            rules: Vec::new(),
            patterns: Vec::new(),
            trie: Trie::new(),
            sections: vec![unnamed],
            faults: Vec::new(),
            untold: 0,
        }
    }

    /// Takes a rule, unless there are too many of them.
    fn rule(&mut self, rule: OwnersRule, pattern: Pattern) {
        let is_full = self.rules.len() >= MAX_RULES;
        match self.trie.insert(pattern).filter(|_| !is_full) {
            Some(number) => {
                self.rules.push(rule);
                self.patterns.push(number);
            }
            None => {
                let message = "the file has more patterns than are matched; this one is left out".to_owned();
                self.skip(rule.line, OwnersFaultKind::TooComplex, message);
            }
        }
    }

    /// A fault of a line that is read all the same.
    fn note(&mut self, line: u32, kind: OwnersFaultKind, message: String) {
        self.fault(Some(line), kind, message, false);
    }

    /// A fault because of which a line says nothing.
    fn skip(&mut self, line: u32, kind: OwnersFaultKind, message: String) {
        self.fault(Some(line), kind, message, true);
    }

    fn fault(&mut self, line: Option<u32>, kind: OwnersFaultKind, message: String, skipped: bool) {
        if self.faults.len() >= MAX_FAULTS {
            self.untold += 1;
            return;
        }
        self.faults.push(OwnersFault {
            line,
            kind,
            skipped,
            message,
        });
    }

    /// Says how many faults were not told.
    fn finish(&mut self) {
        if self.untold > 0 {
            self.faults.push(OwnersFault {
                line: None,
                kind: OwnersFaultKind::TooComplex,
                skipped: false,
                message: format!("the file has {} more faults", self.untold),
            });
        }
    }
}

/// Reads a CODEOWNERS file. Never fails: what is wrong is among the faults.
pub fn parse(path: &RepoPath, text: &str, dialect: Dialect) -> OwnersFile {
    let mut draft = Draft::new();
    let limit = match dialect {
        Dialect::GitHub => MAX_GITHUB,
        Dialect::GitLab => MAX_GITLAB,
    };
    if text.len() > limit {
        let message = format!("the file has {} bytes; above {limit} it is not loaded", text.len());
        draft.fault(None, OwnersFaultKind::TooLarge, message, true);
    } else {
        match dialect {
            Dialect::GitHub => github::read(text, &mut draft),
            Dialect::GitLab => gitlab::read(text, &mut draft),
        }
    }
    draft.finish();
    let decider = Decider::new(dialect, &mut draft);
    draft.faults.sort_by_key(|fault| fault.line);
    OwnersFile {
        path: path.clone(),
        dialect,
        rules: draft.rules,
        sections: draft.sections,
        faults: draft.faults,
        decider,
    }
}

#[cfg(test)]
mod tests;
