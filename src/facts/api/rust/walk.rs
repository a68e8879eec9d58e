//! From the outlines of files to the definitions of a crate: modules are followed, conditions answered, macros expanded.

use super::build::{Build, Levels, Seen};
use super::graph::{Binding, Block, Def, Graph, Reach, ScopeId, Space, Wanted};
use super::loader::{Folder, Loader};
use super::macros::Macros;
use crate::code::rust_api::{Callable, Item, Place, Sections, Shape, Truth, Visibility};
use crate::model::api::ApiKind;
use crate::model::path::RepoPath;
use crate::model::problem::ProblemKind;
use std::collections::HashMap;

/// Modules, files and macros within each other go no deeper than this.
const DEEPEST: usize = 160;

/// A crate has no more definitions than this.
const MOST_DEFS: usize = 400_000;

/// Where the walk is, and what holds there.
#[derive(Clone, Debug)]
pub(super) struct Here {
    /// The scope that declares.
    pub(super) scope: ScopeId,
    /// The file that is read.
    pub(super) file: u32,
    pub(super) folder: Folder,
    /// What stands around within the file: `client::Client`.
    pub(super) prefix: String,
    /// Something around is hidden, or perhaps not there.
    pub(super) uncounted: bool,
    /// What is set for the lint around here.
    pub(super) levels: Levels,
    /// The files that are being read, to see that none is within itself.
    pub(super) within: Vec<u32>,
    /// The outermost call of a macro around, if this is what macros made.
    pub(super) called: Option<Place>,
    /// Where everything here is said to stand.
    pub(super) placed: Option<Place>,
    /// How deep modules, files and macros are within each other here.
    pub(super) depth: usize,
}

impl Here {
    /// The same place within an item.
    pub(super) fn inside(&self, item: &str, seen: &Seen<'_>, active: Truth) -> Here {
        let mut inner = self.clone();
        inner.prefix = self.qualified(item);
        inner.uncounted |= seen.hidden || active == Truth::Unknown;
        inner.levels = self.levels.within(seen);
        inner.depth += 1;
        inner
    }

    /// A name with what stands around.
    pub(super) fn qualified(&self, name: &str) -> String {
        if self.prefix.is_empty() || name.is_empty() {
            format!("{}{name}", self.prefix)
        } else {
            format!("{}::{name}", self.prefix)
        }
    }
}

/// A walk through one crate.
pub(super) struct Walk<'w, 's> {
    /// What was found.
    pub(super) graph: Graph,
    /// The files.
    pub(super) loader: &'w mut Loader<'s>,
    /// The conditions.
    pub(super) build: &'w Build,
    /// The macros.
    pub(super) macros: Macros,
    full: bool,
}

/// Walks a crate from its root.
pub(super) fn walk(
    loader: &mut Loader<'_>,
    build: &Build,
    root: &RepoPath,
    name: &str,
    from_root: bool,
    levels: Levels,
) -> Option<Graph> {
    loader.read_ahead(root, build);
    let macros = Macros::new(loader, build);
    let (file, outline) = loader.load(root)?;
    let seen = build.seen(&outline.attributes);
    if seen.active == Truth::No {
        return None;
    }
    let mut walk = Walk {
        graph: Graph {
            from_root,
            ..Graph::default()
        },
        loader,
        build,
        macros,
        full: false,
    };
    let here = Here {
        scope: walk.graph.open(None, true),
        file,
        folder: Folder::of_root(root),
        prefix: String::new(),
        uncounted: seen.hidden || seen.active == Truth::Unknown,
        levels: levels.within(&seen),
        within: vec![file],
        called: None,
        placed: None,
        depth: 0,
    };
    walk.root(&here, name, &seen);
    walk.items(&outline.items, &here);
    Some(walk.graph)
}

impl Walk<'_, '_> {
    fn root(&mut self, here: &Here, name: &str, seen: &Seen<'_>) {
        let def = self.graph.define(Def {
            kind: ApiKind::Crate,
            name: name.to_owned(),
            at: Place {
                file: here.file,
                line: 1,
                column: 1,
                width: 0,
            },
            is_public: true,
            documented: seen.documented,
            silent: here.uncounted || here.levels.silent(),
            uncounted: here.uncounted,
            hidden: seen.hidden,
            scope: Some(here.scope),
            parts: Vec::new(),
            alias: None,
            sections: Sections::default(),
            callable: Callable::default(),
        });
        self.graph.scopes[here.scope].def = Some(def);
        self.graph.exported.push(def);
    }

    /// The items of a module.
    pub(super) fn items(&mut self, items: &[Item], here: &Here) {
        if here.depth > DEEPEST || self.full {
            self.too_much(here, "nested too deep; what is within was not read");
            return;
        }
        for (item, seen, active) in self.present(items) {
            if self.graph.defs.len() > MOST_DEFS {
                self.full = true;
                self.too_much(here, "too many definitions; the rest was not read");
                return;
            }
            self.item(item, here, &seen, active);
        }
    }

