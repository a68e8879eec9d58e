//! One side of a comparison: a snapshot, its files by role, and their texts.

use crate::code;
use crate::code::module_path::SourceRoots;
use crate::config::settings::Settings;
use crate::docs;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::{FileKind, Oid, Snapshot};
use crate::model::source::FileRole;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Files above this size are not read as text: nobody writes them by hand.
const MAX_TEXT_BYTES: usize = 8 << 20;

/// A snapshot together with the means to read it.
pub struct Side<'a> {
    /// The repository the snapshot is of.
    pub repo: &'a Repo,
    /// The files.
    pub snapshot: Snapshot,
    /// Files that keep names alive, with their roles.
    pub sources: BTreeMap<RepoPath, (FileRole, Oid)>,
    /// Doc files, changelogs included.
    pub docs: BTreeMap<RepoPath, (FileRole, Oid)>,
    roots: OnceLock<SourceRoots>,
}

impl<'a> Side<'a> {
    /// Sorts the files of a snapshot into sources and docs; excluded files are in neither.
    pub fn new(repo: &'a Repo, snapshot: Snapshot, settings: &Settings) -> Self {
        let mut sources = BTreeMap::new();
        let mut docs = BTreeMap::new();
        for (path, entry) in &snapshot.files {
            if entry.kind != FileKind::File || settings.is_excluded(path) {
                continue;
            }
            let role = role_of(path, settings);
            match role {
                FileRole::Doc | FileRole::Changelog => docs.insert(path.clone(), (role, entry.blob)),
                role if role.is_source() => sources.insert(path.clone(), (role, entry.blob)),
                _ => None,
            };
        }
        Self {
            repo,
            snapshot,
            sources,
            docs,
            roots: OnceLock::new(),
        }
    }

    /// A side without files: reads, but knows of nothing.
    pub fn bare(repo: &'a Repo, snapshot: Snapshot) -> Self {
        Self {
            repo,
            snapshot,
            sources: BTreeMap::new(),
            docs: BTreeMap::new(),
            roots: OnceLock::new(),
        }
    }

    /// Where the packages of this side begin; read from its manifests when first asked for.
    pub fn roots(&self) -> &SourceRoots {
        self.roots.get_or_init(|| {
            let manifest = |path: &RepoPath| self.text_at(path.as_str()).map(|text| text.to_string());
            SourceRoots::new(self.snapshot.files.keys(), manifest)
        })
    }

    /// The text of a blob; `Err` says why there is none.
    ///
    /// # Errors
    /// The reason as a problem of that path: missing, too large, binary, a Git LFS pointer or not UTF-8.
    pub fn text(&self, path: &RepoPath, blob: Oid) -> Result<Arc<str>, Problem> {
        let bytes = self
            .repo
            .read(&self.snapshot, blob)
            .map_err(|error| unreadable(path, &error))?;
        decode(&bytes).map_err(|(kind, message)| Problem {
            path: Some(path.clone()),
            line: None,
            kind,
            message: message.to_owned(),
            fatal: false,
        })
    }

    /// The text of a blob of code, and what is odd about it. Code in another encoding is read all the same, with its odd
    /// bytes replaced: its names are ASCII nearly always, and none may be called dead because its file is odd.
    ///
    /// # Errors
    /// As `text`, but for code that is not UTF-8.
    pub fn code_text(&self, path: &RepoPath, blob: Oid) -> Result<(Arc<str>, Option<Problem>), Problem> {
        let problem = match self.text(path, blob) {
            Ok(text) => return Ok((text, None)),
            Err(problem) => problem,
        };
        match self.repo.read(&self.snapshot, blob) {
            Ok(bytes) if problem.kind == ProblemKind::NotUtf8 && !bytes.contains(&0) => {
                let problem = Problem {
                    message: "the file is not UTF-8; its ASCII part was read".to_owned(),
                    ..problem
                };
                Ok((String::from_utf8_lossy(&bytes).into(), Some(problem)))
            }
            _ => Err(problem),
        }
    }

    /// The text of a file of this snapshot, if it has that path and it can be read.
    pub fn text_at(&self, path: &str) -> Option<Arc<str>> {
        let (path, entry) = self.snapshot.files.get_key_value(path)?;
        self.text(path, entry.blob).ok()
    }
}

/// What a file is for, with the settings' own globs counted in.
pub fn role_of(path: &RepoPath, settings: &Settings) -> FileRole {
    let role = code::role::classify(path);
    let readable = docs::format::format_of(path).is_some();
    match role {
        FileRole::Doc | FileRole::Changelog if !readable => FileRole::Other,
        FileRole::Doc if settings.is_historical(path) => FileRole::Changelog,
        role if settings.is_doc_extra(path) && readable && !matches!(role, FileRole::Changelog) => FileRole::Doc,
        role => role,
    }
}

fn unreadable(path: &RepoPath, error: &GitError) -> Problem {
    Problem {
        path: Some(path.clone()),
        line: None,
        kind: ProblemKind::MissingObject,
        message: format!("{error}; the file is left out"),
        fatal: false,
    }
}

/// Bytes as text, or why not.
///
/// # Errors
/// When they are too many, a pointer of Git LFS, binary, or not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<Arc<str>, (ProblemKind, &'static str)> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err((ProblemKind::TooLarge, "the file is larger than 8 MiB and is left out"));
    }
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err((
            ProblemKind::LfsPointer,
            "the file is a Git LFS pointer; its content is not here",
        ));
    }
    if memchr::memchr(0, &bytes[..bytes.len().min(8_000)]).is_some() {
        return Err((ProblemKind::NotUtf8, "the file is binary and is left out"));
    }
    std::str::from_utf8(bytes)
        .map(Arc::from)
        .map_err(|_| (ProblemKind::NotUtf8, "the file is not UTF-8 and is left out"))
}
