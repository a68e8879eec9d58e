//! The reader of Rust, on small texts.

use super::super::draft::Source;
use super::super::style::RUST;
use super::read;
use crate::model::problem::ProblemKind;
use crate::model::source::CodeFile;
use crate::model::symbol::{Symbol, SymbolKind, Visibility};

fn file(text: &str) -> CodeFile {
    read(&Source::new(text, &RUST))
}

fn names(text: &str) -> Vec<String> {
    let value = |value: &Option<String>| value.as_ref().map(|value| format!("={value}")).unwrap_or_default();
    file(text)
        .symbols
        .iter()
        .map(|symbol| format!("{} {}{}", symbol.kind.word(), symbol.local_name(), value(&symbol.value)))
        .collect()
}

fn named(text: &str, name: &str) -> Symbol {
    file(text)
        .symbols
        .into_iter()
        .find(|symbol| symbol.name == name)
        .unwrap()
}

#[test]
fn items_and_members_carry_what_stands_around_them() {
    let text = "pub struct A { pub x: u8 }\nenum E { One = 1, Two { y: u8 }, Three(u8) }\ntrait T { const K: u8 = 2; type O; fn f(&self); }\nimpl<X> T for a::A<X> { const K: u8 = 3; fn f(&self) {} }\nmod m { pub fn g() {} }\nmacro_rules! mac { () => {} }\nunion U { a: u8 }\ntype Z = u8;\nstatic S: &str = \"s\";";
    let expected = [
        "struct A",
        "field A.x",
        "enum E",
        "variant E.One=1",
        "variant E.Two",
        "field E.Two.y",
        "variant E.Three",
        "interface T",
        "constant T.K=2",
        "type T.O",
        "method T.f",
        "constant A.K=3",
        "method A.f",
        "module m",
        "function m.g",
        "macro mac",
        "struct U",
        "field U.a",
        "type Z=u8",
        "constant S=\"s\"",
    ];
    assert_eq!(names(text), expected);
}

#[test]
fn signatures_have_one_normal_form_and_a_shape_without_the_name() {
    let one = named(
        "pub async fn old<T: A>(\n    mut a: &'a str,\n    b: Vec< u8 >,\n) -> Result<(), E>\nwhere\n    T: B,\n{ a }",
        "old",
    );
    let signature = one.signature.as_ref().unwrap();
    assert_eq!(
        signature.text,
        "async fn old<T: A>(mut a: &'a str, b: Vec<u8>) -> Result<(), E> where T: B"
    );
    assert_eq!(
        (signature.params[0].name.as_str(), signature.params[1].ty.as_deref()),
        ("a", Some("Vec<u8>"))
    );
    let two = named(
        "pub async fn new<T: A>(mut a: &'a str, b: Vec<u8>) -> Result<(), E> where T: B { a }",
        "new",
    );
    assert_eq!(one.print, two.print);
}

#[test]
fn docs_markers_and_visibility_are_read() {
    let symbol = named(
        "/// One.\n///\n///   Two.\n#[must_use]\n#[doc(hidden)]\n#[deprecated(note = \"x\")]\npub(crate) fn f() {}",
        "f",
    );
    assert_eq!(symbol.doc.unwrap().text, "One.\n\n  Two.");
    assert_eq!(
        (symbol.markers.join(" "), symbol.visibility),
        ("must_use doc(hidden) deprecated".to_owned(), Visibility::Restricted)
    );
    let inner = named("#[cfg(test)]\nmod tests { fn helper() {} }", "helper");
    assert_eq!(inner.markers, ["test"]);
    let block = named("/** A\n * B\n */\nstruct S;", "S");
    assert_eq!(block.doc.unwrap().text.trim(), "A\nB");
}

