//! Exit codes: 0, 1 or 2, as the documentation promises.

use crate::config::options::FailOn;
use crate::model::report::Report;
use std::process::ExitCode;

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the level that fails.
    Clean,
    /// Findings at or above it.
    Findings,
    /// A coding agent is to look at the findings first: agents are told so by this code alone.
    Blocked,
    /// The whole job could not be done.
    Incomplete,
}

impl Exit {
    /// The exit of a report. A job half done is not a verdict, whatever it found.
    pub fn of(report: &Report, fail_on: FailOn) -> Self {
        let mut levels = report.findings.iter().map(|finding| finding.level);
        if report.is_incomplete() {
            Exit::Incomplete
        } else if levels.any(|level| fail_on.is_reached_by(level)) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Blocked | Exit::Incomplete => 2,
        })
    }
}
