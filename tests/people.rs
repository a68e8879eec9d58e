//! `abreast who` and `abreast handoff`: who knows a part of a repository, and what leaves with a person.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use support::{Outcome, Repo};

const ADA: (&str, &str) = ("Ada Byron", "ada@example.org");
const BOB: (&str, &str) = ("Bob Finch", "bob@example.org");

const CARD: &str = "class Card:\n    def charge(self):\n        return 1\n\n    def refund(self):\n        return 2\n";

/// Commits everything as somebody.
fn commit(repo: &Repo, who: (&str, &str), message: &str) {
    let author = format!("{} <{}>", who.0, who.1);
    repo.stage();
    repo.git(&[
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        message,
        "--author",
        &author,
    ]);
}

/// Ada alone wrote `src/pay`; in `src/shop` Bob wrote more. The guide is Ada's, and one of its lines is stale.
fn shop() -> Repo {
    let repo = Repo::new();
    repo.write("src/pay/card.py", CARD)
        .write("src/pay/cash.py", "def count():\n    return 1\n")
        .write("src/pay/rates.py", "def rate():\n    return 1\n")
        .write(
            "src/shop/cart.py",
            "def fill(cart):\n    cart.add(1)\n\n\ndef drop_all(cart):\n    cart.clear()\n",
        )
        .write(
            "docs/guide.md",
            "# Guide\n\nA `Card` is charged.\n\nCall `drop_all()` to empty a cart.\n\nCash is in `src/pay/cash.py`.\n",
        );
    commit(&repo, ADA, "begin");
    repo.write("src/shop/list.py", "def sort(items):\n    return items\n");
    commit(&repo, BOB, "lists");
    let changed = CARD.replace("return 1", "return 10").replace("return 2", "return 20");
    repo.write("src/pay/card.py", &changed);
    commit(&repo, BOB, "rates");
    repo.write("src/pay/card.py", &CARD.replace("return 2", "return 20"));
    commit(&repo, ADA, "back");
    repo.write("src/shop/cart.py", "def fill(cart):\n    cart.add(1)\n");
    commit(&repo, BOB, "remove what nobody calls");
    repo
}

