//! A file that holds what readers made of contents, by the hash of the content.
//!
//! It is of use only to the build of the program that wrote it, and a file that is damaged or of another build counts as empty.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

const MAGIC: &[u8; 8] = b"abreast\x01";
/// Bytes before the entries: the magic and a hash of everything behind it and of the build.
const HEAD: usize = 8 + 32;
/// Bytes before the content of an entry: its key and its length.
const ENTRY: usize = 1 + 16 + 4;
/// A file that would be larger is not written: reading it would cost more than it saves.
const LARGEST: usize = 256 << 20;
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# Written by abreast; can be removed at any time.\n";

/// What an entry is found by: which reader made it, and a hash of what it was made of.
pub type Key = (u8, [u8; 16]);

/// Entries of earlier runs and of this one.
#[derive(Debug, Default)]
pub struct Store {
    file: Option<PathBuf>,
    build: Vec<u8>,
    bytes: Vec<u8>,
    known: HashMap<Key, (Range<usize>, AtomicBool)>,
    new: Mutex<HashMap<Key, Vec<u8>>>,
}

impl Store {
    /// Opens the store in that file for that build of the program. A file that cannot be used is an empty store.
    pub fn open(file: PathBuf, build: &[u8]) -> Self {
        let bytes = fs::read(&file).unwrap_or_default();
        let known = entries(&bytes, build).unwrap_or_default();
        Self {
            file: Some(file),
            build: build.to_owned(),
            bytes,
            known,
            new: Mutex::default(),
        }
    }

    /// The key of a content for a reader.
    pub fn key(reader: u8, content: &[u8]) -> Key {
        let mut short = [0; 16];
        short.copy_from_slice(&blake3::hash(content).as_bytes()[..16]);
        (reader, short)
    }

    /// What was made of the content, if that is known from earlier runs.
    pub fn get(&self, key: &Key) -> Option<&[u8]> {
        let (range, used) = self.known.get(key)?;
        used.store(true, Ordering::Relaxed);
        self.bytes.get(range.clone())
    }

    /// Remembers what was made of a content.
    pub fn put(&self, key: Key, made: Vec<u8>) {
        if self.file.is_some() {
            self.new
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(key, made);
        }
    }

    /// Writes the entries of this run, and those of earlier ones as long as they are not the larger part.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self) -> io::Result<()> {
        let new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(file), false) = (&self.file, new.is_empty()) else {
            return Ok(());
        };
        let is_used = |of: &AtomicBool| of.load(Ordering::Relaxed);
        let used = self.known.values().filter(|(_, used)| is_used(used)).count();
        let keep_all = self.known.len() - used <= used + new.len();
        let mut kept: Vec<(&Key, &[u8])> = new.iter().map(|(key, made)| (key, made.as_slice())).collect();
        let old = self.known.iter().filter(|(_, (_, used))| keep_all || is_used(used));
        kept.extend(old.filter_map(|(key, (range, _))| Some((key, self.bytes.get(range.clone())?))));
        kept.sort();
        let mut bytes = vec![0; HEAD];
        for ((reader, hash), made) in kept {
            let Ok(length) = u32::try_from(made.len()) else {
                continue;
            };
            bytes.push(*reader);
            bytes.extend(hash);
            bytes.extend(length.to_le_bytes());
            bytes.extend(made);
        }
        if bytes.len() > LARGEST {
            return Ok(());
        }
        let seal = seal(&bytes[HEAD..], &self.build);
        bytes[..MAGIC.len()].copy_from_slice(MAGIC);
        bytes[MAGIC.len()..HEAD].copy_from_slice(&seal);
        write(file, &bytes)
    }
}

/// A file half written must never be read: it is written beside the old one, which it then replaces.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    let tag = folder.join("CACHEDIR.TAG");
    if !tag.exists() {
        fs::write(tag, TAG)?;
    }
    // Two runs that write the same bytes may share this name; two that write others do not.
    let beside = file.with_extension(blake3::hash(bytes).to_hex().as_str());
    fs::write(&beside, bytes)?;
    fs::rename(&beside, file)
}

fn seal(entries: &[u8], build: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(build);
    hasher.update(entries);
    *hasher.finalize().as_bytes()
}

/// Where each entry stands; `None` when the file is damaged, or of another build.
fn entries(bytes: &[u8], build: &[u8]) -> Option<HashMap<Key, (Range<usize>, AtomicBool)>> {
    let body = bytes.get(HEAD..)?;
    if bytes.get(..MAGIC.len())? != MAGIC || bytes.get(MAGIC.len()..HEAD)? != seal(body, build) {
        return None;
    }
    let mut known = HashMap::new();
    let mut at = HEAD;
    while at < bytes.len() {
        let head = bytes.get(at..at + ENTRY)?;
        let key = (head[0], head[1..17].try_into().ok()?);
        let length = u32::from_le_bytes(head[17..].try_into().ok()?) as usize;
        at += ENTRY;
        bytes.get(at..at + length)?;
        known.insert(key, (at..at + length, AtomicBool::new(false)));
        at += length;
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::Store;
    use std::fs;

    #[test]
    fn what_was_put_is_there_in_the_next_run_of_the_same_build() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/x");
        let (a, b) = (Store::key(1, b"a"), Store::key(2, b"a"));
        let store = Store::open(file.clone(), b"build");
        store.put(a, b"made".to_vec());
        assert_eq!(store.get(&a), None, "only what earlier runs wrote");
        store.save().unwrap();
        let store = Store::open(file.clone(), b"build");
        assert_eq!((store.get(&a), store.get(&b)), (Some(&b"made"[..]), None));
        assert_eq!(Store::open(file, b"other build").get(&a), None);
        assert!(folder.path().join("deep/CACHEDIR.TAG").exists());
    }

    #[test]
    fn a_damaged_file_is_an_empty_store() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x");
        let key = Store::key(1, b"a");
        let store = Store::open(file.clone(), b"");
        store.put(key, b"made".to_vec());
        store.save().unwrap();
        let whole = fs::read(&file).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&file, &bytes).unwrap();
            assert_eq!(Store::open(file.clone(), b"").get(&key), None, "byte {at}");
            fs::write(&file, &whole[..at]).unwrap();
            assert_eq!(Store::open(file.clone(), b"").get(&key), None, "cut at {at}");
        }
    }

    #[test]
    fn entries_that_nobody_asks_for_are_dropped_when_they_are_the_larger_part() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x");
        let key = |number: u8| Store::key(0, &[number]);
        let run = |get: &[u8], put: &[u8]| {
            let store = Store::open(file.clone(), b"");
            get.iter()
                .for_each(|number| assert!(store.get(&key(*number)).is_some()));
            put.iter().for_each(|number| store.put(key(*number), vec![*number]));
            store.save().unwrap();
        };
        run(&[], &[1, 2, 3]);
        run(&[1, 2], &[4]);
        assert!(Store::open(file.clone(), b"").get(&key(3)).is_some());
        run(&[], &[5]);
        let left = Store::open(file, b"");
        assert!(left.get(&key(1)).is_none() && left.get(&key(5)).is_some());
    }
}
