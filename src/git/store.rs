//! Objects by id, from libgit2's object database, guarded against what that cannot survive.
//!
//! Loose objects are inflated here and checked against their id: libgit2 never returns from a truncated one. Packed
//! ones, nearly all of a history, go through libgit2 without its cache and hash checks, which cost three times the
//! reading itself; zlib's own checksum still covers them.

use super::error::GitError;
use super::location::Location;
use crate::model::revision::Oid;
use git2::{ErrorCode, ObjectType, Odb, OdbObject};
use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Once;

/// How deep alternates may name further alternates, as in git.
const ALTERNATES_DEPTH: usize = 5;
/// No loose object above this size is inflated.
const LOOSE_LIMIT: usize = 1 << 30;

/// All objects of a repository.
pub(crate) struct Store {
    odb: Odb<'static>,
    /// Loose objects at the time of opening.
    loose: HashMap<Oid, u32>,
    dirs: Vec<PathBuf>,
}

/// The bytes of an object.
pub(crate) enum Object<'store> {
    Packed(OdbObject<'store>),
    Loose(Vec<u8>),
}

impl Object<'_> {
    pub(crate) fn data(&self) -> &[u8] {
        match self {
            Object::Packed(object) => object.data(),
            Object::Loose(data) => data,
        }
    }
}

/// An id as libgit2 has it.
pub(crate) fn to_git2(id: Oid) -> git2::Oid {
    // Twenty bytes are always an id.
    git2::Oid::from_bytes(&id.0).unwrap_or(git2::Oid::ZERO_SHA1)
}

/// An id as the model has it.
pub(crate) fn from_git2(id: git2::Oid) -> Oid {
    id.as_bytes().try_into().map_or(Oid::ZERO, Oid)
}

/// The id that a blob of this content has.
pub(crate) fn blob_id(content: &[u8]) -> Oid {
    git2::Oid::hash_object(ObjectType::Blob, content).map_or(Oid::ZERO, from_git2)
}

/// The name of a type of object.
pub(crate) fn kind_name(kind: ObjectType) -> &'static str {
    match kind {
        ObjectType::Commit => "commit",
        ObjectType::Tree => "tree",
        ObjectType::Tag => "tag",
        ObjectType::Blob => "blob",
        _ => "object",
    }
}

impl Store {
    /// Opens the object folders of a repository and lists its loose objects.
    pub(crate) fn open(location: &Location) -> Result<Store, GitError> {
        tune_library();
        let dirs = with_alternates(&location.object_dirs);
        let failed = |error: git2::Error| GitError::Unsupported {
            what: format!("object database: {}", error.message()),
        };
        let odb = Odb::new().map_err(failed)?;
        for dir in &dirs {
            let text = dir.to_str().ok_or_else(|| GitError::Unsupported {
                what: format!("object folder {} (its name is not UTF-8)", dir.display()),
            })?;
            odb.add_disk_alternate(text).map_err(failed)?;
        }
        let mut loose = HashMap::new();
        for (number, dir) in (0..).zip(&dirs) {
            list_loose(dir, number, &mut loose);
        }
        Ok(Store { odb, loose, dirs })
    }

    /// The bytes of an object of a certain kind.
    pub(crate) fn read(&self, id: Oid, kind: ObjectType) -> Result<Object<'_>, GitError> {
        let (found, object) = self.read_any(id, kind)?;
        if found == kind {
            Ok(object)
        } else {
            Err(GitError::corrupt(
                id,
                format!("it is a {}, not a {}", kind_name(found), kind_name(kind)),
            ))
        }
    }

    /// The kind and bytes of an object. `expected` only words the error.
    pub(crate) fn read_any(&self, id: Oid, expected: ObjectType) -> Result<(ObjectType, Object<'_>), GitError> {
        if let Some(path) = self.loose_path(id) {
            let (kind, data) = inflate(id, &path)?;
            return Ok((kind, Object::Loose(data)));
        }
        let object = self
            .odb
            .read(to_git2(id))
            .map_err(|error| failed(id, expected, &error))?;
        Ok((object.kind(), Object::Packed(object)))
    }

    /// The kind and size of an object, from its header alone.
    pub(crate) fn header(&self, id: Oid, expected: ObjectType) -> Result<(ObjectType, u64), GitError> {
        if let Some(path) = self.loose_path(id) {
            let (kind, size, _) = inflate_header(id, &path)?;
            return Ok((kind, size as u64));
        }
        let (size, kind) = self
            .odb
            .read_header(to_git2(id))
            .map_err(|error| failed(id, expected, &error))?;
        Ok((kind, size as u64))
    }

    /// The object whose id begins with these digits; `None` when there is none or more than one.
    pub(crate) fn find_prefix(&self, digits: &str) -> Option<Oid> {
        let padded = git2::Oid::from_str(digits).ok()?;
        self.odb.exists_prefix(padded, digits.len()).ok().map(from_git2)
    }

    /// Whether a pack says that objects it names may be elsewhere.
    pub(crate) fn is_partial(&self) -> bool {
        let is_promise = |file: &fs::DirEntry| file.path().extension().is_some_and(|ending| ending == "promisor");
        let packs = self.dirs.iter().filter_map(|dir| fs::read_dir(dir.join("pack")).ok());
        packs.flatten().flatten().any(|file| is_promise(&file))
    }

    fn loose_path(&self, id: Oid) -> Option<PathBuf> {
        let dir = self.dirs.get(*self.loose.get(&id)? as usize)?;
        let digits = id.to_string();
        Some(dir.join(&digits[..2]).join(&digits[2..]))
    }
}

