//! Macros of other crates that so many crates call that their syntax is read here: what they declare is known.

use super::attribute::{self, Attribute};
use super::condition::{self, Condition};
use super::cursor::Cursor;
use super::expansion::Written;
use super::head::visibility;
use super::item::{Item, Shape, Visibility};
use super::reader::{Reading, Setting};
use super::token::Tok;

/// The items of `cfg_if! { if #[cfg(..)] { .. } else if .. { .. } else { .. } }`, each under its condition.
pub fn cfg_if(call: Written<'_>) -> Vec<Item> {
    let tokens = call.tokens.get(call.file);
    let mut cursor = Cursor::new(&tokens);
    let mut items = Vec::new();
    let mut before: Vec<Condition> = Vec::new();
    while !cursor.done() {
        let mut all: Vec<Condition> = before.iter().map(|no| Condition::Not(Box::new(no.clone()))).collect();
        if cursor.eat("if") {
            let holds = attribute::read(&mut cursor, false)
                .into_iter()
                .find_map(|attribute| match attribute {
                    Attribute::Cfg(condition) => Some(condition),
                    _ => None,
                });
            let holds = holds.unwrap_or(Condition::Opaque);
            before.push(holds.clone());
            all.push(holds);
        }
        let Some(open) = cursor.group("{") else { break };
        let branch = Reading::default().items(&mut cursor.within(open), Setting::Module);
        items.extend(branch.into_iter().map(|mut item| {
            item.attributes.insert(0, Attribute::Cfg(Condition::All(all.clone())));
            item
        }));
        cursor.eat("else");
    }
    items
}

/// The items of `cfg_select! { condition => { .. } _ => { .. } }`, each under its condition.
pub fn cfg_select(call: Written<'_>) -> Vec<Item> {
    let tokens = call.tokens.get(call.file);
    let mut cursor = Cursor::new(&tokens);
    let mut items = Vec::new();
    let mut before: Vec<Condition> = Vec::new();
    while !cursor.done() {
        let mut all: Vec<Condition> = before.iter().map(|no| Condition::Not(Box::new(no.clone()))).collect();
        if !cursor.eat("_") {
            let holds = condition::read(&mut cursor, 0);
            before.push(holds.clone());
            all.push(holds);
        }
        cursor.eat("=>");
        let Some(open) = cursor.group("{") else { break };
        let branch = Reading::default().items(&mut cursor.within(open), Setting::Module);
        items.extend(branch.into_iter().map(|mut item| {
            item.attributes.insert(0, Attribute::Cfg(Condition::All(all.clone())));
            item
        }));
        cursor.eat(",");
    }
    items
}

/// The statics of `thread_local!`, which are constants in truth, and those of `lazy_static!` (`static ref`), which are
/// structs.
pub fn statics(call: Written<'_>) -> Vec<Item> {
    let tokens = call.tokens.get(call.file);
    let mut cursor = Cursor::new(&tokens);
    let mut items = Vec::new();
    while !cursor.done() {
        let attributes = attribute::read(&mut cursor, false);
        let visibility = visibility(&mut cursor);
        if cursor.eat("static") {
            let lazy = cursor.eat("ref");
            let shape = if lazy {
                Shape::Struct(Vec::new(), false)
            } else {
                Shape::Const(Vec::new())
            };
            items.extend(cursor.word().map(|name| item(name, attributes, visibility, shape)));
        }
        if cursor.done() {
            break;
        }
        cursor.statement();
    }
    items
}

/// The structs of `bitflags!` and their flags, which are public constants of these.
pub fn bitflags(call: Written<'_>) -> Vec<Item> {
    let tokens = call.tokens.get(call.file);
    let mut cursor = Cursor::new(&tokens);
    let mut items = Vec::new();
    while !cursor.done() {
        let attributes = attribute::read(&mut cursor, false);
        let visibility = visibility(&mut cursor);
        let declares = cursor.eat("struct");
        if !declares && !cursor.eat("impl") {
            break;
        }
        let Some(name) = cursor.word() else { break };
        if declares {
            let shape = Shape::Struct(Vec::new(), false);
            items.push(item(name, attributes.clone(), visibility, shape));
        }
        cursor.until(&["{"]);
        let Some(open) = cursor.group("{") else { break };
        let mut of_flags = item(
            name,
            inherited(attributes),
            Visibility::Inherited,
            Shape::Impl(vec![name.text.into()], flags(cursor.within(open))),
        );
        of_flags.name = "".into();
        items.push(of_flags);
        cursor.eat(";");
    }
    items
}

/// What the block of flags has of its struct's attributes: whether it is there.
fn inherited(attributes: Vec<Attribute>) -> Vec<Attribute> {
    let conditions = attributes.into_iter();
    conditions
        .filter(|attribute| matches!(attribute, Attribute::Cfg(_)))
        .collect()
}

/// The flags of a struct. All of them are one line of the macro's rules to the compiler, which warns of that line: of those
/// without documentation the first one stands for all.
fn flags(mut cursor: Cursor<'_, '_>) -> Vec<Item> {
    let mut found = Vec::new();
    let mut lacking = false;
    while !cursor.done() {
        let attributes = attribute::read(&mut cursor, false);
        if cursor.eat("const") {
            let documented = attributes
                .iter()
                .any(|attribute| matches!(attribute, Attribute::Doc(_) | Attribute::When(..)));
            let again = lacking && !documented;
            lacking |= !documented;
            let name = cursor.word().filter(|name| name.text != "_" && !again);
            found.extend(name.map(|name| item(name, attributes, Visibility::Public, Shape::Const(Vec::new()))));
        }
        if cursor.done() {
            break;
        }
        cursor.statement();
    }
    found
}

fn item(name: &Tok<'_>, attributes: Vec<Attribute>, visibility: Visibility, shape: Shape) -> Item {
    Item {
        name: name.text.into(),
        at: name.at,
        attributes,
        visibility,
        shape,
    }
}
