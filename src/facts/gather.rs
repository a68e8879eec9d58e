//! Gathers the facts of a scope: opens the two sides, compares them, ties the docs to what was found.

use super::api::gather::{self as api, ApiFacts, Wanted};
use super::api::snapshot::SnapshotSources;
use super::audit;
use super::diff_lines;
use super::doc_comments;
use super::foreign;
use super::known;
use super::made;
use super::ownership;
use super::range;
use super::routes;
use super::scope::{Progress, Reads, Scope};
use super::side::Side;
use super::stale::{Facts, Fault, Stale};
use super::still_written;
use super::undeclared;
use super::written;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::report::{Counts, ScopeSummary};
use crate::model::revision::{Oid, Revision, Snapshot};
use thiserror::Error;

/// Why the facts could not be gathered.
#[derive(Debug, Error)]
pub enum FactsError {
    /// The repository could not be read.
    #[error(transparent)]
    Git(#[from] GitError),
    /// Two revisions have no commit in common.
    #[error("{base} and {head} have no common ancestor, so there is no range between them")]
    Unrelated {
        /// The base as the user wrote it.
        base: String,
        /// The head as the user wrote it.
        head: String,
    },
}

/// Gathers everything that rules need. `paths` restricts the pages to files or folders; empty means all. `reads` says what
/// is read besides, which only some rules need.
///
/// # Errors
/// When the repository, a revision or an object that is needed cannot be read.
pub fn gather(
    repo: &Repo,
    scope: &Scope,
    settings: &Settings,
    paths: &[String],
    reads: Reads,
    progress: &dyn Fn(Progress),
) -> Result<Facts, FactsError> {
    let chosen = |path: &RepoPath| {
        paths.is_empty()
            || paths
                .iter()
                .any(|chosen| path.as_str() == chosen || path.is_under(chosen.trim_end_matches('/')))
    };
    let request = Request {
        repo,
        settings,
        chosen: &chosen,
        reads,
        progress,
    };
    match scope {
        Scope::Range { base, head } => request.range(base, head.as_deref()),
        Scope::Staged => request.staged(),
        Scope::Uncommitted { base } => request.uncommitted(base.as_deref()),
        Scope::Revision(revision) => {
            let id = repo.resolve(revision)?;
            request.audit(Revision::Commit(id), Some(id))
        }
        Scope::WorkTree => request.audit(Revision::WorkTree, repo.head()?),
    }
}

type Chosen<'a> = &'a (dyn Fn(&RepoPath) -> bool + Sync);

/// What is to be gathered from where.
struct Request<'a> {
    repo: &'a Repo,
    settings: &'a Settings,
    chosen: Chosen<'a>,
    reads: Reads,
    progress: &'a dyn Fn(Progress),
}

impl<'a> Request<'a> {
    fn range(&self, base: &str, head: Option<&str>) -> Result<Facts, FactsError> {
        let (repo, settings) = (self.repo, self.settings);
        let head_name = head.unwrap_or("HEAD");
        let base_id = repo.resolve(base)?;
        let head_id = repo.resolve(head_name)?;
        let fork = repo.merge_base(base_id, head_id)?;
        let fork = fork.ok_or_else(|| FactsError::Unrelated {
            base: base.to_owned(),
            head: head_name.to_owned(),
        })?;
        let scope = ScopeSummary::Range {
            base: fork.short(),
            head: head_id.short(),
        };
        let sides = (Revision::Commit(fork), Revision::Commit(head_id));
        let mut facts = self.between(scope, sides)?;
        self.tell("finding causes", 0);
        super::blame::name_causes(repo, settings, &mut facts, head_id, Some(fork))?;
        self.add_known(&mut facts, head_id, Some(fork))?;
        Ok(facts)
    }

    fn staged(&self) -> Result<Facts, FactsError> {
        let base = self.repo.head()?;
        let base = base.map_or(Revision::Commit(Oid::ZERO), Revision::Commit);
        self.between(ScopeSummary::Staged, (base, Revision::Index))
    }

    fn uncommitted(&self, base: Option<&str>) -> Result<Facts, FactsError> {
        let repo = self.repo;
        let Some(head) = repo.head()? else {
            return Ok(Facts::nothing(ScopeSummary::Uncommitted(Oid::ZERO.short())));
        };
        let fork = match base {
            Some(name) => repo
                .merge_base(repo.resolve(name)?, head)?
                .ok_or_else(|| FactsError::Unrelated {
                    base: name.to_owned(),
                    head: "HEAD".to_owned(),
                })?,
            None => head,
        };
        let sides = (Revision::Commit(fork), Revision::WorkTree);
        self.between(ScopeSummary::Uncommitted(fork.short()), sides)
    }

