//! Imports that code blocks show: which names they bring in, and what these stand for.

use super::Found;
use super::lexer::Family;
use super::word::is_identifier;
use crate::model::mention::MentionKind;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A name that is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// Offset at which it stands.
    pub(crate) at: usize,
    /// The name it has.
    pub(crate) alias: String,
    /// What it stands for.
    pub(crate) target: Vec<String>,
}

/// Imports with the mentions they make, and the ranges of text that are thereby read.
#[derive(Default)]
pub(crate) struct Imports {
    /// The names brought in.
    pub(crate) imports: Vec<Import>,
    /// Mentions of what is imported, by their full names.
    pub(crate) found: Vec<Found>,
    /// What need not be scanned again.
    pub(crate) read: Vec<Range<usize>>,
}

type Pattern = LazyLock<Option<Regex>>;
static PYTHON: Pattern = LazyLock::new(|| Regex::new(r"(?m)^[ \t]*import[ \t]+([^\n#;]+)").ok());
static PYTHON_FROM: Pattern =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^)]*)\)?|([^\n#;(]*))").ok());
static RUST: Pattern = LazyLock::new(|| Regex::new(r"(?m)^[ \t#]*(?:pub(?:\([^)]*\))?[ \t]+)?use[ \t]+([^;]+);").ok());
static SCRIPT: Pattern = LazyLock::new(|| {
    Regex::new(r#"(?m)^[ \t]*(?:import|export)\s+(?:type\s+)?([\w*${},\s]+?)\s+from\s+['"]([^'"\n]+)['"]"#).ok()
});
static REQUIRE: Pattern = LazyLock::new(|| {
    Regex::new(r#"(?:const|let|var)\s+([\w$]+|\{[^}\n]*\})\s*=\s*require\(\s*['"]([^'"\n]+)['"]"#).ok()
});
static GO: Pattern =
    LazyLock::new(|| Regex::new(r#"(?m)^[ \t]*(?:import[ \t]+)?(?:([\w.]+)[ \t]+)?"([\w./-]+/[\w./-]+)"[ \t]*$"#).ok());

/// The imports of a code block.
pub(crate) fn scan(text: &str, family: Family) -> Imports {
    let mut imports = Imports::default();
    match family {
        Family::Python => python(text, &mut imports),
        Family::Rust => rust(text, &mut imports),
        Family::Script => script(text, &mut imports),
        Family::C => go(text, &mut imports),
        Family::General => {
            python(text, &mut imports);
            rust(text, &mut imports);
            script(text, &mut imports);
        }
        _ => {}
    }
    imports
}

impl Imports {
    fn add(&mut self, at: usize, alias: &str, target: Vec<String>) {
        let alias = alias.to_owned();
        self.imports.push(Import { at, alias, target });
    }

    fn name(&mut self, range: Range<usize>, parts: Vec<String>) {
        self.found.push(Found::new(range, MentionKind::Name).with_parts(parts));
    }
}

/// The parts of a text between commas, without white space, with their offsets.
fn items(text: &str, at: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = at;
    text.split(',').filter_map(move |item| {
        let start = offset + (item.len() - item.trim_start().len());
        offset += item.len() + 1;
        let item = item.trim();
        (!item.is_empty()).then_some((start, item))
    })
}

fn dotted(name: &str) -> Vec<String> {
    name.split('.')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `name as alias`.
fn with_alias(item: &str) -> (&str, Option<&str>) {
    let mut words = item.split_whitespace();
    let name = words.next().unwrap_or_default();
    let alias = (words.next() == Some("as")).then(|| words.next()).flatten();
    (name, alias)
}

fn python(text: &str, imports: &mut Imports) {
    // Most blocks import nothing, and to compile the patterns takes longer than to read a page.
    if !text.contains("import") {
        return;
    }
    for captures in PYTHON.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(list) = captures.get(1) else { continue };
        let well_formed = list.as_str().split(',').all(|item| {
            let (name, _) = with_alias(item);
            name.split('.').all(is_identifier)
        });
        if !well_formed || list.as_str().contains(" from ") {
            continue;
        }
        for (at, item) in items(list.as_str(), list.start()) {
            let (name, alias) = with_alias(item);
            let parts = dotted(name);
            imports.name(at..at + name.len(), parts.clone());
            match alias {
                Some(alias) => imports.add(at, alias, parts),
                None => imports.add(at, &parts[0].clone(), parts[..1].to_vec()),
            }
        }
        imports.read.push(list.range());
    }
    for captures in PYTHON_FROM.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(whole), Some(module)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        let Some(list) = captures.get(2).or_else(|| captures.get(3)) else {
            continue;
        };
        python_names(module.as_str(), module.start(), list.as_str(), list.start(), imports);
        imports.read.push(whole.range());
    }
}

fn python_names(module: &str, module_at: usize, list: &str, list_at: usize, imports: &mut Imports) {
    let relative = module.starts_with('.');
    let parts = dotted(module);
    if !parts.is_empty() {
        let lead = module.len() - module.trim_start_matches('.').len();
        imports.name(module_at + lead..module_at + module.len(), parts.clone());
    }
    // A comment behind an item of a list in parentheses.
    let list: String = without_comments(list);
    for (at, item) in items(&list, list_at) {
        let (name, alias) = with_alias(item);
        let mut target = parts.clone();
        if name == "*" {
            imports.add(at, "*", target);
        } else if is_identifier(name) {
            target.push(name.to_owned());
            imports.name(at..at + name.len(), target.clone());
            if !relative {
                imports.add(at, alias.unwrap_or(name), target);
            }
        }
    }
}

/// Blanks `# ..` behind the items of a list, keeping offsets.
fn without_comments(list: &str) -> String {
    let mut in_comment = false;
    let blanked = list.bytes().map(|byte| {
        in_comment = byte != b'\n' && (in_comment || byte == b'#');
        if in_comment || byte == b'\n' || byte == b'\r' || byte == b'\\' {
            b' '
        } else {
            byte
        }
    });
    let bytes: Vec<u8> = blanked.collect();
    String::from_utf8(bytes).unwrap_or_default()
}

fn rust(text: &str, imports: &mut Imports) {
    if !text.contains("use") || !text.contains("::") {
        return;
    }
    for captures in RUST.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let (Some(whole), Some(tree)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        if !tree.as_str().contains("::") || tree.as_str().matches('{').count() > 32 {
            continue;
        }
        use_tree(tree.as_str(), tree.start(), &[], imports, 0);
        imports.read.push(whole.range());
    }
}

/// `a::{b, c as d}`.
fn use_tree(tree: &str, at: usize, prefix: &[String], imports: &mut Imports, depth: usize) {
    if depth > 16 {
        return;
    }
    for (start, item) in top_level_items(tree, at) {
        let brace = item.find('{');
        let path = &item[..brace.unwrap_or(item.len())];
        let (name, alias) = with_alias(path);
        let mut target = prefix.to_vec();
        target.extend(
            name.split("::")
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned),
        );
        if let Some(brace) = brace {
            let inner = item[brace + 1..].trim_end();
            let inner = inner.strip_suffix('}').unwrap_or(inner);
            let path_length = path.trim_end().trim_end_matches("::").len();
            if path_length > 0 {
                imports.name(start..start + path_length, target.clone());
            }
            use_tree(inner, start + brace + 1, &target, imports, depth + 1);
            continue;
        }
        leaf_of_use(name, alias, start, target, imports);
    }
}

fn leaf_of_use(name: &str, alias: Option<&str>, start: usize, mut target: Vec<String>, imports: &mut Imports) {
    match target.last().map(String::as_str) {
        Some("*") => {
            target.pop();
            imports.add(start, "*", target);
        }
        Some("self") => {
            target.pop();
            let last = target.last().cloned().unwrap_or_default();
            imports.add(start, alias.unwrap_or(&last), target);
        }
        Some(last) if is_identifier(last) => {
            let last = last.to_owned();
            imports.add(start, alias.unwrap_or(&last), target.clone());
            imports.name(start..start + name.len(), target);
        }
        _ => {}
    }
}

/// Items between commas that stand in no braces.
fn top_level_items(text: &str, at: usize) -> Vec<(usize, &str)> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut push = |start: usize, end: usize| {
        let item = &text[start..end];
        let lead = item.len() - item.trim_start().len();
        if !item.trim().is_empty() {
            items.push((at + start + lead, item.trim()));
        }
    };
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                push(start, offset);
                start = offset + 1;
            }
            _ => {}
        }
    }
    push(start, text.len());
    items
}

