//! The code of earlier commits: which words it held, and where. Each tree and blob is read once, however many commits share it.

use super::deaths::is_code;
use super::held::assigns;
use super::presence::{Presence, role_for};
use super::side::role_of;
use crate::code::find::{Wanted, find_in_prose, find_words};
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::revision::{FileKind, Oid};
use crate::model::source::{FileRole, WordUse};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

/// Where and how a word occurs in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastWord {
    /// How it occurs.
    pub presence: Presence,
    /// The first file, by rank and path, that holds it: definitions before uses, code before the rest.
    pub file: RepoPath,
    /// The content of that file.
    pub blob: Oid,
    /// Whether any of the files that hold it gives it a value: as a parameter, a field or a key.
    pub is_assigned: bool,
    rank: u8,
}

/// Words of a tree by their number in the list of wanted words.
type Found = Arc<HashMap<u32, PastWord>>;

/// Trees nested deeper than this are not followed: nobody writes code there.
const MAX_DEPTH: usize = 64;

/// The wanted words of a blob, by number, how it uses them, and whether it gives them a value.
type Words = Arc<Vec<(u32, WordUse, bool)>>;

/// A reader of earlier commits for one list of words.
pub struct Past<'a> {
    repo: &'a Repo,
    settings: &'a Settings,
    words: Vec<&'a str>,
    numbers: HashMap<String, u32>,
    wanted: Wanted<'a>,
    /// Whether docs are read instead of code.
    docs: bool,
    trees: Mutex<HashMap<(Oid, String), Found>>,
    blobs: Mutex<HashMap<Oid, Words>>,
}

impl<'a> Past<'a> {
    /// A reader of code for these words.
    pub fn new(repo: &'a Repo, settings: &'a Settings, words: &'a BTreeSet<String>) -> Self {
        Self::reading(false, repo, settings, words)
    }

    /// A reader of pages that speak of the present, for these words.
    pub fn of_docs(repo: &'a Repo, settings: &'a Settings, words: &'a BTreeSet<String>) -> Self {
        Self::reading(true, repo, settings, words)
    }

    fn reading(docs: bool, repo: &'a Repo, settings: &'a Settings, words: &'a BTreeSet<String>) -> Self {
        let numbers = words.iter().cloned().zip(0u32..).collect();
        let wanted = Wanted::new(words.iter().map(String::as_str));
        Self {
            repo,
            settings,
            words: words.iter().map(String::as_str).collect(),
            numbers,
            wanted,
            docs,
            trees: Mutex::default(),
            blobs: Mutex::default(),
        }
    }

    /// How a word occurs in the code of a commit's tree.
    ///
    /// # Errors
    /// When a tree of the commit is missing or damaged.
    pub fn word(&self, tree: Oid, word: &str) -> Result<Option<PastWord>, GitError> {
        let Some(number) = self.numbers.get(word) else {
            return Ok(None);
        };
        Ok(self.found(tree, "", 0)?.get(number).cloned())
    }

    fn found(&self, tree: Oid, folder: &str, depth: usize) -> Result<Found, GitError> {
        let key = (tree, folder.to_owned());
        if let Some(found) = self.trees.lock().ok().and_then(|trees| trees.get(&key).cloned()) {
            return Ok(found);
        }
        let found = Arc::new(self.read_tree(tree, folder, depth)?);
        if let Ok(mut trees) = self.trees.lock() {
            trees.insert(key, found.clone());
        }
        Ok(found)
    }

    fn read_tree(&self, tree: Oid, folder: &str, depth: usize) -> Result<HashMap<u32, PastWord>, GitError> {
        let entries = self.repo.tree(tree)?;
        let parts: Vec<_> = entries
            .par_iter()
            .map(|entry| {
                let path = if folder.is_empty() {
                    entry.name.clone()
                } else {
                    format!("{folder}/{}", entry.name)
                };
                match entry.kind {
                    None if depth < MAX_DEPTH => self.found(entry.id, &path, depth + 1),
                    Some(FileKind::File) => Ok(Arc::new(self.read_file(RepoPath::new(path), entry.id))),
                    _ => Ok(Found::default()),
                }
            })
            .collect::<Result<_, _>>()?;
        let mut all: HashMap<u32, PastWord> = HashMap::new();
        for part in parts {
            for (number, word) in part.iter() {
                merge(&mut all, *number, word);
            }
        }
        Ok(all)
    }

