//! Comments in docs, in CODEOWNERS and in code that switch findings off, and those that switch nothing off.

use crate::facts::api::gather::ApiFacts;
use crate::facts::ownership::OwnersFacts;
use crate::facts::pages::PageFacts;
use crate::facts::stale::Facts;
use crate::model::finding::Finding;
use crate::model::page::{Directive, DirectiveAction};
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use std::collections::BTreeMap;

/// What suppression leaves.
pub(crate) struct Suppressed {
    /// Findings that stay.
    pub(crate) kept: Vec<Finding>,
    /// How many were switched off.
    pub(crate) count: usize,
    /// Comments that are not understood or, in audits, switch nothing off.
    pub(crate) problems: Vec<Problem>,
}

/// Applies the comments of all pages, of CODEOWNERS and of code. `whole` says that every line was seen, so that an idle comment is known
/// to be idle, unless it is of a rule that `is_off`.
pub(crate) fn apply(facts: &Facts, findings: Vec<Finding>, whole: bool, is_off: &dyn Fn(&str) -> bool) -> Suppressed {
    let owners = facts.ownership.declared.as_ref().filter(|owners| owners.chosen);
    let of_pages = facts.pages.iter().map(|page| (page.path.as_str(), zones(page)));
    let of_owners = owners.map(|owners| (owners.file.path.as_str(), owners_zones(owners)));
    let of_code = facts.api.iter().flat_map(|api| {
        let files = api.directives.iter();
        files.map(move |(path, directives)| (path.as_str(), code_zones(api, path, directives)))
    });
    let zones: BTreeMap<&str, Vec<Zone<'_>>> = of_pages
        .chain(of_owners)
        .chain(of_code)
        .filter(|(_, zones)| !zones.is_empty())
        .collect();
    let mut used: BTreeMap<(&str, u32), bool> = BTreeMap::new();
    let mut kept = Vec::new();
    let total = findings.len();
    for finding in findings {
        let path = finding.primary.path.as_str();
        let hit = zones
            .get_key_value(path)
            .and_then(|(path, zones)| Some((*path, zones.iter().find(|zone| zone.covers(&finding))?)));
        match hit {
            Some((path, zone)) => {
                used.insert((path, zone.directive.line), true);
            }
            None => kept.push(finding),
        }
    }
    let of_pages = facts
        .pages
        .iter()
        .map(|page| (page.path.as_str(), &page.page.directives));
    let of_owners = owners.map(|owners| (owners.file.path.as_str(), &owners.directives));
    let of_code = facts.api.iter().flat_map(|api| &api.directives);
    let of_code = of_code.map(|(path, directives)| (path.as_str(), directives));
    let comments = of_pages.chain(of_owners).chain(of_code);
    let mut problems: Vec<Problem> = comments.flat_map(|(path, all)| unknown(path, all)).collect();
    for (path, zone) in zones
        .iter()
        .flat_map(|(path, zones)| zones.iter().map(move |zone| (*path, zone)))
        .filter(|_| whole)
    {
        let is_idle = !zone.rules.iter().any(|rule| is_off(rule));
        if is_idle && !used.contains_key(&(path, zone.directive.line)) {
            problems.push(problem(
                path,
                zone.directive.line,
                ProblemKind::UnusedSuppression,
                "this comment suppresses nothing; remove it".to_owned(),
            ));
        }
    }
    Suppressed {
        count: total - kept.len(),
        kept,
        problems,
    }
}

/// Lines of a page on which a comment switches rules off.
struct Zone<'p> {
    directive: &'p Directive,
    rules: &'p [String],
    lines: (u32, u32),
}

impl Zone<'_> {
    fn covers(&self, finding: &Finding) -> bool {
        let line = finding.primary.region.start.line;
        let named = self.rules.is_empty() || self.rules.iter().any(|rule| rule == finding.rule);
        named && self.lines.0 <= line && line <= self.lines.1
    }
}

fn zones(page: &PageFacts) -> Vec<Zone<'_>> {
    zones_of(&page.page.directives, &|directive| passage_lines(page, directive))
}

/// A comment in CODEOWNERS holds for the next line that says something.
fn owners_zones(owners: &OwnersFacts) -> Vec<Zone<'_>> {
    zones_of(&owners.directives, &|directive| {
        (directive.line, owners.rule_after(directive.line))
    })
}

/// A comment in code holds up to the next public symbol, with its doc comment and attributes.
fn code_zones<'f>(api: &ApiFacts, path: &RepoPath, directives: &'f [Directive]) -> Vec<Zone<'f>> {
    let symbols = api.api.files.get(path).map(|file| &file.symbols);
    let lines = symbols.into_iter().flatten().map(|symbol| symbol.region.start.line);
    let lines: Vec<u32> = lines.collect();
    zones_of(directives, &|directive| {
        let next = lines.iter().copied().filter(|line| *line > directive.line).min();
        (directive.line, next.unwrap_or(u32::MAX))
    })
}

fn zones_of<'p>(directives: &'p [Directive], lines: &dyn Fn(&Directive) -> (u32, u32)) -> Vec<Zone<'p>> {
    let zone = |(at, directive): (usize, &'p Directive)| {
        let (rules, lines) = match &directive.action {
            DirectiveAction::Ignore(rules) => (rules, lines(directive)),
            DirectiveAction::IgnoreFile(rules) => (rules, (1, u32::MAX)),
            DirectiveAction::IgnoreStart(rules) => {
                let mut later = directives[at + 1..].iter();
                let end = later.find(|other| other.action == DirectiveAction::IgnoreEnd);
                (rules, (directive.line, end.map_or(u32::MAX, |end| end.line)))
            }
            DirectiveAction::IgnoreEnd | DirectiveAction::Unknown(_) => return None,
        };
        Some(Zone {
            directive,
            rules,
            lines,
        })
    };
    directives.iter().enumerate().filter_map(zone).collect()
}

/// The lines a comment holds for: the passage it stands in, and the next one when it stands on a line of its own.
fn passage_lines(page: &PageFacts, directive: &Directive) -> (u32, u32) {
    let line = directive.line;
    let around = page
        .page
        .passages
        .iter()
        .filter(|passage| passage.lines.0 <= line && line <= passage.lines.1);
    let end = around.map(|passage| passage.lines.1).max().unwrap_or(line);
    let comment = page.text.get(directive.span.range()).unwrap_or_default().trim();
    let alone = page.line_text(line).trim() == comment.lines().next().unwrap_or_default().trim();
    let next = page.page.passages.iter().find(|passage| passage.lines.0 > line);
    (
        line,
        if alone {
            next.map_or(end, |next| next.lines.1.max(end))
        } else {
            end
        },
    )
}

fn unknown(path: &str, directives: &[Directive]) -> Vec<Problem> {
    let unknown = directives.iter().filter_map(|directive| match &directive.action {
        DirectiveAction::Unknown(text) => {
            let message =
                format!("`abreast: {text}` is not understood; `abreast: ignore[rule] reason` suppresses a finding");
            Some(problem(path, directive.line, ProblemKind::BadDirective, message))
        }
        _ => None,
    });
    unknown.collect()
}

fn problem(path: &str, line: u32, kind: ProblemKind, message: String) -> Problem {
    Problem {
        path: Some(path.into()),
        line: Some(line),
        kind,
        message,
        fatal: false,
    }
}
