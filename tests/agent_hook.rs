//! `abreast hook claude`: what an agent is told of its uncommitted changes, and that nothing else ever holds it up.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::{Value, json};
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

const GUIDE: &str = "# Guide\n\nAt the end call `Client.close_all()`.\n";

/// One commit, and a method renamed since without the page that names it.
fn renamed() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", GUIDE);
    repo.commit("the client");
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    repo
}

fn stop(repo: &Repo) -> Value {
    json!({
        "session_id": "s", "transcript_path": "/t.jsonl", "permission_mode": "default",
        "cwd": repo.root(), "hook_event_name": "Stop", "stop_hook_active": false,
    })
}

fn edit(repo: &Repo, file: &str) -> Value {
    json!({
        "session_id": "s", "cwd": repo.root(), "hook_event_name": "PostToolUse", "tool_name": "Edit", "tool_use_id": "t",
        "tool_input": {"file_path": repo.root().join(file), "old_string": "a", "new_string": "b"}, "tool_response": {"ok": true},
    })
}

fn ask(repo: &Repo, event: &Value) -> Outcome {
    repo.abreast_reading(&["hook", "claude"], &event.to_string())
}

/// It is held up, and told so much.
fn assert_told(outcome: &Outcome, parts: &[&str]) {
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert_eq!(outcome.stdout, "", "{outcome}");
    for part in parts {
        assert!(outcome.stderr.contains(part), "{part}: {outcome}");
    }
}

fn assert_silent(outcome: &Outcome) {
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(
        (outcome.stdout.as_str(), outcome.stderr.as_str()),
        ("", ""),
        "{outcome}"
    );
}

/// It is not held up, and why nothing was looked at is said.
fn assert_excused(outcome: &Outcome, part: &str) {
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stderr.contains(part), "{outcome}");
}

#[test]
fn an_agent_that_stops_is_told_where_what_and_what_to_do() {
    let repo = renamed();
    let told = ask(&repo, &stop(&repo));
    assert_told(
        &told,
        &[
            "made 1 doc line stale",
            "\ndocs/guide.md:3:18: error[renamed-mention] ",
            "\n  line: At the end call `Client.close_all()`.\n",
            "why: method `client.Client.close_all` was renamed to",
            "do: write `aclose`",
            "`<!-- abreast: ignore[renamed-mention] reason -->`",
        ],
    );
    assert!(!told.stderr.contains("abreast ack"), "{told}");
}

#[test]
fn an_agent_is_done_when_the_page_is_right_again() {
    let repo = renamed();
    repo.write("docs/guide.md", &GUIDE.replace("close_all", "aclose"));
    assert_silent(&ask(&repo, &stop(&repo)));
    repo.write("docs/guide.md", GUIDE).write("src/pay/client.py", CLIENT);
    assert_silent(&ask(&repo, &stop(&repo)));
}

#[test]
fn what_is_staged_and_what_git_does_not_know_yet_count_too() {
    let repo = renamed();
    repo.stage();
    assert_told(&ask(&repo, &stop(&repo)), &["docs/guide.md:3"]);
    // Moved to a file that nobody added: it is still there.
    repo.git(&["reset", "--quiet", "--hard"]);
    repo.delete("src/pay/client.py").write("src/pay/customer.py", CLIENT);
    assert_silent(&ask(&repo, &stop(&repo)));
}

#[test]
fn an_agent_that_was_told_is_not_told_again_and_again() {
    let repo = renamed();
    let mut again = stop(&repo);
    again["stop_hook_active"] = json!(true);
    assert_silent(&ask(&repo, &again));
}

#[test]
fn after_an_edit_only_what_has_to_do_with_it_is_told() {
    let repo = renamed();
    assert_told(&ask(&repo, &edit(&repo, "src/pay/client.py")), &["docs/guide.md:3"]);
    assert_told(&ask(&repo, &edit(&repo, "docs/guide.md")), &["docs/guide.md:3"]);
    repo.write("src/pay/other.py", "def ring():\n    return 1\n");
    assert_silent(&ask(&repo, &edit(&repo, "src/pay/other.py")));
    assert_silent(&ask(&repo, &edit(&repo, "../elsewhere.py")));
}

