//! Packages of other projects that the manifests asked for and do not ask for any more. What is another project's is no name of
//! this one's, but a page that tells people to have it speaks of what the project no longer needs.

use super::changed_files::{ChangedFile, Version};
use super::commands::is_own;
use super::deaths::{Death, Extent, is_code};
use super::named_packages::is_set_apart;
use super::names::Names;
use super::pages::PageFacts;
use super::presence;
use super::side::Side;
use crate::code::manifest::{dependency_names, is_manifest, needed_by, project_names};
use crate::code::role::classify;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::source::{FileRole, WordUse};
use std::collections::{BTreeMap, BTreeSet};

/// Shorter names are words of all sorts.
const SHORTEST: usize = 4;

/// The packages that went from all manifests, and of which no code, test, example or setting has the name any more.
pub(super) fn deaths(files: &[ChangedFile], head: &Side<'_>) -> Vec<Death> {
    let mut gone: BTreeMap<String, &Version> = BTreeMap::new();
    for file in files {
        let Some(base) = file.base.as_ref().filter(|base| is_of_the_project(&base.path)) else {
            continue;
        };
        let still = file.head.as_ref().map(|head| needed_by(&head.path, &head.text));
        let still = still.unwrap_or_default();
        let lost = needed_by(&base.path, &base.text).into_iter();
        gone.extend(lost.filter(|name| !still.contains(name)).map(|name| (name, base)));
    }
    gone.retain(|name, _| name.len() >= SHORTEST);
    if gone.is_empty() {
        return Vec::new();
    }
    let manifest = |path: &RepoPath| head.text_at(path.as_str()).map(|text| text.to_string());
    let needed = dependency_names(head.sources.keys(), manifest);
    let own = project_names(head.sources.keys(), manifest);
    gone.retain(|name, _| !own.iter().any(|own| own == name || is_of_one_scope(own, name)));
    let names: BTreeSet<String> = gone.keys().cloned().collect();
    let left = presence::look_up(head, &names, &BTreeSet::new());
    let is_left = |name: &str| left.get(name).is_some_and(|left| is_code(left.anywhere()));
    let both = |name: &str| [name.to_owned(), name.replace('-', "_")];
    gone.retain(|name, _| !both(name).iter().any(|name| needed.contains(name) || is_left(name)));
    gone.into_iter().map(|(name, base)| death(name, base)).collect()
}

/// Whether a file is a manifest of what ships: examples, tests and the site of the docs need what they need.
pub(super) fn is_of_the_project(path: &RepoPath) -> bool {
    const SITES: &[&str] = &["website", "site", "docs", "doc"];
    let apart = || {
        let beside = RepoPath::from(format!("{}/x.py", path.parent()).trim_start_matches('/'));
        classify(&beside) != FileRole::Code || path.parent().split('/').any(|folder| SITES.contains(&folder))
    };
    // What a go.mod lists is what packages of packages need, and pages do not name it so.
    is_manifest(path) && path.file_name() != "go.mod" && !apart()
}

/// Whether two packages have the same owner in front: `@shop/cart` and `@shop/kit`.
fn is_of_one_scope(own: &str, name: &str) -> bool {
    let scope = |name: &str| {
        name.starts_with('@')
            .then(|| name.split('/').next().unwrap_or_default().to_owned())
    };
    scope(own).is_some() && scope(own) == scope(name)
}

fn death(name: String, manifest: &Version) -> Death {
    Death {
        usage: WordUse::STRING,
        extent: Extent::Vanished,
        last_seen: Some(manifest.code_place_of(&name)),
        name,
        is_dropped: true,
        ..Death::default()
    }
}

/// How a mention is tied to a dropped package: it is the name, alone, and set apart from its text, or an extra of the project
/// that is called like the package it brought.
pub(super) fn tie(names: &Names, page: &PageFacts, mention: &Mention, death: &Death) -> Option<(Tie, Confidence)> {
    let whole = mention.text == death.name && mention.call.is_none();
    let form = !matches!(mention.form, MentionForm::Output | MentionForm::Directive(_));
    let extra =
        || mention.kind == MentionKind::Key && is_own(names, &mention.owner) || is_feature(names, page, mention);
    let told = || extra() || is_set_apart(&page.text, mention.span.start as usize, &mention.text);
    (whole && form && told()).then_some((Tie::OnlyDefinition, Confidence::Medium))
}

/// `shop = { version = "1", features = ["cart"] }`: a feature of the project, which may be called like the package it brings.
fn is_feature(names: &Names, page: &PageFacts, mention: &Mention) -> bool {
    let line = page.line_text(mention.line);
    let asked = line.split_once('=').filter(|(_, rest)| rest.contains("features"));
    let before = &page.text[..mention.span.start as usize];
    asked.is_some_and(|(name, _)| names.own.contains(name.trim())) && before.ends_with('"')
}

#[cfg(test)]
mod tests {
    use super::{is_of_one_scope, is_of_the_project};
    use crate::model::path::RepoPath;

    #[test]
    fn manifests_of_examples_and_sites_are_not_the_projects() {
        let of = |path: &str| is_of_the_project(&RepoPath::from(path));
        assert!(of("package.json") && of("crates/cart/Cargo.toml") && of("requirements.txt"));
        assert!(!of("examples/cart/package.json") && !of("website/package.json") && !of("src/cart.py"));
    }

    #[test]
    fn packages_of_one_owner_are_the_projects() {
        assert!(is_of_one_scope("@shop/cart", "@shop/kit") && !is_of_one_scope("cart", "kit"));
    }
}
