//! The keys of settings files: TOML, INI, YAML, JSON and JSON schemas.
//!
//! Built on tokens and lines, so that templates, comments and broken files give what keys they have.

use super::draft::{Source, unquote};
use super::language::KeyFormat;
use super::lexer::{Lexer, Token, TokenKind};
use crate::model::symbol::{Symbol, SymbolKind};

/// No file gives more keys than this: beyond it, it holds data and not settings.
pub(crate) const MOST_KEYS: usize = 2_000;

/// The keys of a settings file, in the order of the text, and whether there were more than are kept.
pub(crate) fn keys(source: &Source<'_>, format: KeyFormat) -> (Vec<Symbol>, bool) {
    let mut keys = match format {
        KeyFormat::Tables => tables(source),
        KeyFormat::Yaml => yaml(source),
        KeyFormat::Json => json(source),
    };
    let more = keys.len() > MOST_KEYS;
    keys.truncate(MOST_KEYS);
    (keys, more)
}

fn key(source: &Source<'_>, container: &[String], name: &str, at: usize, end: usize, value: Option<String>) -> Symbol {
    let mut symbol = source.named_text(SymbolKind::ConfigKey, name, at, at..end, value);
    symbol.container = container.to_vec();
    symbol
}

/// TOML and INI: `[a.b]`, `key = value`, dotted keys.
fn tables(source: &Source<'_>) -> Vec<Symbol> {
    let mut table: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut open = 0usize;
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if found.len() > MOST_KEYS {
            break;
        }
        let trimmed = line.trim();
        if open == 0 && trimmed.starts_with('[') {
            let header = trimmed.trim_start_matches('[').split(']').next().unwrap_or_default();
            table = dotted(header).iter().map(|(_, part)| (*part).to_owned()).collect();
            let at = start + line.find(header).unwrap_or(0);
            table_header(source, &table, header, at, &mut found);
        } else if open == 0 {
            table_line(source, &table, line, start, &mut found);
        }
        open = (open + brackets(trimmed, ['[', '{', '('])).saturating_sub(brackets(trimmed, [']', '}', ')']));
    }
    found
}

/// How many of these brackets stand in a line of a table's body, headers left out.
fn brackets(line: &str, which: [char; 3]) -> usize {
    if line.starts_with('[') && line.contains(']') && !line.contains('=') || line.starts_with(['#', ';']) {
        return 0;
    }
    line.split_once('=')
        .map_or(line, |(_, value)| value)
        .matches(which)
        .count()
}

fn table_header(source: &Source<'_>, table: &[String], header: &str, at: usize, found: &mut Vec<Symbol>) {
    if let (Some((shift, name)), Some((_, outer))) = (dotted(header).pop(), table.split_last())
        && !name.is_empty()
    {
        found.push(key(source, outer, name, at + shift, at + header.len(), None));
    }
}

fn table_line(source: &Source<'_>, table: &[String], line: &str, start: usize, found: &mut Vec<Symbol>) {
    let trimmed = line.trim_start();
    if trimmed.starts_with(['#', ';']) || line.starts_with([' ', '\t']) && source.style.line_comments.len() > 1 {
        return;
    }
    let Some((left, value)) = line.split_once('=') else {
        return;
    };
    let clean = left.trim();
    let fits = |c: char| c.is_alphanumeric() || "-_.\"'$: ".contains(c);
    if clean.is_empty() || !clean.chars().all(fits) {
        return;
    }
    let at = start + left.len() - left.trim_start().len();
    let mut container = table.to_vec();
    let parts = dotted(clean);
    for (index, (shift, part)) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        if last {
            let from = start + left.len() + 1;
            // A value that goes on over further lines is not shown.
            let whole = brackets(line, ['[', '{', '(']) == brackets(line, [']', '}', ')']);
            let value = source.value(from..from + value.trim_end().len()).filter(|_| whole);
            found.push(key(
                source,
                &container,
                part,
                at + shift,
                start + line.trim_end().len(),
                value,
            ));
        }
        container.push((*part).to_owned());
    }
}

