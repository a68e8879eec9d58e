//! Texts that no reader can bear: they are skipped by name, in time, and the rest is checked.

use crate::{assert_exit, assert_guide_found, begin, check, problems, renamed, renamed_client};
use std::time::{Duration, Instant};

/// More than this for one odd file would be felt in a hook; tests run unoptimized and beside each other.
const PATIENCE: Duration = Duration::from_secs(15);

/// The stale line is found beside this file, in time; gives the problems that were told.
fn beside(path: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let repo = begin();
    repo.write_bytes(path, bytes).record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    let begun = Instant::now();
    let outcome = check(&repo);
    assert!(begun.elapsed() < PATIENCE, "{path} took {:?}", begun.elapsed());
    assert_guide_found(&outcome);
    problems(&outcome)
}

fn assert_told(path: &str, bytes: &[u8], kind: &str) {
    let told = beside(path, bytes);
    assert!(told.contains(&(kind.to_owned(), path.to_owned())), "{path}: {told:?}");
}

#[test]
fn a_page_that_is_not_utf8_is_skipped_by_name() {
    assert_told("docs/old.md", b"# Caf\xe9\n\nCall `Client.close_all()`.\n", "not-utf8");
}

#[test]
fn a_page_in_utf16_is_skipped_by_name() {
    let wide: Vec<u8> = "\u{feff}# Guide\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_told("docs/wide.md", &wide, "not-utf8");
}

#[test]
fn a_page_with_nul_bytes_is_skipped_by_name() {
    assert_told("docs/nul.md", b"# A\0B\n\nCall `Client.close_all()`.\n", "not-utf8");
    let late = [&b"word ".repeat(4_000)[..], b"\0 `Client.close_all()`\n"].concat();
    assert_told("docs/late.md", &late, "unparsed");
}

#[test]
fn a_page_in_large_file_storage_is_skipped_by_name() {
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    assert_told("docs/large.md", pointer, "lfs-pointer");
}

#[test]
fn a_page_of_five_megabytes_is_skipped_by_name() {
    let text = "Call `Client.close_all()` at the end of it.\n".repeat(115_000);
    assert_told("docs/huge.md", text.as_bytes(), "too-large");
}

#[test]
fn a_page_with_deep_quotes_or_lists_is_skipped_by_name() {
    for marker in ["> ", "* ", "1. "] {
        let text = marker.repeat(20_000) + "`Client.close_all()`\n";
        assert_told("docs/deep.md", text.as_bytes(), "too-complex");
    }
}

#[test]
fn code_that_is_not_utf8_is_named_and_still_searched() {
    let repo = begin();
    repo.write_bytes("src/pay/latin.py", b"# caf\xe9\ndef ring():\n    return 1\n");
    repo.record("the client");
    repo.write("src/pay/client.py", &renamed_client());
    repo.write_bytes("src/pay/latin.py", b"# caf\xe9\ndef close_all():\n    return 2\n");
    repo.record("the method is elsewhere now");
    let outcome = repo.abreast(&["check", "--base", "HEAD~1", "--format", "json"]);
    let told = problems(&outcome);
    let expected = ("not-utf8".to_owned(), "src/pay/latin.py".to_owned());
    assert!(told.contains(&expected), "{outcome}");
}

#[test]
fn skipped_files_are_counted_in_what_machines_read() {
    let repo = renamed();
    repo.write_bytes("docs/old.md", b"# Caf\xe9\n").record("an old page");
    assert_eq!(problems(&check(&repo)).len(), 1);
    let sarif = repo.abreast(&["check", "--format", "sarif"]);
    assert_exit(&sarif, 1);
    let told = sarif.json().unwrap()["runs"][0]["invocations"].to_string();
    assert!(told.contains("docs/old.md") && told.contains("not-utf8"), "{told}");
    for format in ["text", "concise", "github", "gitlab", "markdown", "junit", "jsonl"] {
        let outcome = repo.abreast(&["check", "--format", format, "-v"]);
        assert_exit(&outcome, 1);
        assert!(outcome.stdout.contains("old.md"), "{format}: {outcome}");
    }
}

#[test]
fn five_megabytes_of_python_take_no_time_worth_speaking_of() {
    let text = "value = compute(1, 'two', [3])  # a comment\n".repeat(115_000);
    assert_told("src/pay/huge.py", text.as_bytes(), "too-large");
}