fn answer(repo: &Repo, args: &[&str]) -> Value {
    let outcome = repo.abreast(&[args, &["--format", "json"]].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.json().unwrap()
}

fn text(repo: &Repo, args: &[&str]) -> String {
    let outcome = repo.abreast(args);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.stdout
}

fn refused(repo: &Repo, args: &[&str]) -> String {
    let Outcome { code, stdout, stderr } = repo.abreast(args);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    stderr
}

#[test]
fn a_file_is_known_by_its_authors_and_by_the_passages_that_name_it() {
    let repo = shop();
    let file = answer(&repo, &["who", "src/pay/card.py"]);
    assert_eq!(file["kind"], "file");
    let people = file["file"]["people"].as_array().unwrap();
    assert_eq!(
        (&people[0]["name"], &people[0]["role"]),
        (&"Ada Byron".into(), &"author".into())
    );
    assert_eq!(people[0]["changes"], 2.0);
    assert_eq!(
        (&people[1]["name"], &people[1]["role"]),
        (&"Bob Finch".into(), &"contributor".into())
    );
    assert_eq!(people[1]["active"], true);
    assert_eq!(file["file"]["module"]["path"], "src/pay");
    assert_eq!(file["file"]["module"]["bus_factor"], 1);
    let passages = file["file"]["passages"].as_array().unwrap();
    assert_eq!(
        (&passages[0]["page"], &passages[0]["line"]),
        (&"docs/guide.md".into(), &3.into())
    );
    assert_eq!((&passages[0]["names"], &file["owners"]), (&"Card".into(), &Value::Null));
    let shown = text(&repo, &["who", "src/pay/card.py"]);
    assert!(
        shown.contains("author: Ada Byron, 2 changes, degree of authorship"),
        "{shown}"
    );
    assert!(shown.contains("docs/guide.md:3 names Card"), "{shown}");
}

#[test]
fn somebody_who_did_nothing_for_a_year_is_no_longer_active() {
    let repo = shop();
    let shown = text(&repo, &["who", "src/pay/card.py", "--now", "2026-01-01"]);
    assert!(shown.contains("no longer active"), "{shown}");
    assert!(!shown.contains("2026"), "{shown}");
}

#[test]
fn a_folder_has_a_bus_factor_modules_and_pages() {
    let repo = shop();
    let folder = &answer(&repo, &["who", "src/pay/"])["folder"];
    assert_eq!((&folder["bus_factor"], &folder["source_files"]), (&1.into(), &3.into()));
    assert_eq!(folder["people"][0]["name"], "Ada Byron");
    assert_eq!(folder["modules"][0]["path"], "src/pay");
    assert_eq!(
        (&folder["pages"][0]["path"], &folder["pages"][0]["places"]),
        (&"docs/guide.md".into(), &2.into())
    );
    let root = answer(&repo, &["who", "."]);
    assert_eq!((&root["path"], &root["kind"]), (&".".into(), &"folder".into()));
    assert_eq!(root["folder"]["source_files"], 5);
}

#[test]
fn a_definition_is_known_by_who_wrote_its_lines() {
    let repo = shop();
    let method = answer(&repo, &["who", "src/pay/card.py:Card.refund"]);
    assert_eq!(method["kind"], "symbol");
    let symbol = &method["symbol"];
    assert_eq!(
        (&symbol["name"], &symbol["kind"], &symbol["line_count"]),
        (&"Card.refund".into(), &"method".into(), &2.into())
    );
    assert_eq!(
        (&symbol["people"][0]["name"], &symbol["people"][0]["lines"]),
        (&"Ada Byron".into(), &1.into())
    );
    assert_eq!(
        (&symbol["people"][1]["name"], &symbol["people"][1]["lines"]),
        (&"Bob Finch".into(), &1.into())
    );
    assert_eq!(symbol["passages"], Value::Array(Vec::new()));
    let class = answer(&repo, &["who", "src/pay/card.py:Card"]);
    assert_eq!(class["symbol"]["passages"][0]["line"], 3);
    assert_eq!(
        answer(&repo, &["who", "src/pay/card.py:Card::refund"])["symbol"],
        *symbol
    );
}

#[test]
fn an_unknown_definition_is_answered_with_names_like_it() {
    let repo = shop();
    let error = refused(&repo, &["who", "src/pay/card.py:refnud"]);
    assert!(
        error.contains("defines nothing called refnud") && error.contains("there is Card.refund"),
        "{error}"
    );
    let error = refused(&repo, &["who", "src/pay:Card"]);
    assert!(error.contains("is a folder"), "{error}");
}

#[test]
fn lines_that_a_program_wrote_are_nobodys() {
    let repo = shop();
    let changed = CARD.replace("return 1", "return 11").replace("return 2", "return 20");
    repo.write("src/pay/card.py", &changed);
    commit(
        &repo,
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        "bump",
    );
    let symbol = answer(&repo, &["who", "src/pay/card.py:charge"]);
    assert_eq!(symbol["symbol"]["lines_of_nobody"], 1);
    assert_eq!(symbol["symbol"]["people"].as_array().unwrap().len(), 1);
    assert!(text(&repo, &["who", "src/pay/card.py:charge"]).contains("1 line of programs"));
}

#[test]
fn lines_of_a_commit_by_two_count_for_both() {
    let repo = shop();
    repo.write("src/pay/pair.py", "def pair():\n    return 2\n");
    commit(&repo, ADA, "pair\n\nCo-authored-by: Bob Finch <bob@example.org>");
    let symbol = &answer(&repo, &["who", "src/pay/pair.py:pair"])["symbol"];
    let lines: Vec<&Value> = symbol["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| &of["lines"])
        .collect();
    assert_eq!(lines, [2, 2]);
    assert!(text(&repo, &["who", "src/pay/pair.py:pair"]).contains("count for each of them"));
}

#[test]
fn a_file_that_is_no_source_says_why_and_still_has_authors() {
    let repo = shop();
    repo.write("vendor/lib/x.py", "X = 1\n").write("data.csv", "a,b\n");
    commit(&repo, BOB, "more");
    for path in ["vendor/lib/x.py", "data.csv"] {
        let file = &answer(&repo, &["who", path])["file"];
        assert!(file["excluded"].is_string() && file["module"].is_null(), "{file}");
        assert_eq!(file["people"][0]["name"], "Bob Finch");
        assert!(text(&repo, &["who", path]).contains("does not count as source: "));
    }
}

#[test]
fn what_is_counted_is_named_after_the_method() {
    let repo = shop();
    let of = |method: &str| text(&repo, &["who", "src/pay/card.py", "--method", method]);
    assert!(
        of("commits").contains("author: Ada Byron, 2 commits,"),
        "{}",
        of("commits")
    );
    assert!(
        of("lines").contains("author: Ada Byron, 8 changed lines,"),
        "{}",
        of("lines")
    );
    assert!(
        of("doa").contains("contributor: Bob Finch, 1 change, degree"),
        "{}",
        of("doa")
    );
    let faded = text(
        &repo,
        &["who", "src/pay/card.py", "--half-life", "0.5", "--now", "2024-01-02"],
    );
    assert!(faded.contains("degree of authorship"), "{faded}");
}

#[test]
fn a_page_that_is_acknowledged_is_not_stale_and_one_of_the_baseline_is() {
    let repo = shop();
    assert_eq!(repo.abreast(&["baseline"]).code, Some(0));
    commit(&repo, BOB, "baseline");
    assert_eq!(answer(&repo, &["handoff", "ada"])["pages"][0]["stale_findings"], 1);
    assert_eq!(
        repo.abreast(&["ack", "docs/guide.md:5", "-m", "meant so", "--rev", "HEAD~1"])
            .code,
        Some(0)
    );
    commit(&repo, BOB, "acknowledge");
    assert_eq!(answer(&repo, &["handoff", "ada"])["pages"][0]["stale_findings"], 0);
}

#[test]
fn what_a_stale_passage_describes_counts_as_not_written_down() {
    let repo = shop();
    repo.write("src/pay/old.py", "def old_way():\n    return 1\n");
    repo.write(
        "docs/pay.md",
        "# Pay\n\n`src/pay/rates.py` has the rates, see `old_way()`.\n",
    );
    commit(&repo, ADA, "pay");
    let listed =
        |args: &[&str]| text(&repo, &[&["handoff", "ada"], args].concat()).contains("- [ ] `src/pay/rates.py`");
    assert!(!listed(&[]));
    repo.write("src/pay/old.py", "def new_way():\n    return 'other'\n");
    commit(&repo, ADA, "remove");
    assert!(listed(&[]));
    assert!(!listed(&["--no-audit"]));
}

#[test]
fn an_unknown_path_is_refused() {
    let repo = shop();
    for path in ["src/pya", "src/pya:Card", "src/pay/card.pi:Card"] {
        let error = refused(&repo, &["who", path]);
        assert!(error.contains("there is no file or folder src/p"), "{error}");
    }
    assert!(refused(&repo, &["who", "../elsewhere"]).contains("outside of the repository"));
    assert!(refused(&Repo::new(), &["who", "."]).contains("no commits yet"));
}

#[test]
fn a_path_may_hold_colons() {
    let repo = shop();
    repo.write("src/odd:name.py", "def odd():\n    pass\n")
        .write("src/odd", "text\n");
    commit(&repo, BOB, "odd");
    assert_eq!(answer(&repo, &["who", "src/odd:name.py"])["kind"], "file");
    let symbol = answer(&repo, &["who", "src/odd:name.py:odd"]);
    assert_eq!(
        (&symbol["kind"], &symbol["path"]),
        (&"symbol".into(), &"src/odd:name.py".into())
    );
}

#[test]
fn a_page_has_writers_and_describes_files() {
    let repo = shop();
    let page = answer(&repo, &["who", "docs/guide.md"]);
    assert_eq!(
        (&page["kind"], &page["page"]["people"][0]["name"]),
        (&"page".into(), &"Ada Byron".into())
    );
    let described: Vec<&str> = page["page"]["describes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["path"].as_str().unwrap())
        .collect();
    assert_eq!(described, ["src/pay/card.py", "src/pay/cash.py"]);
}

#[test]
fn a_name_that_an_example_of_the_page_defines_says_nothing_about_the_code() {
    let repo = shop();
    let example = "# Start\n\nCall `count()` and `rate()`.\n\n```python\ndef count():\n    return 2\n```\n";
    repo.write("docs/start.md", example);
    commit(&repo, ADA, "an example");
    let page = answer(&repo, &["who", "docs/start.md"]);
    let described = page["page"]["describes"].as_array().unwrap();
    assert_eq!(described.len(), 1, "{page}");
    assert_eq!(described[0]["path"], "src/pay/rates.py");
}

#[test]
fn a_handover_lists_what_nobody_else_knows_and_who_comes_next() {
    let repo = shop();
    let outcome = text(&repo, &["handoff", "ada@example.org"]);
    let at = |part: &str| {
        outcome
            .find(part)
            .unwrap_or_else(|| panic!("no {part:?} in\n{outcome}"))
    };
    assert!(
        outcome.starts_with("# Handoff of ada@\u{200b}example.org\n"),
        "{outcome}"
    );
    let sections = [
        "## Write down first",
        "## Files only they author",
        "## Pages they wrote",
        "## Who could take over",
        "## What is safe",
    ];
    assert!(sections.map(at).is_sorted(), "{outcome}");
    assert!(outcome.contains("only author of 3 of 5 source files"), "{outcome}");
    assert!(
        outcome.contains("Nobody else is an author of anything in the module `src/pay`"),
        "{outcome}"
    );
    // What a page describes needs no writing down.
    assert!(outcome.contains("  - [ ] `src/pay/rates.py`\n"), "{outcome}");
    assert!(
        !outcome.contains("- [ ] `src/pay/cash.py`") && !outcome.contains("- [ ] `src/pay/card.py`"),
        "{outcome}"
    );
    assert!(
        outcome.contains("- [ ] `docs/guide.md`: 1 stale mention (line 5)\n"),
        "{outcome}"
    );
    assert!(
        outcome.contains("- [ ] `src/pay` (3 files): Bob Finch changed 1 of them\n"),
        "{outcome}"
    );
}

#[test]
fn licences_and_forms_are_no_pages_that_somebody_wrote() {
    let repo = shop();
    repo.write("LICENSE.md", "# Licence\n\nDo as you like.\n")
        .write(".github/ISSUE_TEMPLATE/bug.md", "# Bug\n\nWhat happened?\n")
        .write("docs/licence.md", "# How we license\n\nAsk first.\n");
    commit(&repo, ADA, "texts");
    let outcome = text(&repo, &["handoff", "ada@example.org"]);
    assert!(outcome.contains("`docs/licence.md`"), "{outcome}");
    assert!(
        !outcome.contains("LICENSE.md") && !outcome.contains("ISSUE_TEMPLATE"),
        "{outcome}"
    );
}

#[test]
fn a_handover_without_an_audit_says_that_nobody_looked() {
    let repo = shop();
    let report = answer(&repo, &["handoff", "ada", "--no-audit"]);
    assert_eq!(report["pages"][0]["stale_findings"], Value::Null);
    let audited = answer(&repo, &["handoff", "ada"]);
    assert_eq!(audited["pages"][0]["stale_lines"], serde_json::json!([5]));
    assert_eq!(answer(&repo.bare_clone(), &["handoff", "ada"]), audited);
    assert_eq!(answer(&repo, &["handoff", "ada", "--rev", "HEAD"]), audited);
}

#[test]
fn nobody_who_is_gone_and_not_the_one_who_leaves_is_suggested() {
    let repo = shop();
    let gone = text(&repo, &["handoff", "ada", "--now", "2026-01-01"]);
    assert!(
        gone.contains("- [ ] `src/pay` (3 files): nobody active knows it\n"),
        "{gone}"
    );
    let other = text(&repo, &["handoff", "Bob Finch"]);
    assert!(
        other.contains("`src/shop` (1 file): Ada Byron is an author of 1 other file there"),
        "{other}"
    );
    assert!(refused(&repo, &["handoff", "Eve"]).contains("nobody in this history is called"));
}

#[test]
fn pseudonyms_show_no_name_but_the_one_that_was_typed() {
    let repo = shop();
    for args in [
        &["who", "src/pay/card.py"][..],
        &["who", "src"],
        &["who", "src/pay/card.py:Card"],
        &["who", "docs/guide.md"],
        &["handoff", "bob@example.org"],
    ] {
        for format in ["json", "markdown"] {
            let shown = text(&repo, &[args, &["--people", "pseudonym", "--format", format]].concat());
            assert!(shown.contains("person-"), "{shown}");
            assert!(
                !shown.contains("Ada") && !shown.contains("Bob") && !shown.contains("Finch"),
                "{shown}"
            );
        }
        let shown = text(&repo, &[args, &["--people", "none"]].concat());
        assert!(
            !shown.contains("person-") && !shown.contains("Ada") && !shown.contains("Bob"),
            "{shown}"
        );
    }
}

#[test]
fn whoever_reads_pseudonyms_can_ask_for_one() {
    let repo = shop();
    let shown = answer(&repo, &["who", "src/pay/card.py", "--people", "pseudonym"]);
    let ada = shown["file"]["people"][0]["name"].as_str().unwrap();
    let report = answer(&repo, &["handoff", ada, "--people", "pseudonym", "--no-audit"]);
    assert_eq!((&report["person"], &report["files_alone"]), (&ada.into(), &3.into()));
    assert!(refused(&repo, &["handoff", ada, "--people", "names"]).contains("nobody in this history"));
    assert!(refused(&repo, &["handoff", "", "--people", "none"]).contains("nobody in this history"));
}

#[test]
fn no_name_comes_alive_in_markdown() {
    let hostile = [
        "[x](http://evil.example)",
        "| a | b |",
        "`code` ``",
        "<img src=x>",
        "# @org/team #1",
        "a\u{1b}[31m\u{202e}b",
    ];
    let repo = shop();
    for (number, name) in hostile.iter().enumerate() {
        repo.write(
            "src/shop/list.py",
            &format!("def sort(items):\n    return items[{number}:]\n"),
        );
        repo.write(
            "docs/`odd` | [x](http://evil.example).md",
            &format!("# Odd\n\nNumber {number}.\n"),
        );
        let email = format!("evil{number}@example.org");
        // git itself takes angle brackets and line breaks out of names.
        repo.stage();
        let config = [format!("user.name={name}"), format!("user.email={email}")];
        repo.git(&[
            "-c",
            &config[0],
            "-c",
            &config[1],
            "commit",
            "-q",
            "-m",
            "x",
            "--author",
            &format!("{} <{email}>", name.replace(['<', '>'], "")),
        ]);
    }
    let mut shown = vec![text(&repo, &["who", "src/shop/list.py", "--format", "markdown"])];
    shown.push(text(&repo, &["who", "src/shop/list.py"]));
    shown.push(text(&repo, &["handoff", "bob finch", "--no-audit"]));
    for number in 0..hostile.len() {
        shown.push(text(
            &repo,
            &["handoff", &format!("evil{number}@example.org"), "--no-audit"],
        ));
    }
    for name in &hostile[..3] {
        shown.push(text(&repo, &["handoff", name, "--no-audit"]));
    }
    for (number, text) in shown.iter().enumerate() {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        if number != 1 {
            assert_eq!(alive(text), Vec::<String>::new(), "{text}");
        }
    }
}

/// What a page that shows this Markdown would make links, images, mentions or tags of.
fn alive(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeStream};
    let (mut found, mut in_code) = (Vec::new(), false);
    for event in TextMergeStream::new(Parser::new_ext(text, Options::all())) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. } | Tag::Table(_))) => {
                found.push(format!("{tag:?}"))
            }
            Event::Html(html) | Event::InlineHtml(html) => found.push(html.to_string()),
            Event::Text(text)
                if !in_code && ["http://", "@org", "@example", "#1"].iter().any(|of| text.contains(of)) =>
            {
                found.push(text.to_string());
            }
            _ => {}
        }
    }
    found
}

