//! Maps by object id. An id is a hash already: its first bytes are as good as a hash of it, and cost nothing.

use crate::model::revision::Oid;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by id.
pub(crate) type OidMap<V> = HashMap<Oid, V, BuildHasherDefault<FirstBytes>>;

/// Takes the first eight bytes of an id for its hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 = u64::from_ne_bytes(*first);
        }
    }

    /// The length of the id, which all have in common.
    fn write_usize(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::OidMap;
    use crate::model::revision::Oid;

    #[test]
    fn ids_that_begin_alike_are_told_apart() {
        let (mut one, mut other) = ([7; 20], [7; 20]);
        (one[19], other[19]) = (1, 2);
        let map: OidMap<u8> = [(Oid(one), 1), (Oid(other), 2)].into_iter().collect();
        assert_eq!(
            (map.get(&Oid(one)), map.get(&Oid(other)), map.len()),
            (Some(&1), Some(&2), 2)
        );
    }
}
