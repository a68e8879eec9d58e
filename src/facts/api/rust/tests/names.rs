//! What others can name.

use super::of;

#[test]
fn only_what_is_public_all_the_way_is_found() {
    assert_eq!(
        of("pub mod a { pub fn x() {} fn y() {} pub(crate) fn z() {} } mod b { pub fn x() {} }"),
        ["module a", "function a::x"]
    );
}

#[test]
fn a_reexport_is_found_at_its_definition_with_what_is_in_it() {
    assert_eq!(
        of("mod a { pub struct S { pub f: u8, g: u8 } pub enum E { V { w: u8 }, T(u8) } } pub use a::{S, E as F};"),
        [
            "struct a::S",
            "field a::S::f",
            "enum a::E",
            "variant a::E::V",
            "field a::E::V::w",
            "variant a::E::T"
        ]
    );
}

#[test]
fn chains_of_reexports_are_followed_whatever_the_names() {
    assert_eq!(
        of("mod a { pub fn x() {} } mod b { pub use super::a::x as y; } pub use b::y as z;"),
        ["function a::x"]
    );
    assert_eq!(
        of("mod a { pub fn x() {} } mod b { pub(crate) use super::a::x; }"),
        [""; 0]
    );
}

#[test]
fn globs_bring_public_names_and_what_is_declared_hides_them() {
    assert_eq!(
        of("mod a { pub fn x() {} pub fn y() {} fn z() {} } pub use a::*; fn y() {}"),
        ["function a::x"]
    );
    assert_eq!(
        of("mod a { pub struct Error; pub fn x() {} } pub use a::*; pub use std::io::Error;"),
        ["function a::x"]
    );
}

#[test]
fn globs_go_through_private_modules_and_round_in_circles() {
    assert_eq!(
        of("mod a { pub use super::b::*; pub fn x() {} } mod b { pub use super::a::*; pub fn y() {} } pub use a::*;"),
        ["function a::x", "function b::y"]
    );
    assert_eq!(
        of("mod a { pub mod b { pub fn x() {} } } use a::*; pub use b::x;"),
        ["function a::b::x"]
    );
}

#[test]
fn variants_can_be_reexported_without_their_enum() {
    assert_eq!(
        of("mod a { pub enum E { A, B { x: u8 } } } pub use a::E::B;"),
        ["variant a::E::B", "field a::E::B::x"]
    );
    assert_eq!(
        of("mod a { pub enum E { A, B } } pub use a::E::*;"),
        ["variant a::E::A", "variant a::E::B"]
    );
}

#[test]
fn types_that_only_signatures_mention_are_not_public() {
    assert_eq!(
        of("mod a { pub struct S; impl S { pub fn m(&self) {} } } pub fn f() -> a::S { a::S }"),
        ["function f"]
    );
}

#[test]
fn inherent_methods_are_found_wherever_the_block_stands() {
    let text = "pub struct S; mod a { use super::S as T; impl T { pub fn m(&self) {} pub const C: u8 = 1; fn p() {} } }
        type Alias = S; impl Alias { pub fn n() {} } impl crate::S { pub(crate) fn o() {} }
        const _: () = { impl S { pub fn q(self) {} } };";
    assert_eq!(
        of(text),
        [
            "struct S",
            "method a::T::m",
            "assoc_const a::T::C",
            "assoc_fn Alias::n",
            "method S::q"
        ]
    );
}

#[test]
fn items_of_public_traits_are_found_and_those_of_their_implementations_are_not() {
    let text = "pub trait T { fn a(&self); fn b() {} const C: u8; type D; }
        pub struct S; impl T for S { fn a(&self) {} const C: u8 = 1; type D = u8; } impl dyn T { pub fn e(&self) {} }";
    assert_eq!(
        of(text),
        [
            "trait T",
            "method T::a",
            "assoc_fn T::b",
            "assoc_const T::C",
            "assoc_type T::D",
            "struct S",
            "method T::e"
        ]
    );
}

#[test]
fn every_kind_of_item_has_its_name() {
    let text =
        "pub union U { pub f: u8 } pub static S: u8 = 1; pub const C: u8 = 1; pub type T = u8; pub const _: u8 = 1;
        extern \"C\" { pub fn ext(); pub static E: u8; fn private(); } pub struct P(pub u8); pub async unsafe fn f() {}
        pub extern \"C\" fn g() {} pub const fn h() {}";
    assert_eq!(
        of(text),
        [
            "union U",
            "field U::f",
            "static S",
            "const C",
            "type T",
            "const _",
            "function ext",
            "static E",
            "struct P",
            "function f",
            "function g",
            "function h"
        ]
    );
}

#[test]
fn items_in_bodies_and_imports_are_nothing() {
    assert_eq!(
        of("/// d\npub fn f() { pub struct Inner; pub fn g() {} } extern crate alloc; pub use std::fmt;"),
        [""; 0]
    );
}

#[test]
fn a_raw_name_is_a_name() {
    assert_eq!(
        of("pub struct S { pub r#type: u8 } pub mod r#mod { pub fn r#fn() {} }").len(),
        4
    );
}

#[test]
fn a_glob_may_bring_the_module_of_a_function_of_its_own_name() {
    let text = "mod simd { pub mod a { pub struct S; pub fn a() {} } } use simd::*; pub use a::{S, a};";
    assert_eq!(of(text), ["struct simd::a::S", "function simd::a::a"]);
}
