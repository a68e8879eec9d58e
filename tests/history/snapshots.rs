//! Snapshots, revisions and odd repositories.

use crate::repository::{Repository, oid};
use abreast::git::error::GitError;
use abreast::git::repo::Repo;
use abreast::model::commit::TouchKind;
use abreast::model::problem::ProblemKind;
use abreast::model::revision::{FileKind, Revision, Snapshot};

fn small() -> Repository {
    let repository = Repository::new();
    repository.write("README.md", "# Hello\n");
    repository.write("src/a.py", "def a(): ...\n");
    repository.write("src/b.py", "def b(): ...\nx = 1\ny = 2\n");
    repository.write(".gitignore", "*.log\ntarget/\n");
    repository.commit("first");
    repository
}

fn paths(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.files.keys().map(|path| path.as_str()).collect()
}

#[test]
fn a_commit_a_fresh_index_and_a_fresh_work_tree_hold_the_same() {
    let repository = small();
    let repo = repository.open();
    let commit = repo.snapshot(Revision::Commit(repository.head())).unwrap();
    let index = repo.snapshot(Revision::Index).unwrap();
    let disk = repo.snapshot(Revision::WorkTree).unwrap();
    assert_eq!(paths(&commit.0), [".gitignore", "README.md", "src/a.py", "src/b.py"]);
    assert_eq!((&commit.0.files, &commit.1), (&index.0.files, &index.1));
    assert_eq!((&commit.0.files, &commit.1), (&disk.0.files, &disk.1));
}

#[test]
fn the_work_tree_has_what_changed_on_disk_and_not_what_is_ignored() {
    let repository = small();
    repository.write("README.md", "# Hello you\n");
    repository.write("new.md", "new\n");
    repository.write("x.log", "ignored\n");
    repository.write("target/debug/x.md", "ignored\n");
    std::fs::remove_file(repository.path().join("src/a.py")).unwrap();
    let repo = repository.open();
    let head = repo.snapshot(Revision::Commit(repository.head())).unwrap().0;
    let (disk, problems) = repo.snapshot(Revision::WorkTree).unwrap();
    assert_eq!(paths(&disk), [".gitignore", "README.md", "new.md", "src/b.py"]);
    assert_eq!(problems, []);
    let blob = disk.files["README.md"].blob;
    assert_eq!(&*repo.read(&disk, blob).unwrap(), b"# Hello you\n");
    assert_eq!(blob, oid(repository.git(&["hash-object", "README.md"]).trim()));
    let changes = repo.changes(&head, &disk).unwrap();
    let kinds: Vec<_> = changes
        .iter()
        .map(|change| (change.path.as_str(), change.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("README.md", TouchKind::Modified),
            ("new.md", TouchKind::Added),
            ("src/a.py", TouchKind::Deleted)
        ]
    );
}

#[test]
fn an_edit_that_keeps_size_and_second_is_seen() {
    let repository = small();
    repository.write("README.md", "# Hallo\n");
    let repo = repository.open();
    let (disk, _) = repo.snapshot(Revision::WorkTree).unwrap();
    assert_eq!(&*repo.read(&disk, disk.files["README.md"].blob).unwrap(), b"# Hallo\n");
}

#[test]
fn the_index_holds_what_is_staged() {
    let repository = small();
    repository.write("README.md", "# Staged\n");
    repository.git(&["add", "README.md"]);
    repository.write("README.md", "# Not staged\n");
    repository.write("later.md", "announced\n");
    repository.git(&["add", "-N", "later.md"]);
    let repo = repository.open();
    let (index, _) = repo.snapshot(Revision::Index).unwrap();
    assert_eq!(
        &*repo.read(&index, index.files["README.md"].blob).unwrap(),
        b"# Staged\n"
    );
    assert!(!index.has_path("later.md"));
    assert!(repo.snapshot(Revision::WorkTree).unwrap().0.has_path("later.md"));
}