    fn read_file(&self, path: RepoPath, blob: Oid) -> HashMap<u32, PastWord> {
        let role = role_of(&path, self.settings);
        let is_read = if self.docs {
            role == FileRole::Doc
        } else {
            role.is_source()
        };
        if !is_read || self.settings.is_excluded(&path) {
            return HashMap::new();
        }
        let row = |(number, usage, is_assigned): &(u32, WordUse, bool)| {
            let role = role_for(&path, role, self.words[*number as usize], *usage);
            let mut presence = Presence::default();
            presence.add(role, *usage);
            (
                *number,
                PastWord {
                    presence,
                    file: path.clone(),
                    blob,
                    is_assigned: *is_assigned,
                    rank: rank(role, *usage, *is_assigned),
                },
            )
        };
        let words = self.blob_words(&path, blob);
        let module = self
            .module(&path, role)
            .map(|number| (number, WordUse::DEFINITION, true));
        let known = |number: u32| words.iter().any(|(other, _, _)| *other == number);
        let module = module.filter(|(number, _, _)| !known(*number));
        words.iter().chain(&module).map(row).collect()
    }

    /// The wanted word that is the name of a module, where others import it by its path: only names with a dash are never
    /// ordinary words.
    fn module(&self, path: &RepoPath, role: FileRole) -> Option<u32> {
        let stem = path.stem();
        let by_path = matches!(
            path.extension(),
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx"
        );
        let is_module = !self.docs && role == FileRole::Code && by_path && stem.contains('-');
        self.numbers.get(stem).copied().filter(|_| is_module)
    }

    fn blob_words(&self, path: &RepoPath, blob: Oid) -> Words {
        if let Some(words) = self.blobs.lock().ok().and_then(|blobs| blobs.get(&blob).cloned()) {
            return words;
        }
        let bytes = self.repo.read_blob(blob).unwrap_or_else(|_| Arc::from([]));
        let text = String::from_utf8_lossy(&bytes);
        let found = if self.docs {
            find_in_prose(&text, &self.wanted)
        } else {
            find_words(path, &text, &self.wanted)
        };
        let words = Arc::new(
            found
                .into_iter()
                .filter_map(|(word, usage)| {
                    let given = !self.docs && is_code(usage) && assigns(path, &text, word, usage);
                    Some((*self.numbers.get(word)?, usage, given))
                })
                .collect::<Vec<_>>(),
        );
        if let Ok(mut blobs) = self.blobs.lock() {
            blobs.insert(blob, words.clone());
        }
        words
    }

    /// The entry at a path of a tree: its kind (`None` for a folder) and id.
    ///
    /// # Errors
    /// When a tree on the way is missing or damaged.
    pub fn entry(&self, tree: Oid, path: &str) -> Result<Option<(Option<FileKind>, Oid)>, GitError> {
        let mut at = (None, tree);
        for part in path.split('/').filter(|part| !part.is_empty()) {
            if at.0.is_some() {
                return Ok(None);
            }
            let entries = self.repo.tree(at.1)?;
            match entries.iter().find(|entry| entry.name == part) {
                Some(entry) => at = (entry.kind, entry.id),
                None => return Ok(None),
            }
        }
        Ok(Some(at))
    }
}

fn merge(all: &mut HashMap<u32, PastWord>, number: u32, word: &PastWord) {
    let Some(known) = all.get_mut(&number) else {
        all.insert(number, word.clone());
        return;
    };
    let presence = known.presence.merged(word.presence);
    let is_assigned = known.is_assigned || word.is_assigned;
    if (std::cmp::Reverse(word.rank), &word.file) < (std::cmp::Reverse(known.rank), &known.file) {
        *known = word.clone();
    }
    known.presence = presence;
    known.is_assigned = is_assigned;
}

fn rank(role: FileRole, usage: WordUse, is_assigned: bool) -> u8 {
    let shipped = u8::from(role == FileRole::Code) * 8;
    let told = u8::from(usage.has(WordUse::DEFINITION)) * 4 + u8::from(usage.has(WordUse::IDENTIFIER)) * 2;
    shipped + told + u8::from(is_assigned)
}
