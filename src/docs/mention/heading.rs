//! A heading in plain words that as a whole is a declaration (`response.redirect(url, [alt])`) or a name (`ctx.auth`).
//! "Option(s)" declares nothing, and a capital begins a title.

use super::lexer::Family;
use super::word::{is_camel, is_identifier, is_snake, split_name};
use super::{Found, code, prose, shift};
use crate::model::mention::MentionKind;

/// Longer headings are not read as declarations.
const MAX_BYTES: usize = 400;
/// What may stand before the name.
const BEFORE: &[&str] = &["new ", "async ", "static ", "function ", "."];
/// What may stand behind the list: what is given back.
const BEHIND: &[&str] = &[":", "->", "=>", "→", "⇒", "⇨"];
/// Signs around the names of parameters: optional ones, patterns, stars.
const SIGNS: &[char] = &['[', ']', '{', '}', '.', '…', '*', '&', '$', ' ', '?'];

/// The mentions in the plain words of a heading.
pub(crate) fn scan(text: &str) -> Vec<Found> {
    let lead = text.len() - text.trim_start().len();
    let body = text[lead..].split('\n').next().unwrap_or_default();
    let Some(found) = declared(body) else {
        let found = prose::scan(text);
        return match named(body) {
            Some(one) if found.is_empty() => shift(vec![one], lead).collect(),
            _ => found,
        };
    };
    let rest = lead + body.len();
    let found = shift(found, lead).chain(shift(prose::scan(&text[rest..]), rest));
    found.collect()
}

/// A name that is all of a line: `ctx.auth`, `close()`, `timeout`. A capital begins a title.
fn named(line: &str) -> Option<Found> {
    let line = line.trim_end();
    let name = line.strip_suffix("()").unwrap_or(line);
    if name.len() > MAX_BYTES || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let parts = split_name(name);
    (!parts.is_empty() && name.split('.').all(is_identifier))
        .then(|| Found::new(0..name.len(), MentionKind::Name).with_parts(parts))
}

/// The name and the parameters of a line that is a declaration.
fn declared(line: &str) -> Option<Vec<Found>> {
    if line.len() > MAX_BYTES {
        return None;
    }
    let at = BEFORE
        .iter()
        .find(|word| line.starts_with(**word))
        .map_or(0, |word| word.len());
    let (name, _) = line[at..].split_once('(')?;
    let open = at + name.len();
    let close = open + closing(&line[open..])?;
    let behind = line[close + 1..].trim();
    let is_end = behind.is_empty() || BEHIND.iter().any(|sign| behind.starts_with(sign));
    if !is_end || !is_list(name, &line[open + 1..close]) {
        return None;
    }
    let found = code::scan_as(&line[at..=close], Family::Inline, true);
    let is_declared = found
        .first()
        .is_some_and(|first| first.range == (0..name.len()) && first.call.is_some());
    let meant = |found: &Found| found.range.start == 0 || found.kind == MentionKind::Argument;
    is_declared.then(|| shift(found.into_iter().filter(meant).collect(), at).collect())
}

/// Where the parenthesis that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Whether a list is one of parameters, and the word before it the name of what takes them.
fn is_list(name: &str, list: &str) -> bool {
    let is_param = |piece: &str| {
        let piece = piece.split([':', '=']).next().unwrap_or_default();
        piece
            .trim_matches(SIGNS)
            .split(SIGNS)
            .all(|word| word.is_empty() || is_identifier(word))
    };
    let mut parts = name.split(['.', '#', ':']).filter(|part| !part.is_empty());
    let qualified = parts.clone().count() > 1;
    let told = qualified
        || is_camel(name)
        || is_snake(name)
        || list.contains([',', '[', '='])
        || list.len() > 2 && name.starts_with(char::is_lowercase)
        || is_typed(list);
    let is_value = |piece: &str| {
        piece
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || "\"'`<".contains(c))
    };
    told && !list.trim().is_empty()
        && parts.all(is_identifier)
        && list.split(',').all(|piece| is_param(piece) && !is_value(piece))
}

/// Whether a list is one parameter with its type, as Go writes it: `expected interface{}`, `n int`.
fn is_typed(list: &str) -> bool {
    const TYPES: &[&str] = &[
        "any", "bool", "byte", "error", "float64", "int", "int64", "rune", "string", "uint64",
    ];
    let ty = list.trim().split_once(' ').map(|(_, ty)| ty.trim_start_matches("..."));
    ty.is_some_and(|ty| TYPES.contains(&ty) || ty.ends_with("{}") || ty.starts_with(['*', '[']))
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::model::mention::MentionKind;

    /// The declared name with its parameters.
    fn declared(text: &str) -> Option<String> {
        let found = scan(text);
        let first = found.first().filter(|first| first.kind == MentionKind::Call)?;
        let call = first.call.as_ref().filter(|call| call.declaration)?;
        let names = call.arguments.iter().map(|one| one.name.clone().unwrap_or_default());
        Some(format!(
            "{} {}",
            &text[first.range.clone()],
            names.collect::<Vec<_>>().join(",")
        ))
    }

    #[test]
    fn headings_that_are_declarations_are_read_as_such() {
        for (text, wanted) in [
            ("response.attachment([filename])", "response.attachment filename"),
            ("response.redirect(url, [alt])", "response.redirect url,alt"),
            ("model.property(value, scope?)", "model.property value,scope"),
            ("new Server(port[, host])", "Server port,host"),
            (
                "Property.onChange(listener, fireImmediately=false): Lambda",
                "Property.onChange listener,fireImmediately",
            ),
            ("  render(vnode, parent)\n", "render vnode,parent"),
            ("use(middleware)", "use middleware"),
            ("Equal(expected interface{})", "Equal expected"),
        ] {
            assert_eq!(declared(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn headings_of_plain_words_declare_nothing() {
        for text in [
            "Option(s)",
            "Option(see below)",
            "word(s)",
            "Usage (advanced, rare)",
            "The render(vnode) function",
            "Parameters(optional)",
            "get_user(42)",
            "print('x')",
            "close()",
            "a.b(c",
        ] {
            assert_eq!(declared(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_that_is_all_of_a_heading_is_a_mention() {
        let named = |text: &str| {
            scan(text)
                .into_iter()
                .map(|found| found.parts.join("/"))
                .collect::<Vec<_>>()
        };
        assert_eq!(named("ctx.auth"), ["ctx/auth"]);
        assert_eq!(named("timeout\n"), ["timeout"]);
        for title in ["Usage", "how to", "npm & co", "1.2", ""] {
            assert!(named(title).is_empty(), "{title}");
        }
    }
}
