//! SARIF 2.1.0 for code scanning: one result a finding, its doc line as the location, the code side as related locations.

use super::json::pretty;
use super::sarif_wire::{
    ArtifactChange, ArtifactLocation, Content, Descriptor, Driver, Fix, Invocation, Level, Location, Log, Message,
    MultiformatMessage, Notification, PhysicalLocation, Properties, Region, Replacement, ResultItem, RuleItem, Run,
    Suppression, Tool,
};
use super::{Look, convert, escape, evidence, report};
use crate::model::evidence::Evidence;
use crate::model::finding::{Annotation, Edit, Finding, Fix as ModelFix};
use crate::model::path::RepoPath;
use crate::model::problem::Problem;
use crate::model::report::{Report, RuleInfo, ScopeSummary};
use crate::model::span;
use std::collections::BTreeMap;

/// The report as a SARIF log.
pub fn render(report: &Report, _look: &Look) -> String {
    pretty(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: vec![run(report)],
    })
}

fn run(report: &Report) -> Run {
    let tool = convert::tool();
    Run {
        tool: Tool {
            driver: Driver {
                name: tool.name,
                version: tool.version,
                semantic_version: tool.version,
                rules: report.rules.values().map(rule).collect(),
            },
        },
        invocations: vec![Invocation {
            execution_successful: !report.is_incomplete(),
            tool_execution_notifications: report.problems.iter().map(notification).collect(),
        }],
        column_kind: "unicodeCodePoints",
        results: results(report),
        properties: super::sarif_wire::RunProperties {
            scope: convert::scope(&report.scope),
            counts: convert::counts(report),
        },
    }
}

/// Findings, and those that are accepted as suppressed results. Where any result tells whether it is suppressed, all of them
/// have to.
fn results(report: &Report) -> Vec<ResultItem> {
    let places: BTreeMap<&str, usize> = report.rules.keys().copied().zip(0..).collect();
    let item = |finding: &Finding, suppressions| ResultItem {
        suppressions,
        ..result(finding, places.get(finding.rule).copied(), &report.scope)
    };
    let tells = !report.accepted.is_empty();
    let open = report
        .findings
        .iter()
        .map(|finding| item(finding, tells.then(Vec::new)));
    let closed = report.accepted.iter().map(|accepted| {
        let suppression = Suppression {
            kind: "external",
            status: "accepted",
            justification: report::acceptance(&accepted.by),
        };
        item(&accepted.finding, Some(vec![suppression]))
    });
    open.chain(closed).collect()
}

fn rule(rule: &RuleInfo) -> RuleItem {
    RuleItem {
        id: rule.id,
        name: rule.id,
        short_description: Content::new(&rule.summary),
        full_description: Content::new(&rule.summary),
        help: MultiformatMessage {
            text: rule.page.clone(),
            markdown: rule.page.clone(),
        },
        default_configuration: Level {
            level: report::level(rule.level),
        },
        properties: super::sarif_wire::RuleProperties {
            tags: vec!["documentation", rule.group],
        },
    }
}

fn result(finding: &Finding, rule_index: Option<usize>, scope: &ScopeSummary) -> ResultItem {
    ResultItem {
        rule_id: finding.rule,
        rule_index,
        level: report::level(finding.level),
        message: message(finding, scope),
        locations: vec![location(&finding.primary, None)],
        related_locations: finding
            .related
            .iter()
            .zip(1..)
            .map(|(at, id)| related(at, id))
            .collect(),
        partial_fingerprints: BTreeMap::from([("abreast/v1", finding.fingerprint.clone())]),
        fixes: finding
            .fix
            .iter()
            .filter(|fix| !fix.edits.is_empty())
            .map(fix)
            .collect(),
        suppressions: None,
        properties: properties(finding),
    }
}

/// The whole finding in words: some viewers show nothing else.
fn message(finding: &Finding, scope: &ScopeSummary) -> Message {
    let facts = evidence::facts(finding);
    let out = report::ways_out(finding, scope);
    let bullets = |safe: fn(&str) -> String| {
        let lines = facts.iter().chain([&out]).filter(|line| !line.is_empty());
        lines.map(|line| format!("\n- {}", safe(line))).collect::<String>()
    };
    Message {
        text: format!("{}{}", plain(&finding.message), bullets(plain)),
        markdown: Some(format!(
            "{}\n{}",
            escape::markdown(&finding.message),
            bullets(escape::markdown)
        )),
    }
}

/// In message texts `[words](target)` is a link; text from a repository must not make one.
fn plain(text: &str) -> String {
    if text.contains("](") {
        return text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    }
    text.to_owned()
}

fn properties(finding: &Finding) -> Properties {
    let subject = finding.evidence.iter().find_map(|evidence| match evidence {
        Evidence::SymbolChanged { kind, name, .. } => Some((kind.word(), name.clone())),
        Evidence::Undocumented { kind, name } | Evidence::Unmentioned { kind, name } => Some((kind.id(), name.clone())),
        _ => None,
    });
    let (kind, name) = subject.unzip();
    Properties {
        symbol: finding.symbol.clone(),
        replacement: finding.replacement.clone(),
        tier: finding.tier.map(report::tier),
        kind,
        name,
        confidence: report::confidence(finding.confidence),
        heading: finding.heading.clone(),
        owners: finding.owners.clone(),
    }
}

fn location(place: &Annotation, id: Option<usize>) -> Location {
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: artifact(&place.path),
            region: Some(region(place.region)),
        },
        message: None,
    }
}

fn related(place: &Annotation, id: usize) -> Location {
    let side = if place.at_base { " (at base)" } else { "" };
    let label = if place.label.is_empty() {
        "the code"
    } else {
        &place.label
    };
    Location {
        message: Some(Content::new(&plain(&format!("{label}{side}")))),
        ..location(place, Some(id))
    }
}

fn artifact(path: &RepoPath) -> ArtifactLocation {
    ArtifactLocation {
        uri: escape::uri(path.as_str()),
    }
}

fn region(region: span::Region) -> Region {
    Region {
        start_line: region.start.line.max(1),
        start_column: Some(region.start.column.max(1)),
        end_line: Some(region.end.line.max(1)),
        end_column: Some(region.end.column.max(1)),
    }
}

fn fix(fix: &ModelFix) -> Fix {
    let mut by_path: BTreeMap<&RepoPath, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        by_path.entry(&edit.path).or_default().push(edit);
    }
    let change = |(path, edits): (&RepoPath, Vec<&Edit>)| ArtifactChange {
        artifact_location: artifact(path),
        replacements: edits.into_iter().map(replacement).collect(),
    };
    Fix {
        description: Content::new(&plain(&fix.title)),
        artifact_changes: by_path.into_iter().map(change).collect(),
    }
}

fn replacement(edit: &Edit) -> Replacement {
    Replacement {
        deleted_region: region(edit.region),
        inserted_content: Content::new(&edit.text),
    }
}

fn notification(problem: &Problem) -> Notification {
    let place = |path: &RepoPath| Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact(path),
            region: problem.line.map(|line| Region {
                start_line: line.max(1),
                start_column: None,
                end_line: None,
                end_column: None,
            }),
        },
        message: None,
    };
    Notification {
        descriptor: Descriptor { id: problem.kind.id() },
        level: report::level(report::problem_level(problem)),
        message: Content::new(&plain(&problem.message)),
        locations: problem.path.iter().map(place).collect(),
    }
}