#[test]
fn a_rename_with_an_edit_is_found_between_snapshots() {
    let repository = small();
    let base = repository.head();
    repository.git(&["mv", "src/b.py", "src/c.py"]);
    repository.write("src/c.py", "def b(): ...\nx = 1\ny = 3\n");
    let head = repository.commit("rename");
    let repo = repository.open();
    let snapshot = |id| repo.snapshot(Revision::Commit(id)).unwrap().0;
    let changes = repo.changes(&snapshot(base), &snapshot(head)).unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].kind, changes[0].path.as_str()),
        (TouchKind::Renamed, "src/c.py")
    );
    assert_eq!(changes[0].from.as_ref().map(|path| path.as_str()), Some("src/b.py"));
}

#[test]
fn revisions_are_understood_as_git_does() {
    let repository = small();
    for number in 0..4 {
        repository.write("n.txt", &number.to_string());
        repository.commit("more");
    }
    repository.git(&["tag", "-a", "-m", "t", "v1.0", "HEAD~2"]);
    repository.git(&["branch", "feature/x", "HEAD~1"]);
    let repo = repository.open();
    let short = repository.head().short();
    for revision in [
        "HEAD",
        "@",
        "main",
        "v1.0",
        "feature/x",
        "HEAD~3",
        "HEAD^",
        "v1.0^0~1",
        "refs/tags/v1.0^{}",
        &short,
        "@{1}",
        "main@{2}",
    ] {
        let expected = repository.git(&["rev-parse", &format!("{revision}^{{commit}}")]);
        assert_eq!(repo.resolve(revision), Ok(oid(expected.trim())), "{revision}");
    }
    repository.git(&["pack-refs", "--all"]);
    assert!(repo.resolve("v1.0").is_ok());
    for revision in [
        "nope",
        "HEAD~9",
        "HEAD^2",
        "../../etc/passwd",
        "",
        "v1.0:README.md",
        "HEAD^{tree}",
        "-x",
        "@{yesterday}",
    ] {
        let error = repo.resolve(revision).unwrap_err();
        assert!(matches!(error, GitError::UnknownRevision { .. }), "{revision}: {error}");
        assert!(error.to_string().contains(revision));
    }
}

#[test]
fn a_repository_without_commits_has_no_head() {
    let repository = Repository::new();
    let repo = repository.open();
    assert_eq!(repo.head(), Ok(None));
    assert_eq!(repo.resolve("HEAD"), Err(GitError::Unborn));
    assert!(repo.snapshot(Revision::Index).unwrap().0.files.is_empty());
    assert!(repo.snapshot(Revision::WorkTree).unwrap().0.files.is_empty());
}

#[test]
fn bare_linked_and_nested_folders_are_opened() {
    let repository = small();
    repository.git(&["clone", "-q", "--bare", ".", "../bare.git"]);
    repository.git(&["worktree", "add", "-q", "../linked", "-b", "side"]);
    let bare = Repo::open(Some(&repository.path().join("../bare.git"))).unwrap();
    assert!(bare.is_bare() && bare.work_dir().is_none());
    assert_eq!(bare.snapshot(Revision::WorkTree).unwrap_err(), GitError::NoWorkTree);
    assert_eq!(bare.head(), Ok(Some(repository.head())));
    let linked = Repo::open(Some(&repository.path().join("../linked/src"))).unwrap();
    assert_eq!(linked.resolve("side"), Ok(repository.head()));
    assert_eq!(linked.snapshot(Revision::WorkTree).unwrap().0.files.len(), 4);
    assert_eq!(linked.snapshot(Revision::Index).unwrap().0.files.len(), 4);
    let outside = tempfile::TempDir::new().unwrap();
    assert!(matches!(
        Repo::open(Some(outside.path())),
        Err(GitError::NotARepository { .. })
    ));
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let repository = small();
    repository.write("n.txt", "n");
    repository.commit("second");
    let url = format!("file://{}", repository.path().display());
    repository.git(&["clone", "-q", "--depth", "1", &url, "../shallow"]);
    let repo = Repo::open(Some(&repository.path().join("../shallow"))).unwrap();
    assert!(repo.is_shallow() && !repository.open().is_shallow());
    let history = repo.history(repo.resolve("HEAD").unwrap()).unwrap();
    assert_eq!((history.len(), history[0].parents.len()), (1, 0));
    assert!(
        repo.resolve("HEAD~1")
            .unwrap_err()
            .to_string()
            .contains("fetch-depth: 0")
    );
    assert!(repo.resolve("v1").unwrap_err().to_string().contains("fetch-depth: 0"));
}