    /// The items that are there, with what their attributes come to.
    ///
    /// Of two items of one name under unknown conditions one is there whatever the build script says (`cfg(has_x)` beside
    /// `cfg(not(has_x))`): the first one is taken as certain, and the others as absent.
    pub(super) fn present<'i>(&self, items: &'i [Item]) -> Vec<(&'i Item, Seen<'i>, Truth)> {
        let mut present: Vec<(&Item, Seen<'_>, Truth)> = Vec::with_capacity(items.len());
        let mut unknown: HashMap<(&str, std::mem::Discriminant<Shape>), Vec<usize>> = HashMap::new();
        for item in items {
            let seen = self.build.seen(&item.attributes);
            if seen.active == Truth::No {
                continue;
            }
            if seen.active == Truth::Unknown && !item.name.is_empty() {
                let key = (&*item.name, std::mem::discriminant(&item.shape));
                unknown.entry(key).or_default().push(present.len());
            }
            present.push((item, seen, seen.active));
        }
        for twins in unknown.values().filter(|twins| twins.len() > 1) {
            for (order, index) in twins.iter().enumerate() {
                present[*index].2 = (order == 0).into();
            }
        }
        present.retain(|(_, _, active)| *active != Truth::No);
        present
    }

    pub(super) fn too_much(&mut self, here: &Here, what: &str) {
        if let Some(path) = self.loader.path(here.file).cloned() {
            let said = self
                .loader
                .problems
                .iter()
                .any(|problem| problem.path.as_ref() == Some(&path) && problem.kind == ProblemKind::TooComplex);
            if !said {
                self.loader
                    .problem(&path, None, ProblemKind::TooComplex, what.to_owned());
            }
        }
    }

    fn item(&mut self, item: &Item, here: &Here, seen: &Seen<'_>, active: Truth) {
        match &item.shape {
            Shape::Module(inside) => self.module(item, inside.as_deref(), here, seen, active),
            Shape::Use(imports) => self.imports(item, imports, here, active),
            Shape::ExternCrate(whole) => self.extern_crate(item, whole, here),
            Shape::Rules(rules) => {
                self.macros.define(&item.name, rules, item.at.in_file(here.file).file);
                if seen.macro_export {
                    let def = self.def(item, here, seen, active, ApiKind::Macro);
                    self.graph.defs[def].is_public = true;
                    self.graph.exported.push(def);
                }
            }
            Shape::Call(call) => self.call(item, call, here, active),
            Shape::Foreign(items) => {
                let inner = Here {
                    prefix: here.prefix.clone(),
                    ..here.inside("", seen, active)
                };
                for (item, seen, active) in self.present(items) {
                    self.declare(item, &inner, &seen, active, true);
                }
            }
            Shape::Impl(target, items) => self.block(target, items, here, seen, active),
            _ => self.declare(item, here, seen, active, false),
        }
    }

    /// An `impl` block without a trait.
    fn block(&mut self, target: &[Box<str>], items: &[Item], here: &Here, seen: &Seen<'_>, active: Truth) {
        let inner = here.inside(target.last().map_or("", |last| last), seen, active);
        let items = self.members(items, &inner, false);
        self.graph.blocks.push(Block {
            scope: here.scope,
            target: target.to_vec(),
            items,
        });
    }

    /// Who may use what is declared here with this visibility.
    pub(super) fn reach(&self, visibility: &Visibility, here: &Here) -> Reach {
        let module = self.graph.module(here.scope);
        match visibility {
            Visibility::Public => Reach::All,
            Visibility::Inherited => Reach::Within(module),
            Visibility::Within(path) => match path.first().map(|first| &**first) {
                Some("self") if path.len() == 1 => Reach::Within(module),
                Some("super") if path.len() == 1 => Reach::Within(self.graph.scopes[module].parent.unwrap_or(0)),
                // Somewhere within the crate: where exactly changes nothing for who is outside.
                _ => Reach::Within(0),
            },
        }
    }

    fn module(&mut self, item: &Item, inside: Option<&[Item]>, here: &Here, seen: &Seen<'_>, active: Truth) {
        let sight = self.macros.sight();
        match inside {
            Some(items) => {
                let scope = self.open_module(item, here, seen, active);
                let inner = Here {
                    scope,
                    folder: here.folder.within(&item.name, seen.path),
                    ..here.inside(&item.name, seen, active)
                };
                self.items(items, &inner);
            }
            None => self.module_file(item, here, seen, active),
        }
        if !seen.macro_use {
            self.macros.forget(sight);
        }
    }

    /// A module as a definition with a scope of its own.
    pub(super) fn open_module(&mut self, item: &Item, here: &Here, seen: &Seen<'_>, active: Truth) -> ScopeId {
        let parent = self.graph.module(here.scope);
        let scope = self.graph.open(Some(parent), true);
        let def = self.def(item, here, seen, active, ApiKind::Module);
        self.graph.defs[def].scope = Some(scope);
        self.graph.scopes[scope].def = Some(def);
        let reach = self.reach(&item.visibility, here);
        self.graph
            .bind(here.scope, &item.name, Space::Types, Binding { def, reach });
        scope
    }

    fn imports(&mut self, item: &Item, imports: &[crate::code::rust_api::Import], here: &Here, active: Truth) {
        let mut reach = self.reach(&item.visibility, here);
        if active == Truth::Unknown && reach == Reach::All {
            // What is perhaps re-exported is not said to be public.
            reach = Reach::Within(self.graph.module(here.scope));
        }
        for import in imports.iter().filter(|import| import.name.as_deref() != Some("_")) {
            self.graph.wanted.push(Wanted {
                scope: here.scope,
                path: import.path.clone(),
                name: import.name.clone(),
                reach,
            });
        }
    }

    /// `extern crate self as name` names the root; another crate only hides what globs bring.
    fn extern_crate(&mut self, item: &Item, whole: &str, here: &Here) {
        if whole == "self"
            && let Some(def) = self.graph.scopes[0].def
        {
            let reach = Reach::Within(0);
            self.graph
                .bind(here.scope, &item.name, Space::Types, Binding { def, reach });
        } else {
            self.graph.meanings(here.scope, &item.name).reserved = true;
        }
    }
}
