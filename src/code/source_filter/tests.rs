//! Which files count: by language, by place, and by what the attributes say.

use super::{Exclusion, SourceFilter, Verdict};
use crate::code::attributes::Attributes;

fn with(attributes: &str) -> SourceFilter {
    SourceFilter::new(Attributes::read([("", attributes)]))
}

fn counts(filter: &SourceFilter, path: &str) -> bool {
    filter.judge(&path.into()).is_source()
}

fn why(path: &str) -> Option<Exclusion> {
    match SourceFilter::default().judge(&path.into()) {
        Verdict::Source { .. } => None,
        Verdict::Excluded { why, .. } => Some(why),
    }
}

#[test]
fn programs_templates_and_style_sheets_count_and_so_do_tests() {
    for path in [
        "src/main.rs",
        "lib/a.PY",
        "app/views/index.html.erb",
        "web/App.svelte",
        "web/Page.vue",
        "web/page.astro",
        "a.mts",
        "a.tsx",
        "kernel.cu",
        "build.zig",
        "flake.nix",
        "Token.sol",
        "src/app.gleam",
        "style.scss",
        "Makefile",
        "CMakeLists.txt",
        "Gemfile",
        "tests/test_a.py",
        "spec/a_spec.rb",
        "benches/a.rs",
        "types/index.d.ts",
        "cache/store.go",
        "src/cache/mod.rs",
        "lib/provider/env/windows.rb",
        "src/docs/read.rs",
        "plugins/guests/debian/plugin.rb",
        "tools/gen.py",
    ] {
        assert_eq!(why(path), None, "{path}");
    }
}

#[test]
fn data_and_prose_do_not_count() {
    for path in [
        "a.json",
        "a.yaml",
        "Cargo.toml",
        "Cargo.lock",
        "a.sql",
        "a.edn",
        "n.ipynb",
        "logo.svg",
        "go.mod",
        "build.gradle.kts",
        ".gitignore",
    ] {
        assert_eq!(why(path), Some(Exclusion::Data), "{path}");
    }
    for path in ["README.md", "a.rst", "a.txt", "page.mdx", "man.1", "LICENSE"] {
        assert_eq!(why(path), Some(Exclusion::Prose), "{path}");
    }
    for path in ["a.png", "a", "AUTHOR", "x.unheard-of", ".hidden", "..."] {
        assert_eq!(why(path), Some(Exclusion::NoLanguage), "{path}");
    }
}

#[test]
fn copies_documentation_and_generated_files_do_not_count() {
    let expected = [
        (Exclusion::Vendored, "vendor/lib/a.go"),
        (Exclusion::Vendored, "src/pip/_vendor/rich/a.py"),
        (Exclusion::Vendored, "web/node_modules/a/index.js"),
        (Exclusion::Vendored, "third_party/a.c"),
        (Exclusion::Vendored, "js/jquery-3.1.0.js"),
        (Exclusion::Vendored, "js/app.min.js"),
        (Exclusion::Vendored, "tests/fixtures/a.rb"),
        (Exclusion::Vendored, "debian/rules.sh"),
        (Exclusion::Vendored, "venv/lib/python3/a.py"),
        (Exclusion::Documentation, "docs/conf.py"),
        (Exclusion::Documentation, "examples/a.rs"),
        (Exclusion::Documentation, "test/chunking/samples/a/main.js"),
        (Exclusion::Documentation, "README.html"),
        (Exclusion::Generated, "api/v1/a.pb.go"),
        (Exclusion::Generated, "api/a_pb2.py"),
        (Exclusion::Generated, "web/__generated__/a.ts"),
        (Exclusion::Generated, "Form1.Designer.cs"),
    ];
    for (exclusion, path) in expected {
        assert_eq!(why(path), Some(exclusion), "{path}");
    }
}

#[test]
fn the_verdict_shows_what_told_so() {
    let filter = with("*.gen.c linguist-generated\n");
    let by = |path: &str| match filter.judge(&path.into()) {
        Verdict::Excluded { by, .. } => by.to_owned(),
        Verdict::Source { language } => format!("source {language}"),
    };
    assert_eq!(by("a/dist/b.js"), "(^|/)dist/");
    assert_eq!((by("a.json"), by("b.gen.c")), ("json".to_owned(), "*.gen.c".to_owned()));
    assert_eq!((by("b.c"), by("b.unknown")), ("source c".to_owned(), String::new()));
    let verdict = filter.judge(&"b.gen.c".into());
    assert!(matches!(verdict, Verdict::Excluded { why, .. } if why.as_str() == "linguist-generated"));
}

#[test]
fn attributes_take_files_out() {
    for name in ["vendored", "documentation", "generated"] {
        for said in ["", "=true", "=yes", "="] {
            assert!(
                !counts(&with(&format!("lib/** linguist-{name}{said}")), "lib/a.c"),
                "{name}{said}"
            );
        }
    }
    assert!(!counts(&with("*.c -linguist-detectable"), "lib/a.c"));
    assert!(!counts(&with("*.c linguist-language=Markdown"), "lib/a.c"));
}

#[test]
fn attributes_bring_files_back() {
    for said in ["-linguist-vendored", "linguist-vendored=false"] {
        assert!(
            counts(&with(&format!("vendor/own/** {said}")), "vendor/own/a.c"),
            "{said}"
        );
    }
    assert!(counts(&with("docs/** -linguist-documentation"), "docs/conf.py"));
    assert!(counts(&with("*.pb.go -linguist-generated"), "a.pb.go"));
    // What is waived is one custom only.
    assert!(!counts(&with("* -linguist-generated"), "vendor/a.pb.go"));
    // As if nothing were said.
    assert!(!counts(&with("* !linguist-vendored"), "vendor/a.c"));
}

#[test]
fn attributes_make_data_count_and_give_languages() {
    let filter = with("*.sql linguist-detectable\n*.tpl2 linguist-language=PHP\n*.h linguist-language=Klingon\n");
    let language = |path: &str| match filter.judge(&path.into()) {
        Verdict::Source { language } => Some(language.to_owned()),
        Verdict::Excluded { .. } => None,
    };
    assert_eq!(language("db/a.sql").as_deref(), Some("sql"));
    assert_eq!(language("a.tpl2").as_deref(), Some("php"));
    assert_eq!(language("a.h").as_deref(), Some("c"));
    assert_eq!(language("vendor/a.sql"), None);
}

#[test]
fn odd_paths_are_survived() {
    let long = format!("{}/{}.rs", "é/".repeat(1_000), ".".repeat(2_000));
    assert!(counts(&SourceFilter::default(), &long));
    assert_eq!(why("src/"), Some(Exclusion::NotAFile));
    assert_eq!(why(""), Some(Exclusion::NotAFile));
    for path in [
        "//a.rs",
        "a\nb.rs",
        "a b\t\u{0}.rs",
        "\u{202e}.rs",
        "vendor\\a.rs",
        "İ.rs",
    ] {
        assert_eq!(why(path), None, "{path:?}");
    }
    assert_eq!(why("\u{fffd}\u{fffd}.\u{fffd}"), Some(Exclusion::NoLanguage));
}
