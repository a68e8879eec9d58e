//! Inline code: the whole of it if it is one thing (a flag, a path, a key with its value), else every identifier in it.

use super::lexer::Family;
use super::word::{
    extras, is_entry_point, is_env, is_file_name, is_ident_char, is_identifier, is_kebab, is_path, split_name,
};
use super::{Found, code, prose, settings, shell, shift};
use crate::model::mention::MentionKind;

/// Longer inline code is not read.
const MAX_BYTES: usize = 2000;

/// Mentions in inline code; with `heading` a call that is all of it is a declaration.
pub(crate) fn scan(text: &str, heading: bool) -> Vec<Found> {
    let body = text.trim();
    let body = &body[highlighted(body)..];
    let at = text.trim_end().len() - body.len();
    if body.is_empty() || body.len() > MAX_BYTES || is_address(body) {
        return Vec::new();
    }
    let mut found = whole(body).unwrap_or_else(|| parts(body, heading));
    with_extras(body, &mut found);
    shift(found, at).collect()
}

/// The length of the mark with which pages for MkDocs say what language inline code is in: `#!bash shop open`.
fn highlighted(body: &str) -> usize {
    let marked = body.strip_prefix("#!").and_then(|rest| rest.split_once(' '));
    let language = marked.filter(|(language, _)| language.chars().all(|c| c.is_ascii_alphanumeric()));
    language.map_or(0, |(_, code)| body.len() - code.trim_start().len())
}

/// Adds the extras that requirements in the text ask for.
fn with_extras(body: &str, found: &mut Vec<Found>) {
    if !body.contains('[') {
        return;
    }
    let installs = body.split_whitespace().any(|word| word == "install");
    let mut start = 0;
    for word in body.split_inclusive(char::is_whitespace) {
        let asked = extras(word.trim_end(), start, installs);
        found.retain(|one| asked.iter().all(|extra| extra.range != one.range));
        found.extend(asked);
        start += word.len();
    }
    found.sort_by_key(|one| one.range.start);
}

fn is_address(body: &str) -> bool {
    let is_url = body.contains("://") && !body.contains(char::is_whitespace);
    let is_package = body.starts_with('@') && body.contains('/');
    is_url || is_package || body.starts_with('#') && !body.starts_with("#[") || body.starts_with("mailto:")
}

/// One thing that fills all of the inline code.
fn whole(body: &str) -> Option<Vec<Found>> {
    let has_flag = body.split_whitespace().any(is_flag_word);
    if has_flag {
        return Some(shell::scan_inline(body));
    }
    // No shell has variables with dashes: it is one of a style sheet or theme.
    if let Some(name) = body.strip_prefix('$').filter(|name| is_kebab(name)) {
        return Some(vec![Found::new(1..1 + name.len(), MentionKind::Key)]);
    }
    if body.starts_with('$') || is_command_with_variable(body) {
        return Some(shell::scan_inline(body));
    }
    let one_word = !body.contains(char::is_whitespace);
    let all = |kind| Some(vec![Found::new(0..body.len(), kind)]);
    if one_word && is_env(body) {
        return all(MentionKind::EnvVar);
    }
    if one_word && is_whole_path(body) {
        return all(MentionKind::Path);
    }
    if is_entry_point(body) {
        return Some(vec![
            Found::new(0..body.len(), MentionKind::Name).with_parts(split_name(body)),
        ]);
    }
    if is_kebab(body) {
        return all(MentionKind::Key);
    }
    if let Some(keys) = setting(body) {
        return Some(keys);
    }
    if let Some(tag) = tag(body) {
        return Some(tag);
    }
    assignment(body)
}

/// `--name`, `-x`, `[--name]`: not `-1`, `->`, `a - b`.
fn is_flag_word(word: &str) -> bool {
    let word = word.trim_start_matches(['[', '(', '{']);
    let name = word.trim_start_matches('-').trim_start_matches("[no-]");
    let dashes = word.len() - word.trim_start_matches('-').len();
    let first_is_letter = name.starts_with(|c: char| c.is_ascii_alphabetic());
    match dashes {
        1 => {
            first_is_letter
                && name.chars().take_while(|c| c.is_ascii_alphanumeric()).count() <= 8
                && !name.contains(['(', '.'])
        }
        2 => first_is_letter,
        _ => false,
    }
}

