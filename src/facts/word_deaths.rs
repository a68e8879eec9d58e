//! Words that vanished from the code without having been read as symbols.

use super::changed_files::ChangedFile;
use super::deaths::{Death, Extent, Texts, extent_of, is_candidate, is_shipped, spellings};
use super::new_names::{is_renamed_everywhere, renamed_text};
use super::presence::Presences;
use super::substitutions::Substitutions;
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::evidence::CodePlace;
use crate::model::path::RepoPath;
use crate::model::source::FileRole;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names shorter than this are too common to be followed without a definition.
pub(super) const MIN_WORD: usize = 3;

/// Words that vanished without having been read as symbols: uses, strings, parameters, other languages.
pub(super) fn word_deaths(
    wanted: &BTreeSet<String>,
    gone: &BTreeMap<&str, Vec<&SymbolChange>>,
    texts: &Texts,
    left: &Presences,
    votes: &Substitutions,
    files: &[ChangedFile],
) -> Vec<Death> {
    let roles: HashMap<&RepoPath, FileRole> = files
        .iter()
        .filter_map(|file| Some((&file.base.as_ref()?.path, file.base.as_ref()?.role)))
        .collect();
    // A key in a settings file of the tests is no symbol of its own: the word is what the code had.
    let shipped = |change: &&SymbolChange| {
        let role = |base: &PlacedSymbol| roles.get(&base.path).is_none_or(|role| is_shipped(base, *role));
        change.base.as_ref().is_some_and(role)
    };
    let unnamed = wanted
        .iter()
        .filter(|word| !gone.get(word.as_str()).is_some_and(|gone| gone.iter().any(shipped)));
    let dead = unnamed.filter_map(|word| {
        let before = texts.base.get(word)?;
        let renamed = || renamed_text(word, texts, left, votes);
        let (extent, new_name) = match word_extent(word, left) {
            Some(extent) => (extent, None),
            None if is_renamed_everywhere(word, texts, left, votes) => (Extent::DefinitionGone, None),
            None => (Extent::Vanished, Some(renamed()?)),
        };
        is_candidate(*before).then(|| Death {
            name: word.clone(),
            kind: None,
            base: None,
            usage: before.code.with(before.config),
            extent,
            left: left.get(word).copied().unwrap_or_default(),
            last_seen: None,
            new_name,
            namesakes: Vec::new(),
            is_parameter: false,
            is_assigned: false,
            cause: None,
        })
    });
    let mut deaths: Vec<Death> = dead.collect();
    place_words(&mut deaths, files);
    deaths
}

/// Finds the line of the base side on which each word was last seen.
fn place_words(deaths: &mut [Death], files: &[ChangedFile]) {
    let mut open: HashMap<String, usize> = deaths
        .iter()
        .enumerate()
        .map(|(at, death)| (death.name.clone(), at))
        .collect();
    for version in files
        .iter()
        .filter_map(|file| file.base.as_ref())
        .filter(|version| version.role != FileRole::Test)
    {
        for (number, line) in version.text.lines().enumerate() {
            let found: Vec<&str> = word_tokens(line).filter(|token| open.contains_key(*token)).collect();
            for token in found {
                let Some(at) = open.remove(token) else { continue };
                let line = u32::try_from(number + 1).unwrap_or(u32::MAX);
                deaths[at].last_seen = Some(CodePlace {
                    path: version.path.clone(),
                    line,
                    excerpt: version.excerpt(line),
                });
            }
        }
    }
}

fn word_tokens(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    let dashed = line
        .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
        .filter(|word| word.contains('-'));
    words.chain(dashed).filter(|word| word.len() >= MIN_WORD)
}

/// How much is left of a word; flags and kebab-case words live on in every spelling code may use.
fn word_extent(word: &str, left: &Presences) -> Option<Extent> {
    let names = if word.contains('-') {
        spellings(word)
    } else {
        vec![word.to_owned()]
    };
    let extents = names
        .iter()
        .map(|name| left.get(name).map_or(Some(Extent::Vanished), |left| extent_of(*left)));
    extents.collect::<Option<Vec<Extent>>>()?.into_iter().max()
}
