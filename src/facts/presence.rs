//! Where words live at head: in shipped code, tests, examples or settings, and as what.

use super::side::Side;
use crate::code::find::{Wanted, find_words};
use crate::docs::is_env;
use crate::model::path::RepoPath;
use crate::model::source::{FileRole, WordUse};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// How a word occurs on one side, by the role of the files that hold it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// In code that ships.
    pub code: WordUse,
    /// In tests.
    pub test: WordUse,
    /// In examples.
    pub example: WordUse,
    /// In settings, data and build files.
    pub config: WordUse,
}

impl Presence {
    /// Adds an occurrence in a file of that role.
    pub fn add(&mut self, role: FileRole, usage: WordUse) {
        let slot = match role {
            FileRole::Test => &mut self.test,
            FileRole::Example => &mut self.example,
            FileRole::Config => &mut self.config,
            _ => &mut self.code,
        };
        *slot = slot.with(usage);
    }

    /// All occurrences together.
    pub fn anywhere(&self) -> WordUse {
        self.code.with(self.test).with(self.example).with(self.config)
    }

    /// The union of two.
    #[must_use]
    pub fn merged(mut self, other: Presence) -> Presence {
        self.merge(other);
        self
    }

    fn merge(&mut self, other: Presence) {
        self.code = self.code.with(other.code);
        self.test = self.test.with(other.test);
        self.example = self.example.with(other.example);
        self.config = self.config.with(other.config);
    }
}

/// Presences by word. Words that occur nowhere have no entry.
pub type Presences = HashMap<String, Presence>;

/// Looks the wanted words up in all sources of a side but the skipped ones.
///
/// Files that cannot be read as UTF-8 are searched as they are: a name must never be called dead because its file is odd.
pub fn look_up(side: &Side<'_>, wanted: &BTreeSet<String>, skip: &BTreeSet<RepoPath>) -> Presences {
    if wanted.is_empty() {
        return Presences::new();
    }
    let index = Wanted::new(wanted.iter().map(String::as_str));
    let files: Vec<_> = side.sources.iter().filter(|(path, _)| !skip.contains(*path)).collect();
    files
        .par_iter()
        .fold(Presences::new, |mut found, (path, (role, blob))| {
            if let Ok(bytes) = side.repo.read(&side.snapshot, *blob) {
                add_words(&mut found, path, *role, &bytes, &index);
            }
            found
        })
        .reduce(Presences::new, merged)
}

/// Adds the wanted words of one file.
pub fn add_words(found: &mut Presences, path: &RepoPath, role: FileRole, bytes: &[u8], wanted: &Wanted<'_>) {
    let text = String::from_utf8_lossy(bytes);
    for (word, usage) in find_words(path, &text, wanted) {
        found.entry(word.to_owned()).or_default().add(role, usage);
    }
}

/// The union of two maps.
pub fn merged(mut left: Presences, right: Presences) -> Presences {
    for (word, presence) in right {
        left.entry(word).or_default().merge(presence);
    }
    left
}

/// The role in which a file uses a word: what a script that builds the project reads from the environment, people set.
pub(super) fn role_for(path: &RepoPath, role: FileRole, word: &str, usage: WordUse) -> FileRole {
    let set = role == FileRole::Config && usage.has(WordUse::STRING) && is_env(word);
    if set && is_script(path) { FileRole::Code } else { role }
}

/// Whether a file is a program, whatever it is for.
fn is_script(path: &RepoPath) -> bool {
    matches!(path.extension(), "rs" | "py")
}
