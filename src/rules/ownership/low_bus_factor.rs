//! A module that hardly anybody knows.

use crate::facts::known::Module;
use crate::facts::stale::Facts;
use crate::metrics::bus_factor::BusFactor;
use crate::model::finding::{Finding, Level};
use crate::rules::claim::{Claim, at_module, files};
use crate::rules::module_figures::bus_factors;
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "low-bus-factor",
    group: "ownership",
    level: Level::Note,
    needs: Needs::History,
    page: include_str!("../../../rules/ownership/low-bus-factor.md"),
    check,
};

/// Of a module of one file there is nothing to say: most files have one author.
const LEAST_FILES: usize = 2;

fn check(facts: &Facts) -> Vec<Finding> {
    let Some(known) = &facts.ownership.known else {
        return Vec::new();
    };
    let base = facts.ownership_at_base.as_ref();
    let before = base.map(|base| base.known.as_ref().map(bus_factors).unwrap_or_default());
    let low = bus_factors(known)
        .into_iter()
        .filter(|(_, of)| of.figure <= known.settings.low);
    let findings = low.filter_map(|(name, of)| {
        let module = known.modules.get(name)?;
        let higher = match &before {
            Some(before) => Some(before.get(name)?.figure).filter(|before| *before > of.figure)?,
            None => 0,
        };
        (module.files.len() >= LEAST_FILES).then(|| finding(name, module, &of, higher))
    });
    findings.collect()
}

fn finding(name: &str, module: &Module, of: &BusFactor, before: usize) -> Finding {
    let half = format!("less than half of its {} have an author", files(of.files));
    let why = match of.figure {
        0 => half,
        1 => format!("when one person leaves, {half} left"),
        more => format!("when {more} people leave, {half} left"),
    };
    let was = if before > 0 {
        format!(", and was {before} before")
    } else {
        String::new()
    };
    let claim = Claim {
        level: RULE.level,
        symbol: name.to_owned(),
        message: format!("the bus factor of `{name}` is {}{was}: {why}", of.figure),
        label: format!("bus factor {}", of.figure),
        related: Vec::new(),
        help: "let somebody else work on it or review it, and write down what has to be known".to_owned(),
        state: vec!["bus-factor".to_owned(), of.figure.to_string()],
    };
    at_module(&RULE, module, claim)
}
