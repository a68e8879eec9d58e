//! What the page names was in the code and is there no longer; nothing is known to have taken its place beyond doubt.

use crate::facts::deaths::{Death, Extent};
use crate::facts::stale::{Facts, Fault};
use crate::model::change::ChangeKind;
use crate::model::evidence::Evidence;
use crate::model::finding::{Applicability, Finding, Level, Tier};
use crate::rules::draft::{Verdict, findings};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "dangling-mention",
    group: "freshness",
    level: Level::Error,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/freshness/dangling-mention.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    findings(facts, |_, mention, stale| match &stale.fault {
        Fault::Dead(death) if !super::renamed_mention::is_rename(death) => Some(verdict(&mention.text, death)),
        _ => None,
    })
}

fn verdict(text: &str, death: &Death) -> Verdict {
    let what = match death.is_package() {
        true => "package",
        false => death.kind.map_or("name", crate::model::symbol::SymbolKind::word),
    };
    let guess = death
        .new_name
        .as_ref()
        .map(|new| (new.name.clone(), Applicability::Unsafe));
    let help = match &guess {
        Some((name, _)) => {
            format!("`{name}` stands in its place in the code now: check that the passage still holds, and rewrite it")
        }
        None => format!("rewrite the passage without `{}`, or remove it", death.name),
    };
    Verdict {
        rule: RULE.id,
        level: RULE.level,
        tier: Tier::Dead,
        message: message(text, death, what),
        label: format!("this {what} is gone"),
        evidence: vec![evidence(death)],
        places: death
            .last_seen
            .clone()
            .map(|place| (place, format!("`{}` was here", death.name), true))
            .into_iter()
            .collect(),
        help,
        replacement: guess,
        new_name: None,
    }
}

fn message(text: &str, death: &Death, what: &str) -> String {
    match death.extent {
        _ if death.is_dropped => format!("`{text}` names a {what} that no manifest asks for any more"),
        Extent::Vanished | Extent::OnlyComments => format!("`{text}` names a {what} that is no longer in the code"),
        Extent::OnlyTests => format!("`{text}` names a {what} that only tests and examples still hold"),
        Extent::DefinitionGone | Extent::LivesElsewhere => {
            format!("`{text}` names a {what} whose definition was removed")
        }
    }
}

/// What a death rests on: the change of a symbol when one was read, else the words of the code.
pub(super) fn evidence(death: &Death) -> Evidence {
    match &death.base {
        Some(base) => Evidence::SymbolChanged {
            change: death
                .new_name
                .as_ref()
                .map_or(ChangeKind::Removed, |_| ChangeKind::Renamed),
            kind: base.symbol.kind,
            name: base.display_name(),
            base: death.last_seen.clone(),
            new_name: death.new_name.as_ref().map(|new| {
                new.symbol
                    .as_ref()
                    .map_or(new.name.clone(), |symbol| symbol.display_name())
            }),
            head: None,
            similarity: death.new_name.as_ref().map_or(0, |new| new.similarity),
        },
        None => Evidence::NameVanished {
            name: death.name.clone(),
            last_seen: death.last_seen.clone(),
            only_tests: death.extent == Extent::OnlyTests,
            only_comments: death.extent == Extent::OnlyComments,
        },
    }
}
