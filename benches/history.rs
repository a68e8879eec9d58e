//! Measures walks over the history of a real repository: `cargo bench --bench history -- DIR [FOLDER]`.
//!
//! Prints the seconds of a names-only walk and of the origins of all lines of the pages below FOLDER, and with
//! `--blame` how many of them `git blame` agrees with.
#![allow(clippy::print_stdout)]

use abreast::git::error::GitError;
use abreast::git::origins::line_origins_in;
use abreast::git::repo::Repo;
use abreast::model::path::RepoPath;
use abreast::model::revision::{Oid, Revision};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

fn main() -> Result<(), GitError> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let Some(dir) = arguments.first() else {
        println!("usage: cargo bench --bench history -- DIR [FOLDER [--blame]]");
        return Ok(());
    };
    let repo = Repo::open(Some(Path::new(dir)))?;
    let head = repo.resolve("HEAD")?;
    names(&repo, head)?;
    if let Some(folder) = arguments.get(1) {
        let pages = pages(&repo, head, folder)?;
        let start = Instant::now();
        let origins = line_origins_in(&repo, &repo.history(head)?, head, &pages)?;
        let lines: usize = origins.values().map(Vec::len).sum();
        println!(
            "origins of {lines} lines of {} pages: {:.2} s",
            origins.len(),
            start.elapsed().as_secs_f64()
        );
        if arguments.get(2).is_some() {
            compare(dir, &origins);
        }
    }
    Ok(())
}

fn names(repo: &Repo, head: Oid) -> Result<(), GitError> {
    let start = Instant::now();
    let history = repo.history(head)?;
    println!(
        "history of {} commits: {:.2} s",
        history.len(),
        start.elapsed().as_secs_f64()
    );
    let rows: usize = repo.touches(head, &|_, _| {})?.touches.iter().map(Vec::len).sum();
    println!(
        "names of {rows} changed paths, renames found: {:.2} s in all",
        start.elapsed().as_secs_f64()
    );
    let start = Instant::now();
    let files = repo.snapshot(Revision::Commit(head))?.0.files.len();
    println!("snapshot of {files} files: {:.3} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn pages(repo: &Repo, head: Oid, folder: &str) -> Result<BTreeSet<RepoPath>, GitError> {
    let (snapshot, _) = repo.snapshot(Revision::Commit(head))?;
    let is_page = |path: &&RepoPath| matches!(path.extension(), "md" | "rst" | "txt") && path.is_under(folder);
    Ok(snapshot.files.keys().filter(is_page).cloned().collect())
}

/// Counts the lines on which `git blame` agrees, and shows some on which it does not.
fn compare(dir: &str, origins: &BTreeMap<RepoPath, Vec<Oid>>) {
    let (mut all, mut same, mut moved) = (0, 0, 0);
    let start = Instant::now();
    for (page, lines) in origins {
        let plain = blame(dir, page, &[]);
        let within = blame(dir, page, &["-M"]);
        for (number, line) in lines.iter().enumerate() {
            let own = line.to_string();
            all += 1;
            same += usize::from(plain.get(number) == Some(&own));
            moved += usize::from(within.get(number) == Some(&own));
            if plain.get(number) != Some(&own) && all - same < 20 {
                println!(
                    "{page}:{} is of {} and not {:?}",
                    number + 1,
                    line.short(),
                    plain.get(number)
                );
            }
        }
    }
    println!(
        "git blame agrees on {same} and git blame -M on {moved} of {all} lines; both took {:.1} s",
        start.elapsed().as_secs_f64()
    );
}

fn blame(dir: &str, page: &RepoPath, flags: &[&str]) -> Vec<String> {
    let mut command = Command::new("git");
    command
        .args(["--git-dir", dir, "blame", "--porcelain"])
        .args(flags)
        .args(["HEAD", "--", page.as_str()]);
    let output = command.output().map(|output| output.stdout).unwrap_or_default();
    let is_id = |line: &&str| line.len() > 40 && line.as_bytes()[..40].iter().all(u8::is_ascii_hexdigit);
    String::from_utf8_lossy(&output)
        .lines()
        .filter(is_id)
        .map(|line| line[..40].to_owned())
        .collect()
}
