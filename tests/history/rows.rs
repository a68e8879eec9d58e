//! Commits and their paths against `git log --raw`, merge bases against `git merge-base`.

use crate::repository::{Dice, Repository, oid};
use abreast::model::commit::{PathChange, TouchKind};
use abreast::model::revision::Oid;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A history with edits, deletions, renames, mode changes, an octopus and criss-cross merges.
pub(crate) fn varied(seed: u64) -> Repository {
    let repo = Repository::new();
    let mut dice = Dice(seed);
    for number in 0..12 {
        repo.write(&format!("src/mod{}/file{number}.py", number % 3), &text(number, 30));
        repo.write(&format!("docs/page{number}.md"), &text(number + 100, 20));
    }
    repo.commit("first");
    for round in 0..10 {
        edit(&repo, &mut dice, round);
        if round % 5 == 4 {
            branch_and_merge(&repo, &mut dice, round);
        }
    }
    repo
}

fn text(seed: usize, lines: usize) -> String {
    (0..lines).fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "line {line} of {seed} {}", (line * 7919 + seed * 104_729) % 1000);
        text
    })
}

fn files(repo: &Repository) -> Vec<String> {
    repo.git(&["ls-files"]).lines().map(str::to_owned).collect()
}

fn edit(repo: &Repository, dice: &mut Dice, round: usize) {
    for _ in 0..3 {
        let files = files(repo);
        let path = &files[dice.roll(files.len())];
        match dice.roll(5) {
            0 => drop(repo.git(&["rm", "-q", "-f", path])),
            1 => drop(repo.git(&["mv", path, &format!("{path}.r{round}x{}", dice.roll(1000))])),
            2 => drop(repo.git(&["update-index", "--chmod=+x", path])),
            3 => {
                let old = std::fs::read_to_string(repo.path().join(path)).unwrap();
                let line = dice.roll(old.lines().count().max(1));
                let new: String = old
                    .lines()
                    .enumerate()
                    .map(|(at, text)| {
                        if at == line {
                            format!("changed in {round}\n")
                        } else {
                            format!("{text}\n")
                        }
                    })
                    .collect();
                repo.write(path, &new);
            }
            _ => repo.write(&format!("docs/new{round}x{}.md", dice.roll(1000)), &text(round, 10)),
        }
        repo.git(&["add", "-A"]);
    }
    repo.commit(&format!("round {round}"));
}

fn branch_and_merge(repo: &Repository, dice: &mut Dice, round: usize) {
    let names: Vec<String> = (0..3).map(|number| format!("b{round}-{number}")).collect();
    for name in &names {
        repo.git(&["checkout", "-q", "-b", name, "main"]);
        repo.write(&format!("src/{name}.py"), &text(dice.roll(1000), 12));
        repo.commit(name);
    }
    repo.git(&["checkout", "-q", "main"]);
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    repo.merge(&all);
    criss_cross(repo, round);
}

/// Two branches that merge each other twice.
fn criss_cross(repo: &Repository, round: usize) {
    let (left, right) = (format!("left{round}"), format!("right{round}"));
    for name in [&left, &right] {
        repo.git(&["checkout", "-q", "-b", name, "main"]);
        repo.write(&format!("src/{name}.txt"), name);
        repo.commit(name);
    }
    repo.git(&["branch", "keep", &left]);
    repo.git(&["checkout", "-q", &left]);
    repo.merge(&[&right]);
    repo.git(&["checkout", "-q", &right]);
    repo.merge(&["keep"]);
    repo.git(&["branch", "-D", "keep"]);
    for name in [&left, &right] {
        repo.git(&["checkout", "-q", name]);
        repo.write(&format!("src/{name}.txt"), "again");
        repo.commit("again");
    }
    repo.git(&["checkout", "-q", "main"]);
    repo.merge(&[&left]);
    repo.merge(&[&right]);
}

/// What `git log --raw` says: by commit, the letter, ids and paths of each row.
fn raw_log(repo: &Repository, renames: &str) -> BTreeMap<Oid, Vec<String>> {
    let log = repo.git(&[
        "log",
        "--no-merges",
        "--raw",
        "--no-abbrev",
        "--root",
        renames,
        "--format=commit %H",
        "HEAD",
    ]);
    let mut commits: BTreeMap<Oid, Vec<String>> = BTreeMap::new();
    let mut current = Oid::ZERO;
    for line in log.lines() {
        if let Some(id) = line.strip_prefix("commit ") {
            current = oid(id);
            commits.entry(current).or_default();
        } else if let Some(row) = line.strip_prefix(':') {
            let (head, paths) = row.split_once('\t').unwrap();
            let words: Vec<&str> = head.split(' ').collect();
            let row = format!("{} {} {} {paths}", &words[4][..1], words[2], words[3]);
            commits.entry(current).or_default().push(row);
        }
    }
    commits.values_mut().for_each(|rows| rows.sort());
    commits
}

