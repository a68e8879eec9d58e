//! A public unsafe function or trait does not say what its users must keep.

use crate::facts::stale::Facts;
use crate::model::api::DocFaultKind;
use crate::model::finding::{Finding, Level};
use crate::rules::at_symbol::faults;
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "missing-safety-section",
    group: "coverage",
    level: Level::Warning,
    needs: Needs::Api,
    page: include_str!("../../../rules/coverage/missing-safety-section.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    faults(facts, &RULE, &[DocFaultKind::MissingSafety], |fault| {
        (
            format!(
                "`{}` is unsafe and its docs do not say what its callers must keep",
                fault.symbol
            ),
            "no `# Safety`".to_owned(),
            "add a section `# Safety` that says what callers must keep".to_owned(),
        )
    })
}
