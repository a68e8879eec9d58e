//! How much of each file is written down.

use crate::facts::api::gather::ApiFacts;
use crate::facts::described::{Described, Descriptions, Outline};
use crate::model::knowledge::Written;
use crate::model::path::RepoPath;
use std::collections::{BTreeSet, HashMap};

/// What is written down about each file. `stale` tells passages that no longer hold, if somebody looked for them.
pub fn by_file(of: &Descriptions, stale: Option<&dyn Fn(&Described) -> bool>) -> HashMap<RepoPath, Written> {
    let none = Vec::new();
    let each = of.outlines.iter().map(|(path, outline)| {
        let passages = of.passages.get(path).unwrap_or(&none);
        (path.clone(), written(outline, passages, stale))
    });
    each.collect()
}

/// Puts what the readers of Rust and Python know of the API in the place of what the tokens of a file say.
pub fn count_api(written: &mut HashMap<RepoPath, Written>, api: &ApiFacts) {
    let is_read = |path: &RepoPath| matches!(path.extension(), "rs" | "py");
    for (path, of) in written.iter_mut().filter(|(path, _)| is_read(path)) {
        let symbols = api
            .api
            .files
            .get(path)
            .map(|file| file.symbols.as_slice())
            .unwrap_or_default();
        of.public = symbols.len();
        of.documented = symbols.iter().filter(|symbol| symbol.documented).count();
    }
}

fn written(outline: &Outline, passages: &[Described], stale: Option<&dyn Fn(&Described) -> bool>) -> Written {
    let holds = |passage: &&Described| stale.is_none_or(|stale| !stale(passage));
    let fresh: Vec<&Described> = passages.iter().filter(holds).collect();
    let distinct = |passages: &mut dyn Iterator<Item = &Described>| {
        let places: BTreeSet<_> = passages.map(|of| (of.page.clone(), of.passage)).collect();
        places.len()
    };
    let documented: Vec<bool> = outline.public.iter().filter_map(|name| name.documented).collect();
    let fresh_count = distinct(&mut fresh.iter().copied());
    Written {
        covered_files: usize::from(is_covered(outline, &fresh)),
        documented: documented.iter().filter(|documented| **documented).count(),
        public: documented.len(),
        fresh_passages: fresh_count,
        stale_passages: stale.map(|_| distinct(&mut passages.iter()) - fresh_count),
    }
}

/// A file is covered when a passage names the file itself, or when passages name at least half of what it defines for others.
fn is_covered(outline: &Outline, fresh: &[&Described]) -> bool {
    if fresh.iter().any(|passage| passage.by_path) {
        return true;
    }
    let is_named = |name: &str| {
        let parts = |text: &str| {
            text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .any(|part| part == name)
        };
        fresh.iter().any(|passage| parts(&passage.name))
    };
    let named = outline.public.iter().filter(|public| is_named(&public.name)).count();
    named > 0 && named * 2 >= outline.public.len()
}
