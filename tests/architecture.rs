//! Keeps `ARCHITECTURE.md` true: what may import what, which folder may name which crate, and which lists equal which folders.
//!
//! Each check is a function from files to complaints; `mod checks` shows each of them a small bad input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/source.rs"]
mod source;

use source::{SourceFile, list, read_tree, stems};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A folder imports from itself and from lower floors.
const FLOORS: &[&[&str]] = &[
    &["model"],
    &["git", "code", "docs", "owners", "config", "cache"],
    &["facts"],
    &["metrics"],
    &["rules"],
    &["render"],
    &["cli"],
];

/// Floors that see less than all that is below them.
const NARROW: &[(&str, &[&str])] = &[("render", &["model"])];

/// Crates that only one folder may name.
const CRATES: &[(&str, &[&str])] = &[
    ("git", &["git2", "libgit2_sys"]),
    (
        "code",
        &["syn", "quote", "proc_macro2", "tree_sitter", "tree_sitter_python"],
    ),
    ("docs", &["pulldown_cmark"]),
    ("cli", &["clap", "clap_complete", "clap_mangen", "anyhow"]),
];

/// Parts of the standard library that only `cli` (and `main.rs`) may name, tests apart.
const PROCESS: &[&str] = &["env", "process"];

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "misc", "manager"];

const MAX_FILE: usize = 400;
const MAX_FUNCTION: usize = 80;

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

type Complaints = Vec<String>;

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

fn height(floor: &str) -> Option<usize> {
    FLOORS.iter().position(|floors| floors.contains(&floor))
}

fn may_import(from: &str, to: &str) -> bool {
    if from == to {
        return true;
    }
    match NARROW.iter().find(|(floor, _)| *floor == from) {
        Some((_, allowed)) => allowed.contains(&to),
        None => height(to) < height(from),
    }
}

fn floors(files: &[SourceFile]) -> Complaints {
    let mut complaints = Vec::new();
    for file in files {
        let Some(floor) = file.floor() else { continue };
        if height(floor).is_none() {
            complaints.push(format!("{}: `{floor}` is no floor", file.path));
            continue;
        }
        for named in file.floors_named() {
            let is_floor = height(&named.name).is_some();
            if is_floor && !may_import(floor, &named.name) {
                complaints.push(format!("{}:{} {floor} imports {}", file.path, named.line, named.name));
            }
        }
    }
    complaints
}

fn crates(files: &[SourceFile]) -> Complaints {
    let mut complaints = Vec::new();
    for file in files {
        for named in file.identifiers() {
            let home = CRATES.iter().find(|(_, names)| names.contains(&named.name.as_str()));
            if let Some((home, _)) = home
                && file.floor() != Some(home)
            {
                complaints.push(format!(
                    "{}:{} names {}; only {home} may",
                    file.path, named.line, named.name
                ));
            }
        }
    }
    complaints
}

fn process(files: &[SourceFile]) -> Complaints {
    let outside = files
        .iter()
        .filter(|file| file.floor() != Some("cli") && file.path != "src/main.rs");
    outside
        .flat_map(|file| {
            let named = file.named_behind(&["std"]).into_iter();
            named
                .filter(|named| !named.in_test && PROCESS.contains(&named.name.as_str()))
                .map(|named| format!("{}:{} names std::{}", file.path, named.line, named.name))
        })
        .collect()
}

fn long_files(files: &[SourceFile]) -> Complaints {
    let lines = |file: &SourceFile| file.text.lines().count();
    files
        .iter()
        .filter(|file| lines(file) > MAX_FILE)
        .map(|file| format!("{} has {} lines: two rooms in one?", file.path, lines(file)))
        .collect()
}

fn long_functions(files: &[SourceFile]) -> Complaints {
    let functions = files.iter().flat_map(|file| {
        let functions = file.functions().into_iter();
        functions.map(move |function| (file, function))
    });
    functions
        .filter(|(_, function)| function.length > MAX_FUNCTION)
        .map(|(file, function)| {
            let (name, length) = (function.name, function.length);
            format!("{}:{} {name} has {length} lines", file.path, function.line)
        })
        .collect()
}

fn headless(files: &[SourceFile]) -> Complaints {
    files
        .iter()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| format!("{} does not begin with what it is", file.path))
        .collect()
}