/// The parts of a dotted key with their offsets; quotes hide dots.
fn dotted(header: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut quoted = None;
    let mut start = 0;
    for (at, c) in header.char_indices().chain([(header.len(), '.')]) {
        match (c, quoted) {
            ('"' | '\'', None) => quoted = Some(c),
            (c, Some(open)) if c == open => quoted = None,
            ('.', None) => {
                let raw = header.get(start..at).unwrap_or_default();
                let clean = raw.trim_matches([' ', '"', '\'']);
                parts.push((start + raw.find(clean).unwrap_or(0), clean));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

/// YAML: keys by their indentation; block scalars are passed over.
fn yaml(source: &Source<'_>) -> Vec<Symbol> {
    // The keys around the line we are at, with their indentation.
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut scalar: Option<usize> = None;
    let mut found = Vec::new();
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let Some(entry) = yaml_key(line) else {
            continue;
        };
        if scalar.is_some_and(|indent| entry.indent > indent) {
            continue;
        }
        scalar = None;
        around.retain(|(indent, _)| *indent < entry.indent);
        let container: Vec<String> = around.iter().map(|(_, name)| name.clone()).collect();
        let from = start + entry.value;
        let plain = entry
            .text
            .trim_start_matches(['!', '&'])
            .split_whitespace()
            .next()
            .unwrap_or_default();
        if plain.starts_with(['|', '>']) {
            scalar = Some(entry.indent);
        }
        let value = source.value(from..start + line.trim_end().len());
        found.push(key(
            source,
            &container,
            entry.name,
            start + entry.at,
            start + line.trim_end().len(),
            value,
        ));
        around.push((entry.indent, entry.name.to_owned()));
        if found.len() > MOST_KEYS {
            break;
        }
    }
    found
}

/// One `key:` of a YAML line; offsets are relative to the line.
struct YamlKey<'l> {
    indent: usize,
    name: &'l str,
    at: usize,
    value: usize,
    text: &'l str,
}

fn yaml_key(line: &str) -> Option<YamlKey<'_>> {
    let mut indent = line.len() - line.trim_start_matches(' ').len();
    let mut rest = &line[indent..];
    while let Some(item) = rest.strip_prefix("- ") {
        let inner = item.trim_start_matches(' ');
        indent += rest.len() - inner.len();
        rest = inner;
    }
    if rest.starts_with(['#', '{', '[', '%', '|', '>']) {
        return None;
    }
    let colon = rest
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| rest[at + 1..].starts_with([' ', '\n', '\r', '\t']) || rest.len() == at + 1)?;
    let name = rest[..colon].trim_end().trim_matches(['"', '\'']);
    let fits = |c: char| c.is_alphanumeric() || "-_./$@*".contains(c);
    let quoted = usize::from(rest.starts_with(['"', '\'']));
    (!name.is_empty() && name.chars().all(fits)).then_some(YamlKey {
        indent,
        name,
        at: indent + quoted,
        value: indent + colon + 1,
        text: rest[colon + 1..].trim(),
    })
}

/// Keywords of JSON schemas whose entries are names.
const NAMING: &[&str] = &["properties", "patternProperties", "$defs", "definitions"];

/// JSON: keys of objects; of a schema only the properties it describes.
fn json(source: &Source<'_>) -> Vec<Symbol> {
    let schema = source.text.contains("\"$schema\"")
        && source.text.contains("json-schema.org")
        && source.text.contains("\"properties\"");
    let mut found = Vec::new();
    // The key that each open bracket belongs to.
    let mut around: Vec<String> = Vec::new();
    let mut pending = String::new();
    let mut last: Option<Token> = None;
    let mut tokens = Lexer::new(source.text, source.style)
        .filter(|token| token.kind != TokenKind::Comment)
        .peekable();
    while let Some(token) = tokens.next() {
        let word = token.of(source.text);
        let colon = tokens.peek().is_some_and(|next| next.of(source.text) == ":");
        match (token.kind, word) {
            (_, "{" | "[") => around.push(std::mem::take(&mut pending)),
            (_, "}" | "]") => {
                around.pop();
            }
            (TokenKind::Text | TokenKind::Word, _) if colon => {
                let (shift, name) = if token.kind == TokenKind::Text {
                    unquote(word)
                } else {
                    (0, word)
                };
                name.clone_into(&mut pending);
                if !name.is_empty() && (!schema || around.last().is_some_and(|last| NAMING.contains(&last.as_str()))) {
                    let container = json_container(&around, schema);
                    found.push(key(source, &container, name, token.start + shift, token.end, None));
                }
            }
            (TokenKind::Text | TokenKind::Word | TokenKind::Number, _)
                if last.is_some_and(|last| last.of(source.text) == ":") =>
            {
                set_value(source, &mut found, token, &pending);
            }
            _ => {}
        }
        if found.len() > MOST_KEYS {
            break;
        }
        last = Some(token);
    }
    found
}

