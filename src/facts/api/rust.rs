//! The public API of Rust packages, as the compiler sees it: what its lint `missing_docs` asks documentation of.
//!
//! Nothing is built. Every package of the tree is read from its manifest (`package`), its modules are walked with the
//! default features (`walk`, `declare`, `build`), macros are expanded (`macros`), imports are resolved (`names`), and what
//! can be named from outside is listed (`reach`, `symbols`).

mod build;
mod declare;
mod follow;
mod graph;
mod loader;
mod macros;
mod names;
mod package;
mod reach;
mod symbols;
mod walk;

use super::sources::Sources;
use crate::model::api::Api;
use crate::model::problem::{Problem, ProblemKind};
use loader::Loader;

/// Which targets of a package are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RustTargets {
    /// Binaries besides the library.
    pub binaries: bool,
    /// Whether a manifest's `missing_docs = "allow"` is disregarded, as `-W missing_docs` on the command line does.
    pub allowed: bool,
}

/// Reads every package of the tree.
pub fn read(sources: &dyn Sources, targets: RustTargets) -> Api {
    let mut api = Api::default();
    for unit in package::crates(sources, targets, &mut api.problems) {
        read_crate(sources, &unit, &mut api);
    }
    for file in api.files.values_mut() {
        file.symbols.sort();
        file.symbols
            .dedup_by(|one, other| one.region == other.region && one.kind == other.kind);
        file.faults.sort();
        file.faults.dedup();
    }
    api.problems.sort();
    api.problems.dedup();
    api
}

fn read_crate(sources: &dyn Sources, unit: &package::Crate, api: &mut Api) {
    let mut loader = Loader::new(sources);
    let graph = walk::walk(
        &mut loader,
        &unit.build,
        &unit.root,
        &unit.name,
        unit.from_root,
        unit.levels,
    );
    if let Some(mut graph) = graph {
        if !names::resolve(&mut graph) {
            loader.problems.push(Problem {
                path: Some(unit.root.clone()),
                line: None,
                kind: ProblemKind::TooComplex,
                message: "too many names are imported; some were left out".to_owned(),
                fatal: false,
            });
        }
        let exported = reach::exported(&graph);
        symbols::add(&graph, &exported, &loader, api);
    }
    api.problems.append(&mut loader.problems);
}

#[cfg(test)]
mod tests;
