//! What becomes of rules on a set of files, and texts that must hurt nothing.

use super::{OwnersFile, parse, uses};
use crate::model::ownership::{Dialect, Ownership, RuleUse};
use crate::model::path::RepoPath;
use std::time::{Duration, Instant};

fn github(text: &str) -> OwnersFile {
    parse(&".github/CODEOWNERS".into(), text, Dialect::GitHub)
}

fn gitlab(text: &str) -> OwnersFile {
    parse(&"CODEOWNERS".into(), text, Dialect::GitLab)
}

/// The uses of the rules as text: `line matched/decides`, and `<line` with `=` for the same owners and `!` for exclusions.
fn uses_on(file: &OwnersFile, paths: &[&str]) -> Vec<String> {
    let paths: Vec<RepoPath> = paths.iter().map(|&path| path.into()).collect();
    let uses = file.use_of_rules(&paths);
    assert!(uses.complete);
    uses.rules.iter().map(shown).collect()
}

fn shown(each: &RuleUse) -> String {
    let shadow = each.shadow.as_ref().map_or(String::new(), |shadow| {
        let line = shadow.line.map_or("?".to_owned(), |line| line.to_string());
        let same = if shadow.same_owners { "=" } else { "" };
        let excluded = if shadow.excluded { "!" } else { "" };
        format!(" <{line}{same}{excluded}")
    });
    format!("{} {}/{}{shadow}", each.line, each.matched, each.decides)
}

#[test]
fn a_rule_is_counted_where_it_matches_and_where_it_decides() {
    let file = github("* @a\n/docs/ @b\n/gone/ @c\n");
    assert_eq!(
        uses_on(&file, &["a.rs", "docs/x.md", "docs/y.md"]),
        ["1 3/1", "2 2/2", "3 0/0"]
    );
}

#[test]
fn a_shadow_names_the_line_if_it_is_one_and_says_whether_the_owners_are_the_same() {
    let file = github("/a/ @x @y\n/b/ @x\n/c/ @X\n*.md @z\n/a/ @y @x\n/b/ @z\n/c @x\n");
    let paths = ["a/1", "b/1", "c/1", "d.md"];
    assert_eq!(
        uses_on(&file, &paths),
        ["1 1/0 <5=", "2 1/0 <6", "3 1/0 <7=", "4 1/1", "5 1/1", "6 1/1", "7 1/1"]
    );
    let several = github("/a/ @x\n/a/1 @y\n/a/2 @x\n");
    assert_eq!(uses_on(&several, &["a/1", "a/2"])[0], "1 2/0 <?");
}

#[test]
fn a_line_that_clears_decides_like_any_other() {
    let file = github("* @a\n/gen/\n/gen/keep @b\n");
    assert_eq!(uses_on(&file, &["a", "gen/x", "gen/keep"]), ["1 3/1", "2 2/1", "3 1/1"]);
    assert_eq!(file.ownership(&"gen/x".into()), Ownership::Cleared { line: 2 });
}

#[test]
fn shadows_do_not_cross_sections() {
    let file = gitlab("* @a\n[Docs]\n*.md @b\n*.md @c\n[Other]\n*.md @d\n");
    assert_eq!(
        uses_on(&file, &["x.md", "y.rs"]),
        ["1 2/2", "3 1/0 <4", "4 1/1", "6 1/1"]
    );
}

#[test]
fn an_exclusion_decides_where_it_takes_something_away() {
    let file = gitlab("/src/ @a\n!*.md\n/docs/x.md @b\n!*.lock\n");
    let paths = ["src/a.rs", "src/a.md", "docs/x.md", "b.lock"];
    assert_eq!(uses_on(&file, &paths), ["1 2/1", "2 2/2", "3 1/0 <2!", "4 1/0"]);
}

#[test]
fn a_repeated_pattern_takes_the_place_of_the_first_on_gitlab_only() {
    let text = "*.rb @a\n/x.rb @b\n*.rb @c\n";
    let paths = ["x.rb", "y.rb"];
    assert_eq!(uses_on(&gitlab(text), &paths), ["1 2/0 <?", "2 1/1", "3 2/1"]);
    assert_eq!(uses_on(&github(text), &paths), ["1 2/0 <3", "2 1/0 <3", "3 2/2"]);
}

#[test]
fn the_order_of_paths_does_not_matter() {
    let file = github("/a/**/x @a\nb/ @b\n*.c @c\n/a/b/c.c\n");
    let sorted = ["a/b/c.c", "a/b/d/x", "a/x", "b/c.c", "c/b/a", "x"];
    let mixed = ["c/b/a", "a/x", "x", "a/b/d/x", "b/c.c", "a/b/c.c"];
    assert_eq!(uses_on(&file, &sorted), uses_on(&file, &mixed));
    assert_eq!(uses_on(&file, &sorted), ["1 2/1", "2 4/2", "3 2/1", "4 1/1"]);
    let paths = mixed.map(RepoPath::from);
    let one_by_one: Vec<Ownership> = paths.iter().map(|path| file.ownership(path)).collect();
    assert_eq!(file.ownerships(&paths), Some(one_by_one));
}

#[test]
fn a_file_above_the_limit_of_the_host_says_nothing() {
    let text = "* @a\n".repeat(700_000);
    let file = github(&text);
    assert_eq!((file.rules.len(), file.faults.len()), (0, 1));
    assert!(file.faults[0].skipped && file.faults[0].line.is_none());
    let cut = gitlab(&text);
    assert_eq!(cut.rules.len(), super::MAX_RULES);
    assert!(cut.faults.len() <= super::MAX_FAULTS + 1 && cut.faults[0].message.ends_with("more faults"));
}

#[test]
fn hostile_texts_are_read_in_a_moment() {
    let start = Instant::now();
    let long_line = format!("/{} @a\n", "a".repeat(1_000_000));
    assert_eq!(github(&long_line).rules.len(), 0);
    assert_eq!(github(&format!("/a {}\n", "@a ".repeat(300_000))).rules.len(), 1);
    let many: String = (0..100_000).map(|number| format!("/d{number}/x @a\n")).collect();
    let many = github(&many);
    assert_eq!(many.ownership(&"d77/x".into()).lines(), [78]);
    let nested = github("**/**/**/**/**/**/**/**/**/**/x @a\n");
    let deep = format!("{}x", "a/".repeat(2_000));
    assert_eq!(nested.ownership(&deep.as_str().into()).lines(), [1]);
    let loops: String = (0..3_000)
        .map(|number| format!("**/a/**/a/**/a/**/b{number}*\n"))
        .collect();
    assert_eq!(github(&loops).ownership(&deep.as_str().into()), Ownership::Unowned);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn matching_stops_before_it_hurts_and_says_so() {
    let file = github("/*a*b* @a\n* @b\n");
    let paths: Vec<RepoPath> = (0..100).map(|number| RepoPath::new(format!("f{number}"))).collect();
    let within = |steps: u64| uses::use_of_rules(&file.rules, &file.decider, &paths, steps);
    assert!(within(10_000).complete && !within(100).complete);
    assert!(within(100).rules[1].matched < 100);
}
