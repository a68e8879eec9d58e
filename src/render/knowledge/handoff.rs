//! What leaves with a person, as a checklist in Markdown and as one JSON document. All text of the repository is neutralised.

use super::json::{problem, rounded};
use super::ratio;
use super::sheet::{Line, Piece, code, markdown_line, name, words};
use crate::model::handover::{HandoffReport, HandoverModule, HandoverPage, Succession};
use crate::render::escape::{code_span, markdown as neutral};
use crate::render::report::plural;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// So many files of a module are listed among those to write about first, and so many files in all among the rest.
const FILES_OF_MODULE: usize = 10;
const FILES_IN_ALL: usize = 50;
/// So many pages and modules are listed, and so many lines of a page.
const LISTED: usize = 50;
const LINES_OF_PAGE: usize = 10;
/// The version of the document.
const SCHEMA_VERSION: u32 = 1;

/// The checklist.
pub fn markdown(report: &HandoffReport) -> String {
    let mut text = format!("# Handoff of {}\n\n{}\n", neutral(&report.person), facts(report));
    let sections = [
        ("Write down first", first(report)),
        ("Files only they author", rest(report)),
        ("Pages they wrote", pages(&report.pages)),
        ("Who could take over", successors(&report.successors)),
        ("What is safe", safe(report)),
    ];
    for (title, body) in sections {
        text.push_str(&format!("\n## {title}\n\n{body}"));
    }
    if !report.problems.is_empty() {
        text.push_str("\n## What could not be read\n\n");
    }
    for problem in &report.problems {
        let place = problem
            .path
            .as_ref()
            .map(|path| format!("{}: ", code_span(path.as_str())));
        text.push_str(&format!(
            "- {}{}\n",
            place.unwrap_or_default(),
            neutral(&problem.message)
        ));
    }
    text
}

/// What it comes to, in a paragraph.
fn facts(report: &HandoffReport) -> String {
    let alone = match report.alone {
        0 => "none".to_owned(),
        alone => alone.to_string(),
    };
    let mut text = format!(
        "At commit `{}` {} is the only author of {alone} of {}",
        report.head,
        neutral(&report.person),
        plural(report.files, "source file"),
    );
    text.push_str(&match report.shared {
        0 => ".".to_owned(),
        shared => format!(", and an author of {shared} more beside others."),
    });
    if !report.alone_in.is_empty() {
        let mut names: Vec<String> = report
            .alone_in
            .iter()
            .take(LISTED)
            .map(|module| code_span(module))
            .collect();
        if let more @ 1.. = report.alone_in.len().saturating_sub(LISTED) {
            names.push(format!("{more} more"));
        }
        let modules = if names.len() == 1 { "the module" } else { "the modules" };
        text.push_str(&format!(
            " Nobody else is an author of anything in {modules} {}.",
            names.join(", ")
        ));
    }
    if report.alone > 0 {
        let share = ratio(report.written_down, report.alone);
        text.push_str(&format!(
            " A passage that holds describes {} of the {} files ({share}).",
            report.written_down, report.alone
        ));
    }
    let method = match report.method {
        "lines" => "lines added and deleted",
        "commits" => "commits",
        _ => "the degree of authorship",
    };
    text.push_str(&format!(" Authors are told by {method}."));
    text
}

fn first(report: &HandoffReport) -> String {
    if report.first.is_empty() {
        return "Nothing: no module that much depends on is known to them alone and described nowhere.\n".to_owned();
    }
    let mut text = String::new();
    for module in &report.first {
        text.push_str(&item(
            0,
            &[
                code(module.name.clone()),
                words(": "),
                Piece::Sentence(module.reason.clone()),
            ],
        ));
        for file in module.files.iter().take(FILES_OF_MODULE) {
            text.push_str(&item(1, &[code(file.as_str())]));
        }
        if let more @ 1.. = module.files.len().saturating_sub(FILES_OF_MODULE) {
            text.push_str(&format!("  - and {}\n", plural(more, "more file")));
        }
    }
    text
}

fn rest(report: &HandoffReport) -> String {
    if report.rest.is_empty() {
        return "Nothing more that no passage describes.\n".to_owned();
    }
    let (mut text, mut left, mut hidden) = (String::new(), FILES_IN_ALL, 0);
    for module in &report.rest {
        let shown = module.files.len().min(left);
        hidden += module.files.len() - shown;
        left -= shown;
        if shown == 0 {
            continue;
        }
        text.push_str(&item(
            0,
            &[
                code(module.name.clone()),
                words(format!(": {}", plural(module.files.len(), "file"))),
            ],
        ));
        for file in module.files.iter().take(shown) {
            text.push_str(&item(1, &[code(file.as_str())]));
        }
    }
    if hidden > 0 {
        text.push_str(&format!(
            "\nAnd {}; `--format json` has all of them.\n",
            plural(hidden, "more file")
        ));
    }
    text
}

