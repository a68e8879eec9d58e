//! What differs between two trees: a merge of their sorted entries that never opens a folder both sides share.

use super::error::GitError;
use super::extent::{self, Guard};
use super::store::{Object, Store};
use super::tree::{self, Entry, PATH_LIMIT};
use super::tree_cache::TreeCache;
use crate::model::revision::Oid;
use std::cmp::Ordering;
use std::rc::Rc;

/// More paths than this in one tree or one difference are refused.
pub(crate) const COUNT_LIMIT: usize = 2_000_000;

/// A file (or link, or submodule) at one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) mode: u32,
    pub(crate) id: Oid,
}

/// A path that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) path: String,
    pub(crate) base: Option<Side>,
    pub(crate) head: Option<Side>,
}

/// Decides which paths are looked at; `true` for the second argument means a folder.
pub(crate) type Wanted<'a> = &'a dyn Fn(&str, bool) -> bool;

/// Two folders to compare.
struct Pair {
    /// The path of the folder, with a trailing `/` unless it is the root.
    folder: String,
    base: Option<Oid>,
    head: Option<Oid>,
}

/// The bytes of a tree; none of the empty one.
fn data<'t>(tree: &'t Option<Rc<Object<'_>>>) -> &'t [u8] {
    tree.as_ref().map_or(&[], |tree| tree.data())
}

/// Compares trees. `None` is the empty tree.
pub(crate) fn trees(
    store: &Store,
    base: Option<Oid>,
    head: Option<Oid>,
    wanted: Wanted<'_>,
) -> Result<Vec<Row>, GitError> {
    cached_trees(store, &mut TreeCache::new(0), base, head, wanted)
}

/// Compares trees of which some may have been read before.
pub(crate) fn cached_trees<'s>(
    store: &'s Store,
    cache: &mut TreeCache<'s>,
    base: Option<Oid>,
    head: Option<Oid>,
    wanted: Wanted<'_>,
) -> Result<Vec<Row>, GitError> {
    let mut walk = Walk {
        store,
        cache,
        wanted,
        rows: Vec::new(),
        waiting: Vec::new(),
    };
    walk.push(String::new(), base, head);
    let roots: Vec<Oid> = base.into_iter().chain(head).collect();
    let mut guard = Guard::default();
    while let Some(pair) = walk.waiting.pop() {
        for folder in pair.base.iter().chain(&pair.head) {
            guard.enter(store, *folder, &roots)?;
        }
        walk.folder(&pair)?;
        if walk.rows.len() > COUNT_LIMIT {
            return Err(extent::too_many(head.or(base).unwrap_or(Oid::ZERO)));
        }
    }
    walk.rows.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(merge_type_changes(walk.rows))
}

struct Walk<'a, 's> {
    store: &'s Store,
    cache: &'a mut TreeCache<'s>,
    wanted: Wanted<'a>,
    rows: Vec<Row>,
    waiting: Vec<Pair>,
}

impl Walk<'_, '_> {
    fn push(&mut self, folder: String, base: Option<Oid>, head: Option<Oid>) {
        if base != head && folder.len() <= PATH_LIMIT {
            self.waiting.push(Pair { folder, base, head });
        }
    }

    /// Merges the entries of one pair of folders.
    fn folder(&mut self, pair: &Pair) -> Result<(), GitError> {
        let base = self.cache.read(self.store, pair.base)?;
        let head = self.cache.read(self.store, pair.head)?;
        let mut old = tree::entries(pair.base.unwrap_or(Oid::ZERO), data(&base));
        let mut new = tree::entries(pair.head.unwrap_or(Oid::ZERO), data(&head));
        let (mut a, mut b) = (None, None);
        loop {
            if a.is_none() && b.is_none() {
                tree::skip_same(&mut old, &mut new);
            }
            a = a.map_or_else(|| old.next().transpose(), |kept| Ok(Some(kept)))?;
            b = b.map_or_else(|| new.next().transpose(), |kept| Ok(Some(kept)))?;
            let order = match (&a, &b) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => compare(a, b),
            };
            let left = if order == Ordering::Greater { None } else { a.take() };
            let right = if order == Ordering::Less { None } else { b.take() };
            self.entry(&pair.folder, left, right);
        }
    }

    /// Notes one name; both sides are folders or both are not.
    fn entry(&mut self, folder: &str, base: Option<Entry<'_>>, head: Option<Entry<'_>>) {
        let Some(entry) = base.or(head) else {
            return;
        };
        if base.zip(head).is_some_and(|(a, b)| (a.id, a.mode) == (b.id, b.mode))
            || tree::name_fault(entry.name).is_some()
        {
            return;
        }
        let Ok(name) = std::str::from_utf8(entry.name) else {
            return;
        };
        let is_folder = entry.is_folder();
        let path = if is_folder {
            [folder, name, "/"].concat()
        } else {
            [folder, name].concat()
        };
        if !(self.wanted)(&path, is_folder) {
            return;
        }
        if is_folder {
            self.push(path, base.map(|entry| entry.id), head.map(|entry| entry.id));
        } else {
            let side = |entry: Entry<'_>| Side {
                mode: entry.mode,
                id: entry.id,
            };
            self.rows.push(Row {
                path,
                base: base.map(side),
                head: head.map(side),
            });
        }
    }
}

/// The order of entries in a tree: a folder sorts as if its name ended in `/`.
fn compare(a: &Entry<'_>, b: &Entry<'_>) -> Ordering {
    let common = a.name.len().min(b.name.len());
    a.name[..common].cmp(&b.name[..common]).then_with(|| {
        let next = |entry: &Entry<'_>| match entry.name.get(common) {
            Some(byte) => *byte,
            None if entry.is_folder() => b'/',
            None => 0,
        };
        next(a).cmp(&next(b)).then(a.name.len().cmp(&b.name.len()))
    })
}

/// Joins the two rows of a path, which only a damaged tree with a name twice can give.
fn merge_type_changes(rows: Vec<Row>) -> Vec<Row> {
    let mut merged: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match merged.last_mut().filter(|last| last.path == row.path) {
            Some(last) => {
                last.base = last.base.or(row.base);
                last.head = last.head.or(row.head);
            }
            None => merged.push(row),
        }
    }
    merged
}
