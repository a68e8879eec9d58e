//! Which packages and targets are read.

use super::{MANIFEST, Tree, api, found, in_tree};
use crate::facts::api::rust::{RustTargets, read};
use crate::model::problem::ProblemKind;

#[test]
fn the_members_of_a_workspace_are_read_and_other_packages_below_are_not() {
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"crates/*\", \"./tool/\"]\nexclude = [\"crates/out\"]",
        ),
        ("crates/a/Cargo.toml", MANIFEST),
        ("crates/a/src/lib.rs", "//! d\npub fn a() {}"),
        ("crates/a/fuzz/Cargo.toml", MANIFEST),
        ("crates/a/fuzz/src/lib.rs", "pub fn no() {}"),
        ("crates/out/Cargo.toml", MANIFEST),
        ("crates/out/src/lib.rs", "pub fn no() {}"),
        ("tool/Cargo.toml", MANIFEST),
        ("tool/src/lib.rs", "//! d\npub fn b() {}"),
    ];
    assert_eq!(
        in_tree(&files),
        ["crates/a/src/lib.rs:2 function a", "tool/src/lib.rs:2 function b"]
    );
}

#[test]
fn without_a_manifest_at_the_root_the_topmost_ones_count() {
    let files = [
        ("rust/Cargo.toml", MANIFEST),
        ("rust/src/lib.rs", "pub fn a() {}"),
        ("rust/tests/fixture/Cargo.toml", MANIFEST),
        ("rust/tests/fixture/src/lib.rs", "pub fn no() {}"),
        ("other/deep/Cargo.toml", MANIFEST),
        ("other/deep/src/lib.rs", "pub fn b() {}"),
    ];
    assert_eq!(
        in_tree(&files),
        ["other/deep/src/lib.rs:1 function b", "rust/src/lib.rs:1 function a"]
    );
}

#[test]
fn a_library_may_be_elsewhere_and_have_another_name() {
    let manifest = "[package]\nname = \"a\"\n[lib]\npath = \"lib/root.rs\"\nname = \"other\"";
    let api = api(&[
        ("Cargo.toml", manifest),
        ("lib/root.rs", "pub mod m;"),
        ("lib/m.rs", "pub fn x() {}"),
    ]);
    assert_eq!(found(&api), ["lib/m.rs:1 function x", "lib/root.rs:1 module m"]);
    let crates = api.files.values().flat_map(|file| &file.symbols);
    assert!(crates.into_iter().any(|symbol| symbol.name == "other"));
}

#[test]
fn a_package_without_a_library_is_named_and_binaries_are_read_when_asked_for() {
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", "pub fn a() {} mod m; fn main() {}"),
        ("src/m.rs", "pub fn no() {}"),
        ("src/bin/tool.rs", "pub fn b() {}"),
        ("src/bin/big/main.rs", "pub fn c() {}"),
        ("src/bin/big/part.rs", "pub fn no() {}"),
    ];
    let silent = api(&files);
    assert_eq!(silent.problems.len(), 1);
    assert!(silent.problems[0].kind == ProblemKind::NothingPublic && silent.problems[0].kind.is_skip());
    let asked = read(
        &Tree::new(&files),
        RustTargets {
            binaries: true,
            ..RustTargets::default()
        },
    );
    assert_eq!(
        found(&asked),
        [
            "src/bin/big/main.rs:1 function c",
            "src/bin/tool.rs:1 function b",
            "src/main.rs:1 function a"
        ]
    );
}

#[test]
fn what_a_crate_of_procedural_macros_offers_is_found() {
    let text =
        "//! d\n#[proc_macro]\npub fn a(x: TokenStream) -> TokenStream { x }\n#[proc_macro_derive(B, attributes(b))]
pub fn b(x: TokenStream) -> TokenStream { x }";
    assert_eq!(
        in_tree(&[("src/lib.rs", text)]),
        ["src/lib.rs:3 function a", "src/lib.rs:5 function b"]
    );
}

#[test]
fn imports_of_edition_2015_begin_at_the_root() {
    let text = "mod a { pub fn x() {} } pub mod b { pub use a::x; } pub mod c { pub use ::a::x as y; }";
    let old = [("Cargo.toml", "[package]\nname = \"a\""), ("src/lib.rs", text)];
    assert_eq!(
        in_tree(&old),
        [
            "src/lib.rs:1 function a::x",
            "src/lib.rs:1 module b",
            "src/lib.rs:1 module c"
        ]
    );
    assert_eq!(
        in_tree(&[("src/lib.rs", text)]),
        ["src/lib.rs:1 module b", "src/lib.rs:1 module c"]
    );
}

#[test]
fn a_broken_manifest_is_named() {
    let api = api(&[("Cargo.toml", "[package"), ("src/lib.rs", "pub fn a() {}")]);
    assert_eq!(api.problems.len(), 1);
    assert_eq!(api.problems[0].kind, ProblemKind::Unparsed);
}
