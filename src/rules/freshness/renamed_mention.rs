//! What the page names has another name now.

use crate::facts::deaths::Death;
use crate::facts::stale::{Facts, Fault};
use crate::model::evidence::CodePlace;
use crate::model::finding::{Applicability, Finding, Level, Tier};
use crate::rules::draft::{Verdict, findings};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "renamed-mention",
    group: "freshness",
    level: Level::Error,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/freshness/renamed-mention.md"),
    check,
};

/// Whether the new name of a death is known beyond doubt.
pub(super) fn is_rename(death: &Death) -> bool {
    death.new_name.as_ref().is_some_and(|new| new.certain)
}

fn check(facts: &Facts) -> Vec<Finding> {
    findings(facts, |_, mention, stale| match &stale.fault {
        Fault::Dead(death) if is_rename(death) => verdict(&mention.text, death),
        _ => None,
    })
}

fn verdict(text: &str, death: &Death) -> Option<Verdict> {
    let new = death.new_name.as_ref()?;
    let what = death.kind.map_or("name", crate::model::symbol::SymbolKind::word);
    let here = new.symbol.as_ref().map(|symbol| {
        let place = CodePlace {
            path: symbol.path.clone(),
            line: symbol.symbol.line,
            excerpt: String::new(),
        };
        (place, format!("it is `{}` now", new.name), false)
    });
    let there = death
        .last_seen
        .clone()
        .map(|place| (place, format!("`{}` was here", death.name), true));
    Some(Verdict {
        rule: RULE.id,
        level: RULE.level,
        tier: Tier::Dead,
        message: format!("`{text}` names a {what} that was renamed to `{}`", new.name),
        label: format!("it is `{}` now", new.name),
        evidence: vec![super::dangling_mention::evidence(death)],
        places: there.into_iter().chain(here).collect(),
        help: format!("write `{}`", new.name),
        replacement: Some((new.name.clone(), Applicability::Safe)),
        new_name: None,
    })
}
