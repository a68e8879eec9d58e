//! What others can name: from the root through public names, as rustc's `EffectiveVisibilities` has it at the level
//! "reexported", which the lint `missing_docs` asks for. A type that is only mentioned in a signature is not among it.

use super::graph::{DefId, Graph, Reach, SPACES};
use super::names;

/// Which definitions others can name.
pub(super) fn exported(graph: &Graph) -> Vec<bool> {
    let mut reached = Reached {
        graph,
        exported: vec![false; graph.defs.len()],
        open: Vec::new(),
    };
    for def in &graph.exported {
        reached.export(*def);
    }
    reached.follow();
    // Blocks come last: they add no names.
    for block in &graph.blocks {
        let of = names::definition(graph, block.scope, &block.target);
        if of.is_some_and(|of| reached.exported[of] && !graph.defs[of].hidden) {
            block.items.iter().for_each(|item| reached.export(*item));
        }
    }
    reached.exported
}

struct Reached<'g> {
    graph: &'g Graph,
    exported: Vec<bool>,
    open: Vec<DefId>,
}

impl Reached<'_> {
    fn export(&mut self, def: DefId) {
        let known = &self.graph.defs[def];
        if known.is_public && !std::mem::replace(&mut self.exported[def], true) {
            known.parts.iter().for_each(|part| self.export(*part));
            self.open.push(def);
        }
    }

    fn follow(&mut self) {
        while let Some(def) = self.open.pop() {
            let Some(scope) = self.graph.defs[def].scope else {
                continue;
            };
            for meanings in self.graph.scopes[scope].names.values() {
                let named = SPACES.iter().filter_map(|space| meanings.get(*space));
                for binding in named.filter(|binding| binding.reach == Reach::All) {
                    self.export(binding.def);
                }
            }
        }
    }
}
