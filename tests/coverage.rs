//! `abreast coverage` from the outside: what it counts, where it looks, its formats, its exit codes and its cache.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use support::{Outcome, Repo};

const LIBRARY: &str = "//! Pays.\n\npub fn settle() {}\n\n/// Sums up.\npub fn total() {}\n";
const MANIFEST: &str = "[package]\nname = \"pay\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const CART: &str = "\"\"\"Carts.\"\"\"\n\n\ndef add():\n    return 1\n\n\ndef drop():\n    \"\"\"Drops.\"\"\"\n";

/// A package of each language in one repository.
fn both() -> Repo {
    let repo = Repo::new();
    repo.write("core/Cargo.toml", MANIFEST)
        .write("core/src/lib.rs", LIBRARY);
    repo.write("py/pyproject.toml", "[project]\nname = \"cart\"\n");
    repo.write("py/cart/__init__.py", CART)
        .write("py/tests/test_cart.py", "def test_add():\n    pass\n");
    repo.commit("both");
    repo
}

fn assert_exit(outcome: &Outcome, code: i32) {
    assert_eq!(outcome.code, Some(code), "{outcome}");
}

fn shares(document: &Value, of: &str, by: &str) -> Vec<(String, u64, u64)> {
    let rows = document[of].as_array().unwrap().iter();
    let number = |row: &Value, name: &str| row[name].as_u64().unwrap();
    rows.map(|row| {
        (
            row[by].as_str().unwrap().to_owned(),
            number(row, "public"),
            number(row, "documented"),
        )
    })
    .collect()
}

fn row(name: &str, public: u64, documented: u64) -> (String, u64, u64) {
    (name.to_owned(), public, documented)
}

/// The path and the name of each result.
fn results(outcome: &Outcome) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let results = document["runs"][0]["results"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    results
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            (
                text(&place["artifactLocation"]["uri"]),
                text(&result["properties"]["name"]),
            )
        })
        .collect()
}

#[test]
fn shares_are_given_by_language_module_and_kind() {
    let outcome = both().abreast(&["coverage", "--format", "json", "--no-cache"]);
    assert_exit(&outcome, 0);
    let document = outcome.json().unwrap();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(
        (
            document["total"]["public"].as_u64(),
            document["total"]["share"].as_f64()
        ),
        (Some(6), Some(0.6666))
    );
    assert_eq!(
        shares(&document, "languages", "language"),
        [row("python", 3, 2), row("rust", 3, 2)]
    );
    assert_eq!(
        shares(&document, "modules", "path"),
        [row("core", 3, 2), row("py", 3, 2)]
    );
    assert_eq!(document["left_out"], 1, "the tests are no part of the package");
    let bare = document["undocumented"].as_array().unwrap();
    let names: Vec<&str> = bare.iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["settle", "add"]);
    assert_eq!(
        (bare[0]["line"].as_u64(), bare[0]["kind"].as_str()),
        (Some(3), Some("function"))
    );
}

#[test]
fn an_unpacked_package_needs_no_repository_and_all_of_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("cart/__init__.py", CART);
    write("cart/tests/test_add.py", "def test_add():\n    pass\n");
    let outcome = Repo::new().abreast(&[
        "coverage",
        folder.path().to_str().unwrap(),
        "--format",
        "sarif",
        "--no-cache",
    ]);
    assert_exit(&outcome, 0);
    let found = results(&outcome);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(path, name)| (path.as_str(), name.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("cart/__init__.py", "add"),
            ("cart/tests/test_add.py", "test_add"),
            ("cart/tests/test_add.py", "test_add")
        ],
        "the test module and its function are public to a linter"
    );
}

