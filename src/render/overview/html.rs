//! Everything at once as one page: no network, no library, its own style and script allowed by their hashes and nothing else.

use super::{chart, fresh_share, links, page_data, short};
use crate::model::coverage::Share;
use crate::model::finding::{Annotation, Finding};
use crate::model::knowledge::Advice;
use crate::model::overview::{Freshness, Overview, OverviewPoint, Subject};
use crate::render::coverage::percent;
use crate::render::evidence::facts;
use crate::render::knowledge::table;
use crate::render::report::{date, level, plural, problem_place, shortened, verdict, ways_out};
use askama::Template;
use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// So many stale lines are shown; the rest is counted.
const STALE: usize = 500;
/// Up to so many the pages with stale lines are open at first.
const SHORT: usize = 20;
/// So many modules are listed to be written down first.
const FIRST: usize = 10;
/// Sources are cut here: a line of a minified file would fill the page.
const SOURCE_LENGTH: usize = 300;

/// The page. Everything in it is escaped, but for the style, the script and its data.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    policy: String,
    version: &'static str,
    style: &'static str,
    script: &'static str,
    data: String,
    name: &'a str,
    commit: &'a str,
    commit_href: Option<String>,
    date: String,
    cards: Vec<Card>,
    charts: Vec<Chart>,
    trend: Vec<Month>,
    first: Vec<(&'a str, &'a str)>,
    has_people: bool,
    audit: String,
    pages: Vec<StalePage>,
    is_short: bool,
    more_stale: usize,
    counted: Vec<String>,
    problems: Vec<String>,
}

/// A figure.
struct Card {
    id: &'static str,
    label: &'static str,
    value: String,
    note: String,
}

/// A figure over time.
struct Chart {
    title: &'static str,
    words: String,
    points: String,
}

/// The figures of a month.
struct Month {
    month: String,
    bus_factor: usize,
    single: usize,
    modules: usize,
    files: usize,
    coverage: String,
    stale: String,
}

/// A page with stale lines.
struct StalePage {
    path: String,
    href: Option<String>,
    owners: String,
    lines: Vec<StaleLine>,
}

/// A stale line.
struct StaleLine {
    level: &'static str,
    rule: &'static str,
    number: u32,
    href: Option<String>,
    message: String,
    source: String,
    facts: Vec<String>,
    links: Vec<(String, String)>,
    help: String,
}

/// The page.
pub fn render(of: &Overview) -> String {
    let page = Page {
        policy: policy(),
        version: env!("CARGO_PKG_VERSION"),
        style: STYLE,
        script: SCRIPT,
        data: page_data::text(of),
        name: &of.subject.name,
        commit: short(&of.subject.commit),
        commit_href: links::commit(&of.subject),
        date: date(of.subject.time),
        cards: cards(of),
        charts: charts(&of.trend),
        trend: of.trend.iter().map(month).collect(),
        first: first(of),
        has_people: of.holders.is_some(),
        audit: format!("{}.", verdict(&of.audit)),
        pages: pages(of),
        is_short: Freshness::stale_findings(&of.audit).count() <= SHORT,
        more_stale: Freshness::stale_findings(&of.audit).count().saturating_sub(STALE),
        counted: counted(of),
        problems: problems(of),
    };
    // A template of text and numbers cannot fail to be filled.
    page.render().unwrap_or_default()
}

