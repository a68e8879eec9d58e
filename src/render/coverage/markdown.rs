//! How much of a public API is documented, as Markdown: a job summary, or a comment. All text of the repository is neutralised.

use super::{headline, language, mentioned, percent, since};
use crate::model::coverage::{CoverageReport, Share};
use crate::render::escape::{code_span, markdown};
use crate::render::report::plural;

/// So many modules are listed; the rest is counted.
const LISTED: usize = 100;

/// The report as Markdown.
pub fn render(report: &CoverageReport) -> String {
    let mut text = format!("**{}**\n", headline(report));
    for more in [since(report), mentioned(report)].into_iter().flatten() {
        text.push_str(&format!("\n{more}.\n"));
    }
    if report.total.public > 0 {
        text.push_str("\n| module | public | undocumented | documented |\n|---|---:|---:|---:|\n");
        for (name, share) in report.modules.iter().take(LISTED) {
            text.push_str(&line(&code_span(name).replace('|', "\\|"), *share));
        }
        if let more @ 1.. = report.modules.len().saturating_sub(LISTED) {
            text.push_str(&format!("\n{} not shown.\n", plural(more, "more module")));
        }
        text.push_str("\n| kind | public | undocumented | documented |\n|---|---:|---:|---:|\n");
        for (of, kind, share) in &report.kinds {
            text.push_str(&line(&format!("{} {}", language(*of), kind.words()), *share));
        }
    }
    for problem in &report.problems {
        let place = problem
            .path
            .as_ref()
            .map(|path| format!("{}: ", code_span(path.as_str())));
        text.push_str(&format!(
            "\n{}{}\n",
            place.unwrap_or_default(),
            markdown(&problem.message)
        ));
    }
    text
}

fn line(name: &str, share: Share) -> String {
    format!(
        "| {name} | {} | {} | {} |\n",
        share.public,
        share.bare(),
        percent(share)
    )
}
