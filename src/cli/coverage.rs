//! `abreast coverage`: how much of the public API is documented, and what is not.

use super::args::Global;
use super::code_tree::CodeTree;
use super::coverage_args::{CoverageArgs, Shown};
use super::error::hint;
use super::exit::Exit;
use super::job;
use super::trusted_files::{Files, TrustedFiles};
use super::{cache, config_source, explain, output};
use crate::config::names::RuleNames;
use crate::config::settings::{Flags, Settings};
use crate::disk::folder::Folder;
use crate::facts::api::folder::FolderSources;
use crate::facts::api::gather::{self, ApiFacts, Wanted};
use crate::facts::api::python::PythonConventions;
use crate::facts::api::rust::RustTargets;
use crate::facts::api::snapshot::SnapshotSources;
use crate::facts::scope::Scope;
use crate::facts::side::Side;
use crate::facts::stale::Facts;
use crate::git::repo::Repo;
use crate::metrics::coverage;
use crate::model::accepted::Records;
use crate::model::coverage::{CoverageReport, Mentioned, Ratchet};
use crate::model::path::RepoPath;
use crate::model::problem::Problem;
use crate::model::report::{Report, ScopeSummary};
use crate::model::revision::{Oid, Revision};
use crate::render::{Format, Look};
use crate::rules::{registry, run};
use anyhow::Context as _;
use std::path::Path;

/// The rule that always runs here, and the group of the others that may.
const RULE: &str = "undocumented-symbol";
const GROUP: &str = "coverage";

/// Shows how much is documented.
///
/// # Errors
/// When there is nothing to look at, a revision is unknown, settings are malformed, or an output cannot be written.
pub fn run(args: &CoverageArgs, global: &Global) -> anyhow::Result<Exit> {
    let tree = CodeTree::find(global.repo.as_deref(), &args.paths)?;
    if tree.repo.as_ref().is_some_and(Repo::is_bare) && args.rev.is_none() && args.base.is_none() {
        let help = "look at a commit with --rev HEAD, or at a range with --base REV";
        return Err(job::bare("this repository is bare: it has no work tree", help).into());
    }
    let (settings, problems) = settings(args, &tree)?;
    let looking = Looking {
        args,
        tree: &tree,
        settings: &settings,
    };
    let facts = job::threads(&settings)?.install(|| looking.facts())?;
    let mut findings = run::run(&facts, &settings, &Records::default(), false);
    findings.problems.extend(problems);
    findings.problems.sort();
    findings.show_notes = global.verbose;
    let report = looking.report(&facts, &findings);
    let targets = args.targets();
    for (shown, file) in &targets {
        write(*shown, file.as_deref(), &report, &findings, global)?;
    }
    // A share below the limit is what was asked about: it is said before anything about single symbols.
    if let (Some(least), Some(share)) = (args.fail_under, report.total.of_one())
        && share * 100.0 < least
    {
        if !global.quiet {
            let share = crate::render::coverage::percent(report.total);
            hint(&format!(
                "{share} is documented, less than the {least} % of --fail-under"
            ));
        }
        return Ok(Exit::Findings);
    }
    Ok(Exit::of(&findings, settings.fail_on))
}

/// The settings of the tree, with the rules that run here: the one of this command, and others of its group that are asked for.
fn settings(args: &CoverageArgs, tree: &CodeTree) -> anyhow::Result<(Settings, Vec<Problem>)> {
    let files = match &tree.repo {
        Some(repo) => TrustedFiles::open(repo, &scope(args))?,
        None => TrustedFiles {
            obeyed: Files::Disk(tree.root.clone()),
            head: None,
        },
    };
    let (file, problems) = config_source::find(&files, &args.settings)?;
    let names = explain::names();
    let mut flags = Flags {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        fail_on: args.fail_on,
        jobs: args.jobs.map(usize::from),
        ..Flags::default()
    };
    let of_file = Settings::resolve(file.as_ref(), &flags, RuleNames(&names))?;
    let of_group = registry::rules().iter().filter(|rule| rule.group == GROUP);
    let asked = of_group.filter(|rule| of_file.asks_for(rule.id));
    flags.select = asked.map(|rule| rule.id.to_owned()).collect();
    flags.select.push(RULE.to_owned());
    Ok((Settings::resolve(file.as_ref(), &flags, RuleNames(&names))?, problems))
}

fn scope(args: &CoverageArgs) -> Scope {
    match (&args.base, &args.rev) {
        (Some(base), _) => Scope::Range {
            base: base.clone(),
            head: args.head.clone(),
        },
        (None, Some(rev)) => Scope::Revision(rev.clone()),
        (None, None) => Scope::WorkTree,
    }
}

/// A look at a tree.
struct Looking<'a> {
    args: &'a CoverageArgs,
    tree: &'a CodeTree,
    settings: &'a Settings,
}

