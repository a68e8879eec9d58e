//! The settings file, where a repository is better off with some. What the defaults do right needs no line, and mostly that is all.

use super::site::Site;
use super::step::Step;
use crate::cli::args::SettingsArgs;
use crate::cli::config_source;
use crate::cli::trusted_files::{Files, TrustedFiles};
use crate::config::settings::Settings;
use crate::docs::format_of;
use crate::facts::side::role_of;
use crate::model::path::RepoPath;
use crate::model::source::FileRole;
use std::collections::BTreeSet;

/// The file that is written.
pub(super) const FILE: &str = "abreast.toml";

/// Folders at the root that hold the docs.
const DOC_FOLDERS: &[&str] = &["docs", "doc", "documentation"];
/// Where Sphinx puts copies of the pages it was given.
const BUILT: &str = "_sources";

/// The settings file, and its text if there is one to write. Where the defaults fit there is nothing to say.
pub(super) fn step(site: &Site<'_>) -> anyhow::Result<(Option<Step>, Option<String>)> {
    let files = TrustedFiles {
        obeyed: Files::Disk(site.root.to_owned()),
        head: None,
    };
    let from = SettingsArgs {
        config: None,
        isolated: false,
    };
    if let (Some(file), _) = config_source::find(&files, &from)? {
        return Ok((Some(Step::There(file.path)), None));
    }
    let text = text(&site.paths);
    let step = text.clone().map(|text| Step::new_file(FILE, text));
    Ok((step, text))
}

/// What differs from the defaults, each with the reason.
fn text(paths: &[RepoPath]) -> Option<String> {
    let (built, unseen) = (built(paths), unseen(paths));
    if built.is_empty() && unseen.is_empty() {
        return None;
    }
    let mut text = "# What differs from the defaults of abreast. `abreast schema` describes all keys.\n".to_owned();
    if !unseen.is_empty() {
        text += &format!(
            "\n# Pages of the docs that would not be taken for pages by their names.\ndocs = {}\n",
            list(&unseen)
        );
    }
    if !built.is_empty() {
        text += &format!(
            "\n# Copies of pages, made when the docs were built.\nexclude = {}\n",
            list(&built)
        );
    }
    Some(text)
}

fn list(patterns: &BTreeSet<String>) -> String {
    toml::Value::from(patterns.iter().cloned().collect::<Vec<_>>()).to_string()
}

fn built(paths: &[RepoPath]) -> BTreeSet<String> {
    let folder = |path: &RepoPath| {
        let end = format!("/{path}").find(&format!("/{BUILT}/"))? + BUILT.len() + 1;
        pattern(path.as_str().get(..end)?)
    };
    paths.iter().filter_map(folder).collect()
}

/// Files that can be read as pages, lie among them and are not taken for any.
fn unseen(paths: &[RepoPath]) -> BTreeSet<String> {
    let settings = Settings::default();
    let pages = paths.iter().filter(|path| {
        let top = path.as_str().split_once('/').map(|(top, _)| top.to_ascii_lowercase());
        let among = top.is_some_and(|top| DOC_FOLDERS.contains(&top.as_str()));
        among && format_of(path).is_some() && role_of(path, &settings) == FileRole::Other
    });
    let of = |path: &RepoPath| {
        let top = path.as_str().split('/').next()?;
        Some(format!(
            "{}**/*.{}",
            pattern(&format!("{top}/"))?,
            plain(path.extension())?
        ))
    };
    pages.filter_map(of).collect()
}

/// A folder as a pattern; `None` where it would mean something else as one.
fn pattern(folder: &str) -> Option<String> {
    plain(folder).map(|folder| format!("/{folder}"))
}

fn plain(name: &str) -> Option<&str> {
    let is_plain = |of: char| of.is_alphanumeric() || "-_./".contains(of);
    (!name.is_empty() && name.chars().all(is_plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::config::load::ConfigFile;

    fn of(paths: &[&str]) -> Option<String> {
        text(&paths.iter().map(|path| (*path).into()).collect::<Vec<_>>())
    }

    #[test]
    fn where_the_defaults_fit_nothing_is_written() {
        assert_eq!(
            of(&[
                "docs/a.md",
                "docs/CHANGES.rst",
                "src/a.py",
                "README.md",
                "docs/logo.png"
            ]),
            None
        );
    }

    #[test]
    fn text_files_among_the_docs_are_pages() {
        let text = of(&["Documentation/usage/a.txt", "Documentation/b.txt", "src/a.c"]).unwrap();
        assert!(text.contains("docs = [\"/Documentation/**/*.txt\"]\n"), "{text}");
    }

    #[test]
    fn copies_of_pages_are_left_out() {
        let text = of(&["docs/html/_sources/a.rst.txt", "_sources/b.txt", "docs/a.rst"]).unwrap();
        assert!(
            text.contains("exclude = [\"/_sources/\", \"/docs/html/_sources/\"]\n"),
            "{text}"
        );
        assert!(ConfigFile::parse("abreast.toml", &text).unwrap().is_some());
    }
}
