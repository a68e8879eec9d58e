//! The branch as it was at the end of each month, from the history that was read once.

use super::file_history::{arrivals, chain};
use super::gather::FactsError;
use super::knowledge::{Counting, Knowledge};
use crate::config::settings::Settings;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::revision::{Oid, Revision, Snapshot};

/// The branch at the end of a month.
pub struct MonthEnd {
    /// The month, as `2026-03`.
    pub month: String,
    /// The time of its last commit: seconds since 1970.
    pub time: i64,
    /// Commits count that arrived on the branch at most here.
    pub place: usize,
    /// That commit.
    pub commit: Oid,
    /// Its files.
    pub snapshot: Snapshot,
    /// Those that count.
    pub files: Vec<RepoPath>,
}

/// The ends of the last `count` months in which something was committed, oldest first. `month_of` names the month of a time.
///
/// # Errors
/// When a tree is missing or corrupt.
pub fn ends(
    repo: &Repo,
    knowledge: &Knowledge,
    settings: &Settings,
    count: usize,
    month_of: &dyn Fn(i64) -> String,
) -> Result<Vec<MonthEnd>, FactsError> {
    let mut links: Vec<(String, i64, usize, Oid)> = Vec::new();
    let mut latest = i64::MIN;
    for (place, number) in chain(&knowledge.history).into_iter().enumerate() {
        let commit = &knowledge.history.commits[number];
        // A clock that was wrong must not turn the months back.
        latest = latest.max(commit.commit_time);
        let month = month_of(latest);
        if links.last().is_some_and(|(last, ..)| *last == month) {
            links.pop();
        }
        links.push((month, latest, place, commit.id));
    }
    let recent = links.split_off(links.len().saturating_sub(count));
    let counting = Counting::of(repo, &knowledge.snapshot)?;
    let mut ends = Vec::new();
    for (month, time, place, commit) in recent {
        let (snapshot, _) = repo.snapshot(Revision::Commit(commit))?;
        let files = snapshot.files.iter();
        let files = files.filter(|(path, entry)| counting.excluded(path, entry, settings).is_none());
        ends.push(MonthEnd {
            files: files.map(|(path, _)| path.clone()).collect(),
            month,
            time,
            place,
            commit,
            snapshot,
        });
    }
    Ok(ends)
}

/// For each commit of the history, from which [`MonthEnd::place`] on it counts.
pub fn places(knowledge: &Knowledge) -> Vec<usize> {
    arrivals(&knowledge.history)
}
