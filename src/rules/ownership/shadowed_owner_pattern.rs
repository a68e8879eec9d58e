//! A pattern of CODEOWNERS that matches files, on all of which other lines decide.

use crate::facts::ownership::{OwnersFacts, OwnershipFacts};
use crate::facts::stale::Facts;
use crate::model::finding::{Finding, Level};
use crate::model::ownership::{RuleUse, Shadow};
use crate::rules::claim::{Claim, at_line, beside, declared, files, news};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "shadowed-owner-pattern",
    group: "ownership",
    level: Level::Note,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/ownership/shadowed-owner-pattern.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    news(facts, of)
}

fn of(side: &OwnershipFacts) -> Vec<Finding> {
    let Some(owners) = declared(side).filter(|owners| owners.uses.complete) else {
        return Vec::new();
    };
    let shadowed = owners.uses.rules.iter();
    shadowed
        .filter_map(|each| finding(owners, each, each.shadow.as_ref()?))
        .collect()
}

fn finding(owners: &OwnersFacts, each: &RuleUse, shadow: &Shadow) -> Option<Finding> {
    let rule = owners.file.rules.get(each.rule)?;
    let all = if each.matched == 1 { "it" } else { "all of them" };
    let decides = match (shadow.line, shadow.excluded) {
        (Some(line), true) => format!("line {line} takes {all} out of the section"),
        (Some(line), false) => format!("line {line} decides on {all}"),
        (None, _) => format!("other lines decide on {all}"),
    };
    let alike = if shadow.same_owners {
        ", for the same owners"
    } else {
        ""
    };
    let other = shadow
        .line
        .map(|line| beside(owners, line, &pattern_of(owners, line), "this line decides"));
    let claim = Claim {
        level: RULE.level,
        symbol: rule.pattern.to_string(),
        message: format!(
            "the pattern `{}` matches {}, and {decides}{alike}",
            rule.pattern,
            files(each.matched)
        ),
        label: "decides on no file".to_owned(),
        related: other.into_iter().collect(),
        help: "put the more particular pattern last, or remove the line".to_owned(),
        state: vec!["shadowed".to_owned(), shadow.same_owners.to_string()],
    };
    Some(at_line(&RULE, owners, each.line, owners.file.section_of(rule), claim))
}

fn pattern_of(owners: &OwnersFacts, line: u32) -> String {
    let rule = owners.file.rules.iter().find(|rule| rule.line == line);
    rule.map_or_else(String::new, |rule| rule.pattern.to_string())
}
