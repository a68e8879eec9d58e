//! Reads items from tokens: what is declared, not what is computed. Bodies are stepped over.

use super::attribute;
use super::cursor::Cursor;
use super::head::{Head, head, is_foreign, is_function, is_impl, is_trait, named, qualifiers};
use super::item::{Item, MacroCall, Shape};
use super::parts::{extern_crate, fields, function, rules, target, type_item, variants};
use super::token::{Kind, Tokens};
use super::uses;

/// Modules and blocks within each other go no deeper than this.
const DEEPEST: usize = 64;

/// Where items stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// In a module.
    Module,
    /// In a trait or an `impl`.
    Members,
    /// In an `extern` block.
    Foreign,
}

/// What was read, and the lines at which something was not understood.
#[derive(Default)]
pub(super) struct Reading {
    /// Lines, with what stands there.
    pub(super) faults: Vec<(u32, String)>,
    depth: usize,
}

impl Reading {
    /// The items up to the end of a run of tokens.
    pub(super) fn items(&mut self, cursor: &mut Cursor<'_, '_>, setting: Setting) -> Vec<Item> {
        let mut items = Vec::new();
        if self.depth >= DEEPEST {
            self.fault(cursor, "nested too deep");
            return items;
        }
        self.depth += 1;
        while !cursor.done() {
            if cursor.eat(";") {
                continue;
            }
            if let Some(item) = self.item(cursor, setting) {
                items.push(item);
            }
        }
        self.depth -= 1;
        items
    }

    fn fault(&mut self, cursor: &Cursor<'_, '_>, what: &str) {
        let line = cursor.peek().or(cursor.tokens.last()).map_or(1, |token| token.at.line);
        self.faults.push((line, what.to_owned()));
    }

    /// One item; `None` for what declares nothing, or is not understood.
    pub(super) fn item(&mut self, cursor: &mut Cursor<'_, '_>, setting: Setting) -> Option<Item> {
        let start = cursor.index();
        let head = head(cursor);
        let item = self.keyword(cursor, head, setting);
        if cursor.index() == start {
            cursor.step();
        }
        item
    }

    fn keyword(&mut self, cursor: &mut Cursor<'_, '_>, head: Head, setting: Setting) -> Option<Item> {
        qualifiers(cursor);
        let token = cursor.peek()?;
        let is_name = |ahead: usize| cursor.look(ahead).is_some_and(|next| next.kind == Kind::Word);
        match token.text {
            "mod" if is_name(1) => self.module(cursor, head),
            "struct" if is_name(1) => self.structure(cursor, head),
            "union" if is_name(1) && !cursor.ahead(1, "!") => self.structure(cursor, head),
            "enum" if is_name(1) => self.enumeration(cursor, head),
            "unsafe" | "auto" | "trait" if is_trait(cursor) => self.trait_item(cursor, head),
            "impl" | "unsafe" | "default" | "const" if is_impl(cursor) => self.implementation(cursor, head),
            "extern" if cursor.ahead(1, "crate") => extern_crate(cursor, head),
            "extern" | "unsafe" if is_foreign(cursor) => self.foreign(cursor, head),
            "use" => {
                cursor.step();
                let imports = uses::read(cursor);
                cursor.statement();
                Some(named(head, None, Shape::Use(imports)))
            }
            "type" if is_name(1) => Some(type_item(cursor, head)),
            "static" if is_name(1) => {
                cursor.step();
                cursor.eat("mut");
                let name = cursor.word();
                cursor.statement();
                Some(named(head, name, Shape::Static))
            }
            "const" if is_name(1) && !is_function(cursor) => self.constant(cursor, head),
            "macro_rules" if cursor.ahead(1, "!") && is_name(2) => rules(cursor, head),
            "macro" if is_name(1) => {
                cursor.step();
                let name = cursor.word();
                cursor.until(&["{", ";"]);
                cursor.step();
                Some(named(head, name, Shape::Macro))
            }
            _ if is_function(cursor) => Some(function(cursor, head)),
            _ => self.call(cursor, head, setting),
        }
    }

    fn module(&mut self, cursor: &mut Cursor<'_, '_>, mut head: Head) -> Option<Item> {
        cursor.step();
        let name = cursor.word();
        let Some(open) = cursor.group("{") else {
            cursor.eat(";");
            return Some(named(head, name, Shape::Module(None)));
        };
        let mut inside = cursor.within(open);
        head.attributes.extend(attribute::read(&mut inside, true));
        let items = self.items(&mut inside, Setting::Module);
        Some(named(head, name, Shape::Module(Some(items))))
    }

    fn structure(&mut self, cursor: &mut Cursor<'_, '_>, head: Head) -> Option<Item> {
        let is_union = cursor.at("union");
        cursor.step();
        let name = cursor.word();
        cursor.angles();
        if cursor.at("where") {
            cursor.until(&["{", ";"]);
        }
        let Some(open) = cursor.group("{") else {
            cursor.statement();
            return Some(named(head, name, Shape::Struct(Vec::new(), true)));
        };
        let fields = fields(cursor.within(open));
        let shape = if is_union {
            Shape::Union(fields)
        } else {
            Shape::Struct(fields, false)
        };
        Some(named(head, name, shape))
    }

