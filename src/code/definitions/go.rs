//! Definitions of Go.

use super::super::draft::is_env_name;
use super::go_interface;
use super::tokens::Tokens;
use crate::model::symbol::{Symbol, SymbolKind, Visibility};

/// The definitions of a text.
pub(super) fn definitions(tokens: &Tokens<'_, '_>) -> Vec<Symbol> {
    let mut found = Vec::new();
    let mut at = 0;
    // Declarations stand at the top level only; everything else is passed over in one step.
    while at < tokens.len() {
        at = match tokens.word(at) {
            "func" if tokens.is_first(at) => function(tokens, at, &mut found),
            "type" if tokens.is_first(at) => block(tokens, at, &mut found, type_spec),
            "const" | "var" if tokens.is_first(at) => block(tokens, at, &mut found, value_spec),
            "(" | "{" | "[" => tokens.close(at) + 1,
            _ => at + 1,
        };
    }
    found.iter_mut().for_each(set_visibility);
    for index in 0..tokens.len() {
        found.extend(go_interface::exposed(tokens, index));
    }
    found
}

/// Names in capitals are exported.
fn set_visibility(symbol: &mut Symbol) {
    let exported = symbol.name.starts_with(char::is_uppercase);
    let named = !matches!(
        symbol.kind,
        SymbolKind::Flag | SymbolKind::EnvVar | SymbolKind::ConfigKey
    );
    if named && !exported {
        symbol.visibility = Visibility::Restricted;
    }
}

/// `func NAME(..)`, `func (r *TYPE) NAME(..)`
fn function(tokens: &Tokens<'_, '_>, at: usize, found: &mut Vec<Symbol>) -> usize {
    let receiver = tokens.word(at + 1) == "(";
    let name = if receiver { tokens.close(at + 1) + 1 } else { at + 1 };
    let mut open = name + 1;
    if tokens.word(open) == "[" {
        open = tokens.close(open) + 1;
    }
    if !tokens.is_word(name) || tokens.word(open) != "(" {
        return at + 1;
    }
    let container: Vec<String> = if receiver {
        receiver_type(tokens, at + 1).into_iter().collect()
    } else {
        Vec::new()
    };
    let kind = if receiver {
        SymbolKind::Method
    } else {
        SymbolKind::Function
    };
    let body = body_behind(tokens, tokens.close(open));
    let mut symbol = tokens.callable(kind, name, at, open, body, &container);
    let end = body.unwrap_or_else(|| tokens.close(open));
    if let Some(returns) = tokens.value(tokens.close(open) + 1, end)
        && let Some(signature) = &mut symbol.signature
    {
        signature.text = format!("{} {returns}", signature.text);
        signature.returns = Some(returns);
        // What it gives back is as much of its signature as what it takes.
        let text = signature.text.clone();
        symbol.print.signature = tokens.source.print(&text, 0..0, &[], "").signature;
    }
    found.push(symbol);
    tokens.close(end) + 1
}

