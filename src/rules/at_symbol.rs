//! From what is wrong with the docs of a public symbol to a finding: what all coverage rules share.

use super::identity::{fingerprint, number_fingerprints};
use super::rule::Rule;
use crate::facts::api::gather::ApiFacts;
use crate::facts::stale::Facts;
use crate::model::api::{ApiSymbol, DocFault, DocFaultKind};
use crate::model::evidence::Evidence;
use crate::model::finding::{Annotation, Binding, Confidence, Finding, Tier};
use crate::model::path::RepoPath;
use crate::model::span::Region;
use std::collections::BTreeSet;

/// What a rule says of a place in code.
pub(crate) struct Said {
    /// The finding in one sentence.
    pub(crate) message: String,
    /// What is to be seen at the place; short.
    pub(crate) label: String,
    /// What to do.
    pub(crate) help: String,
    /// The fact behind it.
    pub(crate) evidence: Evidence,
    /// In which way the comment is stale, if it is.
    pub(crate) tier: Option<Tier>,
}

/// A finding at a symbol, or in its doc comment. It is known again by the names of the file and the symbol, and by `about`.
pub(crate) fn at(
    rule: &Rule,
    facts: &ApiFacts,
    path: &RepoPath,
    region: Region,
    symbol: &str,
    about: &str,
    said: Said,
) -> Finding {
    Finding {
        rule: rule.id,
        level: rule.level,
        confidence: Confidence::High,
        tier: said.tier,
        message: said.message,
        primary: Annotation {
            path: path.clone(),
            region,
            source: facts.line(path, region.start.line).to_owned(),
            label: said.label,
            at_base: false,
        },
        related: Vec::new(),
        evidence: vec![said.evidence],
        help: said.help,
        fix: None,
        heading: Vec::new(),
        symbol: symbol.to_owned(),
        replacement: None,
        owners: Vec::new(),
        fingerprint: fingerprint(&[rule.id, path.as_str(), symbol, about]),
        binding: Binding {
            passage: fingerprint(&[symbol]),
            code: fingerprint(&[about]),
        },
    }
}

/// The findings of head; in a range only those that base does not have: old ones are not said of the range. A file that moved
/// keeps its old ones.
pub(crate) fn news(facts: &Facts, of: impl Fn(&ApiFacts) -> Vec<Finding>) -> Vec<Finding> {
    let Some(head) = &facts.api else {
        return Vec::new();
    };
    let findings = of(head);
    let Some(base) = &facts.api_at_base else {
        return number_fingerprints(findings);
    };
    let at_base = of(base);
    let known: BTreeSet<&str> = at_base.iter().map(|finding| finding.fingerprint.as_str()).collect();
    let gone = at_base
        .iter()
        .filter(|finding| !head.paths.contains(&finding.primary.path));
    let moved: BTreeSet<(&str, &str)> = gone
        .map(|finding| (finding.symbol.as_str(), finding.binding.code.as_str()))
        .collect();
    let is_new = |finding: &Finding| {
        let came = !base.paths.contains(&finding.primary.path);
        let same = (finding.symbol.as_str(), finding.binding.code.as_str());
        let is_old = known.contains(finding.fingerprint.as_str()) || (came && moved.contains(&same));
        !is_old
    };
    let new = findings.iter().filter(|finding| is_new(finding)).cloned();
    number_fingerprints(new.collect())
}

/// The faults of some kinds as findings.
pub(crate) fn faults(
    facts: &Facts,
    rule: &Rule,
    kinds: &[DocFaultKind],
    say: impl Fn(&DocFault) -> (String, String, String),
) -> Vec<Finding> {
    news(facts, |side| {
        let all = side.api.files.iter();
        let faults = all.flat_map(|(path, file)| file.faults.iter().map(move |fault| (path, fault)));
        let wanted = faults.filter(|(_, fault)| kinds.contains(&fault.kind));
        let finding = |(path, fault): (&RepoPath, &DocFault)| {
            let (message, label, help) = say(fault);
            let said = Said {
                message,
                label,
                help,
                evidence: Evidence::Documented {
                    fault: fault.kind,
                    symbol: fault.symbol.clone(),
                    subject: fault.subject.clone(),
                    actual: fault.actual.clone(),
                },
                tier: (!is_missing(fault.kind)).then_some(Tier::Contradicted),
            };
            let about = format!("{} {} {}", fault.kind.id(), fault.subject, fault.actual);
            let finding = at(rule, side, path, fault.region, &fault.symbol, &about, said);
            as_written(finding, fault)
        };
        wanted.map(finding).collect()
    })
}

/// A contradiction is about what the comment writes, and what takes its place is known for parameters.
fn as_written(mut finding: Finding, fault: &DocFault) -> Finding {
    if !fault.subject.is_empty() {
        finding.symbol.clone_from(&fault.subject);
    }
    if fault.kind == DocFaultKind::UnknownParameter && !fault.actual.is_empty() {
        finding.replacement = Some(fault.actual.clone());
    }
    finding
}

fn is_missing(kind: DocFaultKind) -> bool {
    matches!(
        kind,
        DocFaultKind::MissingErrors | DocFaultKind::MissingPanics | DocFaultKind::MissingSafety
    )
}

/// What a message calls a symbol.
pub(crate) fn called(symbol: &ApiSymbol) -> String {
    format!("{} `{}`", symbol.kind.words(), symbol.name)
}
