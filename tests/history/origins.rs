//! Origins of lines against `git blame`.

use crate::repository::{Dice, Repository, oid};
use crate::rows::varied;
use abreast::git::origins::line_origins;
use abreast::model::path::RepoPath;
use abreast::model::revision::Oid;
use std::collections::BTreeSet;

/// The commit of each line as `git blame` says.
fn blame(repository: &Repository, path: &str) -> Vec<Oid> {
    let porcelain = repository.git(&["blame", "--porcelain", "HEAD", "--", path]);
    let is_id = |line: &&str| line.len() > 40 && line.as_bytes()[..40].iter().all(u8::is_ascii_hexdigit);
    porcelain.lines().filter(is_id).map(|line| oid(&line[..40])).collect()
}

/// Lines of all pages under a folder: how many, and how many with the origin `git blame` gives.
fn agreement(repository: &Repository, folder: &str) -> (usize, usize) {
    let files = repository.git(&["ls-files", folder]);
    let pages: BTreeSet<RepoPath> = files.lines().map(RepoPath::from).collect();
    let origins = line_origins(&repository.open(), repository.head(), &pages).unwrap();
    assert_eq!(origins.len(), pages.len());
    let (mut all, mut same) = (0, 0);
    for page in &pages {
        let expected = blame(repository, page.as_str());
        assert_eq!(origins[page].len(), expected.len(), "{page}");
        all += expected.len();
        same += expected.iter().zip(&origins[page]).filter(|(a, b)| a == b).count();
    }
    (all, same)
}

#[test]
fn lines_of_a_varied_history_have_the_origins_git_blame_gives() {
    let (all, same) = agreement(&varied(3), "docs");
    assert!(all > 200);
    assert_eq!(all, same);
}

/// One page of unique lines that two branches edit in different places and merge, over and over.
#[test]
fn merged_edits_keep_the_origins_of_both_sides() {
    let repository = Repository::new();
    let mut dice = Dice(99);
    let mut lines: Vec<String> = (0..60).map(|number| format!("line {number}")).collect();
    repository.write("docs/a.md", &lines.join("\n"));
    repository.commit("first");
    for round in 0..6 {
        for (branch, from) in [("left", 0), ("right", 35)] {
            repository.git(&["checkout", "-q", "-B", branch, "main"]);
            let mut mine = lines.clone();
            for _ in 0..3 {
                mine[from + dice.roll(20)] = format!("{branch} {round} {}", dice.roll(10_000));
            }
            repository.write("docs/a.md", &mine.join("\n"));
            repository.commit(branch);
        }
        repository.git(&["checkout", "-q", "main"]);
        repository.merge(&["left"]);
        repository.merge(&["right"]);
        let text = std::fs::read_to_string(repository.path().join("docs/a.md")).unwrap();
        lines = text.lines().map(str::to_owned).collect();
    }
    let (all, same) = agreement(&repository, "docs");
    assert_eq!((all, same), (60, 60));
}

#[test]
fn a_page_renamed_on_one_side_and_edited_on_the_other_keeps_both() {
    let repository = Repository::new();
    let text: String = (0..40).map(|number| format!("line {number}\n")).collect();
    repository.write("docs/old.md", &text);
    repository.write("other.txt", "x");
    repository.commit("first");
    repository.git(&["checkout", "-q", "-b", "edit"]);
    repository.write("docs/old.md", &text.replace("line 30\n", "line thirty\n"));
    repository.commit("edit");
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["mv", "docs/old.md", "guide.rst"]);
    repository.write("guide.rst", &text.replace("line 3\n", "line three\n"));
    repository.commit("rename");
    repository.merge(&["edit"]);
    repository.write("other.txt", "y");
    repository.commit("elsewhere");
    let (all, same) = agreement(&repository, "guide.rst");
    assert_eq!((all, same), (40, 40));
}