fn as_raw(change: &PathChange) -> String {
    let letter = match change.kind {
        TouchKind::Added => "A",
        TouchKind::Modified => "M",
        TouchKind::Deleted => "D",
        TouchKind::Renamed => "R",
    };
    let from = change.from.as_ref().map_or(String::new(), |from| format!("{from}\t"));
    format!("{letter} {} {} {from}{}", change.base, change.head, change.path)
}

fn own_log(repository: &Repository, renames: bool) -> BTreeMap<Oid, Vec<String>> {
    let repo = repository.open();
    let history = repo.history(repository.head()).unwrap();
    let single = history.iter().filter(|commit| commit.parents.len() < 2);
    single
        .map(|commit| {
            let changes = repo.commit_changes(commit, 0, renames).unwrap();
            let mut rows: Vec<String> = changes.iter().map(as_raw).collect();
            rows.sort();
            (commit.id, rows)
        })
        .collect()
}

#[test]
fn commits_and_paths_are_those_of_git_log() {
    let repository = varied(42);
    assert_eq!(own_log(&repository, false), raw_log(&repository, "--no-renames"));
    repository.git(&["gc", "-q"]);
    assert_eq!(
        own_log(&repository, false),
        raw_log(&repository, "--no-renames"),
        "packed"
    );
}

#[test]
fn renames_are_those_of_git_log() {
    let repository = varied(7);
    assert_eq!(own_log(&repository, true), raw_log(&repository, "-M"));
}

#[test]
fn every_parent_comes_before_its_children() {
    let repository = varied(11);
    let history = repository.open().history(repository.head()).unwrap();
    let places: BTreeMap<Oid, usize> = (0..).zip(&history).map(|(place, commit)| (commit.id, place)).collect();
    for commit in &history {
        assert!(commit.parents.iter().all(|parent| places[parent] < places[&commit.id]));
    }
    let count: usize = repository.git(&["rev-list", "--count", "HEAD"]).trim().parse().unwrap();
    assert_eq!(history.len(), count);
}

#[test]
fn the_merge_base_is_one_of_those_git_finds() {
    let repository = varied(5);
    let repo = repository.open();
    for (a, b) in [
        ("left4", "right4"),
        ("left9", "main~3"),
        ("b4-0", "b9-2"),
        ("main", "left9"),
    ] {
        let all = repository.git(&["merge-base", "--all", a, b]);
        let found = repo
            .merge_base(repo.resolve(a).unwrap(), repo.resolve(b).unwrap())
            .unwrap()
            .unwrap();
        assert!(all.lines().any(|line| oid(line) == found), "{a} {b}");
        let range = repo
            .commits_between(repo.resolve(a).unwrap(), repo.resolve(b).unwrap())
            .unwrap();
        let count = repository.git(&["rev-list", "--count", &format!("{a}..{b}")]);
        assert_eq!(range.len().to_string(), count.trim(), "{a}..{b}");
    }
}

#[test]
fn an_octopus_of_many_parents_is_read() {
    let repository = Repository::new();
    repository.write("a.md", "a");
    let first = repository.commit("first");
    let tree = repository.git(&["rev-parse", "HEAD^{tree}"]);
    let mut arguments = vec![
        "commit-tree".to_owned(),
        tree.trim().to_owned(),
        "-m".to_owned(),
        "all".to_owned(),
    ];
    for number in 0..100 {
        let id = repository.git(&[
            "commit-tree",
            tree.trim(),
            "-p",
            &first.to_string(),
            "-m",
            &number.to_string(),
        ]);
        arguments.extend(["-p".to_owned(), id.trim().to_owned()]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let octopus = oid(repository.git(&arguments).trim());
    let repo = repository.open();
    assert_eq!(repo.commit(octopus).unwrap().parents.len(), 100);
    assert_eq!(repo.history(octopus).unwrap().len(), 102);
    assert_eq!(repo.merge_base(octopus, first).unwrap(), Some(first));
}
