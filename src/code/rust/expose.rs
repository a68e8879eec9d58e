//! What a Rust program shows to its users: command-line flags, environment variables, keys of settings.
//!
//! Derived ones come from attributes of fields; the rest from calls like `.long("x")` and `env::var("X")`, which are
//! found by their tokens, since they often stand within macros.

use super::super::draft::{Source, is_env_name, unquote};
use super::super::lexer::{Lexer, Token, TokenKind};
use super::attribute::{self, Argument};
use super::item::Reading;
use crate::model::symbol::{Symbol, SymbolKind};
use syn::{Attribute, Field, Fields};

/// Attributes that make a flag of a field.
const FLAG_ATTRIBUTES: &[&str] = &["arg", "clap", "structopt", "argh", "bpaf", "options", "facet"];

impl Reading<'_, '_> {
    /// The flags and settings that the fields of a declaration stand for.
    pub(super) fn expose(&mut self, attributes: &[Attribute], fields: &Fields) {
        let derives = attribute::derives(self.source, self.places, attributes);
        let derived = |name: &str| derives.iter().any(|derive| derive == name);
        let rename = self.rename_all(attributes);
        for field in fields.iter().filter(|field| field.ident.is_some()) {
            self.flags(field);
            if derived("Deserialize") {
                self.setting(field, rename.as_deref());
            }
        }
    }

    fn rename_all(&self, attributes: &[Attribute]) -> Option<String> {
        let arguments = attribute::arguments(self.source, self.places, attributes, &["serde"]);
        let rename = arguments.iter().find(|argument| argument.name == "rename_all")?;
        rename.string(self.source).map(|(_, case)| case.to_owned())
    }

    /// `#[arg(long, short = 'x', env = "X")] field`
    fn flags(&mut self, field: &Field) {
        let Some(ident) = &field.ident else { return };
        let arguments = attribute::arguments(self.source, self.places, &field.attrs, FLAG_ATTRIBUTES);
        let name = ident.to_string();
        let kebab = name.trim_start_matches("r#").trim_matches('_').replace('_', "-");
        let default = arguments
            .iter()
            .find(|argument| argument.name.starts_with("default_value") || argument.name == "default");
        let value = default.and_then(|argument| self.source.value(argument.value.clone()?));
        let argh = field.attrs.iter().any(|attribute| attribute.path().is_ident("argh"));
        for argument in &arguments {
            let (kind, written) = match argument.name {
                "long" | "alias" | "visible_alias" => {
                    (SymbolKind::Flag, format!("--{}", self.string_or(argument, &kebab)))
                }
                "option" | "switch" if argh => (SymbolKind::Flag, format!("--{kebab}")),
                "short" => (SymbolKind::Flag, format!("-{}", self.short(argument, &kebab))),
                "env" => (SymbolKind::EnvVar, self.string_or(argument, &name.to_uppercase())),
                _ => continue,
            };
            let mut symbol = self.source.named_text(
                kind,
                &written,
                argument.at,
                self.places.range(ident.span()),
                value.clone(),
            );
            symbol.name_span = self.written_at(argument, ident.span());
            symbol.doc = attribute::doc(self.source, self.places, &field.attrs);
            self.symbols.push(symbol);
        }
    }

    fn string_or(&self, argument: &Argument<'_>, other: &str) -> String {
        argument
            .string(self.source)
            .map_or_else(|| other.to_owned(), |(_, written)| written.to_owned())
    }

    /// The letter of `short = 'x'`, or the first one of the field.
    fn short(&self, argument: &Argument<'_>, name: &str) -> String {
        let written = argument
            .value
            .clone()
            .map(|range| self.source.slice(range).trim_matches(['\'', '"', ' ']).to_owned());
        written.unwrap_or_else(|| name.chars().take(1).collect())
    }

    /// Where the name of a flag stands: in the attribute if it is written there, else at the field.
    fn written_at(&self, argument: &Argument<'_>, field: proc_macro2::Span) -> crate::model::span::Span {
        let range = argument.value.clone().unwrap_or_else(|| self.places.range(field));
        crate::model::span::Span::new(range.start, range.end)
    }

