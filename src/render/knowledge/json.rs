//! Who knows what as one JSON document. Its fields are a promise: within a schema version they are only added to.

use crate::model::knowledge::{Figure, IdentityRow, KnowledgeReport, Leaving, ModuleRow};
use crate::render::json::pretty;
use crate::render::report::date;
use serde_json::{Value, json};

/// The version of the document.
const SCHEMA_VERSION: u32 = 1;

/// The document as text.
pub fn render(report: &KnowledgeReport) -> String {
    pretty(&document(report))
}

/// The document.
pub fn document(report: &KnowledgeReport) -> Value {
    let mut repository = figure(&report.repository);
    repository["bus_factor_with_docs"] = json!(report.bus_factor_with_docs);
    let mut document = json!({
        "schema_version": SCHEMA_VERSION,
        "head": report.head,
        "method": report.method,
        "repository": repository,
        "modules": report.modules.iter().map(module).collect::<Vec<_>>(),
        "counted": counted(report),
        "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
    });
    if !report.trend.is_empty() {
        let points = report.trend.iter().map(|point| {
            json!({
                "month": point.month,
                "bus_factor": point.bus_factor,
                "files": point.files,
                "modules": point.modules,
                "modules_of_one_person": point.single,
            })
        });
        document["trend"] = points.collect();
    }
    if let Some(left) = &report.leaving {
        document["leaving"] = leaving(left);
    }
    if !report.identities.is_empty() {
        document["identities"] = report.identities.iter().map(identity).collect();
    }
    document
}

pub(super) fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

pub(super) fn figure(figure: &Figure) -> Value {
    let people = figure
        .people
        .iter()
        .map(|person| json!({ "name": person.name, "files": person.files, "share": rounded(person.share) }));
    json!({
        "bus_factor": figure.bus_factor,
        "coverage_left": rounded(figure.coverage_left),
        "bus_factor_at": { "45": figure.at_45, "55": figure.at_55 },
        "people": people.collect::<Vec<_>>(),
        "files": figure.files,
        "files_without_author": figure.without_author,
    })
}

fn module(row: &ModuleRow) -> Value {
    let mut value = json!({ "path": row.path });
    if let (Some(value), Value::Object(figure)) = (value.as_object_mut(), figure(&row.figure)) {
        value.extend(figure);
    }
    value["bus_factor_with_docs"] = json!(row.bus_factor_with_docs);
    value["orphaned"] = json!(row.orphaned);
    value["last_activity"] = json!(row.last_activity.map(date));
    value["owners"] = match &row.owners {
        None => Value::Null,
        Some(of) => json!({
            "names": of.owners, "owned": of.owned, "cleared": of.cleared, "unowned": of.unowned,
        }),
    };
    value["written"] = match &row.written {
        None => Value::Null,
        Some(of) => json!({
            "covered_files": of.covered_files,
            "public": of.public,
            "documented": of.documented,
            "fresh_passages": of.fresh_passages,
            "stale_passages": of.stale_passages,
        }),
    };
    value["lines"] = json!(row.lines);
    value["churn"] = json!(row.churn);
    value["imported_by"] = json!(row.imported_by);
    value["risk"] = json!({
        "advice": row.risk.advice.id(),
        "impact": rounded(row.risk.impact),
        "reason": row.risk.reason,
    });
    value
}

fn leaving(left: &Leaving) -> Value {
    let modules = left.modules.iter().map(|(path, before, after, files)| {
        json!({
            "path": path,
            "bus_factor_before": before,
            "bus_factor_after": after,
            "files_orphaned": files,
        })
    });
    json!({
        "people": left.people,
        "bus_factor_after": left.bus_factor,
        "files_orphaned": left.files.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
        "modules": modules.collect::<Vec<_>>(),
    })
}

fn identity(row: &IdentityRow) -> Value {
    json!({
        "name": row.name,
        "kind": row.kind,
        "merged": row.merged,
        "signatures": row.signatures,
        "because": row.because,
        "commits": row.commits,
    })
}

fn counted(report: &KnowledgeReport) -> Value {
    let of = &report.counted;
    json!({
        "commits": of.commits,
        "merges": of.merges,
        "bulk_commits": of.bulk,
        "commits_before": of.before,
        "commits_of_programs": of.programs,
        "people": of.people,
        "signatures": of.signatures,
        "files": of.files,
        "source_files": of.source_files,
        "source_files_untouched": of.untouched,
        "excluded": of.excluded,
    })
}

pub(super) fn problem(problem: &crate::model::problem::Problem) -> Value {
    json!({
        "kind": problem.kind.id(),
        "path": problem.path.as_ref().map(|path| path.as_str()),
        "line": problem.line,
        "message": problem.message,
    })
}
