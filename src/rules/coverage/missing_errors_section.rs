//! A public function that can fail does not say when.

use crate::facts::stale::Facts;
use crate::model::api::DocFaultKind;
use crate::model::finding::{Finding, Level};
use crate::rules::at_symbol::faults;
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "missing-errors-section",
    group: "coverage",
    level: Level::Warning,
    needs: Needs::Api,
    page: include_str!("../../../rules/coverage/missing-errors-section.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    faults(facts, &RULE, &[DocFaultKind::MissingErrors], |fault| {
        (
            format!(
                "`{}` returns a `Result` and its docs do not say when it fails",
                fault.symbol
            ),
            "no `# Errors`".to_owned(),
            "add a section `# Errors` that says when it fails".to_owned(),
        )
    })
}
