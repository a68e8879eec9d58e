//! Ways to push: each reference is checked for what it publishes, and for nothing that the remote has.

use crate::support::{Outcome, Repo};
use crate::{CLIENT, assert_silent, documented, install, mended, renamed};

const SERVER: &str = "\
class Server:
    def listen(self, port):
        return self.socket.bind(port)

    def drop_all(self):
        for request in self.queue.requests():
            request.refuse()
            self.queue.forget(request)
";

/// A repository with a remote that has its first commit, and the hook.
fn published() -> Repo {
    let repo = documented();
    add_remote(&repo, "origin");
    repo.git(&["push", "--quiet", "--all", "origin"]);
    hook(&repo);
    repo
}

fn hook(repo: &Repo) {
    let command = "exec $ABREAST hook pre-push \"$@\" --format concise";
    install(&repo.root().join(".git/hooks"), "pre-push", command);
}

/// An empty remote beside the repository.
fn add_remote(repo: &Repo, name: &str) {
    let root = repo.root().with_file_name(format!("{name}.git"));
    let root = root.to_str().unwrap();
    repo.git(&["init", "--quiet", "--bare", "--template=", root]);
    repo.git(&["remote", "add", name, root]);
}

fn push(repo: &Repo, args: &[&str]) -> Outcome {
    repo.git_in("", &[&["push", "--quiet"][..], args].concat(), &[])
}

#[track_caller]
fn assert_stopped(outcome: &Outcome, times: usize) {
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let found = outcome.stdout.matches("docs/guide.md:3:").count();
    assert_eq!(found, times, "{outcome}");
}

#[test]
fn a_branch_that_the_remote_has_is_checked_since_what_was_there() {
    let repo = published();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    repo.write("README.md", "# Pay\n").record("more");
    assert_stopped(&push(&repo, &["origin", "main"]), 1);
    repo.write("docs/guide.md", &mended()).record("mend");
    assert_silent(&push(&repo, &["origin", "main"]));
    // What is there already was somebody else's push.
    repo.write("README.md", "# Pay\n\nMore.\n").record("still more");
    assert_silent(&push(&repo, &["origin", "main"]));
}

#[test]
fn what_the_remote_has_is_not_checked_again() {
    let repo = published();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    repo.git(&["push", "--quiet", "--no-verify", "origin", "main"]);
    repo.write("README.md", "# Pay\n").record("more");
    assert_silent(&push(&repo, &["origin", "main"]));
    assert_silent(&push(&repo, &["origin", "main:refs/heads/again"]));
    assert_silent(&push(&repo, &["origin", "HEAD~1:refs/heads/older"]));
}

#[test]
fn a_new_branch_is_checked_since_it_left_what_the_remote_has() {
    let repo = published();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    repo.git(&["push", "--quiet", "--no-verify", "origin", "main"]);
    repo.branch("topic")
        .write("src/pay/server.py", SERVER)
        .record("a server");
    assert_silent(&push(&repo, &["-u", "origin", "topic"]));
    repo.switch("main~1")
        .branch("other")
        .write("src/pay/client.py", &renamed())
        .record("the same");
    assert_stopped(&push(&repo, &["origin", "other"]), 1);
}

#[test]
fn a_branch_that_merged_what_the_remote_has_is_not_held_to_it() {
    let repo = published();
    repo.branch("topic").write("README.md", "# Pay\n").record("a readme");
    repo.switch("main")
        .write("src/pay/client.py", &renamed())
        .record("rename");
    repo.git(&["push", "--quiet", "--no-verify", "origin", "main"]);
    repo.switch("topic").merge("main");
    assert_silent(&push(&repo, &["origin", "topic"]));
}

#[test]
fn a_forced_push_is_checked_since_the_commit_that_both_have() {
    let repo = published();
    repo.write("README.md", "# Pay\n").record("a readme");
    repo.git(&["push", "--quiet", "--no-verify", "origin", "main"]);
    repo.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    repo.write("src/pay/client.py", &renamed()).record("rename");
    assert_stopped(&push(&repo, &["--force", "origin", "main"]), 1);
    repo.write("docs/guide.md", &mended()).record("mend");
    assert_silent(&push(&repo, &["--force", "origin", "main"]));
}

#[test]
fn a_forced_push_over_commits_that_were_never_fetched_is_checked_since_what_is_known() {
    let repo = published();
    let other = repo.root().with_file_name("other");
    let origin = repo.root().with_file_name("origin.git");
    let (other, origin) = (other.to_str().unwrap(), origin.to_str().unwrap());
    repo.git(&["clone", "--quiet", "--template=", "--branch=main", origin, other]);
    repo.git(&["-C", other, "commit", "--quiet", "--allow-empty", "-m", "theirs"]);
    repo.git(&["-C", other, "push", "--quiet", "origin", "main"]);
    repo.write("src/pay/client.py", &renamed()).record("rename");
    assert_stopped(&push(&repo, &["--force", "origin", "main"]), 1);
}

