//! The passage shows a signature, default or value that is no longer true.

use crate::facts::signatures::Contradiction;
use crate::facts::stale::{Facts, Fault};
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::evidence::{CodePlace, Evidence};
use crate::model::finding::{Finding, Level, Tier};
use crate::rules::draft::{Verdict, findings};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "contradicted-mention",
    group: "freshness",
    level: Level::Warning,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/freshness/contradicted-mention.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    findings(facts, |_, mention, stale| match &stale.fault {
        Fault::Contradicted(change, what) => Some(verdict(&mention.text, change, what)),
        _ => None,
    })
}

fn verdict(text: &str, change: &SymbolChange, what: &Contradiction) -> Verdict {
    Verdict {
        rule: RULE.id,
        level: RULE.level,
        tier: Tier::Contradicted,
        message: format!(
            "`{text}` is shown with `{}`, but the code {} says otherwise now",
            what.shown,
            change.kind.phrase()
        ),
        label: format!("the code says `{}`", short(&what.head)),
        evidence: vec![
            symbol_changed(change),
            Evidence::Shows {
                shown: what.shown.clone(),
                base: what.base.clone(),
                head: what.head.clone(),
            },
        ],
        places: places(change),
        help: format!("show it as the code has it: `{}`", short(&what.head)),
        replacement: None,
        new_name: what.new_name.clone(),
    }
}

/// At most 120 characters of a signature.
fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(120).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// A changed symbol as evidence.
pub(crate) fn symbol_changed(change: &SymbolChange) -> Evidence {
    let symbol = change.base.as_ref().or(change.head.as_ref());
    Evidence::SymbolChanged {
        change: change.kind,
        kind: symbol.map_or(crate::model::symbol::SymbolKind::Function, |symbol| symbol.symbol.kind),
        name: symbol.map(PlacedSymbol::display_name).unwrap_or_default(),
        base: change.base.as_ref().map(place),
        new_name: None,
        head: change.head.as_ref().map(place),
        similarity: change.similarity,
    }
}

fn place(symbol: &PlacedSymbol) -> CodePlace {
    let excerpt = symbol
        .symbol
        .signature
        .as_ref()
        .map(|signature| signature.text.clone())
        .unwrap_or_default();
    CodePlace {
        path: symbol.path.clone(),
        line: symbol.symbol.line,
        excerpt,
    }
}

/// The places of a changed symbol on both sides.
pub(crate) fn places(change: &SymbolChange) -> Vec<(CodePlace, String, bool)> {
    let base = change
        .base
        .as_ref()
        .map(|symbol| (place(symbol), "it was so".to_owned(), true));
    let head = change
        .head
        .as_ref()
        .map(|symbol| (place(symbol), "it is so now".to_owned(), false));
    base.into_iter().chain(head).collect()
}
