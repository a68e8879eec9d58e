//! Addresses of a documentation site that no file has but that work all the same: redirects in the settings of the site, and
//! the other addresses that a page gives itself. A link to one of them is not known to be broken.

use super::pages::PageFacts;
use super::side::Side;
use super::stale::{Fault, Stale};
use crate::model::path::RepoPath;
use aho_corasick::AhoCorasick;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Larger files hold data, not settings.
const MAX_BYTES: usize = 2 << 20;

/// Drops links whose address the site redirects.
pub(super) fn drop_redirected(head: &Side<'_>, pages: &[PageFacts], stale: &mut Vec<Stale>) {
    let wanted: BTreeSet<String> = stale.iter().filter_map(|row| route(pages, row)).collect();
    if wanted.is_empty() {
        return;
    }
    let known = redirected(head, &wanted);
    stale.retain(|row| route(pages, row).is_none_or(|route| !known.contains(&route)));
}

/// The address within the site that a missing link names, without its last slash.
fn route(pages: &[PageFacts], row: &Stale) -> Option<String> {
    let Fault::Missing(_) = row.fault else { return None };
    let mention = pages.get(row.page)?.page.mentions.get(row.mention)?;
    let text = mention.text.split(['#', '?']).next().unwrap_or_default();
    let text = text.trim_end_matches('/').trim_end_matches("/index");
    (text.starts_with('/') && text.len() > 1).then(|| text.to_owned())
}

/// Those of the addresses that a settings file or the head of a page gives as a text of its own.
fn redirected(head: &Side<'_>, wanted: &BTreeSet<String>) -> BTreeSet<String> {
    let routes: Vec<&String> = wanted.iter().collect();
    let Ok(finder) = AhoCorasick::new(&routes) else {
        return BTreeSet::new();
    };
    let files: Vec<_> = head
        .snapshot
        .files
        .iter()
        .filter(|(path, _)| is_settings(path) || head.docs.contains_key(*path))
        .collect();
    files
        .par_iter()
        .map(|(path, entry)| {
            let text = head.text(path, entry.blob).ok().filter(|text| text.len() <= MAX_BYTES);
            let text = text.as_deref().unwrap_or_default();
            let text = if head.docs.contains_key(*path) {
                front_matter(text)
            } else {
                text
            };
            let found = finder.find_overlapping_iter(text);
            found
                .filter(|hit| is_whole(text, hit.start(), hit.end()))
                .map(|hit| routes[hit.pattern().as_usize()].clone())
                .collect::<BTreeSet<String>>()
        })
        .reduce(BTreeSet::new, |mut all, more| {
            all.extend(more);
            all
        })
}

/// Whether a file may hold the settings of a site.
fn is_settings(path: &RepoPath) -> bool {
    let listed = matches!(
        path.extension(),
        "json" | "jsonc" | "yaml" | "yml" | "toml" | "js" | "mjs" | "cjs" | "ts" | "conf"
    );
    listed
        || matches!(
            path.file_name(),
            "_redirects" | "redirects" | "redirects.txt" | ".htaccess" | "conf.py"
        )
}

/// The settings at the top of a page.
fn front_matter(text: &str) -> &str {
    for fence in ["---\n", "+++\n"] {
        if let Some(rest) = text.strip_prefix(fence) {
            return rest.find(fence.trim_end()).map_or("", |end| &rest[..end]);
        }
    }
    ""
}

/// Whether an address stands there as a whole: quoted or between spaces, with or without its last slash.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let outer = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | '^');
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let next = match after.next() {
        Some('/') => after.next(),
        other => other,
    };
    // `/docs/:page` and `/docs/*` redirect what lies below too, and the address itself.
    let below = |c: char| matches!(c, ':' | '*' | '$');
    before.is_none_or(outer) && next.is_none_or(|c| outer(c) || below(c))
}

#[cfg(test)]
mod tests {
    use super::{front_matter, is_whole};

    #[test]
    fn an_address_counts_where_it_stands_as_a_whole() {
        let whole = |text: &str| {
            let start = text.find("/a/b").unwrap();
            is_whole(text, start, start + 4)
        };
        for text in [
            "\"/a/b\": 1",
            "from = '/a/b/'",
            "/a/b /c 301",
            "  - /a/b",
            "\"/a/b/:slug*\"",
        ] {
            assert!(whole(text), "{text}");
        }
        for text in ["\"/x/a/b\"", "\"/a/bc\"", "\"/a/b/c\""] {
            assert!(!whole(text), "{text}");
        }
    }

    #[test]
    fn only_the_settings_of_a_page_are_asked() {
        assert_eq!(front_matter("---\naliases: [/a]\n---\n/b\n"), "aliases: [/a]\n");
        assert_eq!(front_matter("/b\n"), "");
    }
}
