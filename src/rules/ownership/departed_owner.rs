//! An owner of CODEOWNERS who has not committed for long.

use crate::facts::ownership::{OwnersFacts, OwnershipFacts};
use crate::facts::stale::Facts;
use crate::model::finding::{Confidence, Finding, Level};
use crate::rules::claim::{Claim, at_line, news};
use crate::rules::owner_work::{self, OwnerWork, both};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "departed-owner",
    group: "ownership",
    level: Level::Warning,
    needs: Needs::History,
    page: include_str!("../../../rules/ownership/departed-owner.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    news(facts, of)
}

fn of(side: &OwnershipFacts) -> Vec<Finding> {
    let Some((owners, known)) = both(side) else {
        return Vec::new();
    };
    let work = owner_work::of(owners, known);
    let gone = work.iter().filter(|of| of.idle > known.settings.inactive_after);
    gone.filter_map(|of| finding(owners, of)).collect()
}

fn finding(owners: &OwnersFacts, of: &OwnerWork) -> Option<Finding> {
    let rule = owners.file.rules.get(of.rule)?;
    let owner = of.owner.as_str();
    let claim = Claim {
        level: RULE.level,
        symbol: owner.to_owned(),
        message: format!(
            "`{owner}` is named as an owner, and has committed nothing for {} days",
            of.idle / 86_400
        ),
        label: "no longer active in this repository".to_owned(),
        related: Vec::new(),
        help: "name somebody who is there, or a team".to_owned(),
        state: vec!["departed".to_owned()],
    };
    let confidence = if of.has_name {
        Confidence::High
    } else {
        Confidence::Medium
    };
    Some(Finding {
        confidence,
        ..at_line(&RULE, owners, of.line, owners.file.section_of(rule), claim)
    })
}
