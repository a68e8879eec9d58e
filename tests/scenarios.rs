//! Every scenario of `fixtures/rules/` is built as a real repository, and abreast must find there exactly what the
//! scenario says: all rules run on each, so a false positive of another rule shows at once.
//!
//! `ABREAST_SCENARIO=words cargo test --test scenarios` runs those whose name or file holds the words;
//! `ABREAST_BLESS=1` rewrites the `findings` blocks with what was found (read the diff before you believe it).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use rayon::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use support::Repo;
use support::scenario::{self, Run, Scenario};

/// A fixture file as it was read.
struct Fixture {
    path: PathBuf,
    name: String,
    text: String,
    scenarios: Vec<Scenario>,
}

#[test]
fn abreast_finds_exactly_what_each_scenario_says() {
    let fixtures = fixtures();
    let wanted = std::env::var("ABREAST_SCENARIO").unwrap_or_default();
    let results: Vec<Checked> = fixtures
        .iter()
        .flat_map(|fixture| fixture.scenarios.iter().map(move |scenario| (fixture, scenario)))
        .filter(|(fixture, scenario)| format!("{} {}", fixture.name, scenario.name).contains(&wanted))
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(fixture, scenario)| check(fixture, scenario))
        .collect();
    assert!(!results.is_empty(), "no scenario is named like `{wanted}`");
    if std::env::var_os("ABREAST_BLESS").is_some() {
        return bless(&fixtures, &results);
    }
    let failures: Vec<&str> = results
        .iter()
        .map(|checked| checked.failure.as_str())
        .filter(|failure| !failure.is_empty())
        .collect();
    let (failed, all) = (failures.len(), results.len());
    assert!(
        failures.is_empty(),
        "\n{}\n{failed} of {all} scenarios failed",
        failures.join("\n")
    );
}

#[test]
fn every_expected_finding_names_a_line_that_holds_its_symbol() {
    let wrong: Vec<String> = fixtures()
        .par_iter()
        .flat_map_iter(|fixture| fixture.scenarios.iter().map(move |scenario| (fixture, scenario)))
        .filter(|(_, scenario)| scenario.fires())
        .flat_map_iter(|(fixture, scenario)| misplaced(fixture, scenario))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn scenario_names_are_sentences_and_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for fixture in fixtures() {
        for scenario in fixture.scenarios {
            assert!(scenario.name.contains(' '), "{}: {}", fixture.name, scenario.name);
            assert!(seen.insert(scenario.name.clone()), "twice: {}", scenario.name);
        }
    }
}

/// The outcome of one scenario.
struct Checked {
    /// What to print; empty when all is well.
    failure: String,
    /// For `ABREAST_BLESS`: the fixture, the block, and what was found.
    blocks: Vec<(PathBuf, (usize, usize), Vec<String>)>,
}

fn check(fixture: &Fixture, scenario: &Scenario) -> Checked {
    let mut checked = Checked {
        failure: String::new(),
        blocks: Vec::new(),
    };
    let mut failure = String::new();
    let played = scenario::play(scenario, |repo, run| {
        let (outcome, said) = scenario::run(repo, run);
        if let Ok(said) = &said {
            let found = said.findings.clone();
            checked.blocks.push((fixture.path.clone(), run.block, found));
        }
        let wrong = match said {
            Ok(said) => compare(run, &said, outcome.code),
            Err(error) => format!("  no JSON: {error}\n"),
        };
        if !wrong.is_empty() {
            let _ = writeln!(failure, "  abreast {}\n{wrong}", run.args.join(" "));
        }
    });
    if let Err(error) = played {
        let _ = writeln!(failure, "  the history cannot be built: {error}");
    }
    if !failure.is_empty() {
        checked.failure = format!("{}:{} {}\n{failure}", fixture.name, scenario.line, scenario.name);
    }
    checked
}

fn compare(run: &Run, said: &scenario::Said, code: Option<i32>) -> String {
    let mut wrong = String::new();
    for (what, expected, actual) in [
        ("findings", &run.findings, &said.findings),
        ("problems", &run.problems, &said.problems),
    ] {
        if let Some(difference) = scenario::difference(expected, actual) {
            let _ = write!(wrong, "  {what} (- expected, + found):\n{difference}");
        }
    }
    if code != Some(run.expected_exit()) {
        let _ = writeln!(wrong, "  exit code {code:?} instead of {}", run.expected_exit());
    }
    wrong
}

/// Writes what was found into the fixtures, last block first so that line numbers stay true.
fn bless(fixtures: &[Fixture], results: &[Checked]) {
    for fixture in fixtures {
        let mut blocks: Vec<_> = results
            .iter()
            .flat_map(|checked| &checked.blocks)
            .filter(|(path, ..)| *path == fixture.path)
            .collect();
        blocks.sort_by_key(|(_, block, _)| std::cmp::Reverse(*block));
        let mut lines: Vec<String> = fixture.text.lines().map(str::to_owned).collect();
        for (_, (start, end), found) in blocks {
            lines.splice(*start..*end, found.iter().cloned());
        }
        fs::write(&fixture.path, lines.join("\n") + "\n").expect("the fixture can be written");
    }
}

