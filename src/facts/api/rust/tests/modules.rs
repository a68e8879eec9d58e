//! Where the files of modules are.

use super::{api, found, in_tree, problems};
use crate::model::problem::ProblemKind;

#[test]
fn modules_are_files_beside_and_below() {
    let files = [
        ("src/lib.rs", "pub mod a; mod b; pub use b::c::x;"),
        ("src/a.rs", "//! d\npub mod inner;"),
        ("src/a/inner.rs", "pub fn y() {}"),
        ("src/b/mod.rs", "pub mod c;"),
        ("src/b/c.rs", "pub fn x() {}"),
    ];
    assert_eq!(
        in_tree(&files),
        [
            "src/a.rs:2 module inner",
            "src/a/inner.rs:1 function y",
            "src/b/c.rs:1 function x"
        ]
    );
}

#[test]
fn a_path_attribute_counts_from_the_file_or_from_the_module_around() {
    let files = [
        (
            "src/lib.rs",
            "mod m;\npub use m::*;\n#[path = \"odd/name.rs\"] pub mod n;",
        ),
        (
            "src/m.rs",
            "pub mod inline { #[path = \"other.rs\"] pub mod o; pub mod plain; }\n#[path = \"p.rs\"] pub mod p;",
        ),
        ("src/m/inline/other.rs", "pub fn x() {}"),
        ("src/m/inline/plain.rs", "pub fn z() {}"),
        ("src/p.rs", "pub fn y() {}"),
        ("src/odd/name.rs", "pub mod below;"),
        ("src/odd/below.rs", "pub fn w() {}"),
    ];
    let found = in_tree(&files);
    for function in [
        "other.rs:1 function x",
        "plain.rs:1 function z",
        "src/p.rs:1 function y",
        "below.rs:1 function w",
    ] {
        assert!(
            found.iter().any(|found| found.ends_with(function)),
            "{function} in {found:?}"
        );
    }
}

#[test]
fn an_included_file_stands_where_it_is_included() {
    let files = [
        (
            "src/lib.rs",
            "pub mod a { include!(\"parts/a.rs\"); }\ninclude!(concat!(env!(\"OUT_DIR\"), \"/b.rs\"));",
        ),
        ("src/parts/a.rs", "pub fn x() {}"),
    ];
    assert_eq!(
        in_tree(&files),
        ["src/lib.rs:1 module a", "src/parts/a.rs:1 function x"]
    );
}

#[test]
fn a_missing_or_broken_file_is_named_and_the_rest_is_read() {
    let files = [
        (
            "src/lib.rs",
            "pub mod gone; pub mod broken; pub fn x() {} #[cfg(windows)] mod elsewhere;",
        ),
        ("src/broken.rs", "pub fn y() {"),
    ];
    let api = api(&files);
    assert_eq!(found(&api), ["src/lib.rs:1 function x"]);
    let said: Vec<&str> = api.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert!(
        said.iter().any(|said| said.contains("`gone` has no file src/gone.rs")),
        "{said:?}"
    );
    assert!(said.iter().any(|said| said.contains("never closed")), "{said:?}");
    assert_eq!(said.len(), 2);
}

#[test]
fn one_item_that_is_not_understood_costs_one_item() {
    let files = [("src/lib.rs", "pub fn x() {}\npub whatever thing { 1 }\npub fn y() {}")];
    assert_eq!(problems(&files), [ProblemKind::Unparsed]);
    assert_eq!(
        found(&api(&files)),
        ["src/lib.rs:1 function x", "src/lib.rs:3 function y"]
    );
}

#[test]
fn a_file_that_is_within_itself_is_read_once() {
    let files = [
        ("src/lib.rs", "#[path = \"lib.rs\"] pub mod again; pub mod a;"),
        ("src/a.rs", "include!(\"a.rs\"); pub fn x() {}"),
    ];
    assert_eq!(problems(&files).len(), 2);
    assert_eq!(found(&api(&files)), ["src/a.rs:1 function x", "src/lib.rs:1 module a"]);
}
