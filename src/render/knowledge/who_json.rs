//! What `abreast who` answers as one JSON document. Its fields are a promise: within a schema version they are only added to.

use super::json::{figure, problem, rounded};
use crate::model::handover::{Knowers, Mentioned, ModuleCard, Subject, WhoReport};
use crate::model::path::RepoPath;
use crate::render::report::date;
use serde_json::{Value, json};

/// The version of the document.
const SCHEMA_VERSION: u32 = 1;

/// The document.
pub fn render(report: &WhoReport) -> String {
    let (kind, about) = subject(&report.subject);
    let mut document = json!({
        "schema_version": SCHEMA_VERSION,
        "head": report.head,
        "method": report.method,
        "path": report.path,
        "kind": kind,
        "owners": report.owners,
        "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
    });
    document[kind] = about;
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn subject(subject: &Subject) -> (&'static str, Value) {
    match subject {
        Subject::File(card) => {
            let about = json!({
                "language": (!card.language.is_empty()).then_some(&card.language),
                "excluded": card.excluded,
                "people": people(&card.knowers),
                "more_people": card.knowers.more,
                "last_change": card.last_change.map(date),
                "module": card.module.as_ref().map(module),
                "passages": passages(&card.passages),
            });
            ("file", about)
        }
        Subject::Page(card) => {
            let about = json!({
                "people": people(&card.knowers),
                "more_people": card.knowers.more,
                "last_change": card.last_change.map(date),
                "describes": counted(&card.describes),
            });
            ("page", about)
        }
        Subject::Symbol(card) => {
            let writers = card
                .writers
                .iter()
                .map(|of| json!({ "name": of.name, "lines": of.lines, "active": of.active }));
            let lines = card
                .lines
                .iter()
                .map(|(first, last)| json!({ "first": first, "last": last }));
            let about = json!({
                "name": card.name,
                "kind": card.kind,
                "lines": lines.collect::<Vec<_>>(),
                "line_count": card.count(),
                "people": writers.collect::<Vec<_>>(),
                "more_people": card.more,
                "lines_of_nobody": card.of_nobody,
                "passages": passages(&card.passages),
            });
            ("symbol", about)
        }
        Subject::Folder(card) => {
            let mut about = figure(&card.figure);
            about["source_files"] = json!(card.source_files);
            about["other_files"] = json!(card.other_files);
            about["described_files"] = json!(card.described);
            about["modules"] = card.modules.iter().map(module).collect();
            about["pages"] = counted(&card.pages);
            ("folder", about)
        }
    }
}

fn people(knowers: &Knowers) -> Value {
    let people = knowers.listed.iter().map(|of| {
        json!({
            "name": of.name,
            "role": if of.is_author { "author" } else { "contributor" },
            "degree": rounded(of.degree),
            "changes": rounded(of.changes),
            "active": of.active,
        })
    });
    people.collect()
}

fn module(of: &ModuleCard) -> Value {
    json!({ "path": of.name, "bus_factor": of.bus_factor, "source_files": of.files })
}

fn passages(passages: &[Mentioned]) -> Value {
    let places = passages
        .iter()
        .map(|of| json!({ "page": of.page.as_str(), "line": of.line, "names": of.name, "by_path": of.by_path }));
    places.collect()
}

fn counted(list: &[(RepoPath, usize)]) -> Value {
    list.iter()
        .map(|(path, count)| json!({ "path": path.as_str(), "places": count }))
        .collect()
}
