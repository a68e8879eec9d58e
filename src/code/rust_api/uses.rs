//! `use` trees, flattened.

use super::cursor::Cursor;
use super::item::Import;
use super::token::Kind;

/// A tree that stands for more imports than this is cut.
const MOST: usize = 20_000;

/// A path has no more parts than this: every part of a tree repeats those before it.
const LONGEST: usize = 200;

/// The imports of the tree that is next, without recursion.
pub(super) fn read(cursor: &mut Cursor<'_, '_>) -> Vec<Import> {
    let mut found = Vec::new();
    let mut open: Vec<(_, Vec<Box<str>>)> = vec![(*cursor, Vec::new())];
    while let Some((mut at, prefix)) = open.pop() {
        if found.len() >= MOST {
            break;
        }
        if prefix.len() > LONGEST {
            continue;
        }
        tree(&mut at, prefix, &mut found, &mut open);
    }
    cursor.until(&[";"]);
    found
}

/// One tree, and the rest of the list that it stands in.
fn tree<'a, 't>(
    at: &mut Cursor<'a, 't>,
    prefix: Vec<Box<str>>,
    found: &mut Vec<Import>,
    open: &mut Vec<(Cursor<'a, 't>, Vec<Box<str>>)>,
) {
    let mut path = prefix.clone();
    if at.eat("::") {
        path.push("".into());
    }
    loop {
        if at.eat("*") {
            found.push(Import { path, name: None });
            break;
        }
        if let Some(group) = at.group("{") {
            open.push((at.within(group), path));
            break;
        }
        let Some(part) = at.peek().filter(|token| token.kind == Kind::Word) else {
            break;
        };
        at.step();
        path.push(part.text.into());
        if at.eat("::") {
            continue;
        }
        let renamed = if at.eat("as") { at.word() } else { None };
        if path.len() > 1 && path.last().is_some_and(|last| **last == *"self") {
            path.pop();
        }
        let name = renamed.map_or_else(|| path.last().cloned(), |word| Some(word.text.into()));
        found.push(Import {
            path,
            name: Some(name.unwrap_or_default()),
        });
        break;
    }
    if at.eat(",") && !at.done() {
        open.push((*at, prefix));
    }
}
