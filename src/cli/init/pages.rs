//! What was found in a repository, in one line for people.

use super::site::Site;
use crate::code::reader::language_id;
use crate::config::settings::Settings;
use crate::facts::side::role_of;
use crate::model::path::RepoPath;
use crate::model::source::FileRole;
use crate::owners::locate::locate;
use crate::render::escape::visible;
use crate::render::report::plural;
use std::collections::BTreeMap;

/// So many folders or languages are named.
const NAMED: usize = 3;

/// Programs that make a site of pages, by the file that steers them.
const GENERATORS: &[(&str, &str)] = &[
    ("mkdocs.yml", "MkDocs"),
    ("mkdocs.yaml", "MkDocs"),
    ("conf.py", "Sphinx"),
    ("book.toml", "mdBook"),
    ("docusaurus.config.js", "Docusaurus"),
    ("docusaurus.config.ts", "Docusaurus"),
    ("antora.yml", "Antora"),
];

/// What was found.
pub(super) fn found(site: &Site<'_>) -> String {
    let settings = Settings::default();
    let of_role = |role: FileRole| site.paths.iter().filter(move |path| role_of(path, &settings) == role);
    let pages: Vec<&RepoPath> = of_role(FileRole::Doc).collect();
    let settings = Settings::default();
    let code = site
        .paths
        .iter()
        .filter(|path| role_of(path, &settings) == FileRole::Code);
    let folders = most(pages.iter().map(|path| top(path)));
    let languages = most(code.map(language_id).filter(|id| !id.is_empty()));
    let mut parts = vec![plural(pages.len(), "page")];
    if !folders.is_empty() {
        parts.push(format!("in {}", folders.join(", ")));
    }
    let mut text = parts.join(" ");
    text += &generators(site)
        .iter()
        .map(|name| format!(", {name}"))
        .collect::<String>();
    text += &match languages.is_empty() {
        true => "; no code".to_owned(),
        false => format!("; code in {}", languages.join(", ")),
    };
    let exists = |place: &str| site.root.join(place).symlink_metadata().is_ok();
    if let Some((path, _)) = locate(&exists) {
        text += &format!("; owners in {path}");
    }
    visible(&format!("found: {text}"))
}

/// The folder at the root that a path lies in; a file at the root is named itself.
fn top(path: &RepoPath) -> &str {
    let path = path.as_str();
    path.find('/').map_or(path, |slash| &path[..=slash])
}

/// The most frequent of some words, those that are as frequent by name.
fn most<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let mut sorted: Vec<(usize, &str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    sorted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    sorted.into_iter().map(|(_, word)| word).take(NAMED).collect()
}

fn generators(site: &Site<'_>) -> Vec<&'static str> {
    let is_there = |file: &str| {
        let mut paths = site.paths.iter();
        // One that lies deep belongs to an example or a test.
        paths.any(|path| path.file_name() == file && path.as_str().matches('/').count() <= 2)
    };
    let mut names: Vec<&str> = GENERATORS
        .iter()
        .filter(|(file, _)| is_there(file))
        .map(|(_, name)| *name)
        .collect();
    names.dedup();
    names
}
