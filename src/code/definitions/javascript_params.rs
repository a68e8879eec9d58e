//! What functions of JavaScript and TypeScript take and give back: which parameters may be left out, and the types that are written.

use super::tokens::Tokens;
use crate::model::symbol::{Param, ParamKind, Symbol, SymbolKind};

/// Words before the name of a parameter that make it a field.
const MODIFIERS: &[&str] = &["public", "private", "protected", "readonly", "override"];
/// A type is no longer than this many tokens.
const LONGEST_TYPE: usize = 200;

/// A callable whose parameters open at `open` and whose body opens at `body`, if it has one.
pub(super) fn callable(
    tokens: &Tokens<'_, '_>,
    kind: SymbolKind,
    name: usize,
    first: usize,
    (open, body): (usize, Option<usize>),
    container: &[String],
) -> Symbol {
    let mut symbol = tokens.callable(kind, name, first, open, body, container);
    let returns = returns(tokens, tokens.close(open), body);
    let params = params(tokens, open, returns.is_some());
    if let Some(signature) = &mut symbol.signature {
        signature.params = params;
        if body.is_some_and(|body| takes_what_it_gets(tokens, body)) {
            signature.params.push(Param {
                name: "_arguments".to_owned(),
                ty: None,
                default: None,
                kind: ParamKind::Variadic,
            });
        }
        if let Some(returns) = returns {
            signature.text = format!("{}: {returns}", signature.text);
            signature.returns = Some(returns);
            // What it gives back is as much of its signature as what it takes.
            let (_, shape) = signature.text.split_at(symbol.name.len().min(signature.text.len()));
            symbol.print.signature = tokens.source.print(shape, 0..0, &[], "").signature;
        }
    }
    symbol
}

/// Whether a body reads `arguments`: the function takes more than its list says.
fn takes_what_it_gets(tokens: &Tokens<'_, '_>, body: usize) -> bool {
    let read =
        |at: usize| tokens.word(at) == "arguments" && !matches!(tokens.word(at - 1), "." | "const" | "let" | "var");
    tokens.word(body) == "{" && (body + 1..tokens.close(body)).any(read)
}

/// The type behind the parameters that close at `close`.
fn returns(tokens: &Tokens<'_, '_>, close: usize, body: Option<usize>) -> Option<String> {
    if tokens.word(close + 1) != ":" {
        return None;
    }
    let start = close + 2;
    let end = match body {
        Some(body) => body - usize::from(tokens.word(body - 1) == "=>"),
        None => type_end(tokens, start),
    };
    tokens.value(start, end)
}

/// The token behind a type that no body follows.
fn type_end(tokens: &Tokens<'_, '_>, start: usize) -> usize {
    let mut at = start;
    let mut angles = 0_usize;
    while at < tokens.len().min(start + LONGEST_TYPE) {
        match tokens.word(at) {
            "(" | "[" | "{" => at = tokens.close(at),
            "<" => angles += 1,
            ">" => angles = angles.saturating_sub(1),
            // The arrow of a function whose value is an expression, not that of a type `(x) => y`.
            "=>" if tokens.word(at - 1) != ")" => return at,
            "," if angles == 0 => return at,
            ";" | ")" | "]" | "}" | "=" => return at,
            _ => {}
        }
        at += 1;
        let goes_on =
            matches!(tokens.word(at), "|" | "&" | "=>" | ".") || matches!(tokens.word(at - 1), "|" | "&" | "=>");
        if tokens.is_first(at) && angles == 0 && !goes_on {
            return at;
        }
    }
    at.min(tokens.len())
}

/// The parameters of a list. Only where types are written it is known which of them a call must give.
fn params(tokens: &Tokens<'_, '_>, open: usize, typed: bool) -> Vec<Param> {
    let close = tokens.close(open);
    let mut params = Vec::new();
    let mut at = open + 1;
    while at < close {
        let end = param_end(tokens, at, close);
        params.extend(param(tokens, at, end));
        at = end + 1;
    }
    let typed = typed || params.iter().any(|param| param.ty.is_some());
    for param in params
        .iter_mut()
        .filter(|param| !typed && param.kind == ParamKind::Normal)
    {
        param.kind = ParamKind::Optional;
    }
    params
}

/// The comma or parenthesis behind a parameter; commas between the arguments of a type do not end it.
fn param_end(tokens: &Tokens<'_, '_>, start: usize, close: usize) -> usize {
    let (mut at, mut angles, mut in_type) = (start, 0_usize, false);
    while at < close {
        match tokens.word(at) {
            "(" | "[" | "{" => at = tokens.close(at),
            ":" => in_type = true,
            "=" => in_type = false,
            "<" if in_type => angles += 1,
            ">" if in_type => angles = angles.saturating_sub(1),
            "," if angles == 0 || !in_type => return at,
            _ => {}
        }
        at += 1;
    }
    at.min(close)
}