#[test]
fn a_partial_clone_is_read_as_far_as_it_goes() {
    let repository = small();
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", repository.path().display());
    repository.git(&["clone", "-q", "--bare", "--filter=blob:none", &url, "../partial"]);
    let repo = Repo::open(Some(&repository.path().join("../partial"))).unwrap();
    let (snapshot, _) = repo.snapshot(Revision::Commit(repo.resolve("HEAD").unwrap())).unwrap();
    assert_eq!(snapshot.files.len(), 4);
    let blob = snapshot.files["README.md"].blob;
    assert_eq!(
        repo.read(&snapshot, blob).unwrap_err(),
        GitError::MissingObject { id: blob, kind: "blob" }
    );
}

#[test]
fn unsupported_formats_are_named() {
    let repository = Repository::bare_folder();
    repository.git(&["init", "-q", "--object-format=sha256", "."]);
    let message = Repo::open(Some(&repository.path())).err().unwrap().to_string();
    assert!(message.contains("sha256"), "{message}");
    let repository = Repository::bare_folder();
    if repository.try_git(&["init", "-q", "--ref-format=reftable", "."]) {
        let message = Repo::open(Some(&repository.path())).err().unwrap().to_string();
        assert!(message.contains("reftable"), "{message}");
    }
    let repository = small();
    repository.git(&["update-index", "--split-index"]);
    let message = repository.open().snapshot(Revision::Index).unwrap_err().to_string();
    assert!(message.contains("split index"), "{message}");
}

#[test]
fn truncated_empty_and_garbled_objects_are_errors_and_not_hangs() {
    for damage in ["truncate", "empty", "garble", "remove"] {
        let repository = small();
        let id = repository.head().to_string();
        let file = repository.path().join(".git/objects").join(&id[..2]).join(&id[2..]);
        let mut bytes = std::fs::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        match damage {
            "truncate" => bytes.truncate(bytes.len() / 2),
            "empty" => bytes.clear(),
            _ => bytes[20] ^= 0x55,
        }
        if damage != "remove" {
            std::fs::write(&file, bytes).unwrap();
        }
        let repo = repository.open();
        let error = repo.commit(repository.head()).unwrap_err();
        assert!(error.to_string().contains(&id), "{damage}: {error}");
        assert!(
            repo.head().is_err() && repo.history(repository.head()).is_err(),
            "{damage}"
        );
    }
}

#[test]
fn a_garbage_index_is_an_error() {
    let repository = small();
    std::fs::write(repository.path().join(".git/index"), "garbage").unwrap();
    assert!(matches!(
        repository.open().snapshot(Revision::Index),
        Err(GitError::BadIndex { .. })
    ));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_of_the_work_tree_are_not_opened() {
    let repository = small();
    let root = repository.path();
    std::os::unix::fs::symlink("/etc/passwd", root.join("link.md")).unwrap();
    std::os::unix::fs::symlink("/etc", root.join("folder")).unwrap();
    std::fs::remove_file(root.join("README.md")).unwrap();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(root.join("README.md"))
            .status()
            .unwrap()
            .success()
    );
    std::fs::remove_dir_all(root.join("src")).unwrap();
    std::fs::create_dir(root.join("../elsewhere")).unwrap();
    std::fs::write(root.join("../elsewhere/a.py"), "secret").unwrap();
    std::os::unix::fs::symlink("../elsewhere", root.join("src")).unwrap();
    let repo = repository.open();
    let (disk, problems) = repo.snapshot(Revision::WorkTree).unwrap();
    assert_eq!(paths(&disk), [".gitignore", "folder", "link.md", "src"]);
    let link = disk.files["link.md"];
    assert_eq!(link.kind, FileKind::Symlink);
    assert_eq!(&*repo.read(&disk, link.blob).unwrap(), b"/etc/passwd");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::BadPath);
}

