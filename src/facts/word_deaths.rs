//! Words that vanished from the code without having been read as symbols.

use super::changed_files::ChangedFile;
use super::deaths::{Death, Extent, Texts, extent_of, is_candidate, is_code, is_shipped, spellings};
use super::held;
use super::new_names::{is_renamed_everywhere, renamed_text};
use super::presence::{Presence, Presences};
use super::substitutions::Substitutions;
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::path::RepoPath;
use crate::model::source::{FileRole, WordUse};
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
        let unknown = is_recased(word, left) || is_value_of_tests(*before, extent);
        let of_example = extent == Extent::Vanished && is_code(before.example);
        ((is_candidate(*before) || of_example) && !unknown).then(|| Death {
            name: word.clone(),
            usage: match is_candidate(*before) {
                true => before.code.with(before.config),
                false => before.example,
            },
            extent,
            left: left.get(word).copied().unwrap_or_default(),
            new_name,
            is_of_example: !is_candidate(*before),
            ..Death::default()
        })
    });
    let mut deaths: Vec<Death> = dead.collect();
    place_words(&mut deaths, files);
    deaths
}

/// Finds the line of the base side on which each word was last seen, and whether a file gave it a value.
fn place_words(deaths: &mut [Death], files: &[ChangedFile]) {
    let names: HashMap<String, usize> = deaths
        .iter()
        .enumerate()
        .map(|(at, death)| (death.name.clone(), at))
        .collect();
    for version in files
        .iter()
        .filter_map(|file| file.base.as_ref())
        .filter(|version| version.role != FileRole::Test)
    {
        let mut asked = BTreeSet::new();
        for (number, line) in version.text.lines().enumerate() {
            for token in word_tokens(line) {
                let Some(at) = names.get(token).copied() else { continue };
                if !asked.insert(at) {
                    continue;
                }
                let usage = deaths[at].usage;
                deaths[at].is_assigned |= held::assigns(&version.path, &version.text, token, usage);
                if deaths[at].last_seen.is_some() {
                    continue;
                }
                let line = u32::try_from(number + 1).unwrap_or(u32::MAX);
                deaths[at].last_seen = Some(version.code_place(line));
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

/// The spellings in which code may hold a word: with another first letter, and for kebab-case words all that stand for it.
pub(super) fn forms(word: &str) -> Vec<String> {
    let mut all = match word.contains('-') {
        true => spellings(word).into_iter().chain(made_forms(word)).collect(),
        false => vec![word.to_owned()],
    };
    all.extend(recased(word));
    all
}

/// The names of constants and variants of whose names a macro or an attribute makes the word: `NO_SUCH_NAME` and
/// `NoSuchName` for `no-such-name`. A flag is not the variable of the environment that has its letters.
fn made_forms(word: &str) -> Vec<String> {
    if word.starts_with('-') || !word.contains('-') {
        return Vec::new();
    }
    let pascal: String = word.split('-').map(capitalised).collect();
    vec![word.replace('-', "_").to_uppercase(), pascal]
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// `logLevel` as fields of Go and types are written: `LogLevel`.
fn recased(word: &str) -> Option<String> {
    let small = word.starts_with(|c: char| c.is_ascii_lowercase());
    let camel = small && word.contains(|c: char| c.is_ascii_uppercase()) && !word.contains(['_', '-']);
    camel.then(|| capitalised(word))
}

/// Whether code at head defines the same letters with a capital in front.
pub(super) fn is_recased(word: &str, left: &Presences) -> bool {
    let defined = |form: String| left.get(&form).is_some_and(|left| left.code.has(WordUse::DEFINITION));
    recased(word).is_some_and(defined)
}

/// Whether a word was only ever a text, and tests go on writing it: then it may be a value that the code still takes.
fn is_value_of_tests(before: Presence, extent: Extent) -> bool {
    let named = WordUse::IDENTIFIER.with(WordUse::DEFINITION);
    extent == Extent::OnlyTests && !before.code.with(before.config).has(named)
}

/// How much is left of a word; flags and kebab-case words live on in every spelling code may use.
fn word_extent(word: &str, left: &Presences) -> Option<Extent> {
    let defined = |name: &String| left.get(name).is_some_and(|left| left.code.has(WordUse::DEFINITION));
    if made_forms(word).iter().any(defined) {
        return None;
    }
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
