//! Which commit made something go away: a search back along first parents, then into the branch a merge brought.

use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::commit::Commit;
use crate::model::revision::Oid;

/// Merges within merges are followed this deep.
const MAX_MERGES: usize = 8;

/// Finds the newest commit, from `head` back, that has not what its first parent has.
///
/// `present` says whether a commit has it; `head` has it not. Steps double until a commit has it, then the gap is halved:
/// the found commit really removes it, though of several removals (removed, restored, removed) it may not be the last.
/// Nothing is searched behind `floor`, itself included as the last candidate parent.
///
/// # Errors
/// When a commit on the way cannot be read, or `present` cannot tell.
pub fn removal(
    repo: &Repo,
    head: Oid,
    floor: Option<Oid>,
    present: &dyn Fn(&Commit) -> Result<bool, GitError>,
) -> Result<Option<Commit>, GitError> {
    search(repo, head, floor, present, 0)
}

fn search(
    repo: &Repo,
    head: Oid,
    floor: Option<Oid>,
    present: &dyn Fn(&Commit) -> Result<bool, GitError>,
    depth: usize,
) -> Result<Option<Commit>, GitError> {
    let Some(gap) = gap(repo, head, floor, present)? else {
        return Ok(None);
    };
    let commit = halve(gap, present)?;
    if depth < MAX_MERGES {
        for side in commit.parents.iter().skip(1) {
            if !present(&repo.commit(*side)?)? {
                let fork = repo.merge_base(*side, commit.parents[0])?;
                return Ok(search(repo, *side, fork, present, depth + 1)?.or(Some(commit)));
            }
        }
    }
    Ok(Some(commit))
}

/// A stretch of first parents, newest first: its first commit has it not, its last has it.
fn gap(
    repo: &Repo,
    head: Oid,
    floor: Option<Oid>,
    present: &dyn Fn(&Commit) -> Result<bool, GitError>,
) -> Result<Option<Vec<Commit>>, GitError> {
    let mut newest = repo.commit(head)?;
    let mut step = 1usize;
    loop {
        let mut stretch = vec![newest];
        while stretch.len() <= step {
            let last = &stretch[stretch.len() - 1];
            match last.parents.first() {
                Some(parent) if Some(last.id) != floor => stretch.push(repo.commit(*parent)?),
                _ => break,
            }
        }
        let Some(oldest) = stretch.last().filter(|_| stretch.len() > 1) else {
            return Ok(None);
        };
        if present(oldest)? {
            return Ok(Some(stretch));
        }
        newest = oldest.clone();
        step = step.saturating_mul(2);
    }
}

/// Narrows a stretch down to the commit that has it not while its first parent has it.
fn halve(stretch: Vec<Commit>, present: &dyn Fn(&Commit) -> Result<bool, GitError>) -> Result<Commit, GitError> {
    let (mut without, mut with) = (0, stretch.len() - 1);
    while with - without > 1 {
        let middle = without + (with - without) / 2;
        if present(&stretch[middle])? {
            with = middle;
        } else {
            without = middle;
        }
    }
    Ok(stretch[without].clone())
}
