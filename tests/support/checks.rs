//! The checks of `architecture.rs`: functions from files to complaints. `mod tests` shows each of them a small bad input.

use crate::source::SourceFile;
use std::collections::BTreeSet;

/// What is wrong, one sentence each.
pub(crate) type Complaints = Vec<String>;

/// The floors, lowest first. A folder imports from itself and from lower floors.
const FLOORS: &[&[&str]] = &[
    &["model"],
    &["git", "code", "docs", "owners", "config", "cache", "disk"],
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

/// Parts of the standard library and the folders that may name them, `main.rs` and tests apart. The environment that git's
/// hooks set is git's business.
const PROCESS: &[(&str, &[&str])] = &[("env", &["cli", "git"]), ("process", &["cli"])];

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "misc", "manager"];

const MAX_FILE: usize = 400;
const MAX_FUNCTION: usize = 80;

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

pub(crate) fn floors(files: &[SourceFile]) -> Complaints {
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

pub(crate) fn crates(files: &[SourceFile]) -> Complaints {
    let mut complaints = Vec::new();
    for file in files {
        for named in file.path_heads() {
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

pub(crate) fn process(files: &[SourceFile]) -> Complaints {
    let bad = |file: &SourceFile, part: &str| {
        let homes = PROCESS.iter().find(|(name, _)| *name == part).map(|(_, homes)| homes);
        homes.is_some_and(|homes| !file.floor().is_some_and(|floor| homes.contains(&floor)))
    };
    files
        .iter()
        .filter(|file| file.path != "src/main.rs")
        .flat_map(|file| {
            let named = file.named_behind(&["std"]).into_iter();
            named
                .filter(|named| !named.in_test && bad(file, &named.name))
                .map(|named| format!("{}:{} names std::{}", file.path, named.line, named.name))
        })
        .collect()
}

pub(crate) fn long_files(files: &[SourceFile]) -> Complaints {
    let lines = |file: &SourceFile| file.text.lines().count();
    files
        .iter()
        .filter(|file| lines(file) > MAX_FILE)
        .map(|file| format!("{} has {} lines: two rooms in one?", file.path, lines(file)))
        .collect()
}

pub(crate) fn long_functions(files: &[SourceFile]) -> Complaints {
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

pub(crate) fn headless(files: &[SourceFile]) -> Complaints {
    files
        .iter()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| format!("{} does not begin with what it is", file.path))
        .collect()
}

pub(crate) fn unfinished(files: &[SourceFile]) -> Complaints {
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

pub(crate) fn badly_named(files: &[SourceFile]) -> Complaints {
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
pub(crate) fn orphans(files: &[SourceFile]) -> Complaints {
    files
        .iter()
        .filter(|file| !["src/lib.rs", "src/main.rs"].contains(&file.path.as_str()))
        .filter(|file| {
            let (name, parents) = declared_in(&file.path);
            let declares = |parent: &SourceFile| parents.contains(&parent.path) && parent.modules().contains(&name);
            !files.iter().any(declares) && !is_named_beside(files, &file.path)
        })
        .map(|file| format!("{} is declared nowhere", file.path))
        .collect()
}

/// Whether a file of the same folder names it in a `path` attribute.
fn is_named_beside(files: &[SourceFile], path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let beside = |file: &&SourceFile| file.path.rsplit_once('/').is_some_and(|(other, _)| other == folder);
    let names = |file: &SourceFile| file.files_named().iter().any(|named| named == name);
    files.iter().filter(beside).any(names)
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
pub(crate) fn rule_files(files: &[SourceFile], group: &str) -> Vec<String> {
    let prefix = format!("src/rules/{group}/");
    files
        .iter()
        .filter_map(|file| file.path.strip_prefix(&prefix)?.strip_suffix(".rs"))
        .filter(|stem| *stem != "mod" && *stem != "tests")
        .map(|stem| stem.replace('_', "-"))
        .collect()
}

pub(crate) fn unlike(what: &str, left: &[String], other: &str, right: &[String]) -> Complaints {
    let (left, right): (BTreeSet<_>, BTreeSet<_>) = (left.iter().collect(), right.iter().collect());
    let missing = left
        .difference(&right)
        .map(|name| format!("{name} is missing in {other}"));
    let surplus = right
        .difference(&left)
        .map(|name| format!("{name} of {other} is missing in {what}"));
    missing.chain(surplus).collect()
}

pub(crate) fn unregistered(registry: &SourceFile, rules: &[String]) -> Complaints {
    let known: BTreeSet<String> = registry.identifiers().into_iter().map(|named| named.name).collect();
    rules
        .iter()
        .filter(|rule| !known.contains(&rule.replace('-', "_")))
        .map(|rule| format!("{rule} is not in {}", registry.path))
        .collect()
}

/// A fixture must hold a `findings` block with the rule's id and one that is empty.
pub(crate) fn one_sided(rule: &str, text: &str) -> Complaints {
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

pub(crate) fn misshapen_page(rule: &str, text: &str) -> Complaints {
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
    // What a rule cannot do yet is said at the end, where there is such a thing.
    if sections.last() == Some(&"Known limits") {
        sections.pop();
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
pub(crate) fn homeless(files: &[SourceFile], folder: &str, variants: &[String]) -> Complaints {
    let has = |path: String| files.iter().any(|file| file.path == path);
    variants
        .iter()
        .map(|variant| variant.to_lowercase())
        .filter(|name| !has(format!("{folder}/{name}.rs")) && !has(format!("{folder}/{name}/mod.rs")))
        .map(|name| format!("{folder} has no file for {name}"))
        .collect()
}

/// Each check on a small bad input, and on its neighbour that is good.
#[cfg(test)]
mod tests {
    use super::{
        Complaints, SECTIONS, badly_named, crates, floors, headless, homeless, long_files, long_functions,
        misshapen_page, one_sided, orphans, process, rule_files, unfinished, unlike, unregistered,
    };
    use crate::source::{SourceFile, list};
    use std::path::Path;

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
        assert_eq!(crates(&one("src/docs/a.rs", "use syn;")).len(), 1);
        assert!(crates(&one("src/git/a.rs", "use git2::Oid;")).is_empty());
        assert!(crates(&one("src/docs/a.rs", "fn f(quote: char) { g(quote, a::quote::b) }")).is_empty());
        assert!(crates(&one("src/facts/a.rs", "/// git2\nconst A: &str = \"git2\";")).is_empty());
    }

    #[test]
    fn the_environment_is_found_outside_of_cli_and_tests() {
        let reads = "fn f() { std::env::var(\"HOME\"); }";
        assert_eq!(process(&one("src/docs/a.rs", reads)).len(), 1);
        assert_eq!(process(&one("src/docs/a.rs", "use std::{env, fs};")).len(), 1);
        assert_eq!(process(&one("src/git/a.rs", "use std::process::exit;")).len(), 1);
        for path in ["src/cli/a.rs", "src/main.rs", "src/git/a.rs", "src/docs/tests.rs"] {
            assert!(process(&one(path, reads)).is_empty(), "{path}");
        }
        let test = "#[cfg(test)]\nmod tests { use std::process::Command; }";
        assert!(process(&one("src/docs/a.rs", test)).is_empty());
        let after = format!("{test}\n{reads}");
        assert_eq!(process(&one("src/docs/a.rs", &after)).len(), 1);
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
        assert!(orphans(&tree("#[path = \"diff.rs\"]\nmod tests;")).is_empty());
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