/// The `{` of a body, behind the returned types, on the line where the parameters end.
fn body_behind(tokens: &Tokens<'_, '_>, close: usize) -> Option<usize> {
    let mut at = close + 1;
    while at < tokens.len() && !tokens.is_first(at) {
        match tokens.word(at) {
            "{" if matches!(tokens.before(at, 1), "interface" | "struct") => at = tokens.close(at),
            "{" => return Some(at),
            "(" | "[" => at = tokens.close(at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn receiver_type(tokens: &Tokens<'_, '_>, open: usize) -> Option<String> {
    let close = tokens.close(open);
    let end = (open..close).find(|at| tokens.word(*at) == "[").unwrap_or(close);
    (open + 1..end)
        .rev()
        .find(|at| tokens.is_word(*at))
        .map(|at| tokens.word(at).to_owned())
}

/// `type NAME ..`, or the same for each line of `type ( .. )`.
fn block(
    tokens: &Tokens<'_, '_>,
    at: usize,
    found: &mut Vec<Symbol>,
    spec: fn(&Tokens<'_, '_>, usize, usize, &mut Vec<Symbol>) -> usize,
) -> usize {
    if tokens.word(at + 1) != "(" {
        return spec(tokens, at, at + 1, found).max(at + 1);
    }
    let close = tokens.close(at + 1);
    let mut line = at + 2;
    while line < close {
        line = spec(tokens, line, line, found).max(line + 1);
    }
    close + 1
}

fn line_end(tokens: &Tokens<'_, '_>, from: usize) -> usize {
    let mut at = from;
    loop {
        if matches!(tokens.word(at), "(" | "{" | "[") {
            at = tokens.close(at);
        }
        at += 1;
        if at >= tokens.len() || tokens.is_first(at) || matches!(tokens.word(at), ")" | "}" | ";") {
            return at;
        }
    }
}

fn type_spec(tokens: &Tokens<'_, '_>, first: usize, name: usize, found: &mut Vec<Symbol>) -> usize {
    let end = line_end(tokens, name);
    if !tokens.is_word(name) {
        return end;
    }
    let body = (name + 1..end).find(|at| tokens.word(*at) == "{");
    let (kind, open) = match body.map(|open| tokens.before(open, 1)) {
        Some("struct") => (SymbolKind::Struct, body),
        Some("interface") => (SymbolKind::Interface, body),
        _ => (SymbolKind::Type, None),
    };
    let symbol = tokens.symbol(kind, name, first, end.saturating_sub(1), &[]);
    let container = vec![symbol.name.clone()];
    found.push(symbol);
    if let Some(open) = open {
        fields(tokens, open, &container, found);
    }
    end
}

/// The fields of a struct or the methods of an interface, one a line.
fn fields(tokens: &Tokens<'_, '_>, open: usize, container: &[String], found: &mut Vec<Symbol>) {
    let close = tokens.close(open);
    let mut line = open + 1;
    while line < close {
        let end = line_end(tokens, line).min(close);
        if tokens.is_word(line) && tokens.word(line + 1) == "(" {
            found.push(tokens.callable(SymbolKind::Method, line, line, line + 1, None, container));
        } else if tokens.is_word(line) && end > line + 1 && !matches!(tokens.word(line + 1), "." | "|") {
            field(tokens, line, end, container, found);
        }
        line = end.max(line + 1);
    }
}

fn field(tokens: &Tokens<'_, '_>, line: usize, end: usize, container: &[String], found: &mut Vec<Symbol>) {
    let mut name = line;
    loop {
        found.push(tokens.symbol(SymbolKind::Field, name, line, end - 1, container));
        if tokens.word(name + 1) != "," {
            break;
        }
        name += 2;
    }
    if let Some((at, tag)) = tokens.text(end - 1) {
        found.extend(go_interface::tag_keys(tokens.source, at, tag, container));
    }
    let inner = (line..end).find(|at| tokens.word(*at) == "{" && tokens.before(*at, 1) == "struct");
    if let Some(open) = inner.filter(|_| container.len() < 8) {
        let mut around = container.to_vec();
        around.push(tokens.word(line).to_owned());
        fields(tokens, open, &around, found);
    }
}

/// `NAME [TYPE] = value` of constants and variables.
fn value_spec(tokens: &Tokens<'_, '_>, first: usize, name: usize, found: &mut Vec<Symbol>) -> usize {
    let end = line_end(tokens, name);
    if !tokens.is_word(name) || tokens.word(name) == "_" {
        return end;
    }
    let equals = (name..end).find(|at| tokens.word(*at) == "=");
    let several = tokens.word(name + 1) == ",";
    let mut symbol = tokens.symbol(SymbolKind::Constant, name, first, end - 1, &[]);
    symbol.value = equals
        .filter(|_| !several)
        .and_then(|equals| tokens.value(equals + 1, end));
    found.push(symbol);
    let mut next = name + 2;
    while tokens.before(next, 1) == ","
        && equals.is_none_or(|equals| next < equals)
        && tokens.is_word(next)
        && next < end
    {
        found.push(tokens.symbol(SymbolKind::Constant, next, first, end - 1, &[]));
        next += 2;
    }
    end
}

/// Whether a string can be an environment variable's name.
pub(super) fn is_variable(name: &str) -> bool {
    is_env_name(name) && !name.contains(char::is_lowercase)
}
