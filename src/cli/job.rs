//! What the commands that look at docs have in common: from flags to the two sides, and from there to a report.

use super::args::{Global, ScopeArgs, SettingsArgs};
use super::error::{UsageError, hint};
use super::progress::Meter;
use super::trusted_files::TrustedFiles;
use super::{config_source, explain, repo_paths};
use crate::config::names::RuleNames;
use crate::config::settings::{Flags, Settings};
use crate::facts::gather::gather;
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::accepted::Records;
use crate::model::problem::Problem;
use crate::model::report::{Counts, Report, ScopeSummary};
use crate::rules::{registry, run};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::path::Path;

/// Parsers of nested text are recursive. Only what is used of a stack takes memory.
const STACK_SIZE: usize = 64 << 20;

/// A look at the docs of a repository.
pub struct Job<'r> {
    repo: &'r Repo,
    scope: Scope,
    global: &'r Global,
    problems: Vec<Problem>,
    /// The files that steer it.
    pub files: TrustedFiles<'r>,
    /// Its settings.
    pub settings: Settings,
}

impl<'r> Job<'r> {
    /// Reads the settings that hold for a scope.
    ///
    /// # Errors
    /// When the repository has not what the scope asks for, or the settings are malformed.
    pub fn new(
        repo: &'r Repo,
        scope: Scope,
        args: &SettingsArgs,
        flags: &Flags,
        global: &'r Global,
    ) -> anyhow::Result<Self> {
        if repo.is_bare() && matches!(scope, Scope::WorkTree | Scope::Staged | Scope::Uncommitted { .. }) {
            let help = "check a commit with --rev HEAD, or a range with --base REV";
            return Err(bare("this repository is bare: it has no work tree and no index", help).into());
        }
        let files = TrustedFiles::open(repo, &scope)?;
        Self::with_files(repo, scope, files, args, flags, global)
    }

    /// As `new`, with the files that steer it.
    ///
    /// # Errors
    /// When the settings are malformed.
    pub fn with_files(
        repo: &'r Repo,
        scope: Scope,
        files: TrustedFiles<'r>,
        args: &SettingsArgs,
        flags: &Flags,
        global: &'r Global,
    ) -> anyhow::Result<Self> {
        let (file, problems) = config_source::find(&files, args)?;
        let settings = Settings::resolve(file.as_ref(), flags, RuleNames(&explain::names()))?;
        Ok(Self {
            repo,
            scope,
            global,
            problems,
            files,
            settings,
        })
    }

    /// Looks, and accepts what the records say. `complete` says that nothing is left out on request.
    ///
    /// # Errors
    /// When the job cannot be done at all.
    pub fn report(&self, paths: &[String], records: &Records, complete: bool) -> anyhow::Result<Report> {
        let mut report = self.look(paths, records, complete)?;
        report.problems.extend(self.problems.iter().cloned());
        report.problems.sort();
        Ok(report)
    }

    fn look(&self, paths: &[String], records: &Records, complete: bool) -> anyhow::Result<Report> {
        let (repo, quiet) = (self.repo, self.global.quiet);
        if !matches!(self.scope, Scope::Range { .. }) && repo.head()?.is_none() {
            // Before the first commit a hook has nothing to say.
            if !quiet && (self.scope != Scope::Staged || self.global.verbose) {
                hint("There are no commits yet, so that nothing can be stale.");
            }
            return Ok(empty_report(&self.scope));
        }
        let paths = repo_paths::restrict(repo, self.global.repo.as_deref(), paths)?;
        if let (Scope::WorkTree, Some(root)) = (&self.scope, repo.work_dir()) {
            repo_paths::expect_there(root, &paths)?;
        }
        threads(&self.settings)?.install(|| {
            let meter = Meter::new(quiet);
            let reads = run::reads(&self.settings);
            let facts = gather(repo, &self.scope, &self.settings, &paths, reads, &|progress| {
                meter.update(progress);
            })?;
            Ok(run::run(&facts, &self.settings, records, complete))
        })
    }
}

/// The threads that a run may use.
///
/// # Errors
/// When the system starts none.
pub fn threads(settings: &Settings) -> anyhow::Result<rayon::ThreadPool> {
    let builder = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.jobs.unwrap_or_default())
        .stack_size(STACK_SIZE);
    builder.build().context("cannot start threads")
}

/// The scope that flags ask for.
pub fn scope(args: &ScopeArgs) -> Scope {
    if let Some(base) = &args.base {
        return Scope::Range {
            base: base.clone(),
            head: args.head.clone(),
        };
    }
    match &args.rev {
        Some(revision) => Scope::Revision(revision.clone()),
        None if args.staged => Scope::Staged,
        None => Scope::WorkTree,
    }
}

/// The root of the work tree, for commands that write there.
///
/// # Errors
/// When the repository is bare.
pub fn work_tree(repo: &Repo) -> Result<&Path, UsageError> {
    let help = "run this in a clone with a work tree, and commit what it writes";
    repo.work_dir()
        .ok_or_else(|| bare("this repository is bare: it has no files to write to", help))
}

/// Refuses to write down what a job half done found, or did not find.
///
/// # Errors
/// When the report is not of the whole job.
pub fn expect_whole(report: &Report, outcome: &str) -> Result<(), UsageError> {
    if !report.is_incomplete() {
        return Ok(());
    }
    Err(UsageError {
        message: format!("not the whole repository could be checked, so {outcome}"),
        help: "`abreast check` says why".to_owned(),
    })
}

/// A bare repository has commits only.
pub fn bare(message: &str, help: &str) -> UsageError {
    UsageError {
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

/// The report of a repository without commits.
pub(super) fn empty_report(scope: &Scope) -> Report {
    Report {
        scope: match scope {
            Scope::Revision(revision) => ScopeSummary::Commit(revision.clone()),
            Scope::Staged => ScopeSummary::Staged,
            Scope::Uncommitted { .. } => ScopeSummary::Uncommitted(String::new()),
            _ => ScopeSummary::WorkTree,
        },
        findings: Vec::new(),
        accepted: Vec::new(),
        problems: Vec::new(),
        counts: Counts::default(),
        rules: registry::rules().iter().map(|rule| (rule.id, rule.info())).collect(),
        diff_lines: BTreeMap::new(),
        show_notes: false,
    }
}
