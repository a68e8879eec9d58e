//! From what is claimed of a line of CODEOWNERS, or of a module, to a finding: what all ownership rules share.

use super::identity::{fingerprint, number_fingerprints};
use super::rule::Rule;
use crate::facts::known::Module;
use crate::facts::ownership::{OwnersFacts, OwnershipFacts};
use crate::facts::stale::Facts;
use crate::model::finding::{Annotation, Binding, Confidence, Finding, Level};
use crate::model::path::RepoPath;
use crate::model::span::{LineCol, Region};
use std::collections::BTreeSet;

/// What a rule says.
pub(crate) struct Claim {
    /// Its level.
    pub(crate) level: Level,
    /// What it is about, as written at the place.
    pub(crate) symbol: String,
    /// The finding in one sentence.
    pub(crate) message: String,
    /// What is to be seen at the place; short.
    pub(crate) label: String,
    /// Other places, with their labels.
    pub(crate) related: Vec<Annotation>,
    /// What to do.
    pub(crate) help: String,
    /// What is so: an acknowledgement lapses when it is no longer.
    pub(crate) state: Vec<String>,
}

/// The findings of head. In a range only those that base does not have: what was so before is not said of the range.
pub(crate) fn news(facts: &Facts, of: impl Fn(&OwnershipFacts) -> Vec<Finding>) -> Vec<Finding> {
    let base = facts.ownership_at_base.as_ref().map(&of).unwrap_or_default();
    let known: BTreeSet<String> = base.into_iter().map(|finding| finding.fingerprint).collect();
    let mut findings = of(&facts.ownership);
    findings.retain(|finding| !known.contains(&finding.fingerprint));
    number_fingerprints(findings)
}

/// The CODEOWNERS file of a side, if the run is about it.
pub(crate) fn declared(side: &OwnershipFacts) -> Option<&OwnersFacts> {
    side.declared.as_ref().filter(|owners| owners.chosen)
}

/// A finding at a line of CODEOWNERS. It is known again by the words of the line and its section.
pub(crate) fn at_line(rule: &Rule, owners: &OwnersFacts, line: u32, section: Option<&str>, claim: Claim) -> Finding {
    let text = owners.line(line);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let heading: Vec<String> = section.map(str::to_owned).into_iter().collect();
    let identity = [rule.id, &heading.join(" "), &words, &claim.symbol];
    let annotation = mark(&owners.file.path, line, text, &claim.symbol, claim.label.clone());
    let print = fingerprint(&identity);
    Finding {
        heading,
        ..finding(rule, annotation, fingerprint(&[&words]), print, claim)
    }
}

/// A finding about a module. It is known again by the module's name.
pub(crate) fn at_module(rule: &Rule, module: &Module, claim: Claim) -> Finding {
    let annotation = mark(&module.place, 1, &module.first_line, "", claim.label.clone());
    let print = fingerprint(&[rule.id, &claim.symbol]);
    finding(rule, annotation, fingerprint(&[&claim.symbol]), print, claim)
}

/// A line of CODEOWNERS beside the one that a finding is about.
pub(crate) fn beside(owners: &OwnersFacts, line: u32, name: &str, label: &str) -> Annotation {
    mark(&owners.file.path, line, owners.line(line), name, label.to_owned())
}

fn finding(rule: &Rule, primary: Annotation, passage: String, print: String, claim: Claim) -> Finding {
    let state: Vec<&str> = claim.state.iter().map(String::as_str).collect();
    Finding {
        rule: rule.id,
        level: claim.level,
        confidence: Confidence::High,
        tier: None,
        message: claim.message,
        primary,
        related: claim.related,
        evidence: Vec::new(),
        help: claim.help,
        fix: None,
        heading: Vec::new(),
        symbol: claim.symbol,
        replacement: None,
        owners: Vec::new(),
        fingerprint: print,
        binding: Binding {
            passage,
            code: fingerprint(&state),
        },
    }
}

/// The place of a name on a line; the whole line when it is not there.
fn mark(path: &RepoPath, line: u32, text: &str, name: &str, label: String) -> Annotation {
    let found = text.find(name).filter(|_| !name.is_empty());
    let start = found.unwrap_or(text.len() - text.trim_start().len());
    let end = found.map_or(text.trim_end().len(), |at| at + name.len()).max(start);
    let column = |byte: usize| LineCol {
        line,
        column: u32::try_from(text[..byte].chars().count()).unwrap_or(u32::MAX - 1) + 1,
    };
    Annotation {
        path: path.clone(),
        region: Region {
            start: column(start),
            end: column(end),
        },
        source: text.to_owned(),
        label,
        at_base: false,
    }
}

/// `1 file`, `2 files`.
pub(crate) fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::model::span::LineCol;

    #[test]
    fn a_name_is_marked_where_it_stands_and_else_the_line() {
        let columns = |text: &str, name: &str| {
            let region = mark(&"CODEOWNERS".into(), 2, text, name, String::new()).region;
            let at = |place: LineCol| (place.line, place.column);
            (at(region.start), at(region.end))
        };
        assert_eq!(columns("/d\u{e9}/ @ada", "@ada"), ((2, 6), (2, 10)));
        assert_eq!(columns("  /a @b ", "@c"), ((2, 3), (2, 8)));
        assert_eq!(columns("", ""), ((2, 1), (2, 1)));
    }
}
