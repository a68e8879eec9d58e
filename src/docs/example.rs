//! The names that the code blocks of a page define for themselves: what a page calls `main` may be its own example.

use super::vocabulary::family;
use crate::model::page::{Page, PassageKind};
use std::collections::BTreeSet;

/// Keywords behind which a name is defined.
const DEFINING: &[&str] = &[
    "def",
    "class",
    "fn",
    "func",
    "function",
    "struct",
    "enum",
    "trait",
    "interface",
];

/// What may stand before them.
const BEFORE: &[&str] = &[
    "pub",
    "async",
    "unsafe",
    "const",
    "export",
    "default",
    "public",
    "private",
    "protected",
    "static",
    "abstract",
    "final",
    "suspend",
];

/// The names that code blocks of a page define together with a body; a signature alone shows what is there already.
pub fn defined<'text>(page: &Page, text: &'text str) -> BTreeSet<&'text str> {
    let is_code = |kind: &PassageKind| matches!(kind, PassageKind::CodeBlock { output: false, .. });
    let blocks = page.passages.iter().filter(|passage| is_code(&passage.kind));
    blocks
        .filter_map(|passage| text.get(passage.span.range()))
        .flat_map(of_block)
        .collect()
}

fn of_block(block: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = block.lines().filter(|line| !line.trim().is_empty()).collect();
    let named = lines
        .windows(2)
        .filter(|pair| has_body(pair[0], pair[1]))
        .map(|pair| pair[0]);
    named.filter_map(name).collect::<Vec<_>>().into_iter()
}

/// Whether the line below is the begin of a body: it stands further in, and says something.
fn has_body(line: &str, below: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let says_nothing = ["...", "…", "pass", "// ...", "/* ... */", "# ..."].contains(&below.trim());
    line.trim_end().ends_with([':', '{']) && indent(below) > indent(line) && !says_nothing
}

/// The name that a line defines.
fn name(line: &str) -> Option<&str> {
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let mut words = line.split(|c| !is_part(c)).filter(|word| !word.is_empty());
    let keyword = words.find(|word| !BEFORE.contains(word))?;
    DEFINING.contains(&keyword).then(|| words.next()).flatten()
}

/// The names that code blocks of a page give a value, take as a parameter or define as a function: those of the page's own
/// examples. Attributes and methods of a class are none, nor constants: they may be what a project asks its users for.
pub fn variables<'text>(page: &Page, text: &'text str) -> BTreeSet<&'text str> {
    let blocks = page.passages.iter().filter_map(|passage| {
        let PassageKind::CodeBlock {
            language,
            output: false,
        } = &passage.kind
        else {
            return None;
        };
        let known = family(language).is_some_and(|family| !SETTINGS.contains(&family));
        (known || language.is_empty()).then_some((text.get(passage.span.range())?, known))
    });
    blocks
        .flat_map(|(block, known)| variables_of_block(block, known))
        .collect()
}

/// Families of languages that give values to settings.
const SETTINGS: &[&str] = &["toml", "yaml", "json", "env"];

/// What stands before a bracket and declares nothing.
const CONTROL: &[&str] = &[
    "catch", "elif", "else if", "for", "if", "match", "switch", "while", "with",
];

/// `known` says that the language of the block is one of programs; where none is written, only the value of a call shows it.
fn variables_of_block(block: &str, known: bool) -> Vec<&str> {
    let lines: Vec<&str> = block.lines().map(without_prompt).collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let around = lines[..at]
            .iter()
            .rev()
            .find(|above| !above.trim().is_empty() && indent(above) < indent(line));
        let of_class = around.is_some_and(|above| above.trim_start().starts_with("class "));
        if let Some((names, value)) = assigned(line)
            && (known || value.contains('('))
            && !of_class
        {
            found.extend(names);
        }
        let below = lines.get(at + 1).copied().unwrap_or_default();
        if has_body(line, below)
            && let Some((head, list)) = line.split_once('(')
            && !CONTROL.contains(&head.trim_start().trim_start_matches("} ").trim_end())
        {
            found.extend(parameters(list));
            // Who writes `self` means to be called by what a project calls.
            let named = name(line).or_else(|| shorthand(line, head));
            found.extend(named.filter(|_| !list.trim_start().starts_with("self")));
        }
    }
    found.retain(|name| name.chars().any(char::is_lowercase));
    found
}

/// The name of a method of JavaScript that stands without a keyword: `open() {`.
fn shorthand<'line>(line: &str, head: &'line str) -> Option<&'line str> {
    let head = head.trim();
    let name = head.strip_prefix("async ").unwrap_or(head);
    let word = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    (line.trim_end().ends_with(") {") && word && !name.is_empty()).then_some(name)
}

