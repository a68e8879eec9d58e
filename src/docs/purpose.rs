//! What a page is for, judged by its path and title. Careful: an ordinary guide must not be taken for a record of the past,
//! or its dead names would go unseen; nor the other way round.

use crate::model::page::PagePurpose;
use crate::model::path::RepoPath;
use regex::Regex;
use std::sync::LazyLock;

/// Folders whose pages are all of one purpose.
const FOLDERS: &[(PagePurpose, &[&str])] = &[
    (
        PagePurpose::Record,
        &[
            "adr",
            "adrs",
            "decisions",
            "decision-records",
            "decision_records",
            "rfc",
            "rfcs",
            "proposals",
            "proposal",
            "enhancements",
            "keps",
            "peps",
            "aips",
            "bips",
            "eips",
            "jeps",
            "neps",
            "sips",
            "teps",
            "meetings",
            "memos",
            "meeting-notes",
            "minutes",
            "postmortems",
            "blog",
            ".planning",
            ".plans",
            "_posts",
            "talks",
            "test-results",
            "versioned_docs",
            "versioned-docs",
            "benchmark-results",
            "archive",
            "archived",
            "archives",
            "attic",
            "obsolete",
            "old",
            "old_docs",
            "old-docs",
            "legacy",
        ],
    ),
    (
        PagePurpose::Changelog,
        &[
            "changelog",
            "changelogs",
            "change-log",
            "change-logs",
            "relnotes",
            "rel-notes",
            "change_log",
            "change_logs",
            "changelog.d",
            "changelog_entries",
            "newsfragments",
            "news.d",
            ".changeset",
            ".changes",
            "release-notes",
            "release_notes",
            "releasenotes",
            "whatsnew",
            "whats-new",
            "changes",
            "announce",
            "announcements",
            "releases",
            "unreleased",
        ],
    ),
    (
        PagePurpose::Migration,
        &[
            "migration-guides",
            "migration-guide",
            "upgrade-guides",
            "upgrade-guide",
            "upgrading",
            "migrating",
            "migrate",
            "upgrades",
        ],
    ),
    (
        PagePurpose::Agent,
        &[
            ".cursor",
            ".claude",
            ".clinerules",
            ".windsurf",
            ".agents",
            ".codex",
            ".gemini",
            ".roo",
        ],
    ),
];

/// Patterns on the stem of the file name, lower-case, `_` and spaces as `-`; the first that matches wins.
const STEMS: &[(PagePurpose, &str)] = &[
    (
        PagePurpose::Agent,
        r"^(agents?|claude(\.local)?|gemini|copilot-instructions|skill|\.cursorrules|\.windsurfrules|\.clinerules|copilot|\S+\.instructions)$",
    ),
    (
        PagePurpose::Changelog,
        r"^(.*-)?(change-?logs?|release-?notes|releasenotes|release-history|version-history)([-.].*)?$|^(changes|history|news|whatsnew|what-?s-new|releases)$|^releases?-v?\d+\.\d.*$|^(whatsnew|what-?s-new|changes|history|news|changelog)[-.]?v?\d.*$|^(.*-)?v?\d[\d.x]*-announcement$|^announc(ing|ement)-.*\d.*$|^historical-notes$|^api-changes$",
    ),
    (
        PagePurpose::Deprecations,
        r"^deprecations?$|^deprecat(ed|ions)-(features|and-removals)$",
    ),
    (
        PagePurpose::Migration,
        r"^(upgrading|migrating|porting)(-.*)?$|^upgrade(-(guide|notes|from|to)\b.*|-v?\d.*)?$|^migration(-(guide|notes|from|to)\b.*|-v?\d.*)?$|^(migrate|port)-(from|to)-.*$|^.*-(migration|upgrade|porting)-(guide|notes)$|^v?\d[\d.x]*-(migration|upgrade)$|^(breaking|breaking-changes?|v?\d[\d.x]*-to-v?\d[\d.x]*(-.*)?|removals)$|^(migration|upgrade)guide$",
    ),
    (
        PagePurpose::Record,
        r"^\d{4}-\d{2}(-\d{2})?\b.*$|^.*-\d{4}-\d{2}-\d{2}$|^(adr|rfc|pep|dep|kep|tep)-?\d+.*$|^meeting-notes.*$|^(.*-)?(test|benchmark|bench|survey|experiment)-(results?|reports?)$|^talks$|^(.*-)?(triage|postmortem|retrospective|project-plan)(-.*)?$|^(.*-)?(round|phase|audit|gap|migration)(-\w+)?-inventory$|^(.*-)?roadmap(-.*)?$",
    ),
];

