//! Whether a class of Python may have a member from a class of another project, which nobody here can read.

use super::deaths::{Death, Extent, is_of_example};
use super::pages::PageFacts;
use super::resolver::Tables;
use super::table::{Found, Resolution, Table, Trail, lacks};
use crate::model::change::PlacedSymbol;
use crate::model::evidence::Tie;
use crate::model::mention::{Mention, MentionForm};
use crate::model::path::RepoPath;
use crate::model::source::WordUse;
use crate::model::symbol::{Symbol, SymbolKind};
use std::collections::BTreeSet;

/// Base classes are followed this deep.
const MAX_DEPTH: usize = 12;

impl Table {
    /// Whether some class of that name has a base outside of the project that may have such a member, and that it has not by way
    /// of a class that it extended already when it had the member itself.
    pub fn may_inherit(&self, class: &str, name: &str, extended: &[String]) -> bool {
        self.classes(class)
            .into_iter()
            .any(|(file, at)| self.has_foreign_base(file, at, name, extended, &mut BTreeSet::new()))
    }

    /// Whether some class of that name has another one of the project among its ancestors.
    fn extends(&self, class: &str, ancestor: &str) -> bool {
        self.classes(class)
            .into_iter()
            .any(|(file, at)| self.has_ancestor(file, at, ancestor, &mut BTreeSet::new()))
    }

    fn has_ancestor(&self, file: usize, at: usize, ancestor: &str, seen: &mut BTreeSet<(usize, usize)>) -> bool {
        if seen.len() >= MAX_DEPTH || !seen.insert((file, at)) {
            return false;
        }
        let bases = &self.versions[file].code.symbols[at].bases;
        bases.iter().any(|base| match self.base_class(file, base) {
            Found::Symbol(file, at) => {
                self.versions[file].code.symbols[at].name == ancestor || self.has_ancestor(file, at, ancestor, seen)
            }
            _ => false,
        })
    }

    /// What a base of a class of a file is, as it is written there.
    fn base_class(&self, file: usize, base: &str) -> Found {
        let module = Found::Module(self.versions[file].module.join("."));
        plain(base)
            .split('.')
            .fold(module, |at, part| self.member(&at, part, &mut Trail::default()))
    }

