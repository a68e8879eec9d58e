//! `abreast bus-factor`: who knows what, for a repository and its modules.

use super::args::Global;
use super::error::{UsageError, hint};
use super::exit::Exit;
use super::knowing::Knowing;
use super::knowledge_args::BusFactorArgs;
use super::output;
use crate::git::repo::Repo;
use crate::metrics::report;
use crate::model::knowledge::KnowledgeReport;
use crate::render::Look;
use anyhow::Context as _;
use std::mem::ManuallyDrop;

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
    let given = args.output.iter().map(|of| (of.format, of.file.as_path()));
    for (format, file) in output::files_first(given, args.format.0) {
        let text = format.render(report, &look);
        match file {
            Some(file) => std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?,
            None => output::print(&text)?,
        }
    }
    Ok(())
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
