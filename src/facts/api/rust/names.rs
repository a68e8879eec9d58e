//! What imports and globs bring into which scope, as the compiler's resolver decides it: names that are declared or
//! imported one by one hide those of globs; a glob brings what may be seen from where it stands, no further than that may
//! be seen itself.
//!
//! Every binding is made once and handed on once, so that cycles of globs and long chains cost what they bind.

use super::graph::{Binding, DefId, Graph, Reach, SPACES, ScopeId, Space};
use std::collections::HashMap;

/// More bindings than this are not made.
const MOST: usize = 500_000;

/// Aliases of aliases are followed this far.
const MOST_ALIASES: usize = 16;

/// Where a path leads.
enum Lead {
    /// To this scope.
    Scope(ScopeId),
    /// It waits for a name in a scope.
    Waits(ScopeId, Box<str>),
    /// Out of the crate, or nowhere.
    Out,
}

/// Imports that are being resolved.
struct Resolving<'g> {
    graph: &'g mut Graph,
    /// Imports to look at again when a name is bound in a scope.
    waiting: HashMap<(ScopeId, Box<str>), Vec<usize>>,
    /// For each scope the globs that import from it: the scope that they stand in, and their reach.
    globs: HashMap<ScopeId, Vec<(ScopeId, Reach)>>,
    /// Imports to look at.
    open: Vec<usize>,
    /// Names that were bound and not yet handed on.
    bound: Vec<(ScopeId, Box<str>)>,
    left: usize,
}

/// Resolves every import of a crate; false when there are too many names.
pub(super) fn resolve(graph: &mut Graph) -> bool {
    for import in graph.wanted.clone() {
        if let Some(name) = &import.name {
            graph.meanings(import.scope, name).reserved = true;
        }
    }
    let open = (0..graph.wanted.len()).rev().collect();
    let mut resolving = Resolving {
        graph,
        waiting: HashMap::new(),
        globs: HashMap::new(),
        open,
        bound: Vec::new(),
        left: MOST,
    };
    resolving.run();
    while resolving.release() {
        resolving.run();
    }
    resolving.left > 0
}

