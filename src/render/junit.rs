//! JUnit XML: a test suite a page, a failed test case a finding. Errors and warnings fail, notes do not.

use super::Look;
use super::escape::xml;
use super::evidence::facts;
use super::report::{acceptance, level, plural, ways_out};
use crate::model::accepted::Accepted;
use crate::model::finding::{Finding, Level};
use crate::model::problem::Problem;
use crate::model::report::{Report, ScopeSummary};

/// One test suite.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

/// One test case.
struct Case {
    name: String,
    body: String,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
    Broken,
}

/// The report as JUnit XML.
pub fn render(report: &Report, _look: &Look) -> String {
    let suites = suites(report);
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    let head = format!("name=\"abreast\" {}", counts(cases()));
    let body: String = suites.iter().map(suite_xml).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {head}>\n{body}</testsuites>\n")
}

fn suites(report: &Report) -> Vec<Suite> {
    let mut suites: Vec<Suite> = Vec::new();
    let findings = report
        .findings
        .iter()
        .map(|finding| (finding, case(finding, &report.scope)));
    let accepted = report.accepted.iter().map(|of| (&of.finding, accepted_case(of)));
    for (finding, case) in findings.chain(accepted) {
        let page = finding.primary.path.as_str();
        match suites.iter_mut().rev().find(|suite| suite.name == page) {
            Some(suite) => suite.cases.push(case),
            None => suites.push(Suite {
                name: page.to_owned(),
                cases: vec![case],
            }),
        }
    }
    if !report.problems.is_empty() {
        suites.push(Suite {
            name: "problems".to_owned(),
            cases: report.problems.iter().map(problem_case).collect(),
        });
    }
    // A file without a case is taken for a broken run by some readers.
    if report.findings.is_empty() {
        let name = format!("{} checked", plural(report.counts.pages, "page"));
        let (body, outcome) = (String::new(), Outcome::Passed);
        let cases = vec![Case { name, body, outcome }];
        suites.insert(
            0,
            Suite {
                name: "abreast".to_owned(),
                cases,
            },
        );
    }
    suites
}

fn case(finding: &Finding, scope: &ScopeSummary) -> Case {
    let at = finding.primary.region.start;
    let outcome = if finding.level > Level::Note {
        Outcome::Failed
    } else {
        Outcome::Passed
    };
    let facts = facts(finding).into_iter().chain([ways_out(finding, scope)]);
    let lines: Vec<String> = facts.map(|line| format!("- {}", xml(&line))).collect();
    let place = format!("{}:{}:{}", xml(finding.primary.path.as_str()), at.line, at.column);
    let body = match outcome {
        Outcome::Failed => format!(
            "<failure message=\"{}\" type=\"{}\">{place}\n{}</failure>",
            xml(&finding.message),
            level(finding.level),
            lines.join("\n")
        ),
        _ => format!(
            "<system-out>{}\n{}</system-out>",
            xml(&finding.message),
            lines.join("\n")
        ),
    };
    Case {
        name: case_name(finding),
        body,
        outcome,
    }
}

fn case_name(finding: &Finding) -> String {
    let at = finding.primary.region.start;
    format!("{}:{} {}", at.line, at.column, finding.rule)
}

/// What is accepted was not asked for.
fn accepted_case(accepted: &Accepted) -> Case {
    Case {
        name: case_name(&accepted.finding),
        body: format!("<skipped message=\"{}\"/>", xml(&acceptance(&accepted.by))),
        outcome: Outcome::Skipped,
    }
}

fn problem_case(problem: &Problem) -> Case {
    let (tag, outcome) = if problem.fatal {
        ("error", Outcome::Broken)
    } else {
        ("skipped", Outcome::Skipped)
    };
    let path = problem.path.as_ref().map_or("", |path| path.as_str());
    Case {
        name: format!("{} {path}", problem.kind.id()).trim_end().to_owned(),
        body: format!("<{tag} message=\"{}\"/>", xml(&problem.message)),
        outcome,
    }
}

fn counts<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> String {
    let of = |outcome| cases.clone().filter(|case| case.outcome == outcome).count();
    format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
        cases.clone().count(),
        of(Outcome::Failed),
        of(Outcome::Broken),
        of(Outcome::Skipped)
    )
}

fn suite_xml(suite: &Suite) -> String {
    let cases: String = suite.cases.iter().map(|case| case_xml(&suite.name, case)).collect();
    let head = format!("name=\"{}\" {}", xml(&suite.name), counts(suite.cases.iter()));
    format!("  <testsuite {head}>\n{cases}  </testsuite>\n")
}

fn case_xml(suite: &str, case: &Case) -> String {
    let head = format!("classname=\"{}\" name=\"{}\"", xml(suite), xml(&case.name));
    if case.body.is_empty() {
        return format!("    <testcase {head}/>\n");
    }
    format!("    <testcase {head}>{}</testcase>\n", case.body)
}
