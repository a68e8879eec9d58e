//! Imports of Python.

use super::super::draft::Source;
use crate::model::source::Import;
use tree_sitter::Node;

/// The imports of one statement.
pub(super) fn imports(source: &Source<'_>, node: Node<'_>) -> Vec<Import> {
    let from = node.child_by_field_name("module_name");
    let base = from
        .map(|module| parts(source.slice(module.byte_range())))
        .unwrap_or_default();
    let mut cursor = node.walk();
    let mut found = Vec::new();
    for child in node.children(&mut cursor) {
        if from.is_some_and(|from| from.id() == child.id()) {
            continue;
        }
        match child.kind() {
            "dotted_name" | "aliased_import" => found.push(one(source, child, &base, from.is_some())),
            "wildcard_import" => found.push(import(base.clone(), None)),
            _ => {}
        }
    }
    found
}

fn one(source: &Source<'_>, node: Node<'_>, base: &[String], from: bool) -> Import {
    let name = node.child_by_field_name("name").unwrap_or(node);
    let target = parts(source.slice(name.byte_range()));
    let alias = node
        .child_by_field_name("alias")
        .map(|alias| source.slice(alias.byte_range()).to_owned());
    // `import a.b` makes `a` known here, `from a import b` makes `b` known.
    let bare = if from { target.last() } else { target.first() }.cloned();
    let whole = if from || alias.is_some() {
        [base, &target].concat()
    } else {
        target
    };
    import(whole, alias.or(bare))
}

fn import(target: Vec<String>, alias: Option<String>) -> Import {
    Import {
        target,
        alias,
        public: true,
        container: Vec::new(),
    }
}

/// A dotted name in parts; each leading dot is a part.
fn parts(written: &str) -> Vec<String> {
    let written: String = written.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect();
    let name = written.trim_start_matches('.');
    let dots = written.len() - name.len();
    let dotted = name.split('.').filter(|part| !part.is_empty()).map(str::to_owned);
    std::iter::repeat_n(".".to_owned(), dots).chain(dotted).collect()
}