fn unfinished(files: &[SourceFile]) -> Complaints {
    files
        .iter()
        .flat_map(|file| {
            let macros = file.macros().into_iter();
            macros
                .filter(|named| ["todo", "unimplemented", "dbg"].contains(&named.name.as_str()))
                .map(|named| format!("{}:{} {}!", file.path, named.line, named.name))
        })
        .collect()
}

fn badly_named(files: &[SourceFile]) -> Complaints {
    files
        .iter()
        .filter(|file| {
            let parts = file.path.trim_end_matches(".rs").split('/');
            parts.into_iter().any(|part| EMPTY_NAMES.contains(&part))
        })
        .map(|file| format!("{}: the name says nothing", file.path))
        .collect()
}

/// Files that no `mod` line reaches: they would be there and never be compiled.
fn orphans(files: &[SourceFile]) -> Complaints {
    files
        .iter()
        .filter(|file| !["src/lib.rs", "src/main.rs"].contains(&file.path.as_str()))
        .filter(|file| {
            let (name, parents) = declared_in(&file.path);
            let declares = |parent: &SourceFile| parents.contains(&parent.path) && parent.modules().contains(&name);
            !files.iter().any(declares)
        })
        .map(|file| format!("{} is declared nowhere", file.path))
        .collect()
}

/// The name of a file's module and where its `mod` line may stand.
fn declared_in(path: &str) -> (String, Vec<String>) {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let (folder, name) = module.rsplit_once('/').unwrap_or(("", module));
    let parents = match folder {
        "src" => vec!["src/lib.rs".to_owned()],
        folder => vec![format!("{folder}/mod.rs"), format!("{folder}.rs")],
    };
    (name.to_owned(), parents)
}

/// The rules that have a file in a group, as ids.
fn rule_files(files: &[SourceFile], group: &str) -> Vec<String> {
    let prefix = format!("src/rules/{group}/");
    files
        .iter()
        .filter_map(|file| file.path.strip_prefix(&prefix)?.strip_suffix(".rs"))
        .filter(|stem| *stem != "mod" && *stem != "tests")
        .map(|stem| stem.replace('_', "-"))
        .collect()
}

fn unlike(what: &str, left: &[String], other: &str, right: &[String]) -> Complaints {
    let (left, right): (BTreeSet<_>, BTreeSet<_>) = (left.iter().collect(), right.iter().collect());
    let missing = left
        .difference(&right)
        .map(|name| format!("{name} is missing in {other}"));
    let surplus = right
        .difference(&left)
        .map(|name| format!("{name} of {other} is missing in {what}"));
    missing.chain(surplus).collect()
}

fn unregistered(registry: &SourceFile, rules: &[String]) -> Complaints {
    let known: BTreeSet<String> = registry.identifiers().into_iter().map(|named| named.name).collect();
    rules
        .iter()
        .filter(|rule| !known.contains(&rule.replace('-', "_")))
        .map(|rule| format!("{rule} is not in {}", registry.path))
        .collect()
}

/// A fixture must hold a `findings` block with the rule's id and one that is empty.
fn one_sided(rule: &str, text: &str) -> Complaints {
    let blocks: Vec<&str> = text
        .split("```findings\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect();
    let fires = blocks
        .iter()
        .any(|block| block.split_whitespace().any(|word| word == rule));
    let silent = blocks.iter().any(|block| block.trim().is_empty());
    let mut complaints = Vec::new();
    if !fires {
        complaints.push(format!("{rule}: no scenario fires"));
    }
    if !silent {
        complaints.push(format!("{rule}: no scenario is silent"));
    }
    complaints
}

/// Headings that every rule page has, in this order.
const SECTIONS: &[&str] = &[
    "What it finds",
    "Why it matters",
    "Example",
    "When it stays silent",
    "What to do",
];

fn misshapen_page(rule: &str, text: &str) -> Complaints {
    let mut complaints = Vec::new();
    if !text.starts_with(&format!("# {rule}\n\n")) {
        complaints.push(format!("{rule}: the page does not begin with `# {rule}`"));
    }
    let mut fenced = false;
    let mut sections = Vec::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        sections.extend(line.strip_prefix("## ").filter(|_| !fenced));
    }
    if sections != SECTIONS {
        complaints.push(format!("{rule}: the sections are {sections:?}"));
    }
    let ignores = format!("abreast: ignore[{rule}]");
    if !text.contains(&ignores) {
        complaints.push(format!("{rule}: the page does not show how to suppress it"));
    }
    complaints
}

