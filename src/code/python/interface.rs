//! What a Python program shows to its users: command-line flags, environment variables, settings.

use super::super::draft::{Source, is_env_name, is_flag, unquote};
use super::conventions::{conventions, lists};
use crate::model::symbol::{Symbol, SymbolKind};
use tree_sitter::Node;

/// The symbols that one call declares: `add_argument("--x")`, `click.option("--x/--no-x")`, `os.getenv("X")`.
pub(super) fn call(source: &Source<'_>, node: Node<'_>) -> Vec<Symbol> {
    let (Some(function), Some(arguments)) = (
        node.child_by_field_name("function"),
        node.child_by_field_name("arguments"),
    ) else {
        return Vec::new();
    };
    let written = source.slice(function.byte_range());
    let (object, method) = written.rsplit_once('.').unwrap_or(("", written));
    let conventions = conventions();
    let reads_environment = lists(&conventions.environment_calls, method)
        || lists(&conventions.environment_methods, method) && is_environment(object);
    if reads_environment {
        return first_string(arguments)
            .and_then(|string| environment(source, string, node))
            .into_iter()
            .collect();
    }
    if lists(&conventions.setting_calls, method) {
        return first_string(arguments)
            .map(|string| setting(source, string, node, arguments))
            .into_iter()
            .collect();
    }
    if lists(&conventions.flag_calls, method) {
        return flags(source, node, arguments);
    }
    Vec::new()
}

/// `os.environ["X"]`
pub(super) fn subscript(source: &Source<'_>, node: Node<'_>) -> Option<Symbol> {
    let string = node
        .child_by_field_name("subscript")
        .filter(|string| string.kind() == "string")?;
    environment(source, string, node)
}

fn is_environment(object: &str) -> bool {
    object == "environ" || object.ends_with(".environ")
}

fn first_string(arguments: Node<'_>) -> Option<Node<'_>> {
    arguments.named_child(0).filter(|first| first.kind() == "string")
}

fn environment(source: &Source<'_>, string: Node<'_>, node: Node<'_>) -> Option<Symbol> {
    let (shift, name) = unquote(source.slice(string.byte_range()));
    let at = string.start_byte() + shift;
    is_env_name(name).then(|| source.named_text(SymbolKind::EnvVar, name, at, node.byte_range(), None))
}

fn setting(source: &Source<'_>, string: Node<'_>, node: Node<'_>, arguments: Node<'_>) -> Symbol {
    let (shift, name) = unquote(source.slice(string.byte_range()));
    let default = keyword(source, arguments, "default").and_then(|value| source.value(value.byte_range()));
    source.named_text(
        SymbolKind::ConfigKey,
        name,
        string.start_byte() + shift,
        node.byte_range(),
        default,
    )
}

/// The value of a keyword argument.
fn keyword<'tree>(source: &Source<'_>, arguments: Node<'tree>, name: &str) -> Option<Node<'tree>> {
    let mut cursor = arguments.walk();
    let mut named = arguments
        .named_children(&mut cursor)
        .filter(|child| child.kind() == "keyword_argument");
    let is_it = |child: &Node<'_>| {
        child
            .child_by_field_name("name")
            .is_some_and(|key| source.slice(key.byte_range()) == name)
    };
    named.find(is_it)?.child_by_field_name("value")
}

fn flags(source: &Source<'_>, node: Node<'_>, arguments: Node<'_>) -> Vec<Symbol> {
    let default = keyword(source, arguments, "default").and_then(|value| source.value(value.byte_range()));
    let mut found = Vec::new();
    let mut cursor = arguments.walk();
    for string in arguments
        .named_children(&mut cursor)
        .filter(|child| child.kind() == "string")
    {
        let (shift, inner) = unquote(source.slice(string.byte_range()));
        for (at, word) in flag_words(inner) {
            let place = string.start_byte() + shift + at;
            found.push(source.named_text(SymbolKind::Flag, word, place, node.byte_range(), default.clone()));
        }
    }
    if let Some(variable) = keyword(source, arguments, "envvar").filter(|value| value.kind() == "string") {
        found.extend(environment(source, variable, variable));
    }
    found
}

/// The flags of one declaration: `--shout/--no-shout`, `-s/ -S`, `--a`.
fn flag_words(inner: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in inner.split(['/', ';', ',']) {
        let word = part.trim();
        if is_flag(word) {
            found.push((start + part.find(word).unwrap_or(0), word));
        }
        start += part.len() + 1;
    }
    // A help text that speaks of flags declares none.
    if inner.starts_with('-') { found } else { Vec::new() }
}
