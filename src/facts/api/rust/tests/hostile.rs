//! Trees that are made to hurt.

use super::{api, found, problems};
use crate::model::problem::ProblemKind;
use std::fmt::Write;

#[test]
fn deep_nesting_overflows_nothing() {
    let modules = format!("{}{}", "pub mod a {".repeat(5_000), "}".repeat(5_000));
    assert!(!problems(&[("src/lib.rs", &modules)]).is_empty());
    let types = format!("pub fn f(x: {}u8{}) {{}}", "Option<".repeat(50_000), ">".repeat(50_000));
    assert_eq!(found(&api(&[("src/lib.rs", &types)])), ["src/lib.rs:1 function f"]);
    let trees = format!("pub use {}x{};", "a::{".repeat(20_000), "}".repeat(20_000));
    assert_eq!(problems(&[("src/lib.rs", &trees)]), []);
    let conditions = format!(
        "#[cfg({}unix{})] pub fn f() {{}}",
        "not(".repeat(20_000),
        ")".repeat(20_000)
    );
    assert_eq!(found(&api(&[("src/lib.rs", &conditions)])), [""; 0]);
    let attributes = format!(
        "#[{}x{}] pub fn f() {{}}",
        "cfg_attr(all(), ".repeat(20_000),
        ")".repeat(20_000)
    );
    assert_eq!(found(&api(&[("src/lib.rs", &attributes)])), ["src/lib.rs:1 function f"]);
}

#[test]
fn files_that_lead_to_each_other_twice_each_are_cut_off() {
    let mut files: Vec<(String, String)> = vec![("src/lib.rs".to_owned(), "pub mod f0;".to_owned())];
    for level in 0..40 {
        let next = level + 1;
        let text = format!("#[path = \"f{next}.rs\"] pub mod a; #[path = \"f{next}.rs\"] pub mod b;");
        files.push((format!("src/f{level}.rs"), text));
    }
    files.push(("src/f40.rs".to_owned(), "pub fn x() {}".to_owned()));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert!(problems(&files).contains(&ProblemKind::TooComplex));
}

#[test]
fn hundreds_of_globs_in_a_circle_end() {
    let mut text = String::new();
    for module in 0..800 {
        let next = (module + 1) % 800;
        let _ = write!(
            text,
            "mod m{module} {{ pub use super::m{next}::*; pub fn f{module}() {{}} }}"
        );
    }
    text.push_str("pub use m0::*;");
    // More than half a million names would have to be bound.
    assert_eq!(problems(&[("src/lib.rs", &text)]), [ProblemKind::TooComplex]);
}

#[test]
fn imports_that_wait_for_each_other_mean_nothing() {
    let text =
        "pub use a::x; mod a { pub use super::b::x; } mod b { pub use super::a::x; } pub use self::y as y; pub use z;";
    assert_eq!(found(&api(&[("src/lib.rs", text)])), [""; 0]);
    assert_eq!(
        found(&api(&[(
            "src/lib.rs",
            "pub type A = B; pub type B = A; impl A { pub fn f() {} }"
        )]))
        .len(),
        2
    );
}

#[test]
fn macros_that_never_end_are_cut_off() {
    for text in [
        "macro_rules! m { () => { m!(); } } m!();",
        "macro_rules! m { () => { m!(); m!(); } } m!();",
        "macro_rules! m { ($($t:tt)*) => { m!(x $($t)*); } } m!();",
        "macro_rules! m { ($($($($v:vis)*)*)*) => { } } m!();",
        "macro_rules! m { ($($a:ident)*) => { $($(pub fn $a() {})*)* } } m!(a b c);",
        "macro_rules! m { ($($a:ident)* ; $($b:ident)*) => { $(pub fn $a() {} $b!();)* } } m!(a b ; c);",
    ] {
        let _ = api(&[("src/lib.rs", text)]);
    }
}

#[test]
fn text_that_is_no_rust_is_a_problem_or_nothing() {
    for text in [
        "}",
        "(",
        "pub",
        "pub fn",
        "pub struct",
        "#[",
        "#[cfg(",
        "#![",
        "macro_rules!",
        "m!",
        "impl",
        "use",
        "use ;",
        "mod",
        "pub enum E { A = { , } }",
        "macro_rules! m { ($x) => {} } m!(a);",
        "trait",
        "extern",
        "const",
        "\"",
        "/*",
        "'",
        "r#\"",
        "pub fn f<",
        "impl<",
        "pub use a::{b, c",
        "macro_rules! m ( () => ",
        "$",
        "pub(in",
        "\u{feff}#!x\n#![a]",
        "é",
        "fn é() {}",
        "#[cfg_attr()] pub fn f() {}",
        "#[path] mod a {}",
        "include!();",
        "cfg_if! { if }",
        "bitflags! { pub struct }",
        "thread_local! { static }",
        "extern crate self as x; pub use x::x;",
        "pub use crate as c; pub use self as s;",
        "pub use super::super::x;",
        "impl Self {}",
        "pub const _: () = {",
        "pub mod a { #![",
        "cfg_select! { _ }",
    ] {
        let _ = api(&[("src/lib.rs", text)]);
        let _ = api(&[("src/lib.rs", "mod m;"), ("src/m.rs", text)]);
    }
}
