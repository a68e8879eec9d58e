//! By what a finding is recognised: a fingerprint that outlives edits around it, and the content of both of its sides.

use crate::facts::deaths::{Death, Extent};
use crate::facts::pages::PageFacts;
use crate::facts::stale::{Fault, Stale};
use crate::model::change::{ChangeKind, SymbolChange};
use crate::model::finding::{Binding, Finding};
use crate::model::mention::Mention;
use std::collections::BTreeMap;

/// A stable hash of the parts, 16 hexadecimal digits.
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    blake3::hash(parts.join("\u{1e}").as_bytes()).to_hex()[..16].to_owned()
}

/// Findings that would have the same fingerprint are told apart by their order on the page.
pub(crate) fn number_fingerprints(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &mut findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        if *count > 0 {
            finding.fingerprint = fingerprint(&[&finding.fingerprint, &count.to_string()]);
        }
        *count += 1;
    }
    findings
}

/// The content of both sides: the passage, and what the fault says of the code.
pub(crate) fn binding(page: &PageFacts, mention: &Mention, stale: &Stale) -> Binding {
    let passage = page.passage(mention);
    let text = passage.and_then(|passage| page.text.get(passage.span.range()));
    let text = text.unwrap_or_else(|| page.line_text(mention.line));
    let words: Vec<&str> = text.split_whitespace().collect();
    let code = state(&stale.fault, mention);
    let parts: Vec<&str> = code.iter().map(String::as_str).collect();
    Binding {
        passage: fingerprint(&[&words.join(" ")]),
        code: fingerprint(&parts),
    }
}

/// What the fault says of the code. Nothing of how it was found: the same fault has the same state in a range and in a whole
/// repository.
fn state(fault: &Fault, mention: &Mention) -> Vec<String> {
    let word = |word: &str| word.to_owned();
    match fault {
        Fault::Dead(death) => dead(death),
        Fault::Missing(missing) => {
            let to = missing.to.as_ref().map_or("", |to| to.as_str());
            vec![word("missing"), missing.from.to_string(), word(to)]
        }
        Fault::Contradicted(change, _) | Fault::Changed(change) => changed(change),
        Fault::NeverExisted(resolved) => vec![word("never"), mention.text.clone(), resolved.clone()],
    }
}

/// A name that is gone: which one, how much of it is left, and what stands in its place.
fn dead(death: &Death) -> Vec<String> {
    // Without its module: whole-repository runs know the file of a definition that is gone, not where its package began.
    let name = death.base.as_ref().map(|base| base.symbol.local_name());
    let left = match death.extent {
        Extent::Vanished => "nothing",
        Extent::OnlyComments => "comments",
        Extent::OnlyTests => "tests",
        Extent::DefinitionGone => "uses",
        Extent::LivesElsewhere => "namesakes",
    };
    let new = death.new_name.as_ref().map(|new| new.name.clone());
    vec![
        "dead".to_owned(),
        name.unwrap_or_else(|| death.name.clone()),
        left.to_owned(),
        new.unwrap_or_default(),
    ]
}

/// A symbol that is another one now: what it is at head.
fn changed(change: &SymbolChange) -> Vec<String> {
    let mut parts = vec!["changed".to_owned(), change.kind.phrase().to_owned()];
    let Some(placed) = change.head.as_ref().or(change.base.as_ref()) else {
        return parts;
    };
    let symbol = &placed.symbol;
    let signature = symbol.signature.as_ref().map(|signature| signature.text.clone());
    parts.push(placed.display_name());
    parts.push(format!("{:?}", symbol.visibility));
    parts.push(signature.unwrap_or_default());
    parts.push(symbol.value.clone().unwrap_or_default());
    if change.kind == ChangeKind::BodyChanged {
        parts.push(symbol.print.body.to_string());
    }
    parts
}