    fn between(&self, scope: ScopeSummary, sides: (Revision, Revision)) -> Result<Facts, FactsError> {
        let (repo, settings, chosen) = (self.repo, self.settings, self.chosen);
        let mut problems = Vec::new();
        let base = open(repo, sides.0, settings, &mut problems)?;
        let head = open(repo, sides.1, settings, &mut problems)?;
        self.tell("comparing code", 0);
        let code = range::compare(&base, &head)?;
        self.tell("reading docs", head.docs.len());
        let read = range::pages(&base, &head, &code, settings, |path| chosen(path));
        let names = foreign::names_of_both(&base, &head, settings);
        let tying = range::Tying::new(&base, &head, &code, &names);
        let rows: Vec<Vec<Stale>> = read
            .pages
            .iter()
            .enumerate()
            .map(|(number, page)| tying.stale_of(number, page))
            .collect();
        let unknown = read
            .pages
            .iter()
            .zip(&rows)
            .map(|(page, stale)| tying.unknown_of(page, stale))
            .sum();
        let mut stale: Vec<Stale> = rows.into_iter().flatten().collect();
        routes::drop_redirected(&head, &read.pages, &mut stale);
        made::drop_made(&head, &mut stale);
        still_written::drop_still_written(&head, &read.pages, &mut stale);
        undeclared::drop_undeclared(&head, &read.pages, &mut stale);
        let resolved = stale
            .iter()
            .filter(|row| matches!(row.fault, Fault::Changed(_) | Fault::Contradicted(..)))
            .count();
        problems.extend(code.problems.iter().cloned().chain(read.problems));
        let mentions = read.pages.iter().map(|page| page.page.mentions.len()).sum();
        let pages = head.docs.keys().filter(|path| chosen(path)).count();
        let counts = Counts {
            pages: pages - read.of_the_past,
            pages_of_the_past: read.of_the_past,
            code_files: code.files.len(),
            mentions,
            resolved,
            dangling: stale.len() - resolved,
            unknown,
            ..Counts::default()
        };
        let diff_lines = diff_lines::diff_lines(&base, &head, &code.paths);
        let (ownership, at_base) = ownership::between(&base, &head, settings, chosen, &mut problems);
        Ok(Facts {
            scope,
            pages: read.pages,
            stale,
            stale_comments: doc_comments::between(&code.files, &code.symbols),
            problems,
            counts,
            diff_lines,
            ownership,
            ownership_at_base: Some(at_base),
            api: self.api_of(&head),
            api_at_base: self.api_of(&base),
        })
    }

    fn audit(&self, revision: Revision, commit: Option<Oid>) -> Result<Facts, FactsError> {
        let (repo, settings, chosen) = (self.repo, self.settings, self.chosen);
        let scope = match (revision, commit) {
            (Revision::Commit(id), _) => ScopeSummary::Commit(id.short()),
            _ => ScopeSummary::WorkTree,
        };
        let mut problems = Vec::new();
        let Some(commit) = commit else {
            return Ok(Facts::nothing(scope));
        };
        if repo.is_shallow() {
            problems.push(shallow());
            return Ok(Facts {
                problems,
                ..Facts::nothing(scope)
            });
        }
        let head = open(repo, revision, settings, &mut problems)?;
        let mut facts = audit::gather(repo, &head, commit, settings, chosen, self.progress)?;
        facts.scope = scope;
        facts.ownership = ownership::of_head(&head, settings, chosen, &mut problems);
        facts.problems.extend(problems);
        self.tell("finding causes", 0);
        super::blame::name_causes(repo, settings, &mut facts, commit, None)?;
        written::name_writers(repo, &mut facts)?;
        self.add_known(&mut facts, commit, None)?;
        facts.api = self.api_of(&head);
        Ok(facts)
    }

    /// What a side offers to others, if it was asked for.
    fn api_of(&self, side: &Side<'_>) -> Option<ApiFacts> {
        if !self.reads.api {
            return None;
        }
        self.tell("reading public symbols", 0);
        let wanted = Wanted::new(self.settings, self.chosen);
        Some(api::gather(&SnapshotSources::new(side), &wanted))
    }

    /// Adds what the history says of both sides, if it was asked for.
    fn add_known(&self, facts: &mut Facts, head: Oid, base: Option<Oid>) -> Result<(), FactsError> {
        if !self.reads.authors {
            return Ok(());
        }
        let known = |commit| known::gather(self.repo, commit, self.settings, self.chosen, self.progress);
        let of_head = known(head)?;
        facts.problems.extend(of_head.knowledge.problems.iter().cloned());
        facts.ownership.known = Some(of_head);
        if let (Some(base), Some(side)) = (base, &mut facts.ownership_at_base) {
            side.known = Some(known(base)?);
        }
        Ok(())
    }

    fn tell(&self, stage: &'static str, total: usize) {
        (self.progress)(Progress { stage, done: 0, total });
    }
}

/// Opens a snapshot; the commit `Oid::ZERO` stands for "before the first commit".
fn open<'r>(
    repo: &'r Repo,
    revision: Revision,
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Result<Side<'r>, GitError> {
    if revision == Revision::Commit(Oid::ZERO) {
        return Ok(Side::new(repo, Snapshot::empty(revision), settings));
    }
    let (snapshot, found) = repo.snapshot(revision)?;
    problems.extend(found);
    Ok(Side::new(repo, snapshot, settings))
}

fn shallow() -> Problem {
    Problem {
        path: None,
        line: None,
        kind: ProblemKind::ShallowHistory,
        message: "the clone is shallow, and the audit needs the commits that wrote each line: fetch the whole history (`fetch-depth: 0`)".to_owned(),
        fatal: true,
    }
}
