//! What `abreast who` answers: for a terminal, as Markdown, and as one JSON document.

use super::percent;
use super::sheet::{Line, List, Piece, Sheet, code, name, words};
use crate::model::handover::{
    FileCard, FolderCard, Knowers, Mentioned, ModuleCard, PageCard, Subject, SymbolCard, WhoReport,
};
use crate::model::path::RepoPath;
use crate::render::report::{date, plural};

/// So many places, modules and pages are listed; the rest is counted.
const LISTED: usize = 40;

/// The answer for a terminal.
pub fn text(report: &WhoReport) -> String {
    sheet(report).text()
}

/// The answer as Markdown.
pub fn markdown(report: &WhoReport) -> String {
    sheet(report).markdown()
}

pub use super::who_json::render as json;

fn sheet(report: &WhoReport) -> Sheet {
    let mut sheet = match &report.subject {
        Subject::File(card) => file(card, report),
        Subject::Folder(card) => folder(card),
        Subject::Symbol(card) => symbol(card),
        Subject::Page(card) => page(card, report),
    };
    sheet.title = match &report.subject {
        Subject::Symbol(card) => vec![code(format!("{}:{}", report.path, card.name))],
        _ => vec![code(report.path.clone())],
    };
    if let Some(owners) = &report.owners {
        sheet.facts.push(declared(owners));
    }
    let problems = report
        .problems
        .iter()
        .map(|problem| vec![Piece::Sentence(problem.message.clone())]);
    sheet.facts.extend(problems);
    sheet
}

fn declared(owners: &[String]) -> Line {
    if owners.is_empty() {
        return vec![words("declared owners: nobody")];
    }
    let mut line = vec![words("declared owners:")];
    for owner in owners {
        line.extend([words(" "), code(owner.clone())]);
    }
    line
}

fn file(card: &FileCard, report: &WhoReport) -> Sheet {
    let what = match &card.excluded {
        Some(reason) => vec![words(format!("does not count as source: {reason}"))],
        None => vec![words("source file, "), code(card.language.clone())],
    };
    let mut facts = vec![what];
    facts.extend(
        card.module
            .as_ref()
            .map(|of| [vec![words("in the module ")], module(of)].concat()),
    );
    facts.extend(card.last_change.map(last_change));
    Sheet {
        facts,
        lists: vec![knowers(&card.knowers, report.method), passages(&card.passages)],
        ..Sheet::default()
    }
}

fn page(card: &PageCard, report: &WhoReport) -> Sheet {
    let mut facts = vec![vec![words("page of documentation")]];
    facts.extend(card.last_change.map(last_change));
    Sheet {
        facts,
        lists: vec![
            knowers(&card.knowers, report.method),
            List {
                title: "Which files it describes",
                items: counted(&card.describes),
                none: "none that it names for certain",
                more: rest(card.describes.len()),
            },
        ],
        ..Sheet::default()
    }
}

fn folder(card: &FolderCard) -> Sheet {
    let figure = &card.figure;
    let others = match card.other_files {
        0 => String::new(),
        1 => ", and 1 file that is no source".to_owned(),
        many => format!(", and {many} files that are no source"),
    };
    let files = plural(card.source_files, "source file");
    let mut facts = vec![vec![words(format!("{files}{others}"))]];
    if figure.files > 0 {
        facts.push(vec![words(format!(
            "bus factor {}: {} of the files have an author left without them",
            figure.bus_factor,
            percent(figure.coverage_left)
        ))]);
    }
    if card.source_files > 0 {
        facts.push(vec![words(format!("{} of them named by a page", card.described))]);
    }
    let people = figure.people.iter().map(|person| {
        let files = plural(person.files, "file");
        vec![
            name(&person.name),
            words(format!(": author of {files} ({})", percent(person.share))),
        ]
    });
    Sheet {
        facts,
        lists: vec![
            List {
                title: "Key people",
                items: people.collect(),
                none: "nobody, or none that half of the files would miss",
                more: None,
            },
            List {
                title: "Modules",
                items: card.modules.iter().take(LISTED).map(module).collect(),
                none: "none",
                more: rest(card.modules.len()),
            },
            List {
                title: "Pages about its files",
                items: counted(&card.pages),
                none: "none",
                more: rest(card.pages.len()),
            },
        ],
        ..Sheet::default()
    }
}