    fn enumeration(&mut self, cursor: &mut Cursor<'_, '_>, head: Head) -> Option<Item> {
        cursor.step();
        let name = cursor.word();
        cursor.angles();
        cursor.until(&["{", ";"]);
        let variants = cursor.group("{").map(|open| variants(cursor.within(open)));
        Some(named(head, name, Shape::Enum(variants.unwrap_or_default())))
    }

    fn trait_item(&mut self, cursor: &mut Cursor<'_, '_>, mut head: Head) -> Option<Item> {
        let mut is_unsafe = false;
        while !cursor.eat("trait") {
            is_unsafe |= cursor.at("unsafe");
            cursor.step();
        }
        let name = cursor.word();
        cursor.angles();
        cursor.until(&["{", "=", ";"]);
        let Some(open) = cursor.group("{") else {
            cursor.statement();
            return Some(named(head, name, Shape::TraitAlias));
        };
        let mut inside = cursor.within(open);
        head.attributes.extend(attribute::read(&mut inside, true));
        let items = self.items(&mut inside, Setting::Members);
        Some(named(head, name, Shape::Trait(items, is_unsafe)))
    }

    fn implementation(&mut self, cursor: &mut Cursor<'_, '_>, mut head: Head) -> Option<Item> {
        while !cursor.eat("impl") {
            cursor.step();
        }
        cursor.angles();
        cursor.eat("const");
        cursor.eat("!");
        let target = target(*cursor);
        cursor.kind();
        let of_trait = cursor.at("for");
        cursor.until(&["{", ";"]);
        let open = cursor.group("{")?;
        if of_trait {
            return None;
        }
        let mut inside = cursor.within(open);
        head.attributes.extend(attribute::read(&mut inside, true));
        let items = self.items(&mut inside, Setting::Members);
        Some(named(head, None, Shape::Impl(target, items)))
    }

    fn foreign(&mut self, cursor: &mut Cursor<'_, '_>, mut head: Head) -> Option<Item> {
        cursor.until(&["{", ";"]);
        let open = cursor.group("{")?;
        let mut inside = cursor.within(open);
        head.attributes.extend(attribute::read(&mut inside, true));
        let items = self.items(&mut inside, Setting::Foreign);
        Some(named(head, None, Shape::Foreign(items)))
    }

    /// A constant. An `impl` in the body of `const _` belongs to its type as any other does.
    fn constant(&mut self, cursor: &mut Cursor<'_, '_>, head: Head) -> Option<Item> {
        cursor.step();
        let name = cursor.word();
        let mut inside = Vec::new();
        cursor.until(&["=", ";"]);
        if name.is_some_and(|name| name.text == "_") && cursor.eat("=") && cursor.at("{") {
            let body = cursor.within(cursor.index());
            inside = self.hidden_impls(body);
        }
        cursor.statement();
        Some(named(head, name, Shape::Const(inside)))
    }

    /// The `impl` blocks that stand in a body; a body is no list of items, so that nothing else is looked for.
    fn hidden_impls(&mut self, mut cursor: Cursor<'_, '_>) -> Vec<Item> {
        let mut found = Vec::new();
        while !cursor.done() {
            let mut copy = cursor;
            let head = head(&mut copy);
            if is_impl(&copy) && self.depth < DEEPEST {
                found.extend(self.implementation(&mut copy, head));
                cursor = copy;
            } else {
                cursor.step();
            }
        }
        found
    }

    /// `path!{ .. }`, with or without a name before the bracket.
    fn call(&mut self, cursor: &mut Cursor<'_, '_>, head: Head, setting: Setting) -> Option<Item> {
        let mut copy = *cursor;
        let at = cursor.peek().map(|token| token.at).unwrap_or_default();
        let path = copy.path();
        if path.is_empty() || !copy.eat("!") {
            self.fault(cursor, &format!("no item is known that begins like this ({setting:?})"));
            recover(cursor);
            return None;
        }
        if copy.peek().is_some_and(|token| token.kind == Kind::Word) {
            copy.step();
        }
        let index = copy.index();
        let open = copy.peek().filter(|token| token.kind == Kind::Open);
        let Some(open) = open else {
            self.fault(cursor, "a macro is called without brackets");
            recover(cursor);
            return None;
        };
        let body = Tokens::keep(copy.tokens.get(index + 1..open.partner).unwrap_or_default());
        copy.step();
        if !open.is("{") {
            copy.eat(";");
        }
        *cursor = copy;
        let mut item = named(head, None, Shape::Call(MacroCall { path, body }));
        item.at = at;
        Some(item)
    }
}

/// Steps to where an item may begin again.
fn recover(cursor: &mut Cursor<'_, '_>) {
    while let Some(token) = cursor.peek() {
        let last = token.is(";") || token.is("{");
        cursor.step();
        if last {
            return;
        }
    }
}