    /// The keys under which a deserialized field is set.
    fn setting(&mut self, field: &Field, rename_all: Option<&str>) {
        let Some(ident) = &field.ident else { return };
        let arguments = attribute::arguments(self.source, self.places, &field.attrs, &["serde"]);
        let named = |name: &'static str| arguments.iter().filter(move |argument| argument.name == name);
        if named("flatten")
            .chain(named("skip"))
            .chain(named("skip_deserializing"))
            .next()
            .is_some()
        {
            return;
        }
        let place = self.places.range(ident.span());
        let written = ident.to_string();
        let plain = written.trim_start_matches("r#");
        let renamed = named("rename").find_map(|argument| argument.string(self.source));
        let name = renamed.map_or_else(
            || (place.start, in_case(plain, rename_all)),
            |(at, name)| (at, name.to_owned()),
        );
        let aliases = named("alias")
            .filter_map(|argument| argument.string(self.source))
            .map(|(at, name)| (at, name.to_owned()));
        let all: Vec<(usize, String)> = std::iter::once(name).chain(aliases).collect();
        for (at, key) in all {
            let mut symbol = self
                .source
                .named_text(SymbolKind::ConfigKey, &key, at, place.clone(), None);
            symbol.container.clone_from(&self.container);
            if at == place.start {
                symbol.name_span = crate::model::span::Span::new(place.start, place.end);
            }
            symbol.doc = attribute::doc(self.source, self.places, &field.attrs);
            self.symbols.push(symbol);
        }
    }
}

/// A `snake_case` name in the case that `rename_all` asks for.
fn in_case(name: &str, case: Option<&str>) -> String {
    let capital = |word: &str| {
        word.chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(word.chars().skip(1))
            .collect::<String>()
    };
    let pascal = || name.split('_').map(capital).collect::<String>();
    match case {
        Some("kebab-case") => name.replace('_', "-"),
        Some("SCREAMING_SNAKE_CASE" | "UPPERCASE") => name.to_uppercase(),
        Some("SCREAMING-KEBAB-CASE") => name.to_uppercase().replace('_', "-"),
        Some("PascalCase") => pascal(),
        Some("camelCase") => {
            let pascal = pascal();
            pascal
                .chars()
                .take(1)
                .flat_map(char::to_lowercase)
                .chain(pascal.chars().skip(1))
                .collect()
        }
        _ => name.to_owned(),
    }
}

/// Flags and environment variables that calls declare or read, found by tokens.
pub(super) fn calls(source: &Source<'_>) -> Vec<Symbol> {
    let builds_flags = ["Arg::", "clap", "lexopt", "Flag::"]
        .iter()
        .any(|word| source.text.contains(word));
    let spells_flags = ["arg!(", "flags!"].iter().any(|word| source.text.contains(word));
    let mut found = Vec::new();
    let mut last: [&str; 4] = [""; 4];
    for token in Lexer::new(source.text, source.style).filter(|token| token.kind != TokenKind::Comment) {
        let word = token.of(source.text);
        if token.kind == TokenKind::Text {
            found.extend(call(source, token, last, builds_flags));
        } else if spells_flags && token.kind == TokenKind::Mark {
            found.extend(spelled(source, token));
        }
        last = [last[1], last[2], last[3], word];
    }
    found
}

/// The symbol of a string that is the first argument of a call; `last` are the four tokens before it.
fn call(source: &Source<'_>, token: Token, last: [&str; 4], builds_flags: bool) -> Option<Symbol> {
    let word = token.of(source.text);
    let (shift, inner) = unquote(word);
    let (kind, name) = match last {
        [_, "::", "var" | "var_os", "("] | [_, "env" | "option_env", "!", "("] if is_env_name(inner) => {
            (SymbolKind::EnvVar, inner.to_owned())
        }
        [_, ".", "env", "("] if builds_flags && is_env_name(inner) => (SymbolKind::EnvVar, inner.to_owned()),
        [_, ".", "long" | "visible_alias", "("] if builds_flags && is_flag_name(inner) => {
            (SymbolKind::Flag, format!("--{inner}"))
        }
        [_, ".", "short", "("] if builds_flags && word.len() == 3 => (SymbolKind::Flag, format!("-{inner}")),
        [.., "Long", "("] if builds_flags && is_flag_name(inner) => (SymbolKind::Flag, format!("--{inner}")),
        _ => return None,
    };
    let at = token.start + shift;
    let mut symbol = source.named_text(kind, &name, at, token.start..token.end, None);
    symbol.name_span = crate::model::span::Span::new(at, at + inner.len());
    Some(symbol)
}

/// A flag that a macro is given as people type it: `arg!(-n --dry-run "..")`, `optional --dry-run`.
fn spelled(source: &Source<'_>, token: Token) -> Option<Symbol> {
    let (before, rest) = (source.text.get(..token.start)?, source.text.get(token.start..)?);
    let name = rest.strip_prefix("--")?;
    let end = name
        .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        .unwrap_or(name.len());
    let name = name
        .get(..end)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))?;
    let bounded = before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let at = token.start + "--".len();
    let range = token.start..at + name.len();
    let mut symbol = source.named_text(SymbolKind::Flag, &format!("--{name}"), at, range, None);
    symbol.name_span = crate::model::span::Span::new(at, at + name.len());
    (bounded && is_flag_name(name) && !name.ends_with('-')).then_some(symbol)
}

fn is_flag_name(name: &str) -> bool {
    name.len() > 1
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && !name.starts_with('-')
}
