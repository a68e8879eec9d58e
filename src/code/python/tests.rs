//! The reader of Python, on small texts.

use super::super::draft::Source;
use super::super::style::PYTHON;
use super::{query, read};
use crate::model::problem::ProblemKind;
use crate::model::source::CodeFile;
use crate::model::symbol::{SymbolKind, Visibility};

fn file(text: &str) -> CodeFile {
    read(&Source::new(text, &PYTHON))
}

/// Kind and name of everything, with its value.
fn names(text: &str) -> Vec<String> {
    let value = |value: &Option<String>| value.as_ref().map(|value| format!("={value}")).unwrap_or_default();
    let symbols = file(text).symbols;
    symbols
        .iter()
        .map(|symbol| format!("{} {}{}", symbol.kind.word(), symbol.local_name(), value(&symbol.value)))
        .collect()
}

#[test]
fn the_embedded_query_compiles() {
    assert!(query().is_some());
}

#[test]
fn definitions_carry_their_classes_and_nested_functions_are_hidden() {
    let text = "class A(B):\n    x: int = 1\n    def f(self):\n        def inner(): pass\n        self.y = 2\n        z = 3\n    class C: pass\nasync def g(): pass\nif 1:\n    K = 'v'\n";
    assert_eq!(
        names(text),
        [
            "class A",
            "field A.x=1",
            "method A.f",
            "field A.y=2",
            "class A.C",
            "function g",
            "constant K=\"v\""
        ]
    );
}

#[test]
fn signatures_have_one_normal_form() {
    let text = "def f(a, /, b: int=1, *args, c = 'x', **kw,) -> Optional[ str ]:\n    pass\n";
    let symbol = &file(text).symbols[0];
    let signature = symbol.signature.as_ref().unwrap();
    assert_eq!(
        signature.text,
        "def f(a, /, b: int = 1, *args, c=\"x\", **kw) -> Optional[str]"
    );
    assert_eq!(signature.params.len(), 5);
}

#[test]
fn a_class_has_the_signature_of_its_constructor() {
    let text = "@dataclass\nclass P:\n    x: int\n    y: int = 0\n    z: ClassVar[int] = 1\nclass Q:\n    def __init__(self, a, *, b=None): pass\n";
    let symbols = file(text).symbols;
    let text = |name: &str| {
        symbols
            .iter()
            .find(|symbol| symbol.name == name)
            .and_then(|symbol| symbol.signature.clone())
            .unwrap()
            .text
    };
    assert_eq!(text("P"), "P(x: int, y: int = 0)");
    assert_eq!(text("Q"), "Q(self, a, *, b=None)");
}

#[test]
fn the_constructor_comes_first_among_the_places_that_set_an_attribute() {
    let text = "class A:\n    def f(self):\n        self.x = 1\n    def __init__(self):\n        self.x = 2\n        self.a, self.b = 1, 2\n";
    assert_eq!(
        names(text),
        [
            "class A",
            "method A.f",
            "method A.__init__",
            "field A.x=2",
            "field A.a",
            "field A.b"
        ]
    );
}

#[test]
fn properties_are_fields_and_their_setters_define_nothing() {
    let text = "class A:\n    @property\n    def x(self): return 1\n    @x.setter\n    def x(self, v): pass\nclass E(enum.Enum):\n    ONE = 1\n    _two = 2\n";
    assert_eq!(
        names(text),
        ["class A", "field A.x", "class E", "variant E.ONE=1", "field E._two=2"]
    );
}

#[test]
fn exports_and_imports_are_read() {
    let text = "from . import a as b\nfrom ..x.y import (c, d)\nimport os.path\nimport n.m as o\nfrom z import *\n__all__ = ['a'] + [\"b\"]\n__all__ += ['c']\n";
    let file = file(text);
    let shown: Vec<String> = file
        .imports
        .iter()
        .map(|import| format!("{} {}", import.target.join("/"), import.alias.as_deref().unwrap_or("*")))
        .collect();
    assert_eq!(
        shown,
        ["./a b", "././x/y/c c", "././x/y/d d", "os/path os", "n/m o", "z *"]
    );
    assert_eq!(file.exports.unwrap(), ["a", "b", "c"]);
}

#[test]
fn flags_and_environment_variables_are_symbols() {
    let text = "p.add_argument('-x', \"--long\", default=3, help='not --this')\n@click.option('--shout/--no-shout', envvar='SHOUT')\ndef f():\n    return os.environ['A1'], os.getenv(\"B1\"), environ.get('C1'), d.get('D1')\n";
    let found = names(text);
    let of = |kind: &str| {
        found
            .iter()
            .filter(|name| name.starts_with(kind))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("flag"),
        ["flag -x=3", "flag --long=3", "flag --shout", "flag --no-shout"]
    );
    assert_eq!(
        of("environment"),
        [
            "environment variable SHOUT",
            "environment variable A1",
            "environment variable B1",
            "environment variable C1"
        ]
    );
}

#[test]
fn docstrings_are_cleaned_and_do_not_count_as_body() {
    let one = &file("def _f():\n    \"\"\"One.\n\n      Two.\n    \"\"\"\n    return 1\n").symbols[0];
    let two = &file("def _f():\n    return 1\n").symbols[0];
    assert_eq!(one.doc.as_ref().unwrap().text, "One.\n\nTwo.");
    assert_eq!((one.print.body, one.visibility), (two.print.body, Visibility::Private));
}

#[test]
fn a_broken_file_gives_what_can_be_read_and_says_so() {
    let file = file("def good(): pass\ndef bad(:\n    x = = 1\nclass C: pass\n");
    assert_eq!(file.problems[0].0, ProblemKind::Unparsed);
    assert!(
        file.symbols
            .iter()
            .any(|symbol| symbol.kind == SymbolKind::Function && symbol.name == "good")
    );
}

#[test]
fn hostile_texts_are_read_or_skipped_in_good_time() {
    for text in [
        "x = 1 + \\\n".repeat(50_000),
        "(]".repeat(20_000),
        format!("{}x{}", "f'{".repeat(2_000), "}'".repeat(2_000)),
        indented(2_000),
    ] {
        let _ = file(&text);
    }
}

fn indented(depth: usize) -> String {
    (0..depth)
        .map(|level| format!("{}if x:\n", " ".repeat(level)))
        .collect()
}
