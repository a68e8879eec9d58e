//! Reading of attributes files: what a pattern names, which line wins, and that hostile files do no harm.

use super::{Attributes, Marks};
use std::time::{Duration, Instant};

fn says<'a>(attributes: &'a Attributes, path: &str) -> Marks<'a> {
    attributes.of(&path.into())
}

/// Whether a pattern names a path.
fn names(pattern: &str, path: &str) -> bool {
    let attributes = Attributes::read([("", format!("{pattern} linguist-vendored").as_str())]);
    says(&attributes, path).vendored.is_some()
}

/// What a root file says of `a.c` being vendored.
fn vendored(text: &str) -> Option<bool> {
    says(&Attributes::read([("", text)]), "a.c")
        .vendored
        .map(|flag| flag.on)
}

#[test]
fn patterns_mean_what_they_mean_to_git() {
    for (pattern, path) in [
        ("*.c", "a.c"),
        ("*.c", "deep/b/.c"),
        ("a.c", "deep/a.c"),
        ("/a.c", "a.c"),
        ("*", "x/y"),
        ("**", "x/y"),
        ("lib/**", "lib/a/b.c"),
        ("lib/*.c", "lib/a.c"),
        ("**/a.c", "a.c"),
        ("**/a.c", "x/y/a.c"),
        ("x/**/a.c", "x/a.c"),
        ("x/**/a.c", "x/y/z/a.c"),
        ("**/**/**", "x/a.c"),
        ("a?c", "a.c"),
        ("[a-c].[!d]", "b.c"),
        ("[]x].c", "].c"),
        ("x[[:space:]]y.c", "x y.c"),
        ("\"x y.c\"", "x y.c"),
        ("\"\\303\\251.c\"", "é.c"),
        ("*é*.c", "xéy.c"),
        ("??.c", "é.c"),
        ("\\#a", "#a"),
        ("{a,b}.c", "{a,b}.c"),
        ("a**c", "abc"),
        ("/a**", "a/b.c"),
        ("(a|b)+.c", "(a|b)+.c"),
    ] {
        assert!(names(pattern, path), "{pattern} names {path}");
    }
    for (pattern, path) in [
        ("lib/", "lib/a.c"),
        ("lib", "lib/a.c"),
        ("lib/*.c", "lib/x/a.c"),
        ("/a.c", "x/a.c"),
        ("x/a.c", "y/x/a.c"),
        ("lib/**", "lib"),
        ("!*.c", "a.c"),
        ("a?c", "a/c"),
        ("x/[!a]", "x/a"),
        ("x/a[/]b", "x/a/b"),
        ("{a,b}.c", "a.c"),
        ("x/?**b", "x/a/b"),
        ("*.C", "a.c"),
        ("[a.c", "[a.c"),
        ("[[:nope:]].c", "a.c"),
        ("a.c\\", "a.c\\"),
        ("#a", "#a"),
    ] {
        assert!(!names(pattern, path), "{pattern} does not name {path}");
    }
}

#[test]
fn an_attribute_is_set_unset_given_a_value_or_left_unsaid() {
    assert_eq!(vendored("*.c linguist-vendored"), Some(true));
    assert_eq!(vendored("*.c linguist-vendored=true"), Some(true));
    assert_eq!(vendored("*.c -linguist-vendored"), Some(false));
    assert_eq!(vendored("*.c linguist-vendored=false"), Some(false));
    assert_eq!(vendored("*.c linguist-vendored\r\n*.c !linguist-vendored"), None);
    assert_eq!(vendored("\u{feff}*.c\ttext  linguist-vendored\r\n"), Some(true));
    assert_eq!(vendored("*.c linguist-vendoredx text=auto eol=lf"), None);
    let attributes = Attributes::read([("", "*.x linguist-language=Common-Lisp")]);
    let language = says(&attributes, "a.x").language.unwrap();
    assert_eq!((language.name, language.by), ("Common-Lisp", "*.x"));
}

#[test]
fn later_lines_win_whatever_their_form() {
    assert_eq!(vendored("*.c linguist-vendored\na.c -linguist-vendored"), Some(false));
    assert_eq!(vendored("a.c -linguist-vendored\n*.c linguist-vendored"), Some(true));
    assert_eq!(
        vendored("a.? -linguist-vendored\n** linguist-vendored\n/a.c -linguist-vendored"),
        Some(false)
    );
    assert_eq!(vendored("a.c linguist-vendored -linguist-vendored"), Some(false));
}

#[test]
fn a_file_holds_below_its_folder_and_deeper_files_win() {
    let attributes = Attributes::read([
        ("lib/own", "*.c -linguist-vendored\n/b.c !linguist-vendored"),
        ("", "lib/** linguist-vendored"),
        ("lib", "own/** linguist-generated"),
    ]);
    let of = |path: &str| says(&attributes, path).vendored.map(|flag| flag.on);
    assert_eq!(
        (of("lib/a.c"), of("lib/own/a.c"), of("a.c")),
        (Some(true), Some(false), None)
    );
    assert_eq!((of("lib/own/b.c"), of("lib/own/x/b.c")), (None, Some(false)));
    assert_eq!(of("other/own/a.c"), None);
    assert!(says(&attributes, "lib/own/a.c").generated.is_some());
}

#[test]
fn macros_of_the_root_stand_for_their_body() {
    let root = "a.c third\n[attr]third copied linguist-generated\n[attr] copied linguist-vendored -text\n";
    let marks = Attributes::read([("", root)]);
    let marks = says(&marks, "a.c");
    assert!(marks.vendored.is_some() && marks.generated.is_some());
    assert_eq!(
        vendored("[attr]own -linguist-vendored\na.c linguist-vendored own"),
        Some(false)
    );
    assert_eq!(vendored("[attr]own linguist-vendored\na.c -own"), None);
    assert_eq!(vendored("[attr]a b\n[attr]b a linguist-vendored\na.c a"), Some(true));
    assert_eq!(vendored("[attr]a b linguist-vendored\n[attr]b a\na.c b"), Some(true));
    assert_eq!(vendored("[attr]own linguist-vendored\n*.c own\na.c -own"), None);
    let nested = Attributes::read([("x", "[attr]m linguist-vendored\n*.c m")]);
    assert!(says(&nested, "x/a.c").vendored.is_none());
}

#[test]
fn hostile_files_are_survived() {
    let begun = Instant::now();
    let mut text = String::from("[attr]m0 linguist-vendored\n");
    for at in 0..34_000 {
        text.push_str(&format!("*x{at}*y/**/**/**z linguist-vendored\n*.c{at} m{at}\n"));
        text.push_str(&format!("[attr]m{} m{at} m{at}\n", at + 1));
    }
    text.push_str(&format!("{} linguist-vendored\n", "**/".repeat(600)));
    text.push_str(&format!("{}*.c linguist-vendored\n", "a/".repeat(5_000)));
    let attributes = Attributes::read([("", text.as_str())]);
    assert!(attributes.left_out() > 30_000);
    let long = format!("{}a.c", "x1/".repeat(1_300));
    assert!(says(&attributes, &long).vendored.is_none());
    assert!(says(&attributes, "a.c0").vendored.is_some());
    assert!(begun.elapsed() < Duration::from_secs(30));
    for text in [
        "\"",
        "\"\\",
        "\"\\9\" linguist-vendored",
        "[",
        "[attr]",
        "[attr] ",
        "\u{0}",
        "[a-\\] linguist-vendored",
    ] {
        assert_eq!(vendored(text), None, "{text:?}");
    }
}
