//! What code did not hold any more when a line was last written: it is stale all the same if the line, or another one of its page,
//! named it before.

use super::audit::{Asks, Candidate};
use super::deaths::{Death, Extent};
use super::flags;
use super::held::{is_telling, was_code};
use super::judge::{Found, Judge};
use super::pages::{PageFacts, is_distinctive};
use super::spellings::spellings;
use super::stale::{Fault, Stale};
use crate::git::error::GitError;
use crate::model::commit::Commit;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionKind};
use crate::model::revision::Oid;
use crate::model::source::WordUse;
use std::collections::HashMap;

impl Judge<'_> {
    /// A name in full that the very commit removed which wrote its line: the author still had it in mind.
    pub(super) fn removed_with_its_line(
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

    /// A word that was gone when its line was last written, but that the docs had while the code did.
    pub(super) fn kept_dead(
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
            Fault::Dead(death) => self.is_own_beyond_doubt(mention, death),
            _ => false,
        });
        Ok(sure.map(|(fault, tie, confidence)| (fault, tie, confidence.min(Confidence::Medium))))
    }

    /// A qualified name that dangled when its line was last written, but that the docs had while it resolved.
    pub(super) fn kept_dangled(
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

    /// Flags and variables that are dead on another line of their page, which had them rightly: on lines that were written too
    /// late to have been right themselves they are no better. Other names may mean several things in one page.
    pub(super) fn told_beside(
        &mut self,
        pages: &[PageFacts],
        candidates: &[Candidate],
        rows: &mut [Option<Stale>],
    ) -> Result<(), GitError> {
        let mut right: HashMap<(usize, &str), Oid> = HashMap::new();
        for (candidate, row) in candidates.iter().zip(rows.iter()) {
            let Some((word, _)) = asked(candidate) else { continue };
            let page = &pages[candidate.page];
            let sure = row
                .as_ref()
                .filter(|row| matches!(row.fault, Fault::Dead(_)) && !row.kept && row.confidence > Confidence::Low);
            let line = page.page.mentions[candidate.mention].line;
            if let Some(origin) = sure.and_then(|_| page.origin(line)) {
                right.insert((candidate.page, word), origin);
            }
        }
        for (candidate, row) in candidates.iter().zip(rows.iter_mut()) {
            let page = &pages[candidate.page];
            let mention = &page.page.mentions[candidate.mention];
            let special = matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar);
            let open = row.is_none() && special && page.is_of_the_present(mention);
            let Some((word, extent)) = asked(candidate).filter(|_| open) else {
                continue;
            };
            let Some(origin) = right.get(&(candidate.page, word)) else {
                continue;
            };
            let commit = self.commit(*origin)?;
            let found = self.dead(page, mention, (candidate.part, word, extent), &commit)?;
            let is_flag = matches!(candidate.asks, Asks::Flag(_));
            let sure = found.filter(|(fault, _, confidence)| {
                *confidence > Confidence::Low
                    && matches!(fault, Fault::Dead(death)
                        if self.is_own_beyond_doubt(mention, death) && (!is_flag || flags::was_declared(death)))
            });
            *row = sure.map(|(fault, tie, confidence)| {
                let found = (fault, tie, confidence.min(Confidence::Medium));
                self.stale(page, candidate, found, true)
            });
        }
        Ok(())
    }

    /// Whether a name is the project's beyond doubt. A setting in capitals that code gives a value itself is, and so is one that
    /// begins with the name of a package of the project.
    fn is_own_beyond_doubt(&self, mention: &Mention, death: &Death) -> bool {
        let constant = !death.name.contains(|c: char| c.is_ascii_lowercase());
        let defined = death.base.is_some() && is_distinctive(&death.name);
        is_telling(mention, death)
            || constant && death.extent != Extent::OnlyTests && (defined || self.names.begins_own(&death.name))
    }
}

/// The word that a candidate asks about, and what is left of it.
fn asked(candidate: &Candidate) -> Option<(&str, Extent)> {
    match &candidate.asks {
        Asks::Word(word, extent) => Some((word, *extent)),
        Asks::Flag(word) => Some((word, Extent::Vanished)),
        Asks::Qualified(..) | Asks::Path => None,
    }
}
