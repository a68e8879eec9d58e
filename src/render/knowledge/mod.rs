//! Who knows what, as text for people and machines. One file a format; this file is their list.

pub mod csv;
pub mod handoff;
pub mod json;
pub mod markdown;
pub(crate) mod sheet;
pub mod table;
pub mod who;
mod who_json;

use super::Look;
use crate::model::knowledge::KnowledgeReport;

/// An output format of `abreast bus-factor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnowledgeFormat {
    /// A table for reading.
    Table,
    /// One JSON document.
    Json,
    /// One line a module.
    Csv,
    /// A job summary, or an issue.
    Markdown,
}

impl KnowledgeFormat {
    /// The report in this format, ending with a line break.
    pub fn render(self, report: &KnowledgeReport, look: &Look) -> String {
        match self {
            KnowledgeFormat::Table => table::render(report, look),
            KnowledgeFormat::Json => json::render(report),
            KnowledgeFormat::Csv => csv::render(report),
            KnowledgeFormat::Markdown => markdown::render(report),
        }
    }
}

/// A share of 1 as whole per cent.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `part of whole` as a percentage; a dash when there is nothing.
pub(crate) fn ratio(part: usize, whole: usize) -> String {
    if whole == 0 {
        "-".to_owned()
    } else {
        percent(part as f64 / whole as f64)
    }
}