#[test]
fn nests_without_end_in_code_abort_nothing() {
    let braces = format!("fn f() {}{}\n", "{".repeat(3_000), "}".repeat(3_000));
    beside("src/deep.rs", braces.as_bytes());
    let sum = format!("const N: u64 = {}1;\n", "1+".repeat(100_000));
    beside("src/long.rs", sum.as_bytes());
    let generics = format!("type T = {}u8{};\n", "Option<".repeat(300), ">".repeat(300));
    beside("src/wide.rs", generics.as_bytes());
}

#[test]
fn nests_without_end_in_python_abort_nothing() {
    let brackets = format!("x = {}1{}\n", "(".repeat(20_000), ")".repeat(20_000));
    beside("src/deep.py", brackets.as_bytes());
    beside("src/open.py", "(]".repeat(100_000).as_bytes());
    beside("src/joined.py", "\\\n".repeat(20_000).as_bytes());
    let steps: String = (0..1_500)
        .map(|depth| format!("{}if x:\n", " ".repeat(depth)))
        .collect();
    beside("src/steps.py", steps.as_bytes());
}

#[test]
fn nests_without_end_in_other_languages_abort_nothing() {
    beside("src/a.ts", "a<".repeat(100_000).as_bytes());
    beside("src/a.json", "[".repeat(100_000).as_bytes());
    beside("src/a.toml", format!("a = {}", "[".repeat(20_000)).as_bytes());
    beside("src/a.yml", "- ".repeat(20_000).as_bytes());
}

#[test]
fn manifests_that_nest_without_end_abort_nothing() {
    beside(
        "pyproject.toml",
        format!("[project]\nx = {}", "[".repeat(20_000))
            .as_bytes()
            .to_vec()
            .as_slice(),
    );
    beside("package.json", format!("{{\"bin\":{}", "[".repeat(50_000)).as_bytes());
    beside("mkdocs.yml", format!("nav: {}", "[".repeat(20_000)).as_bytes());
}

/// Pages that name what three odd files define: one too large to parse, one not UTF-8, one with a syntax error.
const ODD_GUIDE: &str = "\
# Guide

Call `pay.huge.ring_bell()`, `pay.latin.ring_latin()` and `pay.broken.ring_broken()`.

```python
from pay.latin import ring_latin
from pay.huge import ring_bell
from pay.broken import ring_broken
```
";

fn write_odd(repo: &crate::support::Repo) {
    let filler = "value = compute(1, 'two', [3])  # a comment\n".repeat(50_000);
    repo.write(
        "src/pay/huge.py",
        &format!("def ring_bell(a):\n    return a\n\n{filler}"),
    );
    repo.write_bytes("src/pay/latin.py", b"# caf\xe9\ndef ring_latin(a):\n    return a\n");
    repo.write(
        "src/pay/broken.py",
        "class (:\n  ((((\n\ndef ring_broken(a):\n    return a\n",
    );
}

fn write_plain(repo: &crate::support::Repo) {
    for (file, name) in [
        ("huge", "ring_bell"),
        ("latin", "ring_latin"),
        ("broken", "ring_broken"),
    ] {
        repo.write(
            &format!("src/pay/{file}.py"),
            &format!("def {name}(a):\n    return a\n"),
        );
    }
}

#[test]
fn no_name_is_called_dead_because_its_file_is_odd() {
    let repo = crate::support::Repo::new();
    repo.write("pyproject.toml", "[project]\nname = \"pay\"\nversion = \"1\"\n");
    repo.write("src/pay/__init__.py", "").write("docs/guide.md", ODD_GUIDE);
    write_plain(&repo);
    repo.record("all is well");
    write_odd(&repo);
    repo.record("the files became odd");
    for args in [&["check"][..], &["check", "--base", "HEAD~1"]] {
        let outcome = repo.abreast(&[args, &["--format", "json", "--fail-on", "note"]].concat());
        assert_exit(&outcome, 0);
    }
    for args in [&["check"][..], &["check", "--base", "HEAD~1"]] {
        let told = problems(&repo.abreast(&[args, &["--format", "json"]].concat()));
        let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["unparsed", "too-large", "not-utf8"], "{args:?}");
    }
}
