//! `abreast ack` and `abreast baseline`, and what `abreast check` makes of their files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use support::{Outcome, Repo};

const ACKNOWLEDGED: &str = ".abreast/acknowledged.toml";
const BASELINE: &str = ".abreast/baseline.toml";

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
All connections are given back.
";

/// Two commits; the second renames a method that the guide names.
fn renamed() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", GUIDE);
    repo.record("the client");
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    repo.record("close the asynchronous way");
    repo
}

/// As `renamed`, with the finding acknowledged and that committed.
fn acknowledged() -> Repo {
    let repo = renamed();
    assert_exit(
        &repo.abreast(&["ack", "docs/guide.md:3", "-m", "old clients have it"]),
        0,
    );
    repo.record("acknowledge");
    repo
}

fn assert_exit(outcome: &Outcome, code: i32) {
    assert_eq!(outcome.code, Some(code), "{outcome}");
}

/// Exit code 2, and one line of what is wrong that holds these words.
fn assert_refused(outcome: &Outcome, words: &[&str]) {
    assert_exit(outcome, 2);
    assert_eq!(outcome.stdout, "", "{outcome}");
    let line = outcome.stderr.lines().find(|line| line.starts_with("error: "));
    let line = line.unwrap_or_else(|| panic!("{outcome}"));
    assert!(words.iter().all(|word| line.contains(word)), "{outcome}");
}

fn check(repo: &Repo, args: &[&str]) -> Value {
    let args = [&["check", "--format", "json"][..], args].concat();
    repo.abreast(&args).json().unwrap()
}

fn count(json: &Value) -> usize {
    json["findings"].as_array().unwrap().len()
}

fn fingerprint(json: &Value) -> String {
    json["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
}

fn kinds(json: &Value) -> Vec<String> {
    let problems = json["problems"].as_array().unwrap();
    problems
        .iter()
        .map(|of| of["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_acknowledged_finding_is_counted_and_not_shown() {
    let repo = acknowledged();
    let outcome = repo.abreast(&["check"]);
    assert_exit(&outcome, 0);
    assert!(outcome.stdout.contains("(1 acknowledged)"), "{outcome}");
    let json = check(&repo, &[]);
    assert_eq!((count(&json), &json["counts"]["acknowledged"]), (0, &Value::from(1)));
    assert_eq!(json["accepted"][0]["why"], "old clients have it");
    let sarif = repo.abreast(&["check", "--format", "sarif"]).json().unwrap();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppression["kind"], "external");
    assert_eq!(suppression["justification"], "acknowledged: old clients have it");
    assert_exit(&repo.abreast(&["check", "--no-baseline"]), 1);
}

#[test]
fn the_file_is_for_people_and_holds_no_line_numbers() {
    let repo = acknowledged();
    let text = repo.read(ACKNOWLEDGED);
    for line in [
        "page = \"docs/guide.md\"",
        "section = [\"Guide\"]",
        "rule = \"renamed-mention\"",
        "mention = \"Client.close_all\"",
        "why = \"old clients have it\"",
    ] {
        assert!(text.lines().any(|of| of == line), "{line}\n{text}");
    }
    assert!(!text.contains("date") && !text.contains("line"), "{text}");
    assert_exit(
        &repo.abreast(&["ack", "docs/guide.md:3", "-m", "still", "--now", "2026-03-02"]),
        0,
    );
    let text = repo.read(ACKNOWLEDGED);
    assert!(
        text.contains("date = \"2026-03-02\"") && text.contains("why = \"still\""),
        "{text}"
    );
    assert_eq!(text.matches("[[acknowledged]]").count(), 1);
}

#[test]
fn a_finding_is_named_by_the_beginning_of_its_fingerprint() {
    let repo = renamed();
    let whole = fingerprint(&check(&repo, &[]));
    let shown = repo.abreast(&["check", "-v"]);
    assert!(shown.stdout.contains(&format!("fingerprint: {whole}")), "{shown}");
    let way_out = format!("`abreast ack {} -m WHY`", &whole[..8]);
    assert!(repo.abreast(&["check"]).stdout.contains(&way_out));
    let outcome = repo.abreast(&["ack", &whole[..5], "-m", "why"]);
    assert_exit(&outcome, 0);
    assert!(outcome.stdout.contains("docs/guide.md:3"), "{outcome}");
    assert_exit(&repo.abreast(&["check"]), 0);
}

#[test]
fn an_acknowledgement_outlives_lines_inserted_above_it() {
    let repo = acknowledged();
    let before = fingerprint(&check(&repo, &["--no-baseline"]));
    let more = GUIDE.replace("# Guide\n", "# Guide\n\nWelcome.\n\nHere is how.\n");
    repo.write("docs/guide.md", &more).record("more words");
    let json = check(&repo, &["--no-baseline"]);
    assert_eq!(
        (fingerprint(&json), &json["findings"][0]["primary"]["start"]["line"]),
        (before, &Value::from(7))
    );
    let json = check(&repo, &[]);
    assert_eq!((count(&json), kinds(&json)), (0, vec![]));
}

#[test]
fn an_acknowledgement_lapses_when_the_passage_is_edited() {
    let repo = acknowledged();
    repo.write("docs/guide.md", &GUIDE.replace("are given back", "are lost"));
    let json = check(&repo, &[]);
    assert_eq!(
        (count(&json), kinds(&json)),
        (1, vec!["lapsed-acknowledgement".to_owned()])
    );
    assert!(
        json["problems"][0]["message"]
            .as_str()
            .unwrap()
            .contains("the passage changed since")
    );
    repo.write("docs/guide.md", &GUIDE.replace("\nAll", " \n  All"));
    assert_eq!(count(&check(&repo, &[])), 0, "white space is no change");
}

#[test]
fn an_acknowledgement_lapses_when_the_code_changes_again() {
    let repo = acknowledged();
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "shutdown_all"));
    repo.record("yet another name");
    let json = check(&repo, &[]);
    assert_eq!(
        (count(&json), kinds(&json)),
        (1, vec!["lapsed-acknowledgement".to_owned()])
    );
    assert!(
        json["problems"][0]["message"]
            .as_str()
            .unwrap()
            .contains("the code it speaks of changed since")
    );
    let pruned = repo.abreast(&["ack", "--prune"]);
    assert_exit(&pruned, 0);
    assert_eq!(pruned.stdout, "removed 1 acknowledgement, kept 0\n");
    assert_eq!(kinds(&check(&repo, &[])), Vec::<String>::new());
    assert_eq!(count(&check(&repo, &[])), 1);
}

