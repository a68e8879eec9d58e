//! States that a repository may be in: detached, conflicted, bare, linked, in the middle of a commit.

use crate::support::Repo;
use crate::{CLIENT, GUIDE, assert_exit, assert_guide_found, begin, check, check_base, renamed, renamed_client};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn a_detached_head_is_a_head() {
    let repo = renamed();
    repo.git(&["checkout", "--quiet", "--detach"]);
    assert_guide_found(&check(&repo));
    assert_guide_found(&check_base(&repo, "main~1"));
}

#[test]
fn a_bare_repository_is_told_to_name_a_commit() {
    let bare = renamed().bare_clone();
    for args in [&["check"][..], &["check", "--staged"]] {
        let outcome = bare.abreast(args);
        assert_exit(&outcome, 2);
        assert!(outcome.stderr.contains("--rev HEAD"), "{outcome}");
    }
    assert_guide_found(&bare.abreast(&["check", "--rev", "HEAD", "--format", "json"]));
}

#[test]
fn a_linked_work_tree_is_checked_as_its_own() {
    let repo = renamed();
    let linked = repo.linked_work_tree("topic");
    assert_guide_found(&check(&linked));
    linked.write("docs/guide.md", "# Guide\n").record("mended");
    assert_exit(&check(&linked), 0);
    assert_guide_found(&check(&repo));
}

#[test]
fn a_conflicted_index_is_read() {
    let repo = renamed();
    repo.branch("topic")
        .write("docs/guide.md", "# Guide\n\nTheirs.\n")
        .record("theirs");
    repo.switch("main")
        .write("docs/guide.md", &GUIDE.replace("At the end", "Finally"))
        .record("ours");
    assert!(repo.try_git(&["merge", "topic"]).is_err());
    for args in [
        &["check"][..],
        &["check", "--staged"],
        &["check", "--base", "HEAD~1"],
        &["check", "--rev", "HEAD"],
    ] {
        let outcome = repo.abreast(args);
        assert!(matches!(outcome.code, Some(0 | 1)), "{args:?} {outcome}");
    }
}

/// A hook that runs the built program and keeps its answer.
fn install_hook(repo: &Repo) {
    let program = env!("CARGO_BIN_EXE_abreast");
    let script =
        format!("#!/bin/sh\n'{program}' check --staged --format concise > .git/answer 2>&1\necho $? >> .git/answer\n");
    repo.write(".git/hooks/pre-commit", &script);
    let hook = repo.root().join(".git/hooks/pre-commit");
    fs::set_permissions(hook, fs::Permissions::from_mode(0o755)).unwrap();
}

fn answer(repo: &Repo) -> (String, String) {
    let text = repo.read(".git/answer");
    let code = text.lines().last().unwrap_or_default().to_owned();
    (text, code)
}

#[test]
fn a_hook_sees_what_is_committed_however_it_is_committed() {
    for args in [
        &["commit", "--quiet", "-a", "-m", "rename"][..],
        &["commit", "--quiet", "src/pay/client.py", "-m", "rename"],
    ] {
        let repo = begin();
        repo.record("the client");
        install_hook(&repo);
        repo.write("src/pay/client.py", &renamed_client());
        repo.git(args);
        let (text, code) = answer(&repo);
        assert_eq!(code, "1", "{args:?}\n{text}");
        assert!(text.contains("docs/guide.md:3"), "{text}");
    }
}

#[test]
fn a_hook_does_not_see_what_is_only_staged_beside_a_partial_commit() {
    let repo = begin();
    repo.write("other.txt", "one\n").record("the client");
    install_hook(&repo);
    repo.write("src/pay/client.py", &renamed_client()).stage();
    repo.write("other.txt", "two\n");
    repo.git(&["commit", "--quiet", "other.txt", "-m", "other"]);
    let (text, code) = answer(&repo);
    assert_eq!(code, "0", "{text}");
}

#[test]
fn criss_cross_merges_have_the_same_base_each_time() {
    let repo = begin();
    repo.record("the client");
    repo.branch("left").write("docs/left.md", "# Left\n").record("left");
    repo.switch("main")
        .branch("right")
        .write("docs/right.md", "# Right\n")
        .record("right");
    let right = repo.git(&["rev-parse", "right"]);
    repo.switch("left").merge("right");
    repo.switch("right");
    repo.git(&["merge", "--quiet", "--no-ff", "-m", "cross", "left~1"]);
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    assert_eq!(repo.git(&["merge-base", "--all", "left", "right"]).lines().count(), 2);
    assert!(!right.is_empty());
    let run = || repo.abreast(&["check", "--base", "left", "--head", "right", "--format", "json"]);
    let first = run();
    assert_guide_found(&first);
    for _ in 0..3 {
        assert_eq!(run().stdout, first.stdout);
    }
}

#[test]
fn a_file_that_may_not_be_read_is_told_or_read() {
    let repo = renamed();
    repo.write("docs/closed.md", GUIDE).record("a page");
    let closed = repo.root().join("docs/closed.md");
    fs::set_permissions(closed, fs::Permissions::from_mode(0o000)).unwrap();
    assert_guide_found(&check(&repo));
}

#[test]
fn a_submodule_and_an_empty_file_are_no_pages() {
    let repo = renamed();
    let id = repo.git(&["rev-parse", "HEAD"]);
    repo.write("docs/empty.md", "").write("docs/blank.md", "\n\n\n").stage();
    let entry = format!("160000,{id},docs/module.md");
    repo.git(&["update-index", "--add", "--cacheinfo", &entry]);
    repo.git(&["commit", "--quiet", "-m", "a submodule"]);
    assert_guide_found(&repo.abreast(&["check", "--rev", "HEAD", "--format", "json"]));
}

#[test]
fn a_page_written_since_the_last_commit_counts_in_the_work_tree() {
    let repo = Repo::new();
    repo.write("src/pay/client.py", CLIENT).record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    repo.write("docs/guide.md", GUIDE);
    let outcome = check(&repo);
    assert!(matches!(outcome.code, Some(0 | 1)), "{outcome}");
}
