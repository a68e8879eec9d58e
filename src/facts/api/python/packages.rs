//! Which folders are packages, and which modules are public by their names.

use crate::facts::api::sources::Sources;
use crate::model::api::ApiKind;
use crate::model::path::RepoPath;
use std::collections::HashSet;

/// The packages of a tree.
pub(super) struct Packages<'sources> {
    folders: HashSet<&'sources str>,
}

impl<'sources> Packages<'sources> {
    /// Finds the folders with an `__init__.py`.
    pub(super) fn new(sources: &'sources dyn Sources) -> Self {
        let inits = sources.paths().iter().filter(|path| path.file_name() == "__init__.py");
        Self {
            folders: inits.map(RepoPath::parent).collect(),
        }
    }

    /// The folder that holds the outermost package of a file; `None` when its folder is no package.
    pub(super) fn root<'path>(&self, path: &'path RepoPath) -> Option<&'path str> {
        let mut folder = path.parent();
        if !self.folders.contains(folder) {
            return None;
        }
        while !folder.is_empty() && self.folders.contains(folder) {
            folder = parent(folder);
        }
        Some(folder)
    }

    /// Whether no part of the name of a module begins with `_`, except for names like `__main__`. Without a package there is
    /// only the name of the file.
    pub(super) fn is_public(&self, path: &RepoPath) -> bool {
        let within = match self.root(path) {
            Some("") => path.as_str(),
            Some(root) => path.as_str().get(root.len() + 1..).unwrap_or_default(),
            None => path.file_name(),
        };
        within.split('/').map(stem).all(is_public_name)
    }
}

fn is_public_name(name: &str) -> bool {
    !name.starts_with('_') || (name.starts_with("__") && name.ends_with("__"))
}

fn stem(part: &str) -> &str {
    match part.rfind('.') {
        Some(0) | None => part,
        Some(dot) => &part[..dot],
    }
}

fn parent(folder: &str) -> &str {
    folder.rfind('/').map_or("", |slash| &folder[..slash])
}

/// What a module is, and its own name: that of its folder for a package.
pub(super) fn named(path: &RepoPath) -> (ApiKind, String) {
    if path.file_name() != "__init__.py" {
        return (ApiKind::Module, path.stem().to_owned());
    }
    let folder = path.parent().rsplit('/').next().unwrap_or_default();
    let name = if folder.is_empty() { path.stem() } else { folder };
    (ApiKind::Package, name.to_owned())
}
