//! Conditions.

use super::{in_tree, of};

const MANIFEST: &str =
    "[package]\nname = \"a\"\nedition = \"2021\"\n[features]\ndefault = [\"std\"]\nstd = []\nextra = []";

fn with_script(script: &str, text: &str) -> Vec<String> {
    let found = in_tree(&[("Cargo.toml", MANIFEST), ("build.rs", script), ("src/lib.rs", text)]);
    let short = found.iter().filter_map(|found| found.split_once(' '));
    short.map(|(_, symbol)| symbol.to_owned()).collect()
}

#[test]
fn default_features_and_the_host_hold() {
    let text = "#[cfg(feature = \"std\")] pub fn a() {} #[cfg(feature = \"extra\")] pub fn b() {}
        #[cfg(unix)] pub fn c() {} #[cfg(windows)] pub fn d() {} #[cfg(test)] pub fn e() {}
        #[cfg(all(target_os = \"linux\", not(target_arch = \"arm\"), any(target_env = \"gnu\", doc)))] pub fn f() {}
        #[cfg(target_pointer_width = \"64\")] pub fn g() {} #[cfg(target_has_atomic = \"ptr\")] pub fn h() {}
        #[cfg(docsrs)] pub fn i() {} #[cfg(loom)] pub fn j() {} #[cfg(not(debug_assertions))] pub fn k() {}
        #[cfg_attr(all(), cfg(any()))] pub fn l() {} #[cfg(target_feature = \"sse2\")] pub fn m() {}";
    assert_eq!(
        with_script("", text),
        [
            "function a",
            "function c",
            "function f",
            "function g",
            "function h",
            "function m"
        ]
    );
}

#[test]
fn conditions_hold_on_fields_variants_members_blocks_and_modules() {
    let text = "/// d\npub struct S { #[cfg(windows)] pub a: u8, #[cfg(unix)] pub b: u8 }
        /// d\npub enum E { #[cfg(windows)] A, #[cfg(unix)] B } impl S { #[cfg(windows)] pub fn c() {} }
        #[cfg(windows)] impl S { pub fn d() {} } #[cfg(windows)] pub mod e { pub fn f() {} }";
    assert_eq!(of(text), ["field S::b", "variant E::B"]);
}

#[test]
fn a_crate_under_a_condition_that_does_not_hold_is_empty() {
    assert_eq!(of("#![cfg(windows)]\npub fn x() {}"), [""; 0]);
    assert_eq!(of("#![cfg(unix)]\npub fn x() {}"), ["function x"]);
}

#[test]
fn what_a_build_script_may_set_is_not_reported_unless_it_is_there_in_any_case() {
    let script = "println!(\"cargo:rustc-cfg=has_x\"); println!(\"cargo:rustc-cfg=no_y\");";
    let text = "#[cfg(has_x)] pub fn a() {} #[cfg(has_x)] pub fn b() {} #[cfg(not(has_x))] pub fn b() {}
        #[cfg(no_y)] pub fn c() {} #[cfg(not(no_y))] pub fn d() {} #[cfg(never_set)] pub fn e() {}
        #[cfg(not(never_set))] pub fn f() {} #[cfg(any(has_x, unix))] pub fn g() {}";
    assert_eq!(
        with_script(script, text),
        ["function b", "function d", "function f", "function g"]
    );
}

#[test]
fn flags_that_a_script_puts_together_are_found_by_their_names() {
    let script = "fn f(name: &str) { println!(\"cargo:rustc-cfg={}\", name) } fn main() { f(\"modern\") }";
    let text = "#[cfg(modern)] pub fn a() {} #[cfg(not(modern))] pub fn b() {} #[cfg(not(windows))] pub fn c() {}";
    assert_eq!(with_script(script, text), ["function c"]);
}

#[test]
fn of_files_under_unknown_conditions_nothing_is_said() {
    let files = [
        ("build.rs", "println!(\"cargo:rustc-cfg=raw\");"),
        (
            "src/lib.rs",
            "#[cfg_attr(raw, path = \"a.rs\")] #[cfg_attr(not(raw), path = \"b.rs\")] mod m; pub use m::x; pub fn y() {}",
        ),
        ("src/a.rs", "pub fn x() {}"),
        ("src/b.rs", "pub fn x() {}"),
    ];
    assert_eq!(in_tree(&files), ["src/lib.rs:1 function y"]);
}
