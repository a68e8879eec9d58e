//! The GitHub action: `action.yml` and its scripts, run as a runner runs them, on repositories as `actions/checkout` leaves them.
//! What GitHub itself does with the answers is not tested here: `gh` is a stand-in.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;
#[path = "support/workflow.rs"]
mod workflow;

#[path = "action/comment.rs"]
mod comment;
#[path = "action/docs.rs"]
mod docs;
#[path = "action/events.rs"]
mod events;
#[path = "action/forks.rs"]
mod forks;
#[path = "action/hostile.rs"]
mod hostile;
#[path = "action/issue.rs"]
mod issue;
#[path = "action/outputs.rs"]
mod outputs;
#[path = "action/program.rs"]
mod program;

use serde_json::{Value, json};
use support::Repo;
use workflow::{Job, Ran};

const CLIENT: &str = "\
class Client:
    def open(self, url):
        return self.pool.take(url)

    def close_all(self):
        for connection in self.pool.connections():
            connection.shutdown()
            self.pool.give_back(connection)
";

const SERVER: &str = "\
class Server:
    def listen(self, port):
        return self.socket.bind(port)

    def drop_all(self):
        for request in self.queue.requests():
            request.refuse()
            self.queue.forget(request)
";

/// A repository whose branch `topic` renames what the guide names, while `main` renamed what another page names.
fn forked() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT)
        .write("src/pay/server.py", SERVER)
        .write("docs/guide.md", "# Guide\n\nAt the end call `Client.close_all()`.\n")
        .write("docs/server.md", "# Server\n\nTo stop call `Server.drop_all()`.\n");
    repo.record("the client and the server");
    repo.branch("topic");
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"));
    repo.record("close the asynchronous way");
    repo.switch("main");
    repo.write("src/pay/server.py", &SERVER.replace("drop_all", "refuse_all"));
    repo.record("main went on");
    repo
}

/// As `forked`, with the merge checked out that GitHub makes of a pull request.
fn merged() -> Repo {
    let repo = forked();
    repo.git(&["checkout", "--quiet", "--detach", "main"]);
    repo.merge("topic");
    repo
}

/// A pull request that makes nothing stale.
fn harmless() -> Repo {
    let repo = forked();
    repo.git(&["checkout", "--quiet", "-B", "topic", "main~1"]);
    repo.write("src/pay/bell.py", "def ring():\n    return 1\n");
    repo.record("a bell");
    repo.git(&["checkout", "--quiet", "--detach", "main"]);
    repo.merge("topic");
    repo
}

/// What the event of a pull request says; the base in it is the one of the last push, long overtaken.
fn pull_request(repo: &Repo, from: &str) -> Value {
    json!({ "pull_request": {
        "number": 7,
        "title": "close::error::this\n::error::that",
        "base": { "sha": repo.git(&["rev-parse", "main~1"]), "ref": "main" },
        "head": { "sha": repo.git(&["rev-parse", "topic"]), "repo": { "full_name": from } },
    }})
}

/// The job of a pull request, in a checkout of its merge.
fn of_pull_request(repo: &Repo) -> Job {
    of_pull_request_from(repo, "owner/project")
}

fn of_pull_request_from(repo: &Repo, from: &str) -> Job {
    Job::new(repo.root())
        .keeping(repo.kept())
        .event("pull_request", "refs/pull/7/merge", &pull_request(repo, from))
        .variable("GITHUB_BASE_REF", "main")
        .variable("GITHUB_SHA", &repo.git(&["rev-parse", "HEAD"]))
}

/// The job of a schedule.
fn of_schedule(repo: &Repo) -> Job {
    Job::new(repo.root())
        .keeping(repo.kept())
        .event("schedule", "refs/heads/main", &json!({ "schedule": "0 4 * * 1" }))
        .variable("GITHUB_SHA", &repo.git(&["rev-parse", "HEAD"]))
}

/// The JSON that a run wrote.
fn report(ran: &Ran) -> Value {
    let file = &ran.outputs["json-file"];
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}\n{}", ran.log));
    serde_json::from_str(&text).unwrap()
}

/// The pages with findings.
fn stale_pages(ran: &Ran) -> Vec<String> {
    let report = report(ran);
    let findings = report["findings"].as_array().unwrap().iter();
    let pages = findings.map(|finding| finding["primary"]["path"].as_str().unwrap().to_owned());
    pages.collect()
}

#[track_caller]
fn assert_code(ran: &Ran, code: i32) {
    assert_eq!(ran.code, code, "{}", ran.log);
    assert_eq!(ran.outputs["exit-code"], code.to_string(), "{}", ran.log);
}

/// The job was not done, and an annotation says why.
#[track_caller]
fn assert_refused(ran: &Ran, words: &str) {
    assert_code(ran, 2);
    let said = |command: &String| command.starts_with("::error ") && command.contains(words);
    assert!(
        ran.commands.iter().any(said),
        "{words}: {:?}\n{}",
        ran.commands,
        ran.log
    );
}
