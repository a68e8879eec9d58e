//! Who knows what, for reading: a summary, a table of the modules, and what to write down first.

use super::{percent, ratio};
use crate::model::knowledge::{Advice, Counted, Figure, KnowledgeReport, Leaving, ModuleRow};
use crate::render::Look;
use crate::render::columns::table;
use crate::render::escape::visible;
use crate::render::report::{date, plural};

/// So many modules are listed unless everything is asked for; the rest is counted.
const LISTED: usize = 40;
/// So many modules are explained below the table.
const EXPLAINED: usize = 5;

/// The report as text.
pub fn render(report: &KnowledgeReport, look: &Look) -> String {
    let mut text = String::new();
    text.push_str(&headline(report));
    if !look.quiet && report.counted.files > 0 {
        text.push_str(&counted(&report.counted));
    }
    if !report.modules.is_empty() {
        text.push('\n');
        text.push_str(&table(&rows(report)));
        text.push_str(&rest(report.modules.len()));
        text.push_str(&first(report));
    }
    if !report.trend.is_empty() {
        text.push('\n');
        text.push_str(&table(&trend(report)));
    }
    if let Some(left) = &report.leaving {
        text.push_str(&leaving(left));
    }
    if !report.identities.is_empty() {
        text.push_str(&identities(report));
    }
    if !look.quiet || report.problems.iter().any(|problem| problem.fatal) {
        for problem in &report.problems {
            let place = problem
                .path
                .as_ref()
                .map(|path| format!("{}: ", visible(path.as_str())));
            text.push_str(&format!(
                "\nnote: {}{}\n",
                place.unwrap_or_default(),
                visible(&problem.message)
            ));
        }
    }
    text
}

/// The figure of the repository in a sentence or two.
fn headline(report: &KnowledgeReport) -> String {
    let figure = &report.repository;
    if let Some(why) = nothing(report) {
        return format!("No bus factor: {why}.\n");
    }
    let mut text = format!("Bus factor {}{}: ", figure.bus_factor, margin(figure));
    text.push_str(&match figure.bus_factor {
        0 => format!(
            "more than half of {} have no author to begin with.\n",
            plural(figure.files, "source file")
        ),
        many => format!(
            "when {} leave{}, {} of {} still have an author.\n",
            plural(many, "person").replace("persons", "people"),
            if many == 1 { "s" } else { "" },
            percent(figure.coverage_left),
            plural(figure.files, "source file")
        ),
    });
    if let Some(with_docs) = report.bus_factor_with_docs.filter(|with| *with != figure.bus_factor) {
        text.push_str(&format!("With what is written down: {with_docs}.\n"));
    }
    text
}

/// Why there is no figure, if there is none.
pub(crate) fn nothing(report: &KnowledgeReport) -> Option<&'static str> {
    let counted = &report.counted;
    if counted.commits + counted.merges + counted.programs + counted.bulk + counted.before == 0 {
        Some("there are no commits yet")
    } else if counted.source_files == 0 {
        Some("there are no source files")
    } else if counted.commits == 0 && counted.programs > 0 {
        Some("only programs committed, no people")
    } else if counted.commits == 0 {
        Some("no commit counts (there are only merges, bulk commits or ones that are too old)")
    } else {
        (report.repository.files == 0).then_some("no commit that counts touched a source file")
    }
}

/// What the figure would be nearby, when it would be another one.
pub(crate) fn margin(figure: &Figure) -> String {
    if figure.at_45 == figure.at_55 {
        String::new()
    } else {
        format!(" ({} to {} within five points)", figure.at_55, figure.at_45)
    }
}

/// What was counted, in a line.
fn counted(of: &Counted) -> String {
    let mut left: Vec<String> = Vec::new();
    let mut note = |count: usize, what: &str| {
        if count > 0 {
            left.push(format!("{count} {what}"));
        }
    };
    note(of.merges, "merges");
    note(of.programs, "of bots and agents");
    note(of.bulk, "bulk commits");
    note(of.before, "too old");
    let left = if left.is_empty() {
        String::new()
    } else {
        format!(" (left out: {})", left.join(", "))
    };
    let excluded: usize = of.excluded.values().sum();
    format!(
        "{} of {}{left}; {} and {} that {} no source.\n",
        plural(of.commits, "commit"),
        plural(of.people, "person").replace("persons", "people"),
        plural(of.source_files, "source file"),
        plural(excluded, "file"),
        if excluded == 1 { "is" } else { "are" },
    )
}

fn rest(count: usize) -> String {
    match count.saturating_sub(LISTED) {
        0 => String::new(),
        more => format!("and {}; --format csv has all of them\n", plural(more, "more module")),
    }
}

