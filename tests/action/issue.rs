//! The issue of a periodic run: one, open while there is something to do.

use crate::{assert_code, forked, harmless, merged, of_pull_request, of_schedule};
use serde_json::json;

const LIST: &str = "repos_owner_project_issues.json";
const MARKER: &str = "<!-- abreast report: check . -->";
const GET: &str = "GET repos/owner/project/issues?state=all&creator=github-actions%5Bbot%5D&per_page=100";

fn ours(state: &str) -> String {
    let body = format!("**3 doc lines to fix**\n\n{MARKER}");
    let bot = json!({ "login": "github-actions[bot]" });
    json!([
        { "id": 90, "number": 2, "state": "open", "user": { "login": "someone" }, "body": body },
        { "id": 80, "number": 3, "state": "open", "user": bot, "body": body, "pull_request": {} },
        { "id": 70, "number": 4, "state": "open", "user": bot, "body": null },
        { "id": 60, "number": 5, "state": state, "user": bot, "body": body },
    ])
    .to_string()
}

/// A repository in which nothing is stale.
fn clean() -> crate::support::Repo {
    let repo = harmless();
    repo.write("docs/server.md", "# Server\n\nTo stop call `Server.refuse_all()`.\n");
    repo.record("the page says so");
    repo
}

#[test]
fn an_issue_is_opened_when_there_is_something_to_do() {
    let job = of_schedule(&forked()).input("issue", "rolling").answer(LIST, "[]");
    assert_code(&job.run(), 1);
    assert_eq!(job.calls(), [GET, "POST repos/owner/project/issues"]);
    let sent = job.sent();
    assert_eq!(sent["title"], "abreast: docs to bring up to date");
    let body = sent["body"].as_str().unwrap();
    assert!(
        body.starts_with("**1 doc line to fix**\n") && body.ends_with(&format!("\n{MARKER}\n")),
        "{body}"
    );
}

#[test]
fn the_issue_that_is_there_is_brought_up_to_date_and_reopened() {
    for state in ["open", "closed"] {
        let job = of_schedule(&forked())
            .input("issue", "rolling")
            .answer(LIST, ours(state));
        assert_code(&job.run(), 1);
        assert_eq!(job.calls(), [GET, "PATCH repos/owner/project/issues/5"]);
        assert_eq!(job.sent()["state"], "open");
    }
}

#[test]
fn the_issue_is_closed_when_all_is_good_and_then_left_alone() {
    let repo = clean();
    let job = of_schedule(&repo).input("issue", "rolling").answer(LIST, ours("open"));
    assert_code(&job.run(), 0);
    assert_eq!(job.calls(), [GET, "PATCH repos/owner/project/issues/5"]);
    assert_eq!(job.sent()["state"], "closed");
    assert!(job.sent()["body"].as_str().unwrap().starts_with("**All good**"));
    for list in [ours("closed"), "[]".to_owned()] {
        let job = of_schedule(&repo).input("issue", "rolling").answer(LIST, list);
        assert_code(&job.run(), 0);
        assert_eq!(job.calls(), [GET]);
    }
}

#[test]
fn a_bus_factor_has_an_issue_of_its_own_while_something_is_to_be_written_down() {
    let repo = forked();
    let bus_factor = || {
        of_schedule(&repo)
            .input("command", "bus-factor")
            .input("issue", "rolling")
            .answer(LIST, ours("open"))
    };
    let job = bus_factor().input("args", "--fail-under 2");
    assert_code(&job.run(), 1);
    assert_eq!(job.calls(), [GET, "POST repos/owner/project/issues"]);
    assert_eq!(job.sent()["title"], "abreast: code that few people know");
    assert!(
        job.sent()["body"]
            .as_str()
            .unwrap()
            .ends_with("\n<!-- abreast report: bus-factor . -->\n")
    );
    let job = bus_factor().input("args", "--no-docs");
    let ran = job.run();
    assert_code(&ran, 0);
    assert_eq!(
        (ran.outputs["warnings"].as_str(), job.calls().len()),
        ("1", 2),
        "{}",
        ran.log
    );
}

#[test]
fn a_report_has_an_issue_of_its_own_while_a_line_is_stale_or_something_is_to_be_written_down() {
    let repo = forked();
    let job = of_schedule(&repo)
        .input("command", "report")
        .input("issue", "rolling")
        .answer(LIST, ours("open"));
    assert_code(&job.run(), 0);
    assert_eq!(job.calls(), [GET, "POST repos/owner/project/issues"]);
    assert_eq!(job.sent()["title"], "abreast: docs, coverage and bus factor");
    let body = job.sent()["body"].as_str().unwrap().to_owned();
    assert!(body.contains("### Stale passages"), "{body}");
    assert!(body.ends_with("\n<!-- abreast report: report . -->\n"), "{body}");
}

#[test]
fn pull_requests_and_half_done_jobs_write_no_issue() {
    for job in [
        of_pull_request(&merged()),
        of_schedule(&forked()).input("args", "--no-such-flag"),
    ] {
        let job = job.input("issue", "rolling");
        job.run();
        assert_eq!(job.calls(), [""; 0]);
    }
}

#[test]
fn a_token_that_may_not_write_issues_is_a_warning() {
    let ran = of_schedule(&clean())
        .input("issue", "rolling")
        .answer("refuse", "")
        .run();
    assert_code(&ran, 0);
    assert!(
        ran.commands.iter().any(|command| command.contains("issues: write")),
        "{:?}",
        ran.commands
    );
}