#[test]
fn what_holds_is_not_pruned() {
    let repo = acknowledged();
    let before = repo.read(ACKNOWLEDGED);
    assert_eq!(
        repo.abreast(&["ack", "--prune"]).stdout,
        "removed 0 acknowledgements, kept 1\n"
    );
    assert_eq!(repo.read(ACKNOWLEDGED), before);
}

#[test]
fn what_is_staged_can_be_acknowledged() {
    let repo = Repo::new();
    repo.write("src/pay/client.py", &CLIENT.replace("url)", "url, wait=3)"));
    repo.write("docs/guide.md", "# Guide\n\nCall `Client.open(url, wait=3)` first.\n");
    repo.record("the client");
    repo.write("src/pay/client.py", &CLIENT.replace("url)", "url, wait=9)"))
        .stage();
    assert_eq!(count(&check(&repo, &["--staged"])), 1);
    assert_exit(
        &repo.abreast(&["ack", "docs/guide.md:3", "--staged", "-m", "an example"]),
        0,
    );
    assert_eq!(count(&check(&repo, &["--staged"])), 1, "the file is not staged");
    repo.stage();
    assert_eq!(count(&check(&repo, &["--staged"])), 0);
    assert_eq!(
        repo.abreast(&["ack", "--prune"]).stdout,
        "removed 0 acknowledgements, kept 1\n"
    );
    repo.write("src/pay/client.py", &CLIENT.replace("url)", "url, wait=7)"))
        .stage();
    let json = check(&repo, &["--staged"]);
    assert_eq!(
        (count(&json), kinds(&json)),
        (1, vec!["lapsed-acknowledgement".to_owned()])
    );
}

#[test]
fn an_acknowledgement_made_for_a_range_holds_in_the_whole_repository() {
    let repo = renamed();
    let outcome = repo.abreast(&["ack", "docs/guide.md:3", "--base", "HEAD~1", "-m", "why"]);
    assert_exit(&outcome, 0);
    assert!(outcome.stderr.contains("when it is merged"), "{outcome}");
    repo.record("acknowledge");
    assert_exit(&repo.abreast(&["check"]), 0);
}