/// Expected findings whose line does not hold what they name.
fn misplaced(fixture: &Fixture, scenario: &Scenario) -> Vec<String> {
    let mut wrong = Vec::new();
    let played = scenario::play(scenario, |repo, run| {
        let bad = run.findings.iter().filter(|finding| !stands_there(repo, finding));
        wrong.extend(bad.map(|finding| format!("{}:{} {finding}", fixture.name, scenario.line)));
    });
    if let Err(error) = played {
        wrong.push(format!("{}:{} {error}", fixture.name, scenario.line));
    }
    wrong
}

/// Whether the line of an expected finding holds its symbol, in the work tree or at HEAD.
fn stands_there(repo: &Repo, finding: &str) -> bool {
    let Some((place, rest)) = finding.split_once(' ') else {
        return false;
    };
    let (Some((path, line)), Some(symbol)) = (place.rsplit_once(':'), rest.splitn(3, ' ').nth(2)) else {
        return false;
    };
    let symbol = symbol.split(" -> ").next().unwrap_or_default();
    // Where a symbol is declared stands its own name, without those around it.
    let symbol = match path.rsplit_once('.') {
        Some((_, "py" | "rs")) => symbol.rsplit(['.', ':']).next().unwrap_or_default(),
        _ => symbol,
    };
    let holds = |text: &str| {
        let line: usize = line.parse().unwrap_or_default();
        text.lines()
            .nth(line.wrapping_sub(1))
            .is_some_and(|line| line.contains(symbol))
    };
    // A module is spoken of at the first line of a file of its folder.
    if line == "1" && (symbol == "." || path.starts_with(&format!("{symbol}/"))) {
        return true;
    }
    let at_head = repo.try_git(&["show", &format!("HEAD:{path}")]).unwrap_or_default();
    let on_disk = fs::read_to_string(repo.root().join(path)).unwrap_or_default();
    holds(&on_disk) || holds(&at_head)
}

/// Every fixture of every group, by path.
fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let mut paths: Vec<PathBuf> = folder(&root).iter().flat_map(|group| folder(group)).collect();
    paths.sort();
    paths.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> Fixture {
    let text = fs::read_to_string(&path).expect("a fixture can be read");
    let name = format!("fixtures/rules/{}", path.file_name().unwrap().to_string_lossy());
    let scenarios = scenario::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    Fixture {
        path,
        name,
        text,
        scenarios,
    }
}