/// Feeds bytes to `git hash-object` and returns the id; the object need not be valid.
fn object(repository: &Repository, kind: &str, bytes: &[u8]) -> String {
    use std::io::Write as _;
    let mut child = repository
        .command(&["hash-object", "-t", kind, "-w", "--stdin", "--literally"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout)
        .unwrap()
        .trim()
        .to_owned()
}

fn tree(repository: &Repository, entries: &[(&str, &[u8], &str)]) -> String {
    let mut bytes = Vec::new();
    for (mode, name, id) in entries {
        bytes.extend(mode.as_bytes());
        bytes.push(b' ');
        bytes.extend(*name);
        bytes.push(0);
        bytes.extend(oid(id).0);
    }
    object(repository, "tree", &bytes)
}

fn commit_of(repository: &Repository, tree: &str) -> Revision {
    Revision::Commit(oid(repository.git(&["commit-tree", tree, "-m", "odd"]).trim()))
}

#[test]
fn paths_that_git_would_not_check_out_are_skipped_and_named() {
    let repository = Repository::new();
    let blob = object(&repository, "blob", b"x");
    let names: [&[u8]; 5] = [b"..", b".git", b"a\xff.md", b"ok.md", b"x\x1b[31m\n.md"];
    let root = tree(&repository, &names.map(|name| ("100644", name, blob.as_str())));
    let (snapshot, problems) = repository.open().snapshot(commit_of(&repository, &root)).unwrap();
    assert_eq!(paths(&snapshot), ["ok.md", "x\x1b[31m\n.md"]);
    assert_eq!(problems.len(), 3);
    assert!(
        problems
            .iter()
            .all(|problem| problem.kind == ProblemKind::BadPath && !problem.message.contains('\n'))
    );
}

#[test]
fn a_tree_bomb_ends_in_an_error() {
    let repository = Repository::new();
    let blob = object(&repository, "blob", b"x");
    let mut id = tree(&repository, &[("100644", b"f", &blob)]);
    for _ in 0..10 {
        let names: Vec<String> = (0..10).map(|number| format!("d{number}")).collect();
        let entries: Vec<(&str, &[u8], &str)> = names
            .iter()
            .map(|name| ("40000", name.as_bytes(), id.as_str()))
            .collect();
        id = tree(&repository, &entries);
    }
    let repo = repository.open();
    let Revision::Commit(commit) = commit_of(&repository, &id) else {
        return;
    };
    let error = repo.snapshot(Revision::Commit(commit)).unwrap_err();
    assert!(matches!(error, GitError::TooManyPaths { .. }), "{error}");
    let error = repo
        .commit_changes(&repo.commit(commit).unwrap(), 0, false)
        .unwrap_err();
    assert!(matches!(error, GitError::TooManyPaths { .. }), "{error}");
}

#[test]
fn a_very_deep_tree_is_cut_off_and_named() {
    let repository = Repository::new();
    let blob = object(&repository, "blob", b"x");
    let mut id = tree(&repository, &[("100644", b"f", &blob)]);
    for _ in 0..50 {
        id = tree(
            &repository,
            &[("40000", "d".repeat(100).as_bytes(), &id), ("100644", b"f", &blob)],
        );
    }
    let (snapshot, problems) = repository.open().snapshot(commit_of(&repository, &id)).unwrap();
    assert!(snapshot.files.len() > 30);
    assert_eq!(
        problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(),
        [ProblemKind::TooComplex]
    );
}
