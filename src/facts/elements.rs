//! Names of the elements of HTML that code defines together, to make such elements: `div`, `button`. Whatever becomes of the
//! functions, the names stay HTML's.

use super::deaths::Death;
use crate::model::path::RepoPath;
use std::collections::BTreeMap;

/// The names of all elements, those that are out of use included; after the npm package html-tag-names 2.
const ELEMENTS: &str = include_str!("../../rules/languages/html/elements.txt");

/// A file that defines fewer of them may mean something else by `form` and `select`.
const FEWEST: usize = 6;

/// Leaves out names of elements where one file defined many of them.
pub(super) fn without_elements(mut deaths: Vec<Death>) -> Vec<Death> {
    let mut of_file: BTreeMap<&RepoPath, Vec<&str>> = BTreeMap::new();
    for death in &deaths {
        if let Some(base) = &death.base {
            of_file.entry(&base.path).or_default().push(&death.name);
        }
    }
    if of_file.values().any(|names| makes_elements(names)) {
        deaths.retain(|death| !is_element(&death.name));
    }
    deaths
}

fn is_element(name: &str) -> bool {
    ELEMENTS.lines().any(|line| line == name)
}

/// Whether names that a file defines are those of elements of HTML.
fn makes_elements(names: &[&str]) -> bool {
    names.iter().filter(|name| is_element(name)).count() >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::makes_elements;

    #[test]
    fn many_elements_of_one_file_are_those_of_html() {
        let names = ["div", "h1", "button", "span", "form", "ul", "cart"];
        assert!(makes_elements(&names) && !makes_elements(&names[2..]));
    }
}
