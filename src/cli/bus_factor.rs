//! `abreast bus-factor`: who knows what, for a repository and its modules.

use super::args::Global;
use super::error::{UsageError, hint};
use super::exit::Exit;
use super::knowing::Knowing;
use super::knowledge_args::{BusFactorArgs, KnowledgeOutput};
use super::output;
use crate::git::repo::Repo;
use crate::metrics::report;
use crate::model::knowledge::KnowledgeReport;
use crate::render::Look;
use crate::render::knowledge::KnowledgeFormat;
use anyhow::Context as _;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// Shows the bus factor.
///
/// # Errors
/// When the history is not whole, a revision or person is unknown, or an output cannot be written.
pub fn run(args: &BusFactorArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let report = match Knowing::open(&repo, &args.counting, &args.paths, global)? {
        None => report::empty(args.counting.method.method().1),
        // The program ends soon: to free a whole history would only take time.
        Some(knowing) => ManuallyDrop::new(knowing).report(args)?,
    };
    write(&report, args, global)?;
    let low = args.fail_under.filter(|least| report.repository.bus_factor < *least);
    if let Some(least) = low {
        if !global.quiet {
            hint(&format!(
                "the bus factor is {}, lower than the {least} of --fail-under",
                report.repository.bus_factor
            ));
        }
        return Ok(Exit::Findings);
    }
    Ok(Exit::Clean)
}

fn write(report: &KnowledgeReport, args: &BusFactorArgs, global: &Global) -> anyhow::Result<()> {
    let look = Look {
        quiet: global.quiet,
        ..Look::PLAIN
    };
    for (format, file) in targets(&args.output, args.format.0) {
        let text = format.render(report, &look);
        match file {
            Some(file) => std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?,
            None => output::print(&text)?,
        }
    }
    Ok(())
}

/// The outputs that were asked for, files first. `FORMAT=FILE` comes besides standard output, a plain `FILE` in its place.
fn targets(outputs: &[KnowledgeOutput], format: KnowledgeFormat) -> Vec<(KnowledgeFormat, Option<PathBuf>)> {
    let is_file = |file: &Path| file != Path::new("-");
    let mut targets: Vec<_> = outputs
        .iter()
        .map(|of| (of.format.unwrap_or(format), is_file(&of.file).then(|| of.file.clone())))
        .collect();
    let replaced = outputs.iter().any(|of| of.format.is_none());
    if !replaced && targets.iter().all(|(_, file)| file.is_some()) {
        targets.push((format, None));
    }
    targets
}

/// Nobody, or more than one, has the name that was asked for.
pub fn unknown_person(name: &str, found: &[String]) -> UsageError {
    match found {
        [] => UsageError {
            message: format!("nobody in this history is called {name:?}"),
            help: "names, e-mail addresses and GitHub accounts are understood; --explain-identities lists them"
                .to_owned(),
        },
        _ => UsageError {
            message: format!("{name:?} may be any of {}", found.join(", ")),
            help: "say it with the e-mail address".to_owned(),
        },
    }
}
