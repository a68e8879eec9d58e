//! Reads items from tokens: what is declared, not what is computed. Bodies are stepped over.

use super::attribute::{self, Attribute};
use super::body;
use super::cursor::Cursor;
use super::item::{Item, MacroCall, Place, Shape, Visibility};
use super::token::{Kind, Tok, Tokens};
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

/// What stands before the keyword of an item.
struct Head {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    /// The first token of the visibility or keyword.
    lead: Option<Place>,
    /// That one came through a mere `$name`.
    lead_through: bool,
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
        let Some(token) = cursor.peek() else {
            return None;
        };
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

fn head(cursor: &mut Cursor<'_, '_>) -> Head {
    let attributes = attribute::read(cursor, false);
    let first = cursor.peek();
    let visibility = visibility(cursor);
    Head {
        attributes,
        visibility,
        lead: first.map(|token| token.at),
        lead_through: first.is_some_and(|token| token.through.is_some()),
    }
}

/// `pub` and what it is bounded to.
pub(super) fn visibility(cursor: &mut Cursor<'_, '_>) -> Visibility {
    if !cursor.eat("pub") {
        if cursor.at("crate") && !cursor.ahead(1, "::") {
            cursor.step();
            return Visibility::Within(vec!["crate".into()]);
        }
        return Visibility::Inherited;
    }
    let bounded = |cursor: &Cursor<'_, '_>| {
        let open = cursor.index();
        let inside = cursor.within(open);
        ["crate", "self", "super", "in", "$crate"]
            .iter()
            .any(|word| inside.at(word))
            && (inside.at("in") || inside.look(1).is_none())
    };
    if cursor.at("(") && bounded(cursor) {
        let mut inside = cursor.within(cursor.index());
        cursor.step();
        inside.eat("in");
        return Visibility::Within(inside.path());
    }
    Visibility::Public
}

/// Steps over `default`, which changes nothing here.
fn qualifiers(cursor: &mut Cursor<'_, '_>) {
    let qualifies = cursor.at("default") && cursor.look(1).is_some_and(|next| next.kind == Kind::Word);
    if qualifies {
        cursor.step();
    }
}

const FUNCTION_WORDS: &[&str] = &["const", "async", "unsafe", "safe", "extern", "gen"];

fn is_function(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    while let Some(token) = copy.peek() {
        let qualifies = FUNCTION_WORDS.contains(&token.text) || token.kind == Kind::Literal;
        if !qualifies {
            break;
        }
        copy.step();
    }
    copy.at("fn")
}

fn is_trait(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    copy.eat("unsafe");
    copy.eat("auto");
    copy.at("trait")
}

fn is_impl(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    while copy.eat("unsafe") || copy.eat("default") || copy.eat("const") {}
    copy.at("impl")
}

fn is_foreign(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    copy.eat("unsafe");
    if !copy.eat("extern") {
        return false;
    }
    if copy.peek().is_some_and(|token| token.kind == Kind::Literal) {
        copy.step();
    }
    copy.at("{")
}

fn extern_crate(cursor: &mut Cursor<'_, '_>, head: Head) -> Option<Item> {
    cursor.step();
    cursor.step();
    let name = cursor.word()?;
    let known = if cursor.eat("as") { cursor.word()? } else { name };
    let whole: Box<str> = name.text.into();
    cursor.statement();
    Some(named(head, Some(known), Shape::ExternCrate(whole)))
}

fn rules(cursor: &mut Cursor<'_, '_>, head: Head) -> Option<Item> {
    cursor.step();
    cursor.step();
    let name = cursor.word();
    let index = cursor.index();
    let open = cursor.peek().filter(|token| token.kind == Kind::Open)?;
    let body = Tokens::keep(cursor.tokens.get(index + 1..open.partner).unwrap_or_default());
    cursor.step();
    Some(named(head, name, Shape::Rules(body)))
}

fn type_item(cursor: &mut Cursor<'_, '_>, head: Head) -> Item {
    cursor.step();
    let name = cursor.word();
    cursor.until(&["=", ";"]);
    let path = if cursor.eat("=") { target(*cursor) } else { Vec::new() };
    cursor.statement();
    named(head, name, Shape::Type(path))
}

fn function(cursor: &mut Cursor<'_, '_>, head: Head) -> Item {
    let mut about = super::item::Callable::default();
    while !cursor.eat("fn") {
        about.is_unsafe |= cursor.at("unsafe");
        cursor.step();
    }
    let name = cursor.word();
    cursor.angles();
    if let Some(open) = cursor.group("(") {
        about.receiver = body::has_receiver(cursor.within(open));
    }
    if cursor.at("->") {
        let mut copy = *cursor;
        copy.step();
        about.fails = copy.path().last().is_some_and(|last| **last == *"Result");
    }
    cursor.until(&["{", ";"]);
    if cursor.at("{") {
        about.panics = body::panics(cursor.within(cursor.index()));
    }
    cursor.step();
    named(head, name, Shape::Function(about))
}

/// The path of a type: of `&Foo<T>` and `dyn Foo` as of `Foo`.
fn target(mut cursor: Cursor<'_, '_>) -> Vec<Box<str>> {
    loop {
        let passes = ["&", "&&", "dyn", "mut"].iter().any(|word| cursor.at(word));
        let lifetime = cursor
            .peek()
            .is_some_and(|token| token.text.starts_with('\'') && token.kind == Kind::Word);
        if !(passes || lifetime) {
            break;
        }
        cursor.step();
    }
    match cursor.group("(") {
        Some(open) => cursor.within(open).path(),
        None => cursor.path(),
    }
}

/// The named fields within braces.
fn fields(mut cursor: Cursor<'_, '_>) -> Vec<Item> {
    let mut found = Vec::new();
    while !cursor.done() {
        let head = head(&mut cursor);
        let name = cursor.word();
        if name.is_some() && cursor.at(":") {
            found.push(named(head, name, Shape::Field));
        }
        cursor.until(&[","]);
        cursor.eat(",");
    }
    found
}

fn variants(mut cursor: Cursor<'_, '_>) -> Vec<Item> {
    let mut found = Vec::new();
    while !cursor.done() {
        let head = head(&mut cursor);
        let name = cursor.word();
        let inside = cursor.group("{").map(|open| fields(cursor.within(open)));
        if name.is_some() {
            found.push(named(head, name, Shape::Variant(inside.unwrap_or_default())));
        }
        while !cursor.done() && !cursor.at(",") {
            cursor.step();
        }
        cursor.eat(",");
    }
    found
}

/// Puts an item together. The compiler's place of an item begins with its first token: when that one stands in the rules
/// of a macro and the name came out of the call as a mere token, the place is that of the `$name` in the rules.
fn named(head: Head, name: Option<&Tok<'_>>, shape: Shape) -> Item {
    let through = name
        .and_then(|name| name.through)
        .filter(|place| !head.lead_through && head.lead.is_some_and(|lead| lead.file == place.file));
    let own = name.map(|name| name.at).or(head.lead).unwrap_or_default();
    Item {
        name: name.map_or("", |name| name.text).into(),
        at: through.unwrap_or(own),
        attributes: head.attributes,
        visibility: head.visibility,
        shape,
    }
}
