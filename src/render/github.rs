//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.

use super::Look;
use super::escape::visible;
use super::evidence::facts;
use super::report::{is_skip, plural, problem_level, shown, summary, ways_out};
use crate::model::finding::{Annotation, Finding, Level};
use crate::model::problem::Problem;
use crate::model::report::{Report, ScopeSummary};
use crate::model::span::Region;

/// GitHub shows ten annotations of each level and drops the rest without a word.
const SHOWN_PER_LEVEL: usize = 10;

/// So many skipped files are named; the rest is counted.
const NAMED_SKIPS: usize = 20;

/// One annotation.
struct Command {
    level: Level,
    place: Vec<(&'static str, String)>,
    title: String,
    message: String,
}

/// The report as workflow commands, and its summary as a plain line of the log.
pub fn render(report: &Report, look: &Look) -> String {
    let mended = report
        .problems
        .iter()
        .filter(|problem| !is_skip(problem.kind) || problem.fatal);
    let mut commands: Vec<Command> = mended.map(of_problem).collect();
    commands.extend(shown(report).map(|finding| of_finding(finding, report)));
    commands.extend(of_skips(report));
    let levels = [Level::Error, Level::Warning, Level::Note];
    let lines = levels.into_iter().flat_map(|level| of_level(&commands, level));
    let mut text: String = lines.map(|line| line + "\n").collect();
    if !look.quiet {
        text.push_str(&summary(report));
        text.push('\n');
    }
    text
}

/// The first ten of a level; the last of them says how many more there are.
fn of_level(commands: &[Command], level: Level) -> Vec<String> {
    let all: Vec<&Command> = commands.iter().filter(|command| command.level == level).collect();
    let more = all.len().saturating_sub(SHOWN_PER_LEVEL);
    let mut lines: Vec<String> = all.into_iter().take(SHOWN_PER_LEVEL).map(line).collect();
    if let (Some(last), true) = (lines.last_mut(), more > 0) {
        let more = plural(more, &format!("more {}", super::report::level(level)));
        last.push_str(&data(&format!("\n({more}: GitHub shows {SHOWN_PER_LEVEL} of a level)")));
    }
    lines
}

fn of_finding(finding: &Finding, report: &Report) -> Command {
    let at_code = code_place(finding, report);
    let lead = at_code.map(|_| {
        let line = finding.primary.region.start.line;
        format!("{}:{line}: ", visible(finding.primary.path.as_str()))
    });
    let words = std::iter::once(finding.message.clone())
        .chain(facts(finding))
        .chain([ways_out(finding, &report.scope)])
        .map(|sentence| visible(&sentence));
    Command {
        level: finding.level,
        place: place(at_code.unwrap_or(&finding.primary)),
        title: finding.rule.to_owned(),
        message: lead.unwrap_or_default() + &words.collect::<Vec<_>>().join("\n"),
    }
}

/// The changed code line to stand on: only lines of the diff are shown in a pull request, and the stale doc line often is none.
fn code_place<'a>(finding: &'a Finding, report: &Report) -> Option<&'a Annotation> {
    let in_range = matches!(report.scope, ScopeSummary::Range { .. });
    if !in_range || is_in_diff(&finding.primary, report) {
        return None;
    }
    let mut related = finding.related.iter().filter(|place| !place.at_base);
    related.find(|place| is_in_diff(place, report))
}

fn is_in_diff(place: &Annotation, report: &Report) -> bool {
    let line = place.region.start.line;
    let lines = report.diff_lines.get(place.path.as_str());
    lines.is_some_and(|lines| lines.iter().any(|(first, last)| (*first..=*last).contains(&line)))
}

fn place(place: &Annotation) -> Vec<(&'static str, String)> {
    let Region { start, end } = place.region;
    let mut properties = vec![
        ("file", visible(place.path.as_str())),
        ("line", start.line.to_string()),
        ("endLine", end.line.to_string()),
    ];
    // GitHub refuses columns of a place that spans lines.
    if start.line == end.line {
        properties.push(("col", start.column.to_string()));
        // Its end column is the last character, ours lies behind it.
        properties.push(("endColumn", end.column.saturating_sub(1).max(start.column).to_string()));
    }
    properties
}

fn of_problem(problem: &Problem) -> Command {
    let file = problem.path.as_ref().map(|path| ("file", visible(path.as_str())));
    let line = problem.line.map(|line| ("line", line.to_string()));
    Command {
        level: problem_level(problem),
        place: file.into_iter().chain(line).collect(),
        title: problem.kind.id().to_owned(),
        message: visible(&problem.message),
    }
}

/// One annotation for all files that were skipped.
fn of_skips(report: &Report) -> Option<Command> {
    let skipped: Vec<_> = report
        .problems
        .iter()
        .filter(|problem| is_skip(problem.kind) && !problem.fatal)
        .collect();
    let named = skipped.iter().take(NAMED_SKIPS).map(|problem| {
        let path = problem.path.as_ref().map_or("", |path| path.as_str());
        format!("\n{} ({})", visible(path), problem.kind.id())
    });
    let rest = skipped.len().saturating_sub(NAMED_SKIPS);
    let rest = if rest > 0 {
        format!("\nand {rest} more")
    } else {
        String::new()
    };
    (!skipped.is_empty()).then(|| Command {
        level: Level::Note,
        place: Vec::new(),
        title: "abreast".to_owned(),
        message: format!(
            "{} skipped:{}{rest}",
            plural(skipped.len(), "file"),
            named.collect::<String>()
        ),
    })
}

fn line(command: &Command) -> String {
    let name = match command.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let title = [("title", command.title.clone())];
    let properties = command.place.iter().chain(&title);
    let properties: Vec<String> = properties
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    format!("::{name} {}::{}", properties.join(","), data(&command.message))
}

/// The message of a command, escaped as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, escaped as the runner reads it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{Command, line};
    use crate::model::finding::Level;

    #[test]
    fn nothing_in_a_path_or_message_ends_the_command() {
        let command = Command {
            level: Level::Error,
            place: vec![("file", "::error::x,line=1.md".to_owned())],
            title: "a".to_owned(),
            message: "100 %\n::stop-commands::x".to_owned(),
        };
        assert_eq!(
            line(&command),
            "::error file=%3A%3Aerror%3A%3Ax%2Cline=1.md,title=a::100 %25%0A::stop-commands::x"
        );
    }
}
