//! What `.pre-commit-hooks.yaml` offers, run by the real pre-commit and the real prek, as `docs/pre-commit.md` tells to use it.

use crate::support::{Outcome, Repo};
use crate::tools::{git, git_without_program, published, run};
use crate::{CLIENT, assert_stopped, documented, mended, renamed};

const MANAGERS: [&str; 2] = ["pre-commit", "prek"];
/// Hooks with the program on PATH: the build of a hook in `python` takes a while, and is tested once.
const ON_PATH: &str = "
      - id: abreast-system
      - id: abreast-push
        language: system
      - id: abreast-bus-factor
        language: system
";

/// A documented repository with a configuration.
fn configured(hooks: &str) -> Repo {
    let repo = documented();
    let (address, commit) = published();
    let config = format!("repos:\n  - repo: {address}\n    rev: {commit}\n    hooks:{hooks}");
    repo.write(".pre-commit-config.yaml", &config).record("hooks");
    repo
}

/// The same with a manager of hooks installed for these kinds of hooks.
fn installed(manager: &str, hooks: &str, kinds: &[&str]) -> Repo {
    let repo = configured(hooks);
    for kind in kinds {
        let outcome = run(&repo, manager, &["install", "--hook-type", kind]);
        assert_eq!(outcome.code, Some(0), "{manager}: {outcome}");
    }
    repo
}

/// The hook ran, and said nothing of its own.
#[track_caller]
fn assert_passed(outcome: &Outcome) {
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(said.contains("Passed"), "{outcome}");
    assert!(!said.contains("guide.md") && !said.contains("All good"), "{outcome}");
}

#[track_caller]
fn assert_failed(outcome: &Outcome) {
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(said.contains("Failed"), "{outcome}");
    assert_stopped(outcome);
}

#[test]
fn a_commit_is_stopped_while_the_page_is_stale() {
    for manager in MANAGERS {
        let repo = installed(manager, ON_PATH, &["pre-commit"]);
        repo.write("src/pay/client.py", &renamed());
        assert_failed(&git(&repo, &["commit", "-a", "-m", "rename"]));
        assert_failed(&git(&repo, &["commit", "-m", "rename", "src/pay/client.py"]));
        repo.write("docs/guide.md", &mended()).stage();
        assert_passed(&git(&repo, &["commit", "-m", "rename"]));
    }
}

#[test]
fn it_can_be_tried_without_a_configuration() {
    let (address, commit) = published();
    for manager in MANAGERS {
        let repo = documented();
        let tried = || {
            run(
                &repo,
                manager,
                &["try-repo", &address, "abreast-system", "--ref", &commit],
            )
        };
        assert_passed(&tried());
        repo.write("src/pay/client.py", &renamed()).stage();
        assert_failed(&tried());
    }
}

#[test]
fn a_commit_that_only_deletes_is_checked() {
    for manager in MANAGERS {
        let repo = installed(manager, ON_PATH, &["pre-commit"]);
        repo.git(&["rm", "--quiet", "src/pay/client.py"]);
        let outcome = git(&repo, &["commit", "-m", "no client"]);
        assert_eq!(outcome.code, Some(1), "{manager}: {outcome}");
        assert!(outcome.stderr.contains("docs/guide.md:3:"), "{manager}: {outcome}");
    }
}

#[test]
fn what_is_not_staged_is_put_aside_and_does_not_matter() {
    for manager in MANAGERS {
        let repo = installed(manager, ON_PATH, &["pre-commit"]);
        repo.write("src/pay/client.py", &renamed()).stage();
        repo.write("docs/guide.md", &mended());
        assert_failed(&git(&repo, &["commit", "-m", "rename"]));
        assert_eq!(repo.read("docs/guide.md"), mended(), "the work tree is as it was");
        repo.git(&["reset", "--quiet", "--hard"]);
        repo.write("src/pay/client.py", &format!("{CLIENT}\n\nRATE = 7\n"))
            .stage();
        repo.write("src/pay/client.py", &renamed());
        assert_passed(&git(&repo, &["commit", "-m", "a rate"]));
        assert_eq!(repo.read("src/pay/client.py"), renamed());
    }
}

