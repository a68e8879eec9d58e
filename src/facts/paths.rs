//! Files and folders that docs name or link: what they resolve to on a side, and where they went.

use super::chance::is_by_chance;
use super::pages::PageFacts;
use crate::model::commit::{PathChange, TouchKind};
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::revision::Snapshot;
use std::collections::{BTreeMap, BTreeSet};

/// Page suffixes that a link may leave out or write as the built page.
const PAGE_SUFFIXES: &[&str] = &[
    "",
    ".md",
    ".mdx",
    ".rst",
    "/index.md",
    "/index.mdx",
    "/index.rst",
    "/README.md",
    "/_index.md",
];

/// File names that any project may have: naming one in an example does not mean this repository's file.
const CONVENTIONAL: &[&str] = &[
    "main.rs",
    "lib.rs",
    "mod.rs",
    "build.rs",
    "main.py",
    "app.py",
    "setup.py",
    "setup.cfg",
    "__init__.py",
    "conftest.py",
    "index.js",
    "index.ts",
    "main.js",
    "main.ts",
    "main.go",
    "package.json",
    "tsconfig.json",
    "config.toml",
    "config.yml",
    "config.yaml",
    "config.json",
    "Cargo.toml",
    "pyproject.toml",
    "Makefile",
    "Dockerfile",
    "requirements.txt",
    "index.html",
    "settings.py",
    "urls.py",
    "models.py",
    "views.py",
    "tests.py",
    "test.py",
    "example.py",
    "README.md",
    "server.js",
    "app.js",
    "Cargo.lock",
    "package-lock.json",
    "yarn.lock",
    "tox.ini",
    "noxfile.py",
    "docker-compose.yml",
    ".env",
    "LICENSE",
    "index.md",
    "config.js",
];

/// The paths of a snapshot, ready to be found by their ends.
pub struct PathIndex<'s> {
    snapshot: &'s Snapshot,
    by_name: BTreeMap<&'s str, Vec<&'s RepoPath>>,
}

impl<'s> PathIndex<'s> {
    /// Indexes a snapshot.
    pub fn new(snapshot: &'s Snapshot) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&RepoPath>> = BTreeMap::new();
        for path in snapshot.files.keys() {
            by_name.entry(path.file_name()).or_default().push(path);
        }
        Self { snapshot, by_name }
    }

    /// What a mention names on this side. A folder is given as its own path.
    pub fn resolve(&self, page: &RepoPath, mention: &Mention) -> Vec<RepoPath> {
        let text = cleaned(&mention.text);
        if text.is_empty() {
            return Vec::new();
        }
        let direct = if mention.kind == MentionKind::Link {
            self.linked(page, text)
        } else {
            self.named(page, text)
        };
        if direct.is_empty() && mention.kind == MentionKind::Path {
            self.by_suffix(text)
        } else {
            direct
        }
    }

    fn linked(&self, page: &RepoPath, text: &str) -> Vec<RepoPath> {
        let text = text.strip_suffix(".html").unwrap_or(text);
        let targets = std::iter::once(page.parent()).chain(ancestors(page).filter(|_| text.starts_with('/')));
        let relative = text.trim_start_matches('/');
        targets
            .filter_map(|folder| join(folder, relative))
            .find_map(|path| self.page_at(&path))
            .into_iter()
            .collect()
    }

    fn page_at(&self, path: &RepoPath) -> Option<RepoPath> {
        PAGE_SUFFIXES
            .iter()
            .map(|suffix| format!("{path}{suffix}"))
            .find(|path| self.snapshot.has_path(path))
            .map(RepoPath::new)
    }

    /// From the root, from the page's folder, or from a folder above it.
    fn named(&self, page: &RepoPath, text: &str) -> Vec<RepoPath> {
        let folders = std::iter::once("")
            .chain(std::iter::once(page.parent()))
            .chain(ancestors(page));
        let found = folders
            .filter_map(|folder| join(folder, text))
            .find(|path| self.snapshot.has_path(path.as_str()));
        found.into_iter().collect()
    }

    /// Files whose path ends with the text, at a folder's boundary.
    fn by_suffix(&self, text: &str) -> Vec<RepoPath> {
        let name = text.rsplit('/').next().unwrap_or(text);
        let same_name = self.by_name.get(name).into_iter().flatten();
        // `/static/pkg/a.js` is an address; its path may be that of a file in a folder that is served.
        let served = text.strip_prefix('/').filter(|path| path.matches('/').count() > 1);
        let tail = format!("/{}", served.unwrap_or(text).trim_start_matches("./"));
        same_name
            .filter(|path| path.as_str().ends_with(&tail) || path.as_str() == text)
            .map(|path| (*path).clone())
            .collect()
    }
}

