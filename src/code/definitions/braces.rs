//! Definitions of languages with braces: Java, Kotlin, C#, Swift, C, C++, PHP, Scala, Dart and their like.

use super::tokens::Tokens;
use crate::model::symbol::{Symbol, SymbolKind, Visibility};

/// Keywords with the kind of what they define.
const DEFINING: &[(&str, SymbolKind)] = &[
    ("class", SymbolKind::Class),
    ("struct", SymbolKind::Struct),
    ("union", SymbolKind::Struct),
    ("interface", SymbolKind::Interface),
    ("protocol", SymbolKind::Interface),
    ("trait", SymbolKind::Interface),
    ("enum", SymbolKind::Enum),
    ("record", SymbolKind::Class),
    ("object", SymbolKind::Class),
    ("extension", SymbolKind::Class),
    ("actor", SymbolKind::Class),
    ("message", SymbolKind::Struct),
    ("service", SymbolKind::Interface),
    ("namespace", SymbolKind::Module),
    ("fun", SymbolKind::Function),
    ("func", SymbolKind::Function),
    ("function", SymbolKind::Function),
    ("def", SymbolKind::Function),
    ("rpc", SymbolKind::Function),
    ("fn", SymbolKind::Function),
    ("typealias", SymbolKind::Type),
    ("const", SymbolKind::Constant),
    ("val", SymbolKind::Constant),
    ("var", SymbolKind::Constant),
    ("let", SymbolKind::Constant),
    ("type", SymbolKind::Type),
    ("input", SymbolKind::Struct),
    ("contract", SymbolKind::Class),
];

/// Words that can stand before a bracket without being the name of a function.
const CONTROL: &[&str] = &[
    "if",
    "for",
    "while",
    "switch",
    "catch",
    "return",
    "sizeof",
    "new",
    "throw",
    "else",
    "do",
    "try",
    "synchronized",
    "using",
    "lock",
    "foreach",
    "elseif",
    "defined",
    "assert",
    "static_assert",
    "decltype",
    "alignof",
    "typeof",
    "nameof",
    "when",
    "guard",
    "defer",
    "match",
    "super",
    "this",
    "case",
    "operator",
];

/// Types within types are followed to this depth.
const DEEPEST: usize = 32;

/// The definitions of a text.
pub(super) fn definitions(tokens: &Tokens<'_, '_>) -> Vec<Symbol> {
    let mut found = Vec::new();
    // Types around the place we are at, and the bodies of functions, with where they close.
    let mut around: Vec<usize> = Vec::new();
    let mut container: Vec<String> = Vec::new();
    let mut function: usize = 0;
    for at in 0..tokens.len() {
        while around.last().is_some_and(|close| *close <= at) {
            around.pop();
            container.pop();
        }
        if tokens.word(at) == "#" && tokens.is_first(at) && tokens.word(at + 1) == "define" && tokens.is_word(at + 2) {
            found.push(tokens.symbol(SymbolKind::Macro, at + 2, at, at + 2, &[]));
        }
        if at < function || !tokens.is_word(at) {
            continue;
        }
        if container.len() > DEEPEST {
            continue;
        }
        let Some((mut symbol, body)) = by_keyword(tokens, at, &container).or_else(|| by_shape(tokens, at, &container))
        else {
            continue;
        };
        set_visibility(tokens, at, &mut symbol);
        if let Some(body) = body {
            if symbol.kind.is_container() {
                around.push(tokens.close(body));
                container.push(symbol.name.clone());
            } else {
                function = tokens.close(body);
            }
        }
        found.push(symbol);
    }
    found
}

