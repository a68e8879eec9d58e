//! What macros make.

use super::{api, found, in_tree, of};
use crate::model::api::Api;

fn lines(text: &str) -> Vec<String> {
    let found = in_tree(&[("src/lib.rs", text)]);
    let short = found.iter().filter_map(|found| found.strip_prefix("src/lib.rs:"));
    short.map(str::to_owned).collect()
}

#[test]
fn names_from_the_rules_stand_in_the_rules_and_items_from_the_call_in_the_call() {
    let text = "macro_rules! m { ($($i:item)*) => { $($i)*\npub fn made() {} } }\nm! {\n pub fn given() {}\n}";
    assert_eq!(lines(text), ["2 function made", "4 function given"]);
}

#[test]
fn one_line_of_the_rules_is_one_symbol_however_often_it_is_made() {
    let text = "macro_rules! m { ($v:vis $n:ident) => {\n$v struct $n; impl $n {\npub fn new() {} } } }\nm!(pub A); m!(pub B);";
    assert_eq!(lines(text), ["2 struct A", "3 assoc_fn A::new"]);
}

#[test]
fn tokens_that_are_passed_on_keep_their_place() {
    let text = "macro_rules! all { ($($t:tt)*) => { $($t)* } }\nall! {\npub fn a() {}\npub struct S {\npub f: u8 } }";
    assert_eq!(lines(text), ["3 function a", "4 struct S", "5 field S::f"]);
}

#[test]
fn docs_in_a_call_are_docs() {
    let text = "macro_rules! m { ($(#[$m:meta])* $n:ident) => { $(#[$m])* pub fn $n() {} } }\nm!(/** d */ a);";
    assert_eq!(of(text), [""; 0]);
    let text =
        "macro_rules! m { ($n:ident, $d:expr) => { #[doc = concat!($d, \"x\")] pub fn $n() {} } }\nm!(a, \"d\");";
    assert_eq!(of(text), [""; 0]);
}

#[test]
fn repetitions_nest_and_separators_may_trail() {
    let text = "macro_rules! m { ($($s:ident { $($f:ident : $t:ty = $e:expr),* $(,)? })+) => {
        $(pub struct $s { $(pub $f: $t),* })+ } }
        m! { A { a: Vec<(u8, u8)> = f(|x, y| x)(1), b: &'static [u8; 3] = 2 == 3, } B { } C { c: fn(u8) -> dyn Fn() + 'static = {} } }";
    let found = of(text);
    assert_eq!(found, ["struct A", "field A::a"], "one line of the rules each");
    let spread = text.replace("$s { $(pub $f: $t),* }", "$s;");
    assert_eq!(of(&spread), ["struct A"]);
}

#[test]
fn rules_are_tried_in_order_and_may_call_themselves() {
    let text = "macro_rules! m { (@one $n:ident) => { pub fn $n() {} };
        ($n:ident $($rest:ident)+) => { m!(@one $n); m!($($rest)+); }; ($n:ident) => {\npub struct $n; } }\nm!(a b c);";
    assert_eq!(of(text), ["function a", "struct c"]);
}

#[test]
fn fragments_that_were_parsed_are_parsed_again_as_a_whole() {
    let text = "macro_rules! inner { ($v:vis $n:ident : $t:ty => $l:literal) => { $v type $n = $t; } }
        macro_rules! outer { ($v:vis $n:ident, $t:ty, $l:literal) => { inner! { $v $n : $t => $l } } }
        outer!(pub A, Vec<u8>, -1); outer!(B, u8, 2);";
    assert_eq!(of(text), ["type A"]);
}

#[test]
fn macros_make_members_too() {
    let text = "macro_rules! m { ($n:ident) => { pub fn $n(&self) {} } }
        /// d\npub struct S; impl S { m!(a); } /// d\npub trait T { m2!(b); } macro_rules! m2 { ($n:ident) => { fn $n(); } }";
    assert_eq!(of(text), ["method S::a", "assoc_fn T::b"]);
}

