//! Ways to commit: what becomes the commit is what is checked, and nothing else.

use crate::support::{Outcome, Repo};
use crate::{CLIENT, GUIDE, assert_silent, assert_stopped, documented, install, mended, renamed};

/// Installs what the documentation tells to put into the folder of hooks.
fn hooked(repo: Repo) -> Repo {
    let hooks = repo.root().join(".git/hooks");
    for name in ["pre-commit", "pre-merge-commit"] {
        install(&hooks, name, "exec $ABREAST check --staged");
    }
    repo
}

fn git(repo: &Repo, args: &[&str]) -> Outcome {
    repo.git_in("", args, &[])
}

/// Whether the hook let a commit happen.
fn commits(repo: &Repo) -> usize {
    repo.git(&["rev-list", "--count", "HEAD"]).parse().unwrap()
}

#[test]
fn a_commit_that_makes_nothing_stale_is_made_without_a_word() {
    let repo = hooked(documented());
    repo.write("src/pay/bell.py", "def ring():\n    return 1\n").stage();
    assert_silent(&git(&repo, &["commit", "--quiet", "-m", "a bell"]));
    assert_silent(&git(&repo, &["commit", "--quiet", "--allow-empty", "-m", "nothing"]));
    repo.write("src/pay/client.py", &renamed());
    repo.write("docs/guide.md", &mended()).stage();
    assert_silent(&git(&repo, &["commit", "--quiet", "-m", "renamed everywhere"]));
    assert_eq!(commits(&repo), 4);
}

#[test]
fn a_commit_that_makes_a_line_stale_is_stopped_however_it_is_made() {
    for args in [
        &["commit", "--quiet", "-m", "rename"][..],
        &["commit", "--quiet", "-a", "-m", "rename"],
        &["commit", "--quiet", "--amend", "--no-edit"],
        &["commit", "--quiet", "-m", "rename", "src/pay/client.py"],
        &["commit", "--quiet", "-m", "rename", "--only", "src"],
        &["commit", "--quiet", "-m", "rename", "--include", "src"],
    ] {
        let repo = hooked(documented());
        repo.write("src/pay/client.py", &renamed());
        if !args.contains(&"-a") && !args.iter().any(|arg| arg.starts_with("src")) {
            repo.stage();
        }
        assert_stopped(&git(&repo, args));
        assert_eq!(commits(&repo), 1, "{args:?}");
    }
}

#[test]
fn a_commit_that_only_deletes_is_checked() {
    let repo = hooked(documented());
    repo.git(&["rm", "--quiet", "src/pay/client.py"]);
    let outcome = git(&repo, &["commit", "--quiet", "-m", "no client"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("docs/guide.md:3:"), "{outcome}");
}

#[test]
fn what_is_not_staged_does_not_matter() {
    let repo = hooked(documented());
    repo.write("src/pay/client.py", &renamed()).stage();
    repo.write("docs/guide.md", &mended());
    assert_stopped(&git(
        &repo,
        &["commit", "--quiet", "-m", "the page is mended in the work tree only"],
    ));

    let repo = hooked(documented());
    repo.write("src/pay/client.py", &format!("{CLIENT}\n\nRATE = 7\n"))
        .stage();
    repo.write("src/pay/client.py", &renamed());
    assert_silent(&git(&repo, &["commit", "--quiet", "-m", "the rename comes later"]));
}

#[test]
fn parts_of_a_file_are_checked_as_they_are_staged() {
    let repo = hooked(documented());
    // The file holds a rename and more; only the more is staged.
    repo.write("src/pay/client.py", &format!("{}\n\nRATE = 7\n", renamed()));
    let patch = "\
--- a/src/pay/client.py
+++ b/src/pay/client.py
@@ -6,3 +6,6 @@
         for connection in self.pool.connections():
             connection.shutdown()
             self.pool.give_back(connection)
+
+
+RATE = 7
";
    repo.write(".git/more.patch", patch);
    repo.git(&["apply", "--cached", ".git/more.patch"]);
    assert_silent(&git(&repo, &["commit", "--quiet", "-m", "a rate"]));
    assert_stopped(&git(&repo, &["commit", "--quiet", "-a", "-m", "the rest"]));
}

#[test]
fn what_is_staged_beside_a_commit_of_paths_is_not_in_it() {
    let repo = hooked(documented());
    repo.write("src/pay/client.py", &renamed()).stage();
    repo.write("notes.txt", "one\n");
    repo.git(&["add", "--intent-to-add", "notes.txt"]);
    assert_silent(&git(&repo, &["commit", "--quiet", "-m", "notes", "notes.txt"]));
    assert_stopped(&git(&repo, &["commit", "--quiet", "-m", "rename"]));
}

#[test]
fn the_first_commit_is_made_without_a_word() {
    let repo = hooked(Repo::new());
    repo.write("src/pay/client.py", CLIENT)
        .write("docs/guide.md", GUIDE)
        .stage();
    assert_silent(&git(&repo, &["commit", "--quiet", "-m", "the client"]));
    assert_eq!(commits(&repo), 1);
}

#[test]
fn a_repository_without_pages_is_told_that_nothing_was_checked() {
    let repo = hooked(Repo::new());
    repo.write("src/pay/client.py", CLIENT).record("the client");
    repo.write("src/pay/client.py", &renamed()).stage();
    let outcome = git(&repo, &["commit", "--quiet", "-m", "rename"]);
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), "No pages were checked\n"),
        "{outcome}"
    );
}

