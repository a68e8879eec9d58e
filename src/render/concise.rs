//! One line a finding, as compilers write them: `path:line:column: level[rule] message`.

use super::Look;
use super::escape::{line_start_path, visible};
use super::report::{is_skip, level, problem_level, shown, summary};
use crate::model::finding::{Finding, Level};
use crate::model::problem::Problem;
use crate::model::report::Report;

/// The report, one line a finding.
pub fn render(report: &Report, look: &Look) -> String {
    let mut lines: Vec<String> = shown(report).map(line).collect();
    let problems = report.problems.iter();
    let told = |problem: &&Problem| problem.fatal || (!look.quiet && (report.show_notes || !is_skip(problem.kind)));
    lines.extend(problems.filter(told).map(problem_line));
    if !look.quiet {
        lines.push(summary(report));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn line(finding: &Finding) -> String {
    let path = line_start_path(finding.primary.path.as_str());
    let at = finding.primary.region.start;
    let message = visible(&finding.message);
    let place = format!("{path}:{}:{}", at.line, at.column);
    format!("{place}: {}[{}] {message}", level(finding.level), finding.rule)
}

fn problem_line(problem: &Problem) -> String {
    let path = problem.path.as_ref().map(|path| line_start_path(path.as_str()));
    let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
    let place = path.map_or_else(|| "abreast".to_owned(), |path| path + &line);
    let word = match problem_level(problem) {
        Level::Note => "skipped",
        found => level(found),
    };
    format!("{place}: {word}[{}] {}", problem.kind.id(), visible(&problem.message))
}
