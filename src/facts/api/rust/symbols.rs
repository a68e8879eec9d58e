//! The definitions that others can name as symbols of files, and what their documentation leaves out.

use super::graph::{Def, Graph};
use super::loader::Loader;
use crate::model::api::{Api, ApiFile, ApiKind, ApiLanguage, ApiSymbol, DocFault, DocFaultKind};
use crate::model::span::{LineCol, Region};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Adds what is exported to an API.
///
/// A macro that is called several times declares several things at one place. They are one symbol, as they are one line to
/// document, and it has documentation when all of them have.
pub(super) fn add(graph: &Graph, exported: &[bool], loader: &Loader<'_>, api: &mut Api) {
    let public = graph.defs.iter().zip(exported).filter(|(_, exported)| **exported);
    let counted = public.filter(|(def, _)| !def.uncounted && (def.documented || !def.silent));
    let mut places: BTreeMap<_, &Def> = BTreeMap::new();
    for (def, _) in counted {
        match places.entry((def.at.file, def.at.line, def.at.column, def.kind)) {
            Entry::Vacant(place) => {
                place.insert(def);
            }
            Entry::Occupied(mut place) if place.get().documented && !def.documented => {
                place.insert(def);
            }
            Entry::Occupied(_) => {}
        }
    }
    for def in places.into_values() {
        let Some(path) = loader.path(def.at.file) else { continue };
        let file = api.files.entry(path.clone()).or_insert_with(|| ApiFile {
            language: ApiLanguage::Rust,
            symbols: Vec::new(),
            faults: Vec::new(),
        });
        let region = region(def);
        file.symbols.push(ApiSymbol {
            region,
            kind: def.kind,
            name: def.name.clone(),
            documented: def.documented,
        });
        file.faults.extend(missing(def).map(|kind| DocFault {
            region,
            kind,
            symbol: def.name.clone(),
            subject: String::new(),
            actual: String::new(),
        }));
    }
}

fn region(def: &Def) -> Region {
    let at = |column| LineCol {
        line: def.at.line,
        column,
    };
    Region {
        start: at(def.at.column),
        end: at(def.at.column.saturating_add(def.at.width)),
    }
}

/// The sections that documentation should have and has not, as clippy's `missing_errors_doc`, `missing_panics_doc` and
/// `missing_safety_doc` ask for them.
fn missing(def: &Def) -> impl Iterator<Item = DocFaultKind> {
    let is_main = def.kind == ApiKind::Function && def.name == "main";
    let asked = def.documented && !is_main;
    let (about, has) = (def.callable, def.sections);
    [
        (about.fails && !has.errors, DocFaultKind::MissingErrors),
        (about.panics && !has.panics, DocFaultKind::MissingPanics),
        (about.is_unsafe && !has.safety, DocFaultKind::MissingSafety),
    ]
    .into_iter()
    .filter(move |(lacks, _)| asked && *lacks)
    .map(|(_, kind)| kind)
}