fn without_prompt(line: &str) -> &str {
    let bare = line.trim_start();
    let prompted = bare.strip_prefix(">>> ").or_else(|| bare.strip_prefix("... "));
    prompted.unwrap_or(line)
}

/// The names that a line gives a value, and the value: `a, b := f()`, `const { a: b } = f()`, `x = 1`.
fn assigned(line: &str) -> Option<(Vec<&str>, &str)> {
    let (names, value) = line.split_once('=')?;
    let value = value.trim_start();
    let plain = |c: char| c.is_alphanumeric() || "_ ,:{}[]\t".contains(c);
    if value.is_empty() || value.starts_with(['=', '>']) || !names.chars().all(plain) {
        return None;
    }
    let declared = ["const ", "let ", "var "]
        .iter()
        .find_map(|word| names.trim_start().strip_prefix(word));
    let names = declared.unwrap_or(names);
    // Only a pattern renames (`data: pull`); elsewhere a type stands behind the colon.
    let pattern = names.trim_start().starts_with(['{', '[']);
    let parts = names.split(',').map(|part| match part.split_once(':') {
        Some((_, name)) if pattern => name,
        Some((name, _)) => name,
        None => part,
    });
    let names = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric() && c != '_'));
    let names: Vec<&str> = names.map(|part| part.strip_prefix("mut ").unwrap_or(part)).collect();
    names.iter().all(|name| !name.contains(' ')).then_some((names, value))
}

/// The names of parameters in what stands behind the bracket of a declaration with a body. Those with a default may be what the
/// code takes.
fn parameters(list: &str) -> impl Iterator<Item = &str> {
    let list = list.rsplit_once(')').map_or("", |(list, _)| list);
    let bare = list.split(',').filter(|part| !part.contains('='));
    bare.map(|part| {
        part.trim()
            .split([':', ' '])
            .next()
            .unwrap_or_default()
            .trim_matches(['*', '&', '{', '}'])
    })
    .filter(|name| !matches!(*name, "" | "self" | "cls" | "mut"))
}

#[cfg(test)]
mod tests {
    use super::{defined, variables};
    use crate::docs::read::read;

    fn names(path: &str, text: &str) -> Vec<String> {
        let page = read(&path.into(), text);
        defined(&page, text).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn definitions_with_a_body_are_the_pages_own() {
        let text = "# A\n\n```python\nasync def main(x):\n    go()\n\nclass Shop(Base):\n\n    def sell(self):\n        return 1\n```\n\n\
                    ```rust\npub fn run() {\n    x();\n}\n```\n\n```go\nfunc Serve() {\n\tx()\n}\n```\n";
        assert_eq!(names("a.md", text), ["Serve", "Shop", "main", "run", "sell"]);
        let text = "A\n=\n\n.. code-block:: python\n\n    def main():\n        go()\n";
        assert_eq!(names("a.rst", text), ["main"]);
    }

    #[test]
    fn signatures_prose_and_output_define_nothing() {
        let text = "def prose():\n    no\n\n```python\ndef shown(a, b=1)\ndef other(a): ...\ndef third():\n    ...\nx = main():\n    y\n```\n\n\
                    ```rust\nfn shown() -> u8;\n```\n\n```text\nclass of things:\n    one\n```\n";
        assert_eq!(names("a.md", text), [""; 0]);
    }

    #[test]
    fn variables_are_what_blocks_of_programs_give_a_value_or_take() {
        let of = |text: &str| {
            let page = read(&"docs/a.md".into(), text);
            let names: Vec<String> = variables(&page, text).into_iter().map(str::to_owned).collect();
            names.join(" ")
        };
        assert_eq!(of("```go\nold_box, err := cart.Open()\n```\n"), "err old_box");
        assert_eq!(
            of("```js\nconst { data: pullCart } = await get()\nlet x = 1\n```\n"),
            "pullCart x"
        );
        assert_eq!(
            of("```python\nfirst_box = 1\nLAST_BOX = 2\nclass A:\n    page_box = 3\n```\n"),
            "first_box"
        );
        assert_eq!(
            of("```python\ndef run(cart_box, size=1):\n    go()\n```\n"),
            "cart_box run"
        );
        assert_eq!(
            of("```pycon\n>>> def as_box(cart):\n...     return cart\n```\n"),
            "as_box cart"
        );
        assert_eq!(of("```toml\nopen_door = true\n```\n"), "");
        assert_eq!(of("```\nopen_door = true\nmy_cart = Cart()\n```\n"), "my_cart");
        assert_eq!(of("```js\nif (a == b) {\n  go()\n}\n```\n"), "");
    }
}