impl Resolving<'_> {
    fn run(&mut self) {
        while self.left > 0 {
            if let Some((scope, name)) = self.bound.pop() {
                self.hand_on(scope, &name);
            } else if let Some(index) = self.open.pop() {
                self.left -= 1;
                self.import(index);
            } else {
                break;
            }
        }
    }

    /// `use inner::*; pub use a::a;` where the glob brings a module `a`: the import of the function `a` waits for the module
    /// whose name it holds back. It gets it when nothing else can be resolved.
    fn release(&mut self) -> bool {
        let mut released = Vec::new();
        for wanted in &self.graph.wanted {
            let (Some(name), [first, _, ..]) = (&wanted.name, wanted.path.as_slice()) else {
                continue;
            };
            let Some(held) = self.graph.scopes[wanted.scope]
                .names
                .get(name)
                .filter(|_| name == first)
            else {
                continue;
            };
            let types = Space::Types as usize;
            if let (true, None, Some(glob)) = (held.reserved, held.named[types], held.glob[types]) {
                released.push((wanted.scope, name.clone(), glob));
            }
        }
        for (scope, name, glob) in &released {
            self.graph.bind(*scope, name, Space::Types, *glob);
            self.bound.push((*scope, name.clone()));
        }
        !released.is_empty() && self.left > 0
    }

    fn import(&mut self, index: usize) {
        let wanted = self.graph.wanted[index].clone();
        let (prefix, last) = match (&wanted.name, wanted.path.split_last()) {
            (Some(_), Some((last, prefix))) => (prefix, Some(last)),
            _ => (wanted.path.as_slice(), None),
        };
        let scope = match lead(self.graph, wanted.scope, prefix, true) {
            Lead::Scope(scope) => scope,
            Lead::Waits(scope, name) => {
                self.waiting.entry((scope, name)).or_default().push(index);
                return;
            }
            Lead::Out => return,
        };
        match (last, wanted.name) {
            (Some(last), Some(name)) if is_keyword(last) => {
                // `use super::x::self` never comes here; `use crate as name` does.
                if let Lead::Scope(target) = lead(self.graph, wanted.scope, &wanted.path, true) {
                    self.name_scope(wanted.scope, &name, target, wanted.reach);
                }
            }
            (Some(last), Some(name)) => {
                self.waiting.entry((scope, last.clone())).or_default().push(index);
                self.single(wanted.scope, &name, (scope, last), wanted.reach);
            }
            _ if scope != wanted.scope => self.glob(wanted.scope, scope, wanted.reach),
            _ => {}
        }
    }

    /// Binds a name to a module that was named by a keyword.
    fn name_scope(&mut self, into: ScopeId, name: &str, target: ScopeId, reach: Reach) {
        if let Some(def) = self.graph.scopes[target].def {
            self.set(into, name, Space::Types, Binding { def, reach });
        }
    }

    fn single(&mut self, into: ScopeId, name: &str, (from, last): (ScopeId, &str), reach: Reach) {
        // `use a;` would find itself.
        let own = from == into && name == last;
        for space in SPACES {
            let found = if own {
                None
            } else {
                self.graph.lookup(from, last, space)
            };
            if let Some(found) = found {
                self.set(into, name, space, Binding { def: found.def, reach });
            }
        }
    }

    fn set(&mut self, into: ScopeId, name: &str, space: Space, binding: Binding) {
        let meanings = self.graph.meanings(into, name);
        let was_reserved = std::mem::replace(&mut meanings.reserved, false);
        let slot = &mut meanings.named[space as usize];
        let changed = match slot {
            None => true,
            // The same import twice, the wider one counts: `use a::B; pub use a::B as B;` in different forms.
            Some(old) => old.def == binding.def && old.reach != Reach::All && binding.reach == Reach::All,
        };
        if changed {
            *slot = Some(binding);
        }
        if changed || was_reserved {
            self.bound.push((into, name.into()));
        }
    }

    fn glob(&mut self, into: ScopeId, from: ScopeId, reach: Reach) {
        self.globs.entry(from).or_default().push((into, reach));
        for name in self.graph.scopes[from].order.clone() {
            self.bring(into, from, &name, reach);
        }
    }

    /// Brings one name through a glob.
    fn bring(&mut self, into: ScopeId, from: ScopeId, name: &str, reach: Reach) {
        for space in SPACES {
            let Some(found) = self.graph.lookup(from, name, space) else {
                continue;
            };
            if !self.graph.may_use(into, found.reach) {
                continue;
            }
            let reach = self.graph.narrower(reach, found.reach);
            let def = found.def;
            let slot = &mut self.graph.meanings(into, name).glob[space as usize];
            let changed = match slot {
                None => true,
                Some(old) => old.def == def && old.reach != reach && reach == Reach::All,
            };
            if changed {
                *slot = Some(Binding { def, reach });
                self.bound.push((into, name.into()));
            }
        }
    }

    /// Tells who waits for a name, and who imports everything of its scope.
    fn hand_on(&mut self, scope: ScopeId, name: &str) {
        if let Some(waiting) = self.waiting.get_mut(&(scope, Box::from(name))) {
            self.open.append(waiting);
        }
        let globs = self.globs.get(&scope).cloned().unwrap_or_default();
        self.left = self.left.saturating_sub(globs.len() + 1);
        for (into, reach) in globs {
            self.bring(into, scope, name, reach);
        }
    }
}

fn is_keyword(part: &str) -> bool {
    matches!(part, "crate" | "$crate" | "self" | "super")
}

/// Follows a path to a scope. `import` paths of edition 2015 begin at the root.
fn lead(graph: &Graph, from: ScopeId, path: &[Box<str>], import: bool) -> Lead {
    let mut at = graph.module(from);
    if import && graph.from_root && !path.first().is_some_and(|first| is_keyword(first)) {
        at = 0;
    }
    for part in path {
        match &**part {
            "" if graph.from_root => at = 0,
            "" => return Lead::Out,
            "crate" | "$crate" => at = 0,
            "self" => {}
            "super" => match graph.scopes[at].parent {
                Some(parent) => at = graph.module(parent),
                None => return Lead::Out,
            },
            name => {
                let found = graph.lookup(at, name, Space::Types);
                let Some(found) = found else {
                    return Lead::Waits(at, name.into());
                };
                match graph.defs[found.def].scope {
                    Some(scope) => at = scope,
                    None => return Lead::Out,
                }
            }
        }
    }
    Lead::Scope(at)
}

/// The definition that the path of a type means in a scope; aliases are followed.
pub(super) fn definition(graph: &Graph, scope: ScopeId, path: &[Box<str>]) -> Option<DefId> {
    let (mut scope, mut path) = (scope, path.to_vec());
    for _ in 0..MOST_ALIASES {
        let (last, prefix) = path.split_last()?;
        // A path in code begins where it stands, in every edition.
        let Lead::Scope(holder) = lead(graph, scope, prefix, false) else {
            return None;
        };
        let def = graph.lookup(holder, last, Space::Types)?.def;
        match &graph.defs[def].alias {
            Some((from, next)) => {
                scope = *from;
                path.clone_from(next);
            }
            None => return Some(def),
        }
    }
    None
}
