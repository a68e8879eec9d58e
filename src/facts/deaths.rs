//! Names that the code had at base and has no longer at head: what docs can be dead by.

use super::changed_files::{ChangedFile, Version};
use super::dropped;
use super::elements::without_elements;
use super::extents::{is_put_together, respelled, symbol_extent};
use super::module_deaths::module_deaths;
use super::namesakes::Namesakes;
use super::new_names::{renamed_words, voted_name};
use super::own_packages;
use super::pages::is_distinctive;
use super::presence::{self, Presence, Presences, role_for};
use super::side::Side;
use super::spellings::pieces;
use super::substitutions::Substitutions;
use super::word_deaths::{MIN_WORD, forms, is_recased, word_deaths};
use crate::code::tool_keys::{is_of_another_tool, is_told_to_setuptools, is_tool_file};
use crate::code::words::words;
use crate::model::change::{ChangeKind, PlacedSymbol, SymbolChange};
use crate::model::commit::CommitRef;
use crate::model::evidence::CodePlace;
use crate::model::mention::MentionKind;
use crate::model::path::RepoPath;
use crate::model::source::{FileRole, WordUse};
use crate::model::symbol::{SymbolKind, Visibility};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How much of a name is left at head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// Nothing.
    #[default]
    Vanished,
    /// Only comments still hold it.
    OnlyComments,
    /// Only tests or examples still hold it.
    OnlyTests,
    /// Its definition is gone; the word is still used as something else.
    DefinitionGone,
    /// Its definition is gone; another symbol has the same last name.
    LivesElsewhere,
}

/// What a dead name became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// Its new last name.
    pub name: String,
    /// The new definition, when one was matched.
    pub symbol: Option<PlacedSymbol>,
    /// Likeness of the bodies in percent.
    pub similarity: u8,
    /// Whether the new name stands for the same thing beyond doubt, so that docs can be rewritten without looking.
    pub certain: bool,
    /// Whether it is the name in full, and takes the place of all that the doc writes up to it.
    pub in_full: bool,
}

/// A name that is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Death {
    /// The name as code wrote it, without its containers.
    pub name: String,
    /// What it was; `None` when only its word is known.
    pub kind: Option<SymbolKind>,
    /// The definition at base, when one was read.
    pub base: Option<PlacedSymbol>,
    /// How code at base held it.
    pub usage: WordUse,
    /// How much of it is left.
    pub extent: Extent,
    /// Where and how the word still occurs at head.
    pub left: Presence,
    /// Where the code last held it.
    pub last_seen: Option<CodePlace>,
    /// What it became.
    pub new_name: Option<NewName>,
    /// Other definitions at head with the same last name.
    pub namesakes: Vec<PlacedSymbol>,
    /// Whether a function of the head has a parameter of that name.
    pub is_parameter: bool,
    /// Whether code gave it a value: as a parameter, a field or a key.
    pub is_assigned: bool,
    /// Whether code at head defines the same letters with a capital in front: `logLevel` as `LogLevel`.
    pub is_recased: bool,
    /// Whether only examples held it.
    pub is_of_example: bool,
    /// Whether only tests held it.
    pub is_of_test: bool,
    /// Whether it is a package of another project that no manifest asks for any more.
    pub is_dropped: bool,
    /// Whether it is a package of the project itself.
    pub is_own_package: bool,
    /// The commit that removed it.
    pub cause: Option<CommitRef>,
}

impl Death {
    /// Whether code at base defined the name, instead of only using it.
    pub fn was_defined(&self) -> bool {
        self.base.is_some() || self.usage.has(WordUse::DEFINITION)
    }

    /// Whether it is the name of a package, of the project or of others.
    pub fn is_package(&self) -> bool {
        self.is_dropped || self.is_own_package
    }

    /// Whether nothing at all has the name any more: no code, test, example, setting or comment.
    pub(super) fn leaves_nothing(&self) -> bool {
        self.extent == Extent::Vanished && self.left == Presence::default()
    }

    /// The same of a word that code writes without dashes, as the flag that docs write with them.
    pub(super) fn as_flag(&self) -> Self {
        let mut flag = Self {
            kind: None,
            base: None,
            ..self.clone()
        };
        flag.name.insert_str(0, "--");
        if let Some(new) = &mut flag.new_name {
            new.name.insert_str(0, "--");
        }
        flag
    }
}

