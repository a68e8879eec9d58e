//! Acknowledgements: which of them hold, which have lapsed, and which findings they set aside. Reads and writes no file.

use crate::model::accepted::{ACKNOWLEDGED_FILE, Acceptance, Accepted, Acknowledgement};
use crate::model::finding::{Binding, Finding};
use crate::model::problem::{Problem, ProblemKind};
use std::collections::BTreeSet;

/// What became of an acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds for the finding at this place of the list.
    Holds(usize),
    /// The finding at this place is the one that was meant, but it is no longer what it was.
    Lapsed(usize),
    /// There is no such finding.
    Idle,
}

/// Says of each acknowledgement what became of it.
///
/// It belongs to the finding of its fingerprint; where an equal mention of the same section is gone, so that the ordinal of
/// this one is another now, to the one that has the same content on both sides.
pub fn states(findings: &[Finding], entries: &[Acknowledgement]) -> Vec<State> {
    let mut taken = BTreeSet::new();
    let mut states = vec![State::Idle; entries.len()];
    let ways: [fn(&Acknowledgement, &Finding) -> bool; 5] = [
        |entry, finding| entry.fingerprint == finding.fingerprint && is_same(entry, finding),
        |entry, finding| is_akin(entry, finding) && entry.section == finding.heading && is_same(entry, finding),
        |entry, finding| entry.fingerprint == finding.fingerprint,
        is_akin,
        |entry, finding| is_of_mention(entry, finding) && entry.section == finding.heading,
    ];
    for (at, fits) in ways.iter().enumerate() {
        let holds = at < 2;
        for (entry, state) in entries.iter().zip(&mut states) {
            if *state != State::Idle {
                continue;
            }
            let mut free = (0..findings.len()).filter(|at| !taken.contains(at));
            let Some(found) = free.find(|at| fits(entry, &findings[*at])) else {
                continue;
            };
            *state = if holds {
                State::Holds(found)
            } else {
                State::Lapsed(found)
            };
        }
        // Not at once: an entry that a merge doubled holds twice.
        taken.extend(states.iter().filter_map(|state| match state {
            State::Holds(at) => Some(*at),
            _ => None,
        }));
    }
    states
}

/// Whether both sides are what they were.
fn is_same(entry: &Acknowledgement, finding: &Finding) -> bool {
    entry.passage == finding.binding.passage && entry.code == finding.binding.code
}

/// Whether it is the same said of the same name on the same page.
fn is_akin(entry: &Acknowledgement, finding: &Finding) -> bool {
    is_of_mention(entry, finding) && entry.rule == finding.rule
}

/// Whether something is said of the same name on the same page.
fn is_of_mention(entry: &Acknowledgement, finding: &Finding) -> bool {
    entry.page == finding.primary.path.as_str() && entry.mention == finding.symbol
}

/// Makes the acknowledgement of a finding.
pub fn entry(finding: &Finding, why: &str, date: Option<&str>) -> Acknowledgement {
    let Binding { passage, code } = finding.binding.clone();
    Acknowledgement {
        page: finding.primary.path.to_string(),
        section: finding.heading.clone(),
        rule: finding.rule.to_owned(),
        mention: finding.symbol.clone(),
        why: why.to_owned(),
        date: date.map(str::to_owned),
        fingerprint: finding.fingerprint.clone(),
        passage,
        code,
    }
}

/// Sets acknowledged findings aside; gives the rest, and tells of acknowledgements that have lapsed. One without any finding
/// hides nothing and is not told of: it may be of a comparison that this run did not make.
pub(crate) fn apply(
    findings: Vec<Finding>,
    entries: &[Acknowledgement],
    accepted: &mut Vec<Accepted>,
    problems: &mut Vec<Problem>,
) -> Vec<Finding> {
    let states = states(&findings, entries);
    let mut reasons: Vec<Option<&str>> = vec![None; findings.len()];
    for (entry, state) in entries.iter().zip(&states) {
        match *state {
            State::Holds(at) => reasons[at] = Some(&entry.why),
            State::Lapsed(at) => problems.push(lapsed(entry, &findings[at])),
            State::Idle => {}
        }
    }
    let mut kept = Vec::new();
    for (finding, reason) in findings.into_iter().zip(reasons) {
        match reason {
            Some(why) => accepted.push(Accepted {
                finding,
                by: Acceptance::Acknowledged(why.to_owned()),
            }),
            None => kept.push(finding),
        }
    }
    kept
}

