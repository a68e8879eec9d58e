//! Items that hold no items, the fields and variants of types, and the paths that types are.

use super::body;
use super::cursor::Cursor;
use super::head::{Head, head, named};
use super::item::{Callable, Item, Shape};
use super::token::{Kind, Tokens};

pub(super) fn extern_crate(cursor: &mut Cursor<'_, '_>, head: Head) -> Option<Item> {
    cursor.step();
    cursor.step();
    let name = cursor.word()?;
    let known = if cursor.eat("as") { cursor.word()? } else { name };
    let whole: Box<str> = name.text.into();
    cursor.statement();
    Some(named(head, Some(known), Shape::ExternCrate(whole)))
}

pub(super) fn rules(cursor: &mut Cursor<'_, '_>, head: Head) -> Option<Item> {
    cursor.step();
    cursor.step();
    let name = cursor.word();
    let index = cursor.index();
    let open = cursor.peek().filter(|token| token.kind == Kind::Open)?;
    let body = Tokens::keep(cursor.tokens.get(index + 1..open.partner).unwrap_or_default());
    cursor.step();
    Some(named(head, name, Shape::Rules(body)))
}

pub(super) fn type_item(cursor: &mut Cursor<'_, '_>, head: Head) -> Item {
    cursor.step();
    let name = cursor.word();
    cursor.until(&["=", ";"]);
    let path = if cursor.eat("=") { target(*cursor) } else { Vec::new() };
    cursor.statement();
    named(head, name, Shape::Type(path))
}

pub(super) fn function(cursor: &mut Cursor<'_, '_>, head: Head) -> Item {
    let mut about = Callable::default();
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
pub(super) fn target(mut cursor: Cursor<'_, '_>) -> Vec<Box<str>> {
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
pub(super) fn fields(mut cursor: Cursor<'_, '_>) -> Vec<Item> {
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

pub(super) fn variants(mut cursor: Cursor<'_, '_>) -> Vec<Item> {
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
