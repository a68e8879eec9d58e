//! Names and paths that a page kept through edits: the commit that last wrote a line may only have reflowed, reformatted or
//! moved it. What the docs named while the code had it is stale all the same when the code lost it before that commit.
//! An edit that changed what the line says is another matter: whoever made it knew the line.

use super::past::Past;
use super::side::role_of;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::commit::{Commit, TouchKind};
use crate::model::path::RepoPath;
use crate::model::revision::{FileKind, Oid, Revision};
use crate::model::source::FileRole;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// So many commits of the main line are looked at first; what was in the code for a shorter time than lies between two of
/// them may go unseen.
const SAMPLES: usize = 16;

/// What the docs of earlier commits named.
pub(super) struct Kept<'a> {
    repo: &'a Repo,
    settings: &'a Settings,
    docs: Past<'a>,
    head: Oid,
    line: Option<Vec<Commit>>,
    /// By commit: the docs it changed, before and after it.
    changed: HashMap<Oid, Vec<(String, String)>>,
}

impl<'a> Kept<'a> {
    /// Answers for these words, back from `head`.
    pub(super) fn new(repo: &'a Repo, settings: &'a Settings, words: &'a BTreeSet<String>, head: Oid) -> Self {
        Self {
            repo,
            settings,
            docs: Past::of_docs(repo, settings, words),
            head,
            line: None,
            changed: HashMap::new(),
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

    /// The newest commit known to have been right: `held` is true of it, and the page had the line then, or `origin`, the
    /// commit that last wrote the line, found the word in the docs and left what they say.
    pub(super) fn last_right(
        &mut self,
        origin: &Commit,
        (page, line): (&RepoPath, &str),
        word: &str,
        held: &dyn Fn(&Commit) -> Result<bool, GitError>,
    ) -> Result<Option<Commit>, GitError> {
        let Some(right) = self.newest(held)? else {
            return Ok(None);
        };
        let stood = self.page_at(&right, page)?.is_some_and(|text| says(&text, line, word));
        let named = stood || self.in_docs(&right, page, word)? && self.is_carried(origin, (page, line), word)?;
        Ok(named.then_some(right))
    }

    /// The text of a page at a commit, if it was there.
    fn page_at(&self, commit: &Commit, page: &RepoPath) -> Result<Option<String>, GitError> {
        let Some((Some(_), blob)) = self.docs.entry(commit.tree, page.as_str())? else {
            return Ok(None);
        };
        let bytes = self.repo.read_blob(blob)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Whether a commit found a line there, with that word, and left what it says: in the page, or in one it took it from.
    pub(super) fn is_carried(
        &mut self,
        origin: &Commit,
        (page, line): (&RepoPath, &str),
        word: &str,
    ) -> Result<bool, GitError> {
        let Some(parent) = origin.parents.first() else {
            return Ok(false);
        };
        let before = self.repo.commit(*parent)?;
        if let Some(text) = self.page_at(&before, page)? {
            return Ok(says(&text, line, word));
        }
        let changed = self.changed_docs(origin, &before)?;
        Ok(changed
            .iter()
            .any(|(old, new)| says(old, line, word) && !says(new, line, word)))
    }

    /// The docs that a commit changed or removed, before and after it.
    fn changed_docs(&mut self, origin: &Commit, before: &Commit) -> Result<&[(String, String)], GitError> {
        if !self.changed.contains_key(&origin.id) {
            let base = self.repo.snapshot(Revision::Commit(before.id))?.0;
            let head = self.repo.snapshot(Revision::Commit(origin.id))?.0;
            let text = |blob: Oid| -> String {
                let bytes = self.repo.read_blob(blob).unwrap_or_else(|_| Arc::from([]));
                String::from_utf8_lossy(&bytes).into_owned()
            };
            let changes = self.repo.changes(&base, &head)?;
            let docs = changes.iter().filter(|change| {
                let path = change.from.as_ref().unwrap_or(&change.path);
                change.kind != TouchKind::Added && role_of(path, self.settings) == FileRole::Doc
            });
            let texts = docs.map(|change| {
                let gone = change.kind == TouchKind::Deleted;
                (text(change.base), if gone { String::new() } else { text(change.head) })
            });
            let texts = texts.collect();
            self.changed.insert(origin.id, texts);
        }
        Ok(self.changed.get(&origin.id).map_or(&[], Vec::as_slice))
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
        match self.page_at(commit, page)? {
            Some(text) => Ok(text.contains(word)),
            None => Ok(self.docs.word(commit.tree, word)?.is_some()),
        }
    }
}

/// Two lines that share so many of their words, in percent, say the same.
const SAME_WORDS: usize = 60;

/// Whether a text has a line with the word that says what this one says.
fn says(text: &str, line: &str, word: &str) -> bool {
    let wanted = line_words(line);
    let alike = |other: &str| {
        let words = line_words(other);
        let both = words.intersection(&wanted).count();
        both * 100 >= words.union(&wanted).count() * SAME_WORDS
    };
    text.lines().filter(|other| other.contains(word)).any(alike)
}

/// The words of a line, however they are capitalised.
fn line_words(line: &str) -> BTreeSet<String> {
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
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
    use super::{SAMPLES, places, says};

    #[test]
    fn reformatted_lines_say_the_same_and_rewritten_ones_do_not() {
        let old = "Call `drop_all()` to empty a cart.\n";
        assert!(says(old, "- Call ``drop_all()`` to empty a cart", "drop_all"));
        assert!(says(
            "SHOP_USE_SSL  Use ssl in carts.",
            "``SHOP_USE_SSL``  Use SSL in carts. Default is off.",
            "SHOP_USE_SSL"
        ));
        assert!(!says(
            old,
            "Empty a cart item by item; do not look for `drop_all()`.",
            "drop_all"
        ));
        assert!(!says(
            "Call `other()` to empty a cart.",
            "Call `drop_all()` to empty a cart.",
            "drop_all"
        ));
    }

    #[test]
    fn samples_reach_the_first_commit_and_leave_the_head_out() {
        assert!(places(0).is_empty() && places(1).is_empty());
        assert_eq!(places(4), [1, 2, 3]);
        let many = places(10_000);
        assert_eq!((many.len(), many[0], many[SAMPLES - 1]), (SAMPLES, 624, 9_999));
    }
}