/// A branch that renames what a page names, checked out is `main`, which went on.
fn forked() -> Repo {
    let repo = documented();
    repo.branch("topic")
        .write("src/pay/client.py", &renamed())
        .record("rename");
    repo.switch("main")
        .write("README.md", "# Pay\n\nOne line.\n")
        .record("a readme");
    hooked(repo)
}

#[test]
fn a_merge_that_makes_a_line_stale_is_stopped_before_its_commit() {
    let repo = forked();
    let merged = git(&repo, &["merge", "--quiet", "--no-edit", "topic"]);
    assert!(
        merged.code != Some(0) && merged.stderr.contains("docs/guide.md:3:"),
        "{merged}"
    );
    assert_eq!(commits(&repo), 2, "the merge was not committed");
    repo.write("docs/guide.md", &mended()).stage();
    assert_silent(&git(&repo, &["commit", "--quiet", "--no-edit"]));
    assert_eq!(repo.git(&["rev-list", "--parents", "-1", "HEAD"]).split(' ').count(), 3);
}

#[test]
fn a_merge_that_makes_nothing_stale_is_made_without_a_word() {
    let repo = forked();
    repo.switch("topic");
    assert_silent(&git(&repo, &["merge", "--quiet", "--no-edit", "main"]));
}

#[test]
fn a_merge_with_a_conflict_is_checked_when_it_is_committed() {
    let repo = forked();
    repo.write(
        "src/pay/client.py",
        &CLIENT.replace("def close_all(self)", "def close_all(self, now=True)"),
    );
    repo.git(&["commit", "--quiet", "--no-verify", "-a", "-m", "in between"]);
    assert!(repo.try_git(&["merge", "topic"]).is_err());
    repo.write("src/pay/client.py", &renamed()).stage();
    assert_stopped(&git(&repo, &["commit", "--quiet", "--no-edit"]));
}

#[test]
fn an_acknowledgement_that_is_staged_along_lets_the_commit_happen_and_the_push_too() {
    let repo = hooked(documented());
    let bare = repo.bare_clone();
    repo.git(&["remote", "add", "origin", bare.root().to_str().unwrap()]);
    repo.git(&["fetch", "--quiet", "origin"]);
    repo.write("src/pay/client.py", &renamed()).stage();
    assert_stopped(&git(&repo, &["commit", "--quiet", "-m", "rename"]));
    assert_eq!(
        repo.abreast(&["ack", "docs/guide.md:3", "--staged", "-m", "an example"])
            .code,
        Some(0)
    );
    repo.stage();
    assert_silent(&git(&repo, &["commit", "--quiet", "-m", "rename"]));
    install(
        &repo.root().join(".git/hooks"),
        "pre-push",
        "exec $ABREAST hook pre-push \"$@\"",
    );
    assert_silent(&git(&repo, &["push", "--quiet", "origin", "main"]));
}
