//! The bytes of trees that were read lately: a walk over a history meets nearly every tree twice, as head and as base.

use super::error::GitError;
use super::oid_map::OidMap;
use super::store::{Object, Store};
use crate::model::revision::Oid;
use git2::ObjectType;
use std::rc::Rc;

/// Two generations of trees: when the young one is full it becomes the old one, and the old one is forgotten.
pub(crate) struct TreeCache<'store> {
    young: OidMap<Rc<Object<'store>>>,
    old: OidMap<Rc<Object<'store>>>,
    /// Bytes of the young generation.
    bytes: usize,
    limit: usize,
}

impl<'store> TreeCache<'store> {
    /// A cache of at most twice so many bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            young: OidMap::default(),
            old: OidMap::default(),
            bytes: 0,
            limit,
        }
    }

    /// A tree, if there is one: `None` stands for the empty tree.
    pub(crate) fn read(
        &mut self,
        store: &'store Store,
        id: Option<Oid>,
    ) -> Result<Option<Rc<Object<'store>>>, GitError> {
        let Some(id) = id else {
            return Ok(None);
        };
        if let Some(tree) = self.young.get(&id) {
            return Ok(Some(tree.clone()));
        }
        let tree = match self.old.remove(&id) {
            Some(tree) => tree,
            None => Rc::new(store.read(id, ObjectType::Tree)?),
        };
        if self.limit > 0 {
            self.keep(id, tree.clone());
        }
        Ok(Some(tree))
    }

    fn keep(&mut self, id: Oid, tree: Rc<Object<'store>>) {
        let size = tree.data().len();
        if self.bytes + size > self.limit {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += size;
        self.young.insert(id, tree);
    }
}