/// All names that died between the two versions of the changed files.
pub fn between(files: &[ChangedFile], changes: &[SymbolChange], votes: &Substitutions, head: &Side<'_>) -> Vec<Death> {
    let texts = Texts::read(files);
    let gone = gone_symbols(changes);
    let bases = gone.values().flatten().filter_map(|change| change.base.as_ref());
    let wanted: BTreeSet<String> = texts
        .vanished_words()
        .chain(gone.keys().flat_map(|name| spellings(name)))
        .chain(renamed_words(&texts, votes))
        .flat_map(|word| forms(&word))
        .chain(bases.flat_map(joined_names))
        .collect();

    let pieces = wanted.iter().flat_map(|word| pieces(MentionKind::Key, word));
    let asked = wanted.iter().cloned().chain(pieces).collect();
    let left = presence::merged(presence::look_up(head, &asked, &texts.head_paths), texts.head.clone());
    let namesakes = Namesakes::read(head, files, &gone, &left);
    let respelled = respelled(changes);
    let mut deaths = symbol_deaths(&gone, &texts, &left, &namesakes, files, &respelled);
    deaths.extend(module_deaths(files));
    deaths.extend(dropped::deaths(files, head));
    deaths.extend(own_packages::deaths(files, head));
    deaths.extend(word_deaths(&wanted, &gone, &texts, &left, votes, files));
    deaths.retain(|death| !is_put_together(death, &left));
    let mut deaths = without_elements(deaths);
    for death in &mut deaths {
        if death.new_name.is_none() {
            death.new_name = voted_name(&death.name, votes, &texts);
        }
    }
    deaths
}

/// The words of the changed files on both sides.
pub(super) struct Texts {
    /// Those of the base.
    pub(super) base: Presences,
    /// Those of the head.
    pub(super) head: Presences,
    head_paths: BTreeSet<RepoPath>,
}

impl Texts {
    fn read(files: &[ChangedFile]) -> Self {
        let side = |version: fn(&ChangedFile) -> Option<&Version>| {
            files
                .par_iter()
                .filter_map(version)
                .fold(Presences::new, with_words)
                .reduce(Presences::new, presence::merged)
        };
        let head_paths = files
            .iter()
            .filter_map(|file| Some(file.head.as_ref()?.path.clone()))
            .collect();
        Self {
            base: side(|file| file.base.as_ref()),
            head: side(|file| file.head.as_ref()),
            head_paths,
        }
    }

    /// Words that changed files held as code or strings, and that none of them holds any more (comments aside).
    fn vanished_words(&self) -> impl Iterator<Item = String> + '_ {
        let held = self.base.iter().filter(|(word, presence)| {
            word.len() >= MIN_WORD && (is_candidate(**presence) || is_code(presence.example))
        });
        let gone = held.filter(|(word, _)| {
            self.head
                .get(*word)
                .is_none_or(|left| !is_code(left.code.with(left.config)))
        });
        gone.map(|(word, _)| word.clone())
    }
}

/// Whether a word was shipped: as a word of code, or as a key of a settings file.
pub(super) fn is_candidate(presence: Presence) -> bool {
    is_code(presence.code) || presence.config.has(WordUse::DEFINITION)
}

fn with_words(mut found: Presences, version: &Version) -> Presences {
    for (word, usage) in words(&version.path, &version.text) {
        // What a tool is told by a key of its own, it knows; the project only says it.
        let told = usage.has(WordUse::DEFINITION)
            && (is_tool_file(&version.path) || is_told_to_setuptools(&version.path, &word));
        let usage = if told { WordUse::STRING } else { usage };
        let role = role_for(&version.path, version.role, &word, usage);
        found.entry(word.into()).or_default().add(role, usage);
    }
    found
}

/// Whether a word is more than a word of a comment.
pub fn is_code(usage: WordUse) -> bool {
    usage.has(WordUse::IDENTIFIER.with(WordUse::STRING).with(WordUse::DEFINITION))
}

/// Symbols that are gone under their name, by that name.
fn gone_symbols(changes: &[SymbolChange]) -> BTreeMap<&str, Vec<&SymbolChange>> {
    let mut gone: BTreeMap<&str, Vec<&SymbolChange>> = BTreeMap::new();
    for change in changes {
        if let (ChangeKind::Removed | ChangeKind::Renamed, Some(base)) = (change.kind, &change.base) {
            gone.entry(&base.symbol.name).or_default().push(change);
        }
    }
    gone
}

/// The other ways in which code may write a name: flags and keys as fields (`--dry-run`, `dry_run`).
pub fn spellings(name: &str) -> Vec<String> {
    let bare = name.trim_start_matches('-');
    let mut all = vec![
        name.to_owned(),
        bare.to_owned(),
        bare.replace('-', "_"),
        bare.replace('_', "-"),
    ];
    all.sort();
    all.dedup();
    all.retain(|spelling| spelling.len() > 1);
    all
}

