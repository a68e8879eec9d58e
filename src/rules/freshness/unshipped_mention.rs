//! A name qualified by the project's own package that resolves nowhere, and never did.

use crate::facts::stale::{Facts, Fault};
use crate::model::evidence::Evidence;
use crate::model::finding::{Finding, Level, Tier};
use crate::rules::draft::{Verdict, findings};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unshipped-mention",
    group: "freshness",
    level: Level::Warning,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/freshness/unshipped-mention.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    findings(facts, |_, mention, stale| match &stale.fault {
        Fault::NeverExisted(resolved) => Some(verdict(&mention.text, resolved)),
        _ => None,
    })
}

fn verdict(text: &str, resolved: &str) -> Verdict {
    Verdict {
        rule: RULE.id,
        level: RULE.level,
        tier: Tier::Dead,
        message: format!("`{text}` is not part of `{resolved}`, and never was"),
        label: format!("`{resolved}` has no such name"),
        evidence: vec![Evidence::NeverExisted {
            name: text.to_owned(),
            resolved: resolved.to_owned(),
        }],
        places: Vec::new(),
        help: "name what the package really offers, or ship it".to_owned(),
        replacement: None,
        new_name: None,
    }
}