#[test]
fn imports_are_flattened() {
    let file = file("pub use a::{self, b::C as D, e::*};\nmod m { use super::x; }");
    let shown: Vec<String> = file
        .imports
        .iter()
        .map(|import| {
            format!(
                "{}={} {}{}",
                import.target.join("::"),
                import.alias.as_deref().unwrap_or("*"),
                import.public,
                import.container.join(".")
            )
        })
        .collect();
    assert_eq!(
        shown,
        ["a=a true", "a::b::C=D true", "a::e=* true", "super::x=x falsem"]
    );
}

#[test]
fn flags_variables_and_keys_are_symbols() {
    let text = "#[derive(Parser)]\nstruct A { #[arg(short, long, env = \"DRY\", default_value = \"x\")] dry_run: bool, #[clap(long = \"other\", short = 'o')] b: u8 }\n#[derive(serde::Deserialize)]\n#[serde(rename_all = \"kebab-case\")]\nstruct C { page_title: u8, #[serde(rename = \"kind\", alias = \"sort\")] k: u8, #[serde(skip)] s: u8 }\nfn f() { Arg::new(\"y\").long(\"yes\").short('y'); std::env::var(\"HOME_DIR\"); option_env!(\"CI\"); }";
    let found = names(text);
    let of = |kind: &str| {
        found
            .iter()
            .filter(|name| name.starts_with(kind))
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(
        of("flag"),
        "flag -d=\"x\", flag --dry-run=\"x\", flag --other, flag -o, flag --yes, flag -y"
    );
    assert_eq!(
        of("environment"),
        "environment variable DRY=\"x\", environment variable HOME_DIR, environment variable CI"
    );
    assert_eq!(
        of("config"),
        "config key C.page-title, config key C.kind, config key C.sort"
    );
}

#[test]
fn items_within_macros_are_read() {
    assert_eq!(names("cfg_x! { pub fn f() {} struct S; }"), ["function f", "struct S"]);
    assert_eq!(
        names("lazy_static! { static ref RE: R = R::new(\"x\"); }"),
        ["constant RE"]
    );
}

#[test]
fn a_byte_order_mark_and_a_script_line_do_not_move_places() {
    for head in ["", "\u{feff}", "#!/usr/bin/env run\n", "\u{feff}#!/x\n", "// größer\n"] {
        let text = format!("{head}fn näher() {{}}");
        let symbol = named(&text, "näher");
        assert_eq!(&text[symbol.name_span.range()], "näher");
        assert_eq!(&text[symbol.span.range()], "fn näher() {}");
    }
}

#[test]
fn a_broken_file_gives_hints_and_says_so() {
    let file = file("pub fn good() {}\nfn bad( {\n");
    assert_eq!(file.problems[0].0, ProblemKind::Unparsed);
    assert!(
        file.symbols
            .iter()
            .any(|symbol| symbol.kind == SymbolKind::Function && symbol.name == "good")
    );
}

#[test]
fn hostile_texts_never_end_the_process() {
    let texts = [
        format!("type A = {}u8{};", "Option<".repeat(300), ">".repeat(300)),
        format!("fn f() {}{}", "{".repeat(2_000), "}".repeat(2_000)),
        format!("const A: u8 = {}1;", "1+".repeat(2_500)),
        format!("const A: u8 = {}1;", "1+".repeat(30_000)),
        format!("fn f() {{ a{} }}", ".b()".repeat(5_000)),
        format!("const A: bool = {}true;", "!".repeat(5_500)),
        format!("fn f() {{ a{}; }}", "::<a".repeat(20_000)),
        format!("m!{}{}", "{(".repeat(10_000), ")}".repeat(10_000)),
        format!("const A: &str = r{0}\"x\"{0};", "#".repeat(200_000)),
        format!("{}{}", "/*".repeat(30_000), "*/".repeat(30_000)),
        "(]".repeat(20_000),
        format!("fn f() {{ {} {{}} }}", "if a {} else ".repeat(1_500)),
        format!("fn f() {{ {}a{} }}", "(".repeat(5_900), ")".repeat(5_900)),
        format!("{}{}", "mod a {".repeat(5_900), "}".repeat(5_900)),
    ];
    for text in texts {
        let _ = file(&text);
    }
}
