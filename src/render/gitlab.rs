//! The code quality report of GitLab: a JSON array of issues.

use super::json::pretty;
use super::report::{problem_level, ways_out};
use super::{Look, escape, evidence};
use crate::model::finding::{Finding, Level};
use crate::model::problem::Problem;
use crate::model::report::{Report, ScopeSummary};
use serde::Serialize;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// The report as GitLab reads it. Problems are issues too: there is no other place for them.
pub fn render(report: &Report, _look: &Look) -> String {
    let findings = report.findings.iter().map(|finding| of_finding(finding, &report.scope));
    let issues: Vec<Issue> = findings.chain(report.problems.iter().map(of_problem)).collect();
    pretty(&issues)
}

fn of_finding(finding: &Finding, scope: &ScopeSummary) -> Issue {
    let sentences = [finding.message.clone()]
        .into_iter()
        .chain(evidence::facts(finding))
        .chain([ways_out(finding, scope)]);
    Issue {
        description: escape::visible(&sentences.collect::<Vec<_>>().join(". ")),
        check_name: finding.rule.to_owned(),
        fingerprint: finding.fingerprint.clone(),
        severity: severity(finding.level),
        location: Location {
            path: finding.primary.path.to_string(),
            lines: Lines {
                begin: finding.primary.region.start.line,
                end: finding.primary.region.end.line,
            },
        },
    }
}

fn of_problem(problem: &Problem) -> Issue {
    let path = problem.path.as_ref().map_or(".", |path| path.as_str());
    let line = problem.line.unwrap_or(1);
    let identity = format!("{}\0{path}\0{}", problem.kind.id(), problem.message);
    Issue {
        description: escape::visible(&problem.message),
        check_name: problem.kind.id().to_owned(),
        fingerprint: blake3::hash(identity.as_bytes()).to_hex()[..16].to_owned(),
        severity: severity(problem_level(problem)),
        location: Location {
            path: path.to_owned(),
            lines: Lines { begin: line, end: line },
        },
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}
