//! `abreast bus-factor` on small repositories: what it counts, what it leaves out, and what it refuses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use std::fs;
use support::{Outcome, Repo};

const ADA: &str = "Ada Byron <ada@mail.test>";
const BO: &str = "Bo Diaz <bo@mail.test>";
const CY: &str = "Cy Lee <cy@mail.test>";
const BOT: &str = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>";

/// Commits everything as somebody.
fn commit(repo: &Repo, who: &str, message: &str) -> String {
    repo.stage();
    repo.git(&[
        "commit",
        "--quiet",
        "--allow-empty",
        "--author",
        who,
        "--message",
        message,
    ]);
    repo.git(&["rev-parse", "HEAD"])
}

fn source(number: usize) -> String {
    (0..20)
        .map(|line| format!("def f{number}_{line}():\n    return {line}\n"))
        .collect()
}

/// Files of a folder, written by somebody in one commit.
fn files(repo: &Repo, who: &str, folder: &str, count: usize) {
    for number in 0..count {
        repo.write(&format!("{folder}/m{number}.py"), &source(number));
    }
    commit(repo, who, &format!("add {folder}"));
}

/// Ada wrote `src/pay`, Bo `src/mail` and Cy `src/web`.
fn three() -> Repo {
    let repo = Repo::new();
    files(&repo, ADA, "src/pay", 4);
    files(&repo, BO, "src/mail", 3);
    files(&repo, CY, "src/web", 1);
    repo
}

fn run(repo: &Repo, args: &[&str]) -> Outcome {
    repo.abreast(&[&["bus-factor"], args].concat())
}

fn json(repo: &Repo, args: &[&str]) -> Value {
    let outcome = run(repo, &[args, &["--format", "json", "--people", "names"]].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.json().unwrap()
}

fn module<'v>(report: &'v Value, path: &str) -> &'v Value {
    let modules = report["modules"].as_array().unwrap();
    modules
        .iter()
        .find(|module| module["path"] == path)
        .unwrap_or_else(|| panic!("{path} in {report:#}"))
}

fn people(figure: &Value) -> Vec<(String, u64)> {
    let people = figure["people"].as_array().unwrap().iter();
    people
        .map(|of| (of["name"].as_str().unwrap().to_owned(), of["files"].as_u64().unwrap()))
        .collect()
}

#[test]
fn people_are_taken_away_until_less_than_half_has_an_author() {
    let report = json(&three(), &[]);
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["repository"]["bus_factor"], 2);
    assert_eq!(report["repository"]["coverage_left"], 0.125);
    assert_eq!(report["repository"]["bus_factor_at"]["45"], 2);
    assert_eq!(report["repository"]["bus_factor_at"]["55"], 1);
    let expected = [("Ada Byron".to_owned(), 4), ("Bo Diaz".to_owned(), 3)];
    assert_eq!(people(&report["repository"]), expected);
    assert_eq!(module(&report, "src/web")["bus_factor"], 1);
    assert_eq!(people(module(&report, "src/mail")), [("Bo Diaz".to_owned(), 3)]);
}

