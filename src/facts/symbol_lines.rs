//! A definition of a file by its name, and whose each of its lines is.

use super::knowledge::Knowledge;
use crate::code;
use crate::config::names::closest;
use crate::git::error::GitError;
use crate::git::origins::line_origins_in;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use crate::model::revision::Oid;
use crate::model::span::LineIndex;
use crate::model::symbol::Symbol;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many names are offered in place of an unknown one.
const OFFERED: usize = 5;

/// A definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name within the file.
    pub name: String,
    /// Names of what it stands in, outermost first.
    pub container: Vec<String>,
    /// Its own name.
    pub leaf: String,
    /// What it is, in a word.
    pub kind: &'static str,
    /// First and last line of each of its declarations, from 1; overloads have several.
    pub lines: Vec<(u32, u32)>,
}

/// Why a name gives no definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Several definitions end so: their whole names.
    Several(Vec<String>),
    /// There is none; these are like it.
    None(Vec<String>),
}

/// The definition of a file that is called so: by its own name, or with `.`, `::` or `#` behind the names around it.
///
/// # Errors
/// When it is none, or may be several.
pub fn find(path: &RepoPath, text: &str, name: &str) -> Result<Definition, Unknown> {
    let file = code::reader::read(path, text);
    let wanted = name.replace("::", ".").replace('#', ".");
    let mut named: BTreeMap<String, Vec<&Symbol>> = BTreeMap::new();
    for symbol in &file.symbols {
        named.entry(symbol.local_name()).or_default().push(symbol);
    }
    let ending = format!(".{wanted}");
    let fitting: Vec<&String> = match named.get_key_value(&wanted) {
        Some((whole, _)) => vec![whole],
        None => named.keys().filter(|whole| whole.ends_with(&ending)).collect(),
    };
    let whole = match fitting[..] {
        [whole] => whole,
        [] => return Err(Unknown::None(like(&wanted, &named))),
        _ => return Err(Unknown::Several(fitting.into_iter().cloned().collect())),
    };
    let symbols = &named[whole];
    let index = LineIndex::new(text);
    let lines = symbols.iter().map(|symbol| {
        let last = symbol.span.end.saturating_sub(1).max(symbol.span.start);
        (index.line(symbol.span.start), index.line(last))
    });
    Ok(Definition {
        name: whole.clone(),
        container: symbols[0].container.clone(),
        leaf: symbols[0].name.clone(),
        kind: symbols[0].kind.word(),
        lines: apart(lines.collect()),
    })
}

/// Ranges of lines, those that touch joined.
fn apart(ranges: BTreeSet<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// Names that may have been meant; the first ones of the file when none is near.
fn like(wanted: &str, named: &BTreeMap<String, Vec<&Symbol>>) -> Vec<String> {
    let plain = |name: &str| name.to_lowercase().replace('_', "-");
    let mut left: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
    for whole in named.keys() {
        let leaf = whole.rsplit('.').next().unwrap_or(whole);
        for key in [plain(whole), plain(leaf)] {
            left.entry(key).or_default().insert(whole);
        }
    }
    let mut near: Vec<String> = Vec::new();
    while near.len() < OFFERED {
        let Some(key) = closest(wanted, left.keys().map(String::as_str)) else {
            break;
        };
        for whole in left
            .remove(&key)
            .into_iter()
            .flatten()
            .filter(|whole| !near.contains(whole))
            .collect::<Vec<_>>()
        {
            near.push(whole.clone());
        }
    }
    if near.is_empty() {
        near = named.keys().cloned().collect();
    }
    near.truncate(OFFERED);
    near
}

/// The people of each line of a definition: nobody for lines of programs, bulk commits, or before what is counted.
///
/// # Errors
/// When an object that is needed is missing or corrupt.
pub fn people<'k>(
    repo: &Repo,
    knowledge: &'k Knowledge,
    path: &RepoPath,
    definition: &Definition,
) -> Result<Vec<&'k [PersonId]>, GitError> {
    let commits = &knowledge.history.commits;
    let origins = line_origins_in(repo, commits, knowledge.head, &BTreeSet::from([path.clone()]))?;
    let origins = origins.get(path).map_or(&[][..], Vec::as_slice);
    let numbers: HashMap<Oid, usize> = (0..).zip(commits).map(|(number, commit)| (commit.id, number)).collect();
    let of_line = |line: u32| {
        let origin = origins.get((line as usize).saturating_sub(1));
        let number = origin.and_then(|origin| numbers.get(origin));
        number.map_or(&[][..], |number| knowledge.people_of(*number))
    };
    Ok(definition
        .lines
        .iter()
        .flat_map(|(first, last)| *first..=*last)
        .map(of_line)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{Unknown, find};

    const TEXT: &str = "class Client:\n    def get_url(self):\n        return 1\n\n    def close(self):\n        pass\n\n\nclass Pool:\n    def close(self):\n        pass\n";

    #[test]
    fn a_definition_is_found_by_its_own_name_or_with_what_it_stands_in() {
        let path = "a.py".into();
        let found = find(&path, TEXT, "get_url").unwrap();
        assert_eq!(
            (found.name.as_str(), &found.lines[..]),
            ("Client.get_url", &[(2, 3)][..])
        );
        assert_eq!(find(&path, TEXT, "Pool::close").unwrap().lines, [(10, 11)]);
        assert_eq!(find(&path, TEXT, "Client").unwrap().lines, [(1, 6)]);
    }

    #[test]
    fn a_name_of_several_is_none_and_a_slip_is_answered_with_what_is_like_it() {
        let path = "a.py".into();
        let both = vec!["Client.close".to_owned(), "Pool.close".to_owned()];
        assert_eq!(find(&path, TEXT, "close"), Err(Unknown::Several(both)));
        let Err(Unknown::None(like)) = find(&path, TEXT, "get_ulr") else {
            panic!("found")
        };
        assert_eq!(like, ["Client.get_url"]);
    }
}
