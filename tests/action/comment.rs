//! The comment on a pull request: one, of this action, brought up to date in place.

use crate::{assert_code, forked, harmless, merged, of_pull_request, of_pull_request_from, of_schedule};
use serde_json::json;

const LIST: &str = "repos_owner_project_issues_7_comments.json";
const MARKER: &str = "<!-- abreast comment: check . -->";
const GET: &str = "GET repos/owner/project/issues/7/comments?per_page=100";
const POST: &str = "POST repos/owner/project/issues/7/comments";

fn by(login: &str, id: u64, body: &str) -> serde_json::Value {
    json!({ "id": id, "user": { "login": login }, "body": body })
}

fn ours(id: u64) -> serde_json::Value {
    by(
        "github-actions[bot]",
        id,
        &format!("**3 doc lines to fix**\n\n{MARKER}\n"),
    )
}

#[test]
fn a_comment_is_written_once() {
    let repo = merged();
    for when in ["on-findings", "always"] {
        let job = of_pull_request(&repo).input("comment", when).answer(LIST, "[]");
        assert_code(&job.run(), 1);
        assert_eq!(job.calls(), [GET, POST]);
        let body = job.sent()["body"].as_str().unwrap().to_owned();
        assert!(
            body.starts_with("**1 doc line to fix**\n") && body.ends_with(&format!("\n{MARKER}\n")),
            "{body}"
        );
    }
}

#[test]
fn the_comment_that_is_there_is_brought_up_to_date() {
    let job = of_pull_request(&merged())
        .input("comment", "on-findings")
        .answer(LIST, format!("[{}]\n[{}]", by("someone", 3, "hello"), ours(41)));
    assert_code(&job.run(), 1);
    assert_eq!(job.calls(), [GET, "PATCH repos/owner/project/issues/comments/41"]);
}

#[test]
fn a_marker_of_somebody_else_or_in_the_middle_of_a_comment_is_not_ours() {
    let quoted = format!("> {MARKER}\nsomething else");
    let comments = json!([
        by("someone", 1, &format!("a trap\n{MARKER}")),
        by("github-actions[bot]", 2, &quoted),
        by("github-actions[bot]", 3, "of another action"),
        by(
            "github-actions[bot]",
            4,
            "of another command\n<!-- abreast comment: coverage . -->"
        ),
    ]);
    let job = of_pull_request(&merged())
        .input("comment", "always")
        .answer(LIST, comments.to_string());
    assert_code(&job.run(), 1);
    assert_eq!(job.calls(), [GET, POST]);
}

#[test]
fn without_findings_only_a_comment_that_is_there_says_so() {
    let repo = harmless();
    let job = of_pull_request(&repo)
        .input("comment", "on-findings")
        .answer(LIST, "[]");
    assert_code(&job.run(), 0);
    assert_eq!(job.calls(), [GET]);

    let job = of_pull_request(&repo)
        .input("comment", "on-findings")
        .answer(LIST, json!([ours(41)]).to_string());
    assert_code(&job.run(), 0);
    assert_eq!(job.calls(), [GET, "PATCH repos/owner/project/issues/comments/41"]);
    assert!(job.sent()["body"].as_str().unwrap().starts_with("**All good**"));

    let job = of_pull_request(&repo).input("comment", "always").answer(LIST, "[]");
    assert_code(&job.run(), 0);
    assert_eq!(job.calls(), [GET, POST]);
}

#[test]
fn two_folders_have_a_comment_each() {
    let repo = merged();
    repo.write("a -->b/x.md", "");
    let job = of_pull_request(&repo)
        .input("comment", "always")
        .input("working-directory", "a -->b")
        .answer(LIST, "[]");
    job.run();
    let body = job.sent()["body"].as_str().unwrap().to_owned();
    assert!(body.ends_with("\n<!-- abreast comment: check a -b -->\n"), "{body}");
}

#[test]
fn no_comment_is_written_unless_asked_for_nor_outside_of_pull_requests_nor_for_half_a_job() {
    let job = of_pull_request(&merged());
    assert_code(&job.run(), 1);
    assert_eq!(job.calls(), [""; 0]);
    let job = of_schedule(&forked()).input("comment", "always");
    assert_code(&job.run(), 1);
    assert_eq!(job.calls(), [""; 0]);
    let job = of_pull_request(&merged())
        .input("comment", "always")
        .input("args", "--no-such-flag");
    assert_code(&job.run(), 2);
    assert_eq!(job.calls(), [""; 0]);
}

#[test]
fn a_pull_request_from_a_fork_gets_no_comment_but_a_folder_for_a_second_workflow() {
    for from in ["someone/project", ""] {
        let job = of_pull_request_from(&merged(), from).input("comment", "on-findings");
        let ran = job.run();
        assert_code(&ran, 1);
        assert_eq!(job.calls(), [""; 0]);
        let read = |name: &str| std::fs::read_to_string(format!("{}/{name}", ran.outputs["comment-folder"])).unwrap();
        assert_eq!((read("number").trim(), read("findings").trim()), ("7", "1"));
        assert!(
            read("text").starts_with("docs/guide.md:3:18: error"),
            "{}",
            read("text")
        );
        assert!(
            ran.commands.iter().any(|command| command.starts_with("::notice ")),
            "{:?}",
            ran.commands
        );
    }
}

#[test]
fn a_token_that_may_not_write_is_a_warning_and_changes_no_verdict() {
    for (repo, code) in [(merged(), 1), (harmless(), 0)] {
        let job = of_pull_request(&repo).input("comment", "always").answer("refuse", "");
        let ran = job.run();
        assert_code(&ran, code);
        let warned = ran
            .commands
            .iter()
            .filter(|command| command.contains("pull-requests: write"));
        assert_eq!(warned.count(), 1, "{:?}", ran.commands);
        assert!(
            !ran.commands.iter().any(|command| command.contains("from the API")),
            "{:?}",
            ran.commands
        );
        assert!(ran.log.contains("HTTP 403"));
    }
}
