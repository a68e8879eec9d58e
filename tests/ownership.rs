//! What scenarios cannot say of owners: shallow clones, what is read without being asked for, and declared owners in
//! `abreast bus-factor`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use support::Repo;

/// A repository with two commits and a line of CODEOWNERS that matches nothing since the second.
fn repo() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/cart.py", "def drop():\n    pass\n")
        .write("src/mail/send.py", "def send():\n    pass\n")
        .write("gen/a.py", "def made():\n    pass\n")
        .write("CODEOWNERS", "/src/pay/  @org/payments @ada\n/old/  @org/core\n/gen/\n")
        .write("old/a.py", "def old():\n    pass\n")
        .commit("first");
    repo.delete("old").commit("second");
    repo
}

#[test]
fn a_shallow_clone_is_enough_for_what_the_file_says_and_not_for_what_the_history_says() {
    let clone = repo().shallow_clone(2);
    let range = clone.abreast(&["check", "--base", "HEAD~1", "--format", "concise", "-v"]);
    assert!(
        range.stdout.contains("unmatched-owner-pattern") && range.code == Some(0),
        "{range}"
    );
    for scope in [&["--base", "HEAD~1"][..], &["--rev", "HEAD"], &[]] {
        let args = [&["check", "--select", "ownership"], scope].concat();
        let asked = clone.abreast(&args);
        assert_eq!(asked.code, Some(2), "{asked}");
        let said = format!("{}{}", asked.stdout, asked.stderr);
        assert!(said.contains("shallow") && said.contains("fetch-depth: 0"), "{said}");
    }
}

#[test]
fn what_is_staged_has_no_history_to_ask() {
    let repo = repo();
    repo.write("src/mail/more.py", "def more():\n    pass\n").stage();
    let staged = repo.abreast(&["check", "--staged", "--select", "ownership", "--format", "json"]);
    let report = staged.json().unwrap();
    assert_eq!(report["findings"], Value::Array(Vec::new()), "{staged}");
    let said = report["problems"][0]["message"].as_str().unwrap();
    assert!(said.contains("low-bus-factor") && said.contains("--base"), "{staged}");
    let plain = repo.abreast(&["check", "--staged", "--format", "json"]).json().unwrap();
    assert_eq!(plain["problems"], Value::Array(Vec::new()));
}

#[test]
fn a_file_of_owners_that_is_a_link_is_not_followed() {
    let repo = repo();
    repo.delete("CODEOWNERS").write("owners.txt", "/nowhere/ @a\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("owners.txt", repo.root().join("CODEOWNERS")).unwrap();
    repo.commit("a link");
    let found = repo
        .abreast(&["check", "--rev", "HEAD", "--format", "json"])
        .json()
        .unwrap();
    assert_eq!(found["findings"], Value::Array(Vec::new()));
    assert_eq!(found["problems"][0]["kind"], "bad-owners-line");
    let report = repo.abreast(&["bus-factor", "--format", "json"]);
    assert!(report.stdout.contains("bad-owners-line"), "{report}");
}

#[test]
fn who_only_merges_is_not_said_to_know_nothing() {
    let repo = Repo::new();
    repo.write("a.py", "x = 1\n")
        .write("CODEOWNERS", "a.py merger@x.net\n")
        .commit("first");
    repo.branch("side").write("b.py", "y = 1\n").commit("on the side");
    repo.switch("main");
    let merge = ["merge", "--quiet", "--no-ff", "--no-commit", "side"];
    repo.git(&merge);
    repo.git(&[
        "commit",
        "--quiet",
        "--message",
        "merge",
        "--author=The Merger <merger@x.net>",
    ]);
    let check = |repo: &Repo| {
        let found = repo.abreast(&["check", "--select", "owner-without-knowledge", "--format", "json"]);
        found.json().unwrap()["findings"].as_array().unwrap().len()
    };
    assert_eq!(check(&repo), 0);
    repo.write("b.py", "y = 2\n");
    repo.record_by("work", Some("The Merger <merger@x.net>"), 0);
    assert_eq!(check(&repo), 1);
}

#[test]
fn a_finding_can_be_acknowledged() {
    let repo = repo();
    let found = repo.abreast(&["check", "--format", "json"]).json().unwrap();
    let print = found["findings"][0]["fingerprint"].as_str().unwrap().to_owned();
    let ack = repo.abreast(&["ack", &print, "-m", "comes back"]);
    assert_eq!(ack.code, Some(0), "{ack}");
    let after = repo.abreast(&["check", "--format", "json"]).json().unwrap();
    assert_eq!(after["findings"], Value::Array(Vec::new()));
}

/// The files of each module, by its name.
fn modules(report: &Value) -> BTreeMap<String, u64> {
    let modules = report["modules"].as_array().unwrap();
    let module = |row: &Value| {
        let name = row["path"].as_str().unwrap().to_owned();
        (name, row["files"].as_u64().unwrap())
    };
    modules.iter().map(module).collect()
}

#[test]
fn owners_are_modules_when_asked_for() {
    let repo = repo();
    let report = repo.abreast(&["bus-factor", "--by", "codeowners", "--format", "json"]);
    let modules = modules(&report.json().unwrap());
    let expected = [("(cleared)", 1), ("(no owner)", 1), ("@org/payments @ada", 1)];
    let expected = expected.map(|(name, count)| (name.to_owned(), count));
    assert_eq!(modules, BTreeMap::from(expected), "{report}");
}

#[test]
fn declared_owners_stand_beside_each_module() {
    for args in [
        &["bus-factor", "--format", "json"][..],
        &["bus-factor", "--no-docs", "--format", "json"],
    ] {
        let report = repo().abreast(args).json().unwrap();
        let modules = report["modules"].as_array().unwrap();
        let pay = modules.iter().find(|row| row["path"] == "src/pay").unwrap();
        assert!(pay["owners"].to_string().contains("@org/payments"), "{pay}");
    }
}

#[test]
fn without_a_file_of_owners_nothing_can_be_told_apart_by_them() {
    let repo = Repo::new();
    repo.write("a.py", "x = 1\n").commit("first");
    let report = repo.abreast(&["bus-factor", "--by", "codeowners"]);
    assert!(
        report.code == Some(2) && report.stderr.contains("CODEOWNERS"),
        "{report}"
    );
    let plain = repo.abreast(&["bus-factor", "--format", "json"]);
    assert_eq!(plain.code, Some(0), "{plain}");
}