fn pages(pages: &[HandoverPage]) -> String {
    if pages.is_empty() {
        return "None.\n".to_owned();
    }
    let mut text: String = pages.iter().take(LISTED).map(|page| item(0, &about(page))).collect();
    if let more @ 1.. = pages.len().saturating_sub(LISTED) {
        text.push_str(&format!(
            "\nAnd {}; `--format json` has all of them.\n",
            plural(more, "more page")
        ));
    }
    text
}

fn about(page: &HandoverPage) -> Line {
    let says = match &page.stale {
        None => ": not checked for what is stale".to_owned(),
        Some(lines) if lines.is_empty() => ": nothing stale was found; say who keeps it".to_owned(),
        Some(lines) => {
            let distinct: BTreeSet<u32> = lines.iter().copied().collect();
            let word = if distinct.len() == 1 { "line" } else { "lines" };
            let mut shown: Vec<String> = distinct.iter().take(LINES_OF_PAGE).map(u32::to_string).collect();
            if distinct.len() > LINES_OF_PAGE {
                shown.push("..".to_owned());
            }
            format!(
                ": {} ({word} {})",
                plural(lines.len(), "stale mention"),
                shown.join(", ")
            )
        }
    };
    vec![code(page.path.as_str()), words(says)]
}

fn successors(successions: &[Succession]) -> String {
    if successions.is_empty() {
        return "Nothing is to be taken over: there is no file that only they author.\n".to_owned();
    }
    let mut text: String = successions
        .iter()
        .take(LISTED)
        .map(|of| item(0, &succession(of)))
        .collect();
    if let more @ 1.. = successions.len().saturating_sub(LISTED) {
        text.push_str(&format!(
            "\nAnd {}; `--format json` has all of them.\n",
            plural(more, "more module")
        ));
    }
    text
}

fn succession(of: &Succession) -> Line {
    let mut line = vec![
        code(of.module.clone()),
        words(format!(" ({}): ", plural(of.files, "file"))),
    ];
    if of.people.is_empty() {
        line.push(words("nobody active knows it"));
    }
    for (at, person) in of.people.iter().enumerate() {
        let files = plural(person.author_of, "other file");
        let knows = match (person.changed, person.author_of) {
            (0, 0) => " changed other files there".to_owned(),
            (0, _) => format!(" is an author of {files} there"),
            (changed, 0) => format!(" changed {changed} of them"),
            (changed, _) => format!(" changed {changed} of them and is an author of {files} there"),
        };
        let before = if at == 0 { "" } else { "; " };
        line.extend([words(before), name(&person.name), words(knows)]);
    }
    line
}

fn safe(report: &HandoffReport) -> String {
    format!(
        "- {} of theirs {} another author\n- {} of which they are the only author {} described by a passage that holds\n",
        plural(report.shared, "file"),
        if report.shared == 1 { "has" } else { "have" },
        plural(report.written_down, "file"),
        if report.written_down == 1 { "is" } else { "are" },
    )
}

fn item(depth: usize, line: &[Piece]) -> String {
    format!("{}- [ ] {}\n", "  ".repeat(depth), markdown_line(line))
}

/// The document. Its fields are a promise: within a schema version they are only added to.
pub fn json(report: &HandoffReport) -> String {
    let pages = report.pages.iter().map(|page| {
        json!({
            "path": page.path.as_str(),
            "stale_findings": page.stale.as_ref().map(Vec::len),
            "stale_lines": page.stale,
        })
    });
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "head": report.head,
        "method": report.method,
        "person": report.person,
        "source_files": report.files,
        "files_alone": report.alone,
        "files_alone_written_down": report.written_down,
        "files_with_other_authors": report.shared,
        "modules_alone": report.alone_in,
        "write_down_first": report.first.iter().map(module).collect::<Vec<_>>(),
        "other_files": report.rest.iter().map(module).collect::<Vec<_>>(),
        "pages": pages.collect::<Vec<_>>(),
        "successors": report.successors.iter().map(succession_json).collect::<Vec<_>>(),
        "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn module(of: &HandoverModule) -> Value {
    json!({
        "path": of.name,
        "advice": of.advice.id(),
        "impact": rounded(of.impact),
        "reason": of.reason,
        "files": of.files.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
    })
}

fn succession_json(of: &Succession) -> Value {
    let people = of
        .people
        .iter()
        .map(|person| json!({ "name": person.name, "files_changed": person.changed, "author_of": person.author_of }));
    json!({ "path": of.module, "files": of.files, "people": people.collect::<Vec<_>>() })
}
