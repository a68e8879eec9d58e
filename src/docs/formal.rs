//! Pages that nobody has to know how to write: licences and the forms of issues and pull requests.

use crate::model::path::RepoPath;

/// Beginnings of the names of legal texts.
const LEGAL: &[&str] = &[
    "license",
    "licence",
    "licenses",
    "licences",
    "unlicense",
    "copying",
    "copyright",
    "notice",
    "patents",
];

/// Folders of forms, and names of a single one.
const FORMS: &[&str] = &[
    "issue_template",
    "issue_templates",
    "pull_request_template",
    "pull_request_templates",
    "merge_request_template",
    "merge_request_templates",
    "discussion_template",
];

/// Whether a page is a legal text or a form to fill in. A guide about licences is neither.
pub fn is_formal(path: &RepoPath) -> bool {
    is_legal(path) || is_form(path)
}

fn is_legal(path: &RepoPath) -> bool {
    let name = path.file_name();
    let stem = name.split('.').next().unwrap_or_default();
    let lower = stem.to_ascii_lowercase();
    let word = lower.split(['-', '_', ' ']).next().unwrap_or_default();
    // Elsewhere than at the root a page in small letters tells how something is done: `docs/license.md`.
    let is_marked = path.parent().is_empty() || !name.contains('.') || stem == stem.to_ascii_uppercase();
    LEGAL.contains(&word) && is_marked
}

fn is_form(path: &RepoPath) -> bool {
    let lower = path.as_str().to_ascii_lowercase().replace('-', "_");
    let parts = lower.split('/');
    parts
        .map(|part| part.split('.').next().unwrap_or_default())
        .any(|part| FORMS.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::is_formal;

    #[test]
    fn licences_and_forms_are_told_from_guides() {
        for path in [
            "LICENSE",
            "LICENSE.md",
            "license.txt",
            "LICENSE-MIT",
            "COPYING.rst",
            "vendor/x/LICENSE.md",
            "NOTICE.md",
            ".github/ISSUE_TEMPLATE.md",
            ".github/ISSUE_TEMPLATE/bug_report.md",
            ".github/PULL_REQUEST_TEMPLATE.md",
            "docs/pull_request_template.md",
            ".gitlab/merge_request_templates/Default.md",
        ] {
            assert!(is_formal(&path.into()), "{path}");
        }
        for path in [
            "README.md",
            "docs/license.md",
            "docs/licenses/cfg.md",
            "docs/templates.md",
            "licensing.md",
            "noticeboard.md",
            "docs/issue-templates-howto.md",
        ] {
            assert!(!is_formal(&path.into()), "{path}");
        }
    }
}
