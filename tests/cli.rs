//! The outside of the program: commands, flags, exit codes and where output goes. What is found is the matter of the scenarios.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::process::{Command, Stdio};
use support::{Outcome, Repo};

const RULES: &[&str] = &[
    "changed-symbol",
    "contradicted-mention",
    "dangling-mention",
    "missing-path",
    "renamed-mention",
    "unshipped-mention",
];

const CLIENT: &str = "\
class Client:
    def open(self, url):
        return self.pool.take(url)

    def close_all(self):
        for connection in self.pool.connections():
            connection.shutdown()
            self.pool.give_back(connection)
";

const GUIDE: &str = "\
# Guide

At the end call `Client.close_all()`.
";

/// Two commits; the second renames a method that the guide names.
fn renamed() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", GUIDE);
    repo.commit("the client");
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    repo.commit("close the asynchronous way");
    repo
}

/// As `renamed`, with nothing stale.
fn clean() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", GUIDE);
    repo.commit("the client");
    repo.write("src/pay/other.py", "def ring():\n    return 1\n");
    repo.commit("a bell");
    repo
}

fn assert_exit(outcome: &Outcome, code: i32) {
    assert_eq!(outcome.code, Some(code), "{outcome}");
}

fn count(outcome: &Outcome) -> usize {
    outcome.json().unwrap()["findings"].as_array().unwrap().len()
}

#[test]
fn the_exit_code_is_zero_when_nothing_is_stale() {
    let repo = clean();
    for args in [
        &["check"][..],
        &["check", "--base", "HEAD~1"],
        &["check", "--staged"],
        &["check", "--rev", "HEAD"],
    ] {
        assert_exit(&repo.abreast(args), 0);
    }
}

#[test]
fn the_exit_code_is_one_when_an_error_is_found() {
    let repo = renamed();
    for args in [
        &["check"][..],
        &["check", "--base", "HEAD~1"],
        &["check", "--base", "HEAD~1", "--head", "HEAD"],
        &["check", "--rev", "HEAD"],
    ] {
        assert_exit(&repo.abreast(args), 1);
    }
    assert_exit(&repo.abreast(&["check", "--staged"]), 0);
}

#[test]
fn fail_on_moves_the_threshold() {
    let repo = renamed();
    assert_exit(&repo.abreast(&["check", "--fail-on", "never"]), 0);
    assert_exit(&repo.abreast(&["check", "--fail-on", "note"]), 1);
    let warned = "levels = { renamed-mention = \"warning\" }\n";
    repo.write("abreast.toml", warned).commit("settings");
    assert_exit(&repo.abreast(&["check"]), 0);
    assert_exit(&repo.abreast(&["check", "--fail-on", "warning"]), 1);
}

#[test]
fn a_mistake_in_usage_is_exit_code_two() {
    let repo = clean();
    for args in [
        &["check", "--no-such-flag"][..],
        &["check", "--base", "no-such-branch"],
        &["check", "--rev", "no-such-branch"],
        &["check", "--format", "no-such-format"],
        &["check", "--select", "no-such-rule"],
        &["check", "--staged", "--base", "HEAD~1"],
        &["no-such-command"],
    ] {
        let outcome = repo.abreast(args);
        assert_exit(&outcome, 2);
        assert!(!outcome.stderr.is_empty(), "{args:?} says nothing");
    }
}

#[test]
fn a_misspelt_rule_is_answered_with_the_right_one() {
    let outcome = clean().abreast(&["check", "--select", "dangling-mentions"]);
    assert_exit(&outcome, 2);
    assert!(outcome.stderr.contains("dangling-mention`"), "{outcome}");
}

#[test]
fn a_misspelt_setting_is_answered_with_the_right_one() {
    let repo = clean();
    repo.write("abreast.toml", "exlude = [\"docs/\"]\n");
    let outcome = repo.abreast(&["check"]);
    assert_exit(&outcome, 2);
    let says = |text: &str| outcome.stderr.contains(text);
    assert!(says("abreast.toml:1") && says("exclude"), "{outcome}");
}

#[test]
fn outside_of_a_repository_is_exit_code_two() {
    let repo = clean();
    let outcome = repo.abreast(&["-C", "/", "check"]);
    assert_exit(&outcome, 2);
}

#[test]
fn a_repository_without_commits_is_fine() {
    let outcome = Repo::new().abreast(&["check"]);
    assert_exit(&outcome, 0);
    let text = outcome.stdout + &outcome.stderr;
    assert!(text.contains("no commits"), "{text}");
}

