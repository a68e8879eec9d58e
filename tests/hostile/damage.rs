//! Repositories with parts missing or broken: the object is named, at once, and what does not need it is checked.

use crate::support::Repo;
use crate::{GUIDE, assert_exit, assert_guide_found, check, check_base, problems, renamed};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn object(repo: &Repo, revision: &str) -> (String, PathBuf) {
    let id = repo.git(&["rev-parse", revision]);
    let path = repo.root().join(".git/objects").join(&id[..2]).join(&id[2..]);
    // git writes objects read-only, into a file that others may share.
    let bytes = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(&path, bytes).unwrap();
    (id, path)
}

fn truncate(repo: &Repo, revision: &str, keep: usize) -> String {
    let (id, path) = object(repo, revision);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..keep.min(bytes.len())]).unwrap();
    id
}

fn remove(repo: &Repo, revision: &str) -> String {
    let (id, path) = object(repo, revision);
    fs::remove_file(path).unwrap();
    id
}

#[test]
fn a_truncated_commit_or_tree_is_named_at_once() {
    for revision in ["HEAD", "HEAD~1", "HEAD^{tree}", "HEAD:docs"] {
        for keep in [0, 1, 12, 30] {
            let repo = renamed();
            let id = truncate(&repo, revision, keep);
            let begun = Instant::now();
            let outcome = repo.abreast(&["check", "--rev", "main"]);
            assert!(begun.elapsed() < Duration::from_secs(5), "{revision}");
            assert_exit(&outcome, 2);
            let said = outcome.stdout.clone() + &outcome.stderr;
            assert!(said.contains(&id[..7]), "{revision} {keep}: {outcome}");
        }
    }
}

#[test]
fn a_missing_tree_is_named() {
    for revision in ["HEAD^{tree}", "HEAD:docs", "HEAD:src/pay"] {
        let repo = renamed();
        let id = remove(&repo, revision);
        for args in [&["check", "--rev", "HEAD"][..], &["check", "--base", "HEAD~1"]] {
            let outcome = repo.abreast(args);
            assert_exit(&outcome, 2);
            assert!(outcome.stderr.contains(&id), "{revision} {args:?} {outcome}");
        }
    }
}

#[test]
fn a_missing_parent_is_named() {
    let repo = renamed();
    let id = remove(&repo, "HEAD~1");
    let outcome = repo.abreast(&["check"]);
    assert_exit(&outcome, 2);
    assert!((outcome.stdout.clone() + &outcome.stderr).contains(&id), "{outcome}");
}

#[test]
fn a_missing_page_is_skipped_by_name_and_the_rest_is_checked() {
    let repo = renamed();
    repo.write("docs/other.md", &GUIDE.replace("Guide", "Other"));
    repo.record("another page");
    let id = remove(&repo, "HEAD:docs/other.md");
    let outcome = repo.abreast(&["check", "--rev", "HEAD", "--format", "json"]);
    assert_guide_found(&outcome);
    let expected = ("missing-object".to_owned(), "docs/other.md".to_owned());
    assert!(problems(&outcome).contains(&expected), "{outcome}");
    assert!(outcome.stdout.contains(&id), "{outcome}");
}

#[test]
fn a_broken_page_is_skipped_by_name_and_the_rest_is_checked() {
    let repo = renamed();
    repo.write("docs/other.md", &GUIDE.replace("Guide", "Other"));
    repo.record("another page");
    truncate(&repo, "HEAD:docs/other.md", 10);
    let outcome = repo.abreast(&["check", "--rev", "HEAD", "--format", "json"]);
    assert_guide_found(&outcome);
    assert!(
        problems(&outcome).iter().any(|(_, path)| path == "docs/other.md"),
        "{outcome}"
    );
}

#[test]
fn a_missing_file_that_the_range_does_not_touch_hides_nothing() {
    let repo = renamed();
    repo.write("src/pay/unrelated.py", "def ring():\n    return 1\n");
    repo.git(&["commit", "--quiet", "--allow-empty", "-m", "nothing"]);
    repo.record("unrelated");
    remove(&repo, "HEAD:src/pay/unrelated.py");
    let outcome = check_base(&repo, "HEAD~3");
    assert!(matches!(outcome.code, Some(0..=2)), "{outcome}");
    let said = outcome.stdout.clone() + &outcome.stderr;
    assert!(
        said.contains("src/pay/unrelated.py") || said.contains("missing"),
        "{outcome}"
    );
}

#[test]
fn a_garbage_index_is_refused_and_needed_by_nothing_else() {
    let repo = renamed();
    repo.write_bytes(".git/index", b"DIRC\0\0\0\x02\xff\xff\xff\xffgarbage");
    let staged = repo.abreast(&["check", "--staged"]);
    assert_exit(&staged, 2);
    assert!(staged.stderr.contains("index"), "{staged}");
    assert_guide_found(&repo.abreast(&["check", "--rev", "HEAD", "--format", "json"]));
    assert_guide_found(&check_base(&repo, "HEAD~1"));
}

#[test]
fn an_unsupported_repository_is_refused_with_the_reason() {
    let repo = renamed();
    repo.git(&["config", "core.repositoryFormatVersion", "1"]);
    repo.git(&["config", "extensions.refStorage", "reftable"]);
    let outcome = check(&repo);
    assert_exit(&outcome, 2);
    assert!(outcome.stderr.to_lowercase().contains("reftable"), "{outcome}");
}

#[test]
fn a_head_that_names_itself_is_refused() {
    let repo = renamed();
    repo.write(".git/HEAD", "ref: refs/heads/a\n")
        .write(".git/refs/heads/a", "ref: refs/heads/a\n");
    let begun = Instant::now();
    assert_exit(&check(&repo), 2);
    assert!(begun.elapsed() < Duration::from_secs(5));
}