fn param(tokens: &Tokens<'_, '_>, start: usize, end: usize) -> Option<Param> {
    let start = behind_modifiers(tokens, start, end);
    let rest = tokens.word(start) == "...";
    let at = start + usize::from(rest);
    let is_pattern = matches!(tokens.word(at), "{" | "[");
    let behind = 1 + if is_pattern { tokens.close(at) } else { at };
    if behind > end || !is_pattern && !tokens.is_word(at) {
        return None;
    }
    let name = match is_pattern {
        true => tokens.value(at, behind).unwrap_or_else(|| "{}".to_owned()),
        false => tokens.word(at).to_owned(),
    };
    let may_lack = tokens.word(behind) == "?";
    let colon = behind + usize::from(may_lack);
    let equals = value_sign(tokens, behind, end);
    let ty = (tokens.word(colon) == ":" && colon < end)
        .then(|| tokens.value(colon + 1, equals.unwrap_or(end)))
        .flatten();
    let kind = match (rest, may_lack || equals.is_some()) {
        (true, _) => ParamKind::Variadic,
        _ if name == "this" => ParamKind::Receiver,
        (_, true) => ParamKind::Optional,
        _ => ParamKind::Normal,
    };
    let default = equals.and_then(|equals| tokens.value(equals + 1, end));
    Some(Param {
        name,
        ty,
        default,
        kind,
    })
}

/// The `=` before a default.
fn value_sign(tokens: &Tokens<'_, '_>, start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    while at < end {
        match tokens.word(at) {
            "=" => return Some(at),
            "(" | "[" | "{" => at = tokens.close(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where a parameter begins behind its decorators and the words that make it a field.
fn behind_modifiers(tokens: &Tokens<'_, '_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        match tokens.word(at) {
            "@" if tokens.word(at + 2) == "(" => at = tokens.close(at + 2) + 1,
            "@" => at += 2,
            word if MODIFIERS.contains(&word) && tokens.is_word(at + 1) => at += 1,
            _ => break,
        }
    }
    at.min(end)
}

#[cfg(test)]
mod tests {
    use crate::code::definitions::tests::found;
    use crate::model::symbol::{ParamKind, Signature};

    /// Name, type, and how it is passed, of every parameter.
    fn params(path: &str, text: &str) -> Vec<String> {
        let signature = signature(path, text);
        let params = signature.params.iter().map(|param| {
            let mark = match param.kind {
                ParamKind::Normal => "",
                ParamKind::Optional => "?",
                ParamKind::Variadic => "..",
                _ => "-",
            };
            let ty = param.ty.as_ref().map_or_else(String::new, |ty| format!(": {ty}"));
            let default = param
                .default
                .as_ref()
                .map_or_else(String::new, |value| format!(" = {value}"));
            format!("{}{mark}{ty}{default}", param.name)
        });
        params.collect()
    }

    fn signature(path: &str, text: &str) -> Signature {
        let mut symbols = found(path, text).into_iter();
        symbols.find_map(|symbol| symbol.signature).unwrap()
    }

    #[test]
    fn typescript_says_which_parameters_may_be_left_out() {
        assert_eq!(
            params(
                "a.ts",
                "export function f(a: Map<string, number>, b?: X, c: Y = {}, ...rest: Z[]) {}\n"
            ),
            ["a: Map<string, number>", "b?: X", "c?: Y = {}", "rest..: Z[]"]
        );
        assert_eq!(
            params(
                "a.ts",
                "class A {\n  constructor(this: A, @Inject() private readonly x: X, {a, b}: O) {}\n}\n"
            ),
            ["this-: A", "x: X", "{a, b}: O"]
        );
    }

    #[test]
    fn javascript_does_not_say_so() {
        assert_eq!(
            params("a.js", "function f(a, b = 1, {c} = {}) {}\n"),
            ["a?", "b? = 1", "{c}? = {}"]
        );
        assert_eq!(params("a.ts", "function f(a, b): void {}\n"), ["a", "b"]);
    }

    #[test]
    fn what_is_given_back_is_read_where_it_is_written() {
        let returns = |text: &str| signature("a.ts", text).returns;
        assert_eq!(
            returns("interface A {\n  f(a: X): Promise<B>\n  g: C\n}\n").as_deref(),
            Some("Promise<B>")
        );
        assert_eq!(
            returns("function f(a: X): { b: C } | null {\n}\n").as_deref(),
            Some("{b: C} | null")
        );
        assert_eq!(
            returns("export declare function f(a: X): Map<A, B>;\n").as_deref(),
            Some("Map<A, B>")
        );
        assert_eq!(returns("const f = (a: X): B => a.b\n").as_deref(), Some("B"));
        assert_eq!(returns("function f(a: X) {}\n"), None);
    }
}
