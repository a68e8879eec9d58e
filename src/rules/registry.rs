//! THE LIST OF RULES.

use super::coverage::{
    contradicted_docstring, missing_errors_section, missing_panics_section, missing_safety_section, stale_docstring,
    undocumented_symbol, unmentioned_api,
};
use super::freshness::{
    changed_symbol, contradicted_mention, dangling_mention, missing_path, renamed_mention, unshipped_mention,
};
use super::ownership::{
    departed_owner, low_bus_factor, owner_without_knowledge, shadowed_owner_pattern, undocumented_silo,
    unmatched_owner_pattern, unowned_module,
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
        contradicted_docstring::RULE,
        missing_errors_section::RULE,
        missing_panics_section::RULE,
        missing_safety_section::RULE,
        stale_docstring::RULE,
        undocumented_symbol::RULE,
        unmentioned_api::RULE,
        departed_owner::RULE,
        low_bus_factor::RULE,
        owner_without_knowledge::RULE,
        shadowed_owner_pattern::RULE,
        undocumented_silo::RULE,
        unmatched_owner_pattern::RULE,
        unowned_module::RULE,
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