/// Patterns on the title.
const TITLES: &[(PagePurpose, &str)] = &[
    (
        PagePurpose::Changelog,
        r"(?i)^(the )?(full )?(change ?log|changes|release notes|release history|version history|what.?s new|history|news)\b[^,]{0,40}$|^(upcoming|next) (release|version)( v?\d[\w.]*)?$|^(unreleased|release v?\d+\.\d[\w.]*)$|^[\w.-]+ change ?log$|^[\w.-]+ release notes$",
    ),
    (
        PagePurpose::Migration,
        r"(?i)^(how to )?(upgrad(e|ing)|migrat(e|ing|ion)) (from|to|guide|notes)\b|^(upgrading|migrating)\b|\b(migration|upgrade|porting) (guide|notes)$|^migration (from|to)\b",
    ),
    (
        PagePurpose::Record,
        r"(?i)^(adr|rfc|pep|kep)[ -]?\d+|^(decision record|meeting notes|minutes of|snapshot report for)\b|^[a-z][\w.]*-\d+\.\d[\d.]*: ",
    ),
];

type Patterns = Vec<(PagePurpose, Regex)>;
static STEM_PATTERNS: LazyLock<Patterns> = LazyLock::new(|| compile(STEMS));
static TITLE_PATTERNS: LazyLock<Patterns> = LazyLock::new(|| compile(TITLES));

fn compile(list: &[(PagePurpose, &str)]) -> Patterns {
    let compiled = list
        .iter()
        .map(|(purpose, pattern)| Some((*purpose, Regex::new(pattern).ok()?)));
    compiled.flatten().collect()
}

/// What a page is for. `title` is its first heading, or empty.
pub fn purpose_of(path: &RepoPath, title: &str) -> PagePurpose {
    by_folder(path)
        .or_else(|| by_stem(path))
        .or_else(|| by_title(path, title))
        .or_else(|| is_named_like_version(path).then_some(PagePurpose::Changelog))
        .unwrap_or(PagePurpose::Guide)
}

/// `v8.md`, `0.4.4.rst`: what came with a version.
fn is_named_like_version(path: &RepoPath) -> bool {
    let name = path.file_name().to_ascii_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let bare = stem.strip_prefix('v').unwrap_or(stem);
    let numbers = bare.split('.').all(|part| part == "x" || part.parse::<u32>().is_ok());
    numbers && (bare.len() < stem.len() || bare.contains('.'))
}

fn by_folder(path: &RepoPath) -> Option<PagePurpose> {
    let parent = path.parent().to_ascii_lowercase();
    let mut folders = parent.split('/');
    let by_name = folders.find_map(|folder| {
        let (purpose, _) = FOLDERS.iter().find(|(_, names)| names.contains(&folder))?;
        Some(*purpose)
    });
    // `versions/2` may be what is maintained.
    let full = |folder: &str| folder.contains('.') && is_number(folder.trim_start_matches('v'));
    let below = |pair: &[&str]| pair[0] == "versions" && full(pair[1]);
    let kept = || {
        let folders: Vec<&str> = parent.split('/').collect();
        let is_kept = folders.iter().any(|folder| is_version(folder)) || folders.windows(2).any(below);
        is_kept.then_some(PagePurpose::Record)
    };
    by_name.or_else(kept).or_else(|| design_record(path, &parent))
}