impl Looking<'_> {
    fn facts(&self) -> anyhow::Result<Facts> {
        match scope(self.args) {
            Scope::Range { base, head } => self.of_range(&base, head.as_deref().unwrap_or("HEAD")),
            Scope::Revision(rev) => {
                let id = self.repo()?.resolve(&rev)?;
                let mut facts = Facts::nothing(ScopeSummary::Commit(id.short()));
                facts.api = Some(self.at(id)?);
                Ok(told(facts))
            }
            _ => {
                let mut facts = Facts::nothing(ScopeSummary::WorkTree);
                facts.api = Some(self.on_disk());
                Ok(told(facts))
            }
        }
    }

    fn of_range(&self, base: &str, head: &str) -> anyhow::Result<Facts> {
        let repo = self.repo()?;
        let (base_id, head_id) = (repo.resolve(base)?, repo.resolve(head)?);
        let fork = repo.merge_base(base_id, head_id)?;
        let fork = fork.with_context(|| format!("{base} and {head} have no common ancestor"))?;
        let mut facts = Facts::nothing(ScopeSummary::Range {
            base: fork.short(),
            head: head_id.short(),
        });
        facts.api = Some(self.at(head_id)?);
        facts.api_at_base = Some(self.at(fork)?);
        Ok(told(facts))
    }

    fn repo(&self) -> anyhow::Result<&Repo> {
        let help = "leave --base and --rev out to look at the files as they are";
        let missing = || {
            job::bare(
                "these files belong to no repository, so that there are no revisions",
                help,
            )
        };
        Ok(self.tree.repo.as_ref().ok_or_else(missing)?)
    }

    /// What is public in the files on disk.
    fn on_disk(&self) -> ApiFacts {
        let store = cache::store(&self.args.cache, &self.tree.from);
        let folder = Folder::list(&self.tree.root, &self.tree.from, &gather::is_wanted);
        let mut facts = self.gather(&FolderSources::new(&folder, &store));
        facts.api.problems.extend(folder.problems.iter().cloned());
        // What cannot be remembered is read again next time.
        let _ = store.save();
        facts
    }

    /// What is public in a commit.
    fn at(&self, commit: Oid) -> anyhow::Result<ApiFacts> {
        let repo = self.repo()?;
        let (snapshot, problems) = repo.snapshot(Revision::Commit(commit))?;
        let side = Side::bare(repo, snapshot);
        let mut facts = self.gather(&SnapshotSources::new(&side));
        facts.api.problems.extend(problems);
        Ok(facts)
    }

    fn gather(&self, sources: &dyn crate::facts::api::sources::Sources) -> ApiFacts {
        let chosen = |path: &RepoPath| self.tree.is_chosen(path);
        let shows_code = |shown: &Shown| matches!(shown, Shown::Findings(Format::Text | Format::Json));
        let wanted = Wanted {
            targets: RustTargets {
                binaries: self.args.bins,
                allowed: self.args.everything,
            },
            conventions: PythonConventions {
                reexports: self.args.reexports,
            },
            everything: self.args.everything,
            excerpts: self.args.targets().iter().any(|(shown, _)| shows_code(shown)),
            ..Wanted::new(self.settings, &chosen)
        };
        gather::gather(sources, &wanted)
    }

    fn report(&self, facts: &Facts, findings: &Report) -> CoverageReport {
        let named = |path: &RepoPath| self.settings.knowledge.module_of(path).map(str::to_owned);
        let nothing = ApiFacts::default();
        let head = facts.api.as_ref().unwrap_or(&nothing);
        let mut report = coverage::of(head, &named);
        report.suppressed = findings.counts.suppressed;
        report.problems.clone_from(&findings.problems);
        report.mentioned = head.mentions.as_ref().map(|of| Mentioned {
            pages: of.pages,
            unmentioned: of.unmentioned.len(),
        });
        if let (Some(base), ScopeSummary::Range { base: id, .. }) = (&facts.api_at_base, &facts.scope) {
            report.ratchet = Some(Ratchet {
                base: id.clone(),
                before: coverage::of(base, &named).total,
                new: findings.findings.iter().filter(|finding| finding.rule == RULE).count(),
            });
        }
        report
    }
}

/// Facts with what was looked at and what could not be read.
fn told(mut facts: Facts) -> Facts {
    if let Some(api) = &facts.api {
        facts.problems.clone_from(&api.api.problems);
        facts.counts.symbols = api.api.files.values().map(|file| file.symbols.len()).sum();
        facts.counts.code_files = api.api.files.len();
    }
    facts
}

fn write(
    shown: Shown,
    file: Option<&Path>,
    report: &CoverageReport,
    findings: &Report,
    global: &Global,
) -> anyhow::Result<()> {
    let look = Look {
        quiet: global.quiet,
        ..Look::PLAIN
    };
    let text = match shown {
        Shown::Shares(format) => format.render(report, &look),
        Shown::Findings(format) => {
            let target = output::Target {
                format,
                file: file.map(Path::to_path_buf),
            };
            return output::write(&[target], findings, global.quiet);
        }
    };
    match file {
        Some(file) => std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display())),
        None => Ok(output::print(&text)?),
    }
}
