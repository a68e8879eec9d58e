//! What the script of the page works with: the modules, and who holds their files. Arrays instead of objects, because there may be
//! thousands.

use crate::model::knowledge::{Advice, KeyName, KnowledgeReport, ModuleRow};
use crate::model::overview::{HeldModule, Holders, Overview};
use crate::render::report::date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// So many modules are told apart; the rest is one.
pub const MODULES: usize = 2_000;
/// Of so many modules, the most urgent, the reason of the advice is told.
const REASONS: usize = 100;
/// So many key people of a module are named.
const KEY_PEOPLE: usize = 5;
/// What a row has, in this order. The script looks its fields up here.
const FIELDS: &[&str] = &[
    "path",
    "bus_factor",
    "at_45",
    "at_55",
    "with_docs",
    "files",
    "lines",
    "churn",
    "imported_by",
    "covered",
    "public",
    "documented",
    "stale",
    "last",
    "orphaned",
    "advice",
    "impact",
    "key",
    "owners",
    "reason",
];

/// The data as the text of a script element.
pub fn text(of: &Overview) -> String {
    let report = &of.knowledge;
    let shown = report.modules.len().min(MODULES);
    let (told, merged) = report.modules.split_at(shown);
    let places = of.holders.as_ref().map(places);
    let rows = told.iter().enumerate();
    let mut modules: Vec<Value> = rows
        .map(|(at, module)| row(module, at < REASONS, places.as_ref()))
        .collect();
    let mut held: Option<Vec<Value>> = of
        .holders
        .as_ref()
        .map(|of| of.modules.iter().take(shown).map(held).collect());
    if !merged.is_empty() {
        modules.push(rest(merged));
        if let (Some(held), Some(of)) = (&mut held, &of.holders) {
            held.push(rest_held(&of.modules[shown..]));
        }
    }
    let data = json!({
        "fields": FIELDS,
        "bus_factor": report.repository.bus_factor,
        "files": report.repository.files,
        "people": of.holders.as_ref().map(|of| &of.people),
        "repository": of.holders.as_ref().map(|of| self::held(&of.repository)),
        "modules": modules,
        "held": held,
    });
    inert(&data.to_string())
}

/// JSON that cannot end the element it stands in, nor begin a comment there.
fn inert(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            other => text.push(other),
        }
    }
    text
}

/// The place of each person; names that two people share are left out, so that nobody is taken for another.
fn places(of: &Holders) -> HashMap<&str, usize> {
    let mut places: HashMap<&str, Option<usize>> = HashMap::new();
    for (at, name) in of.people.iter().enumerate() {
        let one = places.entry(name).or_insert(Some(at));
        if *one != Some(at) {
            *one = None;
        }
    }
    places.into_iter().filter_map(|(name, at)| Some((name, at?))).collect()
}

fn row(module: &ModuleRow, with_reason: bool, places: Option<&HashMap<&str, usize>>) -> Value {
    let figure = &module.figure;
    let written = module.written.unwrap_or_default();
    let person = |of: &KeyName| {
        let place = places.and_then(|places| places.get(of.name.as_str()));
        let name = place.map_or_else(|| json!(of.name), |place| json!(place));
        json!([name, (of.share * 100.0).round() as u64])
    };
    let named = figure.people.iter().filter(|of| !of.name.is_empty()).take(KEY_PEOPLE);
    json!([
        module.path,
        figure.bus_factor,
        figure.at_45,
        figure.at_55,
        module.bus_factor_with_docs,
        figure.files,
        module.lines,
        module.churn,
        module.imported_by,
        written.covered_files,
        written.public,
        written.documented,
        written.stale_passages.unwrap_or(0),
        module.last_activity.map(date),
        u8::from(module.orphaned),
        advice(module.risk.advice),
        (module.risk.impact * 1000.0).round() / 1000.0,
        named.map(person).collect::<Vec<_>>(),
        module.owners.as_ref().map(|of| &of.owners),
        if with_reason { module.risk.reason.as_str() } else { "" },
    ])
}

fn advice(of: Advice) -> usize {
    match of {
        Advice::DocumentFirst => 0,
        Advice::DocumentSoon => 1,
        Advice::IfTime => 2,
        Advice::Skip => 3,
    }
}

/// The modules that are not told apart, as one without a bus factor: that of several parts says nothing of any.
fn rest(modules: &[ModuleRow]) -> Value {
    let sum = |of: &dyn Fn(&ModuleRow) -> usize| modules.iter().map(of).sum::<usize>();
    let written = |of: &dyn Fn(&crate::model::knowledge::Written) -> usize| {
        modules
            .iter()
            .filter_map(|module| module.written.as_ref())
            .map(of)
            .sum::<usize>()
    };
    let least = modules
        .iter()
        .map(|module| module.risk.advice)
        .min()
        .unwrap_or(Advice::Skip);
    json!([
        format!("({} more modules)", modules.len()),
        null,
        null,
        null,
        null,
        sum(&|module| module.figure.files),
        sum(&|module| module.lines.unwrap_or(0)),
        sum(&|module| module.churn),
        sum(&|module| module.imported_by.unwrap_or(0)),
        written(&|of| of.covered_files),
        written(&|of| of.public),
        written(&|of| of.documented),
        written(&|of| of.stale_passages.unwrap_or(0)),
        modules.iter().filter_map(|module| module.last_activity).max().map(date),
        0,
        advice(least),
        0,
        [],
        null,
        "these modules are told apart by `abreast report --format json`",
    ])
}

fn held(of: &HeldModule) -> Value {
    let group = |(files, people): &(usize, Vec<usize>)| {
        let mut group = vec![*files];
        group.extend(people);
        json!(group)
    };
    json!([of.people, of.groups.iter().map(group).collect::<Vec<_>>()])
}

/// Who holds the files of several modules.
fn rest_held(modules: &[HeldModule]) -> Value {
    let mut groups: BTreeMap<&Vec<usize>, usize> = BTreeMap::new();
    for (files, people) in modules.iter().flat_map(|module| &module.groups) {
        *groups.entry(people).or_default() += files;
    }
    held(&HeldModule {
        people: Vec::new(),
        groups: groups
            .into_iter()
            .map(|(people, files)| (files, people.clone()))
            .collect(),
    })
}

/// Whether some modules are not told apart.
pub fn is_merged(report: &KnowledgeReport) -> bool {
    report.modules.len() > MODULES
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, inert, places, rest, rest_held};
    use crate::model::overview::{HeldModule, Holders};

    #[test]
    fn data_cannot_end_its_element() {
        let text = inert(r#"{"a":"</script><!--&"}"#);
        assert!(!text.contains(['<', '>', '&']));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["a"], "</script><!--&");
    }

    #[test]
    fn two_people_of_one_name_are_not_taken_for_each_other() {
        let of = Holders {
            people: ["a", "b", "b"].map(str::to_owned).to_vec(),
            ..Holders::default()
        };
        assert_eq!(places(&of).into_iter().collect::<Vec<_>>(), [("a", 0)]);
    }

    #[test]
    fn the_rest_is_one_row_of_the_same_fields() {
        assert_eq!(rest(&[]).as_array().unwrap().len(), FIELDS.len());
        let module = |files| HeldModule {
            people: vec![1],
            groups: vec![(files, vec![1])],
        };
        assert_eq!(rest_held(&[module(2), module(3)]).to_string(), "[[],[[5,1]]]");
    }
}
