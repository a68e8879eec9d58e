//! A docstring that says something else than the signature it stands at.

use crate::facts::stale::Facts;
use crate::model::api::{DocFault, DocFaultKind};
use crate::model::finding::{Finding, Level};
use crate::rules::at_symbol::faults;
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "contradicted-docstring",
    group: "coverage",
    level: Level::Warning,
    needs: Needs::Api,
    page: include_str!("../../../rules/coverage/contradicted-docstring.md"),
    check,
};

const KINDS: &[DocFaultKind] = &[
    DocFaultKind::UnknownParameter,
    DocFaultKind::NothingReturned,
    DocFaultKind::OtherType,
    DocFaultKind::OtherDefault,
];

fn check(facts: &Facts) -> Vec<Finding> {
    faults(facts, &RULE, KINDS, said)
}

/// The message, the label and the help of a fault.
fn said(fault: &DocFault) -> (String, String, String) {
    let (symbol, subject, actual) = (&fault.symbol, &fault.subject, &fault.actual);
    let (message, label) = match fault.kind {
        DocFaultKind::UnknownParameter if actual.is_empty() => (
            format!("the docstring of `{symbol}` describes a parameter `{subject}` that it does not take"),
            "no such parameter".to_owned(),
        ),
        DocFaultKind::UnknownParameter => (
            format!("the docstring of `{symbol}` describes a parameter `{subject}`; it takes `{actual}`"),
            format!("the signature says `{actual}`"),
        ),
        DocFaultKind::NothingReturned => (
            format!("the docstring of `{symbol}` describes a returned value, and it is declared to return `{actual}`"),
            "nothing is returned".to_owned(),
        ),
        _ => (
            format!("the docstring of `{symbol}` says `{subject}`, its signature says `{actual}`"),
            format!("the signature says `{actual}`"),
        ),
    };
    (
        message,
        label,
        "bring the docstring in line with the signature".to_owned(),
    )
}
