//! A public symbol without documentation.

use crate::facts::api::gather::ApiFacts;
use crate::facts::stale::Facts;
use crate::model::api::{ApiFile, ApiLanguage, ApiSymbol};
use crate::model::evidence::Evidence;
use crate::model::finding::{Finding, Level};
use crate::model::path::RepoPath;
use crate::rules::at_symbol::{Said, at, called, news};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "undocumented-symbol",
    group: "coverage",
    level: Level::Warning,
    needs: Needs::Api,
    page: include_str!("../../../rules/coverage/undocumented-symbol.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    news(facts, of)
}

fn of(side: &ApiFacts) -> Vec<Finding> {
    let files = side.api.files.iter();
    let findings = files.flat_map(|(path, file)| {
        let bare = file.symbols.iter().filter(|symbol| !symbol.documented);
        bare.map(move |symbol| finding(side, path, file, symbol))
    });
    findings.collect()
}

fn finding(side: &ApiFacts, path: &RepoPath, file: &ApiFile, symbol: &ApiSymbol) -> Finding {
    let said = Said {
        message: format!("public {} has no documentation", called(symbol)),
        label: "no doc comment".to_owned(),
        help: match file.language {
            ApiLanguage::Rust => "write a `///` comment above it, or make it less visible".to_owned(),
            ApiLanguage::Python => "write a docstring, or begin its name with `_`".to_owned(),
        },
        evidence: Evidence::Undocumented {
            kind: symbol.kind,
            name: symbol.name.clone(),
        },
        tier: None,
    };
    at(&RULE, side, path, symbol.region, &symbol.name, symbol.kind.id(), said)
}
