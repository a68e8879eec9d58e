//! Asks the commit that wrote a passage about a mention that head does not know: was it there, or never?

use super::audit::{Asks, Candidate};
use super::chance::{is_by_chance, is_made_or_copied};
use super::deaths::{Death, Extent};
use super::flags;
use super::held::{bases_then, describe, is_bare_flag, is_only_used, is_shipped, is_spoken_of, is_telling, was_code};
use super::heritage::may_live_abroad;
use super::kept::Kept;
use super::moved::gone_from_its_place;
use super::names::Names;
use super::of_others;
use super::page_own;
use super::pages::PageFacts;
use super::past::Past;
use super::past_paths::{self, PastPath, PastPaths};
use super::paths::MissingPath;
use super::resolver::{PastTables, placed};
use super::spellings::spellings;
use super::split_off::is_split_off;
use super::stale::{Fault, Stale};
use super::table::{Resolution, Table};
use super::tie;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::commit::Commit;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::revision::Oid;
use crate::model::source::WordUse;
use std::collections::HashMap;
use std::sync::Arc;

/// Asks the past about candidates.
pub(super) struct Judge<'a> {
    repo: &'a Repo,
    past: Past<'a>,
    kept: Kept<'a>,
    tables: PastTables<'a>,
    names: &'a Names,
    table: &'a Table,
    commits: HashMap<Oid, Commit>,
    deaths: HashMap<(Oid, String), Option<Arc<Death>>>,
    paths: PastPaths,
}

/// What is wrong, why the mention means that, and how sure it is.
type Found = (Fault, Tie, Confidence);

impl<'a> Judge<'a> {
    pub(super) fn new(
        repo: &'a Repo,
        settings: &'a Settings,
        (past, kept): (Past<'a>, Kept<'a>),
        (names, table): (&'a Names, &'a Table),
    ) -> Self {
        let tables = PastTables::new(repo, settings);
        Self {
            repo,
            past,
            kept,
            tables,
            names,
            table,
            commits: HashMap::new(),
            deaths: HashMap::new(),
            paths: PastPaths::new(),
        }
    }

    fn commit(&mut self, id: Oid) -> Result<Commit, GitError> {
        if let Some(commit) = self.commits.get(&id) {
            return Ok(commit.clone());
        }
        let commit = self.repo.commit(id)?;
        self.commits.insert(id, commit.clone());
        Ok(commit)
    }

    /// The verdicts on all candidates.
    pub(super) fn verdicts(&mut self, pages: &[PageFacts], candidates: &[Candidate]) -> Result<Vec<Stale>, GitError> {
        self.paths = past_paths::look_up(self.repo, &mut self.kept, pages, candidates)?;
        let mut stale = Vec::new();
        for candidate in candidates {
            stale.extend(self.verdict(&pages[candidate.page], candidate)?);
        }
        Ok(stale)
    }

    fn verdict(&mut self, page: &PageFacts, candidate: &Candidate) -> Result<Option<Stale>, GitError> {
        let mention = &page.page.mentions[candidate.mention];
        let Some(origin) = page.origin(mention.line) else {
            return Ok(None);
        };
        let commit = self.commit(origin)?;
        let mut kept = false;
        let row = match &candidate.asks {
            Asks::Word(word, extent) => {
                let (found, was_kept) = self.word(page, mention, (candidate.part, word.as_str(), *extent), &commit)?;
                kept = was_kept;
                found
            }
            Asks::Flag(word) => {
                let asked = (candidate.part, word.as_str(), Extent::Vanished);
                let (found, was_kept) = self.word(page, mention, asked, &commit)?;
                kept = was_kept;
                found.filter(|(fault, _, _)| matches!(fault, Fault::Dead(death) if flags::was_declared(death)))
            }
            Asks::Qualified(name, at) => match self.dangled(name, *at, &commit)? {
                None => {
                    let found = self.kept_dangled(page, mention, (name, *at), &commit)?;
                    kept = found.is_some();
                    found
                }
                found => found,
            },
            Asks::Path => {
                let path = self.paths.get(&(candidate.page, candidate.mention));
                kept = path.is_some_and(|path| path.kept);
                path.and_then(|path| missing(page, mention, path))
            }
        };
        let is_word = row.is_some() && matches!(candidate.asks, Asks::Word(..));
        // That no other definition had the name says little after years in which other projects may have taken it up, and what
        // tests go on using may work.
        let alone = matches!(&row, Some((fault, tie, _)) if *tie == Tie::OnlyDefinition || of_others::is_tested(fault));
        let elsewhere = matches!(&row, Some((Fault::Dead(death), tie, _))
            if of_others::is_elsewhere((self.names, self.table), page, mention, (death, tie)));
        let most = if elsewhere {
            Confidence::Low
        } else if is_word && (alone || super::shown::is_own(page, mention.leaf())) {
            Confidence::Medium
        } else {
            Confidence::High
        };
        Ok(row.map(|(fault, tie, confidence)| Stale {
            page: candidate.page,
            mention: candidate.mention,
            part: candidate.part,
            fault,
            tie,
            confidence: page.capped(mention, confidence).min(most),
            cause: None,
            written: None,
            kept,
        }))
    }

