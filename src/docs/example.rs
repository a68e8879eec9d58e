//! The names that the code blocks of a page define for themselves: what a page calls `main` may be its own example.

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

#[cfg(test)]
mod tests {
    use super::defined;
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
}
