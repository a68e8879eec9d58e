//! Documentation, what hides, and what silences.

use super::{api, found, in_tree, of};

#[test]
fn any_doc_attribute_is_documentation_were_it_empty() {
    let text = "///\npub fn a() {}\n#[doc = \"\"] pub fn b() {}\n#[doc = include_str!(\"x.md\")] pub fn c() {}
        /** d */ pub fn d() {}\n#[cfg_attr(all(), doc = \"x\")] pub fn e() {}\n#[cfg_attr(any(), doc = \"x\")] pub fn f() {}
        // no\npub fn g() {}\n//// no\npub fn h() {}\n#[doc(alias = \"x\")] pub fn i() {}";
    assert_eq!(of(text), ["function f", "function g", "function h", "function i"]);
}

#[test]
fn the_root_lacks_documentation_on_its_first_line() {
    let root = |text: &str| {
        let api = api(&[("src/lib.rs", text)]);
        let symbol = api.files.values().next().map(|file| file.symbols[0].clone()).unwrap();
        (symbol.name, symbol.region.start.line, symbol.documented)
    };
    assert_eq!(root("\n\nfn x() {}"), ("a_b".to_owned(), 1, false));
    assert!(root("//! d").2 && root("#![doc = include_str!(\"../README.md\")]").2 && root("/*! d */").2);
}

#[test]
fn a_module_is_documented_within_or_without() {
    let files = [
        ("src/lib.rs", "/// d\npub mod a; pub mod b; pub mod c { //! d\n }"),
        ("src/a.rs", ""),
        ("src/b.rs", "//! d"),
    ];
    assert_eq!(in_tree(&files), [""; 0]);
}

#[test]
fn what_is_hidden_hides_what_is_within_but_not_what_is_defined_elsewhere() {
    let text = "#[doc(hidden)] pub mod h { pub fn x() {} pub use super::a::y; } mod a { pub fn y() {} }
        #[doc(hidden)] pub struct S { pub f: u8 } impl S { pub fn m(&self) {} }
        /// d\npub struct T { #[doc(hidden)] pub f: u8, pub g: u8 } #[doc(hidden)] impl T { pub fn m(&self) {} }
        impl T { #[doc(hidden)] pub fn n() {} }";
    assert_eq!(of(text), ["function a::y", "field T::g"]);
}

#[test]
fn a_reexport_of_what_is_hidden_stays_hidden() {
    assert_eq!(
        of("#[doc(hidden)] pub mod h { pub struct S; } pub use h::S as T;"),
        [""; 0]
    );
}

#[test]
fn levels_of_the_lint_act_lexically_and_the_last_one_counts() {
    let text = "#[allow(missing_docs)] pub mod a { pub fn x() {} #[warn(missing_docs)] pub mod b { pub fn y() {} } }
        #[expect(missing_docs)] pub fn c() {} #[allow(missing_docs)] #[warn(missing_docs)] pub fn d() {}
        #[allow(dead_code)] pub fn e() {}\n/// d\npub struct S; #[allow(missing_docs)] impl S { pub fn m() {} }";
    assert_eq!(
        of(text),
        ["module a::b", "function a::b::y", "function d", "function e"]
    );
    assert_eq!(of("#![allow(missing_docs)] pub fn x() {}"), [""; 0]);
    assert_eq!(
        of("#![cfg_attr(test, allow(missing_docs))] pub fn x() {}"),
        ["function x"]
    );
}

#[test]
fn allowing_warnings_silences_what_would_warn_and_not_what_is_denied() {
    assert_eq!(of("#![allow(warnings)] pub fn x() {}"), [""; 0]);
    assert_eq!(
        of("#![deny(missing_docs)] #[allow(warnings)] pub fn x() {}"),
        ["function x"]
    );
}

#[test]
fn a_manifest_may_allow_it_for_the_package_or_the_workspace() {
    let lib = ("src/lib.rs", "pub fn x() {}");
    let own = "[package]\nname = \"a\"\n[lints.rust]\nmissing_docs = \"allow\"";
    assert_eq!(in_tree(&[("Cargo.toml", own), lib]), [""; 0]);
    let shared = "[package]\nname = \"a\"\n[lints]\nworkspace = true\n[workspace.lints.rust]\nmissing_docs = \"allow\"";
    assert_eq!(in_tree(&[("Cargo.toml", shared), lib]), [""; 0]);
}

#[test]
fn documented_symbols_are_there_too() {
    let api = api(&[("src/lib.rs", "//! d\n/// d\npub fn a() {}\npub fn b() {}\nfn c() {}")]);
    let file = api.files.values().next().unwrap();
    assert_eq!(
        file.symbols.iter().map(|symbol| symbol.documented).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert_eq!(found(&api), ["src/lib.rs:4 function b"]);
    let region = file.symbols[2].region;
    assert_eq!((region.start.column, region.end.column), (8, 9));
}
