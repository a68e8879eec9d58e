//! The name that a file has as a module: `src/pkg/sub/mod.py` is `pkg.sub.mod`.
//!
//! Worked out from the paths of the repository and the names in its manifests; of code only Go's clause with the package is read.

use super::manifest::{is_manifest, rust_library};
use crate::model::path::RepoPath;
use std::collections::{BTreeMap, BTreeSet};

/// Where packages begin in a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRoots {
    /// Folders that hold an `__init__.py` or `__init__.pyi`.
    python_packages: BTreeSet<String>,
    /// Folders with a Cargo.toml of a package.
    crates: BTreeMap<String, CrateRoot>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct CrateRoot {
    /// The name that `use` knows it by.
    name: String,
    /// The folder of its library's root file, relative to the repository.
    source: String,
}

impl SourceRoots {
    /// Reads the roots off all paths of a repository; `manifest` gives the text of a manifest.
    pub fn new<'p>(paths: impl Iterator<Item = &'p RepoPath>, manifest: impl Fn(&RepoPath) -> Option<String>) -> Self {
        let mut roots = Self::default();
        for path in paths {
            match path.file_name() {
                "__init__.py" | "__init__.pyi" => {
                    roots.python_packages.insert(path.parent().to_owned());
                }
                "Cargo.toml" if is_manifest(path) => roots.add_crate(path, manifest(path)),
                _ => {}
            }
        }
        roots
    }

    fn add_crate(&mut self, path: &RepoPath, text: Option<String>) {
        let Some(library) = text.as_deref().and_then(rust_library) else {
            return;
        };
        let root = path.parent();
        let source = path.resolve(&library.path).unwrap_or_else(|| path.clone());
        let crate_root = CrateRoot {
            name: library.name,
            source: source.parent().to_owned(),
        };
        self.crates.insert(root.to_owned(), crate_root);
    }

    /// The names of the outermost Python packages.
    pub fn top_level_packages(&self) -> BTreeSet<String> {
        let top = self
            .python_packages
            .iter()
            .filter(|folder| !folder.is_empty() && !self.python_packages.contains(parent(folder)));
        top.filter_map(|folder| folder.rsplit('/').next())
            .map(str::to_owned)
            .collect()
    }

    /// The crate that a file belongs to: the folder of the nearest Cargo.toml above it.
    fn crate_of(&self, path: &RepoPath) -> Option<(&str, &CrateRoot)> {
        let mut folder = path.parent();
        loop {
            if let Some((root, found)) = self.crates.get_key_value(folder) {
                return Some((root, found));
            }
            if folder.is_empty() {
                return None;
            }
            folder = parent(folder);
        }
    }
}

fn parent(folder: &str) -> &str {
    folder.rfind('/').map_or("", |slash| &folder[..slash])
}

/// The package that a file of Go says it belongs to, as those who import it write it; programs are known by their folder.
pub fn go_package(text: &str) -> Option<&str> {
    let clause = text.lines().find_map(|line| line.strip_prefix("package "))?;
    let name = clause.split([' ', '\t', ';', '/']).next().unwrap_or_default();
    let name = name.trim_end().trim_end_matches("_test");
    (!name.is_empty() && name != "main").then_some(name)
}

/// The parts of a file's name as a module, outermost first.
pub fn module_path(path: &RepoPath, roots: &SourceRoots) -> Vec<String> {
    match path.extension() {
        "py" | "pyi" | "pyx" => python_module(path, roots),
        "rs" => rust_module(path, roots),
        "go" => path
            .parent()
            .rsplit('/')
            .next()
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect(),
        _ => plain_module(path),
    }
}

fn plain_module(path: &RepoPath) -> Vec<String> {
    let stem = path.stem();
    let folder = path.parent().rsplit('/').next().unwrap_or_default();
    let name = if stem == "index" && !folder.is_empty() {
        folder
    } else {
        stem
    };
    vec![name.to_owned()]
}