#[test]
fn a_run_that_checked_no_page_says_so() {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).commit("code only");
    let outcome = repo.abreast(&["check"]);
    assert_exit(&outcome, 0);
    let text = outcome.stdout + &outcome.stderr;
    assert!(text.to_lowercase().contains("no pages"), "{text}");
}

#[test]
fn a_bare_repository_is_checked_by_commit() {
    let bare = renamed().bare_clone();
    assert_exit(&bare.abreast(&["check", "--rev", "HEAD"]), 1);
    assert_exit(&bare.abreast(&["check", "--base", "HEAD~1", "--head", "HEAD"]), 1);
}

#[test]
fn a_shallow_clone_is_told_what_it_lacks() {
    let repo = renamed();
    let shallow = repo.shallow_clone(1);
    let outcome = shallow.abreast(&["check"]);
    assert_exit(&outcome, 2);
    let text = outcome.stdout + &outcome.stderr;
    assert!(text.contains("fetch-depth: 0"), "{text}");
}

#[test]
fn a_shallow_clone_with_both_sides_is_checked() {
    let shallow = renamed().shallow_clone(2);
    assert_exit(&shallow.abreast(&["check", "--base", "HEAD~1"]), 1);
}

#[test]
fn a_linked_work_tree_has_an_index_of_its_own() {
    let repo = clean();
    let linked = repo.linked_work_tree("side");
    linked
        .write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"))
        .stage();
    assert_exit(&linked.abreast(&["check", "--staged"]), 1);
    assert_exit(&repo.abreast(&["check", "--staged"]), 0);
}

#[test]
fn the_index_that_a_hook_names_is_the_one_that_counts() {
    let repo = clean();
    let other = repo.root().join(".git/index-of-the-hook");
    fs::copy(repo.root().join(".git/index"), &other).unwrap();
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"))
        .stage();
    assert_exit(&repo.abreast(&["check", "--staged"]), 1);
    let variables = [("GIT_INDEX_FILE", other.to_str().unwrap())];
    assert_exit(&repo.abreast_with(&["check", "--staged"], &variables), 0);
}

#[test]
fn a_subfolder_is_part_of_its_repository() {
    let repo = renamed();
    let outcome = repo.abreast(&["-C", "docs", "check", "--format", "json"]);
    assert_exit(&outcome, 1);
    let json = outcome.json().unwrap();
    assert_eq!(json["findings"][0]["primary"]["path"], "docs/guide.md");
}

#[test]
fn paths_narrow_what_is_checked() {
    let repo = renamed();
    repo.write("README.md", &GUIDE.replace("Guide", "Pay"))
        .commit("after the rename");
    assert_eq!(count(&repo.abreast(&["check", "docs", "--format", "json"])), 1);
    assert_eq!(count(&repo.abreast(&["check", "README.md", "--format", "json"])), 0);
}

#[test]
fn rules_are_selected_and_ignored_by_name_and_group() {
    let repo = renamed();
    for (flags, found) in [
        (&["--select", "renamed-mention"][..], 1),
        (&["--select", "freshness"], 1),
        (&["--select", "missing-path"], 0),
        (&["--ignore", "renamed-mention"], 0),
    ] {
        let args = [&["check", "--format", "json"], flags].concat();
        assert_eq!(count(&repo.abreast(&args)), found, "{flags:?}");
    }
}

#[test]
fn machine_readable_formats_can_be_read() {
    let repo = renamed();
    let run = |format: &str| repo.abreast(&["check", "--base", "HEAD~1", "--format", format]);
    assert_eq!(run("json").json().unwrap()["schema_version"], 1);
    assert_eq!(run("sarif").json().unwrap()["version"], "2.1.0");
    for line in run("jsonl").stdout.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    assert!(run("junit").stdout.starts_with("<?xml"));
    assert!(run("concise").stdout.contains("docs/guide.md:3"));
}

#[test]
fn sarif_points_at_the_doc_line() {
    let outcome = renamed().abreast(&["check", "--base", "HEAD~1", "--format", "sarif"]);
    let sarif = outcome.json().unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "docs/guide.md");
    assert_eq!(place["region"]["startLine"], 3);
    assert_eq!(result["ruleId"], "renamed-mention");
    assert_eq!(result["properties"]["symbol"], "Client.close_all");
    assert_eq!(result["properties"]["tier"], "dead");
    assert!(result["partialFingerprints"]["abreast/v1"].is_string());
}

