//! How much of a public API is documented, as one JSON document. Its fields are a promise: within a schema version they are
//! only added to.

use crate::model::coverage::{BareSymbol, CoverageReport, Share};
use crate::model::problem::Problem;
use crate::render::json::pretty;
use serde_json::{Value, json};

/// The version of the document.
const SCHEMA_VERSION: u32 = 1;

/// The document as text.
pub fn render(report: &CoverageReport) -> String {
    pretty(&document(report))
}

/// The document.
pub fn document(report: &CoverageReport) -> Value {
    let languages = report.languages.iter();
    let modules = report.modules.iter();
    let kinds = report.kinds.iter();
    let mut document = json!({
        "schema_version": SCHEMA_VERSION,
        "total": share(report.total, json!({})),
        "languages": languages.map(|(of, it)| share(*it, json!({ "language": of.id() }))).collect::<Vec<_>>(),
        "modules": modules.map(|(path, it)| share(*it, json!({ "path": path }))).collect::<Vec<_>>(),
        "kinds": kinds
            .map(|(of, kind, it)| share(*it, json!({ "language": of.id(), "kind": kind.id() })))
            .collect::<Vec<_>>(),
        "undocumented": report.bare.iter().map(bare).collect::<Vec<_>>(),
        "left_out": report.left_out,
        "suppressed": report.suppressed,
        "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
    });
    if let Some(of) = &report.mentioned {
        document["mentioned"] = json!({ "pages": of.pages, "unmentioned": of.unmentioned });
    }
    if let Some(of) = &report.ratchet {
        document["since"] = json!({ "base": of.base, "before": share(of.before, json!({})), "new": of.new });
    }
    document
}

/// An object with the numbers of a share, behind what it is the share of.
fn share(of: Share, mut named: Value) -> Value {
    named["public"] = json!(of.public);
    named["documented"] = json!(of.documented);
    named["share"] = json!(of.of_one().map(|share| (share * 10_000.0).floor() / 10_000.0));
    named
}

fn bare(of: &BareSymbol) -> Value {
    json!({ "path": of.path.as_str(), "line": of.line, "kind": of.kind.id(), "name": of.name })
}

fn problem(problem: &Problem) -> Value {
    json!({
        "path": problem.path.as_ref().map(|path| path.as_str()),
        "line": problem.line,
        "kind": problem.kind.id(),
        "message": problem.message,
    })
}