#[test]
fn macros_of_other_files_are_known_by_order_and_by_path() {
    let files = [
        ("src/lib.rs", "#[macro_use] mod macros; mod a; pub mod b;"),
        ("src/macros.rs", "macro_rules! m { ($n:ident) => { pub fn $n() {} } }"),
        (
            "src/a.rs",
            "macro_rules! late { () => { pub fn z() {} } } pub(crate) use late;",
        ),
        ("src/b.rs", "//! d\nm!(x); crate::a::late!();"),
    ];
    assert_eq!(in_tree(&files), ["src/a.rs:1 function z", "src/macros.rs:1 function x"]);
}

#[test]
fn of_two_macros_of_one_name_the_last_one_in_sight_is_meant() {
    let text = "macro_rules! m { () => { pub fn a() {} } } m!(); mod p { macro_rules! m { () => { pub fn b() {} } } }
        macro_rules! m { () => { pub fn c() {} } } m!();";
    assert_eq!(of(text), ["function a", "function c"]);
}

#[test]
fn a_macro_that_wraps_items_in_a_condition_is_read_by_its_rules() {
    let text = "macro_rules! cfg_win { ($($i:item)*) => { $(#[cfg(windows)] $i)* } }
        macro_rules! cfg_nix { ($($i:item)*) => { $(#[cfg(unix)] $i)* } }
        cfg_win! { pub fn a() {} pub mod gone; } cfg_nix! { pub fn b() {} /// d\npub fn c() {} }";
    assert_eq!(of(text), ["function b"]);
}

#[test]
fn branches_of_cfg_if_are_chosen() {
    let text = "cfg_if::cfg_if! { if #[cfg(windows)] { pub fn a() {} } else if #[cfg(unix)] { pub fn b() {} } else { pub fn c() {} } }";
    assert_eq!(of(text), ["function b"]);
    assert_eq!(
        of("cfg_select! { windows => { pub fn a() {} } _ => { pub fn b() {} } }"),
        ["function b"]
    );
}

#[test]
fn macros_of_other_crates_are_read_where_it_is_certain_what_they_make() {
    let text =
        "bitflags::bitflags! { pub struct F: u8 { const A = 1; const C = 4; /// d\nconst B = 2; const _ = !0; } }
        thread_local! { pub static T: u8 = 1; static P: u8 = 2 } lazy_static! { pub static ref L: u8 = { 1 }; }
        pin_project! { pub struct S { #[pin] pub f: u8 } } unknown! { pub strange syntax => 1 } compile_error!(\"x\");";
    assert_eq!(
        of(text),
        [
            "struct F",
            "assoc_const F::A",
            "const T",
            "struct L",
            "struct S",
            "field S::f"
        ]
    );
}

#[test]
fn exported_macros_are_public_wherever_they_stand_and_others_never() {
    let text = "mod a { #[macro_export] macro_rules! m { () => {} } macro_rules! n { () => {} } }
        #[doc(hidden)] #[macro_export] macro_rules! o { () => {} }\n/// d\n#[macro_export]\nmacro_rules! p { () => {} }";
    assert_eq!(of(text), ["macro a::m"]);
}

#[test]
fn macros_may_define_macros() {
    let text =
        "macro_rules! define { ($d:tt $n:ident) => { macro_rules! $n { ($d x:ident) => { pub fn $d x() {} } } } }
        define!($ made); made!(a);";
    assert_eq!(of(text), ["function a"]);
}

#[test]
fn a_bomb_is_defused_and_named() {
    let doubling = "macro_rules! b { ($($t:tt)*) => { b! { $($t)* $($t)* } } }\nb!(pub fn x() {});\npub fn y() {}";
    let api: Api = api(&[("src/lib.rs", doubling)]);
    assert_eq!(found(&api), ["src/lib.rs:3 function y"]);
    assert_eq!(api.problems.len(), 1);
}

#[test]
fn what_a_foreign_macro_makes_within_another_stands_at_the_call() {
    let text = "macro_rules! m { ($n:ident) => {\npin_project! {\npub struct $n { #[pin] f: u8 } } } }\nm!(A);\nm!(B);";
    assert_eq!(lines(text), ["4 struct A", "5 struct B"]);
}