#[test]
fn an_answer_goes_to_a_file() {
    let repo = shop();
    assert_eq!(text(&repo, &["who", "src", "--output", "who.txt"]), "");
    assert_eq!(repo.read("who.txt"), text(&repo, &["who", "src", "--output", "-"]));
    assert_eq!(text(&repo, &["handoff", "ada", "--no-audit", "-o", "handoff.md"]), "");
    assert!(repo.read("handoff.md").starts_with("# Handoff of ada\n"));
}

#[test]
fn who_is_declared_to_own_it_is_shown_for_files_and_folders() {
    let repo = Repo::new();
    repo.write(".github/CODEOWNERS", "/src/pay/ @pay-team ada@x.test\n/src/mail/\n")
        .write("src/pay/card.py", "def charge():\n    return 1\n")
        .write("src/mail/post.py", "def send():\n    return 2\n")
        .record("add");
    let owners = |path: &str| {
        let outcome = repo.abreast(&["who", path, "--format", "json"]);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.json().unwrap()["owners"].clone()
    };
    assert_eq!(
        owners("src/pay/card.py"),
        serde_json::json!(["@pay-team", "ada@x.test"])
    );
    assert_eq!(owners("src/mail/post.py"), serde_json::json!([]));
    assert_eq!(owners("src"), serde_json::json!(["@pay-team", "ada@x.test"]));
    assert_eq!(owners("."), serde_json::json!(["@pay-team", "ada@x.test"]));
}
