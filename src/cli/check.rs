//! `abreast check`: flags to a scope, facts to a report, the report to its outputs.

use super::args::{CheckArgs, Global, ScopeArgs};
use super::error::{UsageError, hint};
use super::exit::Exit;
use super::fix::{Plan, plan};
use super::progress::Meter;
use super::{config_source, diff, explain, output, repo_paths, write};
use crate::config::names::RuleNames;
use crate::config::settings::Settings;
use crate::facts::gather::gather;
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::report::{Counts, Report, ScopeSummary};
use crate::render::report::{plural, shown};
use crate::rules::{registry, run};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::path::Path;

/// Parsers of nested text are recursive. Only what is used of a stack takes memory.
const STACK_SIZE: usize = 64 << 20;

/// Checks docs against the code.
///
/// # Errors
/// When the job cannot be done at all: no repository, bad settings, an output that cannot be written.
pub fn run(args: &CheckArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let scope = scope(&args.scope);
    check_work_tree(&repo, &scope, args)?;
    let (file, problems) = config_source::find(&repo, &scope, &args.rules)?;
    let settings = Settings::resolve(file.as_ref(), &args.flags(), RuleNames(&explain::names()))?;
    let mut report = report(&repo, &scope, &settings, args, global)?;
    report.problems.extend(problems);
    report.problems.sort();
    report.show_notes = global.verbose;
    finish(report, &repo, &settings, args, global)
}

fn scope(args: &ScopeArgs) -> Scope {
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

/// A bare repository has commits only.
fn check_work_tree(repo: &Repo, scope: &Scope, args: &CheckArgs) -> Result<(), UsageError> {
    if !repo.is_bare() {
        return Ok(());
    }
    let refuse = |message: &str, help: &str| {
        Err(UsageError {
            message: message.to_owned(),
            help: help.to_owned(),
        })
    };
    match scope {
        _ if args.fix.fix || args.fix.diff => refuse(
            "this repository is bare: it has no files to fix",
            "run --fix or --diff in a clone with a work tree",
        ),
        Scope::WorkTree | Scope::Staged => refuse(
            "this repository is bare: it has no work tree and no index",
            "check a commit with --rev HEAD, or a range with --base REV",
        ),
        Scope::Range { .. } | Scope::Revision(_) => Ok(()),
    }
}

fn report(
    repo: &Repo,
    scope: &Scope,
    settings: &Settings,
    args: &CheckArgs,
    global: &Global,
) -> anyhow::Result<Report> {
    if !matches!(scope, Scope::Range { .. }) && repo.head()?.is_none() {
        if !global.quiet {
            hint("There are no commits yet, so that nothing can be stale.");
        }
        return Ok(empty_report(scope));
    }
    let paths = repo_paths::restrict(repo, global.repo.as_deref(), &args.paths)?;
    if let (Scope::WorkTree, Some(root)) = (scope, repo.work_dir()) {
        repo_paths::expect_there(root, &paths)?;
    }
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.jobs.unwrap_or_default())
        .stack_size(STACK_SIZE)
        .build()
        .context("cannot start threads")?;
    threads.install(|| {
        let meter = Meter::new(global.quiet);
        let facts = gather(repo, scope, settings, &paths, &|progress| meter.update(progress))?;
        Ok(run::run(&facts, settings))
    })
}

/// The report of a repository without commits.
fn empty_report(scope: &Scope) -> Report {
    Report {
        scope: match scope {
            Scope::Revision(revision) => ScopeSummary::Commit(revision.clone()),
            Scope::Staged => ScopeSummary::Staged,
            _ => ScopeSummary::WorkTree,
        },
        findings: Vec::new(),
        problems: Vec::new(),
        counts: Counts::default(),
        rules: registry::rules().iter().map(|rule| (rule.id, rule.info())).collect(),
        diff_lines: BTreeMap::new(),
        show_notes: false,
    }
}

/// Fixes what is to be fixed, shows the rest, and says what it came to.
fn finish(
    mut report: Report,
    repo: &Repo,
    settings: &Settings,
    args: &CheckArgs,
    global: &Global,
) -> anyhow::Result<Exit> {
    let targets = output::targets(&args.output);
    match repo.work_dir() {
        Some(root) if args.fix.diff => {
            let plan = plan(&report.findings, args.fix.unsafe_fixes, &|path| write::read(root, path));
            output::print(&diff::patch(&plan))?;
            tell(&plan, "would fix", global);
            return Ok(Exit::of(&report, settings.fail_on));
        }
        Some(root) if args.fix.fix => apply(&mut report, root, args, global)?,
        _ => {}
    }
    output::write(&targets, &report, global.quiet)?;
    if !args.fix.fix && !global.quiet {
        hint_at_fixes(&report);
    }
    Ok(Exit::of(&report, settings.fail_on))
}

/// Writes the fixes, and leaves in the report what remains.
fn apply(report: &mut Report, root: &Path, args: &CheckArgs, global: &Global) -> anyhow::Result<()> {
    let plan = plan(&report.findings, args.fix.unsafe_fixes, &|path| write::read(root, path));
    for (path, mended) in &plan.files {
        write::replace(root, path, &mended.after)?;
    }
    tell(&plan, "fixed", global);
    let mut at = 0..;
    report
        .findings
        .retain(|_| at.next().is_none_or(|at| !plan.fixed.contains(&at)));
    Ok(())
}

fn tell(plan: &Plan, verb: &str, global: &Global) {
    if global.quiet {
        return;
    }
    let files = plural(plan.files.len(), "file");
    hint(&format!("{verb} {} in {files}", plural(plan.fixed.len(), "finding")));
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, reason) in &plan.left {
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, count) in reasons {
        hint(&format!(
            "left {} alone: {reason}",
            plural(count, "fix").replace("fixs", "fixes")
        ));
    }
}

/// Says that there are fixes, once, where people read.
fn hint_at_fixes(report: &Report) {
    use crate::model::finding::Applicability::Safe;
    use std::io::IsTerminal as _;
    let safe = shown(report).filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability == Safe));
    let count = safe.count();
    if count > 0 && std::io::stderr().is_terminal() {
        hint(&format!(
            "{} can be fixed with --fix (--diff shows how)",
            plural(count, "finding")
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{apply, empty_report};
    use crate::cli::args::{Cli, Command};
    use crate::cli::fix::tests::finding;
    use crate::facts::scope::Scope;
    use clap::Parser as _;
    use std::fs;

    #[test]
    fn what_is_fixed_leaves_the_report_and_what_is_not_stays() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.md"), "use old\nedited since\n").unwrap();
        let mut report = empty_report(&Scope::WorkTree);
        report.findings = vec![
            finding(1, "use old", "old", "new"),
            finding(2, "use older", "older", "newer"),
        ];
        let cli = Cli::try_parse_from(["abreast", "check", "--fix", "--quiet"]).unwrap();
        let Command::Check(args) = &cli.command else {
            panic!("not check")
        };
        apply(&mut report, root.path(), args, &cli.global).unwrap();
        assert_eq!(
            fs::read_to_string(root.path().join("a.md")).unwrap(),
            "use new\nedited since\n"
        );
        assert_eq!(report.findings.len(), 1);
        assert_eq!(report.findings[0].symbol, "older");
    }
}