pub(super) fn cleaned(text: &str) -> &str {
    let text = text.split(['#', '?']).next().unwrap_or_default();
    text.trim().trim_end_matches('/').trim_start_matches("./")
}

fn ancestors(page: &RepoPath) -> impl Iterator<Item = &str> {
    let parent = page.parent();
    let cuts = parent.match_indices('/').map(|(at, _)| at).collect::<Vec<_>>();
    cuts.into_iter()
        .rev()
        .map(move |at| &parent[..at])
        .chain(std::iter::once(""))
}

fn join(folder: &str, relative: &str) -> Option<RepoPath> {
    RepoPath::join(folder, relative)
}

/// Where the paths of a range went.
#[derive(Debug, Default)]
pub struct Departed {
    /// Files that are gone, with their new paths when they were renamed.
    pub files: BTreeMap<RepoPath, Option<RepoPath>>,
    /// Folders that are gone, with the folder most of their files went to.
    pub folders: BTreeMap<RepoPath, Option<RepoPath>>,
}

impl Departed {
    /// Collects what the changes removed; `head` says which folders are left.
    pub fn of(changes: &[PathChange], head: &Snapshot) -> Self {
        let mut departed = Self::default();
        for change in changes {
            match (&change.kind, &change.from) {
                (TouchKind::Deleted, _) => departed.files.insert(change.path.clone(), None),
                (TouchKind::Renamed, Some(from)) => departed.files.insert(from.clone(), Some(change.path.clone())),
                _ => None,
            };
        }
        departed.add_folders(head);
        departed
    }

    fn add_folders(&mut self, head: &Snapshot) {
        let mut votes: BTreeMap<RepoPath, BTreeMap<Option<RepoPath>, usize>> = BTreeMap::new();
        for (from, to) in &self.files {
            for (folder, rest) in folders_of(from) {
                let target = to
                    .as_ref()
                    .and_then(|to| to.as_str().strip_suffix(&rest))
                    .map(RepoPath::from);
                *votes.entry(folder).or_default().entry(target).or_default() += 1;
            }
        }
        for (folder, targets) in votes {
            if !head.has_path(folder.as_str()) {
                let total: usize = targets.values().sum();
                let best = targets.into_iter().max_by_key(|(_, count)| *count);
                let target = best.and_then(|(target, count)| target.filter(|_| count * 2 > total));
                self.folders
                    .insert(folder, target.filter(|target| !target.as_str().is_empty()));
            }
        }
    }

    /// Where a departed path went: `None` when it did not depart.
    pub fn get(&self, path: &RepoPath) -> Option<Option<&RepoPath>> {
        self.files
            .get(path)
            .or_else(|| self.folders.get(path))
            .map(Option::as_ref)
    }

    /// Last names of everything that departed, to search pages for.
    pub fn names(&self) -> BTreeSet<&str> {
        self.files.keys().chain(self.folders.keys()).map(page_name).collect()
    }
}

/// What a link to the path holds at least: pages may be linked without their extension.
fn page_name(path: &RepoPath) -> &str {
    if matches!(path.extension(), "md" | "mdx" | "rst") {
        path.stem()
    } else {
        path.file_name()
    }
}

/// Each folder around a path with the rest of the path, the `/` included.
fn folders_of(path: &RepoPath) -> Vec<(RepoPath, String)> {
    let text = path.as_str();
    text.match_indices('/')
        .map(|(at, _)| (RepoPath::from(&text[..at]), text[at..].to_owned()))
        .collect()
}

/// A path mention that resolved at base and does not at head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingPath {
    /// What the mention named.
    pub from: RepoPath,
    /// Where it went.
    pub to: Option<RepoPath>,
    /// Whether the doc surely means this file: a link, or a path with folders.
    pub sure: bool,
}

/// Whether a mention names something that departed.
pub fn missing(
    page: &PageFacts,
    base_page: &RepoPath,
    mention: &Mention,
    base: &PathIndex<'_>,
    head: &PathIndex<'_>,
    departed: &Departed,
) -> Option<MissingPath> {
    let then = base.resolve(base_page, mention);
    let gone: Vec<_> = then
        .iter()
        .filter_map(|path| departed.get(path).map(|to| (path, to)))
        .collect();
    if gone.is_empty() || gone.len() < then.len() || !head.resolve(&page.path, mention).is_empty() {
        return None;
    }
    let text = cleaned(&mention.text);
    let bare = !text.contains('/');
    let (from, to) = gone[0];
    let in_full = text == from.as_str() && (text.matches('/').count() >= 2 || is_in_named_folder(text));
    // `pip install -r docs/requirements.txt` is typed where the file is.
    let before = &page.text[..mention.span.start as usize];
    let flags = [" -r ", "--requirement ", "--with-requirements "];
    let asked = text == from.as_str() && flags.iter().any(|flag| before.ends_with(flag));
    if mention.kind == MentionKind::Path && !in_full && !asked && is_conventional(text, &mention.form) {
        return None;
    }
    if is_by_chance(page, mention, from) {
        return None;
    }
    let to = to.filter(|_| gone.len() == 1).cloned();
    // In a code block the end of a path may be that of the example's own file.
    let shown = matches!(mention.form, MentionForm::Block(_))
        && text != from.as_str()
        && !page.path.is_under(parent(from, text));
    Some(MissingPath {
        from: from.clone(),
        to,
        sure: mention.kind == MentionKind::Link || !bare && !shown,
    })
}

