//! Reads the parenthesis of a call or declaration as a doc shows it: arguments, defaults, what is left out.

use super::lexer::{Family, Kind, Token, tokens};
use crate::model::mention::{ShownArgument, ShownCall};
use std::ops::Range;

/// Longer parentheses are not read; the call then counts as partial.
const MAX_BYTES: usize = 4000;

/// A call whose arguments are not known.
pub(crate) fn unknown_call(declaration: bool) -> ShownCall {
    ShownCall {
        arguments: Vec::new(),
        partial: true,
        declaration,
        returns: None,
    }
}

/// Reads `(a, b=1)`, parentheses included. In an inline text or of an unknown language.
pub(crate) fn shown_call(text: &str, declaration: bool) -> ShownCall {
    shown_call_in(text, declaration, Family::Inline)
}

/// Reads `(a, b=1)` as code of a family.
pub(crate) fn shown_call_in(text: &str, declaration: bool, family: Family) -> ShownCall {
    if text.len() > MAX_BYTES {
        return unknown_call(declaration);
    }
    let (text, optional) = without_optional_groups(text, declaration);
    let body = text.strip_prefix('(').unwrap_or(&text);
    let body = body.strip_suffix(')').unwrap_or(body);
    let reader = Reader {
        text: body,
        tokens: tokens(body, family),
        declaration,
        family,
    };
    let mut call = ShownCall {
        arguments: Vec::new(),
        partial: optional,
        declaration,
        returns: None,
    };
    for range in reader.arguments() {
        reader.add(range, &mut call);
    }
    call
}

/// Blanks the brackets of `open(file[, mode[, buffering]])`; says whether there were any.
fn without_optional_groups(text: &str, declaration: bool) -> (String, bool) {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // A bracket before a comma opens an optional group, as does one behind the parenthesis that holds a default;
    // `([1, 2])` and `(a, [b])` are lists.
    let group = |(at, _): (usize, &str)| {
        squeezed[at..]
            .split(']')
            .next()
            .is_some_and(|inner| inner.contains('='))
    };
    let is_group = squeezed.contains("[,")
        || squeezed.starts_with("([") && squeezed.contains('=')
        || declaration && squeezed.match_indices(",[").any(group);
    if !is_group {
        return (text.to_owned(), false);
    }
    (text.replace(['[', ']'], " "), true)
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    declaration: bool,
    family: Family,
}

