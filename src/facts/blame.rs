//! Names the commit that made each stale mention stale, and what the dead name became there.

use super::cause::removal;
use super::deaths::{Death, NewName, is_code};
use super::past::Past;
use super::range;
use super::side::Side;
use super::stale::{Facts, Fault, Stale};
use super::tie::holds_word;
use crate::code;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::change::SymbolChange;
use crate::model::commit::{Commit, CommitRef, TouchKind};
use crate::model::page::PassageKind;
use crate::model::path::RepoPath;
use crate::model::revision::{Oid, Revision, Snapshot};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// So many different causes are compared with their parents to find new names.
const MAX_COMPARED: usize = 60;

/// So many rows of a section with both names make it a table of old and new names.
const TOLD_BY_TABLE: usize = 3;

/// What a fault is searched by: equal keys have the same cause.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Word(String),
    Symbol(RepoPath, String),
    Signature(RepoPath, String, u64),
    Path(RepoPath),
}

/// Fills in the causes; nothing behind `floor` is searched.
///
/// # Errors
/// When the history cannot be read.
pub fn name_causes(
    repo: &Repo,
    settings: &Settings,
    facts: &mut Facts,
    head: Oid,
    floor: Option<Oid>,
) -> Result<(), GitError> {
    let words = facts.stale.iter().filter_map(|stale| match &stale.fault {
        Fault::Dead(death) => Some(death.name.clone()),
        _ => None,
    });
    let words = words.collect();
    let past = Past::new(repo, settings, &words);
    let search = Search {
        repo,
        past,
        head,
        floor,
    };
    let mut causes: BTreeMap<Key, Option<Commit>> = BTreeMap::new();
    for stale in &mut facts.stale {
        let Some(key) = key_of(&stale.fault) else { continue };
        let commit = match causes.get(&key) {
            Some(commit) => commit.clone(),
            None => {
                let commit = search.find(&key)?;
                causes.insert(key, commit.clone());
                commit
            }
        };
        stale.cause = commit.as_ref().map(CommitRef::from);
    }
    if floor.is_none() {
        NewNames {
            repo,
            settings,
            head,
            compared: HashMap::new(),
        }
        .fill(facts)?;
    }
    Ok(())
}

fn key_of(fault: &Fault) -> Option<Key> {
    match fault {
        Fault::Dead(death) => Some(death_key(death)),
        Fault::Missing(missing) => Some(Key::Path(missing.from.clone())),
        Fault::Contradicted(change, _) | Fault::Changed(change) => change_key(change),
        Fault::NeverExisted(_) => None,
    }
}

fn death_key(death: &Death) -> Key {
    use super::deaths::Extent;
    match (&death.base, death.extent) {
        (Some(base), Extent::DefinitionGone | Extent::LivesElsewhere) => {
            Key::Symbol(base.path.clone(), base.symbol.local_name())
        }
        _ => Key::Word(death.name.clone()),
    }
}

fn change_key(change: &SymbolChange) -> Option<Key> {
    let base = change.base.as_ref()?;
    let print = fingerprint(&base.symbol);
    Some(Key::Signature(base.path.clone(), base.symbol.local_name(), print))
}

/// What of a symbol has to stay for docs to stay true.
fn fingerprint(symbol: &crate::model::symbol::Symbol) -> u64 {
    let value = symbol.value.as_deref().unwrap_or_default();
    let hash = blake3::hash(format!("{:?} {value} {:?}", symbol.signature, symbol.visibility).as_bytes());
    u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default())
}

struct Search<'a> {
    repo: &'a Repo,
    past: Past<'a>,
    head: Oid,
    floor: Option<Oid>,
}

impl Search<'_> {
    fn find(&self, key: &Key) -> Result<Option<Commit>, GitError> {
        removal(self.repo, self.head, self.floor, &|commit| self.present(key, commit))
    }

    fn present(&self, key: &Key, commit: &Commit) -> Result<bool, GitError> {
        match key {
            Key::Word(word) => {
                let found = self.past.word(commit.tree, word)?;
                Ok(found.is_some_and(|found| is_code(found.presence.code.with(found.presence.config))))
            }
            Key::Path(path) => Ok(self.past.entry(commit.tree, path.as_str())?.is_some()),
            Key::Symbol(path, name) => Ok(self.symbol(commit, path, name)?.is_some()),
            Key::Signature(path, name, print) => Ok(self
                .symbol(commit, path, name)?
                .is_some_and(|symbol| fingerprint(&symbol) == *print)),
        }
    }

    fn symbol(
        &self,
        commit: &Commit,
        path: &RepoPath,
        name: &str,
    ) -> Result<Option<crate::model::symbol::Symbol>, GitError> {
        let Some((_, blob)) = self.past.entry(commit.tree, path.as_str())? else {
            return Ok(None);
        };
        let bytes = self.repo.read_blob(blob)?;
        let read = code::reader::read(path, &String::from_utf8_lossy(&bytes));
        Ok(read.symbols.into_iter().find(|symbol| symbol.local_name() == name))
    }
}

/// Finds in each cause what the dead names became.
struct NewNames<'a> {
    repo: &'a Repo,
    settings: &'a Settings,
    head: Oid,
    compared: HashMap<Oid, Option<Arc<Compared>>>,
}