/// `class NAME .. {`, `fun NAME(..) {`, `val NAME = ..`
fn by_keyword(tokens: &Tokens<'_, '_>, at: usize, container: &[String]) -> Option<(Symbol, Option<usize>)> {
    let (_, kind) = DEFINING.iter().find(|(keyword, _)| *keyword == tokens.word(at))?;
    let name = at + 1;
    let is_name = tokens.is_word(name)
        && !CONTROL.contains(&tokens.word(name))
        && DEFINING.iter().all(|(keyword, _)| *keyword != tokens.word(name));
    if !is_name || matches!(tokens.before(at, 1), "." | "::" | "(" | "<" | ",") {
        return None;
    }
    if *kind == SymbolKind::Function {
        let open = (name + 1..tokens.len().min(name + 12)).find(|index| tokens.word(*index) == "(")?;
        // `fun Type.name(`: the name is the last word before the bracket.
        let name = if tokens.word(name + 1) == "." && tokens.is_word(open - 1) {
            open - 1
        } else {
            name
        };
        let body = body_behind(tokens, tokens.close(open));
        let kind = if container.is_empty() {
            SymbolKind::Function
        } else {
            SymbolKind::Method
        };
        return Some((tokens.callable(kind, name, at, open, body, container), body));
    }
    if *kind == SymbolKind::Constant {
        let follows = matches!(tokens.word(name + 1), "=" | ":" | ";")
            && matches!(tokens.word(at), "const" | "val" | "var" | "let");
        let kind = if container.is_empty() {
            SymbolKind::Constant
        } else {
            SymbolKind::Field
        };
        let end = tokens.statement_end(name);
        let mut symbol = tokens.symbol(kind, name, at, end.saturating_sub(1), container);
        symbol.value = (name..end)
            .find(|index| tokens.word(*index) == "=")
            .and_then(|equals| tokens.value(equals + 1, end));
        return follows.then_some((symbol, None));
    }
    let body = type_body(tokens, name);
    // A bodiless `struct x` in C is a use of the type; elsewhere a declaration ends with its line.
    let ends_here = tokens.word(name + 1) == ";" || tokens.is_first(name + 1) || tokens.word(name + 1) == "(";
    (body.is_some() || ends_here).then(|| {
        (
            tokens.symbol(*kind, name, at, body.map_or(name, |body| tokens.close(body)), container),
            body,
        )
    })
}

/// The `{` of a type, behind its parameters and supertypes.
fn type_body(tokens: &Tokens<'_, '_>, name: usize) -> Option<usize> {
    let mut at = name + 1;
    while at < tokens.len().min(name + 200) {
        match tokens.word(at) {
            "{" => return Some(at),
            "(" | "[" => at = tokens.close(at),
            ";" | "=" | ")" | "}" => return None,
            word if tokens.is_first(at) && DEFINING.iter().any(|(keyword, _)| *keyword == word) => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// `Type name(..) {` of Java, C#, C and C++: a name between a type and a bracket, with a body behind it.
fn by_shape(tokens: &Tokens<'_, '_>, at: usize, container: &[String]) -> Option<(Symbol, Option<usize>)> {
    if tokens.word(at + 1) != "(" || CONTROL.contains(&tokens.word(at)) {
        return None;
    }
    // `class A(val x: Int) {`: the keyword has said what it is.
    if DEFINING.iter().any(|(keyword, _)| *keyword == tokens.before(at, 1)) {
        return None;
    }
    let close = tokens.close(at + 1);
    let typed = tokens.is_word(at.wrapping_sub(1)) && !CONTROL.contains(&tokens.before(at, 1))
        || matches!(tokens.before(at, 1), "*" | "&" | ">" | "]" | "::" | "~");
    let constructor = container.last().is_some_and(|name| name == tokens.word(at));
    let body = body_behind(tokens, close);
    let declared =
        body.is_some() || tokens.word(close + 1) == ";" && !container.is_empty() && tokens.is_word(at.wrapping_sub(1));
    if !(typed || constructor) || !declared {
        return None;
    }
    let mut around = container.to_vec();
    if tokens.before(at, 1) == "::" && tokens.is_word(at.wrapping_sub(2)) {
        around.push(tokens.before(at, 2).to_owned());
    }
    let kind = if around.is_empty() {
        SymbolKind::Function
    } else {
        SymbolKind::Method
    };
    Some((
        tokens.callable(kind, at, at.saturating_sub(1), at + 1, body, &around),
        body,
    ))
}

/// The `{` behind a parameter list: only words and types (`const`, `throws X`, `: Type`, `-> Type`) may stand between.
fn body_behind(tokens: &Tokens<'_, '_>, close: usize) -> Option<usize> {
    let mut at = close + 1;
    let limit = tokens.len().min(close + 30);
    while at < limit {
        match tokens.word(at) {
            "{" => return Some(at),
            "(" | "[" => at = tokens.close(at),
            ";" | "}" | ")" | "=" | "==" | "+" | "-" | "&&" | "||" | "?" | "." => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

fn set_visibility(tokens: &Tokens<'_, '_>, at: usize, symbol: &mut Symbol) {
    let hidden = (1..=5)
        .map(|back| tokens.before(at, back))
        .take_while(|word| !matches!(*word, ";" | "{" | "}"));
    if hidden.into_iter().any(|word| matches!(word, "private" | "fileprivate")) {
        symbol.visibility = Visibility::Private;
    }
}
