//! What of the docs of a revision is stale: each passage against the code of the commit that last wrote it.

use super::deaths::{Death, Extent, extent_of, is_code};
use super::foreign;
use super::pages::{self, PageFacts, is_distinctive, is_marked};
use super::past::{Past, PastWord};
use super::paths::{MissingPath, PathIndex, is_conventional};
use super::presence::{self, Presences};
use super::resolver::{PastTables, Versions, placed};
use super::scope::Progress;
use super::side::Side;
use super::stale::{Facts, Fault, Stale};
use super::table::{Resolution, Table};
use super::tie::{self, Names};
use crate::code;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::origins::line_origins;
use crate::git::origins::origins_for_text;
use crate::git::repo::Repo;
use crate::model::change::PlacedSymbol;
use crate::model::commit::Commit;
use crate::model::evidence::{CodePlace, Tie};
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::report::{Counts, ScopeSummary};
use crate::model::revision::{Oid, Revision, Snapshot};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A mention that head does not know, to be asked of the commit that wrote it.
struct Candidate {
    page: usize,
    mention: usize,
    part: usize,
    asks: Asks,
}

/// What is to be asked of the past.
enum Asks {
    /// Whether the code held a word that head holds only so far.
    Word(String, Extent),
    /// Whether a qualified name resolved that dangles at head; the number says how many of its parts mean something there.
    Qualified(Vec<String>, usize),
    /// Whether the path was there.
    Path,
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
    progress(Progress {
        stage: "reading docs",
        done: 0,
        total: head.docs.len(),
    });
    let mut read = pages::read(head, settings, |path| chosen(path), |_| true);
    let names = foreign::names(head, settings);
    progress(Progress {
        stage: "reading code",
        done: 0,
        total: head.sources.len(),
    });
    let wanted = wanted_words(&read.pages);
    let presences = presence::look_up(head, &wanted, &BTreeSet::new());
    let index = PathIndex::new(&head.snapshot);
    let table = Versions::default().table(head);
    let lookup = Lookup {
        names: &names,
        presences: &presences,
        paths: &index,
        table: &table,
    };
    let rows: Vec<Vec<Candidate>> = read
        .pages
        .par_iter()
        .enumerate()
        .map(|(number, page)| lookup.candidates(number, page))
        .collect();
    let candidates: Vec<Candidate> = rows.into_iter().flatten().collect();
    progress(Progress {
        stage: "reading history",
        done: 0,
        total: 0,
    });
    write_origins(repo, head, commit, &mut read.pages, &candidates)?;
    let words = candidates.iter().filter_map(|candidate| match &candidate.asks {
        Asks::Word(word, _) => Some(word.as_str()),
        Asks::Qualified(name, at) => name.get(*at).map(String::as_str),
        Asks::Path => None,
    });
    let words = words.flat_map(|word| spellings(MentionKind::Key, word)).collect();
    let mut judge = Judge::new(repo, settings, Past::new(repo, settings, &words), &names);
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
    Ok(Facts {
        scope: ScopeSummary::WorkTree,
        pages: read.pages,
        stale,
        problems: read.problems,
        counts,
        diff_lines: BTreeMap::new(),
    })
}

/// Every part of a name that a page mentions in earnest.
fn wanted_words(pages: &[PageFacts]) -> BTreeSet<String> {
    let mentions = pages.iter().flat_map(|page| {
        page.page
            .mentions
            .iter()
            .filter(|mention| page.is_in_earnest(mention) && page.is_of_the_present(mention))
    });
    let named = mentions.filter(|mention| !matches!(mention.kind, MentionKind::Path | MentionKind::Link));
    named
        .flat_map(|mention| mention.parts.iter().flat_map(|part| spellings(mention.kind, part)))
        .collect()
}

