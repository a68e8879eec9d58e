//! Keeps `ARCHITECTURE.md` true: what may import what, which folder may name which crate, and which lists equal which folders.
//!
//! Each check is a function from files to complaints, in `support/checks.rs`, where each is shown a small bad input too.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/checks.rs"]
mod checks;
#[path = "support/source.rs"]
mod source;

use checks::{
    Complaints, badly_named, crates, floors, headless, homeless, long_files, long_functions, misshapen_page, one_sided,
    orphans, process, rule_files, unfinished, unlike, unregistered,
};
use source::{SourceFile, list, read_tree, stems};
use std::fs;
use std::path::PathBuf;

#[test]
fn a_floor_imports_only_from_lower_floors() {
    expect_none(floors(&sources()));
}

#[test]
fn a_crate_is_named_in_its_folder_only() {
    expect_none(crates(&sources()));
}

#[test]
fn only_cli_sees_the_process_and_its_environment() {
    expect_none(process(&sources()));
}

#[test]
fn files_and_functions_are_short() {
    let files = sources();
    expect_none([long_files(&files), long_functions(&files)].concat());
}

#[test]
fn every_file_says_what_it_is_and_leaves_nothing_undone() {
    let files = sources();
    expect_none([headless(&files), unfinished(&files), badly_named(&files)].concat());
}

#[test]
fn every_file_is_part_of_the_program() {
    expect_none(orphans(&sources()));
}

#[test]
fn the_list_of_rules_equals_the_folders() {
    let groups = list(&root().join("rules"))
        .into_iter()
        .filter(|(_, is_folder)| *is_folder);
    let groups: Vec<String> = groups
        .map(|(name, _)| name)
        .filter(|name| name != "languages")
        .collect();
    assert!(!groups.is_empty(), "no group of rules");
    let files = sources();
    let registry = file(&files, "src/rules/registry.rs");
    for group in groups {
        let pages = stems(&root().join("rules").join(&group), ".md");
        let code = rule_files(&files, &group);
        let fixtures = stems(&root().join("fixtures/rules").join(&group), ".md");
        expect_none(unlike("pages", &pages, &format!("src/rules/{group}"), &code));
        expect_none(unlike("pages", &pages, &format!("fixtures/rules/{group}"), &fixtures));
        expect_none(unregistered(registry, &pages));
    }
}

#[test]
fn every_rule_has_a_scenario_that_fires_and_one_that_is_silent() {
    let fixtures = root().join("fixtures/rules");
    for (group, _) in list(&fixtures) {
        for rule in stems(&fixtures.join(&group), ".md") {
            let text = fs::read_to_string(fixtures.join(&group).join(format!("{rule}.md"))).unwrap();
            expect_none(one_sided(&rule, &text));
        }
    }
}

#[test]
fn every_rule_page_has_the_same_sections() {
    let pages = root().join("rules");
    for (group, _) in list(&pages) {
        for rule in stems(&pages.join(&group), ".md") {
            let text = fs::read_to_string(pages.join(&group).join(format!("{rule}.md"))).unwrap();
            expect_none(misshapen_page(&rule, &text));
        }
    }
}

#[test]
fn every_output_and_doc_format_has_a_file_of_its_name() {
    let files = sources();
    let outputs = file(&files, "src/render/mod.rs").variants("Format");
    let formats = file(&files, "src/model/page.rs").variants("DocFormat");
    assert!(!outputs.is_empty() && !formats.is_empty(), "{outputs:?} {formats:?}");
    expect_none(homeless(&files, "src/render", &outputs));
    expect_none(homeless(&files, "src/docs", &formats));
}

#[test]
fn the_readme_names_every_rule_and_the_test_command_of_ci() {
    let text = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let readme = text("README.md");
    for group in ["freshness", "coverage", "ownership"] {
        for rule in stems(&root().join("rules").join(group), ".md") {
            assert!(readme.contains(&format!("rules/{group}/{rule}.md")), "{rule}");
        }
    }
    let has = |text: &str, command: &str| text.lines().any(|line| line == command);
    assert!(has(&readme, ".ci/test") && has(&text(".ci/run"), ".ci/test"));
    assert!(has(&text(".ci/test"), "cargo test") && has(&text(".ci/test"), ".ci/lint"));
}

#[test]
fn the_page_about_formats_names_every_output() {
    let files = sources();
    let page = fs::read_to_string(root().join("docs/formats.md")).unwrap();
    for format in file(&files, "src/render/mod.rs").variants("Format") {
        let row = format!("| `{}` |", format.to_lowercase());
        assert!(page.contains(&row), "{format}");
    }
}

#[test]
fn every_language_with_a_folder_is_in_the_list_of_languages() {
    let files = sources();
    let folders = list(&root().join("rules/languages")).into_iter();
    for (language, _) in folders {
        let text = &file(&files, "src/code/language.rs").text;
        assert!(
            text.contains(&format!("\"{language}\"")),
            "{language} is not in the list"
        );
    }
}

fn expect_none(complaints: Complaints) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<SourceFile> {
    let files = read_tree(&root(), "src");
    assert!(files.len() > 10, "the source tree is somewhere else");
    files
}

fn file<'a>(files: &'a [SourceFile], path: &str) -> &'a SourceFile {
    files
        .iter()
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("there is no {path}"))
}
