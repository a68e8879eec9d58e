//! Docs that a project keeps of its older versions: a folder `0.1` or `0.1.x` beside one for what comes next.

use crate::model::path::RepoPath;
use std::collections::BTreeSet;

/// Folders of the docs of today, beside which those of older versions lie.
const NOW: &[&str] = &[
    "current",
    "dev",
    "edge",
    "latest",
    "main",
    "master",
    "next",
    "nightly",
    "unreleased",
];

/// The folders whose pages are those of older versions.
#[derive(Debug, Default)]
pub(super) struct OldVersions {
    folders: BTreeSet<String>,
}

impl OldVersions {
    /// Finds them among the paths of the pages.
    pub(super) fn of<'p>(pages: impl Iterator<Item = &'p RepoPath> + Clone) -> Self {
        let folders = |is_meant: fn(&str) -> bool| -> BTreeSet<(String, String)> {
            let of_page = |path: &RepoPath| {
                let parts: Vec<String> = path.parent().split('/').map(str::to_owned).collect();
                let meant = (0..parts.len()).filter(|at| is_meant(&parts[*at]));
                meant
                    .map(|at| (parts[..at].join("/"), parts[at].clone()))
                    .collect::<Vec<_>>()
            };
            pages.clone().flat_map(of_page).collect()
        };
        let now: BTreeSet<String> = folders(|name| NOW.contains(&name))
            .into_iter()
            .map(|(parent, _)| parent)
            .collect();
        let kept = folders(is_version)
            .into_iter()
            .filter(|(parent, _)| now.contains(parent));
        let whole = kept.map(|(parent, name)| match parent.is_empty() {
            true => name,
            false => format!("{parent}/{name}"),
        });
        Self {
            folders: whole.collect(),
        }
    }

    /// Whether a page is of an older version.
    pub(super) fn holds(&self, page: &RepoPath) -> bool {
        self.folders.iter().any(|folder| page.is_under(folder))
    }
}

/// `0.1`, `v2`, `1.x`, `v0.3.x`
fn is_version(name: &str) -> bool {
    let numbers = name.strip_prefix('v').unwrap_or(name);
    let part = |part: &str| part == "x" || !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    numbers.starts_with(|c: char| c.is_ascii_digit()) && numbers.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::OldVersions;
    use crate::model::path::RepoPath;

    #[test]
    fn older_versions_lie_beside_the_next_one() {
        let pages: Vec<RepoPath> = ["docs/0.1.x/a.md", "docs/next/a.md", "site/v2/a.md", "docs/intro.md"]
            .map(RepoPath::from)
            .into();
        let old = OldVersions::of(pages.iter());
        let held: Vec<_> = pages
            .iter()
            .filter(|page| old.holds(page))
            .map(RepoPath::as_str)
            .collect();
        assert_eq!(held, ["docs/0.1.x/a.md"]);
    }
}
