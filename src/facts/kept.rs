//! Names and paths that a page kept through edits: the commit that last wrote a line may only have reflowed, reworded or
//! moved it. What the docs named while the code had it is stale all the same when the code lost it before that commit.

use super::past::Past;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::commit::Commit;
use crate::model::path::RepoPath;
use crate::model::revision::{FileKind, Oid};
use std::collections::BTreeSet;

/// So many commits of the main line are looked at first; what was in the code for a shorter time than lies between two of
/// them may go unseen.
const SAMPLES: usize = 16;

/// What the docs of earlier commits named.
pub(super) struct Kept<'a> {
    repo: &'a Repo,
    docs: Past<'a>,
    head: Oid,
    line: Option<Vec<Commit>>,
}

impl<'a> Kept<'a> {
    /// Answers for these words, back from `head`.
    pub(super) fn new(repo: &'a Repo, settings: &'a Settings, words: &'a BTreeSet<String>, head: Oid) -> Self {
        Self {
            repo,
            docs: Past::of_docs(repo, settings, words),
            head,
            line: None,
        }
    }

    /// The first parents of the head, newest first.
    fn main_line(&mut self) -> Result<&[Commit], GitError> {
        if self.line.is_none() {
            let mut line = vec![self.repo.commit(self.head)?];
            while let Some(parent) = line.last().and_then(|last| last.parents.first()) {
                line.push(self.repo.commit(*parent)?);
            }
            self.line = Some(line);
        }
        Ok(self.line.as_deref().unwrap_or_default())
    }

    /// Commits spread evenly over the history, newest first, without the head.
    pub(super) fn samples(&mut self) -> Result<Vec<Commit>, GitError> {
        let line = self.main_line()?;
        Ok(places(line.len()).into_iter().map(|at| line[at].clone()).collect())
    }

    /// The newest commit known to have been right: `held` is true of it, and from then on to `origin`, the commit that last
    /// wrote the line, the docs had the word.
    pub(super) fn last_right(
        &mut self,
        origin: &Commit,
        page: &RepoPath,
        word: &str,
        held: &dyn Fn(&Commit) -> Result<bool, GitError>,
    ) -> Result<Option<Commit>, GitError> {
        let Some(parent) = origin.parents.first() else {
            return Ok(None);
        };
        let Some(right) = self.newest(held)? else {
            return Ok(None);
        };
        let before = self.repo.commit(*parent)?;
        let named = self.in_docs(&before, page, word)? && self.in_docs(&right, page, word)?;
        Ok(named.then_some(right))
    }

    /// The newest commit of which `held` is true, as far as the samples show.
    fn newest(&mut self, held: &dyn Fn(&Commit) -> Result<bool, GitError>) -> Result<Option<Commit>, GitError> {
        let line = self.main_line()?;
        let mut without = 0;
        for with in places(line.len()) {
            if held(&line[with])? {
                return halve(line, without, with, held).map(Some);
            }
            without = with;
        }
        Ok(None)
    }

    /// The entry at a path of a commit: its kind (`None` for a folder) and id.
    pub(super) fn entry(&self, commit: &Commit, path: &RepoPath) -> Result<Option<(Option<FileKind>, Oid)>, GitError> {
        self.docs.entry(commit.tree, path.as_str())
    }

    /// Whether the docs of a commit had a word: the page itself or, when it was not there yet, any page.
    pub(super) fn in_docs(&self, commit: &Commit, page: &RepoPath, word: &str) -> Result<bool, GitError> {
        match self.docs.entry(commit.tree, page.as_str())? {
            Some((Some(_), blob)) => {
                let bytes = self.repo.read_blob(blob)?;
                Ok(String::from_utf8_lossy(&bytes).contains(word))
            }
            _ => Ok(self.docs.word(commit.tree, word)?.is_some()),
        }
    }
}

/// Places in a list of so many commits, evenly spread, the first left out and the last among them.
fn places(commits: usize) -> Vec<usize> {
    let last = commits.saturating_sub(1);
    let steps = SAMPLES.min(last);
    (1..=steps).map(|step| last * step / steps).collect()
}

/// The newest commit that has it, between one without and an older one with it.
fn halve(
    line: &[Commit],
    mut without: usize,
    mut with: usize,
    held: &dyn Fn(&Commit) -> Result<bool, GitError>,
) -> Result<Commit, GitError> {
    while with - without > 1 {
        let middle = without + (with - without) / 2;
        if held(&line[middle])? {
            with = middle;
        } else {
            without = middle;
        }
    }
    Ok(line[with].clone())
}

#[cfg(test)]
mod tests {
    use super::{SAMPLES, places};

    #[test]
    fn samples_reach_the_first_commit_and_leave_the_head_out() {
        assert!(places(0).is_empty() && places(1).is_empty());
        assert_eq!(places(4), [1, 2, 3]);
        let many = places(10_000);
        assert_eq!((many.len(), many[0], many[SAMPLES - 1]), (SAMPLES, 624, 9_999));
    }
}