#[test]
fn a_part_of_a_repository_is_looked_at_under_its_paths() {
    let repo = both();
    let of = |args: &[&str]| {
        let outcome = repo.abreast(&[&["coverage", "--no-cache", "--format", "sarif"], args].concat());
        assert_exit(&outcome, 0);
        results(&outcome).into_iter().map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(of(&["core"]), ["core/src/lib.rs"]);
    assert_eq!(
        of(&["core/src/lib.rs", "py"]),
        ["core/src/lib.rs", "py/cart/__init__.py"]
    );
    assert_eq!(
        of(&["-C", "core/src"]),
        ["core/src/lib.rs"],
        "from a folder of the repository"
    );
    assert_eq!(of(&["py", "--everything"]).len(), 3, "with the tests");
    let gone = repo.abreast(&["coverage", "nowhere"]);
    assert_exit(&gone, 2);
    assert!(gone.stderr.contains("there is no file or folder"), "{gone}");
}

#[test]
fn a_commit_is_looked_at_without_its_files() {
    let repo = both();
    repo.write("core/src/lib.rs", "//! Pays.\n");
    repo.commit("nothing left");
    let public = |args: &[&str]| {
        let outcome = repo.abreast(&[&["coverage", "--no-cache", "--format", "json"], args].concat());
        outcome.json().unwrap()["total"]["public"].as_u64().unwrap()
    };
    assert_eq!((public(&[]), public(&["--rev", "HEAD~1"])), (4, 6));
}

#[test]
fn a_bare_repository_has_commits_to_look_at() {
    let repo = both().bare_clone();
    let outcome = repo.abreast(&["coverage", "--rev", "HEAD", "--format", "json"]);
    assert_exit(&outcome, 0);
    assert_eq!(outcome.json().unwrap()["total"]["public"], 6, "{outcome}");
    let part = repo.abreast(&["coverage", "core", "--rev", "HEAD", "--format", "json"]);
    assert_eq!(part.json().unwrap()["total"]["public"], 3, "{part}");
    let none = repo.abreast(&["coverage"]);
    assert_exit(&none, 2);
    assert!(none.stderr.contains("--rev HEAD"), "{none}");
}

#[test]
fn a_share_below_the_limit_fails_and_one_above_does_not() {
    let repo = both();
    let run = |least: &str| repo.abreast(&["coverage", "--no-cache", "--fail-under", least]);
    assert_exit(&run("66"), 0);
    let low = run("67");
    assert_exit(&low, 1);
    assert!(low.stderr.contains("66.6 % is documented, less than the 67 %"), "{low}");
    assert_exit(&repo.abreast(&["coverage", "--no-cache", "--fail-on", "warning"]), 1);
}

#[test]
fn a_branch_is_told_of_what_it_added() {
    let repo = both();
    repo.branch("more");
    repo.write("core/src/lib.rs", &format!("{LIBRARY}pub fn refund() {{}}\n"));
    repo.commit("refunds");
    let outcome = repo.abreast(&["coverage", "--base", "main", "--format", "json"]);
    let document = outcome.json().unwrap();
    assert_eq!(
        (
            document["since"]["new"].as_u64(),
            document["since"]["before"]["public"].as_u64()
        ),
        (Some(1), Some(6))
    );
    let listed = repo.abreast(&["coverage", "--base", "main", "--format", "concise"]);
    assert!(
        listed
            .stdout
            .contains("core/src/lib.rs:7:8: warning[undocumented-symbol]"),
        "{listed}"
    );
    assert!(
        !listed.stdout.contains("settle") && listed.stdout.contains("1 warning"),
        "{listed}"
    );
    let text = repo.abreast(&["coverage", "--base", "main"]);
    assert!(
        text.stdout
            .contains("1 new symbol without documentation; it was 66.6 %"),
        "{text}"
    );
}

#[test]
fn a_comment_switches_a_symbol_off() {
    let repo = both();
    let quiet = "# abreast: ignore[undocumented-symbol] obvious\ndef add";
    repo.write("py/cart/__init__.py", &CART.replace("def add", quiet));
    let outcome = repo.abreast(&["coverage", "py", "--no-cache", "--format", "json"]);
    assert_eq!(outcome.json().unwrap()["suppressed"], 1, "{outcome}");
    assert_exit(
        &repo.abreast(&["coverage", "py", "--no-cache", "--fail-on", "warning"]),
        0,
    );
}

#[test]
fn more_rules_run_where_they_are_asked_for() {
    let repo = Repo::new();
    repo.write("Cargo.toml", MANIFEST).write(
        "src/lib.rs",
        "//! Pays.\n\n/// Settles.\npub fn settle() -> Result<(), String> {\n    Ok(())\n}\n",
    );
    let count = |args: &[&str]| {
        let outcome = repo.abreast(&[&["coverage", "--no-cache", "--format", "concise"], args].concat());
        outcome
            .stdout
            .lines()
            .filter(|line| line.contains("missing-errors-section"))
            .count()
    };
    assert_eq!((count(&[]), count(&["--select", "coverage"])), (0, 1));
    repo.write("abreast.toml", "[levels]\nmissing-errors-section = \"note\"\n");
    assert_eq!(
        (count(&["-v"]), count(&["-v", "--ignore", "missing-errors-section"])),
        (1, 0)
    );
    let wrong = repo.abreast(&["coverage", "--select", "coverge"]);
    assert_exit(&wrong, 2);
}

#[test]
fn what_is_remembered_changes_nothing_but_the_time() {
    let repo = both();
    let cache = tempfile::tempdir().unwrap();
    let run = || {
        let outcome = repo.abreast(&[
            "coverage",
            "--format",
            "json",
            "--cache-dir",
            cache.path().to_str().unwrap(),
        ]);
        assert_exit(&outcome, 0);
        outcome.stdout
    };
    let (cold, warm) = (run(), run());
    assert_eq!(cold, warm);
    let files: Vec<_> = fs::read_dir(cache.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let is_cache = |file: &&std::path::PathBuf| file.extension().is_some_and(|extension| extension == "cache");
    let written = files.iter().find(is_cache).expect("a file of the cache");
    fs::write(written, b"damaged").unwrap();
    assert_eq!(run(), cold);
    repo.write("core/src/lib.rs", "//! Pays.\n");
    assert_ne!(run(), cold, "what changed is read again");
    let args = ["cache", "clear", "--cache-dir", cache.path().to_str().unwrap()];
    assert_exit(&repo.abreast(&args), 0);
    assert!(!written.exists());
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let repo = both();
    repo.write_bytes("py/cart/odd.py", b"x = '\xff\xfe'\n")
        .write("py/cart/broken.py", "def (:\n    pass\n")
        .write(
            "py/cart/deep.py",
            &format!("x = {}1{}\n", "(".repeat(20_000), ")".repeat(20_000)),
        )
        .write("core/src/lib.rs", &format!("{LIBRARY}pub mod gone;\npub mod bad;\n"))
        .write("core/src/bad.rs", "pub fn {\n");
    let outcome = repo.abreast(&["coverage", "--no-cache", "--format", "json"]);
    assert_exit(&outcome, 0);
    let document = outcome.json().unwrap();
    let problems = document["problems"].as_array().unwrap();
    let named = |path: &str| problems.iter().any(|problem| problem["path"] == path);
    for path in [
        "py/cart/odd.py",
        "py/cart/broken.py",
        "core/src/bad.rs",
        "core/src/lib.rs",
    ] {
        assert!(named(path), "{path}: {problems:?}");
    }
    let names: Vec<&str> = document["undocumented"]
        .as_array()
        .unwrap()
        .iter()
        .map(|symbol| symbol["name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"add") && names.contains(&"settle"), "{names:?}");
}

#[test]
fn a_crate_without_a_library_is_named_and_its_binaries_can_be_asked_for() {
    let repo = Repo::new();
    repo.write("Cargo.toml", MANIFEST)
        .write("src/main.rs", "pub fn helper() {}\n\nfn main() {}\n");
    let outcome = repo.abreast(&["coverage", "--no-cache"]);
    assert_exit(&outcome, 0);
    assert!(outcome.stdout.contains("no library"), "{outcome}");
    let with = repo.abreast(&["coverage", "--no-cache", "--bins", "--format", "json"]);
    let document = with.json().unwrap();
    assert!(document["total"]["public"].as_u64() >= Some(1), "{with}");
}

#[test]
fn a_crate_whose_manifest_allows_missing_docs_is_looked_at_when_everything_is() {
    let repo = Repo::new();
    repo.write(
        "Cargo.toml",
        &format!("{MANIFEST}[lints.rust]\nmissing_docs = \"allow\"\n"),
    );
    repo.write("src/lib.rs", LIBRARY);
    let bare = |args: &[&str]| {
        let outcome = repo.abreast(&[&["coverage", "--no-cache", "--format", "json"], args].concat());
        outcome.json().unwrap()["undocumented"].as_array().unwrap().len()
    };
    assert_eq!((bare(&[]), bare(&["--everything"])), (0, 1));
}

#[test]
fn badges_are_written_beside_other_output() {
    let repo = both();
    let file = |name: &str| repo.root().join(name);
    let args = [
        "coverage",
        "--no-cache",
        "--output",
        "badge-json=b.json",
        "--output",
        "badge-svg=b.svg",
    ];
    let outcome = repo.abreast(&args);
    assert_exit(&outcome, 0);
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let badge: Value = serde_json::from_str(&read(&file("b.json"))).unwrap();
    assert_eq!(
        (badge["schemaVersion"].as_u64(), badge["message"].as_str()),
        (Some(1), Some("66.6%"))
    );
    assert!(
        read(&file("b.svg")).starts_with("<svg ") && outcome.stdout.starts_with("Documented: 66.6 %"),
        "{outcome}"
    );
}

#[test]
fn an_empty_folder_is_said_to_be_empty() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = Repo::new().abreast(&["coverage", folder.path().to_str().unwrap()]);
    assert_exit(&outcome, 0);
    assert!(outcome.stdout.contains("No public symbols"), "{outcome}");
}