impl Reader<'_> {
    fn token(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| &self.text[token.range.clone()])
    }

    /// Ranges of tokens between the commas that stand in no inner bracket.
    fn arguments(&self) -> Vec<Range<usize>> {
        let mut arguments = Vec::new();
        let (mut depth, mut start) = (0_usize, 0);
        for index in 0..self.tokens.len() {
            match self.token(index) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                "<" if self.declaration && self.family != Family::Python => depth += 1,
                ">" if self.declaration && self.family != Family::Python => depth = depth.saturating_sub(1),
                "," if depth == 0 => {
                    arguments.push(start..index);
                    start = index + 1;
                }
                _ => {}
            }
        }
        arguments.push(start..self.tokens.len());
        arguments
    }

    fn add(&self, range: Range<usize>, call: &mut ShownCall) {
        let blank = |index: usize| matches!(self.tokens[index].kind, Kind::Newline | Kind::Comment);
        let mut range = range;
        while range.start < range.end && blank(range.start) {
            range.start += 1;
        }
        while range.start < range.end && blank(range.end - 1) {
            range.end -= 1;
        }
        if range.is_empty() {
            return;
        }
        let first = self.token(range.start);
        if first == "..." || first == "…" {
            call.partial = true;
            return;
        }
        let is_spread = matches!(first, "*" | "**") && range.len() > 1;
        let leaves_out = is_spread || self.token(range.end - 1) == "...";
        call.partial |= leaves_out && !self.declaration;
        call.arguments.push(match self.declaration {
            true => self.parameter(range),
            false => self.argument(range),
        });
    }

    fn argument(&self, range: Range<usize>) -> ShownArgument {
        let named = self.family.has_named_arguments()
            && self.tokens[range.start].kind == Kind::Ident
            && self.token(range.start + 1) == "="
            && range.len() >= 2;
        if !named {
            return ShownArgument {
                name: None,
                value: self.value(range),
                ty: None,
            };
        }
        ShownArgument {
            name: Some(self.token(range.start).to_owned()),
            value: self.value(range.start + 2..range.end),
            ty: None,
        }
    }

    /// `name`, `name: type = default`, `type name`, `*`, `**options`.
    fn parameter(&self, range: Range<usize>) -> ShownArgument {
        let equals = range.clone().find(|index| self.token(*index) == "=");
        let head = range.start..equals.unwrap_or(range.end);
        let value = equals.map_or(String::new(), |at| self.value(at + 1..range.end));
        let ty = self.parameter_type(head.clone());
        match self.parameter_name(head) {
            Some(name) => ShownArgument {
                name: Some(name),
                value,
                ty,
            },
            None => ShownArgument {
                name: None,
                value: self.value(range),
                ty: None,
            },
        }
    }

    fn parameter_type(&self, head: Range<usize>) -> Option<String> {
        let typed = matches!(self.family, Family::Rust | Family::Script);
        let colon = head.clone().find(|index| self.token(*index) == ":").filter(|_| typed)?;
        Some(self.value(colon + 1..head.end)).filter(|ty| !ty.is_empty())
    }

    fn parameter_name(&self, head: Range<usize>) -> Option<String> {
        let colon = head.clone().find(|index| self.token(*index) == ":");
        let is_name = |index: &usize| {
            self.tokens[*index].kind == Kind::Ident && !matches!(self.token(*index), "mut" | "ref" | "const" | "final")
        };
        let before = head.start..colon.unwrap_or(head.end);
        // With a type behind a colon the name is before it; without, C-like languages write the type first.
        let type_first = colon.is_none() && self.family == Family::C && self.token(head.start) != "*";
        let name = match type_first {
            true => before.clone().rfind(is_name),
            false => before.clone().find(is_name),
        }?;
        let is_literal = matches!(self.tokens[before.start].kind, Kind::Text | Kind::Number);
        (!is_literal).then(|| self.token(name).to_owned())
    }

    /// The source of tokens, white space joined.
    fn value(&self, range: Range<usize>) -> String {
        let (Some(first), Some(last)) = (
            self.tokens.get(range.start),
            range.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) else {
            return String::new();
        };
        if range.is_empty() {
            return String::new();
        }
        let text = self.text.get(first.range.start..last.range.end).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, shown_call, shown_call_in};

    fn shape(text: &str, declaration: bool) -> String {
        let call = shown_call_in(text, declaration, Family::Python);
        let arguments = call.arguments.iter().map(|one| match &one.name {
            Some(name) if one.value.is_empty() => name.clone(),
            Some(name) => format!("{name}={}", one.value),
            None => format!("<{}>", one.value),
        });
        let tail = if call.partial { " .." } else { "" };
        arguments.collect::<Vec<_>>().join("|") + tail
    }

    #[test]
    fn arguments_of_calls_keep_names_and_values_as_written() {
        assert_eq!(
            shape("(url, timeout=(1,\n  2), **options)", false),
            "<url>|timeout=(1, 2)|<**options> .."
        );
        assert_eq!(shape("()", false), "");
        assert_eq!(shape("(a, ...)", false), "<a> ..");
        assert_eq!(shape("([1, 2], {'a': 1})", false), "<[1, 2]>|<{'a': 1}>");
    }

    #[test]
    fn parameters_of_declarations_keep_names_and_defaults() {
        assert_eq!(
            shape("(self, a: int = 5, *, b=None, **kw)", true),
            "self|a=5|<*>|b=None|kw"
        );
        assert_eq!(shape("(file[, mode[, buffering]])", true), "file|mode|buffering ..");
        assert_eq!(shape("(a: dict[str, int])", true), "a");
        assert_eq!(shape("(text, [strict=False])", true), "text|strict=False ..");
        assert_eq!(shape("(text, [1, 2])", false), "<text>|<[1, 2]>");
    }

    #[test]
    fn parameters_of_other_languages_are_found_by_their_place() {
        let names = |text: &str, family| {
            let call = shown_call_in(text, true, family);
            call.arguments
                .into_iter()
                .map(|one| one.name.unwrap_or_default())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("(&self, mut a: Vec<(u8, u8)>, b: u8)", Family::Rust),
            ["self", "a", "b"]
        );
        assert_eq!(names("(final String a, int b)", Family::C), ["a", "b"]);
        assert_eq!(names("(a?: string, b = 1)", Family::Script), ["a", "b"]);
    }

    #[test]
    fn very_long_parentheses_are_partial() {
        assert!(shown_call(&format!("({})", "a, ".repeat(3000)), false).partial);
    }
}