/// `FOO_BAR=1 cmd`, `export FOO=1`.
fn is_command_with_variable(body: &str) -> bool {
    let first = body.split_whitespace().next().unwrap_or_default();
    let assigns = first
        .split_once('=')
        .is_some_and(|(name, _)| is_env(name) || name.len() > 2 && is_capitals(name));
    assigns || matches!(first, "export" | "setx") && body.contains(char::is_whitespace)
}

fn is_capitals(name: &str) -> bool {
    is_identifier(name) && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// A file name or a path. Windows separators and globs are none.
fn is_whole_path(body: &str) -> bool {
    if body.contains('/') {
        return is_path(body);
    }
    let is_dot_file = body.starts_with('.')
        && body.len() > 3
        && body[1..].chars().all(|c| is_ident_char(c) || "-.".contains(c))
        && body.contains(['-', '_', '.']);
    is_file_name(body)
        && !body.starts_with('.')
        && body.bytes().filter(|byte| *byte == b'.').count() <= 3
        && !is_attribute_like(body)
        || is_dot_file && is_file_name(body) && body.matches('.').count() > 1
}

/// `foo.d`, `x.so`, `self.log`: extensions that are also plain attribute names.
fn is_attribute_like(body: &str) -> bool {
    let Some((stem, extension)) = body.rsplit_once('.') else {
        return false;
    };
    let ambiguous = [
        "d",
        "r",
        "m",
        "c",
        "h",
        "vb",
        "log",
        "key",
        "lock",
        "config",
        "conf",
        "properties",
        "env",
        "service",
        "spec",
        "patch",
        "diff",
        "map",
        "po",
        "mo",
        "so",
        "pl",
        "less",
    ];
    ambiguous.contains(&extension)
        && (stem.contains('.') || matches!(stem, "self" | "this") || stem.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// `[tool.name]`, `editor.file-picker`: the keys of a setting, one by one.
fn setting(body: &str) -> Option<Vec<Found>> {
    let inner = body.trim_matches(['[', ']']);
    let is_table = body.starts_with('[') && body.ends_with(']') && !inner.is_empty();
    let is_dotted = inner.split('.').all(|part| is_identifier(part) || is_kebab(part));
    if !is_dotted || !(is_table || inner.contains('-')) {
        return None;
    }
    let at = body.find(inner)?;
    Some(shift(settings::scan(&format!("{inner} ="), Family::Toml), at).collect())
}

/// `<Component prop="x">`; `<placeholder>` names nothing.
fn tag(body: &str) -> Option<Vec<Found>> {
    let name = body.strip_prefix('<')?.trim_start_matches('/');
    if !body.ends_with('>') {
        return None;
    }
    let start = body.len() - name.len();
    let length = name
        .find(|c| !(is_ident_char(c) || c == '.' || c == '-'))
        .unwrap_or(name.len());
    let word = &name[..length];
    let is_component = word.starts_with(|c: char| c.is_ascii_uppercase()) && word.split('.').all(is_identifier);
    if !is_component {
        return Some(Vec::new());
    }
    let range = start..start + length;
    let mut found = vec![Found::new(range, MentionKind::Name).with_parts(word.split('.').map(str::to_owned).collect())];
    found.extend(shift(code::scan(&name[length..], Family::Script), start + length));
    Some(found)
}

/// `key: value`, `key = value`, `key=value`.
fn assignment(body: &str) -> Option<Vec<Found>> {
    let sign = body.find(['=', ':'])?;
    let after = &body[sign + 1..];
    let key = body[..sign].trim_end();
    let spaced = key.len() < sign;
    let is_key =
        is_identifier(key) || is_kebab(key) || key.split('.').all(|part| is_identifier(part) || is_kebab(part));
    let is_sign = !after.starts_with(['=', ':', '>'])
        && (body.as_bytes()[sign] == b'=' || after.is_empty() || after.starts_with(' '));
    if !is_key || !is_sign {
        return None;
    }
    let mut found = Vec::new();
    let tight = body.as_bytes()[sign] == b'=' && !spaced && !after.starts_with(' ');
    if tight && is_identifier(key) {
        found.push(Found::new(0..key.len(), MentionKind::Argument));
    } else {
        found.extend(settings::scan(&format!("{key} ="), Family::Toml));
    }
    found.extend(shift(value(after), sign + 1));
    Some(found)
}

fn value(text: &str) -> Vec<Found> {
    let bare = text.trim();
    let is_literal = matches!(bare, "true" | "false" | "True" | "False" | "None" | "null" | "");
    match is_literal {
        true => Vec::new(),
        false => parts(text, false),
    }
}

/// Every identifier, key and path in it.
fn parts(body: &str, heading: bool) -> Vec<Found> {
    // Words with slashes are paths to the scanner of prose, sums of identifiers to the scanner of code.
    let has_path = body
        .split_whitespace()
        .any(|word| word.contains('/') && is_file_name(word));
    if has_path {
        return prose::scan(body);
    }
    code::scan_as(body, Family::Inline, heading)
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn shown(text: &str) -> Vec<String> {
        let found = scan(text, false).into_iter();
        found
            .map(|one| {
                let text = one.text.clone().unwrap_or_else(|| text[one.range.clone()].to_owned());
                format!("{:?} {text} {}", one.kind, one.parts.join("/"))
                    .trim_end()
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn inline_code_that_is_one_thing() {
        assert_eq!(shown("a.b.C"), ["Name a.b.C a/b/C"]);
        assert_eq!(shown("~a.b.C"), ["Name a.b.C a/b/C"]);
        assert_eq!(shown("a::b::<T>"), ["Name a::b a/b", "Name T T"]);
        assert_eq!(shown("a/b.py"), ["Path a/b.py"]);
        assert_eq!(shown("f()"), ["Call f f"]);
        assert_eq!(shown("@decorator"), ["Name decorator decorator"]);
        assert_eq!(shown("Class#method"), ["Name Class#method Class/method"]);
        assert_eq!(shown("--flag=VALUE"), ["Flag --flag"]);
        assert_eq!(shown("--flag path"), ["Flag --flag"]);
        assert_eq!(shown("#!bash shop open --flag "), ["Flag --flag"]);
        assert_eq!(shown("-x"), ["Flag -x"]);
        assert_eq!(shown("ENV_VAR"), ["EnvVar ENV_VAR"]);
        assert_eq!(shown("$ENV_VAR"), ["EnvVar ENV_VAR"]);
        assert_eq!(shown("key: value"), ["Key key", "Name value value"]);
        assert_eq!(shown("max-depth = 3"), ["Key max-depth"]);
        assert_eq!(shown("timeout=5"), ["Argument timeout"]);
        assert_eq!(shown("<Component>"), ["Name Component Component"]);
        assert_eq!(shown("pyproject.toml"), ["Path pyproject.toml"]);
        assert_eq!(shown("<path>"), [""; 0]);
        assert_eq!(shown("https://a.b/c"), [""; 0]);
        assert_eq!(shown("[editor.file-picker]"), ["Key editor", "Key file-picker"]);
        assert_eq!(shown("foo_*"), [""; 0]);
    }

    #[test]
    fn every_identifier_of_other_inline_code() {
        assert_eq!(
            shown("Client(timeout=x)"),
            ["Call Client Client", "Argument timeout timeout", "Name x x"]
        );
        assert_eq!(shown("foo bar-baz"), ["Name foo foo", "Key bar-baz"]);
        assert_eq!(shown("Vec<Foo>"), ["Name Vec Vec", "Name Foo Foo"]);
        assert_eq!(shown("\"danger_mode\""), ["Key danger_mode"]);
        assert_eq!(
            shown("obj.method(arg=1)"),
            ["Call obj.method obj/method", "Argument arg arg"]
        );
        assert_eq!(
            shown("Client(a).get_all()"),
            ["Call Client Client", "Name a a", "Call get_all get_all"]
        );
    }

    #[test]
    fn a_call_in_a_heading_is_a_declaration() {
        let found = scan("get(url, timeout=None)", true);
        let call = found[0].call.clone().unwrap();
        assert!(call.declaration);
        assert_eq!(call.arguments.len(), 2);
        assert_eq!(found.len(), 3, "the parameters are arguments: {found:?}");
    }
}
