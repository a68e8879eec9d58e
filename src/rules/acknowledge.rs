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
    let ways: [fn(&Acknowledgement, &Finding) -> bool; 4] = [
        |entry, finding| entry.fingerprint == finding.fingerprint && is_same(entry, finding),
        |entry, finding| is_akin(entry, finding) && entry.section == finding.heading && is_same(entry, finding),
        |entry, finding| entry.fingerprint == finding.fingerprint,
        is_akin,
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
    entry.page == finding.primary.path.as_str() && entry.rule == finding.rule && entry.mention == finding.symbol
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
        (false, false) => "the passage is in another section now",
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
