//! What is stale already, and the baseline that accepts it.

use super::site::Site;
use super::step::Step;
use crate::cli::args::{Global, SettingsArgs};
use crate::cli::baseline::is_ci;
use crate::cli::error::UsageError;
use crate::cli::explain;
use crate::cli::job::Job;
use crate::config::load::ConfigFile;
use crate::config::names::RuleNames;
use crate::config::records;
use crate::config::settings::{Flags, Settings};
use crate::facts::scope::Scope;
use crate::model::accepted::{BASELINE_FILE, Records};
use crate::model::finding::{Finding, Level};
use crate::render::report::plural;
use crate::rules::baseline::entry;

/// Looks for errors that are there already. `settings` is the text of the settings file that is about to be written; `wanted` says
/// that the baseline is to be written, too.
pub(super) fn step(
    site: &Site<'_>,
    settings: Option<&str>,
    wanted: bool,
    global: &Global,
) -> anyhow::Result<Option<Step>> {
    if site.text(BASELINE_FILE)?.is_some() {
        return Ok(Some(Step::There(BASELINE_FILE.to_owned())));
    }
    let from = SettingsArgs {
        config: None,
        isolated: false,
    };
    let mut job = Job::new(site.repo, Scope::WorkTree, &from, &Flags::default(), global)?;
    if let Some(text) = settings {
        let file = ConfigFile::parse(super::settings_file::FILE, text)?;
        job.settings = Settings::resolve(file.as_ref(), &Flags::default(), RuleNames(&explain::names()))?;
    }
    let records = Records {
        acknowledged: crate::cli::records_source::acknowledged(&job.files.obeyed)?,
        baseline: None,
    };
    let report = job.report(&[], &records, true)?;
    if report.is_incomplete() {
        let what =
            "what is stale already was not looked for, because not everything could be read: `abreast check` says why";
        return Ok(Some(Step::say(what)));
    }
    let errors = report
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .count();
    if wanted && !report.findings.is_empty() {
        return written(&report.findings).map(Some);
    }
    let findings = plural(errors, "doc line");
    let are = if errors == 1 { "is" } else { "are" };
    Ok((errors > 0).then(|| {
        let what = format!("{findings} {are} stale already: `abreast check` shows them. To be told of new ones only");
        Step::Tell(
            format!("{what} (hooks and pull requests tell of no others in any case):"),
            "abreast baseline\n".to_owned(),
        )
    }))
}

fn written(findings: &[Finding]) -> anyhow::Result<Step> {
    if is_ci() {
        return Err(UsageError {
            message: "a baseline is not written in CI".to_owned(),
            help: "run this where CI is not set, look at what it writes, and commit that".to_owned(),
        }
        .into());
    }
    let entries = findings.iter().map(entry).collect();
    Ok(Step::new_file(BASELINE_FILE, records::baseline_text(entries)))
}
