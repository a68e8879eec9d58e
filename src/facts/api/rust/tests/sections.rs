//! What documentation should say and does not.

use super::api;
use crate::model::api::DocFaultKind;

fn faults(text: &str) -> Vec<(DocFaultKind, String)> {
    let api = api(&[("src/lib.rs", text)]);
    let faults = api.files.values().flat_map(|file| &file.faults);
    faults.map(|fault| (fault.kind, fault.symbol.clone())).collect()
}

#[test]
fn a_function_that_returns_a_result_has_a_section_on_errors() {
    let text = "/// d\npub fn a() -> Result<u8, u8> { Ok(1) }\n/// d\npub async fn b() -> std::io::Result<()> { Ok(()) }
        /// d\n///\n/// # Errors\n/// never\npub fn c() -> Result<u8, u8> { Ok(1) }\n/// d\npub fn d() -> Option<u8> { None }
        pub fn e() -> Result<u8, u8> { Ok(1) }\n/// d\nfn f() -> Result<u8, u8> { Ok(1) }
        /// d\npub fn main() -> Result<u8, u8> { Ok(1) }";
    assert_eq!(
        faults(text),
        [
            (DocFaultKind::MissingErrors, "a".to_owned()),
            (DocFaultKind::MissingErrors, "b".to_owned())
        ]
    );
}

#[test]
fn a_function_that_may_panic_has_a_section_on_panics() {
    let text = "/// d\npub fn a() { panic!() }\n/// d\npub fn b(x: Option<u8>) { x.unwrap(); }
        /// d\npub fn c(x: Option<u8>) { x.expect(\"x\"); }\n/// d\npub fn d() { debug_assert!(true); unreachable!() }
        /// d\n/// # Panics\npub fn e() { assert!(false) }\n/// d\npub fn f(p: Parser) { p.expect(Token::A); const { assert!(true) } }";
    let found: Vec<String> = faults(text).into_iter().map(|(_, symbol)| symbol).collect();
    assert_eq!(found, ["a", "b", "c"]);
}

#[test]
fn what_is_unsafe_has_a_section_on_safety() {
    let text = "/// d\npub unsafe fn a() {}\n/// d\npub unsafe trait T { /** d */ unsafe fn b(); }
        /** d\n * # Safety\n * x */ pub unsafe fn c() {}\n#[doc = include_str!(\"x\")] pub unsafe fn d() {}";
    let found: Vec<String> = faults(text).into_iter().map(|(_, symbol)| symbol).collect();
    assert_eq!(found, ["a", "T", "T::b"]);
}
