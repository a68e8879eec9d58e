//! An owner of CODEOWNERS who never touched any of the files that a line gives them.

use crate::facts::ownership::{OwnersFacts, OwnershipFacts};
use crate::facts::stale::Facts;
use crate::model::finding::{Finding, Level};
use crate::rules::claim::{Claim, at_line, files, news};
use crate::rules::owner_work::{self, OwnerWork, both};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "owner-without-knowledge",
    group: "ownership",
    level: Level::Note,
    needs: Needs::History,
    page: include_str!("../../../rules/ownership/owner-without-knowledge.md"),
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
    // Merges alone are no work elsewhere: who only makes these may know everything from reviews.
    let since = known.knowledge.now() - known.settings.inactive_after;
    let seen = known.knowledge.last_seen();
    let works = |person| seen.get(person).is_some_and(|time| *time >= since);
    let active = work.iter().filter(|of| of.has_name && of.people.iter().any(works));
    let decided = owner_work::decided(owners, known);
    let strange = active.filter_map(|of| {
        // A header speaks for all rules below it.
        let rules = (0..owners.file.rules.len()).filter(|rule| owners.owners_line(*rule) == of.line);
        let decided: Vec<_> = rules.filter_map(|rule| decided.get(&rule)).collect();
        let count: usize = decided.iter().map(|(count, _)| count).sum();
        let is_known = decided.iter().any(|(_, people)| !people.is_disjoint(&of.people));
        (count > 0 && !is_known).then_some((of, count))
    });
    strange.filter_map(|(of, count)| finding(owners, of, count)).collect()
}

fn finding(owners: &OwnersFacts, of: &OwnerWork, count: usize) -> Option<Finding> {
    let rule = owners.file.rules.get(of.rule)?;
    let owner = of.owner.as_str();
    let decided = if count == 1 {
        "the one file that it decides on".to_owned()
    } else {
        format!("any of the {} that it decides on", files(count))
    };
    let claim = Claim {
        level: RULE.level,
        symbol: owner.to_owned(),
        message: format!("this line names `{owner}`, who works elsewhere and never touched {decided}"),
        label: format!("decides on {}", files(count)),
        related: Vec::new(),
        help: "name somebody who knows these files, beside or instead".to_owned(),
        state: vec!["without-knowledge".to_owned()],
    };
    Some(at_line(&RULE, owners, of.line, owners.file.section_of(rule), claim))
}
