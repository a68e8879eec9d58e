//! What a file offers, by name: so that looking a name up does not read the file again.

use super::changed_files::Version;
use crate::model::symbol::SymbolKind;
use std::collections::HashMap;

/// What a file offers, by name.
#[derive(Debug, Default)]
pub(super) struct FileIndex {
    pub(super) symbols: HashMap<String, Vec<usize>>,
    pub(super) aliases: HashMap<String, Vec<usize>>,
    pub(super) stars: Vec<usize>,
    pub(super) unsure: bool,
    pub(super) macros: bool,
}

impl FileIndex {
    pub(super) fn of(version: &Version) -> Self {
        let code = &version.code;
        let top = |name: &str| {
            code.symbols
                .iter()
                .any(|symbol| symbol.name == name && symbol.container.is_empty())
        };
        let mut index = Self {
            unsure: !code.problems.is_empty() || top("__getattr__"),
            macros: code.symbols.iter().any(|symbol| symbol.kind == SymbolKind::Macro),
            ..Self::default()
        };
        for (at, symbol) in code.symbols.iter().enumerate().filter(|(_, symbol)| {
            !matches!(
                symbol.kind,
                SymbolKind::Flag | SymbolKind::EnvVar | SymbolKind::ConfigKey
            )
        }) {
            index.symbols.entry(symbol.name.clone()).or_default().push(at);
        }
        for (at, import) in code.imports.iter().enumerate() {
            match &import.alias {
                Some(alias) => index.aliases.entry(alias.clone()).or_default().push(at),
                None => index.stars.push(at),
            }
        }
        index
    }
}
