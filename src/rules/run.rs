//! Runs the rules: select, check in parallel, suppress, accept, sort.

use super::baseline::Seen;
use super::registry::{self, rules};
use super::repeats;
use super::rule::{Needs, Rule};
use super::{acknowledge, baseline, suppress};
use crate::config::settings::Settings;
use crate::facts::scope::Reads;
use crate::facts::stale::Facts;
use crate::model::accepted::{Acceptance, Accepted, Records};
use crate::model::finding::{Finding, Level};
use crate::model::problem::{Problem, ProblemKind};
use crate::model::report::{Report, ScopeSummary};
use crate::model::span::Region;
use rayon::prelude::*;

/// Asks every selected rule and makes the report. `complete` says that no page, rule or finding was left out on request, so
/// that in audits an idle record is known to be idle.
pub fn run(facts: &Facts, settings: &Settings, records: &Records, complete: bool) -> Report {
    let found: Vec<Finding> = rules()
        .par_iter()
        .flat_map_iter(|rule| leveled(rule, facts, settings))
        .collect();
    let (sure, unsure): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|finding| finding.confidence >= settings.min_confidence);
    let whole = matches!(facts.scope, ScopeSummary::Commit(_) | ScopeSummary::WorkTree);
    let is_off = |id: &str| registry::rule(id).is_some_and(|rule| !is_on(rule, settings));
    let mut suppressed = suppress::apply(facts, sure, whole, &is_off);
    suppressed.kept.sort_by(|a, b| place(a).cmp(&place(b)));
    if whole {
        suppressed.kept = repeats::gather(suppressed.kept);
    }
    let mut problems = facts.problems.clone();
    problems.extend(unasked(facts, settings));
    let mut accepted = accept(suppressed.kept, records, whole && complete, &mut problems);
    accepted
        .set_aside
        .sort_by(|a, b| place(&a.finding).cmp(&place(&b.finding)));
    problems.append(&mut suppressed.problems);
    problems.sort();
    problems.dedup();
    let by_baseline = accepted
        .set_aside
        .iter()
        .filter(|of| of.by == Acceptance::Baseline)
        .count();
    let mut counts = facts.counts.clone();
    counts.suppressed = suppressed.count;
    counts.below_confidence = unsure.len();
    counts.baselined = by_baseline;
    counts.acknowledged = accepted.set_aside.len() - by_baseline;
    Report {
        scope: facts.scope.clone(),
        findings: accepted.kept,
        accepted: accepted.set_aside,
        problems,
        counts,
        rules: rules().iter().map(|rule| (rule.id, rule.info())).collect(),
        diff_lines: facts.diff_lines.clone(),
        show_notes: false,
    }
}

/// Whether a rule runs.
fn is_on(rule: &Rule, settings: &Settings) -> bool {
    match rule.needs {
        Needs::Nothing => settings.runs(rule.id),
        Needs::History | Needs::Api => settings.asks_for(rule.id),
    }
}

/// What must be read for the rules that run.
pub fn reads(settings: &Settings) -> Reads {
    let any = |needs| rules().iter().any(|rule| rule.needs == needs && is_on(rule, settings));
    Reads {
        authors: any(Needs::History),
        api: any(Needs::Api),
    }
}

/// Says which rules were asked for and not asked: what is not committed has no history.
fn unasked(facts: &Facts, settings: &Settings) -> Option<Problem> {
    let asked = rules()
        .iter()
        .filter(|rule| rule.needs == Needs::History && is_on(rule, settings));
    let ids: Vec<&str> = asked.map(|rule| rule.id).collect();
    let staged = matches!(facts.scope, ScopeSummary::Staged | ScopeSummary::Uncommitted(_));
    (staged && !ids.is_empty()).then(|| Problem {
        path: None,
        line: None,
        kind: ProblemKind::NotAsked,
        message: format!(
            "nothing is said by {}: the history of a commit is asked there, and what is not committed has none (use --base or --rev)",
            ids.join(", ")
        ),
        fatal: false,
    })
}

/// What acceptance leaves, and what it sets aside.
struct Divided {
    kept: Vec<Finding>,
    set_aside: Vec<Accepted>,
}

/// Applies acknowledgements, then the baseline. A job half done says nothing about what no longer occurs.
fn accept(findings: Vec<Finding>, records: &Records, whole: bool, problems: &mut Vec<Problem>) -> Divided {
    let mut told = Vec::new();
    let mut set_aside = Vec::new();
    let whole = whole && !problems.iter().any(|problem| problem.fatal);
    let seen = whole.then(|| Seen::new(&findings, problems));
    let kept = acknowledge::apply(findings, &records.acknowledged, &mut set_aside, &mut told);
    let entries = records.baseline.as_deref().unwrap_or_default();
    told.extend(seen.and_then(|seen| baseline::idle(entries, &seen)));
    let kept = baseline::apply(kept, entries, &mut set_aside);
    problems.append(&mut told);
    Divided { kept, set_aside }
}

/// The findings of a rule at the levels the settings give it; none when it is off.
fn leveled(rule: &Rule, facts: &Facts, settings: &Settings) -> Vec<Finding> {
    if !is_on(rule, settings) {
        return Vec::new();
    }
    let level_at = match rule.needs {
        Needs::Nothing => Settings::level_of,
        Needs::History | Needs::Api => Settings::level_if_asked,
    };
    let mut findings = (rule.check)(facts);
    findings.retain_mut(
        |finding| match level_at(settings, rule.id, rule.level, &finding.primary.path) {
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
fn raised(level: Level, rule: &Rule, finding: &Finding) -> Level {
    if level > rule.level { level } else { finding.level }
}

fn place(finding: &Finding) -> (&str, Region, &str, &str) {
    (
        finding.primary.path.as_str(),
        finding.primary.region,
        finding.rule,
        &finding.symbol,
    )
}
