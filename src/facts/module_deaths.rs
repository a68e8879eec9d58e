//! Modules that are gone: files of packages that were removed, renamed or moved.
//!
//! Only Python's: there the file is all that makes a module, and other languages declare theirs.

use super::changed_files::{ChangedFile, Version};
use super::deaths::{Death, Extent, NewName};
use super::pages::PageFacts;
use super::resolver::Tables;
use super::table::Resolution;
use super::tie::qualified_forms;
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::Mention;
use crate::model::source::{FileRole, WordUse};
use crate::model::span::Span;
use crate::model::symbol::{CodePrint, Symbol, SymbolKind, Visibility};

/// The modules of packages whose file is no longer what they were.
pub(super) fn module_deaths(files: &[ChangedFile]) -> Vec<Death> {
    let is_module = |version: &&Version| {
        version.role == FileRole::Code && version.path.extension() == "py" && version.module.len() > 1
    };
    let gone = files.iter().filter_map(|file| {
        let base = file.base.as_ref().filter(is_module)?;
        let head = file.head.as_ref().map(|head| &head.module);
        (head != Some(&base.module)).then(|| death(base, head))
    });
    gone.collect()
}

fn death(base: &Version, head: Option<&Vec<String>>) -> Death {
    let name = base.module.last().cloned().unwrap_or_default();
    Death {
        kind: Some(SymbolKind::Module),
        usage: WordUse::DEFINITION,
        extent: Extent::DefinitionGone,
        last_seen: Some(base.code_place(1)),
        new_name: head.and_then(|head| new_name(&base.module, head)),
        is_assigned: true,
        base: Some(PlacedSymbol {
            path: base.path.clone(),
            qualified: base.module.clone(),
            symbol: symbol(&name),
        }),
        name,
        ..Death::default()
    }
}

/// The new last name, when it is all that changed.
fn new_name(base: &[String], head: &[String]) -> Option<NewName> {
    let (old, new) = (base.split_last()?, head.split_last()?);
    (old.1 == new.1).then(|| NewName {
        name: new.0.clone(),
        symbol: None,
        similarity: 100,
        certain: true,
        in_full: false,
    })
}

fn symbol(name: &str) -> Symbol {
    Symbol {
        name: name.to_owned(),
        container: Vec::new(),
        kind: SymbolKind::Module,
        visibility: Visibility::Public,
        span: Span::new(0, 0),
        name_span: Span::new(0, 0),
        line: 1,
        signature: None,
        value: None,
        bases: Vec::new(),
        doc: None,
        markers: Vec::new(),
        print: CodePrint::default(),
    }
}

/// Whether what died is the module of a file.
pub(super) fn is_module(death: &Death) -> bool {
    death.kind == Some(SymbolKind::Module) && death.base.as_ref().is_some_and(|base| base.path.extension() == "py")
}

/// A module is only meant by its name in full, and is only gone when nothing gives its package that name.
pub(super) fn tie(
    tables: Option<&Tables<'_>>,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    death: &Death,
) -> Option<(Tie, Confidence)> {
    let name = &death.base.as_ref()?.qualified;
    let written = qualified_forms(page, &mention.parts[..=part]).contains(name);
    let dangles = || {
        matches!(
            tables.map(|tables| tables.head().resolve(name)),
            Some(Resolution::Dangling(_))
        )
    };
    (written && dangles()).then_some((Tie::QualifiedName, Confidence::High))
}
