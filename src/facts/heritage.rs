//! Whether a class of Python may have a member from a class of another project, which nobody here can read.

use super::deaths::{Death, Extent, is_of_example};
use super::resolver::Tables;
use super::table::{Found, Table, Trail, lacks};
use super::tie::is_renamed_in_place;
use crate::model::symbol::SymbolKind;
use std::collections::BTreeSet;

/// Base classes are followed this deep.
const MAX_DEPTH: usize = 12;

impl Table {
    /// Whether some class of that name has a base outside of the project that may have such a member.
    pub fn may_inherit(&self, class: &str, name: &str) -> bool {
        self.classes(class)
            .into_iter()
            .any(|(file, at)| self.has_foreign_base(file, at, name, &mut BTreeSet::new()))
    }

    /// The classes of Python with that name.
    fn classes(&self, name: &str) -> Vec<(usize, usize)> {
        let python = self
            .versions
            .iter()
            .enumerate()
            .filter(|(_, version)| version.code.language == "python");
        python
            .flat_map(|(file, version)| {
                let places = self.files[file].symbols.get(name).into_iter().flatten();
                let classes = places.filter(|at| version.code.symbols[**at].kind.is_container());
                classes.map(move |at| (file, *at)).collect::<Vec<_>>()
            })
            .collect()
    }

    fn has_foreign_base(&self, file: usize, at: usize, name: &str, seen: &mut BTreeSet<(usize, usize)>) -> bool {
        if seen.len() >= MAX_DEPTH || !seen.insert((file, at)) {
            return false;
        }
        let version = &self.versions[file];
        let bases = version.code.symbols[at].bases.clone();
        bases.iter().any(|base| {
            let plain = base.split(['[', '(']).next().unwrap_or_default();
            let leaf = plain.rsplit('.').next().unwrap_or_default();
            let module = Found::Module(version.module.join("."));
            let found = plain
                .split('.')
                .fold(module, |at, part| self.member(&at, part, &mut Trail::default()));
            match found {
                Found::Symbol(file, at) if self.versions[file].code.symbols[at].kind.is_container() => {
                    self.has_foreign_base(file, at, name, seen)
                }
                Found::Module(_) => false,
                _ => !lacks(leaf, name),
            }
        })
    }
}

/// Whether what is left of a name may be what a doc means: an example's own, or a member that a foreign class still gives.
pub(super) fn lives_apart(tables: Option<&Tables<'_>>, death: &Death) -> bool {
    match death.extent {
        Extent::OnlyTests if is_of_example(death.left) => true,
        Extent::OnlyTests | Extent::OnlyComments => {
            tables.is_some_and(|tables| !is_renamed_in_place(death) && may_live_abroad(tables.head(), death))
        }
        _ => false,
    }
}

/// Whether the member that is gone may be had from a class of another project: its own class is still there and extends one.
/// A name that the code holds nowhere any more is that only when it was a method: fields are seldom declared twice.
pub(super) fn may_live_abroad(table: &Table, death: &Death) -> bool {
    let Some(base) = death.base.as_ref().filter(|base| base.path.extension() == "py") else {
        return false;
    };
    let Some(class) = base.symbol.container.last() else {
        return false;
    };
    let spoken_of = !matches!(death.extent, Extent::Vanished);
    (spoken_of || base.symbol.kind == SymbolKind::Method) && table.may_inherit(class, &death.name)
}