/// What the page may do: run its own script, use its own style, and nothing else.
fn policy() -> String {
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

fn cards(of: &Overview) -> Vec<Card> {
    let fresh = Freshness::of(&of.audit);
    let (knowledge, coverage) = (&of.knowledge, of.coverage.total);
    let figure = &knowledge.repository;
    let orphaned = knowledge.modules.iter().filter(|module| module.orphaned).count();
    let single = knowledge.modules.iter().filter(|module| module.figure.bus_factor <= 1);
    vec![
        Card {
            id: "",
            label: "Freshness",
            value: fresh_share(fresh),
            note: format!(
                "{} among {}",
                plural(fresh.stale, "stale line"),
                plural(fresh.mentions, "mention")
            ),
        },
        Card {
            id: "",
            label: "Public API documented",
            value: percent(coverage),
            note: format!(
                "{} of {}",
                coverage.documented,
                plural(coverage.public, "public symbol")
            ),
        },
        Card {
            id: "bus-factor",
            label: "Bus factor",
            value: figure.bus_factor.to_string(),
            note: match table::nothing(knowledge) {
                Some(why) => why.to_owned(),
                None => format!("{}{}", plural(figure.files, "source file"), table::margin(figure)),
            },
        },
        Card {
            id: "",
            label: "Modules that one person knows",
            value: format!("{} of {}", single.count(), knowledge.modules.len()),
            note: format!("{} whose authors are all gone", plural(orphaned, "module")),
        },
    ]
}

fn charts(trend: &[OverviewPoint]) -> Vec<Chart> {
    let (Some(first), Some(last)) = (trend.first(), trend.last()) else {
        return Vec::new();
    };
    let chart = |title, unit: &str, figures: Vec<Option<f64>>| {
        let mut known = figures.iter().flatten();
        let began = known.next().copied()?;
        let is = known.next_back().copied()?;
        let words = format!(
            "{began}{unit} at first, {is}{unit} now ({} to {})",
            first.month, last.month
        );
        Some(Chart {
            title,
            words,
            points: chart::points(&figures),
        })
    };
    let stale = |point: &OverviewPoint| point.freshness.map(|of| of.stale as f64);
    let tenths = |share: Share| share.of_one().map(|share| (share * 1000.0).floor() / 10.0);
    let charts = [
        chart(
            "Bus factor",
            "",
            trend.iter().map(|of| Some(of.bus_factor as f64)).collect(),
        ),
        chart(
            "API documented",
            " %",
            trend.iter().map(|of| tenths(of.coverage)).collect(),
        ),
        chart("Stale lines", "", trend.iter().map(stale).collect()),
    ];
    charts.into_iter().flatten().collect()
}

fn month(of: &OverviewPoint) -> Month {
    Month {
        month: of.month.clone(),
        bus_factor: of.bus_factor,
        single: of.single,
        modules: of.modules,
        files: of.files,
        coverage: percent(of.coverage),
        stale: of.freshness.map_or_else(|| "–".to_owned(), |of| of.stale.to_string()),
    }
}

fn first(of: &Overview) -> Vec<(&str, &str)> {
    let urgent = of
        .knowledge
        .modules
        .iter()
        .filter(|row| row.risk.advice <= Advice::DocumentSoon);
    urgent
        .take(FIRST)
        .map(|row| (row.path.as_str(), row.risk.reason.as_str()))
        .collect()
}

fn pages(of: &Overview) -> Vec<StalePage> {
    let mut pages: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in Freshness::stale_findings(&of.audit).take(STALE) {
        pages.entry(finding.primary.path.as_str()).or_default().push(finding);
    }
    let page = |(path, findings): (&str, Vec<&Finding>)| StalePage {
        path: path.to_owned(),
        href: links::file(&of.subject, &path.into(), None),
        owners: findings.first().map(|of| of.owners.join(" ")).unwrap_or_default(),
        lines: findings.into_iter().map(|finding| line(finding, of)).collect(),
    };
    pages.into_iter().map(page).collect()
}

fn line(finding: &Finding, of: &Overview) -> StaleLine {
    let number = finding.primary.region.start.line;
    StaleLine {
        level: level(finding.level),
        rule: finding.rule,
        number,
        href: links::file(&of.subject, &finding.primary.path, Some(number)),
        message: finding.message.clone(),
        source: shortened(finding.primary.source.trim_end(), SOURCE_LENGTH),
        facts: facts(finding),
        links: finding
            .related
            .iter()
            .filter_map(|place| related(place, &of.subject))
            .collect(),
        help: ways_out(finding, &of.audit.scope),
    }
}

/// Where the code is now; where it was is told by the facts.
fn related(place: &Annotation, subject: &Subject) -> Option<(String, String)> {
    let line = place.region.start.line;
    let href = links::file(subject, &place.path, Some(line)).filter(|_| !place.at_base)?;
    Some((format!("{}:{line}: {}", place.path, place.label), href))
}

fn counted(of: &Overview) -> Vec<String> {
    let counted = &of.knowledge.counted;
    let mut lines = vec![
        format!(
            "{} of {}; left out: {}, {}, {} of bots and agents alone",
            plural(counted.commits, "commit"),
            plural(counted.people, "person").replace("persons", "people"),
            plural(counted.merges, "merge"),
            plural(counted.bulk, "bulk commit"),
            counted.programs
        ),
        format!(
            "{} of {}; the others are no source",
            plural(counted.source_files, "source file"),
            plural(counted.files, "file")
        ),
        format!(
            "{} with {}; of {} nothing certain could be said, and nothing is",
            plural(of.audit.counts.pages, "page"),
            plural(of.audit.counts.mentions, "mention"),
            of.audit.counts.unknown
        ),
    ];
    if page_data::is_merged(&of.knowledge) {
        lines.push(format!(
            "The first {} modules of {} are told apart here",
            page_data::MODULES,
            of.knowledge.modules.len()
        ));
    }
    lines
}

fn problems(of: &Overview) -> Vec<String> {
    let all = of
        .audit
        .problems
        .iter()
        .chain(&of.coverage.problems)
        .chain(&of.knowledge.problems);
    let mut lines: Vec<String> = all
        .map(|problem| {
            let place = problem_place(problem).map_or_else(String::new, |place| format!("{place}: "));
            format!("{place}{} ({})", problem.message, problem.kind.id())
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}
