//! Everything at once as one JSON document: each part as its own command writes it. Its fields are a promise: within a schema
//! version they are only added to.

use super::number;
use crate::model::overview::{Freshness, Overview, OverviewPoint};
use crate::render::report::date;
use crate::render::{convert, coverage, json as pretty, knowledge};
use serde_json::{Value, json};

/// The version of the document.
const SCHEMA_VERSION: u32 = 1;

/// The document.
pub fn render(of: &Overview) -> String {
    let subject = &of.subject;
    let fresh = Freshness::of(&of.audit);
    let mut freshness = freshness(fresh);
    freshness["audit"] = serde_json::to_value(convert::document(&of.audit)).unwrap_or_default();
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "tool": convert::tool(),
        "repository": {
            "name": subject.name,
            "commit": subject.commit,
            "date": date(subject.time),
            "web": subject.web.as_ref().map(|web| &web.url),
        },
        "freshness": freshness,
        "coverage": coverage::json::document(&of.coverage),
        "bus_factor": knowledge::json::document(&of.knowledge),
        "trend": of.trend.iter().map(point).collect::<Vec<_>>(),
    });
    pretty::pretty(&document)
}

fn freshness(of: Freshness) -> Value {
    json!({ "stale_lines": of.stale, "mentions": of.mentions, "share": number(of.holding()) })
}

fn point(of: &OverviewPoint) -> Value {
    json!({
        "month": of.month,
        "bus_factor": of.bus_factor,
        "files": of.files,
        "modules": of.modules,
        "modules_of_one_person": of.single,
        "public": of.coverage.public,
        "documented": of.coverage.documented,
        "freshness": of.freshness.map(freshness),
    })
}
