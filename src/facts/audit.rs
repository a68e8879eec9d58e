//! What of the docs of a revision is stale: each passage against the code of the commit that last wrote it.

use super::deaths::{Death, Extent, extent_of, is_code};
use super::foreign;
use super::pages::{self, PageFacts, is_distinctive, is_marked};
use super::past::{Past, PastWord};
use super::paths::{MissingPath, PathIndex, is_conventional};
use super::presence::{self, Presences};
use super::scope::Progress;
use super::side::Side;
use super::stale::{Fault, Facts, Stale};
use super::tie::{self, Names};
use crate::code;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::lines::origins_for_text;
use crate::git::origins::line_origins;
use crate::git::repo::Repo;
use crate::model::change::PlacedSymbol;
use crate::model::commit::Commit;
use crate::model::evidence::{CodePlace, Tie};
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::report::{Counts, ScopeSummary};
use crate::model::revision::{Oid, Revision, Snapshot};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A mention that head does not know, to be asked of the commit that wrote it.
struct Candidate {
    page: usize,
    mention: usize,
    part: usize,
    /// The name as code writes it; `None` for a path.
    word: Option<String>,
    extent: Extent,
}

/// Gathers the facts of one revision.
///
/// # Errors
/// When the history or an object that is needed cannot be read.
pub fn gather(
    repo: &Repo,
    head: &Side<'_>,
    commit: Oid,
    settings: &Settings,
    chosen: &(dyn Fn(&RepoPath) -> bool + Sync),
    progress: &dyn Fn(Progress),
) -> Result<Facts, GitError> {
    progress(Progress { stage: "reading docs", done: 0, total: head.docs.len() });
    let mut read = pages::read(head, settings, |path| chosen(path), |_| true);
    let names = foreign::names(head);
    progress(Progress { stage: "reading code", done: 0, total: head.sources.len() });
    let wanted = wanted_words(&read.pages);
    let presences = presence::look_up(head, &wanted, &BTreeSet::new());
    let index = PathIndex::new(&head.snapshot);
    let lookup = Lookup { names: &names, presences: &presences, paths: &index };
    let candidates: Vec<Candidate> =
        read.pages.iter().enumerate().flat_map(|(number, page)| lookup.candidates(number, page)).collect();
    progress(Progress { stage: "reading history", done: 0, total: 0 });
    write_origins(repo, head, commit, &mut read.pages, &candidates)?;
    let words = candidates.iter().filter_map(|candidate| candidate.word.clone()).collect();
    let mut judge = Judge::new(repo, settings, &words, &names);
    let mut stale = Vec::new();
    for candidate in &candidates {
        stale.extend(judge.verdict(&read.pages[candidate.page], candidate)?);
    }
    let mentions: usize = read.pages.iter().map(|page| page.page.mentions.len()).sum();
    let counts = Counts {
        pages: read.pages.len(),
        pages_of_the_past: read.of_the_past,
        code_files: head.sources.len(),
        mentions,
        resolved: mentions - candidates.len(),
        dangling: stale.len(),
        unknown: candidates.len() - stale.len().min(candidates.len()),
        ..Counts::default()
    };
    Ok(Facts { scope: ScopeSummary::WorkTree, pages: read.pages, stale, problems: read.problems, counts, diff_lines: BTreeMap::new() })
}

/// Every part of a name that a page mentions in earnest.
fn wanted_words(pages: &[PageFacts]) -> BTreeSet<String> {
    let mentions = pages.iter().flat_map(|page| page.page.mentions.iter().filter(|mention| page.is_in_earnest(mention)));
    let named = mentions.filter(|mention| !matches!(mention.kind, MentionKind::Path | MentionKind::Link));
    named.flat_map(|mention| mention.parts.iter().flat_map(|part| spellings(mention.kind, part))).collect()
}

/// How code may write what a doc mentions: flags are often fields or bare strings.
fn spellings(kind: MentionKind, part: &str) -> Vec<String> {
    let bare = part.trim_start_matches('-');
    let mut all = vec![part.to_owned()];
    if matches!(kind, MentionKind::Flag | MentionKind::Key) || part.contains('-') {
        all.extend([bare.to_owned(), bare.replace('-', "_"), bare.strip_prefix("no-").unwrap_or(bare).to_owned()]);
        all.push(bare.strip_prefix("no-").unwrap_or(bare).replace('-', "_"));
        all.push(camel_case(bare));
    }
    all.sort();
    all.dedup();
    all.retain(|word| word.len() > 1);
    all
}

