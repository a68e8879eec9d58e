//! How much of a public API is documented, for reading: a sentence, modules and kinds.

use super::{headline, language, mentioned, percent, since};
use crate::model::coverage::{CoverageReport, Share};
use crate::render::Look;
use crate::render::columns::table;
use crate::render::escape::visible;
use crate::render::report::plural;

/// So many modules are listed; the rest is counted.
const LISTED: usize = 40;

/// The report as text.
pub fn render(report: &CoverageReport, look: &Look) -> String {
    let mut text = format!("{}.\n", headline(report));
    for more in [since(report), mentioned(report)].into_iter().flatten() {
        text.push_str(&format!("{more}.\n"));
    }
    if report.total.public > 0 {
        text.push('\n');
        let modules = report.modules.iter().take(LISTED);
        text.push_str(&rows("module", modules.map(|(name, share)| (visible(name), *share))));
        if let more @ 1.. = report.modules.len().saturating_sub(LISTED) {
            let modules = plural(more, "more module");
            text.push_str(&format!("and {modules}; --format csv has all of them\n"));
        }
        text.push('\n');
        let kinds = report.kinds.iter();
        text.push_str(&rows(
            "kind",
            kinds.map(|(of, kind, share)| (format!("{} {}", language(*of), kind.words()), *share)),
        ));
    }
    if !look.quiet {
        text.push_str(&notes(report));
    }
    text
}

fn rows(what: &str, shares: impl Iterator<Item = (String, Share)>) -> String {
    let header = [what, "public", "undocumented", "documented"]
        .map(str::to_owned)
        .to_vec();
    let rows =
        shares.map(|(name, share)| vec![name, share.public.to_string(), share.bare().to_string(), percent(share)]);
    table(&std::iter::once(header).chain(rows).collect::<Vec<_>>())
}

/// What was left out, and what could not be read.
fn notes(report: &CoverageReport) -> String {
    let mut notes = Vec::new();
    if report.left_out > 0 {
        notes.push(format!(
            "{} of Python outside of packages (tests, examples, scripts) left out; --everything reads them",
            plural(report.left_out, "file")
        ));
    }
    if report.suppressed > 0 {
        notes.push(format!(
            "{} switched off by comments",
            plural(report.suppressed, "symbol")
        ));
    }
    notes.extend(report.problems.iter().map(|problem| {
        let place = problem
            .path
            .as_ref()
            .map(|path| format!("{}: ", visible(path.as_str())));
        format!("{}{}", place.unwrap_or_default(), visible(&problem.message))
    }));
    let lines: Vec<String> = notes.iter().map(|note| format!("note: {note}\n")).collect();
    if lines.is_empty() {
        String::new()
    } else {
        format!("\n{}", lines.concat())
    }
}
