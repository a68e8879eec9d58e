//! Counts what each rule matches and decides on a set of files, and which rules stand in the shadow of others.

use super::decide::{Decider, Entry, Ruling};
use crate::model::ownership::{OwnersRule, RuleUse, RuleUses, Shadow};
use crate::model::path::RepoPath;
use std::collections::HashMap;

/// Steps of matching that are spent on a file of rules: far more than what 5,000 rules need for 100,000 files.
pub(super) const MAX_STEPS: u64 = 200_000_000;

/// What was seen of one entry.
#[derive(Clone, Default)]
struct Tally {
    matched: usize,
    decides: usize,
    /// The entry that decides instead, wherever this one does not.
    by: By,
    /// Whether somebody else than its own owners decides somewhere.
    other_owners: bool,
    excluded: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum By {
    #[default]
    Nobody,
    One(u32),
    Several,
}

pub(super) fn use_of_rules<'a>(
    rules: &[OwnersRule],
    decider: &Decider,
    paths: impl IntoIterator<Item = &'a RepoPath>,
    max_steps: u64,
) -> RuleUses {
    let owners = owner_sets(rules);
    let mut tallies = vec![Tally::default(); decider.entries.len()];
    let mut walk = decider.walk();
    let mut complete = true;
    for path in paths {
        if walk.steps > max_steps {
            complete = false;
            break;
        }
        let matching = decider.matching(&mut walk, path);
        for ruling in decider.rulings(&matching) {
            tally(&ruling, decider, &owners, &mut tallies);
        }
    }
    let mut uses: Vec<RuleUse> = Vec::with_capacity(rules.len());
    for (entry, tally) in decider.entries.iter().zip(&tallies) {
        uses.extend(uses_of(entry, tally, rules, decider, &owners));
    }
    uses.sort_by_key(|each| each.rule);
    RuleUses { rules: uses, complete }
}

fn tally(ruling: &Ruling<'_>, decider: &Decider, owners: &[u32], tallies: &mut [Tally]) {
    let entry = |number: u32| &decider.entries[number as usize];
    let set = |number: u32| owners.get(entry(number).rule());
    let has_rules = ruling.entries.iter().any(|number| !entry(*number).exclusion);
    let excluded = entry(ruling.winner).exclusion;
    for &number in ruling.entries {
        let tally = &mut tallies[number as usize];
        tally.matched += 1;
        if entry(number).exclusion {
            tally.decides += usize::from(has_rules);
        } else if number == ruling.winner {
            tally.decides += 1;
        } else {
            tally.by = match tally.by {
                By::Nobody => By::One(ruling.winner),
                By::One(other) if other == ruling.winner => tally.by,
                _ => By::Several,
            };
            tally.excluded |= excluded;
            tally.other_owners |= set(number) != set(ruling.winner);
        }
    }
}

/// The uses of the rules of an entry: the last one's, and those of the ones that it replaces.
fn uses_of<'a>(
    entry: &'a Entry,
    tally: &'a Tally,
    rules: &'a [OwnersRule],
    decider: &'a Decider,
    owners: &'a [u32],
) -> impl Iterator<Item = RuleUse> + 'a {
    let line = |index: usize| rules.get(index).map(|rule| rule.line);
    let last = entry.rule();
    entry.rules.iter().map(move |&rule| {
        let rule = rule as usize;
        let is_last = rule == last;
        let decides = if is_last { tally.decides } else { 0 };
        let by = match tally.by {
            By::One(other) if is_last || tally.decides == 0 => line(decider.entries[other as usize].rule()),
            By::Nobody if !is_last => line(last),
            _ => None,
        };
        let replaced_alike = is_last || tally.decides == 0 || owners.get(rule) == owners.get(last);
        let is_shadowed = tally.matched > 0 && decides == 0 && !(is_last && entry.exclusion);
        RuleUse {
            rule,
            line: line(rule).unwrap_or_default(),
            matched: tally.matched,
            decides,
            shadow: is_shadowed.then_some(Shadow {
                line: by,
                same_owners: replaced_alike && !tally.other_owners,
                excluded: tally.excluded || !is_last && entry.exclusion,
            }),
        }
    })
}

/// A number for the owners of each rule: the same for the same owners, in whatever order and case.
fn owner_sets(rules: &[OwnersRule]) -> Vec<u32> {
    let mut known: HashMap<(bool, Vec<String>), u32> = HashMap::new();
    let set = |rule: &OwnersRule| {
        let mut names: Vec<String> = rule.owners.iter().map(|owner| owner.as_str().to_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        let next = known.len() as u32;
        *known.entry((rule.exclusion, names)).or_insert(next)
    };
    rules.iter().map(set).collect()
}
