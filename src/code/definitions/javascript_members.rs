//! Members of classes, interfaces, enums and object literals of JavaScript and TypeScript.

use super::javascript::{Found, KEYWORDS};
use super::javascript_params::callable;
use super::tokens::Tokens;
use crate::model::symbol::{Symbol, SymbolKind, Visibility};

/// Words that can stand before the name of a member.
const MODIFIERS: &[&str] = &[
    "public",
    "private",
    "protected",
    "static",
    "readonly",
    "abstract",
    "override",
    "declare",
    "async",
    "get",
    "set",
    "accessor",
    "*",
    "#",
    "export",
];

/// A type is no longer than this many tokens, as far as its commas matter.
const LONGEST_TYPE: usize = 200;

/// Nothing nests deeper than this that people would name.
const DEEPEST: usize = 8;

/// The members of the class, interface or enum whose `{` is at `open`.
pub(super) fn members(
    found: &mut Found<'_, '_, '_>,
    open: usize,
    container: &[String],
    kind: SymbolKind,
) -> Vec<Symbol> {
    let tokens = found.tokens;
    let close = tokens.close(open);
    let mut symbols = Vec::new();
    let mut at = open + 1;
    while at < close {
        let mut name = at;
        let mut private = false;
        while MODIFIERS.contains(&tokens.word(name))
            && (tokens.is_word(name + 1)
                || tokens.is_text(name + 1)
                || matches!(tokens.word(name + 1), "*" | "#" | "["))
        {
            private |= matches!(tokens.word(name), "private" | "#");
            name += 1;
        }
        let (symbol, end) = member(found, at, name, container, kind);
        if let Some(mut symbol) = symbol {
            if private || symbol.name.starts_with('_') {
                symbol.visibility = Visibility::Private;
            }
            symbols.push(symbol);
        }
        at = end.max(at + 1);
    }
    symbols
}

/// One member whose name is at `name`, and the index of the token behind it.
fn member(
    found: &mut Found<'_, '_, '_>,
    first: usize,
    name: usize,
    container: &[String],
    kind: SymbolKind,
) -> (Option<Symbol>, usize) {
    let tokens = found.tokens;
    if tokens.word(first) == "@" {
        // A decorator: its name, and its arguments.
        let end = if tokens.word(first + 2) == "(" {
            tokens.close(first + 2) + 1
        } else {
            first + 2
        };
        return (None, end);
    }
    if !tokens.is_word(name) && !tokens.is_text(name)
        || KEYWORDS.contains(&tokens.word(name)) && tokens.word(name + 1) != "(" && tokens.word(name + 1) != ":"
    {
        return (None, behind(found, first));
    }
    let mark = name + 1 + usize::from(matches!(tokens.word(name + 1), "?" | "!"));
    match tokens.word(mark) {
        "(" | "<" => {
            let open = (mark..tokens.len().min(mark + 60))
                .find(|at| tokens.word(*at) == "(")
                .unwrap_or(mark);
            let body = found
                .body_behind(tokens.close(open))
                .filter(|_| kind == SymbolKind::Class);
            found.bodies.extend(body.map(|body| (body, false)));
            let symbol = callable(tokens, SymbolKind::Method, name, first, (open, body), container);
            let end = body.map_or_else(|| behind(found, tokens.close(open)), |body| tokens.close(body) + 1);
            (Some(symbol), end)
        }
        ":" | "=" | ";" | "," | "}" => (
            Some(field(found, first, name, mark, container, kind)),
            behind(found, name),
        ),
        _ if tokens.is_first(mark) => (Some(field(found, first, name, mark, container, kind)), mark),
        _ => (None, behind(found, first)),
    }
}

fn field(
    found: &Found<'_, '_, '_>,
    first: usize,
    name: usize,
    mark: usize,
    container: &[String],
    kind: SymbolKind,
) -> Symbol {
    let tokens = found.tokens;
    let kind = if kind == SymbolKind::Enum {
        SymbolKind::Variant
    } else {
        SymbolKind::Field
    };
    let end = member_end(found, name);
    let mut symbol = tokens.symbol(kind, name, first, end.saturating_sub(1).max(name), container);
    let equals = (mark..end).find(|at| tokens.word(*at) == "=");
    symbol.value = equals.and_then(|equals| tokens.value(equals + 1, end));
    symbol
}