fn python_module(path: &RepoPath, roots: &SourceRoots) -> Vec<String> {
    let mut parts = Vec::new();
    if path.stem() != "__init__" {
        parts.push(path.stem().to_owned());
    }
    let mut folder = path.parent();
    while !folder.is_empty() && roots.python_packages.contains(folder) {
        parts.extend(folder.rsplit('/').next().map(str::to_owned));
        folder = parent(folder);
    }
    parts.reverse();
    parts
}

fn rust_module(path: &RepoPath, roots: &SourceRoots) -> Vec<String> {
    let Some((root, found)) = roots.crate_of(path) else {
        return plain_module(path);
    };
    let Some(inner) = below(path.as_str(), &found.source) else {
        return target_module(path, root);
    };
    if inner.starts_with("bin/") {
        return target_module(path, &found.source);
    }
    let mut parts = vec![found.name.clone()];
    let inner = inner.strip_suffix(".rs").unwrap_or(inner);
    parts.extend(inner.split('/').map(str::to_owned));
    let is_root = parts.len() == 2 && matches!(parts[1].as_str(), "lib" | "main");
    if is_root || parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// Tests, examples, benches and programs are crates of their own: `tests/cli/main.rs` is `cli`.
fn target_module(path: &RepoPath, root: &str) -> Vec<String> {
    let inner = below(path.as_str(), root).unwrap_or(path.as_str());
    let inner = inner.strip_suffix(".rs").unwrap_or(inner);
    let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if parts.len() > 1 {
        parts.remove(0);
    }
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "main" || last == "mod") {
        parts.pop();
    }
    parts
}

/// The rest of `path` below `folder`.
fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

#[cfg(test)]
mod tests {
    use super::{SourceRoots, module_path};
    use crate::model::path::RepoPath;

    fn roots(paths: &[(&str, &str)]) -> SourceRoots {
        let all: Vec<RepoPath> = paths.iter().map(|(path, _)| (*path).into()).collect();
        let text = |path: &RepoPath| {
            paths
                .iter()
                .find(|(known, _)| *known == path.as_str())
                .map(|(_, text)| (*text).to_owned())
        };
        SourceRoots::new(all.iter(), text)
    }

    fn module(roots: &SourceRoots, path: &str) -> String {
        module_path(&path.into(), roots).join(".")
    }

    #[test]
    fn python_packages_end_where_init_files_end() {
        let roots = roots(&[
            ("src/pkg/__init__.py", ""),
            ("src/pkg/sub/__init__.py", ""),
            ("src/pkg/sub/mod.py", ""),
        ]);
        assert_eq!(module(&roots, "src/pkg/sub/mod.py"), "pkg.sub.mod");
        assert_eq!(module(&roots, "src/pkg/__init__.py"), "pkg");
        assert_eq!(module(&roots, "scripts/tool.py"), "tool");
        assert!(roots.top_level_packages().iter().eq(["pkg"]));
    }

    #[test]
    fn rust_modules_begin_with_the_name_of_their_crate() {
        let roots = roots(&[
            ("crates/foo-bar/Cargo.toml", "[package]\nname = \"foo-bar\""),
            (
                "crates/odd/Cargo.toml",
                "[package]\nname = \"odd\"\n[lib]\nname = \"strange\"\npath = \"lib.rs\"",
            ),
            ("Cargo.toml", "[workspace]\nmembers = []"),
        ]);
        assert_eq!(module(&roots, "crates/foo-bar/src/a/mod.rs"), "foo_bar.a");
        assert_eq!(module(&roots, "crates/foo-bar/src/a/b.rs"), "foo_bar.a.b");
        assert_eq!(module(&roots, "crates/foo-bar/src/lib.rs"), "foo_bar");
        assert_eq!(module(&roots, "crates/foo-bar/src/bin/tool.rs"), "tool");
        assert_eq!(module(&roots, "crates/foo-bar/tests/cli/main.rs"), "cli");
        assert_eq!(module(&roots, "crates/odd/a.rs"), "strange.a");
    }
}