/// How code may write what a doc mentions: flags are often fields or bare strings.
fn spellings(kind: MentionKind, part: &str) -> Vec<String> {
    let bare = part.trim_start_matches('-');
    let mut all = vec![part.to_owned()];
    if matches!(kind, MentionKind::Flag | MentionKind::Key) || part.contains('-') {
        all.extend([
            bare.to_owned(),
            bare.replace('-', "_"),
            bare.strip_prefix("no-").unwrap_or(bare).to_owned(),
        ]);
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
    table: &'a Table,
}

impl Lookup<'_> {
    fn candidates(&self, number: usize, page: &PageFacts) -> Vec<Candidate> {
        let mentions = page
            .page
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| page.is_in_earnest(mention) && page.is_of_the_present(mention));
        mentions
            .filter_map(|(at, mention)| self.candidate(number, page, at, mention))
            .collect()
    }

    fn candidate(&self, number: usize, page: &PageFacts, at: usize, mention: &Mention) -> Option<Candidate> {
        if matches!(mention.kind, MentionKind::Path | MentionKind::Link) {
            let gone =
                self.paths.resolve(&page.path, mention).is_empty() && !is_conventional(&mention.text, &mention.form);
            return gone.then_some(Candidate {
                page: number,
                mention: at,
                part: 0,
                asks: Asks::Path,
            });
        }
        if self.names.is_foreign(page, mention) {
            return None;
        }
        let dead = (0..mention.parts.len())
            .rev()
            .find_map(|part| Some((part, self.extent(mention, part)?)));
        let (part, asks) = match dead {
            Some((part, extent)) => (part, Asks::Word(mention.parts[part].clone(), extent)),
            None => self.dangling(page, mention)?,
        };
        Some(Candidate {
            page: number,
            mention: at,
            part,
            asks,
        })
    }

    /// A name that is qualified by the project's own package, or that the page imports from it, and that dangles.
    fn dangling(&self, page: &PageFacts, mention: &Mention) -> Option<(usize, Asks)> {
        if mention.parts.len() < 2
            || page.assigns(&mention.parts[0])
            || !matches!(mention.kind, MentionKind::Name | MentionKind::Call)
        {
            return None;
        }
        let forms = tie::qualified_forms(page, &mention.parts);
        let answers: Vec<_> = forms.iter().map(|form| (form, self.table.resolve(form))).collect();
        if answers
            .iter()
            .any(|(_, answer)| matches!(answer, Resolution::Resolved(..) | Resolution::Module))
        {
            return None;
        }
        let written = |form: &Vec<String>| *form == mention.parts || page.imports_from(&mention.parts[0], form);
        let (form, at) = answers.into_iter().find_map(|(form, answer)| match answer {
            Resolution::Dangling(at) if written(form) => Some((form, at)),
            _ => None,
        })?;
        if !self.table.is_spelled_like(form, &mention.text) {
            return None;
        }
        let part = at.checked_sub(form.len() - mention.parts.len())?;
        Some((part, Asks::Qualified(form.clone(), at)))
    }

    /// How much head holds of a part, when it is dead there.
    fn extent(&self, mention: &Mention, part: usize) -> Option<Extent> {
        let name = &mention.parts[part];
        let special = matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar);
        if name.len() < 3 || !(special || is_distinctive(name) || is_marked(&mention.form)) {
            return None;
        }
        let left = spellings(mention.kind, name)
            .iter()
            .filter_map(|word| self.presences.get(word))
            .fold(None, |all, presence| {
                Some(all.map_or(*presence, |all: presence::Presence| all.merged(*presence)))
            });
        extent_of(left.unwrap_or_default())
    }
}

