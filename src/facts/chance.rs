//! Paths that a page names and that are a file of this repository only by chance: the reader's own, an example's, an address.

use super::pages::PageFacts;
use super::paths::cleaned;
use crate::code::role::classify;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::source::FileRole;

/// Whether a path that a page names may as well not be the file that was found for it.
pub(super) fn is_by_chance(page: &PageFacts, mention: &Mention, found: &RepoPath) -> bool {
    let text = cleaned(&mention.text);
    // From the root of a site, not of the repository, a page of docs links to a section of it.
    let route = is_route(&mention.text) || is_section_of_site(&mention.text, found);
    if mention.kind == MentionKind::Link && route && !page.path.parent().is_empty() {
        return true;
    }
    mention.kind == MentionKind::Path
        && (is_route(&mention.text)
            || is_bare_folder(&mention.text, found)
            || is_entered(page, mention)
            || is_made_there(page, mention)
            || is_of_example(page, mention, found)
            || is_piece_of_changelog(found)
            || names_its_block(page, mention)
            || is_for_reader(page, mention)
            || is_end_of_apart(page, text, found))
}

/// `/users/` is an address of a server or a folder of the system; who means a folder of the repository writes no `/` in front.
fn is_route(text: &str) -> bool {
    let rest = text.strip_prefix('/').map(|rest| rest.trim_end_matches('/'));
    rest.is_some_and(|rest| !rest.contains(['/', '.']))
}

/// `/docs/components/nav` is an address of a site, whichever folder of the repository was called so.
fn is_section_of_site(text: &str, found: &RepoPath) -> bool {
    let name = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    text.starts_with('/') && !name.contains('.') && !found.file_name().contains('.')
}

/// What compilers and packagers make, and copies of other projects: that no commit has them any more says nothing.
pub(super) fn is_made_or_copied(found: &RepoPath) -> bool {
    const MADE: &[&str] = &[
        "a", "class", "dll", "dylib", "egg", "exe", "gz", "jar", "o", "pyc", "so", "tgz", "war", "wasm", "whl", "zip",
    ];
    MADE.contains(&found.extension()) || classify(found) == FileRole::Vendored
}

/// `"./cart/box.js"` in an example file is relative to that file, and so not the one that only ends like it.
fn is_of_example(page: &PageFacts, mention: &Mention, found: &RepoPath) -> bool {
    let block = matches!(mention.form, MentionForm::Block(_));
    let text = cleaned(&mention.text);
    let start = found
        .as_str()
        .strip_suffix(text)
        .map(|start| start.trim_end_matches('/'));
    let near = start.is_some_and(|start| start.is_empty() || page.path.is_under(start));
    block && mention.text.starts_with("./") && !near
}

/// `src/` in a page is the reader's own folder unless it stands at the root here.
fn is_bare_folder(text: &str, found: &RepoPath) -> bool {
    let name = text.trim_start_matches("./").strip_suffix('/');
    name.is_some_and(|name| !name.contains('/') && found.as_str() != name)
}

/// Whether a file is a piece of a changelog, which lives until the next release: by its folder, not by its own name.
fn is_piece_of_changelog(found: &RepoPath) -> bool {
    let by_name = classify(&RepoPath::from(found.file_name())) == FileRole::Changelog;
    classify(found) == FileRole::Changelog && !by_name
}

/// `cd shop/` enters what was cloned before, which is called like the package in it.
fn is_entered(page: &PageFacts, mention: &Mention) -> bool {
    let name = mention.text.trim_end_matches('/');
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let cloned = before.lines().rev().take(6).any(|line| line.contains("git clone"));
    !name.contains('/') && before.ends_with("cd ") && cloned
}

/// "add a `.travis.yml` file to your repo"
fn is_for_reader(page: &PageFacts, mention: &Mention) -> bool {
    const THEIRS: &[&str] = &[
        " to your ",
        " in your ",
        " into your ",
        " at the root of your ",
        " in the root of your ",
    ];
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let rest = behind.trim_start_matches(['`', '*']);
    let rest = rest.strip_prefix(" file").unwrap_or(rest);
    let spoken = !matches!(mention.form, MentionForm::Block(_));
    spoken && THEIRS.iter().any(|theirs| rest.replace('\n', " ").starts_with(theirs))
}

/// `cp ../a.yml a.yml` makes the last of its files.
fn is_made_there(page: &PageFacts, mention: &Mention) -> bool {
    const MAKERS: &[&str] = &["cp", "mv", "ln", "touch", "mkdir"];
    let line = page.line_text(mention.line);
    let command = line.split('#').next().unwrap_or_default();
    let mut words = command.trim_start_matches(['$', ' ', '\t']).split_whitespace();
    let maker = words.next().is_some_and(|word| MAKERS.contains(&word));
    maker && words.last() == Some(mention.text.as_str())
}

/// A comment of a code block that is nothing but a path says which file the block shows: it is the example's.
fn names_its_block(page: &PageFacts, mention: &Mention) -> bool {
    const MARKS: &[&str] = &["//", "#", "--", "/*", ";"];
    if !matches!(mention.form, MentionForm::Block(_)) {
        return false;
    }
    let line = page.line_text(mention.line).trim();
    let Some(comment) = MARKS.iter().find_map(|mark| line.strip_prefix(mark)) else {
        return false;
    };
    let comment = comment.trim_start();
    let labelled = ["file:", "filename:", "file name:"].iter().find_map(|label| {
        let start = comment.get(..label.len())?;
        start.eq_ignore_ascii_case(label).then(|| &comment[label.len()..])
    });
    let rest = labelled
        .unwrap_or(comment)
        .trim_start()
        .strip_prefix(mention.text.as_str());
    let rest = rest.map(|rest| rest.trim_end_matches(['*', '/', '-', '>', ' ', ':']));
    rest.is_some_and(|rest| rest.is_empty() || labelled.is_some())
}

/// Whether only the end of a path is that of a file of tests or examples in a folder that the page is not in: an example of
/// the page has a file of that name itself.
fn is_end_of_apart(page: &PageFacts, text: &str, found: &RepoPath) -> bool {
    let role = match classify(found) {
        // The settings of a tool are the example's where they lie with one.
        FileRole::Config => classify(&RepoPath::new(format!("{}/a.py", found.parent()))),
        role => role,
    };
    let written = text.trim_start_matches("../").trim_start_matches('/');
    let Some(folder) = found.as_str().strip_suffix(written).filter(|folder| !folder.is_empty()) else {
        return false;
    };
    let top = folder.split('/').next().unwrap_or_default();
    let near = match role {
        FileRole::Test => page
            .path
            .as_str()
            .strip_prefix(top)
            .is_some_and(|rest| rest.starts_with('/')),
        FileRole::Example | FileRole::Generated => page.path.as_str().starts_with(folder),
        _ => true,
    };
    // What links to the file writes its whole path.
    !near && !page.text.contains(found.as_str())
}