/// How much is left of a word by its occurrences at head; `None` when code still uses it.
pub fn extent_of(left: Presence) -> Option<Extent> {
    let code = left.code.with(left.config);
    let apart = left.test.with(left.example);
    if is_code(code) {
        return None;
    }
    Some(match (code == WordUse::default(), is_code(apart)) {
        (_, true) => Extent::OnlyTests,
        (false, false) => Extent::OnlyComments,
        (true, false) if apart == WordUse::default() => Extent::Vanished,
        (true, false) => Extent::OnlyComments,
    })
}

/// Whether examples define the name themselves.
pub(super) fn is_of_example(left: Presence) -> bool {
    left.example.has(WordUse::DEFINITION)
}

/// What code of JavaScript calls a function that it makes a member of a value by joining the two names (`cart_openBox`): no reader
/// sees the member.
fn joined_names(base: &PlacedSymbol) -> Vec<String> {
    let script = !matches!(base.path.extension(), "go" | "py" | "pyi" | "rs");
    let value = base
        .symbol
        .container
        .last()
        .filter(|of| of.starts_with(char::is_lowercase));
    let joined = value.filter(|_| script).map(|of| format!("{of}_{}", base.symbol.name));
    joined.into_iter().flat_map(|name| [format!("_{name}"), name]).collect()
}

fn symbol_deaths(
    gone: &BTreeMap<&str, Vec<&SymbolChange>>,
    texts: &Texts,
    left: &Presences,
    namesakes: &Namesakes,
    files: &[ChangedFile],
    respelled: &BTreeSet<&str>,
) -> Vec<Death> {
    let mut deaths = Vec::new();
    for (name, changes) in gone {
        for change in changes {
            let Some(base) = &change.base else { continue };
            let is_held = |word: &String| left.get(word).is_some_and(|left| is_code(left.code));
            if joined_names(base).iter().any(is_held) {
                continue;
            }
            let extent = match respelled.contains(name) {
                true => left.get(*name).map_or(Extent::Vanished, |left| {
                    extent_of(*left).unwrap_or(Extent::DefinitionGone)
                }),
                false => symbol_extent(base, left, namesakes),
            };
            if files
                .iter()
                .filter_map(|file| file.head.as_ref())
                .any(|version| version.binds(&base.symbol.name))
            {
                continue;
            }
            let role = files
                .iter()
                .filter_map(|file| file.base.as_ref())
                .find(|version| version.path == base.path);
            let tested = is_of_tests(role);
            // Classes of tests are called like those of examples.
            let named = !tested || is_distinctive(&base.symbol.name) && base.symbol.kind == SymbolKind::Function;
            let apart = (is_of_examples(role) || tested) && named && extent == Extent::Vanished;
            if !apart && role.is_none_or(|version| !is_shipped(base, version.role)) {
                continue;
            }
            deaths.push(Death {
                name: (*name).to_owned(),
                kind: Some(base.symbol.kind),
                base: Some(base.clone()),
                usage: texts
                    .base
                    .get(*name)
                    .copied()
                    .unwrap_or_default()
                    .anywhere()
                    .with(WordUse::DEFINITION),
                extent,
                left: left.get(*name).copied().unwrap_or_default(),
                last_seen: role.map(|version| version.code_place(base.symbol.line)),
                new_name: renamed_to(change),
                namesakes: namesakes.of(base),
                is_parameter: namesakes.parameters.contains(*name),
                is_assigned: true,
                is_recased: is_recased(name, left),
                is_of_example: is_of_examples(role),
                is_of_test: tested,
                ..Death::default()
            });
        }
    }
    deaths
}

fn is_of_examples(version: Option<&Version>) -> bool {
    version.is_some_and(|version| version.role == FileRole::Example)
}

fn is_of_tests(version: Option<&Version>) -> bool {
    version.is_some_and(|version| version.role == FileRole::Test)
}

/// Whether a symbol was shipped: code, and keys of settings files whose names nobody uses by chance.
pub(super) fn is_shipped(base: &PlacedSymbol, role: FileRole) -> bool {
    let key = base.symbol.kind == SymbolKind::ConfigKey;
    let telling = is_distinctive(&base.symbol.name) || base.symbol.name.contains('-');
    if key && is_of_another_tool(&base.path, &base.symbol.container) {
        return false;
    }
    role == FileRole::Code || (key && role == FileRole::Config && telling)
}

fn renamed_to(change: &SymbolChange) -> Option<NewName> {
    let head = change
        .head
        .as_ref()
        .filter(|head| head.symbol.visibility != Visibility::Private)?;
    Some(NewName {
        name: head.symbol.name.clone(),
        symbol: Some(head.clone()),
        similarity: change.similarity,
        certain: change.kind == ChangeKind::Renamed,
        in_full: false,
    })
}