fn set_value(source: &Source<'_>, found: &mut [Symbol], token: Token, pending: &str) {
    if let Some(symbol) = found.last_mut().filter(|symbol| symbol.name == pending) {
        symbol.value = source.value(token.start..token.end);
        symbol.print = source.print(symbol.value.as_deref().unwrap_or_default(), 0..0, &[], "");
    }
}

/// The named objects around a key; a schema's own keywords are no part of it.
fn json_container(around: &[String], schema: bool) -> Vec<String> {
    let mut named = around.iter().filter(|name| !name.is_empty());
    if !schema {
        return named.cloned().collect();
    }
    let mut container = Vec::new();
    let mut names_follow = false;
    for name in named.by_ref() {
        if names_follow {
            container.push(name.clone());
            names_follow = false;
        } else {
            names_follow = NAMING.contains(&name.as_str());
        }
    }
    container
}

#[cfg(test)]
mod tests {
    use super::super::draft::Source;
    use super::super::language::KeyFormat;
    use super::super::style::{INI, JSON, Style, TOML, YAML};
    use super::keys;

    fn names(style: &'static Style, format: KeyFormat, text: &str) -> Vec<String> {
        let source = Source::new(text, style);
        let value = |value: Option<String>| value.map(|value| format!("={value}")).unwrap_or_default();
        let (keys, _) = keys(&source, format);
        for key in &keys {
            assert_eq!(&text[key.name_span.range()], key.name);
        }
        keys.into_iter()
            .map(|key| key.local_name() + &value(key.value))
            .collect()
    }

    #[test]
    fn toml_keys_carry_their_tables() {
        let text = "a = 1\n[tool.\"x.y\"]\nb.c = [\n  'd=1',\n]\n# e = 2\n[[bin]]\nname = \"n\"\n";
        assert_eq!(
            names(&TOML, KeyFormat::Tables, text),
            ["a=1", "tool.x.y", "tool.x.y.b.c", "bin", "bin.name=\"n\""]
        );
    }

    #[test]
    fn ini_continuation_lines_are_no_keys() {
        let text = "[mypy]\nstrict = True\nper-file =\n    a.py = 1\n";
        assert_eq!(
            names(&INI, KeyFormat::Tables, text),
            ["mypy", "mypy.strict=True", "mypy.per-file"]
        );
    }

    #[test]
    fn yaml_keys_carry_the_keys_around_them() {
        let text = "on:\n  push: {}\njobs:\n  - name: x\n    run: |\n      echo: no\n    \"if\": y # c\n";
        assert_eq!(
            names(&YAML, KeyFormat::Yaml, text),
            ["on", "on.push={}", "jobs", "jobs.name=x", "jobs.run=|", "jobs.if=y"]
        );
    }

    #[test]
    fn json_gives_keys_and_schemas_give_properties() {
        let text = r#"{"a": {"b": 1, "c": ["x", {"d": null}]}}"#;
        assert_eq!(names(&JSON, KeyFormat::Json, text), ["a", "a.b=1", "a.c", "a.c.d=null"]);
        let text = r#"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"port": {"type": "integer", "properties": {"in": {}}}}}"#;
        assert_eq!(names(&JSON, KeyFormat::Json, text), ["port", "port.in"]);
    }
}
