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
use std::collections::HashMap;
use std::sync::Arc;

/// Asks the past about candidates.
pub(super) struct Judge<'a> {
    repo: &'a Repo,
    pub(super) past: Past<'a>,
    pub(super) kept: Kept<'a>,
    tables: PastTables<'a>,
    pub(super) names: &'a Names,
    table: &'a Table,
    commits: HashMap<Oid, Commit>,
    deaths: HashMap<(Oid, String), Option<Arc<Death>>>,
    paths: PastPaths,
}

/// What is wrong, why the mention means that, and how sure it is.
pub(super) type Found = (Fault, Tie, Confidence);

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

    pub(super) fn commit(&mut self, id: Oid) -> Result<Commit, GitError> {
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
        let mut rows = Vec::new();
        for candidate in candidates {
            rows.push(self.verdict(&pages[candidate.page], candidate)?);
        }
        self.told_beside(pages, candidates, &mut rows)?;
        Ok(rows.into_iter().flatten().collect())
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
        Ok(row.map(|found| self.stale(page, candidate, found, kept)))
    }

    /// What is wrong with a mention, as surely as an audit may say it.
    pub(super) fn stale(
        &self,
        page: &PageFacts,
        candidate: &Candidate,
        (fault, tie, confidence): Found,
        kept: bool,
    ) -> Stale {
        let mention = &page.page.mentions[candidate.mention];
        let is_word = matches!(candidate.asks, Asks::Word(..));
        // That no other definition had the name says little after years in which other projects may have taken it up, and what
        // tests go on using may work.
        let alone = tie == Tie::OnlyDefinition || of_others::is_tested(&fault);
        let elsewhere = matches!(&fault, Fault::Dead(death)
            if of_others::is_elsewhere((self.names, self.table), page, mention, (death, &tie)));
        let most = if elsewhere {
            Confidence::Low
        } else if is_word && (alone || super::shown::is_own(page, mention.leaf())) {
            Confidence::Medium
        } else {
            Confidence::High
        };
        Stale {
            page: candidate.page,
            mention: candidate.mention,
            part: candidate.part,
            fault,
            tie,
            confidence: page.capped(mention, confidence).min(most),
            cause: None,
            written: None,
            kept,
        }
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

    /// Whether a part of a name stands behind the project's own package.
    pub(super) fn is_in_full(&self, page: &PageFacts, mention: &Mention, part: usize) -> bool {
        part > 0
            && matches!(mention.kind, MentionKind::Name | MentionKind::Call)
            && self.names.own.contains(&mention.parts[0])
            && !page.assigns(&mention.parts[0])
    }

    pub(super) fn dead(
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

    /// A name that dangles at head: dead when it resolved where it was written.
    pub(super) fn dangled(&mut self, name: &[String], at: usize, commit: &Commit) -> Result<Option<Found>, GitError> {
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
    pub(super) fn death(
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
