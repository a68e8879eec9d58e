//! Scenarios: a git history and what must be found in it, both readable as Markdown.
//!
//! A fixture is a list of `##` sections, one a scenario. Within a section the `###` headings are the steps of the history:
//!
//! - `### commit: message`, `### staged`, `### work tree`: the changes below are committed, staged, or only written;
//!   a commit may say who wrote it and that time has passed: `### commit: message (by Ada Byron <ada@byron.net>, 400 days later)`;
//! - `### branch: name`, `### switch: name`, `### merge: name`: as git's words;
//! - `### run: check --base HEAD~1`: abreast is run; a `findings` block holds all it must say (an empty block: nothing),
//!   a `problems` block all it must have skipped. `(exit 2)` at the end of the heading asks for another exit code than 0 or 1.
//!
//! A change is one line: `` `path` `` (then the whole file in a fenced block), `` `path` deleted ``, `` `path` -> `other` ``, or
//! `` `path`: `text` becomes `other text` ``. Everything else between the steps is prose for the reader.

use super::{Outcome, Repo};
use serde_json::Value;
use std::fmt::Write as _;

/// One section of a fixture.
#[derive(Debug)]
pub(crate) struct Scenario {
    /// Its heading: a sentence.
    pub(crate) name: String,
    /// Line of the heading, from 1.
    pub(crate) line: usize,
    /// Its history, in order.
    pub(crate) steps: Vec<Step>,
}

/// One `###` heading and what stands below it.
#[derive(Debug)]
pub(crate) enum Step {
    /// Apply and commit.
    Commit(Commit, Vec<Change>),
    /// Apply and stage.
    Staged(Vec<Change>),
    /// Apply and leave it at that.
    WorkTree(Vec<Change>),
    /// Make a branch and switch to it.
    Branch(String),
    /// Switch to a branch.
    Switch(String),
    /// Merge a branch.
    Merge(String),
    /// Run abreast.
    Run(Run),
}

/// What is said of a commit beside its changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Commit {
    /// Its message.
    pub(crate) message: String,
    /// Its author as `Name <mail>`, where it is not the usual one.
    pub(crate) author: Option<String>,
    /// The days that have passed since the commit before, beside the usual one.
    pub(crate) days: i64,
}

/// One change of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Write the whole file.
    Write(String, String),
    /// Delete a file or folder.
    Delete(String),
    /// Move a file or folder.
    Rename(String, String),
    /// Replace a text everywhere in a file.
    Replace(String, String, String),
}

/// A run of abreast and what it must say.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// The arguments as written.
    pub(crate) args: Vec<String>,
    /// The exit code, where it is not the usual one.
    pub(crate) exit: Option<i32>,
    /// The findings, one a line, sorted.
    pub(crate) findings: Vec<String>,
    /// The problems, one a line, sorted.
    pub(crate) problems: Vec<String>,
    /// Lines of the fixture between the fences of the `findings` block: first and behind the last, from 0.
    pub(crate) block: (usize, usize),
}

impl Run {
    /// Whether notes are asked for.
    pub(crate) fn wants_notes(&self) -> bool {
        self.args.iter().any(|arg| arg == "-v")
    }

    /// 1 when an error is expected, else 0, unless the scenario says otherwise.
    pub(crate) fn expected_exit(&self) -> i32 {
        let errors = self.findings.iter().any(|line| line.contains(" error "));
        self.exit.unwrap_or(i32::from(errors))
    }
}

/// What is wrong with a fixture itself.
pub(crate) type Malformed = String;

/// Reads a fixture.
pub(crate) fn parse(text: &str) -> Result<Vec<Scenario>, Malformed> {
    let mut reader = Reader::new(text);
    let mut scenarios: Vec<Scenario> = Vec::new();
    while let Some((at, line)) = reader.next_line() {
        if let Some(name) = line.strip_prefix("## ") {
            scenarios.push(Scenario {
                name: name.trim().to_owned(),
                line: at + 1,
                steps: Vec::new(),
            });
        } else if let Some(scenario) = scenarios.last_mut() {
            read_line(&mut reader, scenario, line).map_err(|error| format!("line {}: {error}", at + 1))?;
        }
    }
    scenarios.iter().try_for_each(check)?;
    Ok(scenarios)
}

/// A scenario without a run shows nothing.
fn check(scenario: &Scenario) -> Result<(), Malformed> {
    let runs = |step: &Step| matches!(step, Step::Run(run) if run.block != (0, 0));
    match scenario.steps.iter().any(runs) {
        true => Ok(()),
        false => Err(format!("line {}: no run with a findings block", scenario.line)),
    }
}

