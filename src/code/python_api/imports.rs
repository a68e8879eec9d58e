//! The names that an import gives.

use super::statement::{split_commas, within_brackets};
use super::token::{Kind, Token};

/// One name that an import gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Imported<'text> {
    /// How many dots stand before the module.
    pub(super) level: usize,
    /// The module as written, without these dots.
    pub(super) module: &'text str,
    /// What is taken from the module: a name, `*`, or nothing when it is the module itself.
    pub(super) name: &'text str,
    /// The name it has here.
    pub(super) bound: &'text str,
    /// Whether `as` gave it.
    pub(super) renamed: bool,
}

/// Tells `take` every name of an `import` or `from` statement.
pub(super) fn imported<'text>(text: &'text str, statement: &[Token], take: &mut impl FnMut(Imported<'text>)) {
    let Some((first, rest)) = statement.split_first() else {
        return;
    };
    match first.text(text) {
        "import" => modules(text, rest, take),
        "from" => members(text, rest, take),
        _ => {}
    }
}

fn modules<'text>(text: &'text str, rest: &[Token], take: &mut impl FnMut(Imported<'text>)) {
    for part in split_commas(rest) {
        let (path, alias) = renamed(text, part);
        let module = between(text, path);
        take(Imported {
            level: 0,
            module,
            name: "",
            bound: alias.unwrap_or_else(|| module.split('.').next().unwrap_or_default()),
            renamed: alias.is_some(),
        });
    }
}

fn members<'text>(text: &'text str, rest: &[Token], take: &mut impl FnMut(Imported<'text>)) {
    let Some(import) = rest.iter().position(|token| token.text(text) == "import") else {
        return;
    };
    let (from, names) = (&rest[..import], &rest[import + 1..]);
    let is_dots = |token: &&Token| matches!(token.kind, Kind::Dot | Kind::Ellipsis);
    let dots = from.iter().take_while(is_dots).count();
    let level = from[..dots].iter().map(|token| token.text(text).len()).sum();
    let module = between(text, &from[dots..]);
    for part in split_commas(within_brackets(names).unwrap_or(names)) {
        let (path, alias) = renamed(text, part);
        let name = between(text, path);
        take(Imported {
            level,
            module,
            name,
            bound: alias.unwrap_or(name),
            renamed: alias.is_some(),
        });
    }
}

/// What stands before `as`, and the name behind it.
fn renamed<'text, 'tokens>(text: &'text str, part: &'tokens [Token]) -> (&'tokens [Token], Option<&'text str>) {
    match part {
        [path @ .., word, name] if word.kind == Kind::Word && word.text(text) == "as" => (path, Some(name.text(text))),
        _ => (part, None),
    }
}

/// The text from the first to the last token.
fn between<'text>(text: &'text str, tokens: &[Token]) -> &'text str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => text.get(first.start as usize..last.end as usize).unwrap_or_default(),
        _ => "",
    }
}
