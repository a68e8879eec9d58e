//! `abreast check`: flags to a scope, facts to a report, the report to its outputs.

use super::args::Global;
use super::check_args::CheckArgs;
use super::error::hint;
use super::exit::Exit;
use super::fix::{Plan, plan};
use super::job::{self, Job};
use super::output::Target;
use super::trusted_files::TrustedFiles;
use super::{diff, output, records_source, write};
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::report::Report;
use crate::render::Format;
use crate::render::report::{plural, shown};
use std::collections::BTreeMap;
use std::path::Path;

/// Checks docs against the code.
///
/// # Errors
/// When the job cannot be done at all: no repository, bad settings, an output that cannot be written.
pub fn run(args: &CheckArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let scope = job::scope(&args.scope);
    if repo.is_bare() && (args.fix.fix || args.fix.diff) {
        return Err(job::bare(
            "this repository is bare: it has no files to fix",
            "run --fix or --diff in a clone with a work tree",
        )
        .into());
    }
    let job = Job::new(&repo, scope, &args.rules.settings, &args.flags(), global)?;
    look(&repo, &job, args, global, args.scope.staged)
}

/// Checks docs against the code of a range of commits of one's own, with the settings and acknowledgements of its head.
///
/// # Errors
/// As `run`.
pub fn run_own(repo: &Repo, scope: Scope, args: &CheckArgs, global: &Global) -> anyhow::Result<Exit> {
    let files = TrustedFiles::own(repo, &scope)?;
    let job = Job::with_files(repo, scope, files, &args.rules.settings, &args.flags(), global)?;
    look(repo, &job, args, global, true)
}

fn look(repo: &Repo, job: &Job<'_>, args: &CheckArgs, global: &Global, of_hook: bool) -> anyhow::Result<Exit> {
    let (records, mut problems) = if args.rules.no_baseline {
        Default::default()
    } else {
        records_source::find(&job.files)?
    };
    let mut report = job.report(&args.paths, &records, args.is_complete())?;
    report.problems.append(&mut problems);
    report.problems.sort();
    report.show_notes = global.verbose;
    let mut targets = output::targets(&args.output);
    if of_hook && is_uneventful(&report, repo)? {
        targets.retain(|target| !is_for_people(target));
    }
    finish(report, &targets, (repo, job), args, global)
}

/// Whether there is nothing to say that somebody who commits or pushes wants to read. That no page or not every file was looked at
/// is worth a line.
fn is_uneventful(report: &Report, repo: &Repo) -> anyhow::Result<bool> {
    let found = shown(report).next().is_some() || !report.problems.is_empty();
    Ok(!found && !report.show_notes && (report.counts.pages > 0 || repo.head()?.is_none()))
}

fn is_for_people(target: &Target) -> bool {
    target.file.is_none() && matches!(target.format, Format::Text | Format::Concise)
}

/// Fixes what is to be fixed, shows the rest, and says what it came to.
fn finish(
    mut report: Report,
    targets: &[Target],
    (repo, job): (&Repo, &Job<'_>),
    args: &CheckArgs,
    global: &Global,
) -> anyhow::Result<Exit> {
    let fail_on = job.settings.fail_on;
    match repo.work_dir() {
        Some(root) if args.fix.diff => {
            let plan = plan(&report.findings, args.fix.unsafe_fixes, &|path| write::read(root, path));
            output::print(&diff::patch(&plan))?;
            tell(&plan, "would fix", global);
            return Ok(Exit::of(&report, fail_on));
        }
        Some(root) if args.fix.fix => apply(&mut report, root, args, global)?,
        _ => {}
    }
    output::write(targets, &report, global.quiet)?;
    if !args.fix.fix && !global.quiet {
        hint_at_fixes(&report);
    }
    Ok(Exit::of(&report, fail_on))
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
    use super::apply;
    use crate::cli::args::{Cli, Command};
    use crate::cli::fix::tests::finding;
    use crate::cli::job::empty_report;
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
