//! The second workflow, which writes the comment for a fork: nothing in the artifact is believed.

use crate::forked;
use crate::workflow::{Job, Ran};
use serde_json::json;
use std::fs;
use std::path::Path;

const COMMIT: &str = "1111111111111111111111111111111111111111";
const LIST: &str = "repos_owner_project_issues_7_comments.json";
const GETS: [&str; 2] = [
    "GET repos/owner/project/pulls/7",
    "GET repos/owner/project/issues/7/comments?per_page=100",
];

/// The job of the second workflow with an artifact as the first one leaves it.
fn second() -> Job {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let job = Job::new(root).event(
        "workflow_run",
        "refs/heads/main",
        &json!({ "workflow_run": { "head_sha": COMMIT } }),
    );
    let folder = job.path("artifact");
    fs::create_dir(&folder).unwrap();
    for (name, text) in [
        ("number", "7\n"),
        ("findings", "2\n"),
        ("text", "docs/a.md:1:1: error[x] `y`\n"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    let input = folder.to_str().unwrap().to_owned();
    job.input("folder", &input)
        .answer(
            "repos_owner_project_pulls_7.json",
            json!({ "head": { "sha": COMMIT } }).to_string(),
        )
        .answer(LIST, "[]")
}

fn run(job: &Job) -> Ran {
    job.run_action(&Path::new(env!("CARGO_MANIFEST_DIR")).join("action/fork-comment"))
}

fn put(job: &Job, name: &str, text: impl AsRef<[u8]>) {
    fs::write(job.path("artifact").join(name), text).unwrap();
}

#[track_caller]
fn refused(job: &Job, words: &str) {
    let ran = run(job);
    assert_eq!(ran.code, 2, "{}", ran.log);
    assert!(
        ran.commands.iter().any(|command| command.contains(words)),
        "{words}: {:?}",
        ran.commands
    );
    assert!(
        !job.calls().iter().any(|call| !call.starts_with("GET ")),
        "{:?}",
        job.calls()
    );
}

#[test]
fn the_comment_for_a_fork_is_written_by_the_second_workflow() {
    let job = second();
    let ran = run(&job);
    assert_eq!(ran.code, 0, "{}", ran.log);
    assert_eq!(
        job.calls(),
        [GETS[0], GETS[1], "POST repos/owner/project/issues/7/comments"]
    );
    let body = job.sent()["body"].as_str().unwrap().to_owned();
    assert!(
        body.starts_with("**2 doc lines to fix**\n\n<pre>\ndocs/a.md:1:1: error[x] `y`\n</pre>\n"),
        "{body}"
    );
    assert!(body.ends_with("\n<!-- abreast comment: check . -->\n"), "{body}");
}

#[test]
fn without_findings_only_a_comment_that_is_there_is_changed() {
    let job = second();
    put(&job, "findings", "0");
    assert_eq!(run(&job).code, 0);
    assert_eq!(job.calls(), GETS);
    let ours = json!([{ "id": 5, "user": { "login": "github-actions[bot]" },
        "body": "**2 doc lines to fix**\n\n<!-- abreast comment: check . -->" }]);
    let job = job.answer(LIST, ours.to_string());
    assert_eq!(run(&job).code, 0);
    assert!(
        job.calls()
            .contains(&"PATCH repos/owner/project/issues/comments/5".to_owned())
    );
    assert!(job.sent()["body"].as_str().unwrap().starts_with("**All good**\n"));
}

#[test]
fn the_text_of_the_artifact_stays_text() {
    let job = second();
    let text =
        "</pre><img src=x onerror=y> @everyone & <!-- abreast comment: check . -->\n\n\x07# title\x1b[31m \u{202e}\n";
    put(&job, "text", text);
    assert_eq!(run(&job).code, 0);
    let body = job.sent()["body"].as_str().unwrap().to_owned();
    assert_eq!(body.matches("<!--").count(), 1, "{body}");
    assert_eq!(body.matches("</pre>").count(), 1, "{body}");
    assert!(
        !body.contains("<img") && !body.contains("@e") && !body.contains(['\u{7}', '\u{1b}']),
        "{body}"
    );
}

#[test]
fn numbers_that_are_none_are_refused() {
    for name in ["number", "findings"] {
        for text in [
            "",
            "-1",
            "7; id",
            "7\n8\n::error::x",
            "../8",
            "99999999999999999",
            "$(id)",
            "0x7",
        ] {
            let job = second();
            put(&job, name, text);
            refused(&job, name);
        }
    }
}

#[test]
fn a_pull_request_at_another_commit_is_refused() {
    let other = json!({ "head": { "sha": "2222222222222222222222222222222222222222" } }).to_string();
    refused(
        &second().answer("repos_owner_project_pulls_7.json", other),
        "not at the commit",
    );
    let job = second();
    put(&job, "number", "8");
    refused(&job, "there is no pull request 8");
    let job = second().event("push", "refs/heads/main", &json!({}));
    refused(&job, "no run after another workflow");
}

#[test]
fn links_missing_files_and_long_texts_are_refused() {
    for name in ["number", "findings", "text"] {
        let job = second();
        let file = job.path("artifact").join(name);
        fs::remove_file(&file).unwrap();
        refused(&job, name);
        fs::write(job.path("secret"), "7\n").unwrap();
        std::os::unix::fs::symlink(job.path("secret"), &file).unwrap();
        refused(&job, name);
    }
    let job = second();
    put(&job, "text", "x".repeat(50_001));
    refused(&job, "too long");
    // Within the limit, and beyond that of a comment once it is escaped.
    put(&job, "text", "<".repeat(49_000));
    refused(&job, "too long");
    let repo = forked();
    let job = second().input("folder", repo.root().join("nowhere").to_str().unwrap());
    refused(&job, "there is no folder");
}

#[test]
fn a_token_that_may_not_write_fails_the_second_workflow() {
    let job = second().answer("refuse", "");
    refused(&job, "there is no pull request 7");
}
