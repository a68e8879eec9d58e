//! Places to commit from: what git tells its hooks by variables and by the folder they run in is obeyed as git means it.

use crate::support::Repo;
use crate::{CLIENT, GUIDE, assert_silent, assert_stopped, documented, install, mended, renamed};
use std::fs;

const HOOK: &str = "exec $ABREAST check --staged";
const COMMIT: [&str; 4] = ["commit", "--quiet", "-m", "rename"];

fn hooked() -> Repo {
    let repo = documented();
    install(&repo.root().join(".git/hooks"), "pre-commit", HOOK);
    repo
}

#[test]
fn a_commit_from_a_folder_is_checked_as_a_whole() {
    let repo = hooked();
    repo.write("src/pay/client.py", &renamed()).stage();
    assert_stopped(&repo.git_in("docs", &COMMIT, &[]));
    // Git names the temporary index relative to the top.
    assert_stopped(&repo.git_in("src/pay", &["commit", "--quiet", "-m", "rename", "client.py"], &[]));
    repo.git(&["reset", "--quiet"]);
    assert_stopped(&repo.git_in("src/pay", &["commit", "--quiet", "-m", "rename", "client.py"], &[]));
    assert_stopped(&repo.git_in("docs", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
    repo.write("docs/guide.md", &mended());
    assert_silent(&repo.git_in("docs", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
}

#[test]
fn a_linked_work_tree_is_checked_with_its_own_head_and_index() {
    let repo = hooked();
    let linked = repo.linked_work_tree("topic");
    linked.write("src/pay/client.py", &renamed());
    assert_stopped(&linked.git_in("", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
    assert_stopped(&linked.git_in("src", &["commit", "--quiet", "-m", "rename", "pay"], &[]));
    linked.stage();
    assert_stopped(&linked.git_in("docs", &COMMIT, &[]));
    // The main work tree has nothing of it.
    repo.write("README.md", "# Pay\n").stage();
    assert_silent(&repo.git_in("", &["commit", "--quiet", "-m", "a readme"], &[]));
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let outer = documented();
    let inner = documented();
    let source = inner.root().to_str().unwrap();
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        source,
        "inner",
    ]);
    outer.record("a submodule");
    for hooks in [".git/hooks", ".git/modules/inner/hooks"] {
        install(&outer.root().join(hooks), "pre-commit", HOOK);
    }
    outer.write("inner/src/pay/client.py", &renamed());
    assert_stopped(&outer.git_in("inner", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
    outer.write("inner/docs/guide.md", &mended());
    assert_silent(&outer.git_in("inner", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
    // A new commit of the submodule is no change of the pages of the outer one.
    assert_silent(&outer.git_in("", &["commit", "--quiet", "-a", "-m", "the new inner"], &[]));
    outer.write("src/pay/client.py", &renamed());
    assert_stopped(&outer.git_in("", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
}

#[test]
fn a_repository_apart_from_its_files_is_found_by_what_git_is_told() {
    let repo = hooked();
    let apart = repo.root().with_file_name("apart.git");
    fs::rename(repo.root().join(".git"), &apart).unwrap();
    let (apart, files) = (apart.to_str().unwrap(), repo.root().to_str().unwrap());
    repo.write("src/pay/client.py", &renamed());
    let commit = ["commit", "--quiet", "-a", "-m", "rename"];
    let by_flags = [&["--git-dir", apart, "--work-tree", files][..], &commit].concat();
    assert_stopped(&repo.git_in("..", &by_flags, &[]));
    assert_stopped(&repo.git_in("", &by_flags, &[]));
    assert_stopped(&repo.git_in("docs", &commit, &[("GIT_DIR", apart), ("GIT_WORK_TREE", "..")]));
    // Without a work tree that is named, it is the current folder.
    assert_stopped(&repo.git_in("", &commit, &[("GIT_DIR", "../apart.git")]));
    repo.write("docs/guide.md", &mended());
    assert_silent(&repo.git_in("..", &by_flags, &[]));
}

#[test]
fn a_repository_whose_settings_name_the_files_is_found() {
    let repo = hooked();
    let apart = repo.root().with_file_name("apart.git");
    fs::rename(repo.root().join(".git"), &apart).unwrap();
    let git_dir = ["--git-dir", apart.to_str().unwrap()];
    repo.git(&[&git_dir[..], &["config", "core.worktree", "../repo"]].concat());
    repo.write("src/pay/client.py", &renamed());
    let commit = [&git_dir[..], &["commit", "--quiet", "-a", "-m", "rename"]].concat();
    assert_stopped(&repo.git_in("..", &commit, &[]));
    assert_stopped(&repo.git_in("docs", &commit, &[]));
    // A `.git` that is a file with the way.
    repo.write(".git", "gitdir: ../apart.git\n");
    assert_stopped(&repo.git_in("docs", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
}

#[test]
fn an_index_that_is_named_is_the_one_that_counts() {
    let repo = hooked();
    repo.write("src/pay/client.py", &renamed());
    fs::copy(repo.root().join(".git/index"), repo.root().join("docs/other-index")).unwrap();
    // A relative name is relative to the top, wherever git was started.
    let other = [("GIT_INDEX_FILE", "docs/other-index")];
    assert_eq!(repo.git_in("", &["add", "src"], &other).code, Some(0));
    assert_stopped(&repo.git_in("", &COMMIT, &other));
    assert_silent(&repo.git_in("", &["commit", "--quiet", "--allow-empty", "-m", "nothing"], &[]));
}

#[test]
fn objects_elsewhere_are_found() {
    let repo = hooked();
    let objects = repo.root().with_file_name("objects");
    fs::rename(repo.root().join(".git/objects"), &objects).unwrap();
    fs::create_dir(repo.root().join(".git/objects")).unwrap();
    repo.write("src/pay/client.py", &renamed());
    let variables = [("GIT_OBJECT_DIRECTORY", objects.to_str().unwrap())];
    assert_stopped(&repo.git_in("", &["commit", "--quiet", "-a", "-m", "rename"], &variables));
}

#[test]
fn hooks_of_a_folder_for_all_repositories_run_in_each() {
    let repo = documented();
    let hooks = repo.root().with_file_name("hooks");
    install(&hooks, "pre-commit", HOOK);
    repo.git(&["config", "core.hooksPath", hooks.to_str().unwrap()]);
    repo.write("src/pay/client.py", &renamed());
    assert_stopped(&repo.git_in("docs", &["commit", "--quiet", "-a", "-m", "rename"], &[]));
    let bare = Repo::new();
    bare.git(&["config", "core.hooksPath", hooks.to_str().unwrap()]);
    bare.write("src/pay/client.py", CLIENT)
        .write("docs/guide.md", GUIDE)
        .stage();
    assert_silent(&bare.git_in("src", &COMMIT, &[]));
}