#[test]
fn a_merge_is_stopped_while_the_page_is_stale() {
    for manager in MANAGERS {
        let repo = installed(manager, ON_PATH, &["pre-merge-commit"]);
        repo.branch("topic")
            .write("src/pay/client.py", &renamed())
            .record("rename");
        repo.switch("main").write("README.md", "# Pay\n").record("a readme");
        let merged = git(&repo, &["merge", "--no-edit", "topic"]);
        assert!(merged.code != Some(0), "{manager}: {merged}");
        let said = format!("{}{}", merged.stdout, merged.stderr);
        assert!(said.contains("docs/guide.md:3:"), "{manager}: {merged}");
        assert!(repo.try_git(&["rev-parse", "--verify", "HEAD^2"]).is_err(), "{manager}");
    }
}

fn push(repo: &Repo, args: &[&str]) -> Outcome {
    git(repo, &[&["push", "origin"][..], args].concat())
}

#[test]
fn a_push_is_checked_for_what_it_publishes() {
    for manager in MANAGERS {
        let repo = installed(manager, ON_PATH, &["pre-push"]);
        let origin = repo.root().with_file_name("origin.git");
        repo.git(&["init", "--quiet", "--bare", "--template=", origin.to_str().unwrap()]);
        repo.git(&["remote", "add", "origin", origin.to_str().unwrap()]);
        assert_passed(&push(&repo, &["main"]));
        repo.branch("topic")
            .write("src/pay/client.py", &renamed())
            .record("rename");
        assert_failed(&push(&repo, &["topic"]));
        repo.git(&["push", "--quiet", "--no-verify", "origin", "topic"]);
        repo.write("README.md", "# Pay\n").record("a readme");
        assert_passed(&push(&repo, &["topic"]));
        repo.write("src/pay/client.py", &CLIENT.replace("close_all", "shut"))
            .record("another");
        repo.write("docs/guide.md", &mended()).record("too late");
        repo.write("src/pay/client.py", &renamed()).record("as the page has it");
        assert_passed(&push(&repo, &["topic"]));
        let deleted = push(&repo, &[":topic"]);
        assert_eq!(deleted.code, Some(0), "{manager}: {deleted}");
    }
}

#[test]
fn the_first_push_of_all_is_checked_as_a_whole() {
    for manager in MANAGERS {
        let repo = installed(manager, ON_PATH, &["pre-push"]);
        repo.write("src/pay/client.py", &renamed()).record("rename");
        let origin = repo.root().with_file_name("origin.git");
        repo.git(&["init", "--quiet", "--bare", "--template=", origin.to_str().unwrap()]);
        repo.git(&["remote", "add", "origin", origin.to_str().unwrap()]);
        assert_failed(&push(&repo, &["main"]));
    }
}

#[test]
fn a_range_can_be_named_as_ci_does() {
    for manager in MANAGERS {
        let repo = configured(ON_PATH);
        repo.branch("topic")
            .write("src/pay/client.py", &renamed())
            .record("rename");
        let range = [
            "run",
            "abreast-push",
            "--hook-stage",
            "pre-push",
            "--from-ref",
            "main",
            "--to-ref",
            "HEAD",
        ];
        assert_failed(&run(&repo, manager, &range));
        repo.write("docs/guide.md", &mended()).record("mend");
        assert_passed(&run(&repo, manager, &range));
    }
}

#[test]
fn the_bus_factor_is_shown_when_asked_for() {
    for manager in MANAGERS {
        let repo = configured(ON_PATH);
        let outcome = run(&repo, manager, &["run", "--hook-stage", "manual", "abreast-bus-factor"]);
        assert_eq!(outcome.code, Some(0), "{manager}: {outcome}");
        assert!(outcome.stdout.contains("Bus factor 1:"), "{manager}: {outcome}");
    }
}

/// No program on PATH, as on the machine of a user: each manager builds it from the repository.
#[test]
fn the_hook_is_built_from_the_repository_as_it_is_declared() {
    let repo = installed("pre-commit", "\n      - id: abreast\n", &["pre-commit"]);
    repo.write("src/pay/client.py", &renamed()).stage();
    assert_failed(&git_without_program(&repo, &["commit", "-m", "rename"]));
    repo.write("docs/guide.md", &mended()).stage();
    assert_passed(&git_without_program(&repo, &["commit", "-m", "rename"]));
    let home = repo.root().with_file_name("pre-commit");
    assert!(holds_program(&home), "pre-commit has an abreast of its own");
}

/// Whether there is a program `bin/abreast` somewhere in a folder.
fn holds_program(folder: &std::path::Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        path.ends_with("bin/abreast") || (is_folder && holds_program(&path))
    })
}