/// The first token behind the member that `at` stands in.
fn behind(found: &Found<'_, '_, '_>, at: usize) -> usize {
    let end = member_end(found, at);
    if matches!(found.tokens.word(end), ";" | ",") {
        end + 1
    } else {
        end
    }
}

/// The `;`, `,` or first token of a line that ends a member; commas and lines between the arguments of a type do not.
fn member_end(found: &Found<'_, '_, '_>, at: usize) -> usize {
    let tokens = found.tokens;
    let mut end = tokens.statement_end(at);
    while end < tokens.len() && !matches!(tokens.word(end), ";" | ")" | "]" | "}") {
        if open_angles(tokens, at, end) <= 0 || end - at > LONGEST_TYPE {
            break;
        }
        let comma = usize::from(tokens.word(end) == ",");
        end = tokens.statement_end(end + comma);
    }
    end
}

/// How many `<` are open behind the tokens of a type: what stands behind its `=` is a value, in which `<` compares.
fn open_angles(tokens: &Tokens<'_, '_>, from: usize, to: usize) -> i32 {
    let mut depth = 0;
    for at in from..to {
        match tokens.word(at) {
            "<" => depth += 1,
            ">" => depth -= 1,
            "=" if depth <= 0 => break,
            _ => {}
        }
    }
    depth
}

/// The members of an object literal, and of the objects in it. A stack stands in for recursion.
pub(super) fn object_members(found: &mut Found<'_, '_, '_>, open: usize, container: &[String]) -> Vec<Symbol> {
    let tokens = found.tokens;
    let mut symbols = Vec::new();
    let mut open = vec![(open, container.to_vec())];
    while let Some((start, container)) = open.pop() {
        let close = tokens.close(start);
        let mut at = start + 1;
        while at < close {
            let end = tokens.argument_end(at, close);
            if let Some((symbol, inner)) = object_member(found, at, end, &container) {
                if let Some(inner) = inner.filter(|_| container.len() < DEEPEST) {
                    let mut around = container.clone();
                    around.push(symbol.name.clone());
                    open.push((inner, around));
                }
                symbols.push(symbol);
            }
            at = end + 1;
        }
    }
    symbols
}

/// `name: value`, `name(..) { .. }` or `name` of an object, and the `{` of its value if that is an object too.
fn object_member(
    found: &mut Found<'_, '_, '_>,
    first: usize,
    end: usize,
    container: &[String],
) -> Option<(Symbol, Option<usize>)> {
    let tokens = found.tokens;
    let mut name = first;
    while MODIFIERS.contains(&tokens.word(name)) && (tokens.is_word(name + 1) || tokens.word(name + 1) == "*") {
        name += 1;
    }
    if !tokens.is_word(name) && !tokens.is_text(name) {
        return None;
    }
    match tokens.word(name + 1) {
        "(" => {
            let body = found.body_behind(tokens.close(name + 1))?;
            found.bodies.insert(body, false);
            Some((
                callable(
                    tokens,
                    SymbolKind::Method,
                    name,
                    first,
                    (name + 1, Some(body)),
                    container,
                ),
                None,
            ))
        }
        ":" => {
            let value = name + 2;
            if let Some((open, body)) = found.function_value(value, end) {
                found.bodies.extend(body.map(|body| (body, false)));
                return Some((
                    callable(tokens, SymbolKind::Method, name, first, (open, body), container),
                    None,
                ));
            }
            let mut symbol = tokens.symbol(SymbolKind::Field, name, first, end.saturating_sub(1), container);
            let object = (tokens.word(value) == "{").then_some(value);
            symbol.value = tokens.value(value, end).filter(|_| object.is_none());
            Some((symbol, object))
        }
        _ => None,
    }
}

/// The object within `Object.freeze({ .. })`, `defineConfig({ .. })` and their like.
pub(super) fn wrapped_object(tokens: &Tokens<'_, '_>, value: usize, end: usize) -> Option<usize> {
    let open = (value..end.min(value + 4)).find(|at| tokens.word(*at) == "(")?;
    (tokens.is_word(value) && tokens.word(open + 1) == "{").then_some(open + 1)
}
