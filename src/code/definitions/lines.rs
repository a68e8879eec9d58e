//! Definitions of languages where bodies end with `end` or with their indentation: Ruby, Elixir, Lua, Perl, shells and their like.

use super::tokens::Tokens;
use crate::model::symbol::{Symbol, SymbolKind, Visibility};

/// Keywords at the start of a statement with the kind of what they define.
const DEFINING: &[(&str, SymbolKind)] = &[
    ("def", SymbolKind::Function),
    ("defp", SymbolKind::Function),
    ("defmacro", SymbolKind::Macro),
    ("function", SymbolKind::Function),
    ("sub", SymbolKind::Function),
    ("func", SymbolKind::Function),
    ("proc", SymbolKind::Function),
    ("macro", SymbolKind::Macro),
    ("class", SymbolKind::Class),
    ("module", SymbolKind::Module),
    ("defmodule", SymbolKind::Module),
    ("struct", SymbolKind::Struct),
    ("package", SymbolKind::Module),
    ("filter", SymbolKind::Function),
];

/// The definitions of a text.
pub(super) fn definitions(tokens: &Tokens<'_, '_>) -> Vec<Symbol> {
    let mut found: Vec<Symbol> = Vec::new();
    // Classes and modules around, with their indentation.
    let mut around: Vec<(usize, String)> = Vec::new();
    for at in (0..tokens.len()).filter(|at| tokens.is_word(*at)) {
        let local = usize::from(matches!(
            tokens.before(at, 1),
            "local" | "private" | "export" | "static"
        ));
        if !tokens.is_first(at.saturating_sub(local)) {
            continue;
        }
        let indent = indentation(tokens, at);
        let kind = DEFINING
            .iter()
            .find(|(keyword, _)| *keyword == tokens.word(at))
            .map(|(_, kind)| *kind);
        let container = |around: &[(usize, String)]| around.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
        if let Some(kind) = kind.filter(|_| tokens.is_word(at + 1)) {
            around.retain(|(outer, _)| *outer < indent);
            let symbol = definition(tokens, at, kind, &container(&around));
            if symbol.kind.is_container() {
                around.push((indent, symbol.name.clone()));
            }
            found.push(symbol);
        } else if tokens.word(at + 1) == "(" && tokens.word(at + 2) == ")" && tokens.word(at + 3) == "{" {
            found.push(tokens.callable(SymbolKind::Function, at, at, at + 1, Some(at + 3), &[]));
        } else if tokens.word(at).starts_with("attr_") || tokens.word(at) == "property" {
            around.retain(|(outer, _)| *outer < indent);
            found.extend(attributes(tokens, at, &container(&around)));
        } else if tokens.word(at + 1) == "=" && indent == 0
            || tokens.word(at + 1) == "=" && tokens.word(at).starts_with(char::is_uppercase)
        {
            around.retain(|(outer, _)| *outer < indent);
            found.push(constant(tokens, at, &container(&around)));
        }
    }
    found
}

fn indentation(tokens: &Tokens<'_, '_>, at: usize) -> usize {
    let start = tokens.range(at).start;
    let line = tokens.source.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &tokens.source.text[line..start];
    before.len() - before.trim_start().len()
}

/// `def NAME`, `def self.NAME`, `function a.b:NAME(`
fn definition(tokens: &Tokens<'_, '_>, at: usize, kind: SymbolKind, container: &[String]) -> Symbol {
    let mut name = at + 1;
    let mut around = container.to_vec();
    while matches!(tokens.word(name + 1), "." | ":" | "::") && tokens.is_word(name + 2) {
        if tokens.word(name) != "self" {
            around.push(tokens.word(name).to_owned());
        }
        name += 2;
    }
    let kind = if kind == SymbolKind::Function && !around.is_empty() {
        SymbolKind::Method
    } else {
        kind
    };
    let callable = matches!(kind, SymbolKind::Function | SymbolKind::Method | SymbolKind::Macro);
    let mut symbol = if callable && tokens.word(name + 1) == "(" {
        let body = Some(tokens.close(name + 1) + 1).filter(|open| tokens.word(*open) == "{");
        tokens.callable(kind, name, at, name + 1, body, &around)
    } else {
        tokens.symbol(kind, name, at, name, &around)
    };
    if matches!(tokens.word(at), "defp") || tokens.before(at, 1) == "local" || symbol.name.starts_with('_') {
        symbol.visibility = Visibility::Private;
    }
    symbol
}

/// `attr_accessor :a, :b`
fn attributes(tokens: &Tokens<'_, '_>, at: usize, container: &[String]) -> Vec<Symbol> {
    let mut found = Vec::new();
    let mut name = at + 1;
    while tokens.word(name) == ":" && tokens.is_word(name + 1) {
        found.push(tokens.symbol(SymbolKind::Field, name + 1, at, name + 1, container));
        name += if tokens.word(name + 2) == "," { 3 } else { 2 };
    }
    found
}

fn constant(tokens: &Tokens<'_, '_>, at: usize, container: &[String]) -> Symbol {
    let end = tokens.statement_end(at + 2);
    let mut symbol = tokens.symbol(SymbolKind::Constant, at, at, end.saturating_sub(1).max(at), container);
    symbol.value = tokens.value(at + 2, end);
    symbol
}
