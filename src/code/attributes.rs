//! What the `.gitattributes` files of a snapshot say about its files, of the attributes that GitHub's language statistics know.
//!
//! Read as git reads them: a file in a folder holds for what lies below it; later lines and deeper files win; macros are
//! those of the root. Other attributes are passed over. Nothing here opens a file.

mod decision;
mod folder;
mod glob;
mod line;
mod macros;

#[cfg(test)]
mod tests;

use self::decision::Said;
use self::folder::{Budget, Draft, Folder};
use self::macros::Macros;
use crate::model::path::RepoPath;
use std::collections::HashMap;

/// An attribute that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag<'a> {
    /// Whether it is on.
    pub on: bool,
    /// The pattern that decided.
    pub by: &'a str,
}

/// A language that the attributes name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedLanguage<'a> {
    /// The name as written.
    pub name: &'a str,
    /// The pattern that decided.
    pub by: &'a str,
}

/// What is said about one file; `None` where nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks<'a> {
    /// `linguist-vendored`.
    pub vendored: Option<Flag<'a>>,
    /// `linguist-documentation`.
    pub documentation: Option<Flag<'a>>,
    /// `linguist-generated`.
    pub generated: Option<Flag<'a>>,
    /// `linguist-detectable`.
    pub detectable: Option<Flag<'a>>,
    /// `linguist-language`.
    pub language: Option<NamedLanguage<'a>>,
}

/// The attributes of the files of a snapshot.
#[derive(Debug, Default)]
pub struct Attributes {
    folders: HashMap<String, Folder>,
    left_out: usize,
}

impl Attributes {
    /// Reads attributes files, each given by its folder (empty for the root) and its text.
    pub fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let files: Vec<_> = files
            .into_iter()
            .map(|(folder, text)| (folder.trim_matches('/'), text))
            .collect();
        let at_root = files.iter().filter(|(folder, _)| folder.is_empty());
        let mut macros = Macros::read(at_root.map(|(_, text)| *text));
        let mut budget = Budget::default();
        let mut folders: HashMap<String, Draft> = HashMap::new();
        for (folder, text) in files {
            let draft = folders.entry(folder.to_owned()).or_default();
            line::read(text).for_each(|line| draft.add(&line, &mut macros, &mut budget));
        }
        let spoken = folders.into_iter().filter(|(_, draft)| !draft.is_empty());
        Self {
            folders: spoken.map(|(name, draft)| (name, draft.finish())).collect(),
            left_out: budget.left_out,
        }
    }

    /// How many lines were left out because there were too many of their kind.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What is said about a file.
    pub fn of(&self, path: &RepoPath) -> Marks<'_> {
        if self.folders.is_empty() {
            return Marks::default();
        }
        let path = path.as_str();
        let mut said = Said::default();
        let slashes = path.match_indices('/').map(|(at, _)| (&path[..at], &path[at + 1..]));
        for (folder, below) in std::iter::once(("", path)).chain(slashes) {
            if let Some(folder) = self.folders.get(folder) {
                // Deeper files win whatever the order in which they were read.
                said.lay_over(folder.of(below));
            }
        }
        said.marks()
    }
}
