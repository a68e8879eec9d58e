//! Modules: the parts of a repository that somebody can be answerable for.

use crate::model::path::RepoPath;
use std::collections::{BTreeMap, BTreeSet};

/// Files that make their folder a package.
const MANIFESTS: &[&str] = &["Cargo.toml", "pyproject.toml", "setup.py", "package.json", "go.mod"];
/// How many folder levels make a module where no package does.
pub const DEPTH: usize = 2;

/// What makes a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Division {
    /// The nearest package below the root; elsewhere the top two folder levels.
    Package,
    /// So many folder levels.
    Folders(usize),
}

/// Sorts files into modules, by the name of the module. `named` are those of the settings: they come first.
pub fn divide<'f>(
    files: &'f [RepoPath],
    all_paths: &mut dyn Iterator<Item = &RepoPath>,
    division: &Division,
    named: &dyn Fn(&RepoPath) -> Option<String>,
) -> BTreeMap<String, Vec<&'f RepoPath>> {
    let packages = match division {
        Division::Package => packages(all_paths),
        Division::Folders(_) => BTreeSet::new(),
    };
    let depth = match division {
        Division::Package => DEPTH,
        Division::Folders(depth) => *depth,
    };
    let mut modules: BTreeMap<String, Vec<&RepoPath>> = BTreeMap::new();
    for file in files {
        let name = named(file)
            .or_else(|| nearest(file, &packages).map(str::to_owned))
            .unwrap_or_else(|| top_folders(file, depth).to_owned());
        modules.entry(name).or_default().push(file);
    }
    modules
}

/// Whether a file makes its folder a package.
pub fn is_manifest(path: &RepoPath) -> bool {
    MANIFESTS.contains(&path.file_name())
}

/// The folders with a manifest, without the root: that it is a package says nothing about its parts.
fn packages(paths: &mut dyn Iterator<Item = &RepoPath>) -> BTreeSet<String> {
    paths
        .filter(|path| is_manifest(path) && !path.parent().is_empty())
        .map(|path| path.parent().to_owned())
        .collect()
}

fn nearest<'f>(file: &'f RepoPath, packages: &BTreeSet<String>) -> Option<&'f str> {
    let mut folder = file.parent();
    while !folder.is_empty() {
        if packages.contains(folder) {
            return Some(folder);
        }
        folder = folder.rfind('/').map_or("", |slash| &folder[..slash]);
    }
    None
}

/// The first `depth` folders of a path; `.` for files at the root.
fn top_folders(file: &RepoPath, depth: usize) -> &str {
    let folder = file.parent();
    let end = folder
        .match_indices('/')
        .nth(depth.max(1) - 1)
        .map_or(folder.len(), |(at, _)| at);
    if folder.is_empty() { "." } else { &folder[..end] }
}

#[cfg(test)]
mod tests {
    use super::{Division, divide};
    use crate::model::path::RepoPath;

    fn names(paths: &[&str], division: &Division) -> Vec<String> {
        let files: Vec<RepoPath> = paths.iter().map(|path| RepoPath::from(*path)).collect();
        let named = |path: &RepoPath| path.is_under("tools").then(|| "the tools".to_owned());
        divide(&files, &mut files.iter(), division, &named)
            .into_keys()
            .collect()
    }

    #[test]
    fn packages_come_before_folders_and_the_root_is_none() {
        let paths = [
            "Cargo.toml",
            "build.rs",
            "crates/a/Cargo.toml",
            "crates/a/src/deep/er/x.rs",
            "src/pay/card/visa.rs",
            "src/main.rs",
            "tools/x/package.json",
        ];
        assert_eq!(
            names(&paths, &Division::Package),
            [".", "crates/a", "src", "src/pay", "the tools"]
        );
    }

    #[test]
    fn folders_are_cut_at_the_depth_that_was_asked_for() {
        let paths = ["a/b/c/d.py", "a/x.py", "z.py"];
        assert_eq!(names(&paths, &Division::Folders(1)), [".", "a"]);
        assert_eq!(names(&paths, &Division::Folders(3)), [".", "a", "a/b/c"]);
    }
}
