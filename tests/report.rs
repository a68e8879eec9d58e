//! `abreast report`: what it says in each format, to whom, and when it cannot.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;
#[path = "support/town.rs"]
mod town;

use serde_json::Value;
use support::{Outcome, Repo};
use town::{ADA, HOSTILE, town};

fn report(repo: &Repo, args: &[&str]) -> Outcome {
    let outcome = repo.abreast(&[&["report"], args].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome
}

fn json(repo: &Repo, args: &[&str]) -> Value {
    report(repo, &[args, &["--format", "json"]].concat()).json().unwrap()
}

#[test]
fn the_parts_of_the_document_are_what_their_own_commands_say() {
    let repo = town();
    let all = json(&repo, &[]);
    let alone = |args: &[&str]| repo.abreast(&[args, &["--format", "json"]].concat()).json().unwrap();
    let bus_factor = alone(&["bus-factor", "--audit"]);
    assert_eq!(all["bus_factor"]["repository"], bus_factor["repository"]);
    let without_api = |document: &Value| {
        let mut modules = document["modules"].clone();
        for module in modules.as_array_mut().unwrap() {
            let written = module["written"].as_object_mut().unwrap();
            written.retain(|name, _| name != "public" && name != "documented");
        }
        modules
    };
    assert_eq!(without_api(&all["bus_factor"]), without_api(&bus_factor));
    let coverage = alone(&["coverage"]);
    assert_eq!(all["coverage"]["total"], coverage["total"]);
    assert_eq!(all["coverage"]["undocumented"], coverage["undocumented"]);
    let audit = alone(&["check", "--rev", "HEAD"]);
    assert_eq!(all["freshness"]["audit"]["findings"], audit["findings"]);
    assert_eq!(all["freshness"]["stale_lines"], 1);
    assert_eq!(all["repository"]["commit"], repo.git(&["rev-parse", "HEAD"]));
}

#[test]
fn the_api_of_modules_is_counted_as_coverage_counts_it() {
    let all = json(&town(), &[]);
    let modules = all["bus_factor"]["modules"].as_array().unwrap();
    let sum = |field: &str| {
        modules
            .iter()
            .map(|of| of["written"][field].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(all["coverage"]["total"]["public"], sum("public"));
    assert_eq!(all["coverage"]["total"]["documented"], sum("documented"));
    assert!(sum("public") > sum("documented") && sum("documented") > 0);
}

#[test]
fn the_trend_has_each_month_and_audits_the_last_and_as_many_as_asked_for() {
    let repo = town();
    let audited = |args: &[&str]| {
        let all = json(&repo, args);
        let points = all["trend"].as_array().unwrap().clone();
        points
            .iter()
            .map(|point| {
                let stale = point["freshness"]["stale_lines"].as_u64();
                (point["month"].as_str().unwrap().to_owned(), stale)
            })
            .collect::<Vec<_>>()
    };
    let month = |name: &str, stale| (name.to_owned(), stale);
    let all = [
        month("2024-01", Some(0)),
        month("2024-02", Some(0)),
        month("2024-03", Some(1)),
    ];
    assert_eq!(audited(&["--audits", "9"]), all);
    assert_eq!(
        audited(&["--audits", "0", "--trend", "2"]),
        [month("2024-02", None), month("2024-03", Some(1))]
    );
    assert!(audited(&["--trend", "0"]).is_empty());
}

#[test]
fn markdown_begins_with_the_result_and_has_the_trend_twice() {
    let text = report(&town(), &[]).stdout;
    assert!(text.starts_with("**repo: 1 stale doc line, "), "{text}");
    assert!(text.contains("```mermaid\nxychart-beta\n"), "{text}");
    assert!(text.contains("| 2024-02 | "), "{text}");
    assert!(text.contains("`drop_all`"), "{text}");
    let outside_of_code = |line: &str| line.split('`').step_by(2).collect::<String>().replace("\\<", "");
    let live: Vec<String> = text
        .lines()
        .map(outside_of_code)
        .filter(|line| line.contains('<'))
        .collect();
    assert!(text.contains("onerror") && live.is_empty(), "{live:?}");
}

#[test]
fn several_outputs_come_from_one_run_and_a_file_name_says_its_format() {
    let repo = town();
    let outcome = report(
        &repo,
        &[
            "-o",
            "html=out.html",
            "-o",
            "badge-json=fresh.json",
            "-o",
            "badge-svg=fresh.svg",
            "--format",
            "json",
        ],
    );
    assert!(outcome.json().is_ok());
    assert!(repo.read("out.html").starts_with("<!doctype html>"));
    let badge: Value = serde_json::from_str(&repo.read("fresh.json")).unwrap();
    assert_eq!(
        (&badge["message"], &badge["color"]),
        (&"1 stale line".into(), &"yellow".into())
    );
    assert!(repo.read("fresh.svg").contains("docs: 1 stale line"));
    let other = report(&repo, &["-o", "bus.svg", "--badge", "bus-factor"]);
    assert_eq!(other.stdout, "");
    assert!(repo.read("bus.svg").contains("bus factor: 1"));
    let badge = report(&repo, &["--badge", "coverage", "--format", "badge-json"])
        .json()
        .unwrap();
    assert!(badge["message"].as_str().unwrap().ends_with('%'), "{badge}");
}

#[test]
fn people_are_shown_as_asked_and_under_pseudonyms_in_ci() {
    let repo = town();
    let page = |args: &[&str], variables: &[(&str, &str)]| {
        let outcome = repo.abreast_with(&[&["report", "--format", "html"], args].concat(), variables);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.stdout
    };
    let named = page(&[], &[]);
    assert!(named.contains(ADA.0) && named.contains("Mallory") && named.contains("id=\"people\""));
    let pseudonyms = page(&[], &[("CI", "true")]);
    assert!(pseudonyms.contains("person-") && pseudonyms.contains("id=\"people\""));
    let nobody = page(&["--people", "none"], &[]);
    assert!(!nobody.contains("id=\"people\"") && !nobody.contains("person-"));
    for text in [pseudonyms, nobody] {
        assert!(!text.contains(ADA.0) && !text.contains("Mallory"), "a name is left");
    }
}

#[test]
fn text_of_the_repository_is_escaped_in_the_page() {
    let text = report(&town(), &["--format", "html"]).stdout;
    assert!(text.contains("onerror"), "the hostile names are not in it");
    assert!(
        !text.contains(HOSTILE) && !text.contains("<img"),
        "markup of the repository is in the page"
    );
    // Its own, and the one that holds its data.
    assert_eq!(
        (text.matches("<script").count(), text.matches("</script>").count()),
        (2, 2)
    );
}

#[test]
fn links_lead_to_the_commit_and_only_where_the_forge_is_known() {
    let repo = town();
    assert!(!report(&repo, &["--format", "html"]).stdout.contains("href=\"https"));
    let given = report(
        &repo,
        &["--format", "html", "--web", "https://gitlab.example.org/a/town"],
    )
    .stdout;
    let head = repo.git(&["rev-parse", "HEAD"]);
    assert!(given.contains(&format!(
        "href=\"https://gitlab.example.org/a/town/-/blob/{head}/docs/guide.md?plain=1#L5\""
    )));
    repo.git(&[
        "remote",
        "add",
        "origin",
        "https://user:secret@github.com/a/village.git",
    ]);
    let text = report(&repo, &["--format", "html"]).stdout;
    assert!(
        text.contains(&format!("href=\"https://github.com/a/village/commit/{head}\"")),
        "no link"
    );
    assert!(text.contains("<h1>village</h1>") && !text.contains("secret"));
}

#[test]
fn the_same_commit_gives_the_same_page_from_a_bare_clone_and_a_dirty_work_tree() {
    let repo = town();
    let args = ["--format", "html", "--web", "https://github.com/a/town"];
    let text = report(&repo, &args).stdout;
    let bare = report(&repo.bare_clone(), &args).stdout;
    let named = |text: &str| {
        text.replace("<h1>bare<", "<h1>repo<")
            .replace("<title>bare:", "<title>repo:")
    };
    assert_eq!(named(&bare), text);
    repo.write("docs/guide.md", "# Nothing\n");
    assert_eq!(report(&repo, &args).stdout, text);
    let before = report(&repo, &["--rev", "HEAD~1", "--format", "html"]).stdout;
    assert_ne!(before, text);
}

#[test]
fn what_cannot_be_reported_is_said_with_the_cure() {
    let empty = Repo::new().abreast(&["report"]);
    assert_eq!(empty.code, Some(2), "{empty}");
    assert!(empty.stderr.contains("no commits yet"), "{empty}");
    let shallow = town().shallow_clone(1).abreast(&["report", "-o", "x.html"]);
    assert_eq!(shallow.code, Some(2), "{shallow}");
    assert!(shallow.stderr.contains("git fetch --unshallow"), "{shallow}");
    let nowhere = town().abreast(&["report", "-o", "no/such/folder.html"]);
    assert_eq!(nowhere.code, Some(2), "{nowhere}");
    assert!(nowhere.stderr.contains("cannot write no/such/folder.html"), "{nowhere}");
}
