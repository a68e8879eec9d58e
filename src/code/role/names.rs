//! Names of files and folders that tell what a file is for, all in lower case.

/// Folders of copies of other projects.
pub(super) const VENDORED: &[&str] = &[
    "vendor",
    "vendored",
    "_vendor",
    "third_party",
    "third-party",
    "thirdparty",
    "3rdparty",
    "node_modules",
    "extern",
    "external",
    "externals",
    "bower_components",
    "site-packages",
    ".yarn",
];
/// Files that package managers write.
pub(super) const LOCK_FILES: &[&str] = &[
    "cargo.lock",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "pipfile.lock",
    "pixi.lock",
    "go.sum",
    "go.work.sum",
    "gemfile.lock",
    "composer.lock",
    "flake.lock",
    "bun.lock",
    "bun.lockb",
    "mix.lock",
    "pubspec.lock",
    "podfile.lock",
    "packages.lock.json",
    "deno.lock",
    "gradle.lockfile",
    "package.resolved",
    ".terraform.lock.hcl",
];
/// Endings of files that generators write.
pub(super) const GENERATED_ENDINGS: &[&str] = &[
    ".snap",
    ".snap.new",
    ".pb.go",
    ".pb.cc",
    ".pb.h",
    ".pb.gw.go",
    "_pb2.py",
    "_pb2.pyi",
    "_pb2_grpc.py",
    ".map",
    "_generated.go",
    ".g.dart",
    ".freezed.dart",
    ".designer.cs",
    ".g.cs",
    "searchindex.js",
    "searchindex.json",
];
/// Folders of pieces that a changelog is made of.
pub(super) const FRAGMENT_FOLDERS: &[&str] = &[
    "newsfragments",
    "changes",
    "changelog.d",
    ".changeset",
    "changelogs",
    "changelog",
    "news",
    "release-notes",
    "release_notes",
    "releasenotes",
    ".changes",
    ".changelog",
    "changelog-entries",
];
/// What the names of changelogs begin with.
pub(super) const CHANGELOG_STEMS: &[&str] = &[
    "changes",
    "changelog",
    "change_log",
    "change-log",
    "history",
    "news",
    "release-notes",
    "release_notes",
    "releasenotes",
    "releases",
    "whatsnew",
    "whats-new",
    "what-s-new",
];
/// Folders of tests.
pub(super) const TEST_FOLDERS: &[&str] = &[
    "tests",
    "test",
    "__tests__",
    "__test__",
    "__mocks__",
    "testdata",
    "test_data",
    "test-data",
    "fixtures",
    "fixture",
    "spec",
    "specs",
    "e2e",
    "integration-tests",
    "integration_tests",
    "unit-tests",
    "testsuite",
    "test-suite",
    "test_suite",
    "playground",
    "fuzz",
    "type_tests",
    "typing-examples",
    "unittests",
];
/// Folders of examples.
pub(super) const EXAMPLE_FOLDERS: &[&str] = &[
    "benches",
    "benchmarks",
    "examples",
    "example",
    "demo",
    "demos",
    "samples",
    "sample",
    "docs_src",
    "tutorials",
    "quickstarts",
];
/// Folders of documentation.
pub(super) const DOC_FOLDERS: &[&str] = &[
    "docs",
    "doc",
    "documentation",
    "website",
    "site",
    "book",
    "guide",
    "guides",
];
/// Extensions of documentation.
pub(super) const DOC_EXTENSIONS: &[&str] = &[
    "md", "mdx", "markdown", "mkd", "rst", "mdc", "adoc", "asciidoc", "asc", "qmd", "rmd",
];
/// Names of documentation without a telling extension.
pub(super) const DOC_FILES: &[&str] = &[
    ".cursorrules",
    ".windsurfrules",
    ".clinerules",
    "llms.txt",
    "llms-full.txt",
    "readme",
    "readme.txt",
    "contributing",
    "contributing.txt",
    "install",
    "install.txt",
    "usage",
    "usage.txt",
];
/// Folders in which Sphinx has its settings, where no folder around them is one of documentation.
pub(super) const SPHINX_FOLDERS: &[&str] = &["source", "sphinx", "_docs", "docsrc", "docs_src", "sphinxdoc"];
/// Scripts that only set something up.
pub(super) const CONFIG_FILES: &[&str] = &[
    "conf.py",
    "setup.py",
    "noxfile.py",
    "build.rs",
    "fabfile.py",
    "tasks.py",
    "gulpfile.js",
    "gruntfile.js",
];
/// Languages that build or deploy.
pub(super) const CONFIG_IDS: &[&str] = &["makefile", "dockerfile", "cmake", "meson", "hcl", "nix"];