fn symbol(card: &SymbolCard) -> Sheet {
    let ranges: Vec<String> = card
        .lines
        .iter()
        .take(LISTED)
        .map(|(first, last)| format!("{first}-{last}"))
        .collect();
    let mut facts = vec![vec![words(format!(
        "{}, {} ({})",
        card.kind,
        plural(card.count(), "line"),
        ranges.join(", ")
    ))]];
    if card.of_nobody > 0 {
        let lines = plural(card.of_nobody, "line");
        facts.push(vec![words(format!(
            "{lines} of programs, bulk commits, or from before what is counted"
        ))]);
    }
    if card.is_shared {
        facts.push(vec![words(
            "lines of a commit by several people count for each of them",
        )]);
    }
    let writers = card.writers.iter().map(|writer| {
        let lines = plural(writer.lines, "line");
        vec![
            name(&writer.name),
            words(format!(": {lines}, {}", active(writer.active))),
        ]
    });
    Sheet {
        facts,
        lists: vec![
            List {
                title: "Who wrote its lines",
                items: writers.collect(),
                none: "nobody who is counted",
                more: (card.more > 0).then(|| format!("and {} more", card.more)),
            },
            passages(&card.passages),
        ],
        ..Sheet::default()
    }
}

fn module(of: &ModuleCard) -> Line {
    let files = plural(of.files, "source file");
    vec![
        code(of.name.clone()),
        words(format!(": bus factor {}, {files}", of.bus_factor)),
    ]
}

fn last_change(time: i64) -> Line {
    vec![words(format!("last changed by a person on {}", date(time)))]
}

fn active(active: bool) -> &'static str {
    if active { "active" } else { "no longer active" }
}

fn knowers(knowers: &Knowers, method: &str) -> List {
    let items = knowers.listed.iter().map(|of| {
        let role = if of.is_author { "author: " } else { "contributor: " };
        let did = match method {
            "lines" => amount(of.degree, "changed line"),
            "commits" => amount(of.degree, "commit"),
            _ => format!(
                "{}, degree of authorship {:.2}",
                amount(of.changes, "change"),
                of.degree
            ),
        };
        vec![
            words(role),
            name(&of.name),
            words(format!(", {did}, {}", active(of.active))),
        ]
    });
    List {
        title: "Who knows it",
        items: items.collect(),
        none: "nobody who is counted changed it",
        more: (knowers.more > 0).then(|| format!("and {} more", knowers.more)),
    }
}

/// A whole number as one; parts of changes that have faded with one digit.
fn amount(value: f64, one: &str) -> String {
    match value {
        1.0 => format!("1 {one}"),
        value if value.fract() == 0.0 => format!("{value:.0} {one}s"),
        value => format!("{value:.1} {one}s"),
    }
}

fn passages(passages: &[Mentioned]) -> List {
    let items = passages.iter().take(LISTED).map(|of| {
        let place = code(format!("{}:{}", of.page, of.line));
        if of.by_path {
            vec![place, words(" names the file")]
        } else {
            vec![place, words(" names "), code(of.name.clone())]
        }
    });
    List {
        title: "What describes it",
        items: items.collect(),
        none: "no passage names it",
        more: rest(passages.len()),
    }
}

fn counted(list: &[(RepoPath, usize)]) -> Vec<Line> {
    let items = list.iter().take(LISTED);
    items
        .map(|(path, count)| vec![code(path.as_str()), words(format!(" in {}", plural(*count, "place")))])
        .collect()
}

fn rest(count: usize) -> Option<String> {
    let more = count.saturating_sub(LISTED);
    (more > 0).then(|| format!("and {more} more; --format json has all of them"))
}