fn folder(path: &Path) -> Vec<PathBuf> {
    fs::read_dir(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .map(|entry| entry.unwrap().path())
        .collect()
}

/// The harness itself, on small inputs.
mod harness {
    use super::scenario::{Change, Step, difference, parse, said};
    use super::support::Repo;
    use super::{Checked, bless, read, stands_there};
    use serde_json::json;
    use std::fs;

    const SMALL: &str = "\
# a-rule

## A sentence

Prose is for the reader.

### commit: first

`a.md`

````markdown
```python
x = 1
```
````

### commit: second

`b.py` deleted
`a.md` -> `c.md`
`c.md`: `x = 1` becomes `y = 1`

### run: check --base HEAD~1 -v (exit 2)

```findings
c.md:2 error a-rule x -> y
```

```problems
c.md:1 unused-suppression
```
";

    #[test]
    fn a_fixture_is_read_step_by_step() {
        let scenarios = parse(SMALL).unwrap();
        let [Step::Commit(first, files), Step::Commit(_, changes), Step::Run(run)] = &scenarios[0].steps[..] else {
            panic!("{scenarios:?}");
        };
        assert_eq!(first.message, "first");
        assert_eq!(
            files[..],
            [Change::Write("a.md".into(), "```python\nx = 1\n```\n".into())]
        );
        assert_eq!(
            changes[..],
            [
                Change::Delete("b.py".into()),
                Change::Rename("a.md".into(), "c.md".into()),
                Change::Replace("c.md".into(), "x = 1".into(), "y = 1".into()),
            ]
        );
        assert_eq!(run.args, ["check", "--base", "HEAD~1", "-v"]);
        assert_eq!((run.expected_exit(), run.wants_notes()), (2, true));
        assert_eq!(run.findings, ["c.md:2 error a-rule x -> y"]);
        assert_eq!(run.problems, ["c.md:1 unused-suppression"]);
        let block = SMALL.lines().collect::<Vec<_>>()[run.block.0..run.block.1].to_vec();
        assert_eq!(block, ["c.md:2 error a-rule x -> y"]);
    }

    #[test]
    fn a_commit_may_have_an_author_and_a_time() {
        let read = |heading: &str| {
            let text = format!("## A b\n### commit: {heading}\n### run: check\n```findings\n```\n");
            let Step::Commit(commit, _) = parse(&text).unwrap().remove(0).steps.remove(0) else {
                panic!("no commit");
            };
            (commit.message, commit.author, commit.days)
        };
        let ada = || Some("Ada B <a@b.net>".to_owned());
        assert_eq!(
            read("x (by Ada B <a@b.net>, 400 days later)"),
            ("x".to_owned(), ada(), 400)
        );
        assert_eq!(read("x y (by Ada B <a@b.net>)"), ("x y".to_owned(), ada(), 0));
        assert_eq!(read("x (2 days later)"), ("x".to_owned(), None, 2));
        assert_eq!(read("say (something)"), ("say (something)".to_owned(), None, 0));
    }

    #[test]
    fn malformed_fixtures_are_refused() {
        for (text, error) in [
            ("## No run\n", "no run"),
            ("## A\n### commit: x\n```\n", "without a path"),
            ("## A\n### commit: x\n`a`\n```\nx\n", "never closed"),
            ("## A\n### comit: x\n", "unknown step"),
            ("## A\n### commit: x\n`a`\nprose\n", "needs a block"),
            ("## A\n### run: check\n```text\n```\n", "not a block of a run"),
            ("## A\n### run: check (exit x)\n```findings\n```\n", "no exit code"),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.contains(error), "{message:?} does not say {error:?}");
        }
    }

    #[test]
    fn a_difference_shows_what_is_missing_and_what_is_too_much() {
        let lines = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(difference(&lines("a,b"), &lines("a,b")), None);
        assert_eq!(
            difference(&lines("a,b"), &lines("a,c")).unwrap(),
            "      a\n    - b\n    + c\n"
        );
    }

    #[test]
    fn blessing_writes_what_was_found_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a-rule.md");
        let two = format!("{SMALL}\n### run: check\n\n```findings\n```\n");
        fs::write(&path, &two).unwrap();
        let blocks = parse(&two)
            .unwrap()
            .remove(0)
            .steps
            .into_iter()
            .filter_map(|step| match step {
                Step::Run(run) => Some((path.clone(), run.block, vec!["found.md:1".to_owned()])),
                _ => None,
            });
        let checked = Checked {
            failure: String::new(),
            blocks: blocks.collect(),
        };
        bless(&[read(path.clone())], &[checked]);
        let expected = two
            .replace("c.md:2 error a-rule x -> y", "found.md:1")
            .replace("```findings\n```", "```findings\nfound.md:1\n```");
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    }

    #[test]
    fn an_expected_finding_must_stand_on_its_line() {
        let repo = Repo::new();
        repo.write("a.md", "one\ntwo `x.y`\n").commit("first");
        assert!(stands_there(&repo, "a.md:2 error a-rule x.y -> z"));
        for wrong in [
            "a.md:1 error a-rule x.y",
            "a.md:3 error a-rule x.y",
            "b.md:2 error a-rule x.y",
            "a.md",
        ] {
            assert!(!stands_there(&repo, wrong), "{wrong}");
        }
    }

    #[test]
    fn notes_are_left_out_unless_they_are_asked_for() {
        let place = |line: u32| json!({"path": "a.md", "start": {"line": line, "column": 1}});
        let answer = json!({
            "findings": [
                {"rule": "r", "level": "note", "symbol": "s", "primary": place(3), "replacement": null},
                {"rule": "r", "level": "error", "symbol": "s", "primary": place(2), "replacement": "t"},
            ],
            "problems": [{"path": "a.md", "line": 1, "kind": "unused-suppression"}],
        });
        assert_eq!(said(&answer, false).findings, ["a.md:2 error r s -> t"]);
        assert_eq!(said(&answer, true).findings.len(), 2);
        assert_eq!(said(&answer, false).problems, ["a.md:1 unused-suppression"]);
    }

    #[test]
    fn the_same_steps_give_the_same_commit() {
        let build = || {
            let repo = Repo::new();
            repo.write("a.md", "a\n").commit("first");
            repo.branch("side").write("b.md", "b\n").commit("on the side");
            repo.switch("main").write("c.md", "c\n").commit("on main");
            repo.merge("side")
        };
        assert_eq!(build(), build());
    }

    #[test]
    fn clones_are_shallow_or_bare_as_asked() {
        let repo = Repo::new();
        repo.write("a.md", "a\n").commit("first");
        repo.write("a.md", "b\n").commit("second");
        assert_eq!(repo.shallow_clone(1).git(&["rev-list", "--count", "HEAD"]), "1");
        assert_eq!(repo.bare_clone().git(&["rev-parse", "--is-bare-repository"]), "true");
        let linked = repo.linked_work_tree("side");
        assert_eq!(linked.git(&["rev-parse", "HEAD"]), repo.git(&["rev-parse", "HEAD"]));
        assert_eq!(linked.read("a.md"), "b\n");
    }
}