/// Variants of an enum of formats without a file or folder of that name.
fn homeless(files: &[SourceFile], folder: &str, variants: &[String]) -> Complaints {
    let has = |path: String| files.iter().any(|file| file.path == path);
    variants
        .iter()
        .map(|variant| variant.to_lowercase())
        .filter(|name| !has(format!("{folder}/{name}.rs")) && !has(format!("{folder}/{name}/mod.rs")))
        .map(|name| format!("{folder} has no file for {name}"))
        .collect()
}

/// Each check on a small bad input, and on its neighbour that is good.
mod checks {
    use super::*;

    fn one(path: &str, text: &str) -> Vec<SourceFile> {
        vec![SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }]
    }

    #[test]
    fn an_import_from_a_higher_floor_is_found_however_it_is_written() {
        for text in [
            "use crate::rules::registry;",
            "use crate::{model::span::Span, rules};",
            "fn f() { crate::rules::run() }",
            "fn f() { println!(\"{}\", crate::rules::NAME) }",
            "use super::super::rules;",
            "#[cfg(test)] mod tests { use super::super::super::rules; }",
            "use crate::git::repo;",
        ] {
            assert_eq!(floors(&one("src/docs/a.rs", text)).len(), 1, "{text}");
        }
        for text in [
            "use crate::model::span::Span;",
            "use crate::docs::format;",
            "use super::rules;",
            "// crate::rules\nconst A: &str = \"crate::rules\";",
            "mod tests { use super::super::rules; }",
        ] {
            assert_eq!(floors(&one("src/docs/a.rs", text)), Complaints::new(), "{text}");
        }
        assert_eq!(floors(&one("src/docs/mod.rs", "use super::rules;")).len(), 1);
        assert_eq!(floors(&one("src/attic/mod.rs", "")).len(), 1);
    }

    #[test]
    fn renderers_see_the_model_only() {
        assert_eq!(
            floors(&one("src/render/text.rs", "use crate::config::settings;")).len(),
            1
        );
        assert_eq!(floors(&one("src/render/text.rs", "use crate::rules::meta;")).len(), 1);
        assert!(floors(&one("src/render/text.rs", "use crate::model::report::Report;")).is_empty());
    }

    #[test]
    fn a_crate_in_a_foreign_folder_is_found() {
        assert_eq!(crates(&one("src/facts/a.rs", "use git2::Oid;")).len(), 1);
        assert_eq!(crates(&one("src/docs/a.rs", "fn f() { syn::parse_file(x); }")).len(), 1);
        assert!(crates(&one("src/git/a.rs", "use git2::Oid;")).is_empty());
        assert!(crates(&one("src/facts/a.rs", "/// git2\nconst A: &str = \"git2\";")).is_empty());
    }

    #[test]
    fn the_environment_is_found_outside_of_cli_and_tests() {
        let reads = "fn f() { std::env::var(\"HOME\"); }";
        assert_eq!(process(&one("src/git/a.rs", reads)).len(), 1);
        assert_eq!(process(&one("src/git/a.rs", "use std::{env, fs};")).len(), 1);
        assert_eq!(process(&one("src/git/a.rs", "use std::process::exit;")).len(), 1);
        for path in ["src/cli/a.rs", "src/main.rs", "src/git/tests.rs"] {
            assert!(process(&one(path, reads)).is_empty(), "{path}");
        }
        let test = "#[cfg(test)]\nmod tests { use std::process::Command; }";
        assert!(process(&one("src/git/a.rs", test)).is_empty());
        let after = format!("{test}\n{reads}");
        assert_eq!(process(&one("src/git/a.rs", &after)).len(), 1);
    }

    #[test]
    fn long_files_and_functions_are_found() {
        let long = format!("fn f() {{\n{}}}\n", "    g();\n".repeat(79));
        assert_eq!(long_functions(&one("src/a.rs", &long)), ["src/a.rs:1 f has 81 lines"]);
        let method = format!("impl A {{\n{}}}\n", long);
        assert_eq!(long_functions(&one("src/a.rs", &method)).len(), 1);
        let allowed = format!("fn f() {{\n{}}}\n", "    g();\n".repeat(78));
        assert!(long_functions(&one("src/a.rs", &allowed)).is_empty());
        assert_eq!(long_files(&one("src/a.rs", &"\n".repeat(401))).len(), 1);
        assert!(long_files(&one("src/a.rs", &"\n".repeat(400))).is_empty());
    }

    #[test]
    fn what_is_missing_or_unfinished_in_a_file_is_found() {
        assert_eq!(headless(&one("src/a.rs", "use std::fs;")).len(), 1);
        assert!(headless(&one("src/a.rs", "//! A file.\n")).is_empty());
        assert_eq!(unfinished(&one("src/a.rs", "fn f() { todo!() }")).len(), 1);
        assert_eq!(unfinished(&one("src/a.rs", "fn f() { g(dbg!(1)) }")).len(), 1);
        assert!(unfinished(&one("src/a.rs", "// todo!()\nfn todo() {}")).is_empty());
        assert_eq!(badly_named(&one("src/git/utils.rs", "")).len(), 1);
    }

    #[test]
    fn a_file_that_is_not_declared_is_found() {
        let tree = |modules: &str| {
            let mut files = one("src/lib.rs", "pub mod git;");
            files.extend(one("src/git/mod.rs", modules));
            files.extend(one("src/git/diff.rs", "mod inner;"));
            files.extend(one("src/git/diff/inner.rs", ""));
            files
        };
        assert!(orphans(&tree("pub(crate) mod diff;")).is_empty());
        assert_eq!(orphans(&tree("// mod diff;\nmod diff { }")).len(), 1);
    }

    #[test]
    fn lists_that_differ_from_folders_are_found() {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(unlike("a", &names("x y"), "b", &names("y x")).is_empty());
        assert_eq!(unlike("a", &names("x y"), "b", &names("y z")).len(), 2);
        let files = one("src/rules/freshness/dead_link.rs", "");
        assert_eq!(rule_files(&files, "freshness"), ["dead-link"]);
        let registry = one(
            "src/rules/registry.rs",
            "const RULES: &[Rule] = &[freshness::dead_link::RULE];",
        );
        assert!(unregistered(&registry[0], &names("dead-link")).is_empty());
        assert_eq!(unregistered(&registry[0], &names("dead-link live-link")).len(), 1);
    }

    #[test]
    fn a_rule_without_both_sides_is_found() {
        let block = |body: &str| format!("```findings\n{body}```\n");
        let fires = block("a.md:1 error a-rule x\n");
        assert!(one_sided("a-rule", &format!("{fires}{}", block(""))).is_empty());
        assert_eq!(one_sided("a-rule", &fires).len(), 1);
        assert_eq!(one_sided("a-rule", &block("")).len(), 1);
        assert_eq!(one_sided("rule", &format!("{fires}{}", block(""))).len(), 1);
    }

    #[test]
    fn a_page_of_another_shape_is_found() {
        let sections: String = SECTIONS.iter().map(|name| format!("## {name}\n\n")).collect();
        let page = format!("# a-rule\n\nSummary.\n\n{sections}<!-- abreast: ignore[a-rule] why -->\n");
        assert!(misshapen_page("a-rule", &page).is_empty());
        assert_eq!(misshapen_page("a-rule", &page.replace("# a-rule", "# A rule")).len(), 1);
        assert_eq!(
            misshapen_page("a-rule", &page.replace("## Example", "## Examples")).len(),
            1
        );
        assert_eq!(misshapen_page("a-rule", &page.replace("ignore[", "skip[")).len(), 1);
    }

    #[test]
    fn a_format_without_a_file_is_found() {
        let files = one("src/render/mod.rs", "pub enum Format { Text, Json }");
        assert_eq!(homeless(&files, "src/render", &files[0].variants("Format")).len(), 2);
        let formats = vec!["Rst".to_owned()];
        assert!(homeless(&one("src/docs/rst/mod.rs", ""), "src/docs", &formats).is_empty());
    }

    #[test]
    fn nothing_is_listed_in_a_folder_that_is_not_there() {
        assert!(list(Path::new("/nowhere/at/all")).is_empty());
    }
}