#[test]
fn what_was_stale_before_is_not_held_against_the_agent() {
    let repo = renamed();
    repo.commit("left behind");
    repo.write("src/pay/other.py", "def ring():\n    return 1\n");
    assert_silent(&ask(&repo, &stop(&repo)));
}

#[test]
fn commits_of_the_branch_count_when_a_base_is_named() {
    let repo = renamed();
    repo.git(&["branch", "before"]);
    repo.commit("left behind");
    let event = stop(&repo).to_string();
    let told = repo.abreast_reading(&["hook", "claude", "--base", "before"], &event);
    assert_told(&told, &["docs/guide.md:3"]);
    let unknown = repo.abreast_reading(&["hook", "claude", "--base", "nowhere"], &event);
    assert_excused(&unknown, "nowhere");
}

#[test]
fn the_level_that_holds_an_agent_up_can_be_set() {
    let repo = renamed();
    let event = stop(&repo).to_string();
    assert_silent(&repo.abreast_reading(&["hook", "claude", "--fail-on", "never"], &event));
    repo.write("abreast.toml", "ignore = [\"renamed-mention\"]\n");
    assert_silent(&repo.abreast_reading(&["hook", "claude"], &event));
}

#[test]
fn the_folder_of_the_event_is_looked_at_wherever_the_hook_runs() {
    let (repo, other) = (renamed(), Repo::new());
    let told = other.abreast_reading(&["hook", "claude"], &stop(&repo).to_string());
    assert_told(&told, &["docs/guide.md:3"]);
    let mut below = stop(&repo);
    below["cwd"] = json!(repo.root().join("docs"));
    assert_told(&ask(&other, &below), &["docs/guide.md:3"]);
}

#[test]
fn without_an_event_the_current_folder_is_looked_at() {
    let repo = renamed();
    assert_told(&repo.abreast_reading(&["hook", "claude"], ""), &["docs/guide.md:3"]);
}

#[test]
fn a_fault_holds_nobody_up() {
    let repo = renamed();
    for event in ["{", "[1]", "\"Stop\"", "{\"cwd\": 7}", "\u{0}"] {
        let outcome = repo.abreast_reading(&["hook", "claude"], event);
        assert_excused(&outcome, "the event on standard input");
    }
    for args in [
        &["hook", "claude", "--no-such-flag"][..],
        &["-q", "hook", "claude", "--fail-on", "x"],
    ] {
        assert_excused(&repo.abreast_reading(args, &stop(&repo).to_string()), "error");
    }
    assert_eq!(repo.abreast(&["hook", "klaude"]).code, Some(2));
    let mut elsewhere = stop(&repo);
    elsewhere["cwd"] = json!("/");
    assert_excused(&ask(&repo, &elsewhere), "error");
    repo.write("abreast.toml", "no-such-key = 1\n");
    assert_excused(&ask(&repo, &stop(&repo)), "no-such-key");
    repo.delete(".git/HEAD");
    assert_excused(&ask(&repo, &stop(&repo)), "error");
}

#[test]
fn a_repository_without_commits_has_nothing_stale() {
    let repo = Repo::new();
    repo.write("docs/guide.md", GUIDE);
    assert_silent(&ask(&repo, &stop(&repo)));
}

#[test]
fn text_of_the_repository_cannot_pose_as_something_else() {
    let repo = Repo::new();
    let page = "# Guide\n\nCall `Client.close_all()` \u{1b}[2J\u{202e}.\n";
    repo.write("src/pay/client.py", CLIENT).write("docs/guide.md", page);
    repo.commit("the client");
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    let told = ask(&repo, &stop(&repo));
    assert_told(&told, &["docs/guide.md:3"]);
    assert!(!told.stderr.contains(['\u{1b}', '\u{202e}']), "{told}");
}