#[test]
fn a_part_of_the_repository_has_a_figure_of_its_own() {
    let report = json(&three(), &["src/web", "src/mail/m0.py"]);
    assert_eq!(report["repository"]["files"], 2);
    let refused = run(&three(), &["src/nowhere"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("src/nowhere"), "{refused}");
}

#[test]
fn modules_are_packages_folders_or_what_the_settings_say() {
    let repo = three();
    repo.write("src/pay/pyproject.toml", "[project]\nname = \"pay\"\n");
    repo.write(
        "abreast.toml",
        "[[module]]\nname = \"the web\"\npaths = [\"src/web/\"]\n",
    );
    commit(&repo, ADA, "settings");
    let names = |args: &[&str]| {
        let report = json(&repo, args);
        let mut names: Vec<String> = report["modules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|of| of["path"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&[]), ["src/mail", "src/pay", "the web"]);
    assert_eq!(names(&["--by", "dir:1"]), ["src", "the web"]);
    assert_eq!(names(&["--by", "dir:1", "--isolated"]), ["src"]);
}

#[test]
fn programs_merges_and_bulk_commits_count_for_nothing() {
    let repo = three();
    files(&repo, BOT, "src/bot", 9);
    repo.branch("topic");
    files(&repo, BO, "src/topic", 1);
    repo.switch("main").merge("topic");
    for number in 0..4 {
        repo.write(&format!("src/pay/m{number}.py"), &source(number).replace("    ", "\t"));
    }
    let bulk = commit(&repo, CY, "reformat");
    let before = json(&repo, &[]);
    repo.write(".git-blame-ignore-revs", &format!("# formatting\n{bulk}\n"));
    commit(&repo, ADA, "ignore it");
    let report = json(&repo, &[]);
    assert_eq!(report["counted"]["merges"], 1);
    assert_eq!(report["counted"]["commits_of_programs"], 1);
    assert_eq!(
        (&before["counted"]["bulk_commits"], &report["counted"]["bulk_commits"]),
        (&0.into(), &1.into())
    );
    assert_eq!(module(&report, "src/bot")["files_without_author"], 9);
    assert_eq!(module(&report, "src/bot")["bus_factor"], 0);
    assert_eq!(people(module(&report, "src/pay")), [("Ada Byron".to_owned(), 4)]);
    // The same by the settings, with the beginning of the id.
    repo.delete(".git-blame-ignore-revs");
    repo.write(
        "abreast.toml",
        &format!("[bus-factor]\nbulk-commits = [\"{}\"]\n", &bulk[..10]),
    );
    commit(&repo, ADA, "the same in the settings");
    assert_eq!(json(&repo, &[])["counted"]["bulk_commits"], 1);
}

#[test]
fn co_authors_who_are_people_count_and_agents_do_not() {
    let repo = Repo::new();
    repo.write("a.py", &source(0));
    commit(
        &repo,
        "Claude <noreply@anthropic.com>",
        "add\n\nCo-authored-by: Ada Byron <ada@mail.test>\nCo-authored-by: Cursor <cursoragent@cursor.com>",
    );
    let report = json(&repo, &["--explain-identities"]);
    assert_eq!(people(&report["repository"]), [("Ada Byron".to_owned(), 1)]);
    let kinds: Vec<_> = report["identities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "agent").count(), 2, "{report:#}");
    // The study knew no co-authors.
    let study = json(&repo, &["--method", "doa-study"]);
    assert_eq!(study["repository"]["people"], Value::Array(Vec::new()));
}

#[test]
fn one_person_with_several_addresses_is_one_and_it_is_shown_why() {
    let repo = Repo::new();
    files(&repo, "Ada Byron <ada@mail.test>", "a", 1);
    files(&repo, "ad\u{e0} byron <1234+adab@users.noreply.github.com>", "b", 1);
    files(&repo, "countess <lovelace@old.test>", "c", 1);
    repo.write(".mailmap", "Ada Byron <ada@mail.test> <lovelace@old.test>\n");
    commit(&repo, BO, "mailmap");
    let report = json(&repo, &["--explain-identities"]);
    assert_eq!(people(&report["repository"]), [("Ada Byron".to_owned(), 3)]);
    let shown = run(&repo, &["--explain-identities"]).stdout;
    assert!(
        shown.contains("as .mailmap says") && shown.contains("same name"),
        "{shown}"
    );
    assert!(shown.contains("countess <lovelace@old.test>"), "{shown}");
}

#[test]
fn renames_keep_who_wrote_a_file() {
    let repo = Repo::new();
    files(&repo, ADA, "old", 2);
    repo.rename("old", "new");
    commit(&repo, BO, "move");
    for method in ["doa", "doa-study"] {
        let report = json(&repo, &["--method", method]);
        assert_eq!(
            people(&report["repository"])[0],
            ("Ada Byron".to_owned(), 2),
            "{method}"
        );
    }
}

#[test]
fn every_method_gives_a_figure() {
    let repo = three();
    for method in ["doa", "doa-study", "lines", "commits"] {
        let report = json(&repo, &["--method", method]);
        assert_eq!(
            (&report["method"], &report["repository"]["bus_factor"]),
            (&method.into(), &2.into())
        );
    }
    repo.write("src/pay/m0.py", "x = 1\n");
    commit(&repo, BO, "one line for forty");
    let lines = json(&repo, &["src/pay/m0.py", "--method", "lines"]);
    let commits = json(&repo, &["src/pay/m0.py", "--method", "commits"]);
    let found = |report: &Value| people(&report["repository"]).len();
    assert_eq!((found(&lines), found(&commits)), (2, 2));
}

#[test]
fn knowledge_can_fade_and_be_counted_from_a_day_on() {
    let repo = Repo::new();
    repo.write("a.py", &source(0));
    repo.stage();
    repo.git(&[
        "commit",
        "--quiet",
        "--author",
        ADA,
        "--date",
        "2014-01-01T00:00:00Z",
        "--message",
        "add",
    ]);
    for (number, day) in [(1, "2015"), (2, "2016"), (3, "2017")] {
        repo.write("a.py", &source(number));
        repo.stage();
        let day = format!("{day}-01-01T00:00:00Z");
        repo.git(&[
            "commit",
            "--quiet",
            "--author",
            ADA,
            "--date",
            &day,
            "--message",
            "change",
        ]);
    }
    repo.write("a.py", &source(9));
    commit(&repo, BO, "rewrite");
    let first = |args: &[&str]| people(&json(&repo, args)["repository"])[0].0.clone();
    assert_eq!(first(&["--method", "commits"]), "Ada Byron");
    assert_eq!(first(&["--method", "commits", "--half-life", "365"]), "Bo Diaz");
    let since = json(&repo, &["--since", "2020-01-01"]);
    assert_eq!(people(&since["repository"]), [("Bo Diaz".to_owned(), 1)]);
    assert_eq!(since["counted"]["commits_before"], 4);
}

#[test]
fn a_module_whose_authors_are_all_gone_is_orphaned_which_is_not_a_bus_factor_of_one() {
    let repo = three();
    assert_eq!(module(&json(&repo, &[]), "src/pay")["orphaned"], false);
    let later = json(&repo, &["--now", "2026-01-01"]);
    assert_eq!(module(&later, "src/pay")["orphaned"], true);
    assert_eq!(module(&later, "src/pay")["bus_factor"], 1);
    repo.write("abreast.toml", "[bus-factor]\ninactive-after = 3650\n");
    commit(&repo, ADA, "patience");
    assert_eq!(
        module(&json(&repo, &["--now", "2026-01-01"]), "src/pay")["orphaned"],
        false
    );
}

#[test]
fn what_is_written_down_counts_beside_people() {
    let repo = Repo::new();
    files(&repo, ADA, "pay", 2);
    files(&repo, ADA, "mail", 2);
    let plain = json(&repo, &[]);
    assert_eq!(plain["repository"]["bus_factor_with_docs"], 1);
    assert_eq!(module(&plain, "pay")["written"]["covered_files"], 0);
    let urgent = module(&plain, "pay")["risk"]["advice"].clone();
    assert_eq!(urgent, "document-first");
    repo.write(
        "docs/guide.md",
        "# Guide\n\nSee `pay/m0.py` and [the other](../pay/m1.py).\n",
    );
    commit(&repo, ADA, "docs");
    let report = json(&repo, &[]);
    assert_eq!(module(&report, "pay")["written"]["covered_files"], 2);
    assert_eq!(module(&report, "pay")["bus_factor_with_docs"], Value::Null);
    assert_ne!(module(&report, "pay")["risk"]["advice"], urgent);
    assert_eq!(report["repository"]["bus_factor_with_docs"], Value::Null);
    assert_eq!(module(&json(&repo, &["--no-docs"]), "pay")["written"], Value::Null);
}

#[test]
fn stale_passages_do_not_count_as_written_down_once_somebody_looked() {
    let repo = Repo::new();
    repo.write(
        "pay/card.py",
        "class CardReader:\n    def charge_all(self):\n        return self.total\n",
    );
    repo.write(
        "docs/guide.md",
        "# Guide\n\nMake a `CardReader` and call `CardReader.charge_all()`.\n",
    );
    commit(&repo, ADA, "add");
    repo.write(
        "pay/card.py",
        "class CardReader:\n    def settle(self, day):\n        return day\n",
    );
    commit(&repo, ADA, "settle");
    let written = |args: &[&str]| module(&json(&repo, args), "pay")["written"].clone();
    let (quick, audited) = (written(&[]), written(&["--audit"]));
    assert_eq!(
        (&quick["covered_files"], &quick["stale_passages"]),
        (&1.into(), &Value::Null)
    );
    assert_eq!(
        (&audited["covered_files"], &audited["stale_passages"]),
        (&0.into(), &1.into())
    );
    assert_eq!((&quick["public"], &quick["documented"]), (&1.into(), &0.into()));
}

#[test]
fn what_if_somebody_leaves() {
    let repo = three();
    let report = json(&repo, &["--leaving", "BO@mail.test", "--leaving", "cy lee"]);
    let left = &report["leaving"];
    assert_eq!(left["bus_factor_after"], 1);
    assert_eq!(left["files_orphaned"].as_array().unwrap().len(), 4);
    assert_eq!(left["modules"][0]["path"], "src/mail");
    assert_eq!(
        (
            &left["modules"][0]["bus_factor_before"],
            &left["modules"][0]["bus_factor_after"]
        ),
        (&1.into(), &0.into())
    );
    let nobody = run(&repo, &["--leaving", "Dee"]);
    assert_eq!(nobody.code, Some(2));
    assert!(nobody.stderr.contains("nobody in this history"), "{nobody}");
}

#[test]
fn a_name_that_two_people_bear_is_asked_back_without_naming_them_where_nobody_is_named() {
    let repo = Repo::new();
    files(&repo, "Chris <jones@mail.test>", "a", 1);
    files(&repo, "Chris <smith@mail.test>", "b", 1);
    let asked = |people: &str| {
        let outcome = run(&repo, &["--leaving", "chris", "--people", people]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        outcome.stderr
    };
    assert!(asked("names").contains("jones@mail.test") && asked("names").contains("smith@mail.test"));
    assert!(!asked("pseudonym").contains("@mail.test") && !asked("none").contains("@mail.test"));
}

#[test]
fn the_trend_has_a_point_a_month() {
    let repo = Repo::new();
    for (day, who) in [("2024-01-10", ADA), ("2024-03-05", BO), ("2024-03-06", CY)] {
        let folder = format!("at{day}");
        for number in 0..2 {
            repo.write(&format!("{folder}/m{number}.py"), &source(number));
        }
        repo.stage();
        let date = format!("{day}T12:00:00Z");
        let args = [
            "-c",
            "core.editor=true",
            "commit",
            "--quiet",
            "--author",
            who,
            "--date",
            &date,
            "--message",
            "add",
        ];
        repo.record_at(&date, &args);
    }
    let report = json(&repo, &["--trend"]);
    let months: Vec<_> = report["trend"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["month"].as_str().unwrap())
        .collect();
    assert_eq!(months, ["2024-01", "2024-03"]);
    assert_eq!(
        (&report["trend"][0]["bus_factor"], &report["trend"][1]["bus_factor"]),
        (&1.into(), &2.into())
    );
    assert_eq!(
        (&report["trend"][0]["files"], &report["trend"][1]["modules"]),
        (&2.into(), &3.into())
    );
    let short = json(&repo, &["--trend=1"]);
    assert_eq!(short["trend"].as_array().unwrap().len(), 1);
}

#[test]
fn another_revision_is_looked_at_without_being_checked_out() {
    let repo = three();
    let report = json(&repo, &["--rev", "HEAD~2"]);
    assert_eq!(report["repository"]["files"], 4);
    let bare = repo.bare_clone();
    assert_eq!(json(&bare, &[])["repository"]["bus_factor"], 2);
}

#[test]
fn people_can_be_shown_under_pseudonyms_or_not_at_all() {
    let repo = three();
    let shown = |variables: &[(&str, &str)], args: &[&str]| {
        let outcome = repo.abreast_with(&[&["bus-factor"], args].concat(), variables);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.stdout
    };
    assert!(shown(&[], &[]).contains("Ada Byron"));
    for text in [
        shown(&[("CI", "true")], &[]),
        shown(&[("CI", "true")], &["--format", "json", "--leaving", "Ada Byron"]),
        shown(&[], &["--people", "pseudonym", "--format", "markdown"]),
        shown(&[], &["--people", "none", "--format", "csv"]),
        shown(
            &[("ABREAST_PEOPLE", "none")],
            &["--format", "json", "--explain-identities"],
        ),
    ] {
        assert!(!text.contains("Ada") && !text.contains("ada@mail.test"), "{text}");
    }
    assert!(shown(&[("CI", "true")], &["--people", "names"]).contains("Ada Byron"));
    let keyed = |key: &str| shown(&[("ABREAST_PEOPLE_KEY", key)], &["--people", "pseudonym"]);
    assert!(keyed("one").contains("person-"));
    assert_eq!(keyed("one"), keyed("one"));
    assert_ne!(keyed("one"), keyed("two"));
}

#[test]
fn a_figure_that_is_too_low_fails() {
    let repo = three();
    assert_eq!(run(&repo, &["--fail-under", "2"]).code, Some(0));
    let low = run(&repo, &["--fail-under", "3"]);
    assert_eq!(low.code, Some(1));
    assert!(low.stderr.contains("lower than the 3"), "{low}");
}

#[test]
fn one_run_writes_several_outputs() {
    let repo = three();
    let outcome = run(
        &repo,
        &["--output", "csv=m.csv", "--output", "markdown=m.md", "--format", "json"],
    );
    assert!(outcome.json().is_ok(), "{outcome}");
    assert!(repo.read("m.csv").starts_with("module,bus_factor,"));
    assert!(repo.read("m.csv").contains("\r\nsrc/mail,1,"));
    assert!(repo.read("m.md").starts_with("**Bus factor 2"));
    let wrong = run(&repo, &["--output", "pdf=x"]);
    assert_eq!(wrong.code, Some(2));
}

#[test]
fn names_of_people_are_neutralised_in_markdown_and_tables() {
    let repo = Repo::new();
    files(&repo, "[x](http://evil) | <img onerror=1> <m@mail.test>", "a", 1);
    files(&repo, "=cmd() <n@mail.test>", "b", 1);
    let markdown = run(&repo, &["--format", "markdown"]).stdout;
    assert!(
        !markdown.contains("[x](http") && !markdown.contains("<img"),
        "{markdown}"
    );
    let row = markdown.lines().find(|line| line.starts_with("| `a`")).unwrap();
    assert_eq!(row.replace("\\|", "").matches('|').count(), 10, "{row}");
    assert!(run(&repo, &["--format", "csv"]).stdout.contains("'=cmd()"));
}

#[test]
fn a_shallow_clone_is_refused_with_the_cure() {
    let shallow = three().shallow_clone(1);
    for args in [&[][..], &["--format", "json"], &["--trend"]] {
        let outcome = run(&shallow, args);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(
            outcome.stdout.is_empty() && outcome.stderr.contains("fetch-depth: 0"),
            "{outcome}"
        );
    }
}

/// The path of a loose object.
fn loose(repo: &Repo, revision: &str) -> (String, std::path::PathBuf) {
    let id = repo.git(&["rev-parse", revision]);
    let path = repo.root().join(".git/objects").join(&id[..2]).join(&id[2..]);
    (id, path)
}

#[test]
fn a_missing_commit_or_tree_is_named_and_no_half_result_given() {
    for revision in ["HEAD~1", "HEAD~1^{tree}", "HEAD:src", "HEAD~2:src/pay"] {
        let repo = three();
        let (id, path) = loose(&repo, revision);
        fs::remove_file(path).unwrap();
        let outcome = run(&repo, &["--format", "json"]);
        assert_eq!(outcome.code, Some(2), "{revision} {outcome}");
        assert!(
            outcome.stdout.is_empty() && outcome.stderr.contains(&id),
            "{revision} {outcome}"
        );
    }
}

#[test]
fn a_missing_content_that_decides_about_a_rename_is_named() {
    let repo = three();
    let (id, path) = loose(&repo, "HEAD:src/web/m0.py");
    repo.rename("src/web/m0.py", "src/web/moved.py");
    repo.write("src/web/moved.py", &(source(0) + "x = 1\n"));
    commit(&repo, BO, "move and change");
    fs::remove_file(path).unwrap();
    let outcome = run(&repo, &["--format", "json"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stdout.is_empty() && outcome.stderr.contains(&id), "{outcome}");
}

#[test]
fn histories_without_anybody_get_sensible_words() {
    let empty = Repo::new();
    let outcome = run(&empty, &[]);
    assert_eq!(
        (outcome.code, outcome.stdout.trim()),
        (Some(0), "No bus factor: there are no commits yet.")
    );
    let bots = Repo::new();
    files(&bots, BOT, "src", 2);
    assert!(
        run(&bots, &[])
            .stdout
            .starts_with("No bus factor: only programs committed, no people.")
    );
    let docs = Repo::new();
    docs.write("README.md", "# A\n");
    commit(&docs, ADA, "docs");
    assert!(
        run(&docs, &[])
            .stdout
            .starts_with("No bus factor: there are no source files.")
    );
    let alone = Repo::new();
    files(&alone, ADA, "src", 2);
    assert!(
        run(&alone, &[])
            .stdout
            .starts_with("Bus factor 1: when 1 person leaves, 0 % of 2 source files")
    );
    for repo in [&empty, &bots, &docs] {
        for format in ["json", "csv", "markdown"] {
            let outcome = run(repo, &["--format", format, "--trend", "--explain-identities"]);
            assert_eq!(outcome.code, Some(0), "{format} {outcome}");
        }
    }
}

#[test]
fn the_same_repository_gives_the_same_bytes() {
    let repo = three();
    for format in ["table", "json", "csv", "markdown"] {
        let args = ["--format", format, "--trend", "--explain-identities"];
        let runs: Vec<String> = ["1", "4"]
            .iter()
            .map(|jobs| run(&repo, &[&args[..], &["-j", jobs]].concat()).stdout)
            .collect();
        assert_eq!(runs[0], runs[1], "{format}");
    }
}
