//! Which file imports which: what is imported, tied to the files that can be meant. What may be several is left out.

use crate::code::imports::Import;
use crate::model::path::RepoPath;
use std::collections::{BTreeSet, HashMap};

/// Files that stand for their folder.
const OF_FOLDERS: &[&str] = &["__init__", "mod", "lib", "index", "main"];

/// Files by the module they are.
pub struct Importable<'a> {
    /// Files by the last part of their module path.
    by_last: HashMap<&'a str, Vec<(&'a str, &'a RepoPath)>>,
    /// Files of each folder, for languages whose packages are folders.
    by_folder: HashMap<&'a str, Vec<&'a RepoPath>>,
}

/// The path of a file as a module: without extension, and the folder for a file that stands for one.
fn module_path(path: &RepoPath) -> &str {
    let stem = path.stem();
    let folder = path.parent();
    if OF_FOLDERS.contains(&stem) && !folder.is_empty() {
        return folder.strip_suffix("/src").unwrap_or(folder);
    }
    let whole = path.as_str();
    &whole[..whole.len() - path.file_name().len() + stem.len()]
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

impl<'a> Importable<'a> {
    /// Sorts files by what they can be imported as.
    pub fn new(files: &'a [RepoPath]) -> Self {
        let mut by_last: HashMap<&str, Vec<(&str, &RepoPath)>> = HashMap::new();
        let mut by_folder: HashMap<&str, Vec<&RepoPath>> = HashMap::new();
        for path in files {
            let module = module_path(path);
            by_last.entry(last(module)).or_default().push((module, path));
            by_folder.entry(path.parent()).or_default().push(path);
        }
        Self { by_last, by_folder }
    }

    /// The files that a file imports.
    pub fn targets(&self, from: &RepoPath, imports: &[Import]) -> BTreeSet<RepoPath> {
        let mut targets = BTreeSet::new();
        for import in imports {
            let found = match import {
                Import::Relative(path) => self.relative(from, path),
                Import::Module(path) if from.extension() == "go" => self.package(path),
                Import::Module(path) => self.module(path),
            };
            targets.extend(found.filter(|target| *target != from).cloned());
        }
        targets
    }

    fn relative(&self, from: &RepoPath, path: &str) -> Option<&'a RepoPath> {
        let joined = from.resolve(path)?;
        let exact = self.by_last.get(last(module_path(&joined)))?;
        let whole = exact.iter().find(|(_, file)| **file == joined);
        let by_module = || {
            self.by_last
                .get(last(joined.as_str()))?
                .iter()
                .find(|(module, _)| *module == joined.as_str())
        };
        whole.or_else(by_module).map(|(_, file)| *file)
    }

    /// The one file whose module path ends in `path`.
    fn module(&self, path: &str) -> Option<&'a RepoPath> {
        let bare = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let candidates = self.by_last.get(last(bare))?;
        let ends = |module: &str| module == bare || module.strip_suffix(bare).is_some_and(|rest| rest.ends_with('/'));
        let mut fitting = candidates.iter().filter(|(module, _)| ends(module));
        match (fitting.next(), fitting.next()) {
            (Some((_, file)), None) => Some(*file),
            _ => None,
        }
    }

    /// A file of the folder that an import path of Go ends in; the longest such folder.
    fn package(&self, path: &str) -> Option<&'a RepoPath> {
        let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
        let mut folders = starts.filter_map(|start| self.by_folder.get(&path[start..]));
        folders.next().and_then(|files| files.first()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Importable;
    use crate::code::imports::imports;
    use crate::model::path::RepoPath;

    fn targets(files: &[&str], from: &str, text: &str) -> Vec<String> {
        let files: Vec<RepoPath> = files.iter().map(|path| RepoPath::from(*path)).collect();
        let from = RepoPath::from(from);
        let found = Importable::new(&files).targets(&from, &imports(&from, text));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn imports_lead_to_files() {
        let python = [
            "src/pay/__init__.py",
            "src/pay/cards.py",
            "src/web.py",
            "tests/cards.py",
        ];
        let text = "import pay.cards\nfrom pay import nothing\nimport cards\nimport os\n";
        assert_eq!(
            targets(&python, "src/web.py", text),
            ["src/pay/__init__.py", "src/pay/cards.py"]
        );
        let script = ["a/b.ts", "a/c/index.ts", "d.ts"];
        assert_eq!(
            targets(
                &script,
                "a/x.ts",
                "import './b';\nimport x from './c';\nimport y from '../d.ts';\n"
            ),
            ["a/b.ts", "a/c/index.ts", "d.ts"]
        );
        let go = ["pkg/pay/a.go", "pkg/pay/b.go", "main.go"];
        assert_eq!(
            targets(&go, "main.go", "import \"host.org/app/pkg/pay\"\n"),
            ["pkg/pay/a.go"]
        );
        let rust = ["src/pay/mod.rs", "src/pay/card.rs", "src/main.rs"];
        assert_eq!(
            targets(&rust, "src/main.rs", "use crate::pay::card::Card;\n"),
            ["src/pay/card.rs"]
        );
    }
}
