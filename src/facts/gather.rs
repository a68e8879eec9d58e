//! Gathers the facts of a scope: opens the two sides, compares them, ties the docs to what was found.

use super::audit;
use super::diff_lines;
use super::foreign;
use super::range;
use super::routes;
use super::scope::{Progress, Scope};
use super::side::Side;
use super::stale::{Facts, Fault, Stale};
use super::written;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::report::{Counts, ScopeSummary};
use crate::model::revision::{Oid, Revision, Snapshot};
use std::collections::BTreeMap;
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

/// Gathers everything that rules need. `paths` restricts the pages to files or folders; empty means all.
///
/// # Errors
/// When the repository, a revision or an object that is needed cannot be read.
pub fn gather(
    repo: &Repo,
    scope: &Scope,
    settings: &Settings,
    paths: &[String],
    progress: &dyn Fn(Progress),
) -> Result<Facts, FactsError> {
    let chosen = |path: &RepoPath| {
        paths.is_empty()
            || paths
                .iter()
                .any(|chosen| path.as_str() == chosen || path.is_under(chosen.trim_end_matches('/')))
    };
    match scope {
        Scope::Range { base, head } => gather_range(repo, base, head.as_deref(), settings, &chosen, progress),
        Scope::Staged => gather_staged(repo, settings, &chosen, progress),
        Scope::Revision(revision) => {
            let id = repo.resolve(revision)?;
            gather_audit(repo, Revision::Commit(id), Some(id), settings, &chosen, progress)
        }
        Scope::WorkTree => {
            let head = repo.head()?;
            gather_audit(repo, Revision::WorkTree, head, settings, &chosen, progress)
        }
    }
}

type Chosen<'a> = &'a (dyn Fn(&RepoPath) -> bool + Sync);

fn gather_range(
    repo: &Repo,
    base: &str,
    head: Option<&str>,
    settings: &Settings,
    chosen: Chosen<'_>,
    progress: &dyn Fn(Progress),
) -> Result<Facts, FactsError> {
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
    let mut facts = gather_between(repo, scope, sides, settings, chosen, progress)?;
    progress(Progress {
        stage: "finding causes",
        done: 0,
        total: 0,
    });
    super::blame::name_causes(repo, settings, &mut facts, head_id, Some(fork))?;
    Ok(facts)
}

fn gather_staged(
    repo: &Repo,
    settings: &Settings,
    chosen: Chosen<'_>,
    progress: &dyn Fn(Progress),
) -> Result<Facts, FactsError> {
    let base = repo.head()?;
    let base = base.map_or(Revision::Commit(Oid::ZERO), Revision::Commit);
    gather_between(
        repo,
        ScopeSummary::Staged,
        (base, Revision::Index),
        settings,
        chosen,
        progress,
    )
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

fn gather_between(
    repo: &Repo,
    scope: ScopeSummary,
    sides: (Revision, Revision),
    settings: &Settings,
    chosen: Chosen<'_>,
    progress: &dyn Fn(Progress),
) -> Result<Facts, FactsError> {
    let mut problems = Vec::new();
    let base = open(repo, sides.0, settings, &mut problems)?;
    let head = open(repo, sides.1, settings, &mut problems)?;
    progress(Progress {
        stage: "comparing code",
        done: 0,
        total: 0,
    });
    let code = range::compare(&base, &head)?;
    progress(Progress {
        stage: "reading docs",
        done: 0,
        total: head.docs.len(),
    });
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
    Ok(Facts {
        scope,
        pages: read.pages,
        stale,
        problems,
        counts,
        diff_lines,
    })
}

fn gather_audit(
    repo: &Repo,
    revision: Revision,
    commit: Option<Oid>,
    settings: &Settings,
    chosen: Chosen<'_>,
    progress: &dyn Fn(Progress),
) -> Result<Facts, FactsError> {
    let scope = match (revision, commit) {
        (Revision::Commit(id), _) => ScopeSummary::Commit(id.short()),
        _ => ScopeSummary::WorkTree,
    };
    let mut problems = Vec::new();
    let Some(commit) = commit else {
        return Ok(Facts { scope, ..empty_facts() });
    };
    if repo.is_shallow() {
        problems.push(shallow());
        return Ok(Facts {
            scope,
            problems,
            ..empty_facts()
        });
    }
    let head = open(repo, revision, settings, &mut problems)?;
    let mut facts = audit::gather(repo, &head, commit, settings, chosen, progress)?;
    facts.scope = scope;
    facts.problems.extend(problems);
    progress(Progress {
        stage: "finding causes",
        done: 0,
        total: 0,
    });
    super::blame::name_causes(repo, settings, &mut facts, commit, None)?;
    written::name_writers(repo, &mut facts)?;
    Ok(facts)
}

fn empty_facts() -> Facts {
    Facts {
        scope: ScopeSummary::WorkTree,
        pages: Vec::new(),
        stale: Vec::new(),
        problems: Vec::new(),
        counts: Counts::default(),
        diff_lines: BTreeMap::new(),
    }
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
