//! A module none of whose files any line of CODEOWNERS matches.

use crate::facts::known::Module;
use crate::facts::ownership::{OwnersFacts, OwnershipFacts};
use crate::facts::stale::Facts;
use crate::model::finding::{Finding, Level};
use crate::model::ownership::Ownership;
use crate::rules::claim::{Claim, at_module, files, news};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unowned-module",
    group: "ownership",
    level: Level::Note,
    needs: Needs::History,
    page: include_str!("../../../rules/ownership/unowned-module.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    news(facts, of)
}

fn of(side: &OwnershipFacts) -> Vec<Finding> {
    let (Some(owners), Some(known)) = (&side.declared, &side.known) else {
        return Vec::new();
    };
    if owners.file.rules.is_empty() {
        return Vec::new();
    }
    let unowned = known.modules.iter().filter(|(_, module)| is_unowned(owners, module));
    unowned.map(|(name, module)| finding(owners, name, module)).collect()
}

/// Whether no line matches any of the files. A line that takes them from everybody was written on purpose.
fn is_unowned(owners: &OwnersFacts, module: &Module) -> bool {
    let all = owners.file.ownerships(&module.files);
    all.is_some_and(|all| all.iter().all(|of| *of == Ownership::Unowned))
}

fn finding(owners: &OwnersFacts, name: &str, module: &Module) -> Finding {
    let path = &owners.file.path;
    let claim = Claim {
        level: RULE.level,
        symbol: name.to_owned(),
        message: format!(
            "no line of {path} matches any of the {} of `{name}`",
            files(module.files.len())
        ),
        label: "this module has no owner".to_owned(),
        related: Vec::new(),
        help: format!("add a line to {path}; one without owners says that nobody is meant to answer for it"),
        state: vec!["unowned".to_owned()],
    };
    at_module(&RULE, module, claim)
}
