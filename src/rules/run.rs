//! Runs the rules: select, check in parallel, suppress, sort.

use super::registry::rules;
use super::repeats;
use super::rule::Rule;
use super::suppress;
use crate::config::settings::Settings;
use crate::facts::stale::Facts;
use crate::model::finding::Finding;
use crate::model::report::{Report, ScopeSummary};
use rayon::prelude::*;

/// Asks every selected rule and makes the report.
pub fn run(facts: &Facts, settings: &Settings) -> Report {
    let found: Vec<Finding> = rules()
        .par_iter()
        .flat_map_iter(|rule| leveled(rule, facts, settings))
        .collect();
    let (sure, unsure): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|finding| finding.confidence >= settings.min_confidence);
    let whole = matches!(facts.scope, ScopeSummary::Commit(_) | ScopeSummary::WorkTree);
    let mut suppressed = suppress::apply(facts, sure, whole);
    suppressed.kept.sort_by(|a, b| place(a).cmp(&place(b)));
    if whole {
        suppressed.kept = repeats::gather(suppressed.kept);
    }
    let mut problems = facts.problems.clone();
    problems.append(&mut suppressed.problems);
    problems.sort();
    problems.dedup();
    let mut counts = facts.counts.clone();
    counts.suppressed = suppressed.count;
    counts.below_confidence = unsure.len();
    Report {
        scope: facts.scope.clone(),
        findings: suppressed.kept,
        problems,
        counts,
        rules: rules().iter().map(|rule| (rule.id, rule.info())).collect(),
        diff_lines: facts.diff_lines.clone(),
        show_notes: false,
    }
}

/// The findings of a rule at the levels the settings give it; none when it is off.
fn leveled(rule: &Rule, facts: &Facts, settings: &Settings) -> Vec<Finding> {
    let mut findings = (rule.check)(facts);
    findings.retain_mut(
        |finding| match settings.level_of(rule.id, rule.level, &finding.primary.path) {
            Some(level) => {
                finding.level = if level < rule.level {
                    level.min(finding.level)
                } else {
                    finding.level.max(raised(level, rule, finding))
                };
                true
            }
            None => false,
        },
    );
    findings
}

/// A level that the settings raise counts for every finding; the default leaves unsure ones lower.
fn raised(level: crate::model::finding::Level, rule: &Rule, finding: &Finding) -> crate::model::finding::Level {
    if level > rule.level { level } else { finding.level }
}

fn place(finding: &Finding) -> (&str, crate::model::span::Region, &str, &str) {
    (
        finding.primary.path.as_str(),
        finding.primary.region,
        finding.rule,
        &finding.symbol,
    )
}
