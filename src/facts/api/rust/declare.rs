//! Types, functions and values with what is within them, as definitions.

use super::build::Seen;
use super::graph::{Binding, Def, DefId, Reach, Space};
use super::macros::Called;
use super::walk::{Here, Walk};
use crate::code::rust_api::{Callable, Item, Setting, Shape, Truth, Visibility};
use crate::model::api::ApiKind;

impl Walk<'_, '_> {
    /// A definition of an item, without what is in it.
    pub(super) fn def(&mut self, item: &Item, here: &Here, seen: &Seen<'_>, active: Truth, kind: ApiKind) -> DefId {
        let uncounted = here.uncounted || seen.hidden || active == Truth::Unknown;
        let callable = match &item.shape {
            Shape::Function(callable) => *callable,
            Shape::Trait(_, is_unsafe) => Callable {
                is_unsafe: *is_unsafe,
                ..Callable::default()
            },
            _ => Callable::default(),
        };
        let name = if kind == ApiKind::Module && !matches!(item.shape, Shape::Module(Some(_))) {
            item.name.to_string()
        } else {
            here.qualified(&item.name)
        };
        self.graph.define(Def {
            kind,
            name,
            at: here.placed.unwrap_or(item.at.in_file(here.file)),
            is_public: item.visibility == Visibility::Public,
            documented: seen.documented,
            silent: uncounted || here.levels.within(seen).silent(),
            uncounted,
            hidden: seen.hidden,
            scope: None,
            parts: Vec::new(),
            alias: None,
            sections: seen.sections,
            callable,
        })
    }

    /// What a module or an `extern` block declares.
    pub(super) fn declare(&mut self, item: &Item, here: &Here, seen: &Seen<'_>, active: Truth, foreign: bool) {
        let kind = match &item.shape {
            Shape::Struct(..) => ApiKind::Struct,
            Shape::Union(_) => ApiKind::Union,
            Shape::Enum(_) => ApiKind::Enum,
            Shape::Trait(..) => ApiKind::Trait,
            Shape::TraitAlias => ApiKind::TraitAlias,
            Shape::Function(_) => ApiKind::Function,
            Shape::Const(_) => ApiKind::Const,
            Shape::Static => ApiKind::Static,
            Shape::Type(_) if foreign => ApiKind::ForeignType,
            Shape::Type(_) => ApiKind::Type,
            Shape::Macro => ApiKind::Macro,
            Shape::Call(_) if foreign => return self.foreign_call(item, here),
            Shape::Impl(..) => return,
            _ => return,
        };
        let def = self.def(item, here, seen, active, kind);
        self.bind(item, here, def);
        let inner = here.inside(&item.name, seen, active);
        match &item.shape {
            Shape::Struct(fields, _) | Shape::Union(fields) => {
                let parts = self.fields(fields, &inner, false);
                self.graph.defs[def].parts = parts;
            }
            Shape::Enum(variants) => self.variants(variants, &inner, def),
            Shape::Trait(items, _) => {
                let parts = self.members(items, &inner, true);
                self.graph.defs[def].parts = parts;
                let scope = self.graph.open(Some(self.graph.module(here.scope)), false);
                self.graph.defs[def].scope = Some(scope);
            }
            Shape::Type(path) if !foreign => self.graph.defs[def].alias = Some((here.scope, path.clone())),
            Shape::Const(blocks) => {
                // Blocks in the body of `const _` belong to their types, and stand under the attributes of the constant.
                let around = Here {
                    prefix: here.prefix.clone(),
                    ..inner
                };
                self.items(blocks, &around);
            }
            _ => {}
        }
    }

    fn foreign_call(&mut self, item: &Item, here: &Here) {
        let Shape::Call(call) = &item.shape else { return };
        if let Called::Items(expansion) | Called::Elsewhere(expansion) =
            self.macros.call(call, here.file, Setting::Foreign)
        {
            for (item, seen, active) in self.present(&expansion.items) {
                if !matches!(item.shape, Shape::Call(_)) {
                    self.declare(item, here, &seen, active, true);
                }
            }
        }
    }

    fn bind(&mut self, item: &Item, here: &Here, def: DefId) {
        if &*item.name == "_" {
            // It has no name, and the compiler counts it for its module all the same.
            let anonymous = format!("_#{def}");
            let reach = self.reach(&item.visibility, here);
            self.graph
                .bind(here.scope, &anonymous, Space::Values, Binding { def, reach });
            return;
        }
        let spaces: &[Space] = match &item.shape {
            Shape::Struct(_, true) => &[Space::Types, Space::Values],
            Shape::Function(_) | Shape::Const(_) | Shape::Static | Shape::Macro => &[Space::Values],
            _ => &[Space::Types],
        };
        let reach = self.reach(&item.visibility, here);
        for space in spaces {
            self.graph.bind(here.scope, &item.name, *space, Binding { def, reach });
        }
    }

    fn fields(&mut self, fields: &[Item], here: &Here, of_variant: bool) -> Vec<DefId> {
        let mut found = Vec::new();
        for (field, seen, active) in self.present(fields) {
            let def = self.def(field, here, &seen, active, ApiKind::Field);
            self.graph.defs[def].is_public |= of_variant;
            found.push(def);
        }
        found
    }

    fn variants(&mut self, variants: &[Item], here: &Here, of: DefId) {
        let scope = self.graph.open(Some(self.graph.module(here.scope)), false);
        self.graph.defs[of].scope = Some(scope);
        self.graph.scopes[scope].def = Some(of);
        for (variant, seen, active) in self.present(variants) {
            let Shape::Variant(fields) = &variant.shape else {
                continue;
            };
            let def = self.def(variant, here, &seen, active, ApiKind::Variant);
            let parts = self.fields(fields, &here.inside(&variant.name, &seen, active), true);
            self.graph.defs[def].parts = parts;
            self.graph.defs[def].is_public = true;
            let reach = Reach::All;
            for space in super::graph::SPACES {
                self.graph.bind(scope, &variant.name, space, Binding { def, reach });
            }
        }
    }

    /// The items of a trait, or of an `impl` without one.
    pub(super) fn members(&mut self, items: &[Item], here: &Here, of_trait: bool) -> Vec<DefId> {
        let mut found = Vec::new();
        if here.depth > 160 {
            self.too_much(here, "nested too deep; what is within was not read");
            return found;
        }
        for (item, seen, active) in self.present(items) {
            let kind = match &item.shape {
                Shape::Function(callable) if callable.receiver => ApiKind::Method,
                Shape::Function(_) => ApiKind::AssocFn,
                Shape::Const(_) => ApiKind::AssocConst,
                Shape::Type(_) => ApiKind::AssocType,
                Shape::Call(call) => {
                    let inner = Here {
                        uncounted: here.uncounted || active == Truth::Unknown,
                        depth: here.depth + 1,
                        ..here.clone()
                    };
                    match self.macros.call(call, here.file, Setting::Members) {
                        Called::Items(expansion) | Called::Elsewhere(expansion) => {
                            found.extend(self.members(&expansion.items, &inner, of_trait))
                        }
                        Called::TooMuch => self.too_much(here, "a macro makes too much; what it makes was not read"),
                        Called::Nothing => {}
                    }
                    continue;
                }
                _ => continue,
            };
            let def = self.def(item, here, &seen, active, kind);
            self.graph.defs[def].is_public |= of_trait;
            found.push(def);
        }
        found
    }
}
