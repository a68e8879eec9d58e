//! How much of a public API is documented as comma-separated values (RFC 4180), one line a module, for spreadsheets.

use crate::model::coverage::CoverageReport;
use crate::render::knowledge::csv::quoted;

/// The table.
pub fn render(report: &CoverageReport) -> String {
    let mut text = "module,public,documented,undocumented,share\r\n".to_owned();
    for (name, share) in &report.modules {
        text.push_str(&format!(
            "{},{},{},{},{:.4}\r\n",
            quoted(name),
            share.public,
            share.documented,
            share.bare(),
            share.of_one().unwrap_or_default()
        ));
    }
    text
}
