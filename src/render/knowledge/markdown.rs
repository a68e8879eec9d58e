//! Who knows what as Markdown: a job summary, or the text of a periodic issue. All text of the repository is neutralised.

use super::table::{margin, nothing};
use super::{percent, ratio};
use crate::model::knowledge::{Advice, KnowledgeReport, ModuleRow};
use crate::render::escape::{code_span, markdown};
use crate::render::report::{date, plural};

/// So many modules are listed; the rest is counted.
const LISTED: usize = 100;

/// The report as Markdown.
pub fn render(report: &KnowledgeReport) -> String {
    let mut text = format!("**{}**\n", headline(report));
    if !report.modules.is_empty() {
        text.push_str(&modules(report));
        text.push_str(&first(report));
    }
    if !report.trend.is_empty() {
        text.push_str("\n| month | bus factor | files | modules of one person |\n|---|---:|---:|---:|\n");
        for point in &report.trend {
            text.push_str(&format!(
                "| {} | {} | {} | {} of {} |\n",
                point.month, point.bus_factor, point.files, point.single, point.modules
            ));
        }
    }
    if let Some(left) = &report.leaving {
        text.push_str(&format!(
            "\n**Without {}**: bus factor {}, {} without an author.\n",
            markdown(&left.people.join(", ")),
            left.bus_factor,
            plural(left.files.len(), "file")
        ));
        if !left.modules.is_empty() {
            text.push_str("\n| module | before | after | files without an author |\n|---|---:|---:|---:|\n");
        }
        for (path, before, after, files) in left.modules.iter().take(LISTED) {
            text.push_str(&format!(
                "| {} | {before} | {after} | {files} |\n",
                cell(&code_span(path))
            ));
        }
    }
    for problem in &report.problems {
        text.push_str(&format!("\n{}\n", markdown(&problem.message)));
    }
    text
}

fn headline(report: &KnowledgeReport) -> String {
    if let Some(why) = nothing(report) {
        return format!("No bus factor: {why}");
    }
    let figure = &report.repository;
    let with_docs = report.bus_factor_with_docs.filter(|with| *with != figure.bus_factor);
    let with_docs = with_docs
        .map(|with| format!("; with what is written down {with}"))
        .unwrap_or_default();
    format!(
        "Bus factor {}{}{with_docs}: {} and {}",
        figure.bus_factor,
        margin(figure),
        plural(figure.files, "source file"),
        plural(report.modules.len(), "module")
    )
}

fn modules(report: &KnowledgeReport) -> String {
    let mut text = "\n| module | bus factor | left | files | key people | last change | owners | written | advice |\n\
                    |---|---:|---:|---:|---|---|---|---:|---|\n"
        .to_owned();
    for row in report.modules.iter().take(LISTED) {
        text.push_str(&line(row));
    }
    if let more @ 1.. = report.modules.len().saturating_sub(LISTED) {
        text.push_str(&format!("\n{} not shown.\n", plural(more, "more module")));
    }
    text
}

fn line(row: &ModuleRow) -> String {
    let figure = &row.figure;
    let named = figure.people.iter().filter(|person| !person.name.is_empty());
    let people: Vec<String> = named
        .map(|person| markdown(&format!("{} {}", person.name, percent(person.share))))
        .collect();
    let owners = row.owners.as_ref().map(|of| {
        let names: Vec<String> = of.owners.iter().map(|owner| code_span(owner)).collect();
        if names.is_empty() {
            "nobody".to_owned()
        } else {
            names.join(" ")
        }
    });
    format!(
        "| {} | {}{} | {} | {} | {} | {} | {} | {} | {} |\n",
        cell(&code_span(&row.path)),
        figure.bus_factor,
        if row.orphaned { " (orphaned)" } else { "" },
        percent(figure.coverage_left),
        figure.files,
        cell(&people.join(", ")),
        row.last_activity.map(date).unwrap_or_default(),
        cell(&owners.unwrap_or_default()),
        row.written
            .map(|of| ratio(of.covered_files, figure.files))
            .unwrap_or_default(),
        row.risk.advice.id().replace('-', " ")
    )
}

/// Text that does not end its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn first(report: &KnowledgeReport) -> String {
    let urgent = report
        .modules
        .iter()
        .filter(|row| row.risk.advice <= Advice::DocumentSoon);
    let lines: Vec<String> = urgent
        .take(10)
        .map(|row| format!("- {}: {}\n", code_span(&row.path), markdown(&row.risk.reason)))
        .collect();
    if lines.is_empty() {
        String::new()
    } else {
        format!("\nWrite down first:\n\n{}", lines.concat())
    }
}