#[test]
fn files_of_the_head_do_not_silence_a_pull_request() {
    let repo = renamed();
    assert_exit(&repo.abreast(&["ack", "docs/guide.md:3", "-m", "look away"]), 0);
    repo.record("acknowledge");
    let json = check(&repo, &["--base", "HEAD~2"]);
    assert_eq!((count(&json), kinds(&json)), (1, vec!["config-changed".to_owned()]));
    assert_eq!(json["problems"][0]["path"], ACKNOWLEDGED);
    assert_exit(&repo.abreast(&["check", "--base", "HEAD~2"]), 1);
    assert_exit(&repo.abreast(&["check", "--rev", "HEAD"]), 0);
    repo.write(BASELINE, "<<<<<<< HEAD\n").record("a broken baseline");
    let json = check(&repo, &["--base", "HEAD~3"]);
    assert_eq!(kinds(&json), ["config-changed", "config-changed"]);
}

#[test]
fn what_is_unknown_or_without_a_reason_is_refused() {
    let repo = renamed();
    assert_refused(
        &repo.abreast(&["ack", "ffff0000", "-m", "why"]),
        &["no finding `ffff0000`"],
    );
    assert_refused(
        &repo.abreast(&["ack", "docs/guide.md:1", "-m", "why"]),
        &["docs/guide.md:1"],
    );
    assert_refused(
        &repo.abreast(&["ack", "docs/gone.md:1", "-m", "why"]),
        &["docs/gone.md"],
    );
    assert_refused(
        &repo.abreast(&["ack", "guide", "-m", "why"]),
        &["neither a fingerprint nor PATH:LINE"],
    );
    assert_refused(
        &repo.abreast(&["ack", "docs/guide.md:3", "-m", " "]),
        &["the reason is empty"],
    );
    assert_exit(&repo.abreast(&["ack", "docs/guide.md:3"]), 2);
    assert_refused(&repo.bare_clone().abreast(&["ack", "ffff0000", "-m", "why"]), &["bare"]);
    assert!(!repo.root().join(".abreast").exists());
}

#[test]
fn a_baseline_holds_what_is_stale_and_outlives_lines_inserted_above() {
    let repo = renamed();
    let outcome = repo.abreast(&["baseline"]);
    assert_exit(&outcome, 0);
    assert_eq!(outcome.stdout, "wrote 1 finding to .abreast/baseline.toml: commit it\n");
    repo.record("baseline");
    let outcome = repo.abreast(&["check"]);
    assert_exit(&outcome, 0);
    assert!(outcome.stdout.contains("(1 in the baseline)"), "{outcome}");
    repo.write("docs/guide.md", &GUIDE.replace("# Guide\n", "# Guide\n\nWelcome.\n"));
    assert_exit(&repo.abreast(&["check"]), 0);
    assert_exit(&repo.abreast(&["baseline", "--check"]), 0);
    let sarif = repo.abreast(&["check", "--format", "sarif"]).json().unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["justification"], "in the baseline");
    assert_eq!(count(&check(&repo, &["--no-baseline"])), 1);
}

#[test]
fn a_baseline_shrinks_by_itself_and_grows_only_when_asked() {
    let repo = renamed();
    repo.abreast(&["baseline"]);
    repo.write("docs/guide.md", &GUIDE.replace("close_all", "aclose"));
    repo.write("docs/more.md", "# More\n\nSee `src/pay/notes.py`.\n")
        .write("src/pay/notes.py", "a = 1\n");
    repo.record("mended, and more");
    repo.delete("src/pay/notes.py").record("no notes");
    let json = check(&repo, &[]);
    assert_eq!((count(&json), kinds(&json)), (1, vec!["unused-baseline".to_owned()]));
    let outcome = repo.abreast(&["baseline", "--check"]);
    assert_exit(&outcome, 1);
    assert!(
        outcome
            .stdout
            .contains("docs/guide.md: renamed-mention `Client.close_all`"),
        "{outcome}"
    );
    let outcome = repo.abreast(&["baseline"]);
    assert_exit(&outcome, 0);
    assert!(outcome.stdout.starts_with("removed 1 entry, kept 0\n"), "{outcome}");
    assert!(outcome.stdout.contains("1 finding not in the baseline"), "{outcome}");
    assert!(!repo.read(BASELINE).contains("[[finding]]"));
    assert_exit(&repo.abreast(&["baseline"]), 0);
    assert_exit(&repo.abreast(&["check"]), 1);
    assert!(
        repo.abreast(&["baseline", "--add"])
            .stdout
            .starts_with("added 1 entry, removed 0")
    );
    assert_exit(&repo.abreast(&["check"]), 0);
}

