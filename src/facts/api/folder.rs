//! The files of an API in a folder on disk, with what was read of them before.

use super::sources::Sources;
use crate::cache::store::Store;
use crate::code::python_api::{self, PythonOutline};
use crate::code::rust_api::{self, RustOutline};
use crate::disk::folder::Folder;
use crate::facts::side::decode;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Numbers of the readers in the cache.
const RUST: u8 = 1;
const PYTHON: u8 = 2;

/// A folder, and a cache.
pub struct FolderSources<'a> {
    folder: &'a Folder,
    cache: &'a Store,
    /// Files that were read and may have comments for abreast.
    commented: Mutex<BTreeSet<RepoPath>>,
}

impl<'a> FolderSources<'a> {
    /// The files of a folder.
    pub fn new(folder: &'a Folder, cache: &'a Store) -> Self {
        Self {
            folder,
            cache,
            commented: Mutex::default(),
        }
    }

    fn bytes(&self, path: &RepoPath) -> Result<Vec<u8>, Problem> {
        let bytes = self.folder.read(path)?;
        if memchr::memmem::find(&bytes, b"abreast:").is_some() {
            self.commented
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(path.clone());
        }
        Ok(bytes)
    }
}

impl Sources for FolderSources<'_> {
    fn paths(&self) -> &[RepoPath] {
        self.folder.paths()
    }

    fn text(&self, path: &RepoPath) -> Result<Arc<str>, Problem> {
        decoded(path, &self.folder.read(path)?)
    }

    fn rust(&self, path: &RepoPath) -> Result<Arc<RustOutline>, Problem> {
        remembered(self.cache, RUST, path, &self.bytes(path)?, rust_api::outline)
    }

    fn python(&self, path: &RepoPath) -> Result<Arc<PythonOutline>, Problem> {
        remembered(self.cache, PYTHON, path, &self.bytes(path)?, python_api::outline)
    }

    fn may_have_comments(&self, path: &RepoPath) -> bool {
        self.commented
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(path)
    }
}

/// What a reader makes of a text, or why it makes nothing of it.
type Made<T> = Result<T, (ProblemKind, String)>;

/// What a reader makes of a content, from the cache if it is there.
fn remembered<T: Serialize + DeserializeOwned>(
    cache: &Store,
    reader: u8,
    path: &RepoPath,
    bytes: &[u8],
    read: impl FnOnce(&str) -> Made<T>,
) -> Result<Arc<T>, Problem> {
    let key = Store::key(reader, bytes);
    let known = cache
        .get(&key)
        .and_then(|made| postcard::from_bytes::<Made<T>>(made).ok());
    let made = match known {
        Some(made) => made,
        None => {
            let made = read(&decoded(path, bytes)?);
            if let Ok(bytes) = postcard::to_stdvec(&made) {
                cache.put(key, bytes);
            }
            made
        }
    };
    made.map(Arc::new)
        .map_err(|(kind, message)| problem(path, kind, message))
}

/// The bytes of a file as text.
pub(super) fn decoded(path: &RepoPath, bytes: &[u8]) -> Result<Arc<str>, Problem> {
    decode(bytes).map_err(|(kind, message)| problem(path, kind, message.to_owned()))
}

/// A problem of a file that does not end the run.
pub(super) fn problem(path: &RepoPath, kind: ProblemKind, message: String) -> Problem {
    Problem {
        path: Some(path.clone()),
        line: None,
        kind,
        message,
        fatal: false,
    }
}

#[cfg(test)]
mod tests {
    use super::{FolderSources, PYTHON, remembered};
    use crate::cache::store::Store;
    use crate::disk::folder::Folder;
    use crate::facts::api::sources::Sources as _;
    use crate::model::problem::ProblemKind;
    use std::fs;

    #[test]
    fn a_content_is_read_once_and_so_is_what_is_wrong_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cache");
        let made = |build: fn(&str) -> Result<u8, (ProblemKind, String)>| {
            let store = Store::open(file.clone(), b"");
            let made = remembered(&store, PYTHON, &"x.py".into(), b"text", build);
            store.save().unwrap();
            made
        };
        let failing = |_: &str| Err((ProblemKind::Unparsed, "odd".to_owned()));
        assert_eq!(made(failing).unwrap_err().message, "odd");
        assert_eq!(made(|_| panic!("read again")).unwrap_err().kind, ProblemKind::Unparsed);
        let store = Store::default();
        assert_eq!(
            *remembered(&store, PYTHON, &"x.py".into(), b"text", |_| Ok(7)).unwrap(),
            7
        );
    }

    #[test]
    fn a_file_that_is_no_text_is_a_problem_with_its_path() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("x.py"), b"\xff\xfe").unwrap();
        let folder = Folder::list(root.path(), root.path(), &|_| true);
        let cache = Store::default();
        let sources = FolderSources::new(&folder, &cache);
        let problem = sources.python(&"x.py".into()).unwrap_err();
        assert_eq!(
            (problem.kind, problem.path),
            (ProblemKind::NotUtf8, Some("x.py".into()))
        );
        assert!(sources.text(&"gone.py".into()).is_err() && sources.has("x.py") && !sources.has("y.py"));
    }
}
