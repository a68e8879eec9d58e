//! The bytes of trees that were read lately: a walk over a history meets nearly every tree twice, as head and as base.

use super::error::GitError;
use super::store::Store;
use crate::model::revision::Oid;
use git2::ObjectType;
use std::collections::HashMap;
use std::sync::Arc;

/// Two generations of trees: when the young one is full it becomes the old one, and the old one is forgotten.
pub(crate) struct TreeCache {
    young: HashMap<Oid, Arc<[u8]>>,
    old: HashMap<Oid, Arc<[u8]>>,
    /// Bytes of the young generation.
    bytes: usize,
    limit: usize,
}

impl TreeCache {
    /// A cache of at most twice so many bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
            bytes: 0,
            limit,
        }
    }

    /// The bytes of a tree; none for the empty tree that `None` stands for.
    pub(crate) fn read(&mut self, store: &Store, id: Option<Oid>) -> Result<Arc<[u8]>, GitError> {
        let Some(id) = id else {
            return Ok(Arc::default());
        };
        if let Some(data) = self.young.get(&id) {
            return Ok(data.clone());
        }
        let data: Arc<[u8]> = match self.old.remove(&id) {
            Some(data) => data,
            None => store.read(id, ObjectType::Tree)?.data().into(),
        };
        if self.limit > 0 {
            self.keep(id, data.clone());
        }
        Ok(data)
    }

    fn keep(&mut self, id: Oid, data: Arc<[u8]>) {
        if self.bytes + data.len() > self.limit {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += data.len();
        self.young.insert(id, data);
    }
}
