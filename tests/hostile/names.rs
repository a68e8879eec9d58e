//! Names of files and targets of links that are made to fool: none is obeyed, opened or waited for.

use crate::support::Repo;
use crate::{GUIDE, assert_exit, assert_guide_found, begin, check, problems, renamed_client};
use std::os::unix::fs::symlink;
use std::process::Command;

/// A repository where a page of that name is stale.
fn stale_page(name: &str) -> Repo {
    let repo = begin();
    repo.write(name, GUIDE).record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    repo
}

/// The formats whose lines may stand in the log of a workflow.
const FORMATS: &[&str] = &["text", "concise", "github"];

#[test]
fn a_page_named_like_a_workflow_command_gives_no_command() {
    for name in [
        "::error::x.md",
        "a\n::error::x.md",
        "\u{1b}[2Jx.md",
        "%0A::warning::x.md",
    ] {
        let repo = stale_page(name);
        for mode in [&["check"][..], &["check", "--base", "HEAD~1"]] {
            for format in FORMATS {
                let outcome = repo.abreast(&[mode, &["--format", format]].concat());
                assert_exit(&outcome, 1);
                let fooled = |line: &str| {
                    let line = line.trim_start();
                    line.starts_with("::error::") || line.starts_with("::warning::") || line.contains('\u{1b}')
                };
                assert!(!outcome.stdout.lines().any(fooled), "{name:?} {format}\n{outcome}");
            }
        }
        assert_guide_found(&check(&repo));
    }
}

#[test]
fn odd_names_are_whole_in_what_machines_read() {
    for name in [
        "::error::x.md",
        "a\n::error::x.md",
        "\u{1b}[2Jx.md",
        "gr\u{f6}\u{df}e %20.md",
    ] {
        let json = check(&stale_page(name)).json().unwrap();
        let findings = json["findings"].as_array().unwrap().clone();
        assert!(
            findings.iter().any(|finding| finding["primary"]["path"] == name),
            "{name:?}: {json}"
        );
    }
}

#[test]
fn a_name_that_is_not_utf8_is_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let repo = begin();
    let name = std::ffi::OsStr::from_bytes(b"docs/caf\xe9.md");
    std::fs::write(repo.root().join(name), GUIDE).unwrap();
    repo.record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    let outcome = check(&repo);
    assert_guide_found(&outcome);
    assert!(
        problems(&outcome).iter().any(|(kind, _)| kind == "bad-path"),
        "{outcome}"
    );
}

#[test]
fn a_link_to_a_file_outside_is_never_opened() {
    let repo = begin();
    let secret = repo.root().join("../home/secret.md");
    std::fs::write(&secret, GUIDE.replace("Guide", "Secret")).unwrap();
    symlink(&secret, repo.root().join("README.md")).unwrap();
    symlink("/etc/passwd", repo.root().join("docs/users.md")).unwrap();
    symlink("/etc", repo.root().join("docs/etc")).unwrap();
    repo.record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    let outcome = check(&repo);
    assert_guide_found(&outcome);
    for odd in ["README.md", "Secret", "root:"] {
        assert!(!outcome.stdout.contains(odd), "{odd}\n{outcome}");
    }
    // A link that takes the place of a page in the work tree only.
    repo.delete("docs/guide.md");
    symlink(&secret, repo.root().join("docs/guide.md")).unwrap();
    assert_exit(&check(&repo), 0);
}

#[test]
fn a_folder_that_became_a_link_is_not_followed() {
    let repo = begin();
    repo.record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    let outside = repo.root().join("../home/docs");
    std::fs::rename(repo.root().join("docs"), &outside).unwrap();
    symlink(&outside, repo.root().join("docs")).unwrap();
    assert_exit(&check(&repo), 0);
}

#[test]
fn a_pipe_in_the_place_of_a_page_is_not_waited_for() {
    let repo = begin();
    repo.write("README.md", GUIDE).record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    repo.delete("README.md");
    for name in ["README.md", "docs/pipe.md", "src/pay/pipe.py"] {
        let made = Command::new("mkfifo").arg(repo.root().join(name)).status().unwrap();
        assert!(made.success());
    }
    assert_guide_found(&check(&repo));
    assert_exit(&repo.abreast(&["check", "--diff"]), 1);
}

#[test]
fn links_out_of_the_repository_are_not_followed() {
    let repo = begin();
    let links = "# Links\n\n[a](../../../etc/passwd) [b](/etc/passwd) [c](file:///etc/passwd) [d](C:\\users\\x)\n\
        [e](..) [f](.git/config) `../../../etc/passwd` ![g](../../../../../../etc/hostname)\n";
    repo.write("docs/links.md", links).record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    let outcome = check(&repo);
    assert_guide_found(&outcome);
    assert!(!outcome.stdout.contains("root:"), "{outcome}");
}
