//! A pattern of CODEOWNERS that matches no file.

use crate::facts::ownership::{OwnersFacts, OwnershipFacts};
use crate::facts::stale::Facts;
use crate::model::finding::{Finding, Level};
use crate::model::ownership::RuleUse;
use crate::rules::claim::{Claim, at_line, declared, news};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unmatched-owner-pattern",
    group: "ownership",
    level: Level::Note,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/ownership/unmatched-owner-pattern.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    news(facts, of)
}

fn of(side: &OwnershipFacts) -> Vec<Finding> {
    let Some(owners) = declared(side).filter(|owners| owners.uses.complete) else {
        return Vec::new();
    };
    let is_faulty = |line: u32| owners.file.faults.iter().any(|fault| fault.line == Some(line));
    let idle = owners.uses.rules.iter().filter(|each| each.matched == 0);
    idle.filter(|each| !is_faulty(each.line))
        .filter_map(|each| finding(owners, each))
        .collect()
}

fn finding(owners: &OwnersFacts, each: &RuleUse) -> Option<Finding> {
    let rule = owners.file.rules.get(each.rule)?;
    let what = if rule.exclusion { "exclusion" } else { "pattern" };
    let claim = Claim {
        level: RULE.level,
        symbol: rule.pattern.to_string(),
        message: format!("the {what} `{}` matches no file", rule.pattern),
        label: "no file is matched".to_owned(),
        related: Vec::new(),
        help: "correct the pattern, or remove the line".to_owned(),
        state: vec!["unmatched".to_owned()],
    };
    Some(at_line(&RULE, owners, each.line, owners.file.section_of(rule), claim))
}
