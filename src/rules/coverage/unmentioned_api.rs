//! A public symbol that no page names, although pages name most of its siblings.

use crate::facts::api::gather::ApiFacts;
use crate::facts::stale::Facts;
use crate::model::api::ApiSymbol;
use crate::model::evidence::Evidence;
use crate::model::finding::{Finding, Level};
use crate::model::path::RepoPath;
use crate::rules::at_symbol::{Said, at, called, news};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unmentioned-api",
    group: "coverage",
    level: Level::Note,
    needs: Needs::Api,
    page: include_str!("../../../rules/coverage/unmentioned-api.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    news(facts, of)
}

fn of(side: &ApiFacts) -> Vec<Finding> {
    let unmentioned = side.mentions.iter().flat_map(|mentions| &mentions.unmentioned);
    let findings = unmentioned.filter_map(|(path, at)| {
        let symbol = side.api.files.get(path)?.symbols.get(*at)?;
        Some(finding(side, path, symbol))
    });
    findings.collect()
}

fn finding(side: &ApiFacts, path: &RepoPath, symbol: &ApiSymbol) -> Finding {
    let said = Said {
        message: format!(
            "no page names public {}, and most of its siblings are named",
            called(symbol)
        ),
        label: "no page names it".to_owned(),
        help: "write about it where its siblings are described".to_owned(),
        evidence: Evidence::Unmentioned {
            kind: symbol.kind,
            name: symbol.name.clone(),
        },
        tier: None,
    };
    at(&RULE, side, path, symbol.region, &symbol.name, symbol.kind.id(), said)
}
