//! The report as one JSON document; `wire` says what is in it.

use super::Look;
use super::convert::document;
use crate::model::report::Report;

/// The report as indented JSON.
pub fn render(report: &Report, _look: &Look) -> String {
    pretty(&document(report))
}

/// Indented JSON with a line break at its end. Our structures have no keys but strings, so that it cannot fail.
pub(crate) fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