/// `dry-run` as JavaScript writes it: `dryRun`.
fn camel_case(kebab: &str) -> String {
    let mut parts = kebab.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        let head = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        name + &head + letters.as_str()
    })
}

/// What is known of head when mentions are looked up.
struct Lookup<'a> {
    names: &'a Names,
    presences: &'a Presences,
    paths: &'a PathIndex<'a>,
}

impl Lookup<'_> {
    fn candidates(&self, number: usize, page: &PageFacts) -> Vec<Candidate> {
        let mentions = page.page.mentions.iter().enumerate().filter(|(_, mention)| page.is_in_earnest(mention));
        mentions.filter_map(|(at, mention)| self.candidate(number, page, at, mention)).collect()
    }

    fn candidate(&self, number: usize, page: &PageFacts, at: usize, mention: &Mention) -> Option<Candidate> {
        if matches!(mention.kind, MentionKind::Path | MentionKind::Link) {
            let gone = self.paths.resolve(&page.path, mention).is_empty() && !is_conventional(&mention.text, &mention.form);
            return gone.then_some(Candidate { page: number, mention: at, part: 0, word: None, extent: Extent::Vanished });
        }
        if self.names.is_foreign(page, mention) {
            return None;
        }
        let (part, extent) = (0..mention.parts.len()).rev().find_map(|part| Some((part, self.extent(mention, part)?)))?;
        let word = mention.parts[part].clone();
        Some(Candidate { page: number, mention: at, part, word: Some(word), extent })
    }

    /// How much head holds of a part, when it is dead there.
    fn extent(&self, mention: &Mention, part: usize) -> Option<Extent> {
        let name = &mention.parts[part];
        let special = matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar);
        if name.len() < 3 || !(special || is_distinctive(name) || is_marked(&mention.form)) {
            return None;
        }
        let left = spellings(mention.kind, name).iter().filter_map(|word| self.presences.get(word)).fold(None, |all, presence| {
            Some(all.map_or(*presence, |all: presence::Presence| all.merged(*presence)))
        });
        extent_of(left.unwrap_or_default())
    }
}

/// Finds the origin of every line of the pages that hold candidates.
fn write_origins(repo: &Repo, head: &Side<'_>, commit: Oid, pages: &mut [PageFacts], candidates: &[Candidate]) -> Result<(), GitError> {
    let asked: BTreeSet<usize> = candidates.iter().map(|candidate| candidate.page).collect();
    let paths: BTreeSet<RepoPath> = asked.iter().map(|page| pages[*page].path.clone()).collect();
    if paths.is_empty() {
        return Ok(());
    }
    let mut origins = line_origins(repo, commit, &paths)?;
    let committed = match head.snapshot.revision {
        Revision::Commit(_) => None,
        _ => Some(Side { repo, snapshot: repo.snapshot(Revision::Commit(commit))?.0, ..Side::empty(repo) }),
    };
    for page in asked {
        let page = &mut pages[page];
        let Some(lines) = origins.remove(&page.path) else { continue };
        page.origins = match committed.as_ref().and_then(|side| side.text_at(page.path.as_str())) {
            Some(text) if *text != *page.text => origins_for_text(&lines, &text, &page.text),
            _ => lines.into_iter().map(Some).collect(),
        };
    }
    Ok(())
}

/// Asks the past about candidates.
struct Judge<'a> {
    repo: &'a Repo,
    past: Past<'a>,
    names: &'a Names,
    commits: HashMap<Oid, Commit>,
    deaths: HashMap<(Oid, String), Option<Arc<Death>>>,
    snapshots: HashMap<Oid, Arc<Snapshot>>,
}

impl<'a> Judge<'a> {
    fn new(repo: &'a Repo, settings: &'a Settings, words: &BTreeSet<String>, names: &'a Names) -> Self {
        let all = words.iter().flat_map(|word| spellings(MentionKind::Key, word)).collect();
        let past = Past::new(repo, settings, &all);
        Self { repo, past, names, commits: HashMap::new(), deaths: HashMap::new(), snapshots: HashMap::new() }
    }

    fn commit(&mut self, id: Oid) -> Result<Commit, GitError> {
        if let Some(commit) = self.commits.get(&id) {
            return Ok(commit.clone());
        }
        let commit = self.repo.commit(id)?;
        self.commits.insert(id, commit.clone());
        Ok(commit)
    }

