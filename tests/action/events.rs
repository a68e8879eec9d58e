//! What is compared with what, by the event, and what is said where the clone holds too little.

use crate::support::Repo;
use crate::workflow::Job;
use crate::{
    assert_code, assert_refused, forked, harmless, merged, of_pull_request, of_schedule, pull_request, report,
    stale_pages,
};
use serde_json::json;

fn of_push(repo: &Repo, reference: &str, before: &str) -> Job {
    let payload = json!({ "before": before, "repository": { "default_branch": "main" } });
    Job::new(repo.root())
        .keeping(repo.kept())
        .event("push", reference, &payload)
        .variable("GITHUB_SHA", &repo.git(&["rev-parse", "HEAD"]))
}

fn nothing() -> String {
    "0".repeat(40)
}

#[test]
fn a_pull_request_is_compared_with_the_base_it_is_merged_into_and_not_with_the_one_in_the_event() {
    let repo = merged();
    let ran = of_pull_request(&repo).run();
    assert_code(&ran, 1);
    assert_eq!(stale_pages(&ran), ["docs/guide.md"]);
    assert_eq!(report(&ran)["scope"]["base"], repo.git(&["rev-parse", "main"])[..10]);
    assert_eq!(ran.outputs["errors"], "1");
}

#[test]
fn a_pull_request_that_makes_nothing_stale_is_good_whatever_its_base_did() {
    let ran = of_pull_request(&harmless()).run();
    assert_code(&ran, 0);
    assert!(ran.summary.starts_with("**All good**"), "{}", ran.summary);
    assert_eq!(ran.commands, [""; 0]);
}

#[test]
fn where_the_head_of_the_branch_is_checked_out_the_base_is_the_branch_on_the_remote() {
    let repo = merged();
    repo.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    let merge = repo.git(&["rev-parse", "HEAD"]);
    repo.switch("topic");
    let job = of_pull_request(&repo).variable("GITHUB_SHA", &merge);
    let ran = job.run();
    assert_code(&ran, 1);
    assert_eq!(stale_pages(&ran), ["docs/guide.md"]);

    repo.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    assert_refused(&job.run(), "the branch main");
}

#[test]
fn a_pull_request_target_is_refused_because_it_does_not_see_the_change() {
    let repo = merged();
    let job = of_pull_request(&repo).event(
        "pull_request_target",
        "refs/heads/main",
        &pull_request(&repo, "owner/project"),
    );
    assert_refused(&job.run(), "use pull_request");
}

#[test]
fn a_push_is_compared_with_what_was_there_before() {
    let repo = forked();
    let before = repo.git(&["rev-parse", "main~1"]);
    let ran = of_push(&repo, "refs/heads/main", &before).run();
    assert_code(&ran, 1);
    assert_eq!(stale_pages(&ran), ["docs/server.md"]);
}

#[test]
fn a_new_branch_is_compared_with_the_default_branch_and_so_is_one_replaced_by_force() {
    let repo = forked();
    repo.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    repo.switch("topic");
    for before in [nothing(), "5".repeat(40)] {
        let ran = of_push(&repo, "refs/heads/topic", &before).run();
        assert_code(&ran, 1);
        assert_eq!(stale_pages(&ran), ["docs/guide.md"], "{before}");
    }
}

#[test]
fn a_default_branch_replaced_by_force_needs_a_base_and_the_first_push_has_none() {
    let repo = forked();
    assert_refused(&of_push(&repo, "refs/heads/main", &"5".repeat(40)).run(), "by force");
    let ran = of_push(&repo, "refs/heads/main", &nothing()).run();
    assert_code(&ran, 1);
    assert_eq!(report(&ran)["scope"]["kind"], "work-tree");
}

#[test]
fn a_tag_and_a_schedule_look_at_everything() {
    let repo = forked();
    for ran in [
        of_push(&repo, "refs/tags/v1", &nothing()).run(),
        of_schedule(&repo).run(),
    ] {
        assert_code(&ran, 1);
        assert_eq!(report(&ran)["scope"]["kind"], "work-tree");
        assert_eq!(stale_pages(&ran), ["docs/server.md"]);
    }
}

#[test]
fn a_merge_group_is_compared_with_its_base() {
    let repo = merged();
    let payload = json!({ "merge_group": { "base_sha": repo.git(&["rev-parse", "main"]) } });
    let ran = Job::new(repo.root())
        .keeping(repo.kept())
        .event("merge_group", "refs/heads/gh-readonly-queue/main/pr-7", &payload)
        .run();
    assert_code(&ran, 1);
    assert_eq!(stale_pages(&ran), ["docs/guide.md"]);
}

#[test]
fn a_base_of_ones_own_is_used_and_none_looks_at_everything() {
    let repo = merged();
    let ran = of_pull_request(&repo).input("base", "main~1").run();
    assert_eq!(stale_pages(&ran), ["docs/guide.md", "docs/server.md"]);
    let ran = of_pull_request(&repo).input("base", "none").run();
    assert_eq!(report(&ran)["scope"]["kind"], "work-tree");
    let ran = of_pull_request(&repo).input("base", "release/9").run();
    assert_refused(&ran, "release/9");
    let ran = of_pull_request(&repo).input("base", "--fix").run();
    assert_refused(&ran, "dash");
}

#[test]
fn a_shallow_checkout_is_told_of_the_depth_it_needs_and_a_full_one_is_checked() {
    let repo = merged();
    for depth in [1, 2] {
        let clone = repo.shallow_clone(depth);
        for job in [of_shallow(&repo, &clone), of_schedule(&clone)] {
            assert_refused(&job.run(), "fetch-depth: 0");
        }
        let before = repo.git(&["rev-parse", "main~1"]);
        assert_refused(&of_push(&clone, "refs/heads/main", &before).run(), "fetch-depth: 0");
        assert_refused(
            &of_schedule(&clone).input("command", "bus-factor").run(),
            "fetch-depth: 0",
        );
        // Nothing was fetched behind the user's back.
        let count = clone.git(&["rev-list", "--count", "HEAD"]);
        assert_eq!(count, if depth == 1 { "1" } else { "3" });
        std::fs::remove_dir_all(clone.root()).unwrap();
    }
    let ran = of_shallow(&repo, &repo.shallow_clone(100)).run();
    assert_code(&ran, 1);
    assert_eq!(stale_pages(&ran), ["docs/guide.md"]);
}

/// The job of the pull request in a clone that lacks its branches.
fn of_shallow(repo: &Repo, clone: &Repo) -> Job {
    Job::new(clone.root())
        .keeping(clone.kept())
        .event(
            "pull_request",
            "refs/pull/7/merge",
            &pull_request(repo, "owner/project"),
        )
        .variable("GITHUB_BASE_REF", "main")
        .variable("GITHUB_SHA", &clone.git(&["rev-parse", "HEAD"]))
}
