//! The report as JSON lines: a `finding` or `problem` a line, and a `summary` as the last, so that a reader knows that it has all.

use super::Look;
use super::convert::{counts, finding, problem, scope, tool};
use super::wire::{Counts, Finding, Problem, SCHEMA_VERSION, Scope, Tool};
use crate::model::report::Report;
use serde::Serialize;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line {
    Finding(Box<Finding>),
    Problem(Problem),
    Summary {
        schema_version: u32,
        tool: Tool,
        scope: Scope,
        complete: bool,
        counts: Counts,
    },
}

/// The report, one JSON document a line.
pub fn render(report: &Report, _look: &Look) -> String {
    let findings = report
        .findings
        .iter()
        .map(|found| Line::Finding(Box::new(finding(found, &report.scope))));
    let problems = report.problems.iter().map(|met| Line::Problem(problem(met)));
    let lines = findings.chain(problems).chain([summary(report)]);
    lines
        .map(|line| serde_json::to_string(&line).unwrap_or_default() + "\n")
        .collect()
}

fn summary(report: &Report) -> Line {
    Line::Summary {
        schema_version: SCHEMA_VERSION,
        tool: tool(),
        scope: scope(&report.scope),
        complete: !report.is_incomplete(),
        counts: counts(report),
    }
}
