//! Everything at once as Markdown: a job summary, or the text of a periodic issue. All text of the repository is neutralised.

use super::{fresh_share, short};
use crate::model::knowledge::KnowledgeReport;
use crate::model::overview::{Freshness, Overview, OverviewPoint};
use crate::render::coverage::{self, percent};
use crate::render::escape::{code_span, markdown};
use crate::render::report::{date, plural};
use crate::render::{Look, knowledge, markdown as findings};

/// The report as Markdown. Sections are in the order of how much is lost when the last ones are cut off.
pub fn render(of: &Overview) -> String {
    let fresh = Freshness::of(&of.audit);
    let figure = &of.knowledge.repository;
    let name = markdown(&of.subject.name);
    let mut text = format!(
        "**{}: {}, {} of the public API documented, bus factor {}**\n\nAt {} of {}.\n\n",
        name,
        plural(fresh.stale, "stale doc line"),
        percent(of.coverage.total),
        figure.bus_factor,
        code_span(short(&of.subject.commit)),
        date(of.subject.time)
    );
    text.push_str("| | now |\n|---|---:|\n");
    let rows = [
        ("mentions that hold", fresh_share(fresh)),
        ("stale lines", fresh.stale.to_string()),
        ("public API documented", percent(of.coverage.total)),
        ("bus factor", figure.bus_factor.to_string()),
        ("modules that one person knows", single(&of.knowledge)),
    ];
    for (what, value) in rows {
        text.push_str(&format!("| {what} | {value} |\n"));
    }
    text.push_str(&trend(&of.trend));
    text.push_str("\n### Stale passages\n\n");
    text.push_str(&findings::render(&of.audit, &Look::PLAIN));
    text.push_str("\n### Who knows it\n\n");
    text.push_str(&knowledge::markdown::render(&of.knowledge));
    text.push_str("\n### What is public and not documented\n\n");
    text.push_str(&coverage::markdown::render(&of.coverage));
    text
}

fn single(of: &KnowledgeReport) -> String {
    let single = of.modules.iter().filter(|module| module.figure.bus_factor <= 1).count();
    format!("{single} of {}", of.modules.len())
}

/// A chart where Mermaid is understood, and a table with the same numbers for everybody.
fn trend(points: &[OverviewPoint]) -> String {
    if points.len() < 2 {
        return String::new();
    }
    let months: Vec<String> = points.iter().map(|point| format!("\"{}\"", point.month)).collect();
    let line = |figures: Vec<String>| format!("  line [{}]\n", figures.join(", "));
    let bus: Vec<String> = points.iter().map(|point| point.bus_factor.to_string()).collect();
    let single: Vec<String> = points.iter().map(|point| point.single.to_string()).collect();
    let mut text = format!(
        "\n### Month by month\n\n```mermaid\nxychart-beta\n  title \"Bus factor, and modules that one person knows\"\n  x-axis [{}]\n{}{}```\n",
        months.join(", "),
        line(bus),
        line(single)
    );
    text.push_str(
        "\n| month | bus factor | modules of one person | source files | API documented | stale lines |\n\
         |---|---:|---:|---:|---:|---:|\n",
    );
    for point in points {
        let stale = point.freshness.map_or_else(String::new, |of| of.stale.to_string());
        text.push_str(&format!(
            "| {} | {} | {} of {} | {} | {} | {stale} |\n",
            point.month,
            point.bus_factor,
            point.single,
            point.modules,
            point.files,
            percent(point.coverage)
        ));
    }
    text
}
