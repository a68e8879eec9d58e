//! Python names that live on in another module: a page that writes them in full names nothing any more.

use super::changed_files::{ChangedFile, Version};
use super::deaths::{Death, Extent, NewName};
use super::pages::PageFacts;
use super::resolver::Tables;
use super::stale::Fault;
use super::table::Resolution;
use crate::model::change::{ChangeKind, PlacedSymbol, SymbolChange};
use crate::model::evidence::{CodePlace, Tie};
use crate::model::finding::Confidence;
use crate::model::mention::Mention;
use crate::model::source::{FileRole, WordUse};
use crate::model::span::Span;
use crate::model::symbol::{CodePrint, Symbol, SymbolKind, Visibility};
use std::collections::HashMap;
use std::sync::Arc;

/// What moved, by its last name.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    by_name: HashMap<String, Vec<Arc<Death>>>,
}

impl Moved {
    /// Modules whose file has another path now, and symbols that stand in another module.
    pub fn between(files: &[ChangedFile], changes: &[SymbolChange]) -> Self {
        let modules = files.iter().filter_map(moved_module);
        let symbols = changes.iter().filter_map(|change| moved_symbol(files, change));
        let mut moved = Self::default();
        for death in modules.chain(symbols) {
            moved
                .by_name
                .entry(death.name.clone())
                .or_default()
                .push(Arc::new(death));
        }
        moved
    }

    /// What a page must hold to be looked at: the old modules in full.
    pub fn terms(&self) -> impl Iterator<Item = String> + '_ {
        let bases = self.by_name.values().flatten().filter_map(|death| death.base.as_ref());
        bases.map(|base| {
            let keep = base.qualified.len() - usize::from(base.symbol.kind != SymbolKind::Module);
            base.qualified[..keep].join(".")
        })
    }

    /// The part of a name, written in full, that stands elsewhere now, unless the old name still leads there.
    pub fn fault_of(
        &self,
        tables: &Tables<'_>,
        page: &PageFacts,
        mention: &Mention,
    ) -> Option<(usize, Fault, Tie, Confidence)> {
        let written = |part: usize| {
            let deaths = self.by_name.get(mention.parts.get(part)?)?;
            // What an import takes from a module says the module before it: there it is reported.
            if part + 1 < mention.parts.len() && !mention.text.starts_with(&mention.parts[0]) {
                return None;
            }
            let name = &mention.parts[..=part];
            let death = deaths
                .iter()
                .find(|death| death.base.as_ref().is_some_and(|base| base.qualified == name))?;
            Some((part, death.clone()))
        };
        let (part, death) = (1..mention.parts.len()).rev().find_map(written)?;
        let name = &mention.parts[..=part];
        let was = !matches!(
            tables.base().resolve(name),
            Resolution::Dangling(_) | Resolution::Unknown
        );
        let is_gone = matches!(tables.head().resolve(name), Resolution::Dangling(_));
        let meant = was && is_gone && !page.assigns(&mention.parts[0]);
        meant.then_some((part, Fault::Dead(death), Tie::QualifiedName, Confidence::High))
    }
}

fn is_python(version: &Version) -> bool {
    version.role == FileRole::Code && version.path.extension() == "py"
}

fn moved_module(file: &ChangedFile) -> Option<Death> {
    let (base, head) = (file.base.as_ref()?, file.head.as_ref()?);
    let moved = is_python(base) && is_python(head) && base.module != head.module && base.module.len() > 1;
    moved.then(|| death(module(base), module(head)))
}

fn moved_symbol(files: &[ChangedFile], change: &SymbolChange) -> Option<Death> {
    let (base, head) = (change.base.as_ref()?, change.head.as_ref()?);
    let outer = base.symbol.container.is_empty() && head.symbol.container.is_empty();
    let moved = change.kind == ChangeKind::Moved && outer && base.qualified != head.qualified;
    let shipped = files
        .iter()
        .filter_map(|file| file.base.as_ref())
        .any(|version| version.path == base.path && is_python(version))
        && files
            .iter()
            .filter_map(|file| file.head.as_ref())
            .any(|version| version.path == head.path && is_python(version));
    (moved && shipped && base.qualified.len() > 1).then(|| death(base.clone(), head.clone()))
}

fn death(base: PlacedSymbol, head: PlacedSymbol) -> Death {
    Death {
        new_name: Some(NewName {
            name: head.display_name(),
            symbol: Some(head),
            similarity: 100,
            certain: true,
            in_full: true,
        }),
        ..gone_from_its_place(base)
    }
}

/// The death of a symbol in its place, whatever else has its name.
pub(super) fn gone_from_its_place(symbol: PlacedSymbol) -> Death {
    Death {
        name: symbol.symbol.name.clone(),
        kind: Some(symbol.symbol.kind),
        usage: WordUse::DEFINITION,
        extent: Extent::LivesElsewhere,
        last_seen: Some(CodePlace {
            path: symbol.path.clone(),
            line: symbol.symbol.line,
            excerpt: String::new(),
        }),
        is_assigned: true,
        base: Some(symbol),
        ..Death::default()
    }
}

/// A module as a symbol of its file.
fn module(version: &Version) -> PlacedSymbol {
    let nowhere = Span::new(0, 0);
    PlacedSymbol {
        path: version.path.clone(),
        qualified: version.module.clone(),
        symbol: Symbol {
            name: version.module.last().cloned().unwrap_or_default(),
            container: Vec::new(),
            kind: SymbolKind::Module,
            visibility: Visibility::Public,
            span: nowhere,
            name_span: nowhere,
            line: 1,
            signature: None,
            value: None,
            bases: Vec::new(),
            doc: None,
            markers: Vec::new(),
            print: CodePrint::default(),
        },
    }
}
