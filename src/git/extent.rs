//! Guards walks over trees against those that name the same folder again and again to hold billions of paths.

use super::diff::COUNT_LIMIT;
use super::error::GitError;
use super::oid_map::OidMap;
use super::store::Store;
use super::tree;
use crate::model::revision::Oid;
use git2::ObjectType;
use std::collections::HashMap;

/// Honest trees hold few folders twice; only beyond this many is a tree measured.
const REPEATS: usize = 1000;

/// Watches a walk for folders that come up again.
#[derive(Default)]
pub(crate) struct Guard {
    entered: usize,
    seen: OidMap<()>,
    repeats: usize,
}

impl Guard {
    /// Takes note of a folder; an error when the trees hold too many paths to be walked.
    pub(crate) fn enter(&mut self, store: &Store, folder: Oid, roots: &[Oid]) -> Result<(), GitError> {
        // So few hold no such number of repeats, and nearly every difference ends here.
        self.entered += 1;
        if self.entered <= REPEATS {
            return Ok(());
        }
        if self.seen.insert(folder, ()).is_none() {
            return Ok(());
        }
        self.repeats += 1;
        if self.repeats != REPEATS {
            return Ok(());
        }
        let mut sizes = HashMap::new();
        for root in roots {
            if measure(store, *root, &mut sizes)? > COUNT_LIMIT {
                return Err(too_many(*root));
            }
        }
        Ok(())
    }
}

/// The error of a tree that is too large.
pub(crate) fn too_many(root: Oid) -> GitError {
    GitError::TooManyPaths {
        what: format!("tree {root}"),
        limit: COUNT_LIMIT,
    }
}

/// How many files and folders a tree holds, reading each folder once however often it is named.
fn measure(store: &Store, root: Oid, sizes: &mut HashMap<Oid, usize>) -> Result<usize, GitError> {
    let mut waiting = vec![(root, false)];
    while let Some((id, children_known)) = waiting.pop() {
        if sizes.contains_key(&id) {
            continue;
        }
        let object = store.read(id, ObjectType::Tree)?;
        let mut size = 1_usize;
        if !children_known {
            waiting.push((id, true));
        }
        for entry in tree::entries(id, object.data()) {
            let entry = entry?;
            match sizes.get(&entry.id) {
                _ if !entry.is_folder() => size = size.saturating_add(1),
                Some(inner) => size = size.saturating_add(*inner),
                None if !children_known => waiting.push((entry.id, false)),
                // Only a hash collision could make a tree hold itself.
                None => size = usize::MAX,
            }
        }
        if children_known {
            sizes.insert(id, size);
        }
    }
    Ok(sizes.get(&root).copied().unwrap_or(0))
}