/// Whether the folder of a path has a name of two words (`open-cart/Dockerfile`): that of another project is called otherwise.
fn is_in_named_folder(text: &str) -> bool {
    let folder = text.split('/').next().unwrap_or_default();
    folder.trim_matches(['-', '_', '.']).contains(['-', '_'])
}

/// The folder from which a text is a path to a file; empty where it is not.
fn parent<'p>(path: &'p RepoPath, text: &str) -> &'p str {
    let folder = path.as_str().strip_suffix(text).unwrap_or_default();
    folder.trim_end_matches('/')
}

/// Whether a path may as well be a file of the reader's own project.
pub fn is_conventional(text: &str, form: &MentionForm) -> bool {
    let name = text.rsplit('/').next().unwrap_or(text);
    let block = matches!(form, MentionForm::Block(_));
    CONVENTIONAL.contains(&name) && (block || text.matches('/').count() < 2)
}

/// How the doc should write the new path: relative for links, else as it was written (from the root, or from the page).
pub fn rewritten(page: &RepoPath, mention: &Mention, from: &RepoPath, to: &RepoPath) -> Option<String> {
    let text = mention.text.as_str();
    let trail = if text.ends_with('/') { "/" } else { "" };
    let plain = text.trim_end_matches('/');
    if plain == from.as_str() {
        return Some(format!("{to}{trail}"));
    }
    if mention.kind != MentionKind::Link && from.as_str().ends_with(&format!("/{plain}")) {
        let kept = &from.as_str()[..from.as_str().len() - plain.len()];
        return Some(to.as_str().strip_prefix(kept).unwrap_or(to.as_str()).to_owned() + trail);
    }
    let exact = page.resolve(plain).is_some_and(|path| path == *from) && !plain.starts_with('/');
    exact.then(|| relative(page.parent(), to.as_str(), plain.starts_with("./")) + trail)
}

/// A path as seen from a folder.
fn relative(folder: &str, to: &str, dotted: bool) -> String {
    let here: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let there: Vec<&str> = to.split('/').collect();
    let common = here
        .iter()
        .zip(&there)
        .take_while(|(a, b)| a == b)
        .count()
        .min(there.len() - 1);
    let up = "../".repeat(here.len() - common);
    let start = if dotted && up.is_empty() { "./" } else { "" };
    format!("{start}{up}{}", there[common..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Departed, relative};
    use crate::model::commit::{PathChange, TouchKind};
    use crate::model::revision::{FileEntry, FileKind, Oid, Revision, Snapshot};

    fn renamed(from: &str, to: &str) -> PathChange {
        PathChange {
            kind: TouchKind::Renamed,
            path: to.into(),
            from: Some(from.into()),
            base: Oid::ZERO,
            head: Oid::ZERO,
        }
    }

    #[test]
    fn a_folder_goes_where_most_of_its_files_went() {
        let mut head = Snapshot::empty(Revision::Index);
        for path in ["lib/pay/a.py", "lib/pay/b.py", "src/other.py"] {
            head.files.insert(
                path.into(),
                FileEntry {
                    blob: Oid::ZERO,
                    kind: FileKind::File,
                },
            );
        }
        let departed = Departed::of(
            &[
                renamed("src/pay/a.py", "lib/pay/a.py"),
                renamed("src/pay/b.py", "lib/pay/b.py"),
            ],
            &head,
        );
        assert_eq!(departed.get(&"src/pay".into()), Some(Some(&"lib/pay".into())));
        assert_eq!(departed.get(&"src".into()), None, "the folder still holds a file");
    }

    #[test]
    fn links_stay_relative_to_their_page() {
        assert_eq!(relative("docs/guide", "docs/api.md", false), "../api.md");
        assert_eq!(relative("docs", "docs/api.md", true), "./api.md");
        assert_eq!(relative("", "docs/api.md", false), "docs/api.md");
    }
}