#[test]
fn a_baseline_never_grows_in_ci() {
    let repo = renamed();
    let ci = [("CI", "true")];
    for args in [&["baseline"][..], &["baseline", "--add"]] {
        assert_refused(&repo.abreast_with(args, &ci), &["does not grow in CI", "1 finding"]);
    }
    assert!(!repo.root().join(".abreast").exists());
    assert_exit(&repo.abreast_with(&["baseline"], &[("CI", "false")]), 0);
    repo.write("docs/guide.md", &GUIDE.replace("close_all", "aclose"));
    assert_exit(&repo.abreast_with(&["baseline", "--check"], &ci), 1);
    assert_exit(&repo.abreast_with(&["baseline"], &ci), 0);
    assert!(!repo.read(BASELINE).contains("[[finding]]"));
}

#[test]
fn what_is_acknowledged_is_no_part_of_a_new_baseline() {
    let repo = acknowledged();
    let outcome = repo.abreast(&["baseline"]);
    assert_exit(&outcome, 0);
    assert_eq!(outcome.stdout, "All good: there is nothing for a baseline to hold\n");
    assert!(!repo.root().join(BASELINE).exists());
}

#[test]
fn a_part_of_the_pages_says_nothing_about_the_rest_of_the_baseline() {
    let repo = renamed();
    repo.abreast(&["baseline"]);
    repo.write("README.md", "# Shop\n").record("baseline");
    for args in [&["README.md"][..], &["--select", "missing-path"], &["--base", "HEAD~1"]] {
        let kinds = kinds(&check(&repo, args));
        assert!(!kinds.contains(&"unused-baseline".to_owned()), "{args:?} {kinds:?}");
    }
}

#[test]
fn names_in_these_files_keep_nothing_alive() {
    let repo = acknowledged();
    repo.abreast(&["baseline", "--add"]);
    repo.write(".abreast/notes.py", "def close_all():\n    pass\n")
        .record("more");
    assert_eq!(count(&check(&repo, &["--no-baseline"])), 1);
}

#[test]
fn files_that_are_not_understood_stop_every_command() {
    let commands: [&[&str]; 3] = [
        &["check"],
        &["ack", "--prune"],
        &["ack", "docs/guide.md:3", "-m", "why"],
    ];
    let repo = renamed();
    let nested = format!("version = {}", "[".repeat(200_000));
    for (text, words) in [
        ("version = 1\nacknowledge = []\n", "unknown key `acknowledge`"),
        ("version = 7\n", "version 7"),
        ("<<<<<<< HEAD\n", "acknowledged.toml:1:"),
        (nested.as_str(), "acknowledged.toml:1:"),
    ] {
        repo.write(ACKNOWLEDGED, text);
        for args in commands {
            assert_refused(&repo.abreast(args), &[words]);
        }
        assert_eq!(repo.read(ACKNOWLEDGED), text);
    }
    repo.delete(ACKNOWLEDGED)
        .write_bytes(BASELINE, b"version = 1\n# \xff\n");
    for args in [
        &["check"][..],
        &["baseline"],
        &["baseline", "--check"],
        &["baseline", "--add"],
    ] {
        assert_refused(&repo.abreast(args), &["not UTF-8"]);
    }
    repo.write(BASELINE, &"# a long line\n".repeat(2_000_000));
    assert_refused(&repo.abreast(&["check"]), &["larger than"]);
    assert_exit(&repo.abreast(&["check", "--no-baseline"]), 1);
}

#[cfg(unix)]
#[test]
fn nothing_is_read_or_written_through_links() {
    let repo = renamed();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), repo.root().join(".abreast")).unwrap();
    assert_exit(&repo.abreast(&["baseline"]), 2);
    assert_exit(&repo.abreast(&["ack", "docs/guide.md:3", "-m", "why"]), 2);
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
    std::fs::write(outside.path().join("baseline.toml"), "version = 1\n").unwrap();
    assert_refused(&repo.abreast(&["check"]), &["links are not followed"]);
}

#[test]
fn a_merge_that_doubles_entries_or_an_order_of_its_own_does_no_harm() {
    let repo = acknowledged();
    let text = repo.read(ACKNOWLEDGED);
    let entry = &text[text.find("[[").unwrap()..];
    repo.write(ACKNOWLEDGED, &format!("{text}\n{entry}"));
    let json = check(&repo, &[]);
    assert_eq!((count(&json), kinds(&json)), (0, vec![]));
}

#[test]
fn half_a_history_is_no_ground_to_write_anything() {
    let repo = renamed();
    assert_exit(&repo.abreast(&["baseline"]), 0);
    repo.record("baseline");
    let shallow = repo.shallow_clone(1);
    for args in [
        &["baseline"][..],
        &["ack", "--prune"],
        &["ack", "docs/guide.md:3", "-m", "why"],
    ] {
        assert_exit(&shallow.abreast(args), 2);
    }
    assert_eq!(shallow.git(&["status", "--porcelain"]), "");
}