    fn verdict(&mut self, page: &PageFacts, candidate: &Candidate) -> Result<Option<Stale>, GitError> {
        let mention = &page.page.mentions[candidate.mention];
        let Some(origin) = page.origin(mention.line) else { return Ok(None) };
        let commit = self.commit(origin)?;
        let row = match &candidate.word {
            Some(word) => self.dead(page, mention, candidate, word, &commit)?,
            None => self.missing(page, mention, &commit)?,
        };
        Ok(row.map(|(fault, tie, confidence)| Stale {
            page: candidate.page,
            mention: candidate.mention,
            part: candidate.part,
            fault,
            tie,
            confidence,
            cause: None,
            written: None,
        }))
    }

    fn dead(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        candidate: &Candidate,
        word: &str,
        commit: &Commit,
    ) -> Result<Option<(Fault, Tie, Confidence)>, GitError> {
        let Some(death) = self.death(mention.kind, word, candidate.extent, commit)? else { return Ok(None) };
        let tied = tie::to_death(self.names, page, mention, candidate.part, &death);
        Ok(tied.map(|(tie, confidence)| (Fault::Dead(death), tie, confidence)))
    }

    /// The word as the code of that commit held it, if it did.
    fn death(&mut self, kind: MentionKind, word: &str, extent: Extent, commit: &Commit) -> Result<Option<Arc<Death>>, GitError> {
        let key = (commit.tree, word.to_owned());
        if let Some(death) = self.deaths.get(&key) {
            return Ok(death.clone());
        }
        let mut found = None;
        for spelling in spellings(kind, word) {
            let past = self.past.word(commit.tree, &spelling)?;
            found = found.or(past.filter(|past| is_code(past.presence.code.with(past.presence.config))));
        }
        let death = found.map(|past| Arc::new(self.describe(word, extent, &past)));
        self.deaths.insert(key, death.clone());
        Ok(death)
    }

    /// Reads the file that held a word.
    fn describe(&self, word: &str, extent: Extent, past: &PastWord) -> Death {
        let bytes = self.repo.read_object(past.blob).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let symbols = code::read(&past.file, &text).symbols;
        let symbol = symbols.into_iter().find(|symbol| symbol.name == word);
        let line = symbol.as_ref().map_or_else(|| line_of(&text, word), |symbol| symbol.line);
        let excerpt = text.lines().nth((line as usize).saturating_sub(1)).unwrap_or_default().trim().chars().take(200).collect();
        Death {
            name: word.to_owned(),
            kind: symbol.as_ref().map(|symbol| symbol.kind),
            base: symbol.map(|symbol| PlacedSymbol {
                path: past.file.clone(),
                qualified: symbol.container.iter().chain([&symbol.name]).cloned().collect(),
                symbol,
            }),
            usage: past.presence.code.with(past.presence.config),
            extent,
            last_seen: Some(CodePlace { path: past.file.clone(), line, excerpt }),
            new_name: None,
            namesakes: Vec::new(),
            cause: None,
        }
    }

    fn missing(&mut self, page: &PageFacts, mention: &Mention, commit: &Commit) -> Result<Option<(Fault, Tie, Confidence)>, GitError> {
        let snapshot = match self.snapshots.get(&commit.id) {
            Some(snapshot) => snapshot.clone(),
            None => {
                let snapshot = Arc::new(self.repo.snapshot(Revision::Commit(commit.id))?.0);
                self.snapshots.insert(commit.id, snapshot.clone());
                snapshot
            }
        };
        let found = PathIndex::new(&snapshot).resolve(&page.path, mention);
        let Some(from) = found.first().cloned() else { return Ok(None) };
        let bare = !mention.text.contains('/');
        if (bare && (found.len() > 1 || mention.kind != MentionKind::Link)) && matches!(mention.form, MentionForm::Block(_) | MentionForm::Plain) {
            return Ok(None);
        }
        let sure = mention.kind == MentionKind::Link || !bare;
        let confidence = if sure { Confidence::High } else { Confidence::Medium };
        Ok(Some((Fault::Missing(MissingPath { from, to: None, sure }), Tie::Path, confidence)))
    }
}

/// The first line that holds a word, from 1.
fn line_of(text: &str, word: &str) -> u32 {
    let at = text.lines().position(|line| tie::holds_word(line, word));
    u32::try_from(at.map_or(1, |at| at + 1)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::spellings;
    use crate::model::mention::MentionKind;

    #[test]
    fn a_flag_may_live_on_as_a_field() {
        let words = spellings(MentionKind::Flag, "--no-dry-run");
        for word in ["--no-dry-run", "no-dry-run", "dry-run", "dry_run", "no_dry_run", "noDryRun"] {
            assert!(words.iter().any(|spelling| spelling == word), "{word} is missing in {words:?}");
        }
    }
}