fn script(text: &str, imports: &mut Imports) {
    let captured = SCRIPT
        .iter()
        .chain(REQUIRE.iter())
        .flat_map(|pattern| pattern.captures_iter(text));
    for captures in captured {
        let (Some(names), Some(module)) = (captures.get(1), captures.get(2)) else {
            continue;
        };
        script_names(names.as_str(), names.start(), module.as_str(), imports);
        imports.read.push(names.range());
    }
}

fn script_names(names: &str, at: usize, module: &str, imports: &mut Imports) {
    let module_parts = |name: Option<&str>| {
        let parts = [module].into_iter().chain(name);
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let open = names.find('{').unwrap_or(names.len());
    let bare = names.replace(['{', '}'], " ").replace(':', " as ");
    // Offsets are those of the names, as long as no `:` was spelt out before them.
    let exact = !names.contains(':');
    for (start, item) in items(&bare, at) {
        let bare_item = item.strip_prefix("type ").unwrap_or(item);
        let start = start + (item.len() - bare_item.len());
        let (name, alias) = with_alias(bare_item);
        let in_braces = start - at >= open;
        match (name, alias) {
            ("*", Some(alias)) => imports.add(start, alias, module_parts(None)),
            (name, alias) if is_identifier(name) => {
                let exported = if in_braces { name } else { "default" };
                imports.add(at, alias.unwrap_or(name), module_parts(Some(exported)));
                if in_braces && exact {
                    imports.name(start..start + name.len(), vec![name.to_owned()]);
                }
            }
            _ => {}
        }
    }
}

fn go(text: &str, imports: &mut Imports) {
    if !text.contains("import") {
        return;
    }
    for captures in GO.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(path) = captures.get(2) else { continue };
        let target: Vec<String> = path.as_str().split('/').map(str::to_owned).collect();
        let last = target.last().cloned().unwrap_or_default();
        let alias = captures.get(1).map_or(last.as_str(), |alias| alias.as_str());
        imports.add(path.start(), alias, target);
        imports.read.push(path.range());
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, scan};

    fn shown(text: &str, family: Family) -> (Vec<String>, Vec<String>) {
        let result = scan(text, family);
        let imports = result
            .imports
            .iter()
            .map(|one| format!("{}={}", one.alias, one.target.join("/")));
        let found = result
            .found
            .iter()
            .map(|one| format!("{}:{}", &text[one.range.clone()], one.parts.join("/")));
        (imports.collect(), found.collect())
    }

    #[test]
    fn imports_of_python() {
        let text = "import a.b as c, d.e\nfrom x.y import (\n    z, # why\n    w as v,\n)\nfrom . import q\n";
        let (imports, found) = shown(text, Family::Python);
        assert_eq!(imports, ["c=a/b", "d=d", "z=x/y/z", "v=x/y/w"]);
        assert_eq!(found, ["a.b:a/b", "d.e:d/e", "x.y:x/y", "z:x/y/z", "w:x/y/w", "q:q"]);
    }

    #[test]
    fn imports_of_rust() {
        let (imports, found) = shown("use a::{b, c::{self, D as E}, f::*};\n", Family::Rust);
        assert_eq!(imports, ["b=a/b", "c=a/c", "E=a/c/D", "*=a/f"]);
        assert_eq!(found, ["a:a", "b:a/b", "c:a/c", "D:a/c/D"]);
    }

    #[test]
    fn imports_of_javascript_and_go() {
        let (imports, _) = shown(
            "import React, { useState as s } from 'react'\nconst { A } = require(\"./b\")\nimport * as n from 'm'\n",
            Family::Script,
        );
        assert_eq!(imports, ["React=react/default", "s=react/useState", "n=m", "A=./b/A"]);
        let (imports, _) = shown("import (\n\t\"github.com/x/y\"\n\tz \"a/b\"\n)\n", Family::C);
        assert_eq!(imports, ["y=github.com/x/y", "z=a/b"]);
    }
}
