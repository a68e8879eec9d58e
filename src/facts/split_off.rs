//! Packages that left the repository and came back as a dependency: what they define lives on in another project.

use super::names::Names;
use super::past::Past;
use crate::code::manifest::{is_manifest, shipped_by};
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::revision::{FileKind, Oid};

/// The files that make a folder a package.
const MANIFESTS: &[&str] = &[
    "Cargo.toml",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "package.json",
    "go.mod",
];

/// Whether the package that held a file in that tree is one that the head depends on instead of shipping it.
pub(super) fn is_split_off(
    repo: &Repo,
    past: &Past<'_>,
    names: &Names,
    tree: Oid,
    file: &RepoPath,
) -> Result<bool, GitError> {
    let text = file.as_str();
    for (at, _) in text.rmatch_indices('/') {
        let folder = &text[..at];
        for manifest in MANIFESTS {
            let path = RepoPath::new(format!("{folder}/{manifest}"));
            let Some((Some(FileKind::File), blob)) = past.entry(tree, path.as_str())? else {
                continue;
            };
            let bytes = repo.read_blob(blob)?;
            let package = shipped_by(&path, &String::from_utf8_lossy(&bytes));
            if is_manifest(&path) && !package.is_empty() {
                return Ok(package.iter().any(|name| is_elsewhere(names, name)));
            }
        }
    }
    Ok(false)
}

/// Whether a package is a dependency now, or part of one (`shop-core` of `shop`).
fn is_elsewhere(names: &Names, package: &str) -> bool {
    if names.own.contains(package) {
        return false;
    }
    let whole = package.match_indices(['-', '_']).map(|(at, _)| &package[..at]);
    whole.chain([package]).any(|name| names.is_foreign_root(name))
}

#[cfg(test)]
mod tests {
    use super::is_elsewhere;
    use crate::facts::names::Names;

    #[test]
    fn a_part_of_a_dependency_lives_elsewhere() {
        let mut names = Names::default();
        names.foreign.extend(["shop".to_owned(), "http".to_owned()]);
        names.own.insert("http-own".to_owned());
        assert!(is_elsewhere(&names, "shop-core") && is_elsewhere(&names, "shop"));
        assert!(!is_elsewhere(&names, "http-own"), "it is still shipped from here");
        assert!(!is_elsewhere(&names, "other-core"));
    }
}