    /// What became of a word, and whether it was gone already when its line was last written.
    fn word(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        asked: (usize, &str, Extent),
        commit: &Commit,
    ) -> Result<(Option<Found>, bool), GitError> {
        let found = self.dead(page, mention, asked, commit)?;
        if found
            .as_ref()
            .is_none_or(|(_, _, confidence)| *confidence == Confidence::Low)
            && let Some(found) = self.removed_with_its_line(page, mention, asked, commit)?
        {
            return Ok((Some(found), false));
        }
        if found.is_some() {
            return Ok((found, false));
        }
        Ok(match self.kept_dead(page, mention, asked, commit)? {
            None => (self.never_existed(page, mention, asked.0, commit)?, false),
            found => (found, true),
        })
    }

    /// A name in full that the very commit removed which wrote its line: the author still had it in mind.
    fn removed_with_its_line(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        asked: (usize, &str, Extent),
        commit: &Commit,
    ) -> Result<Option<Found>, GitError> {
        let in_full = self.is_in_full(page, mention, asked.0) && page.is_of_the_present(mention);
        let Some(parent) = commit.parents.first().filter(|_| in_full) else {
            return Ok(None);
        };
        let before = self.commit(*parent)?;
        let found = self.dead(page, mention, asked, &before)?;
        let sure = found.filter(|(fault, _, confidence)| {
            matches!(fault, Fault::Dead(death) if death.base.is_some()) && *confidence > Confidence::Low
        });
        Ok(sure.map(|(fault, tie, _)| (fault, tie, Confidence::Medium)))
    }

    /// Whether a part of a name stands behind the project's own package.
    fn is_in_full(&self, page: &PageFacts, mention: &Mention, part: usize) -> bool {
        part > 0
            && matches!(mention.kind, MentionKind::Name | MentionKind::Call)
            && self.names.own.contains(&mention.parts[0])
            && !page.assigns(&mention.parts[0])
    }

    fn dead(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        (part, word, extent): (usize, &str, Extent),
        commit: &Commit,
    ) -> Result<Option<Found>, GitError> {
        let Some(death) = self.death(mention.kind, word, extent, commit)? else {
            return Ok(None);
        };
        let then = |base: &_| bases_then(self.repo, &self.past, commit.tree, base);
        if may_live_abroad(self.table, &death, then) || page_own::is_several(self.table, mention) {
            return Ok(None);
        }
        let tied = tie::to_death(self.names, None, page, mention, part, &death);
        Ok(tied.map(|(tie, confidence)| {
            let confidence = match is_only_used(mention, &death) {
                true if death.is_assigned && is_telling(mention, &death) && !page.assigns(word) => {
                    confidence.min(Confidence::Medium)
                }
                true => Confidence::Low,
                // What shipped code only used, and tests or comments go on using, is seldom the project's own.
                false if is_spoken_of(mention, &death) || is_bare_flag(mention, &death) => Confidence::Low,
                false => confidence,
            };
            (Fault::Dead(death), tie, confidence)
        }))
    }