/// Sets libgit2's process-wide switches, once: reading each object once needs neither a cache nor a second checksum.
fn tune_library() {
    static TUNED: Once = Once::new();
    TUNED.call_once(|| {
        git2::opts::strict_hash_verification(false);
        git2::opts::enable_caching(false);
    });
}

fn failed(id: Oid, kind: ObjectType, error: &git2::Error) -> GitError {
    match error.code() {
        ErrorCode::NotFound => GitError::MissingObject {
            id,
            kind: kind_name(kind),
        },
        _ => GitError::corrupt(id, error.message()),
    }
}

/// The folders and those their `info/alternates` name, in that order.
fn with_alternates(dirs: &[PathBuf]) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = dirs.to_vec();
    let mut level = dirs.to_vec();
    for _ in 0..ALTERNATES_DEPTH {
        level = level.iter().flat_map(|dir| alternates_of(dir)).collect();
        level.retain(|dir| !all.contains(dir));
        all.extend(level.iter().cloned());
    }
    all
}

fn alternates_of(dir: &Path) -> Vec<PathBuf> {
    let text = super::location::small_text(&dir.join("info/alternates")).unwrap_or_default();
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| dir.join(line))
        .filter(|dir| dir.is_dir())
        .collect()
}

/// Notes every loose object of a folder.
fn list_loose(dir: &Path, number: u32, loose: &mut HashMap<Oid, u32>) {
    for first in 0..=u8::MAX {
        let Ok(files) = fs::read_dir(dir.join(format!("{first:02x}"))) else {
            continue;
        };
        for file in files.flatten() {
            let rest = file.file_name();
            let digits = format!("{first:02x}{}", rest.to_str().unwrap_or_default());
            if let Some(id) = parse_id(&digits) {
                loose.entry(id).or_insert(number);
            }
        }
    }
}

/// An id of exactly forty hexadecimal digits.
pub(crate) fn parse_id(digits: &str) -> Option<Oid> {
    if digits.len() != 40 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    git2::Oid::from_str(digits).ok().map(from_git2)
}

/// Inflates a loose object and checks that it is what its name says.
fn inflate(id: Oid, path: &Path) -> Result<(ObjectType, Vec<u8>), GitError> {
    let (kind, size, header) = inflate_header(id, path)?;
    let limit = header.saturating_add(size).min(LOOSE_LIMIT);
    let packed = fs::read(path).map_err(|error| GitError::io(path, &error))?;
    let mut data = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&packed, limit)
        .map_err(|error| GitError::corrupt(id, error.to_string()))?;
    if data.len() != limit {
        return Err(GitError::corrupt(id, "it is shorter than its header says"));
    }
    data.drain(..header);
    match git2::Oid::hash_object(kind, &data) {
        Ok(hash) if from_git2(hash) == id => Ok((kind, data)),
        _ => Err(GitError::corrupt(id, "its content does not have that id")),
    }
}

/// Kind, size and length of the header of a loose object.
fn inflate_header(id: Oid, path: &Path) -> Result<(ObjectType, usize, usize), GitError> {
    let mut packed = Vec::new();
    let file = fs::File::open(path).map_err(|error| GitError::io(path, &error))?;
    file.take(256)
        .read_to_end(&mut packed)
        .map_err(|error| GitError::io(path, &error))?;
    if packed.is_empty() {
        return Err(GitError::corrupt(id, "its file is empty"));
    }
    let start = match miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&packed, 64) {
        Ok(start) => start,
        Err(partial) => partial.output,
    };
    parse_header(&start).ok_or_else(|| GitError::corrupt(id, "its header cannot be read"))
}

fn parse_header(start: &[u8]) -> Option<(ObjectType, usize, usize)> {
    let end = start.iter().position(|byte| *byte == 0)?;
    let (kind, size) = std::str::from_utf8(&start[..end]).ok()?.split_once(' ')?;
    Some((ObjectType::from_str(kind)?, size.parse().ok()?, end + 1))
}
