//! Names the commit that last wrote each stale line.

use super::stale::Facts;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::commit::CommitRef;
use crate::model::revision::Oid;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Fills in [`super::stale::Stale::written`] from the origins of the pages.
///
/// # Errors
/// When such a commit cannot be read.
pub fn name_writers(repo: &Repo, facts: &mut Facts) -> Result<(), GitError> {
    let mut known: HashMap<Oid, CommitRef> = HashMap::new();
    for at in 0..facts.stale.len() {
        let Some((page, mention)) = facts.mention_of(&facts.stale[at]) else {
            continue;
        };
        let Some(origin) = page.origin(mention.line) else {
            continue;
        };
        let writer = match known.entry(origin) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(CommitRef::from(&repo.commit(origin)?)),
        };
        facts.stale[at].written = Some(writer.clone());
    }
    Ok(())
}
