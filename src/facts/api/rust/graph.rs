//! The definitions of one crate, the scopes that hold their names, and what is imported into these.

use crate::code::rust_api::{Callable, Place, Sections};
use crate::model::api::ApiKind;
use std::collections::HashMap;

/// A definition, by its number.
pub(super) type DefId = usize;

/// A scope, by its number; 0 is the root of the crate.
pub(super) type ScopeId = usize;

/// Who may name something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Everybody.
    All,
    /// This scope and what is within.
    Within(ScopeId),
}

/// Which of the three kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Modules, types, traits.
    Types = 0,
    /// Functions, constants, constructors.
    Values = 1,
}

/// How many kinds of names are told apart.
pub(super) const SPACES: [Space; 2] = [Space::Types, Space::Values];

/// What a name means in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Binding {
    /// What is meant.
    pub(super) def: DefId,
    /// Who may use the name.
    pub(super) reach: Reach,
}

/// All that a name means in a scope.
#[derive(Clone, Debug, Default)]
pub(super) struct Meanings {
    /// Declared here or imported by name.
    pub(super) named: [Option<Binding>; 2],
    /// Brought in by a glob.
    pub(super) glob: [Option<Binding>; 2],
    /// An import by this name is not resolved: it may lead out of the crate, and it hides what globs bring.
    pub(super) reserved: bool,
}

impl Meanings {
    /// What the name means.
    pub(super) fn get(&self, space: Space) -> Option<Binding> {
        let glob = self.glob[space as usize].filter(|_| !self.reserved);
        self.named[space as usize].or(glob)
    }
}

/// A module, an enum or a trait: what has names within.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The module around it.
    pub(super) parent: Option<ScopeId>,
    /// What it is the scope of.
    pub(super) def: Option<DefId>,
    /// Its names.
    pub(super) names: HashMap<Box<str>, Meanings>,
    /// In the order of the text, so that nothing depends on the order of a map.
    pub(super) order: Vec<Box<str>>,
    /// It is a module, not an enum or a trait.
    pub(super) is_module: bool,
}

/// A definition.
#[derive(Clone, Debug)]
pub(super) struct Def {
    /// What it is.
    pub(super) kind: ApiKind,
    /// Its name within its file.
    pub(super) name: String,
    /// Where its name stands.
    pub(super) at: Place,
    /// It is `pub`, or as public as what it is in.
    pub(super) is_public: bool,
    /// It has documentation.
    pub(super) documented: bool,
    /// Nothing is to be said of it if it has none: it is hidden, allowed to have none, or perhaps not there.
    pub(super) silent: bool,
    /// It is not to be counted at all: hidden, or perhaps not there.
    pub(super) uncounted: bool,
    /// `#[doc(hidden)]` stands at the definition itself.
    pub(super) hidden: bool,
    /// The scope that it is.
    pub(super) scope: Option<ScopeId>,
    /// What is public with it: fields, items of a trait.
    pub(super) parts: Vec<DefId>,
    /// For an alias, the scope in which its path is looked up, and the path.
    pub(super) alias: Option<(ScopeId, Vec<Box<str>>)>,
    /// The sections of its documentation.
    pub(super) sections: Sections,
    /// What calling it means, if it can be called; for a trait, whether it is unsafe.
    pub(super) callable: Callable,
}

/// An `impl` block without a trait.
#[derive(Debug)]
pub(super) struct Block {
    /// Where its type is looked up.
    pub(super) scope: ScopeId,
    /// The path of its type.
    pub(super) target: Vec<Box<str>>,
    /// Its items.
    pub(super) items: Vec<DefId>,
}

/// An import that is to be resolved.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Where it stands.
    pub(super) scope: ScopeId,
    /// What is imported.
    pub(super) path: Vec<Box<str>>,
    /// The name that it gets; `None` for a glob.
    pub(super) name: Option<Box<str>>,
    /// Who may use that name.
    pub(super) reach: Reach,
}

/// A crate.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// Every definition.
    pub(super) defs: Vec<Def>,
    /// Every scope.
    pub(super) scopes: Vec<Scope>,
    /// Every `impl` block without a trait.
    pub(super) blocks: Vec<Block>,
    /// Every import.
    pub(super) wanted: Vec<Wanted>,
    /// What everybody can use wherever it stands: exported macros, the crate itself.
    pub(super) exported: Vec<DefId>,
    /// Imports of edition 2015 begin at the root.
    pub(super) from_root: bool,
}

impl Graph {
    /// Adds a definition.
    pub(super) fn define(&mut self, def: Def) -> DefId {
        self.defs.push(def);
        self.defs.len() - 1
    }

    /// Adds a scope.
    pub(super) fn open(&mut self, parent: Option<ScopeId>, is_module: bool) -> ScopeId {
        self.scopes.push(Scope {
            parent,
            is_module,
            ..Scope::default()
        });
        self.scopes.len() - 1
    }

    /// The meanings of a name, made if need be.
    pub(super) fn meanings(&mut self, scope: ScopeId, name: &str) -> &mut Meanings {
        let scope = &mut self.scopes[scope];
        if !scope.names.contains_key(name) {
            scope.order.push(name.into());
        }
        scope.names.entry(name.into()).or_default()
    }

    /// Gives a name to a definition. The first one stays: a second can only stand under another condition.
    pub(super) fn bind(&mut self, scope: ScopeId, name: &str, space: Space, binding: Binding) {
        let slot = &mut self.meanings(scope, name).named[space as usize];
        slot.get_or_insert(binding);
    }

    /// What a name means in a scope.
    pub(super) fn lookup(&self, scope: ScopeId, name: &str, space: Space) -> Option<Binding> {
        self.scopes.get(scope)?.names.get(name)?.get(space)
    }

    /// The module that a scope is or stands in.
    pub(super) fn module(&self, mut scope: ScopeId) -> ScopeId {
        while let Some(parent) = self.scopes[scope].parent.filter(|_| !self.scopes[scope].is_module) {
            scope = parent;
        }
        scope
    }

    /// Whether `inner` is `outer` or within it.
    pub(super) fn is_within(&self, inner: ScopeId, outer: ScopeId) -> bool {
        let mut at = Some(inner);
        while let Some(scope) = at {
            if scope == outer {
                return true;
            }
            // Scopes are made after what they are in.
            at = self.scopes[scope].parent.filter(|_| scope > outer);
        }
        false
    }

    /// Whether code in a scope may use what has this reach.
    pub(super) fn may_use(&self, scope: ScopeId, reach: Reach) -> bool {
        match reach {
            Reach::All => true,
            Reach::Within(outer) => self.is_within(scope, outer),
        }
    }

    /// The narrower of two.
    pub(super) fn narrower(&self, one: Reach, other: Reach) -> Reach {
        match (one, other) {
            (Reach::All, narrow) | (narrow, Reach::All) => narrow,
            (Reach::Within(a), Reach::Within(b)) if self.is_within(a, b) => Reach::Within(a),
            (_, narrow) => narrow,
        }
    }
}
