//! Paths that the repository tells git to ignore: what is made when the project is built or published. Such a file is in no
//! commit and may be there all the same, so a page that names it is not known to be wrong.

use super::side::Side;
use super::stale::{Fault, Stale};
use crate::config::paths::PathSet;
use crate::model::path::RepoPath;

/// So many ignore files are read; more are written by programs.
const MOST_FILES: usize = 500;
/// Larger ignore files are not read.
const MAX_BYTES: usize = 256 << 10;

/// Drops what is missing from the commits because it is made.
pub(super) fn drop_made(head: &Side<'_>, stale: &mut Vec<Stale>) {
    if !stale.iter().any(|row| matches!(row.fault, Fault::Missing(_))) {
        return;
    }
    let ignored = ignored(head);
    stale.retain(|row| match &row.fault {
        Fault::Missing(missing) => !ignored.iter().any(|set| holds(set, &missing.from)),
        _ => true,
    });
}

/// Whether a set names a file, or a folder with all it holds.
fn holds(set: &PathSet, path: &RepoPath) -> bool {
    set.contains(path) || set.contains(&RepoPath::new(format!("{path}/_")))
}

/// What each ignore file of a revision names.
fn ignored(head: &Side<'_>) -> Vec<PathSet> {
    let files = head
        .snapshot
        .files
        .keys()
        .filter(|path| path.file_name() == ".gitignore");
    let texts = files.take(MOST_FILES).filter_map(|path| {
        let text = head.text_at(path.as_str()).filter(|text| text.len() <= MAX_BYTES)?;
        Some(named_by(path.parent(), &text))
    });
    texts.collect()
}

/// What the ignore file of a folder names, as seen from the root.
fn named_by(folder: &str, text: &str) -> PathSet {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    // Who ignores everything lists what is kept: what was kept once is not made for that.
    if lines.iter().any(|line| matches!(*line, "*" | "/*" | "**" | "/**")) {
        return PathSet::default();
    }
    let patterns: Vec<String> = lines.iter().filter_map(|line| from_root(folder, line)).collect();
    PathSet::new(&patterns).unwrap_or_else(|_| {
        let good = patterns
            .into_iter()
            .filter(|one| PathSet::new(std::slice::from_ref(one)).is_ok());
        PathSet::new(&good.collect::<Vec<_>>()).unwrap_or_default()
    })
}

/// A pattern of a folder as a pattern of the root.
fn from_root(folder: &str, line: &str) -> Option<String> {
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    if folder.is_empty() {
        return Some(line.to_owned());
    }
    let (not, pattern) = line.strip_prefix('!').map_or(("", line), |rest| ("!", rest));
    let anchored = pattern.trim_end_matches('/').contains('/');
    let within = if anchored { "/" } else { "/**/" };
    Some(format!("{not}/{folder}{within}{}", pattern.trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::{holds, named_by};

    #[test]
    fn patterns_hold_below_the_folder_of_their_file() {
        let set = named_by("site", "/out/\n# a remark\n*.gen.md\n!keep.gen.md\n");
        for path in ["site/out", "site/out/a.md", "site/docs/api.gen.md"] {
            assert!(holds(&set, &path.into()), "{path}");
        }
        for path in ["out/a.md", "site/docs/out/a.md", "site/keep.gen.md", "api.gen.md"] {
            assert!(!holds(&set, &path.into()), "{path}");
        }
    }

    #[test]
    fn a_list_of_what_is_kept_names_nothing_that_is_made() {
        let set = named_by("", "/*\n!/docs\n");
        assert!(!holds(&set, &"src/a.rs".into()));
    }

    #[test]
    fn a_pattern_that_cannot_be_read_spoils_no_other() {
        let set = named_by("", "a[\n/dist\n");
        assert!(holds(&set, &"dist/x.css".into()));
    }
}