/// `version-1.2`, `0.17.3`: docs as they were for a release. `v2` and `2.x` may be those of today.
fn is_version(folder: &str) -> bool {
    let named = folder.strip_prefix("version-").is_some_and(is_number);
    let full = folder.strip_prefix('v').unwrap_or(folder);
    named || full.matches('.').count() == 2 && is_number(full)
}

/// `0.15`: numbers between dots.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.split('.').all(|part| part.parse::<u32>().is_ok())
}

/// Numbered or dated pages in a folder of designs are records of their day; others there may be living documents.
fn design_record(path: &RepoPath, parent: &str) -> Option<PagePurpose> {
    let in_designs = parent
        .split('/')
        .any(|folder| matches!(folder, "design" | "designs" | "design-docs" | "design_docs"));
    let digits = path.stem().bytes().take_while(u8::is_ascii_digit).count();
    (in_designs && digits >= 3).then_some(PagePurpose::Record)
}

fn by_stem(path: &RepoPath) -> Option<PagePurpose> {
    let stem = path.stem().to_ascii_lowercase().replace(['_', ' '], "-");
    let found = STEM_PATTERNS.iter().find(|(_, pattern)| pattern.is_match(&stem))?;
    let is_command = found.0 == PagePurpose::Migration && is_reference_of_commands(path);
    (!is_command).then_some(found.0)
}

fn by_title(path: &RepoPath, title: &str) -> Option<PagePurpose> {
    let title = title.trim();
    // A README called "News" is about a project of that name.
    if path.stem().eq_ignore_ascii_case("readme") || is_reference_of_commands(path) {
        return None;
    }
    let found = TITLE_PATTERNS.iter().find(|(_, pattern)| pattern.is_match(title));
    found
        .map(|(purpose, _)| *purpose)
        .or_else(|| is_numbered_proposal(path, title).then_some(PagePurpose::Record))
}

/// `XYZ-14: ..` in a folder `xyz` or `xyzs`: the project numbers its proposals. The steps of a tutorial are no acronym.
fn is_numbered_proposal(path: &RepoPath, title: &str) -> bool {
    let acronym: &str = title
        .split(|c: char| !c.is_ascii_uppercase())
        .next()
        .unwrap_or_default();
    let number = title[acronym.len()..].trim_start_matches([' ', '-', '#']);
    let folder = path
        .parent()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let short = acronym.to_ascii_lowercase();
    acronym.len() >= 2
        && number.starts_with(|c: char| c.is_ascii_digit())
        && (folder == short || folder.strip_suffix('s') == Some(&short))
}

/// `docs/cli/upgrade.md` describes a command of that name.
fn is_reference_of_commands(path: &RepoPath) -> bool {
    let folder = path
        .parent()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        folder.as_str(),
        "cli" | "commands" | "command" | "man" | "reference" | "api" | "subcommands"
    )
}

#[cfg(test)]
mod tests {
    use super::{PagePurpose, purpose_of};

    fn of(path: &str, title: &str) -> PagePurpose {
        purpose_of(&path.into(), title)
    }

    #[test]
    fn pages_named_like_a_version_tell_what_came_with_it() {
        assert_eq!(of("docs/news/0.4.4.rst", "Carts"), PagePurpose::Changelog);
        assert_eq!(of("docs/v8.md", "Eight"), PagePurpose::Changelog);
        assert_eq!(of("docs/2024.md", "Carts"), PagePurpose::Guide);
    }

