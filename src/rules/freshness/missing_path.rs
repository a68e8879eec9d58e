//! The page names or links a file or folder that moved or vanished.

use crate::facts::pages::PageFacts;
use crate::facts::paths::{MissingPath, rewritten};
use crate::facts::stale::{Facts, Fault};
use crate::model::evidence::Evidence;
use crate::model::finding::{Applicability, Finding, Level, Tier};
use crate::model::mention::Mention;
use crate::rules::draft::{Verdict, findings};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "missing-path",
    group: "freshness",
    level: Level::Error,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/freshness/missing-path.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    findings(facts, |page, mention, stale| match &stale.fault {
        Fault::Missing(missing) => Some(verdict(page, mention, missing)),
        _ => None,
    })
}

fn verdict(page: &PageFacts, mention: &Mention, missing: &MissingPath) -> Verdict {
    let text = &mention.text;
    let (message, help) = match &missing.to {
        Some(to) => (format!("`{text}` moved to `{to}`"), format!("name `{to}`")),
        None => (
            format!("`{text}` is no longer in the repository"),
            "name what took its place, or remove the passage".to_owned(),
        ),
    };
    let written = missing
        .to
        .as_ref()
        .and_then(|to| rewritten(&page.path, mention, &missing.from, to));
    Verdict {
        rule: RULE.id,
        level: RULE.level,
        tier: Tier::Dead,
        message,
        label: missing
            .to
            .as_ref()
            .map_or("this path is gone".to_owned(), |to| format!("it is `{to}` now")),
        evidence: vec![Evidence::PathChanged {
            from: missing.from.clone(),
            to: missing.to.clone(),
        }],
        places: Vec::new(),
        help,
        replacement: written.map(|path| (path, Applicability::Safe)),
        new_name: missing.to.as_ref().map(ToString::to_string),
    }
}
