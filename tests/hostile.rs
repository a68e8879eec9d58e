//! Bad input that users meet, through the built program: one clear line or a named skip each, the right exit code, and
//! nothing lost of what can still be checked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

#[path = "hostile/damage.rs"]
mod damage;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/refusals.rs"]
mod refusals;
#[path = "hostile/sameness.rs"]
mod sameness;
#[path = "hostile/states.rs"]
mod states;
#[path = "hostile/texts.rs"]
mod texts;

use support::{Outcome, Repo};

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

/// The client after its method was renamed.
fn renamed_client() -> String {
    CLIENT.replace("close_all", "aclose")
}

/// Writes the client and the guide that names its method.
fn begin() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", GUIDE);
    repo
}

/// Two commits; the second renames a method that the guide names.
fn renamed() -> Repo {
    let repo = begin();
    repo.record("the client");
    repo.write("src/pay/client.py", &renamed_client());
    repo.record("close the asynchronous way");
    repo
}

fn assert_exit(outcome: &Outcome, code: i32) {
    assert_eq!(outcome.code, Some(code), "{outcome}");
    assert!(!outcome.stderr.contains("panicked"), "{outcome}");
}

/// Exit code 2, and every one of these texts on standard error.
fn assert_refused(outcome: &Outcome, says: &[&str]) {
    assert_exit(outcome, 2);
    for text in says {
        assert!(outcome.stderr.contains(text), "{text:?} is not said\n{outcome}");
    }
}

/// The stale line of the guide is found, whatever else there is.
fn assert_guide_found(outcome: &Outcome) {
    assert_exit(outcome, 1);
    let json = outcome.json().unwrap();
    let found = json["findings"].as_array().unwrap().iter().any(|finding| {
        let place = &finding["primary"];
        place["path"] == "docs/guide.md" && finding["rule"] == "renamed-mention"
    });
    assert!(found, "{outcome}");
}

/// Kind and path of every problem of a JSON report.
fn problems(outcome: &Outcome) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let json = outcome.json().unwrap();
    let all = json["problems"].as_array().unwrap().iter();
    all.map(|problem| (text(&problem["kind"]), text(&problem["path"])))
        .collect()
}

fn check(repo: &Repo) -> Outcome {
    repo.abreast(&["check", "--format", "json"])
}

fn check_base(repo: &Repo, base: &str) -> Outcome {
    repo.abreast(&["check", "--base", base, "--format", "json"])
}
