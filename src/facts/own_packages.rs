//! The project's own packages that have another name now, or are gone: what people install and import.

use super::changed_files::{ChangedFile, Version};
use super::deaths::{Death, Extent, NewName, is_code};
use super::dropped::is_of_the_project;
use super::named_packages::is_set_apart;
use super::pages::{PageFacts, is_distinctive};
use super::presence;
use super::side::Side;
use crate::code::manifest::{dependency_names, project_names, shipped_by};
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::source::{FileRole, WordUse};
use crate::model::symbol::SymbolKind;
use std::collections::{BTreeMap, BTreeSet};

/// Shorter names are words of all sorts.
const SHORTEST: usize = 4;

/// Where a package was named, and what it is named now.
type Lost<'f> = (&'f Version, Option<String>);

/// The packages and modules at the top that the project had at base, and that neither its manifests nor its code name any more.
pub(super) fn deaths(files: &[ChangedFile], head: &Side<'_>) -> Vec<Death> {
    let mut gone: BTreeMap<String, Lost<'_>> = BTreeMap::new();
    for file in files {
        let Some(base) = &file.base else { continue };
        gone.extend(of_manifest(base, file.head.as_ref()));
        gone.extend(of_module(base, file.head.as_ref()));
    }
    gone.retain(|name, _| name.len() >= SHORTEST && !name.contains('/'));
    if gone.is_empty() {
        return Vec::new();
    }
    let manifest = |path: &RepoPath| head.text_at(path.as_str()).map(|text| text.to_string());
    let own = project_names(head.sources.keys(), manifest);
    let needed = dependency_names(head.sources.keys(), manifest);
    let folders: BTreeSet<&str> = head.sources.keys().flat_map(places).collect();
    let names: BTreeSet<String> = gone.keys().flat_map(|name| forms(name)).collect();
    let left = presence::look_up(head, &names, &BTreeSet::new());
    let is_left = |name: &String| left.get(name).is_some_and(|left| is_code(left.anywhere()));
    let lives =
        |name: &String| own.contains(name) || needed.contains(name) || folders.contains(name.as_str()) || is_left(name);
    gone.retain(|name, _| !forms(name).iter().any(lives));
    gone.into_iter()
        .map(|(name, (place, new))| death(name, place, new))
        .collect()
}

/// A name as registries and as code write it.
fn forms(name: &str) -> [String; 2] {
    [name.replace('_', "-"), name.replace('-', "_")]
}

/// The folder or file at the top that holds a file, and the same below `src`.
fn places(path: &RepoPath) -> impl Iterator<Item = &str> {
    let parts = path.as_str().split('/').take(2);
    parts.map(|part| part.split('.').next().unwrap_or(part))
}

/// What a manifest named and does not name any more.
fn of_manifest<'f>(base: &'f Version, head: Option<&Version>) -> Vec<(String, Lost<'f>)> {
    if !is_of_the_project(&base.path) {
        return Vec::new();
    }
    let before = shipped_by(&base.path, &base.text);
    let now = head.map(|head| shipped_by(&head.path, &head.text)).unwrap_or_default();
    let gained: Vec<&String> = now.difference(&before).collect();
    let lost: Vec<&String> = before.difference(&now).collect();
    // A name may come in two spellings.
    let dashed = |name: &&&String| name.contains('-');
    let one = |names: &[&String]| names.iter().map(|name| forms(name)).collect::<BTreeSet<_>>().len() == 1;
    let new = |name: &String| {
        let fitting = gained.iter().find(|new| dashed(new) == name.contains('-'));
        let found = fitting.or(gained.first()).filter(|_| one(&lost) && one(&gained));
        found.map(|new| (*new).clone())
    };
    lost.iter().map(|name| ((*name).clone(), (base, new(name)))).collect()
}

/// The module of Python at the top that a file was, if it is none or another one now.
fn of_module<'f>(base: &'f Version, head: Option<&Version>) -> Option<(String, Lost<'f>)> {
    let shipped = base.role == FileRole::Code && base.path.extension() == "py";
    let [name] = base.module.as_slice() else { return None };
    let now = head.map(|head| head.module.as_slice()).unwrap_or_default();
    let new = (now.len() == 1).then(|| now[0].clone());
    (shipped && new.as_ref() != Some(name)).then(|| (name.clone(), (base, new)))
}

fn death(name: String, place: &Version, new: Option<String>) -> Death {
    Death {
        kind: Some(SymbolKind::Module),
        usage: WordUse::STRING.with(WordUse::DEFINITION),
        extent: Extent::Vanished,
        last_seen: Some(place.code_place_of(&name)),
        name,
        new_name: new.map(|name| NewName {
            name,
            symbol: None,
            similarity: 100,
            certain: true,
            in_full: false,
        }),
        is_own_package: true,
        ..Death::default()
    }
}

/// How a mention is tied to a package of the project: it begins a name in full or stands in an import; is set apart from its
/// text; or is no word of any other kind.
pub(super) fn tie(page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> Option<(Tie, Confidence)> {
    let named = matches!(mention.kind, MentionKind::Name | MentionKind::Call | MentionKind::Key);
    if part > 0 || !named || mention.form == MentionForm::Output || page.assigns(&death.name) {
        return None;
    }
    let line = page.line_text(mention.line);
    let code = matches!(
        mention.form,
        MentionForm::Code | MentionForm::Block(_) | MentionForm::Role(_)
    );
    let imports = code
        && ["import ", "from ", "use ", "require("]
            .iter()
            .any(|word| line.contains(word));
    let rooted = code && mention.parts.len() > 1 && is_distinctive(&death.name);
    let apart = is_set_apart(&page.text, mention.span.start as usize, &death.name);
    if imports || rooted || apart && mention.parts.len() == 1 {
        return Some((Tie::OnlyDefinition, Confidence::High));
    }
    let whole = mention.parts.len() == 1 && is_distinctive(&death.name);
    whole.then_some((Tie::OnlyDefinition, Confidence::Medium))
}
