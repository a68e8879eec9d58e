//! What cannot be done at all: exit code 2, and one line that says what and how to mend it.

use crate::support::Repo;
use crate::{
    CLIENT, GUIDE, assert_exit, assert_guide_found, assert_refused, begin, check, check_base, renamed, renamed_client,
};

#[test]
fn a_folder_that_is_no_repository_is_named() {
    let repo = Repo::new();
    repo.delete(".git").write("docs/guide.md", GUIDE);
    assert_refused(&repo.abreast(&["check"]), &["not a git repository"]);
    assert_refused(&repo.abreast(&["-C", "docs", "check"]), &["not a git repository"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    assert_refused(&Repo::new().abreast(&["-C", "nowhere", "check"]), &["nowhere"]);
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let repo = renamed();
    assert_refused(&repo.abreast(&["check", "docs/gone.md"]), &["docs/gone.md"]);
    assert_refused(&repo.abreast(&["check", "../elsewhere.md"]), &["../elsewhere.md"]);
    assert_exit(&repo.abreast(&["check", "docs/guide.md"]), 1);
}

#[test]
fn an_unknown_revision_is_named_whichever_flag_it_came_with() {
    let repo = renamed();
    for args in [
        &["check", "--base", "releases/7"][..],
        &["check", "--base", "HEAD~1", "--head", "releases/7"],
        &["check", "--rev", "releases/7"],
        &["check", "--base", "HEAD~70"],
    ] {
        let revision = if args.contains(&"HEAD~70") {
            "HEAD~70"
        } else {
            "releases/7"
        };
        assert_refused(&repo.abreast(args), &["unknown revision", revision]);
    }
}

#[test]
fn a_revision_that_looks_like_a_flag_or_holds_control_characters_is_only_a_text() {
    let repo = renamed();
    for revision in [
        "--upload-pack=x",
        "\u{1b}[31mred",
        "a\nb",
        "",
        "..",
        "@{",
        ":/",
        "HEAD^{/",
    ] {
        let argument = format!("--base={revision}");
        let outcome = repo.abreast(&["check", &argument]);
        assert_exit(&outcome, 2);
        assert!(!outcome.stderr.contains('\u{1b}'), "{outcome}");
    }
}

#[test]
fn a_branch_without_commits_is_no_error() {
    let repo = begin();
    for args in [
        &["check"][..],
        &["check", "--staged", "-v"],
        &["check", "--format", "json"],
    ] {
        let outcome = repo.abreast(args);
        assert_exit(&outcome, 0);
        assert!((outcome.stdout + &outcome.stderr).contains("no commits"), "{args:?}");
    }
    // A hook has nothing to say about a first commit.
    let hook = repo.abreast(&["check", "--staged"]);
    assert_exit(&hook, 0);
    assert_eq!(hook.stdout + &hook.stderr, "");
}

#[test]
fn a_shallow_clone_is_told_the_cure_unless_it_holds_both_sides() {
    let repo = renamed();
    let audit = repo.shallow_clone(1).abreast(&["check"]);
    assert_exit(&audit, 2);
    assert!((audit.stdout + &audit.stderr).contains("fetch-depth: 0"));
}

#[test]
fn a_range_in_a_shallow_clone_is_checked_when_its_sides_are_there() {
    let repo = Repo::new();
    repo.write("README.md", "# Pay\n").record("the beginning");
    repo.write("src/pay/client.py", CLIENT)
        .write("docs/guide.md", GUIDE)
        .record("the client");
    repo.write("src/pay/client.py", &renamed_client()).record("rename");
    let id = repo.git(&["rev-parse", "HEAD~1"]);
    let shallow = repo.shallow_clone(2);
    assert_guide_found(&check_base(&shallow, &id));
    let outside = shallow.abreast(&["check", "--base", "HEAD~2"]);
    assert_refused(&outside, &["fetch-depth: 0"]);
}

#[test]
fn a_range_whose_base_lies_beyond_a_shallow_clone_is_told_the_cure() {
    let repo = renamed();
    repo.branch("topic")
        .write("docs/other.md", "# Other\n")
        .record("a page");
    repo.switch("main")
        .write("docs/third.md", "# Third\n")
        .record("a third page");
    let shallow = repo.shallow_clone(1);
    shallow.git(&["fetch", "--quiet", "--depth=1", "origin", "topic:topic"]);
    let outcome = shallow.abreast(&["check", "--base", "main", "--head", "topic"]);
    assert_refused(&outcome, &["fetch-depth: 0"]);
}

#[test]
fn settings_that_cannot_be_read_are_shown_with_their_line() {
    let repo = renamed();
    for (text, says) in [
        ("exclude = [\n\"docs/\"\nignore =\n", &["abreast.toml:"][..]),
        ("exclude = []\nexlude = []\n", &["abreast.toml:2", "exclude"]),
        (
            "ignore = [\"danglin-mention\"]\n",
            &["abreast.toml:1", "dangling-mention"],
        ),
        ("levels = { renamed-mention = \"loud\" }\n", &["abreast.toml:1", "loud"]),
        ("exclude = \"docs/\"\n", &["abreast.toml:1"]),
    ] {
        repo.write("abreast.toml", text);
        assert_refused(&repo.abreast(&["check"]), says);
    }
    repo.write_bytes("abreast.toml", b"exclude = [\"\xff\xfe\"]\n");
    assert_refused(&repo.abreast(&["check"]), &["abreast.toml", "UTF-8"]);
}

#[test]
fn an_unknown_rule_is_answered_with_the_right_one_on_every_way_in() {
    let repo = renamed();
    for flag in ["--select", "--ignore"] {
        let outcome = repo.abreast(&["check", flag, "renamed-mentoin"]);
        assert_refused(&outcome, &["renamed-mentoin", "renamed-mention"]);
    }
    assert_refused(&repo.abreast(&["explain", "renamed-mentoin"]), &["renamed-mention"]);
}

#[test]
fn histories_without_a_common_commit_have_no_range() {
    let repo = renamed();
    repo.git(&["checkout", "--quiet", "--orphan", "other"]);
    repo.record("another beginning");
    let outcome = repo.abreast(&["check", "--base", "main", "--head", "other"]);
    assert_refused(&outcome, &["main", "other"]);
}

#[test]
fn a_repository_without_pages_says_so_in_every_format_for_people() {
    let repo = Repo::new();
    repo.write("src/a.py", "def ring():\n    return 1\n")
        .record("code only");
    for format in ["text", "concise", "github", "markdown"] {
        let outcome = repo.abreast(&["check", "--format", format]);
        assert_exit(&outcome, 0);
        let text = (outcome.stdout + &outcome.stderr).to_lowercase();
        assert!(text.contains("no pages"), "{format}: {text}");
    }
    let json = check(&repo).json().unwrap();
    assert_eq!(json["counts"]["pages"], 0, "{json}");
}