#[test]
fn output_goes_to_files_when_asked() {
    let repo = renamed();
    let args = [
        "check",
        "--base",
        "HEAD~1",
        "--output",
        "json=a.json",
        "--output",
        "sarif=a.sarif",
    ];
    assert_exit(&repo.abreast(&args), 1);
    assert!(repo.read("a.json").contains("schema_version"));
    assert!(repo.read("a.sarif").contains("2.1.0"));
}

#[test]
fn two_runs_are_equal_byte_for_byte_at_any_number_of_threads() {
    let repo = renamed();
    let run = |jobs: &str| repo.abreast(&["check", "--format", "json", "--jobs", jobs]).stdout;
    let first = run("1");
    assert!(first.contains("renamed-mention"));
    assert_eq!(first, run("1"));
    assert_eq!(first, run("4"));
}

#[test]
fn carriage_returns_and_byte_order_marks_change_nothing() {
    let plain = renamed();
    let odd = Repo::new();
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    odd.write("src/pay/client.py", &windows(CLIENT))
        .write("docs/guide.md", &windows(GUIDE))
        .commit("the client");
    let other = CLIENT.replace("close_all", "aclose");
    odd.write("src/pay/client.py", &windows(&other)).commit("rename");
    let run = |repo: &Repo| {
        repo.abreast(&["check", "--base", "HEAD~1", "--format", "concise"])
            .stdout
    };
    let line = |text: String| text.lines().next().unwrap_or_default().to_owned();
    assert_eq!(line(run(&plain)), line(run(&odd)));
}

#[test]
fn settings_of_the_head_do_not_silence_a_pull_request() {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", GUIDE);
    repo.commit("the client");
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    repo.write("abreast.toml", "levels = { freshness = \"off\" }\n");
    repo.commit("rename and look away");
    let outcome = repo.abreast(&["check", "--base", "HEAD~1", "--format", "json"]);
    assert_exit(&outcome, 1);
    let json = outcome.json().unwrap();
    assert_eq!(json["problems"][0]["kind"], "config-changed", "{outcome}");
}

#[test]
fn safe_fixes_are_written_and_leave_nothing_to_find() {
    let repo = renamed();
    repo.abreast(&["check", "--fix"]);
    assert_eq!(repo.read("docs/guide.md"), GUIDE.replace("close_all", "aclose"));
    assert_exit(&repo.abreast(&["check"]), 0);
}

#[test]
fn diff_shows_the_fixes_and_writes_nothing() {
    let repo = renamed();
    let outcome = repo.abreast(&["check", "--diff"]);
    assert!(
        outcome.stdout.contains("+At the end call `Client.aclose()`."),
        "{outcome}"
    );
    assert_eq!(repo.read("docs/guide.md"), GUIDE);
}

#[test]
fn each_rule_is_listed_and_explained() {
    let repo = Repo::new();
    let all = repo.abreast(&["explain"]);
    assert_exit(&all, 0);
    for rule in RULES {
        assert!(all.stdout.contains(rule), "{rule} is not listed");
        let one = repo.abreast(&["explain", rule]);
        assert_exit(&one, 0);
        assert!(one.stdout.contains("When it stays silent"), "{one}");
    }
    assert_exit(&repo.abreast(&["explain", "no-such-rule"]), 2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let repo = renamed();
    let mut child = Command::new(env!("CARGO_BIN_EXE_abreast"))
        .args(["check", "--format", "json"])
        .current_dir(repo.root())
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn nothing_is_written_into_the_repository() {
    let repo = renamed();
    repo.abreast(&["check"]);
    repo.abreast(&["check", "--base", "HEAD~1"]);
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}

#[test]
fn help_names_every_command_and_flag_of_check() {
    let repo = Repo::new();
    let help = repo.abreast(&["--help"]);
    assert_exit(&help, 0);
    assert!(
        help.stdout.contains("check") && help.stdout.contains("explain"),
        "{help}"
    );
    let check = repo.abreast(&["check", "--help"]);
    for flag in [
        "--base",
        "--head",
        "--staged",
        "--rev",
        "--format",
        "--output",
        "--fail-on",
        "--select",
        "--ignore",
    ] {
        assert!(check.stdout.contains(flag), "{flag} is not in the help");
    }
}
