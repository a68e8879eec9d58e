//! Definitions at head that share their name with one that is gone: a mention may mean them instead.

use super::changed_files::{ChangedFile, Version, read_version};
use super::deaths::{is_code, spellings};
use super::extents::flag_spellings;
use super::presence::Presences;
use super::side::Side;
use crate::code::{self, arguments};
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::path::RepoPath;
use crate::model::source::{FileRole, WordUse};
use crate::model::symbol::SymbolKind;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Definitions at head that share their last name with a symbol that is gone.
pub(super) struct Namesakes {
    by_name: HashMap<String, Vec<PlacedSymbol>>,
    /// Those of the names that functions of the head take as parameters.
    pub(super) parameters: BTreeSet<String>,
    /// How flags that are gone are still written, each with the languages whose code does so.
    spoken: BTreeSet<(String, String)>,
}

impl Namesakes {
    /// Reads the symbols of every head file that still defines such a name.
    pub(super) fn read(
        head: &Side<'_>,
        files: &[ChangedFile],
        gone: &BTreeMap<&str, Vec<&SymbolChange>>,
        left: &Presences,
    ) -> Self {
        let alive: BTreeSet<String> = gone
            .keys()
            .flat_map(|name| spellings(name))
            .filter(|name| left.get(name).is_some_and(|left| is_code(left.code)))
            .collect();
        let changed: BTreeSet<&RepoPath> = files
            .iter()
            .filter_map(|file| Some(&file.head.as_ref()?.path))
            .collect();
        let mut by_name: HashMap<String, Vec<PlacedSymbol>> = HashMap::new();
        let read = files.iter().filter_map(|file| file.head.as_ref());
        let unread = versions_with(head, &alive, &changed);
        let mut parameters = BTreeSet::new();
        let flags: BTreeSet<String> = gone
            .keys()
            .filter(|name| name.starts_with('-'))
            .flat_map(|name| flag_spellings(name))
            .collect();
        let mut spoken = BTreeSet::new();
        for version in read.chain(&unread).filter(|version| version.role == FileRole::Code) {
            spoken.extend(written_by(version, &flags));
            for symbol in version.placed_symbols() {
                let named = symbol.symbol.signature.iter().flat_map(|signature| &signature.params);
                parameters.extend(
                    named
                        .filter(|param| gone.contains_key(param.name.as_str()))
                        .map(|param| param.name.clone()),
                );
                if gone.contains_key(symbol.symbol.name.as_str()) {
                    by_name.entry(symbol.symbol.name.clone()).or_default().push(symbol);
                }
            }
        }
        Self {
            by_name,
            parameters,
            spoken,
        }
    }

    /// Whether code of a language still writes a flag that is gone: a script in another language means its own.
    pub(super) fn is_spoken(&self, flag: &str, language: &str) -> bool {
        self.spoken.contains(&(flag.to_owned(), language.to_owned()))
    }

    /// Those that a mention of the base symbol could mean instead: flags only flags, names only names.
    pub(super) fn of(&self, base: &PlacedSymbol) -> Vec<PlacedSymbol> {
        let special = |kind| matches!(kind, SymbolKind::Flag | SymbolKind::EnvVar | SymbolKind::ConfigKey);
        let alike = |other: &&PlacedSymbol| {
            let (a, b) = (base.symbol.kind, other.symbol.kind);
            // What a script reads by hand is the script's own.
            let own = other.path != base.path && arguments::is_by_hand(&other.symbol);
            if special(a) { a == b && !own } else { !special(b) }
        };
        self.by_name
            .get(&base.symbol.name)
            .into_iter()
            .flatten()
            .filter(alike)
            .cloned()
            .collect()
    }
}

/// Which of these words the code of a file holds, other than in comments, each with its language.
fn written_by(version: &Version, words: &BTreeSet<String>) -> Vec<(String, String)> {
    if words.is_empty() {
        return Vec::new();
    }
    let wanted = code::find::Wanted::new(words.iter().map(String::as_str));
    let found = code::find::find_words(&version.path, &version.text, &wanted);
    let code = found.into_iter().filter(|(_, usage)| is_code(*usage));
    code.map(|(word, _)| (word.to_owned(), code::reader::language_id(&version.path).to_owned()))
        .collect()
}

/// The unchanged code files of a side that hold one of the words other than in comments, read.
pub fn versions_with(side: &Side<'_>, wanted: &BTreeSet<String>, skip: &BTreeSet<&RepoPath>) -> Vec<Version> {
    versions_of(side, wanted, &|path, role| {
        role == FileRole::Code && !skip.contains(path)
    })
}

/// The files among those asked for that hold one of the words and not in comments alone, read.
pub fn versions_of(
    side: &Side<'_>,
    wanted: &BTreeSet<String>,
    asked: &(dyn Fn(&RepoPath, FileRole) -> bool + Sync),
) -> Vec<Version> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let index = code::find::Wanted::new(wanted.iter().map(String::as_str));
    let files: Vec<_> = side
        .sources
        .iter()
        .filter(|(path, (role, _))| asked(path, *role))
        .collect();
    let read = |(path, (role, blob)): &(&RepoPath, &(FileRole, crate::model::revision::Oid))| {
        let text = side.text(path, *blob).ok()?;
        let found = code::find::find_words(path, &text, &index);
        let defines = found
            .iter()
            .any(|(_, usage)| usage.has(WordUse::DEFINITION.with(WordUse::IDENTIFIER).with(WordUse::STRING)));
        defines.then(|| read_version(side, path, *role, text, &mut Vec::new()))
    };
    files.par_iter().filter_map(read).collect()
}