    /// The bases of a class of a file, as written.
    fn bases_of(&self, path: &RepoPath, class: &[String]) -> Vec<String> {
        let version = self.versions.iter().find(|version| version.path == *path);
        version.map_or_else(Vec::new, |version| bases_in(&version.code.symbols, class))
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

    fn has_foreign_base(
        &self,
        file: usize,
        at: usize,
        name: &str,
        without: &[String],
        seen: &mut BTreeSet<(usize, usize)>,
    ) -> bool {
        if seen.len() >= MAX_DEPTH || !seen.insert((file, at)) {
            return false;
        }
        let version = &self.versions[file];
        let bases = version.code.symbols[at].bases.clone();
        let known: BTreeSet<&str> = without.iter().map(|base| leaf(base)).collect();
        bases.iter().any(|base| {
            let leaf = leaf(base);
            if known.contains(leaf) {
                return false;
            }
            match self.base_class(file, base) {
                Found::Symbol(file, at) if self.versions[file].code.symbols[at].kind.is_container() => {
                    self.has_foreign_base(file, at, name, &[], seen)
                }
                Found::Module(_) => false,
                _ => !lacks(leaf, name),
            }
        })
    }
}

/// A base without its arguments.
fn plain(base: &str) -> &str {
    base.split(['[', '(']).next().unwrap_or_default()
}

/// The last part of a base.
fn leaf(base: &str) -> &str {
    plain(base).rsplit('.').next().unwrap_or_default()
}

/// The bases of a class among the symbols of a file; `class` is its container with its own name.
pub(super) fn bases_in(symbols: &[Symbol], class: &[String]) -> Vec<String> {
    let is_it = |symbol: &&Symbol| {
        let (name, container) = class.split_last().unzip();
        name == Some(&symbol.name) && container == Some(&symbol.container[..]) && symbol.kind.is_container()
    };
    symbols
        .iter()
        .find(is_it)
        .map_or_else(Vec::new, |symbol| symbol.bases.clone())
}

/// Whether what is left of a name may be what a doc means: an example's own, or a member that a foreign class still gives.
pub(super) fn lives_apart(tables: Option<&Tables<'_>>, death: &Death) -> bool {
    match death.extent {
        // Unit tests that tests still hold moved to a file of tests.
        Extent::OnlyTests if is_of_example(death.left) || is_of_unit_tests(death) => true,
        Extent::OnlyTests | Extent::OnlyComments => tables.is_some_and(|tables| {
            let then = |member: &PlacedSymbol| bases_at_base(tables, member);
            !is_renamed_in_place(death) && may_live_abroad(tables.head(), death, then)
        }),
        _ => false,
    }
}

/// Whether the class that had a member may have it now from a class of another project that it did not extend then.
fn gained_from_abroad(tables: &Tables<'_>, member: &PlacedSymbol) -> bool {
    let Some(class) = member.symbol.container.last() else {
        return true;
    };
    let then = bases_at_base(tables, member);
    tables.head().may_inherit(class, &member.symbol.name, &then)
}

/// The bases that the class of a member had at base.
fn bases_at_base(tables: &Tables<'_>, member: &PlacedSymbol) -> Vec<String> {
    tables.base().bases_of(&member.path, &member.symbol.container)
}

/// Whether the name was one of the unit tests within a Rust file.
pub(super) fn is_of_unit_tests(death: &Death) -> bool {
    let base = death.base.as_ref().filter(|base| base.path.extension() == "rs");
    base.is_some_and(|base| base.symbol.container.first().is_some_and(|of| of == "tests"))
}

/// Whether the member that is gone may be had from a class of another project: its own class is still there and extends one
/// that it did not extend (`then`) when it had the member itself.
/// A name that the code holds nowhere any more is that only when it was a method: fields are seldom declared twice.
pub(super) fn may_live_abroad(table: &Table, death: &Death, then: impl FnOnce(&PlacedSymbol) -> Vec<String>) -> bool {
    let Some(base) = death.base.as_ref().filter(|base| base.path.extension() == "py") else {
        return false;
    };
    let Some(class) = base.symbol.container.last() else {
        return false;
    };
    let spoken_of = !matches!(death.extent, Extent::Vanished);
    (spoken_of || base.symbol.kind == SymbolKind::Method)
        // What the bases were then costs the reading of a file, and matters only if there is a foreign one.
        && table.may_inherit(class, &death.name, &[])
        && table.may_inherit(class, &death.name, &then(base))
}

/// Whether the class that had a method may still have it from a parent, of this project or another.
pub(super) fn is_inherited(tables: Option<&Tables<'_>>, death: &Death) -> bool {
    let (Some(tables), Some(base)) = (tables, &death.base) else {
        return false;
    };
    if base.path.extension() != "py" || base.symbol.container.is_empty() || is_renamed_in_place(death) {
        return false;
    }
    let class = &base.qualified[..base.qualified.len() - 1];
    let class_is_left = matches!(tables.head().resolve(class), Resolution::Resolved(..));
    let lives = |name: &[String]| match tables.head().resolve(name) {
        Resolution::Dangling(_) => false,
        // What code still calls it is known to have.
        Resolution::Unknown => death.left.code.has(WordUse::IDENTIFIER) || gained_from_abroad(tables, base),
        _ => true,
    };
    let elsewhere = base.symbol.container.last().is_some_and(|class| {
        tables
            .head()
            .all_named(class)
            .into_iter()
            .any(|class| lives(&member(class, base)))
    });
    class_is_left && lives(&base.qualified) || elsewhere
}

/// The tie of a member to a class that the page writes and that had it from its own class: a page documents `Cart.open`, and
/// the parent of `Cart` defined it.
pub(super) fn heir(
    tables: Option<&Tables<'_>>,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    base: &PlacedSymbol,
) -> Option<Tie> {
    let class = base.symbol.container.last().filter(|_| base.path.extension() == "py")?;
    let table = tables?.base();
    let inherits = |name: &str| name != class && table.extends(leaf(name), class);
    if let Some(above) = part.checked_sub(1).map(|above| &mention.parts[above]) {
        return inherits(above).then_some(Tie::QualifiedName);
    }
    let declared = matches!(mention.form, MentionForm::Directive(_));
    let mut around = page.heading(mention).iter().rev().take(2).filter(|_| declared);
    around.find(|name| inherits(name)).cloned().map(Tie::Directive)
}

/// The name that a member would have in another class.
fn member(mut class: Vec<String>, base: &PlacedSymbol) -> Vec<String> {
    class.push(base.symbol.name.clone());
    class
}

/// Whether its class has it under another name now.
pub(super) fn is_renamed_in_place(death: &Death) -> bool {
    let new = death.new_name.as_ref().filter(|new| new.certain);
    let (Some(new), Some(base)) = (new.and_then(|new| new.symbol.as_ref()), &death.base) else {
        return false;
    };
    new.path == base.path && new.symbol.container == base.symbol.container
}
