//! THE LIST OF RULES.

use super::freshness::{
    changed_symbol, contradicted_mention, dangling_mention, missing_path, renamed_mention, unshipped_mention,
};
use super::rule::Rule;

/// All rules, by group and name.
pub fn rules() -> &'static [Rule] {
    &[
        changed_symbol::RULE,
        contradicted_mention::RULE,
        dangling_mention::RULE,
        missing_path::RULE,
        renamed_mention::RULE,
        unshipped_mention::RULE,
    ]
}

/// The rule of that name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::rules;

    #[test]
    fn every_rule_has_a_summary_of_its_own() {
        let mut summaries: Vec<String> = rules().iter().map(super::Rule::summary).collect();
        assert!(
            summaries
                .iter()
                .all(|summary| summary.len() > 20 && !summary.starts_with('#')),
            "{summaries:?}"
        );
        summaries.sort();
        summaries.dedup();
        assert_eq!(summaries.len(), rules().len());
    }
}
