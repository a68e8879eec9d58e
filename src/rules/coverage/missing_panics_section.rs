//! A public function that may panic does not say when.

use crate::facts::stale::Facts;
use crate::model::api::DocFaultKind;
use crate::model::finding::{Finding, Level};
use crate::rules::at_symbol::faults;
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "missing-panics-section",
    group: "coverage",
    level: Level::Warning,
    needs: Needs::Api,
    page: include_str!("../../../rules/coverage/missing-panics-section.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    faults(facts, &RULE, &[DocFaultKind::MissingPanics], |fault| {
        (
            format!("`{}` may panic and its docs do not say when", fault.symbol),
            "no `# Panics`".to_owned(),
            "add a section `# Panics` that says when it panics".to_owned(),
        )
    })
}
