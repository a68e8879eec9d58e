//! The packages of a tree and the root files of their targets, as Cargo finds them.

use super::super::sources::Sources;
use super::RustTargets;
use super::build::{Build, Levels};
use crate::code::cargo::{self, CargoManifest, CargoPackage, CargoTarget, CargoWorkspace};
use crate::code::rust_api::LintLevel;
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// The name of the manifest.
const MANIFEST: &str = "Cargo.toml";

/// A crate that is to be read.
#[derive(Debug)]
pub(super) struct Crate {
    /// Its name in code.
    pub(super) name: String,
    /// Its root file.
    pub(super) root: RepoPath,
    /// Imports begin at the root, as they did in edition 2015.
    pub(super) from_root: bool,
    /// What the manifest sets for the lint.
    pub(super) levels: Levels,
    /// What holds in its build.
    pub(super) build: Build,
}

/// The crates of a tree: of the package or workspace at its root, or without one of every topmost package.
pub(super) fn crates(sources: &dyn Sources, targets: RustTargets, problems: &mut Vec<Problem>) -> Vec<Crate> {
    let mut finding = Finding {
        sources,
        targets,
        problems,
        crates: Vec::new(),
    };
    for folder in tops(sources) {
        finding.top(&folder);
    }
    finding.crates
}

/// The folders of manifests that are in no folder of another one.
fn tops(sources: &dyn Sources) -> Vec<String> {
    let mut tops: Vec<String> = Vec::new();
    let manifests = sources.paths().iter().filter(|path| path.file_name() == MANIFEST);
    let mut folders: Vec<&str> = manifests.map(RepoPath::parent).collect();
    folders.sort_by_key(|folder| (folder.matches('/').count() + usize::from(!folder.is_empty()), *folder));
    for folder in folders {
        let path = RepoPath::from(format!("{folder}/{MANIFEST}").trim_start_matches('/'));
        // Folders have few folders around them: walk up instead of asking every top.
        let mut around = path.parent().to_owned();
        let mut held = tops.binary_search(&around).is_ok();
        while !held && !around.is_empty() {
            around = RepoPath::from(around.as_str()).parent().to_owned();
            held = tops.binary_search(&around).is_ok();
        }
        if !held && let Err(at) = tops.binary_search_by(|top| top.as_str().cmp(folder)) {
            tops.insert(at, folder.to_owned());
        }
    }
    tops
}

/// Finds crates.
struct Finding<'f> {
    sources: &'f dyn Sources,
    targets: RustTargets,
    problems: &'f mut Vec<Problem>,
    crates: Vec<Crate>,
}

fn within(folder: &str, name: &str) -> String {
    format!("{folder}/{name}").trim_start_matches('/').to_owned()
}

