//! What path mentions named at the commits that wrote them. The paths of a commit are read once for all mentions it wrote.

use super::audit::{Asks, Candidate};
use super::kept::Kept;
use super::pages::PageFacts;
use super::paths::PathIndex;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::mention::{Mention, MentionKind};
use crate::model::path::RepoPath;
use crate::model::revision::{Oid, Revision};
use std::collections::{BTreeMap, HashMap};

/// What a mention named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PastPath {
    /// The files or folders it could mean.
    pub(super) found: Vec<RepoPath>,
    /// Whether they were gone already when the line was last written.
    pub(super) kept: bool,
}

/// Path mentions by page and place among its mentions.
pub(super) type PastPaths = HashMap<(usize, usize), PastPath>;

/// Looks all path mentions up that head does not know.
pub(super) fn look_up(
    repo: &Repo,
    kept: &mut Kept<'_>,
    pages: &[PageFacts],
    candidates: &[Candidate],
) -> Result<PastPaths, GitError> {
    let mut by_origin: BTreeMap<Oid, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates
        .iter()
        .filter(|candidate| matches!(candidate.asks, Asks::Path))
    {
        let page = &pages[candidate.page];
        if let Some(origin) = page.origin(page.page.mentions[candidate.mention].line) {
            by_origin.entry(origin).or_default().push(candidate);
        }
    }
    let mut known = PastPaths::new();
    let mut open = Vec::new();
    for (origin, rows) in by_origin {
        let snapshot = repo.snapshot(Revision::Commit(origin))?.0;
        let index = PathIndex::new(&snapshot);
        for row in rows {
            if !add(&mut known, &index, pages, row, false) {
                open.push((origin, row));
            }
        }
    }
    look_further(repo, kept, pages, open, &mut known)?;
    Ok(known)
}

fn add(known: &mut PastPaths, index: &PathIndex<'_>, pages: &[PageFacts], row: &Candidate, kept: bool) -> bool {
    let page = &pages[row.page];
    let found = index.resolve(&page.path, &page.page.mentions[row.mention]);
    let is_known = !found.is_empty();
    if is_known {
        known.insert((row.page, row.mention), PastPath { found, kept });
    }
    is_known
}

/// Paths that were gone when their line was last written: the line may have had them before.
fn look_further(
    repo: &Repo,
    kept: &mut Kept<'_>,
    pages: &[PageFacts],
    mut open: Vec<(Oid, &Candidate)>,
    known: &mut PastPaths,
) -> Result<(), GitError> {
    open.retain(|(_, row)| is_certain(&pages[row.page].page.mentions[row.mention]));
    if open.is_empty() {
        return Ok(());
    }
    for sample in kept.samples()? {
        let snapshot = repo.snapshot(Revision::Commit(sample.id))?.0;
        let index = PathIndex::new(&snapshot);
        let mut left = Vec::new();
        for (origin, row) in open {
            let page = &pages[row.page];
            let mention = &page.page.mentions[row.mention];
            // A link is relative to its page, so only the page that was there already can tell what it meant.
            let can_tell = mention.kind != MentionKind::Link || snapshot.has_path(page.path.as_str());
            if can_tell && !index.resolve(&page.path, mention).is_empty() {
                let spelled = is_spelled_out(mention) && snapshot.has_path(mention.text.as_str());
                if spelled || was_named(repo, kept, page, mention, origin, &sample)? {
                    add(known, &index, pages, row, true);
                }
            } else {
                left.push((origin, row));
            }
        }
        open = left;
    }
    Ok(())
}

/// Whether the docs named the path when it was there, and the commit that last wrote the line kept what it says.
fn was_named(
    repo: &Repo,
    kept: &mut Kept<'_>,
    page: &PageFacts,
    mention: &Mention,
    origin: Oid,
    sample: &crate::model::commit::Commit,
) -> Result<bool, GitError> {
    let name = path_word(mention);
    let line = (&page.path, page.line_text(mention.line));
    Ok(kept.in_docs(sample, &page.path, name)? && kept.is_carried(&repo.commit(origin)?, line, name)?)
}

/// A path with folders and a file name: nobody writes it by chance.
fn is_certain(mention: &Mention) -> bool {
    mention.text.trim_end_matches('/').contains('/') && path_word(mention).len() >= 4 && !mention.text.starts_with('/')
}

/// A path of several folders and a file, from the root: whoever writes it names that file, whenever it went.
fn is_spelled_out(mention: &Mention) -> bool {
    let name = mention.text.rsplit('/').next().unwrap_or_default();
    let file = name
        .rsplit_once('.')
        .is_some_and(|(stem, end)| !stem.is_empty() && !end.is_empty());
    mention.kind == MentionKind::Path && file && mention.text.matches('/').count() >= 2
}

/// The stem of the file: the word by which pages of the past are searched.
pub(super) fn path_word(mention: &Mention) -> &str {
    let text = mention
        .text
        .split(['#', '?'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/');
    let name = text.rsplit('/').next().unwrap_or(text);
    name.split('.').next().unwrap_or(name)
}
