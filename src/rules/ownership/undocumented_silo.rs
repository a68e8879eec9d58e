//! A module that much depends on, that one person knows, and that nothing is written about.

use crate::code::role::classify;
use crate::facts::described::Described;
use crate::facts::known::{Known, Module};
use crate::facts::ownership::OwnershipFacts;
use crate::facts::stale::{Facts, Fault};
use crate::model::finding::{Finding, Level};
use crate::model::knowledge::{Advice, ModuleRow};
use crate::model::source::FileRole;
use crate::rules::claim::{Claim, at_module, news};
use crate::rules::module_figures::rows;
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "undocumented-silo",
    group: "ownership",
    level: Level::Warning,
    needs: Needs::History,
    page: include_str!("../../../rules/ownership/undocumented-silo.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = news(facts, |side| {
        let is_head = std::ptr::eq(side, &facts.ownership);
        of(side, &|passage| is_head && is_stale(facts, passage))
    });
    if let Some(base) = &facts.ownership_at_base {
        findings.retain(|finding| is_touched(&facts.ownership, base, &finding.symbol));
    }
    findings
}

fn of(side: &OwnershipFacts, stale: &dyn Fn(&Described) -> bool) -> Vec<Finding> {
    let Some(known) = &side.known else {
        return Vec::new();
    };
    let rows = rows(known, stale);
    let silos = rows
        .iter()
        .filter(|row| row.figure.bus_factor <= 1 && row.risk.advice == Advice::DocumentFirst);
    silos
        .filter_map(|row| Some((row, known.modules.get(&row.path)?)))
        .filter(|(_, module)| ships(module))
        .map(|(row, module)| finding(row, module))
        .collect()
}

/// Whether something of the module is for users: nobody writes pages about tests.
fn ships(module: &Module) -> bool {
    module.files.iter().any(|path| classify(path) == FileRole::Code)
}

/// Whether the run found something in the passage that no longer holds.
fn is_stale(facts: &Facts, passage: &Described) -> bool {
    let holds = |fault: &Fault| matches!(fault, Fault::Changed(_));
    let rows = facts.stale.iter().filter(|row| !holds(&row.fault));
    rows.filter_map(|row| facts.mention_of(row)).any(|(page, mention)| {
        let (first, last) = passage.passage;
        page.path == passage.page && (first..=last).contains(&mention.line)
    })
}

/// Whether the range changed a file of the module: another one can only have become a silo beside the others.
fn is_touched(head: &OwnershipFacts, base: &OwnershipFacts, name: &str) -> bool {
    let blobs = |known: &Known| -> Vec<_> {
        let files = known.modules.get(name).map_or(&[][..], |module| &module.files);
        let entry = |path| known.knowledge.snapshot.files.get(path).map(|entry| entry.blob);
        files.iter().map(|path| (path.clone(), entry(path))).collect()
    };
    head.known.as_ref().map(blobs) != base.known.as_ref().map(blobs)
}

fn finding(row: &ModuleRow, module: &Module) -> Finding {
    let claim = Claim {
        level: RULE.level,
        symbol: row.path.clone(),
        message: format!("`{}` should be written down: {}", row.path, row.risk.reason),
        label: "no page says what has to be known".to_owned(),
        related: Vec::new(),
        help: "write a page that names its files, or what they define for others".to_owned(),
        state: vec!["silo".to_owned()],
    };
    at_module(&RULE, module, claim)
}