/// Finds the origin of every line of the pages that hold candidates.
fn write_origins(
    repo: &Repo,
    head: &Side<'_>,
    commit: Oid,
    pages: &mut [PageFacts],
    candidates: &[Candidate],
) -> Result<(), GitError> {
    let asked: BTreeSet<usize> = candidates.iter().map(|candidate| candidate.page).collect();
    let paths: BTreeSet<RepoPath> = asked.iter().map(|page| pages[*page].path.clone()).collect();
    if paths.is_empty() {
        return Ok(());
    }
    let mut origins = line_origins(repo, commit, &paths)?;
    let committed = match head.snapshot.revision {
        Revision::Commit(_) => None,
        _ => Some(Side::bare(repo, repo.snapshot(Revision::Commit(commit))?.0)),
    };
    for page in asked {
        let page = &mut pages[page];
        let Some(lines) = origins.remove(&page.path) else {
            continue;
        };
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
    tables: PastTables<'a>,
    names: &'a Names,
    commits: HashMap<Oid, Commit>,
    deaths: HashMap<(Oid, String), Option<Arc<Death>>>,
    snapshots: HashMap<Oid, Arc<Snapshot>>,
}

impl<'a> Judge<'a> {
    fn new(repo: &'a Repo, settings: &'a Settings, past: Past<'a>, names: &'a Names) -> Self {
        let tables = PastTables::new(repo, settings);
        Self {
            repo,
            past,
            tables,
            names,
            commits: HashMap::new(),
            deaths: HashMap::new(),
            snapshots: HashMap::new(),
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

    fn verdict(&mut self, page: &PageFacts, candidate: &Candidate) -> Result<Option<Stale>, GitError> {
        let mention = &page.page.mentions[candidate.mention];
        let Some(origin) = page.origin(mention.line) else {
            return Ok(None);
        };
        let commit = self.commit(origin)?;
        let row = match &candidate.asks {
            Asks::Word(word, extent) => match self.dead(page, mention, (candidate.part, word, *extent), &commit)? {
                None => self.never_existed(page, mention, candidate.part, &commit)?,
                found => found,
            },
            Asks::Qualified(name, at) => self.dangled(mention, name, *at, &commit)?,
            Asks::Path => self.missing(page, mention, &commit)?,
        };
        Ok(row.map(|(fault, tie, confidence)| Stale {
            page: candidate.page,
            mention: candidate.mention,
            part: candidate.part,
            fault,
            tie,
            confidence: page.capped(mention, confidence),
            cause: None,
            written: None,
        }))
    }

    fn dead(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        (part, word, extent): (usize, &str, Extent),
        commit: &Commit,
    ) -> Result<Option<(Fault, Tie, Confidence)>, GitError> {
        let Some(death) = self.death(mention.kind, word, extent, commit)? else {
            return Ok(None);
        };
        let tied = tie::to_death(self.names, None, page, mention, part, &death);
        Ok(tied.map(|(tie, confidence)| (Fault::Dead(death), tie, confidence)))
    }

    /// A name that dangles at head: dead when it resolved where it was written, unshipped when it dangled there too.
    fn dangled(
        &mut self,
        mention: &Mention,
        name: &[String],
        at: usize,
        commit: &Commit,
    ) -> Result<Option<(Fault, Tie, Confidence)>, GitError> {
        let Some(table) = self.tables.at(commit.id)? else {
            return Ok(None);
        };
        match table.resolve(&name[..=at]) {
            Resolution::Dangling(there) if there == at => {
                let known = name[..at].join(".");
                // In Rust a macro may have made it; there only a word that no code holds is known not to exist.
                let own = self.names.own.contains(mention.parts[0].as_str()) && !mention.text.contains("::");
                Ok(own.then(|| (Fault::NeverExisted(known), Tie::QualifiedName, Confidence::Medium)))
            }
            found => Ok(placed(found).map(|symbol| {
                let death = Death {
                    name: symbol.symbol.name.clone(),
                    kind: Some(symbol.symbol.kind),
                    usage: crate::model::source::WordUse::DEFINITION,
                    extent: Extent::LivesElsewhere,
                    left: presence::Presence::default(),
                    last_seen: Some(CodePlace {
                        path: symbol.path.clone(),
                        line: symbol.symbol.line,
                        excerpt: String::new(),
                    }),
                    base: Some(symbol),
                    new_name: None,
                    namesakes: Vec::new(),
                    cause: None,
                };
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
    ) -> Result<Option<(Fault, Tie, Confidence)>, GitError> {
        let qualified = part > 0
            && matches!(mention.kind, MentionKind::Name | MentionKind::Call)
            && self.names.own.contains(&mention.parts[0])
            && !page.assigns(&mention.parts[0]);
        if !qualified {
            return Ok(None);
        }
        let Some(table) = self.tables.at(commit.id)? else {
            return Ok(None);
        };
        let dangles = matches!(table.resolve(&mention.parts[..=part]), Resolution::Dangling(at) if at == part);
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
            found = found.or(past.filter(|past| is_code(past.presence.code.with(past.presence.config))));
        }
        let death = found.map(|past| Arc::new(self.describe(word, extent, &past)));
        self.deaths.insert(key, death.clone());
        Ok(death)
    }

    /// Reads the file that held a word.
    fn describe(&self, word: &str, extent: Extent, past: &PastWord) -> Death {
        let bytes = self.repo.read_blob(past.blob).unwrap_or_else(|_| Arc::from([]));
        let text = String::from_utf8_lossy(&bytes);
        let symbols = code::reader::read(&past.file, &text).symbols;
        let symbol = symbols.into_iter().find(|symbol| symbol.name == word);
        let line = symbol
            .as_ref()
            .map_or_else(|| line_of(&text, word), |symbol| symbol.line);
        let excerpt = text
            .lines()
            .nth((line as usize).saturating_sub(1))
            .unwrap_or_default()
            .trim()
            .chars()
            .take(200)
            .collect();
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
            left: presence::Presence::default(),
            last_seen: Some(CodePlace {
                path: past.file.clone(),
                line,
                excerpt,
            }),
            new_name: None,
            namesakes: Vec::new(),
            cause: None,
        }
    }

    fn missing(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        commit: &Commit,
    ) -> Result<Option<(Fault, Tie, Confidence)>, GitError> {
        let snapshot = match self.snapshots.get(&commit.id) {
            Some(snapshot) => snapshot.clone(),
            None => {
                let snapshot = Arc::new(self.repo.snapshot(Revision::Commit(commit.id))?.0);
                self.snapshots.insert(commit.id, snapshot.clone());
                snapshot
            }
        };
        let found = PathIndex::new(&snapshot).resolve(&page.path, mention);
        let Some(from) = found.first().cloned() else {
            return Ok(None);
        };
        let bare = !mention.text.contains('/');
        if (bare && (found.len() > 1 || mention.kind != MentionKind::Link))
            && matches!(mention.form, MentionForm::Block(_) | MentionForm::Plain)
        {
            return Ok(None);
        }
        let sure = mention.kind == MentionKind::Link || !bare;
        let confidence = if sure { Confidence::High } else { Confidence::Medium };
        Ok(Some((
            Fault::Missing(MissingPath { from, to: None, sure }),
            Tie::Path,
            confidence,
        )))
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
        for word in [
            "--no-dry-run",
            "no-dry-run",
            "dry-run",
            "dry_run",
            "no_dry_run",
            "noDryRun",
        ] {
            assert!(
                words.iter().any(|spelling| spelling == word),
                "{word} is missing in {words:?}"
            );
        }
    }
}
