//! Names of rules and groups as users write them, and what they may have meant. The list comes from the caller.

use std::collections::BTreeSet;

/// The selector that names every rule.
pub const ALL: &str = "all";

/// The rules there are, each with its group.
#[derive(Clone, Copy, Debug)]
pub struct RuleNames<'a>(pub &'a [(&'a str, &'a str)]);

impl<'a> RuleNames<'a> {
    /// The rules that a selector (a rule, a group or `all`) names; empty when it names none.
    pub fn expand(&self, selector: &str) -> BTreeSet<&'a str> {
        let named = |(rule, group): &&(&str, &str)| selector == ALL || *rule == selector || *group == selector;
        self.0.iter().filter(named).map(|(rule, _)| *rule).collect()
    }

    /// Whether the selector is the name of one rule.
    pub fn is_rule(&self, selector: &str) -> bool {
        self.0.iter().any(|(rule, _)| *rule == selector)
    }

    /// The rule or group that was probably meant.
    pub fn closest(&self, selector: &str) -> Option<String> {
        let groups = self.0.iter().map(|(_, group)| *group);
        closest(selector, self.0.iter().map(|(rule, _)| *rule).chain(groups))
    }
}

/// The candidate that is most like `name`, if any is likely to have been meant.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let name = name.to_lowercase().replace('_', "-");
    let distance = |candidate: &str| strsim::damerau_levenshtein(&name, candidate);
    candidates
        .into_iter()
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{RuleNames, closest};

    const RULES: RuleNames<'_> = RuleNames(&[
        ("dangling-mention", "freshness"),
        ("renamed-mention", "freshness"),
        ("undocumented-symbol", "coverage"),
    ]);

    #[test]
    fn a_group_stands_for_its_rules_and_all_for_every_rule() {
        assert_eq!(RULES.expand("freshness").len(), 2);
        assert_eq!(RULES.expand("all").len(), 3);
        assert_eq!(
            RULES.expand("dangling-mention").into_iter().collect::<Vec<_>>(),
            ["dangling-mention"]
        );
        assert!(RULES.expand("dangling").is_empty());
    }

    #[test]
    fn a_slip_of_the_pen_is_understood_and_a_strange_word_is_not() {
        assert_eq!(RULES.closest("dangling_mentions").as_deref(), Some("dangling-mention"));
        assert_eq!(RULES.closest("freshnes").as_deref(), Some("freshness"));
        assert_eq!(RULES.closest("no-such-thing"), None);
        assert_eq!(closest("ab", ["xyz"]), None);
    }
}
