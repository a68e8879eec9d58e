//! Names the commit that last wrote each stale line.

use super::stale::Facts;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::commit::CommitRef;
use crate::model::revision::Oid;
use std::collections::HashMap;

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
        if !known.contains_key(&origin) {
            known.insert(origin, CommitRef::from(&repo.commit(origin)?));
        }
        facts.stale[at].written = known.get(&origin).cloned();
    }
    Ok(())
}