fn lapsed(entry: &Acknowledgement, finding: &Finding) -> Problem {
    let passage = entry.passage != finding.binding.passage;
    let code = entry.code != finding.binding.code;
    let what = match (passage, code) {
        (true, true) => "the passage and the code it speaks of changed since",
        (true, false) => "the passage changed since",
        (false, true) => "the code it speaks of changed since",
        (false, false) => "the passage is in another section now, or another rule speaks of it",
    };
    let Acknowledgement {
        mention,
        page,
        rule,
        why,
        ..
    } = entry;
    let subject = format!("the acknowledgement of `{mention}` in {page} ({rule}, \"{why}\")");
    let out = "look again, and acknowledge it anew or edit the passage; `abreast ack --prune` removes it";
    Problem {
        path: Some(ACKNOWLEDGED_FILE.into()),
        line: None,
        kind: ProblemKind::LapsedAcknowledgement,
        message: format!("{subject} has lapsed: {what}; {out}"),
        fatal: false,
    }
}

#[cfg(test)]
mod tests {
    use super::{State, entry, states};
    use crate::model::accepted::Acknowledgement;
    use crate::model::finding::{Annotation, Binding, Confidence, Finding, Level};
    use crate::model::span::{LineCol, Region};

    /// A finding of one page, named by its fingerprint, with the content of its two sides.
    fn finding(fingerprint: &str, section: &str, passage: &str, code: &str) -> Finding {
        let at = LineCol { line: 1, column: 1 };
        Finding {
            rule: "dangling-mention",
            level: Level::Error,
            confidence: Confidence::High,
            tier: None,
            message: String::new(),
            primary: Annotation {
                path: "a.md".into(),
                region: Region { start: at, end: at },
                source: String::new(),
                label: String::new(),
                at_base: false,
            },
            related: Vec::new(),
            evidence: Vec::new(),
            help: String::new(),
            fix: None,
            heading: vec![section.to_owned()],
            symbol: "x".to_owned(),
            replacement: None,
            owners: Vec::new(),
            fingerprint: fingerprint.to_owned(),
            binding: Binding {
                passage: passage.to_owned(),
                code: code.to_owned(),
            },
        }
    }

    fn acknowledged(finding: &Finding) -> Acknowledgement {
        entry(finding, "why", None)
    }

    #[test]
    fn it_holds_as_long_as_both_sides_are_what_they_were() {
        let entry = [acknowledged(&finding("1", "s", "p", "c"))];
        let state = |passage, code| states(&[finding("1", "s", passage, code)], &entry)[0];
        assert_eq!(state("p", "c"), State::Holds(0));
        assert_eq!(state("other", "c"), State::Lapsed(0));
        assert_eq!(state("p", "other"), State::Lapsed(0));
        assert_eq!(states(&[], &entry), [State::Idle]);
    }

    #[test]
    fn it_follows_its_passage_when_an_equal_mention_before_it_goes() {
        let second = acknowledged(&finding("2", "s", "second", "c"));
        // The first was mended, so that the second has its fingerprint.
        let left = [finding("1", "s", "second", "c")];
        assert_eq!(states(&left, &[second]), [State::Holds(0)]);
    }

    #[test]
    fn two_equal_passages_need_two_acknowledgements() {
        let both = [finding("1", "s", "p", "c"), finding("2", "s", "p", "c")];
        let (first, second) = (acknowledged(&both[0]), acknowledged(&both[1]));
        assert_eq!(states(&both, std::slice::from_ref(&second)), [State::Holds(1)]);
        assert_eq!(
            states(&both, &[second.clone(), first]),
            [State::Holds(1), State::Holds(0)]
        );
        assert_eq!(states(&both, &[second.clone(), second]), [State::Holds(1); 2]);
    }

    #[test]
    fn another_section_is_another_meaning() {
        let entry = acknowledged(&finding("1", "s", "p", "c"));
        assert_eq!(states(&[finding("9", "t", "p", "c")], &[entry]), [State::Lapsed(0)]);
    }

    #[test]
    fn what_another_rule_says_later_is_another_finding() {
        let entry = acknowledged(&finding("1", "s", "p", "c"));
        let other = Finding {
            rule: "renamed-mention",
            ..finding("9", "s", "p", "d")
        };
        assert_eq!(states(&[other], &[entry]), [State::Lapsed(0)]);
    }
}