fn read_line(reader: &mut Reader<'_>, scenario: &mut Scenario, line: &str) -> Result<(), Malformed> {
    if let Some(heading) = line.strip_prefix("### ") {
        scenario.steps.push(read_step(heading.trim())?);
        return Ok(());
    }
    let Some(step) = scenario.steps.last_mut() else {
        return Ok(());
    };
    match step {
        Step::Run(run) => read_expectation(reader, run, line),
        Step::Commit(_, changes) | Step::Staged(changes) | Step::WorkTree(changes) => {
            changes.extend(read_change(reader, line)?);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn read_step(heading: &str) -> Result<Step, Malformed> {
    let (word, rest) = heading.split_once(':').unwrap_or((heading, ""));
    let rest = rest.trim().to_owned();
    Ok(match word {
        "commit" => Step::Commit(read_commit(&rest)?, Vec::new()),
        "staged" => Step::Staged(Vec::new()),
        "work tree" => Step::WorkTree(Vec::new()),
        "branch" => Step::Branch(rest),
        "switch" => Step::Switch(rest),
        "merge" => Step::Merge(rest),
        "run" => Step::Run(read_run(&rest)?),
        _ => return Err(format!("unknown step `{heading}`")),
    })
}

/// Reads `message (by Name <mail>, 400 days later)`; either part may be left out.
fn read_commit(text: &str) -> Result<Commit, Malformed> {
    let plain = || Commit {
        message: text.to_owned(),
        ..Commit::default()
    };
    let Some((message, words)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) else {
        return Ok(plain());
    };
    let mut commit = Commit {
        message: message.to_owned(),
        ..Commit::default()
    };
    for word in words.split(", ") {
        if let Some(author) = word.strip_prefix("by ") {
            commit.author = Some(author.to_owned());
        } else if let Some(days) = word.strip_suffix(" days later") {
            commit.days = days.parse().map_err(|_| format!("`{days}` is no number of days"))?;
        } else {
            return Ok(plain());
        }
    }
    Ok(commit)
}

fn read_run(text: &str) -> Result<Run, Malformed> {
    let (command, exit) = match text.split_once("(exit ") {
        Some((command, code)) => (command, Some(code.trim_end_matches(')'))),
        None => (text, None),
    };
    let exit = exit
        .map(|code| code.parse().map_err(|_| format!("`{code}` is no exit code")))
        .transpose()?;
    Ok(Run {
        args: command.split_whitespace().map(str::to_owned).collect(),
        exit,
        ..Run::default()
    })
}

fn read_expectation(reader: &mut Reader<'_>, run: &mut Run, line: &str) -> Result<(), Malformed> {
    let Some(fence) = Fence::opened_by(line) else {
        return Ok(());
    };
    let start = reader.at;
    let body = reader.read_block(&fence)?;
    let mut lines: Vec<String> = body.lines().map(str::to_owned).collect();
    match fence.info {
        "findings" => {
            run.block = (start, start + lines.len());
            lines.sort();
            run.findings = lines;
        }
        "problems" => {
            lines.sort();
            run.problems = lines;
        }
        other => return Err(format!("`{other}` is not a block of a run")),
    }
    Ok(())
}

/// Reads a change if the line is one; a file's content is taken from the block below it.
fn read_change(reader: &mut Reader<'_>, line: &str) -> Result<Option<Change>, Malformed> {
    if Fence::opened_by(line).is_some() {
        return Err("a block without a path above it".to_owned());
    }
    let Some((path, rest)) = line.strip_prefix('`').and_then(|line| line.split_once('`')) else {
        return Ok(None);
    };
    let path = path.to_owned();
    let change = match rest.trim() {
        "" => Change::Write(path, reader.next_block()?),
        "deleted" => Change::Delete(path),
        rest => match (rest.strip_prefix("-> `"), rest.strip_prefix(": `")) {
            (Some(target), _) => Change::Rename(path, target.trim_end_matches('`').to_owned()),
            (_, Some(texts)) => read_replacement(path, texts)?,
            _ => return Ok(None),
        },
    };
    Ok(Some(change))
}

fn read_replacement(path: String, texts: &str) -> Result<Change, Malformed> {
    texts
        .strip_suffix('`')
        .and_then(|texts| texts.split_once("` becomes `"))
        .map(|(from, to)| Change::Replace(path, from.to_owned(), to.to_owned()))
        .ok_or_else(|| "expected `text` becomes `other text`".to_owned())
}

/// An opening fence: its length, and the word behind it.
struct Fence<'a> {
    length: usize,
    info: &'a str,
}

impl<'a> Fence<'a> {
    fn opened_by(line: &'a str) -> Option<Self> {
        let info = line.trim_start_matches('`');
        let length = line.len() - info.len();
        (length >= 3 && !info.contains('`')).then(|| Self {
            length,
            info: info.trim(),
        })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim_end();
        line.len() >= self.length && line.bytes().all(|byte| byte == b'`')
    }
}

/// Walks the lines of a fixture.
struct Reader<'a> {
    lines: Vec<&'a str>,
    /// The next line, from 0.
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            lines: text.lines().collect(),
            at: 0,
        }
    }

    fn next_line(&mut self) -> Option<(usize, &'a str)> {
        let line = self.lines.get(self.at)?;
        self.at += 1;
        Some((self.at - 1, line))
    }

    /// The content of the block that must come next, over empty lines.
    fn next_block(&mut self) -> Result<String, Malformed> {
        while let Some((_, line)) = self.next_line() {
            if let Some(fence) = Fence::opened_by(line) {
                return self.read_block(&fence);
            }
            if !line.trim().is_empty() {
                break;
            }
        }
        Err("a path alone on its line needs a block with the file's content".to_owned())
    }

    /// The content up to the closing fence.
    fn read_block(&mut self, fence: &Fence<'_>) -> Result<String, Malformed> {
        let mut body = String::new();
        while let Some((_, line)) = self.next_line() {
            if fence.is_closed_by(line) {
                return Ok(body);
            }
            body.push_str(line);
            body.push('\n');
        }
        Err("a block is never closed".to_owned())
    }
}