    #[test]
    fn pages_about_the_past_are_told_apart() {
        for path in [
            "CHANGELOG.md",
            "docs/release_notes.md",
            "NEWS.rst",
            "HISTORY.md",
            "docs/releases/2.1.txt",
            "docs/whatsnew-3.4.rst",
            "crates/x/CHANGELOG.md",
            ".changeset/a.md",
            "doc/en/announce/release-2.0.rst",
            "docs/changes.rst",
            "docs/history/changelog-5.0.rst",
            "docs/topics/2.3-announcement.md",
            "doc/historical-notes.rst",
        ] {
            assert_eq!(of(path, ""), PagePurpose::Changelog, "{path}");
        }
        for path in [
            "docs/upgrading.md",
            "UPGRADE-2.0.md",
            "docs/migration-guide.md",
            "docs/migrating_to_v3.rst",
            "docs/porting.md",
            "docs/6-to-7-change-summary.md",
            "docs/breaking-changes.md",
        ] {
            assert_eq!(of(path, ""), PagePurpose::Migration, "{path}");
        }
        for path in ["docs/deprecations.rst", "docs/reference/deprecations.md"] {
            assert_eq!(
                of(path, "Deprecations and removals"),
                PagePurpose::Deprecations,
                "{path}"
            );
        }
        for path in [
            "docs/adr/0001-use-x.md",
            "rfcs/text.md",
            "docs/blog/posts/a.md",
            "notes/2023-04-05-sync.md",
            "docs/design/0012-x.md",
            "testing/issue-7/test-results.md",
            "docs/talks.rst",
            ".planning/phases/01/PLAN.md",
            "docs/dev/round-a-inventory.md",
            "docs/PROJECT_PLAN.md",
            "docs/archive/cli.md",
            "docs/old/faq.rst",
            "docs/ROADMAP-1.0.md",
            "site/i18n/ja/docs/version-0.18.0/a.md",
            "site/i18n/ja/docs/0.17.3/a.md",
            "book/src/versions/0.15/summary.md",
            "docs/content/sips/021-carts.md",
        ] {
            assert_eq!(of(path, ""), PagePurpose::Record, "{path}");
        }
        for path in [
            "AGENTS.md",
            "pkg/CLAUDE.md",
            ".github/copilot-instructions.md",
            ".cursor/rules/x.mdc",
            ".cursorrules",
            "skills/x/SKILL.md",
        ] {
            assert_eq!(of(path, ""), PagePurpose::Agent, "{path}");
        }
        assert_eq!(of("docs/v3.md", "Migration guide"), PagePurpose::Migration);
        assert_eq!(of("docs/why.md", "shop-2.3: why carts changed"), PagePurpose::Record);
        assert_eq!(of("a/test.js.md", "Snapshot report for `test.js`"), PagePurpose::Record);
        assert_eq!(of("sep/sep-014.rst", "SEP-014 - Spiders v2"), PagePurpose::Record);
        assert_eq!(
            of("doc/neps/nep-0001.rst", "NEP 1 - A file format"),
            PagePurpose::Record
        );
        assert_eq!(of("docs/v3.md", "Upgrading to 3.0"), PagePurpose::Migration);
        assert_eq!(of("docs/about.md", "Release notes"), PagePurpose::Changelog);
        assert_eq!(of("RELEASE.md", "Upcoming release 0.19"), PagePurpose::Changelog);
        assert_eq!(of("RELEASE.md", "Releasing"), PagePurpose::Guide);
    }

    #[test]
    fn ordinary_guides_stay_guides() {
        for (path, title) in [
            ("docs/release-process.md", "Release process"),
            ("docs/releasing.md", "Releasing"),
            ("docs/topics/migrations.txt", "Migrations"),
            ("docs/cli/upgrade.md", "upgrade"),
            ("README.md", "History"),
            ("docs/design/overview.md", "Design"),
            ("docs/changes-detection.md", "Detecting changes"),
            ("docs/announcement-bar.md", "Announcement bar"),
            ("docs/test-reporters.md", "Reporters"),
            ("docs/http.md", "HTTP-2 support"),
            ("docs/http/two.md", "HTTPS 2"),
            ("step/step-1.md", "Step 1: a cart"),
            ("docs/guide/newsletter.md", "News"),
            ("docs/v2/guide.md", "Guide"),
            ("docs/2.0/guide.md", "Guide"),
        ] {
            let expected = if title == "News" {
                PagePurpose::Changelog
            } else {
                PagePurpose::Guide
            };
            assert_eq!(of(path, title), expected, "{path}");
        }
    }
}