#[test]
fn a_deletion_is_not_checked_and_neither_is_a_push_of_nothing() {
    let repo = published();
    repo.git(&["push", "--quiet", "--no-verify", "origin", "main:refs/heads/gone"]);
    repo.write("src/pay/client.py", &renamed()).record("rename");
    assert_silent(&push(&repo, &["origin", ":gone"]));
    repo.git(&["push", "--quiet", "--no-verify", "origin", "main"]);
    assert_silent(&push(&repo, &["origin", "main"]));
}

#[test]
fn several_references_are_each_checked_and_none_twice() {
    let repo = published();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    repo.git(&["tag", "v1"]);
    repo.git(&["tag", "-a", "-m", "one", "v1.0"]);
    repo.write("README.md", "# Pay\n").record("more");
    // Both tags lie on the branch.
    assert_stopped(&push(&repo, &["origin", "main", "v1", "v1.0"]), 1);
    assert_stopped(&push(&repo, &["origin", "v1.0"]), 1);
    repo.git(&["checkout", "--quiet", "-b", "side", "HEAD~2"]);
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "aclose"))
        .record("the same");
    let both = push(&repo, &["origin", "main", "side"]);
    assert_stopped(&both, 2);
    for name in ["refs/heads/main", "refs/heads/side"] {
        assert!(both.stderr.contains(&format!("what goes to {name})")), "{both}");
    }
}

#[test]
fn the_first_push_of_all_is_checked_as_a_whole() {
    let repo = documented();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    add_remote(&repo, "origin");
    hook(&repo);
    assert_stopped(&push(&repo, &["origin", "main"]), 1);
    repo.write("docs/guide.md", &mended()).record("mend");
    assert_silent(&push(&repo, &["origin", "main"]));
}

#[test]
fn to_a_remote_of_which_nothing_is_known_goes_what_no_other_remote_has() {
    let repo = published();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    repo.git(&["push", "--quiet", "--no-verify", "origin", "main"]);
    repo.branch("topic").write("README.md", "# Pay\n").record("a readme");
    add_remote(&repo, "fork");
    assert_silent(&push(&repo, &["fork", "topic"]));
    let address = repo.root().with_file_name("fork.git");
    repo.write("README.md", "# Pay\n\nMore.\n").record("more");
    assert_silent(&push(
        &repo,
        &[address.to_str().unwrap(), "topic:refs/heads/by-address"],
    ));
}

#[test]
fn what_is_no_state_of_the_project_is_left_alone() {
    let repo = published();
    repo.git(&["notes", "add", "-m", "a note"]);
    assert_silent(&push(&repo, &["origin", "refs/notes/commits"]));
    let page = repo.git(&["rev-parse", "HEAD:docs/guide.md"]);
    repo.git(&["tag", "a-page", &page]);
    assert_silent(&push(&repo, &["origin", "a-page"]));
}

#[test]
fn a_push_from_a_shallow_clone_is_checked_as_far_as_it_goes() {
    let repo = documented();
    repo.write("README.md", "# Pay\n").record("more");
    let clone = repo.shallow_clone(1);
    hook(&clone);
    clone.write("src/pay/client.py", &renamed()).record("rename");
    assert_stopped(&push(&clone, &["origin", "main:refs/heads/topic"]), 1);
    clone.write("docs/guide.md", &mended()).record("mend");
    assert_silent(&push(&clone, &["origin", "main:refs/heads/topic"]));
}

#[test]
fn branches_of_the_remote_are_found_packed_and_unpacked() {
    let repo = published();
    repo.write("src/pay/client.py", &renamed()).record("rename");
    repo.git(&[
        "push",
        "--quiet",
        "--no-verify",
        "origin",
        "main",
        "main:refs/heads/a/b",
    ]);
    repo.git(&["pack-refs", "--all"]);
    repo.branch("topic").write("README.md", "# Pay\n").record("a readme");
    assert_silent(&push(&repo, &["origin", "topic"]));
    // The packed value of a branch counts for nothing once there is a newer one.
    repo.write("src/pay/client.py", &CLIENT.replace("close_all", "shut"))
        .record("another name");
    repo.git(&["push", "--quiet", "--no-verify", "origin", "topic:main"]);
    repo.write("README.md", "# Pay\n\nMore.\n").record("more");
    assert_silent(&push(&repo, &["origin", "topic:refs/heads/same"]));
}

#[test]
fn who_runs_it_by_hand_is_told_what_it_needs() {
    let repo = documented();
    let outcome = repo.abreast_with(&["hook", "pre-push"], &[("PRE_COMMIT", "1")]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let help = repo.abreast(&["hook", "pre-push", "--help"]);
    assert!(help.stdout.contains("exec abreast hook pre-push \"$@\""), "{help}");
}