    /// A word that was gone when its line was last written, but that the docs had while the code did.
    fn kept_dead(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        (part, word, extent): (usize, &str, Extent),
        commit: &Commit,
    ) -> Result<Option<Found>, GitError> {
        if self.death(mention.kind, word, extent, commit)?.is_some() || !page.is_of_the_present(mention) {
            return Ok(None);
        }
        let past = &self.past;
        let spellings = spellings(mention.kind, word);
        let held = |commit: &Commit| {
            for spelling in &spellings {
                if past.word(commit.tree, spelling)?.is_some_and(|past| was_code(&past)) {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        let Some(right) = self
            .kept
            .last_right(commit, (&page.path, page.line_text(mention.line)), word, &held)?
        else {
            return Ok(None);
        };
        let found = self.dead(page, mention, (part, word, extent), &right)?;
        let sure = found.filter(|(fault, _, _)| match fault {
            Fault::Dead(death) => is_telling(mention, death),
            _ => false,
        });
        Ok(sure.map(|(fault, tie, confidence)| (fault, tie, confidence.min(Confidence::Medium))))
    }

    /// A name that dangles at head: dead when it resolved where it was written.
    fn dangled(&mut self, name: &[String], at: usize, commit: &Commit) -> Result<Option<Found>, GitError> {
        let Some(table) = self.tables.at(commit.id)? else {
            return Ok(None);
        };
        match table.resolve(&name[..=at]) {
            // Modules that fill themselves at run time dangle on both sides: nothing certain can be said.
            Resolution::Dangling(_) => Ok(None),
            found => Ok(placed(found).map(|symbol| {
                let death = gone_from_its_place(symbol);
                (Fault::Dead(Arc::new(death)), Tie::QualifiedName, Confidence::High)
            })),
        }
    }

    /// A qualified name that dangled when its line was last written, but that the docs had while it resolved.
    fn kept_dangled(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        (name, at): (&[String], usize),
        commit: &Commit,
    ) -> Result<Option<Found>, GitError> {
        if !page.is_of_the_present(mention) {
            return Ok(None);
        }
        let past = &self.past;
        let defined = |commit: &Commit| {
            let found = past.word(commit.tree, &name[at])?;
            Ok(found.is_some_and(|found| found.presence.code.has(WordUse::DEFINITION)))
        };
        let Some(right) =
            self.kept
                .last_right(commit, (&page.path, page.line_text(mention.line)), &name[at], &defined)?
        else {
            return Ok(None);
        };
        let found = self.dangled(name, at, &right)?;
        Ok(found.map(|(fault, tie, confidence)| (fault, tie, confidence.min(Confidence::Medium))))
    }

    /// A word that no code holds, qualified by the project's own package, and that the code did not hold when it was written.
    fn never_existed(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        part: usize,
        commit: &Commit,
    ) -> Result<Option<Found>, GitError> {
        // `.. module:: shop.guide` names what the page itself is about, which need be no module.
        let anchor =
            matches!(&mention.form, MentionForm::Directive(name) if name.ends_with("module") && !name.contains("auto"));
        if anchor || !self.is_in_full(page, mention, part) {
            return Ok(None);
        }
        let Some(table) = self.tables.at(commit.id)? else {
            return Ok(None);
        };
        let dangles = matches!(table.resolve(&mention.parts[..=part]), Resolution::Dangling(at) if at == part)
            && table.is_spelled_like(&mention.parts, &mention.text);
        Ok(dangles.then(|| {
            (
                Fault::NeverExisted(mention.parts[..part].join(".")),
                Tie::QualifiedName,
                Confidence::Medium,
            )
        }))
    }

    /// The word as the code of that commit held it, if it did.
    fn death(
        &mut self,
        kind: MentionKind,
        word: &str,
        extent: Extent,
        commit: &Commit,
    ) -> Result<Option<Arc<Death>>, GitError> {
        let key = (commit.tree, word.to_owned());
        if let Some(death) = self.deaths.get(&key) {
            return Ok(death.clone());
        }
        let mut found = None;
        for spelling in spellings(kind, word) {
            let past = self.past.word(commit.tree, &spelling)?;
            found = found.or(past.filter(was_code));
        }
        if let Some(past) = &found
            && is_split_off(self.repo, &self.past, self.names, commit.tree, &past.file)?
        {
            found = None;
        }
        let death = found
            .map(|past| (describe(self.repo, word, extent, &past), past))
            .filter(|(death, past)| is_shipped(death, past))
            .map(|(death, _)| Arc::new(death));
        self.deaths.insert(key, death.clone());
        Ok(death)
    }
}

/// The path that a mention named and that is gone.
fn missing(page: &PageFacts, mention: &Mention, path: &PastPath) -> Option<Found> {
    let from = path.found.first().cloned()?;
    if is_by_chance(page, mention, &from) || is_made_or_copied(&from) {
        return None;
    }
    let bare = !mention.text.trim_start_matches("./").contains('/');
    if (bare && (path.found.len() > 1 || mention.kind != MentionKind::Link))
        && matches!(mention.form, MentionForm::Block(_) | MentionForm::Plain)
    {
        return None;
    }
    let sure = mention.kind == MentionKind::Link || !bare;
    let confidence = match sure && !path.kept {
        true => Confidence::High,
        false => Confidence::Medium,
    };
    Some((
        Fault::Missing(MissingPath { from, to: None, sure }),
        Tie::Path,
        confidence,
    ))
}
