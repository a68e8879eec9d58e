//! CODEOWNERS files and what they say about paths: `fixtures/owners/`, and texts that nobody wrote.
//!
//! A section of a fixture is a file in a `codeowners` block, with its dialect, and what it must say: `ownership` has a path
//! and what becomes of it on each line, `faults` a line, a kind, and whether the line is skipped. No such block: no fault.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use abreast::model::ownership::{Dialect, Owner, Ownership};
use abreast::model::path::RepoPath;
use abreast::owners::{OwnersFile, dialect_of, parse};
use proptest::prelude::*;
use proptest::sample::select;
use std::fs;
use std::path::PathBuf;

#[test]
fn github_is_read_as_github_reads_it() {
    check("github.md", "github", Dialect::GitHub);
}

#[test]
fn gitlab_is_read_as_gitlab_reads_it() {
    check("gitlab.md", "gitlab", Dialect::GitLab);
}

fn check(name: &str, word: &str, dialect: Dialect) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/owners")
        .join(name);
    let text = fs::read_to_string(path).unwrap();
    let mut count = 0;
    for section in text.split("\n## ").skip(1) {
        let title = section.lines().next().unwrap();
        let rules = block(section, &format!("codeowners {word}")).expect(title);
        let file = parse(&"CODEOWNERS".into(), rules, dialect);
        let expected = block(section, "ownership").expect(title);
        let paths = expected.lines().map(|line| line.split(" -> ").next().unwrap());
        let said: String = paths.map(|path| said(&file, path)).collect();
        assert_eq!(said, expected, "{title}");
        assert_eq!(faults(&file), block(section, "faults").unwrap_or_default(), "{title}");
        count += 1;
    }
    assert!(count > 3, "{name}");
}

fn block<'a>(section: &'a str, info: &str) -> Option<&'a str> {
    let (_, rest) = section.split_once(&format!("```{info}\n"))?;
    rest.split("```").next()
}

fn said(file: &OwnersFile, path: &str) -> String {
    let ownership = match file.ownership(&path.into()) {
        Ownership::Owned(grants) => {
            let grants = grants.iter().map(|grant| {
                let owners: Vec<&str> = grant.owners.iter().map(Owner::as_str).collect();
                let optional = if grant.optional { " optional" } else { "" };
                format!("{} {}{optional}", grant.line, owners.join(" "))
            });
            grants.collect::<Vec<_>>().join("; ")
        }
        Ownership::Cleared { line } => format!("cleared {line}"),
        Ownership::Unowned => "unowned".to_owned(),
    };
    format!("{path} -> {ownership}\n")
}

fn faults(file: &OwnersFile) -> String {
    let faults = file.faults.iter().map(|fault| {
        let skipped = if fault.skipped { " skipped" } else { "" };
        format!("{} {}{skipped}\n", fault.line.unwrap_or_default(), fault.kind.id())
    });
    faults.collect()
}

/// Pieces that mean something to a reader, and some that do not.
const PIECES: &[&str] = &[
    "*", "**", "/", "a", "b.c", " ", "\t", "\n", "\r\n", "@", "@a", "@a/b", "@@owner", "#", "\\", "!", "[", "]", "^",
    "[x]", "[2]", "?", "-", "ä", "\u{feff}", "\0", "a@b.c", "{", ",",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..80).prop_map(|pieces| pieces.concat())
}

fn names() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9._@+-][a-zA-Z0-9._@+ -]{0,6}[a-zA-Z0-9]"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_and_no_path_makes_a_reader_panic(text in texts(), path in texts()) {
        for dialect in [Dialect::GitHub, Dialect::GitLab] {
            let file = parse(&"CODEOWNERS".into(), &text, dialect_of(&"CODEOWNERS".into(), &text, dialect));
            let path = RepoPath::from(path.as_str());
            let ownership = file.ownership(&path);
            let uses = file.use_of_rules([&path]);
            prop_assert!(uses.complete && uses.rules.len() == file.rules.len());
            for line in ownership.lines() {
                let rule = uses.rules.iter().find(|each| each.line == line).unwrap();
                prop_assert!(rule.matched == 1, "{text:?} {path:?} {ownership:?}");
            }
            prop_assert!(file.faults.is_sorted_by_key(|fault| fault.line));
        }
    }

    #[test]
    fn a_path_written_out_matches_itself_and_no_longer_name(parts in prop::collection::vec(names(), 1..5)) {
        let path = parts.join("/");
        let text = format!("/{} @a\n", path.replace(' ', "\\ "));
        for dialect in [Dialect::GitHub, Dialect::GitLab] {
            let file = parse(&"CODEOWNERS".into(), &text, dialect);
            prop_assert_eq!(file.ownership(&path.as_str().into()).lines(), [1]);
            prop_assert_eq!(file.ownership(&format!("{path}x").as_str().into()), Ownership::Unowned);
            prop_assert_eq!(file.ownership(&format!("x/{path}").as_str().into()), Ownership::Unowned);
            let below = file.ownership(&format!("{path}/x").as_str().into());
            prop_assert_eq!(below.lines().len(), usize::from(dialect == Dialect::GitHub));
        }
    }

    #[test]
    fn of_rules_that_all_match_the_last_decides(patterns in prop::collection::vec(select(&["*", "/a/", "a/b", "b", "/a/**", "**/b"][..]), 1..8)) {
        let text: String = patterns.iter().map(|pattern| format!("{pattern} @a\n")).collect();
        let file = parse(&"CODEOWNERS".into(), &text, Dialect::GitHub);
        prop_assert_eq!(file.ownership(&"a/b".into()).lines(), [patterns.len() as u32]);
    }
}