/// Drops names whose line gives the new name too: a table of old and new names knows what it says. Its other rows are of the
/// same kind, whether their new names are known or not.
fn drop_told(facts: &mut Facts) {
    let told = |stale: &Stale| {
        let Fault::Dead(death) = &stale.fault else { return None };
        let new = &death.new_name.as_ref()?.name;
        let page = facts.pages.get(stale.page)?;
        let mention = page.page.mentions.get(stale.mention)?;
        let passage = page
            .passage(mention)
            .filter(|passage| passage.kind == PassageKind::Prose);
        let prose = passage.and_then(|passage| page.text.get(passage.span.range()));
        let both = holds_word(prose.unwrap_or_else(|| page.line_text(mention.line)), new);
        both.then(|| (stale.page, page.heading(mention).to_vec()))
    };
    let sections: Vec<_> = facts.stale.iter().filter_map(told).collect();
    let in_table = |stale: &Stale| {
        let (page, mention) = facts.mention_of(stale)?;
        let section = (stale.page, page.heading(mention).to_vec());
        let known = sections.iter().filter(|other| **other == section).count();
        let row = page.line_text(mention.line).trim_start();
        Some(
            known >= TOLD_BY_TABLE
                && (row.starts_with('|') || row.starts_with('`') || row.starts_with("* ") || row.starts_with("- ")),
        )
    };
    let dropped: Vec<bool> = facts
        .stale
        .iter()
        .map(|stale| {
            told(stale).is_some() || matches!(stale.fault, Fault::Dead(_)) && in_table(stale).unwrap_or_default()
        })
        .collect();
    let mut dropped = dropped.into_iter();
    facts.stale.retain(|_| !dropped.next().unwrap_or_default());
}

/// What one commit did.
struct Compared {
    names: BTreeMap<String, NewName>,
    moved: BTreeMap<RepoPath, RepoPath>,
}

impl NewNames<'_> {
    fn fill(&mut self, facts: &mut Facts) -> Result<(), GitError> {
        let alive = self.repo.snapshot(Revision::Commit(self.head))?.0;
        let mut wanted = BTreeSet::new();
        for at in 0..facts.stale.len() {
            let Some(cause) = facts.stale[at].cause.as_ref().map(|cause| cause.id) else {
                continue;
            };
            let Some(compared) = self.compare(cause)? else { continue };
            match &mut facts.stale[at].fault {
                Fault::Dead(death) if death.new_name.is_none() => {
                    if let Some(name) = compared.names.get(&death.name) {
                        wanted.insert(name.name.clone());
                        Arc::make_mut(death).new_name = Some(name.clone());
                    }
                }
                Fault::Missing(missing) => {
                    missing.to = compared
                        .moved
                        .get(&missing.from)
                        .filter(|to| alive.has_path(to.as_str()))
                        .cloned();
                }
                _ => {}
            }
        }
        self.drop_dead_names(facts, alive, &wanted);
        drop_told(facts);
        Ok(())
    }

    /// A new name that is gone itself by now is no help.
    fn drop_dead_names(&self, facts: &mut Facts, alive: Snapshot, wanted: &BTreeSet<String>) {
        let head = Side::new(self.repo, alive, self.settings);
        let left = super::presence::look_up(&head, wanted, &BTreeSet::new());
        for stale in &mut facts.stale {
            if let Fault::Dead(death) = &mut stale.fault {
                let gone = death
                    .new_name
                    .as_ref()
                    .is_some_and(|new| left.get(&new.name).is_none_or(|left| !is_code(left.code)));
                if gone {
                    Arc::make_mut(death).new_name = None;
                }
            }
        }
    }

    fn compare(&mut self, cause: Oid) -> Result<Option<Arc<Compared>>, GitError> {
        if let Some(known) = self.compared.get(&cause) {
            return Ok(known.clone());
        }
        if self.compared.len() >= MAX_COMPARED {
            return Ok(None);
        }
        let commit = self.repo.commit(cause)?;
        let compared = match commit.parents.first() {
            Some(parent) => Some(Arc::new(self.compare_with(*parent, cause)?)),
            None => None,
        };
        self.compared.insert(cause, compared.clone());
        Ok(compared)
    }

    fn compare_with(&self, parent: Oid, cause: Oid) -> Result<Compared, GitError> {
        let side = |id| -> Result<Side<'_>, GitError> {
            Ok(Side::new(
                self.repo,
                self.repo.snapshot(Revision::Commit(id))?.0,
                self.settings,
            ))
        };
        let code = range::compare(&side(parent)?, &side(cause)?)?;
        let names = code
            .deaths
            .iter()
            .filter_map(|death| Some((death.name.clone(), death.new_name.clone()?)))
            .collect();
        let moved = code.paths.iter().filter(|change| change.kind == TouchKind::Renamed);
        let moved = moved.filter_map(|change| Some((change.from.clone()?, change.path.clone())));
        let folders = code
            .departed
            .folders
            .iter()
            .filter_map(|(from, to)| Some((from.clone(), to.clone()?)));
        Ok(Compared {
            names,
            moved: moved.chain(folders).collect(),
        })
    }
}