fn rows(report: &KnowledgeReport) -> Vec<Vec<String>> {
    let with_owners = report.modules.iter().any(|row| row.owners.is_some());
    let with_docs = report.modules.iter().any(|row| row.written.is_some());
    let mut header = vec!["module", "bus factor", "left", "files", "key people", "last change"];
    header.extend(with_owners.then_some("owners"));
    header.extend(with_docs.then_some("written"));
    header.push("advice");
    let mut rows = vec![header.into_iter().map(str::to_owned).collect()];
    rows.extend(report.modules.iter().take(LISTED).map(|row| {
        let mut cells = vec![
            visible(&row.path),
            bus_factor(row),
            percent(row.figure.coverage_left),
            row.figure.files.to_string(),
            people(&row.figure),
            row.last_activity.map_or_else(|| "-".to_owned(), date),
        ];
        cells.extend(with_owners.then(|| owners(row)));
        cells.extend(with_docs.then(|| {
            row.written
                .map_or_else(String::new, |of| ratio(of.covered_files, row.figure.files))
        }));
        cells.push(row.risk.advice.id().replace('-', " "));
        cells
    }));
    rows
}

fn bus_factor(row: &ModuleRow) -> String {
    let figure = &row.figure;
    let range = if figure.at_45 == figure.at_55 {
        String::new()
    } else {
        format!(" ({}-{})", figure.at_55, figure.at_45)
    };
    let orphaned = if row.orphaned { " orphaned" } else { "" };
    format!("{}{range}{orphaned}", figure.bus_factor)
}

fn people(figure: &Figure) -> String {
    let named = figure.people.iter().filter(|person| !person.name.is_empty());
    let shares: Vec<String> = named
        .map(|person| format!("{} {}", visible(&person.name), percent(person.share)))
        .collect();
    if shares.is_empty() {
        "-".to_owned()
    } else {
        shares.join(", ")
    }
}

fn owners(row: &ModuleRow) -> String {
    match &row.owners {
        Some(of) if !of.owners.is_empty() => visible(&of.owners.join(" ")),
        Some(of) if of.cleared > 0 => "cleared".to_owned(),
        _ => "nobody".to_owned(),
    }
}

/// The modules to write about first, each with the reason.
fn first(report: &KnowledgeReport) -> String {
    let urgent = report
        .modules
        .iter()
        .filter(|row| row.risk.advice <= Advice::DocumentSoon);
    let lines: Vec<String> = urgent
        .take(EXPLAINED)
        .map(|row| format!("  {}: {}\n", visible(&row.path), row.risk.reason))
        .collect();
    if lines.is_empty() {
        String::new()
    } else {
        format!("\nWrite down first:\n{}", lines.concat())
    }
}

fn trend(report: &KnowledgeReport) -> Vec<Vec<String>> {
    let header = ["month", "bus factor", "files", "modules of one person"]
        .map(str::to_owned)
        .to_vec();
    let points = report.trend.iter().map(|point| {
        vec![
            point.month.clone(),
            point.bus_factor.to_string(),
            point.files.to_string(),
            format!("{} of {}", point.single, point.modules),
        ]
    });
    std::iter::once(header).chain(points).collect()
}

fn leaving(left: &Leaving) -> String {
    let mut text = format!(
        "\nWithout {}: bus factor {}, {} without an author.\n",
        visible(&left.people.join(", ")),
        left.bus_factor,
        plural(left.files.len(), "file")
    );
    let mut rows = vec![
        ["module", "before", "after", "files without an author"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(left.modules.iter().take(LISTED).map(|(path, before, after, files)| {
        vec![visible(path), before.to_string(), after.to_string(), files.to_string()]
    }));
    if rows.len() > 1 {
        text.push_str(&table(&rows));
    }
    text
}

fn identities(report: &KnowledgeReport) -> String {
    let of = &report.counted;
    let mut text = format!("\n{} names with addresses are {} people:\n", of.signatures, of.people);
    for row in report
        .identities
        .iter()
        .filter(|row| row.kind != "person" || row.merged > 1)
    {
        let because = if row.because.is_empty() {
            String::new()
        } else {
            format!(": {}", row.because.join(", "))
        };
        let name = if row.name.is_empty() {
            "somebody".to_owned()
        } else {
            visible(&row.name)
        };
        let merged = plural(row.merged, "name");
        text.push_str(&format!(
            "  {name} ({}{because}, {merged}, {})\n",
            row.kind,
            plural(row.commits, "commit")
        ));
        for signature in &row.signatures {
            text.push_str(&format!("    {}\n", visible(signature)));
        }
    }
    text
}
