//! What the page names is still there, but its signature, value or visibility changed.

use super::contradicted_mention::{places, symbol_changed};
use crate::facts::stale::{Facts, Fault};
use crate::model::change::SymbolChange;
use crate::model::finding::{Finding, Level, Tier};
use crate::rules::draft::{Verdict, findings};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "changed-symbol",
    group: "freshness",
    level: Level::Note,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/freshness/changed-symbol.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    findings(facts, |_, mention, stale| match &stale.fault {
        Fault::Changed(change) => Some(verdict(&mention.text, change)),
        _ => None,
    })
}

fn verdict(text: &str, change: &SymbolChange) -> Verdict {
    let kind = change.base.as_ref().map_or("symbol", |base| base.symbol.kind.word());
    Verdict {
        rule: RULE.id,
        level: RULE.level,
        tier: Tier::Suspect,
        message: format!("`{text}` names a {kind} that {}", change.kind.phrase()),
        label: format!("this {kind} {}", change.kind.phrase()),
        evidence: vec![symbol_changed(change)],
        places: places(change),
        help: "check that the passage still holds".to_owned(),
        replacement: None,
        new_name: None,
    }
}