impl Finding<'_> {
    fn manifest(&mut self, folder: &str) -> Option<CargoManifest> {
        let path = RepoPath::new(within(folder, MANIFEST));
        match self.sources.text(&path) {
            Ok(text) => match cargo::read(&text) {
                Ok(manifest) => Some(manifest),
                Err(message) => {
                    self.problem(&path, ProblemKind::Unparsed, message);
                    None
                }
            },
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn problem(&mut self, path: &RepoPath, kind: ProblemKind, message: String) {
        self.problems.push(Problem {
            path: Some(path.clone()),
            line: None,
            kind,
            message,
            fatal: false,
        });
    }

    fn top(&mut self, folder: &str) {
        let Some(manifest) = self.manifest(folder) else { return };
        let workspace = manifest.workspace.unwrap_or_default();
        if let Some(package) = &manifest.package {
            self.package(folder, package, &workspace);
        }
        for member in self.members(folder, &workspace) {
            if let Some(package) = self.manifest(&member).and_then(|manifest| manifest.package) {
                self.package(&member, &package, &workspace);
            }
        }
    }

    /// The folders of the members of a workspace.
    fn members(&mut self, folder: &str, workspace: &CargoWorkspace) -> Vec<String> {
        if workspace.members.is_empty() {
            return Vec::new();
        }
        let members = globs(folder, &workspace.members);
        let exclude = globs(folder, &workspace.exclude);
        let manifests = self.sources.paths().iter();
        let folders = manifests
            .filter(|path| path.file_name() == MANIFEST)
            .map(RepoPath::parent);
        folders
            .filter(|member| *member != folder && members.is_match(member) && !exclude.is_match(member))
            .map(str::to_owned)
            .collect()
    }

    fn package(&mut self, folder: &str, package: &CargoPackage, workspace: &CargoWorkspace) {
        let before = self.crates.len();
        self.library(folder, package, workspace);
        if self.targets.binaries {
            for (name, root) in self.binaries(folder, package) {
                self.add(folder, package, workspace, &name, root);
            }
        }
        if self.crates.len() == before {
            let path = RepoPath::new(within(folder, MANIFEST));
            let message = format!("package `{}` has no library, and so nothing public", package.name);
            self.problem(&path, ProblemKind::NothingPublic, message);
        }
    }

    fn library(&mut self, folder: &str, package: &CargoPackage, workspace: &CargoWorkspace) {
        let path = package.library.path.as_deref().unwrap_or("src/lib.rs");
        let Some(root) = RepoPath::join(folder, path).filter(|root| self.sources.has(root.as_str())) else {
            return;
        };
        let name = package.library.name.as_ref().unwrap_or(&package.name);
        self.add(folder, package, workspace, name, root);
    }

    fn add(&mut self, folder: &str, package: &CargoPackage, workspace: &CargoWorkspace, name: &str, root: RepoPath) {
        let script = package.build.as_deref().unwrap_or("build.rs");
        let script = RepoPath::join(folder, script).filter(|script| self.sources.has(script.as_str()));
        let script = script.and_then(|script| self.sources.text(&script).ok());
        let edition = package.edition.as_ref().or(workspace.edition.as_ref());
        let inherited = workspace.missing_docs.as_ref().filter(|_| package.inherits_lints);
        let level = package.missing_docs.as_ref().or(inherited);
        self.crates.push(Crate {
            name: name.replace('-', "_"),
            root,
            from_root: edition.is_some_and(|edition| edition == "2015"),
            levels: Levels::of_manifest(match level.map(String::as_str) {
                Some("allow" | "expect") if !self.targets.allowed => LintLevel::Allow,
                Some("deny" | "forbid") => LintLevel::Deny,
                _ => LintLevel::Warn,
            }),
            build: Build {
                features: package.default_features(),
                script: script.map(|script| script.to_string()).unwrap_or_default(),
            },
        });
    }

    /// The binaries of a package: those that are listed, and those that are where Cargo looks for them.
    fn binaries(&self, folder: &str, package: &CargoPackage) -> Vec<(String, RepoPath)> {
        let mut found: Vec<(String, RepoPath)> = Vec::new();
        let mut add = |name: &str, path: &str| {
            let root = RepoPath::join(folder, path).filter(|root| self.sources.has(root.as_str()));
            if let Some(root) = root.filter(|root| !found.iter().any(|(_, known)| known == root)) {
                found.push((name.to_owned(), root));
            }
        };
        for CargoTarget { name, path } in &package.binaries {
            let name = name.as_deref().unwrap_or(&package.name);
            match path {
                Some(path) => add(name, path),
                None => {
                    add(name, &format!("src/bin/{name}.rs"));
                    add(name, &format!("src/bin/{name}/main.rs"));
                }
            }
        }
        if package.finds_binaries {
            add(&package.name, "src/main.rs");
            let bin = within(folder, "src/bin");
            for path in self.sources.paths().iter().filter(|path| path.is_under(&bin)) {
                let inner = path
                    .as_str()
                    .strip_prefix(&bin)
                    .unwrap_or_default()
                    .trim_start_matches('/');
                let name = inner.strip_suffix("/main.rs").or_else(|| inner.strip_suffix(".rs"));
                if let Some(name) = name.filter(|name| !name.contains('/')) {
                    add(name, &format!("src/bin/{inner}"));
                }
            }
        }
        found
    }
}

/// Globs of folders, where `*` is one folder.
fn globs(folder: &str, patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
        let glob = GlobBuilder::new(&within(folder, pattern))
            .literal_separator(true)
            .build();
        glob.into_iter().for_each(|glob| {
            set.add(glob);
        });
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}