impl Scenario {
    /// Whether any run of it expects something.
    pub(crate) fn fires(&self) -> bool {
        let fires = |step: &Step| matches!(step, Step::Run(run) if !run.findings.is_empty());
        self.steps.iter().any(fires)
    }
}

/// Builds the history of a scenario; `on_run` is called at each run with the repository as it is then.
pub(crate) fn play(scenario: &Scenario, mut on_run: impl FnMut(&Repo, &Run)) -> Result<(), Malformed> {
    let repo = Repo::new();
    for step in &scenario.steps {
        match step {
            Step::Commit(commit, changes) => {
                apply(&repo, changes)?;
                repo.record_by(&commit.message, commit.author.as_deref(), commit.days);
            }
            Step::Staged(changes) => {
                apply(&repo, changes)?;
                repo.stage();
            }
            Step::WorkTree(changes) => apply(&repo, changes)?,
            Step::Branch(name) => drop(repo.branch(name)),
            Step::Switch(name) => drop(repo.switch(name)),
            Step::Merge(name) => drop(repo.merge(name)),
            Step::Run(run) => on_run(&repo, run),
        }
    }
    Ok(())
}

fn apply(repo: &Repo, changes: &[Change]) -> Result<(), Malformed> {
    for change in changes {
        match change {
            Change::Write(path, text) => drop(repo.write(path, text)),
            Change::Delete(path) => drop(repo.delete(path)),
            Change::Rename(from, to) => drop(repo.rename(from, to)),
            Change::Replace(path, from, to) => {
                let text = repo.read(path);
                if !text.contains(from.as_str()) {
                    return Err(format!("`{path}` does not hold `{from}`"));
                }
                repo.write(path, &text.replace(from.as_str(), to));
            }
        }
    }
    Ok(())
}

/// What abreast said, in the words of the fixtures.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Findings, one a line, sorted.
    pub(crate) findings: Vec<String>,
    /// Problems, one a line, sorted.
    pub(crate) problems: Vec<String>,
}

/// Runs abreast as the scenario asks.
pub(crate) fn run(repo: &Repo, run: &Run) -> (Outcome, Result<Said, String>) {
    let mut args: Vec<&str> = run.args.iter().map(String::as_str).collect();
    args.extend(["--format", "json"]);
    let outcome = repo.abreast(&args);
    let said = outcome.json().map(|json| said(&json, run.wants_notes()));
    (outcome, said)
}

/// Reads an answer in JSON; notes count only when they are asked for.
pub(crate) fn said(json: &Value, notes: bool) -> Said {
    let list = |key: &str| json[key].as_array().cloned().unwrap_or_default();
    let mut said = Said {
        findings: list("findings")
            .iter()
            .filter(|finding| notes || finding["level"] != "note")
            .map(finding_line)
            .collect(),
        problems: list("problems").iter().map(problem_line).collect(),
    };
    said.findings.sort();
    said.problems.sort();
    said
}

/// `docs/guide.md:3 error renamed-mention close_all -> aclose`
fn finding_line(finding: &Value) -> String {
    let text = |key: &str| finding[key].as_str().unwrap_or("?");
    let mut line = format!(
        "{}:{} {} {} {}",
        finding["primary"]["path"].as_str().unwrap_or("?"),
        finding["primary"]["start"]["line"],
        text("level"),
        text("rule"),
        text("symbol")
    );
    if let Some(replacement) = finding["replacement"].as_str() {
        line.push_str(" -> ");
        line.push_str(replacement);
    }
    line
}

/// `docs/guide.md:3 unused-suppression`
fn problem_line(problem: &Value) -> String {
    let path = problem["path"].as_str().unwrap_or("");
    let kind = problem["kind"].as_str().unwrap_or("?");
    match problem["line"].as_u64() {
        Some(line) => format!("{path}:{line} {kind}"),
        None => format!("{path} {kind}"),
    }
}

/// What differs between the lines that were expected and those that came; `None` when they are equal.
pub(crate) fn difference(expected: &[String], actual: &[String]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let mut text = String::new();
    let mut rest: Vec<&String> = actual.iter().collect();
    for line in expected {
        let found = rest.iter().position(|other| *other == line);
        let mark = if found.is_some() { ' ' } else { '-' };
        found.map(|at| rest.remove(at));
        let _ = writeln!(text, "    {mark} {line}");
    }
    for line in rest {
        let _ = writeln!(text, "    + {line}");
    }
    Some(text)
}
