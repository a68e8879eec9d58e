//! What a file is for, told from its path, and from its first lines where a program wrote it.
//!
//! The order of the questions matters: what was copied or generated is neither code nor documentation.

mod names;

use self::names::{
    CHANGELOG_STEMS, CONFIG_FILES, CONFIG_IDS, DOC_EXTENSIONS, DOC_FILES, DOC_FOLDERS, EXAMPLE_FOLDERS,
    FRAGMENT_FOLDERS, GENERATED_ENDINGS, LOCK_FILES, SPHINX_FOLDERS, TEST_FOLDERS, VENDORED,
};
use super::language::{Language, language_of};
use crate::model::accepted::FOLDER;
use crate::model::path::RepoPath;
use crate::model::source::FileRole;

/// The role of a file by its path alone.
pub fn classify(path: &RepoPath) -> FileRole {
    let lower = path.as_str().to_ascii_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let file = Named {
        folders: folders.split('/').filter(|folder| !folder.is_empty()).collect(),
        name,
        extension: RepoPath::from(name).extension().to_owned(),
        language: language_of(path),
    };
    role_of(&file)
}

/// A role, and what asks whether a file has it.
type Question<'a> = (FileRole, fn(&Named<'a>) -> bool);

fn role_of<'a>(file: &Named<'a>) -> FileRole {
    let questions: &[Question<'a>] = &[
        (FileRole::Vendored, Named::is_vendored),
        (FileRole::Generated, Named::is_generated),
        (FileRole::Changelog, Named::is_changelog),
        (FileRole::Doc, Named::is_doc),
        (FileRole::Test, Named::is_test),
        (FileRole::Config, Named::is_config_script),
        (FileRole::Example, Named::is_example),
        (FileRole::Config, Named::is_config),
        (FileRole::Code, |file| !file.language.id.is_empty()),
    ];
    let found = questions.iter().find(|(_, asks)| asks(file));
    found.map_or(FileRole::Other, |(role, _)| *role)
}

/// A path in the parts that the questions ask about, all in lower case.
struct Named<'a> {
    folders: Vec<&'a str>,
    name: &'a str,
    extension: String,
    language: &'static Language,
}

impl Named<'_> {
    fn stem(&self) -> &str {
        self.name.split_once('.').map_or(self.name, |(stem, _)| stem)
    }

    fn in_any(&self, folders: &[&str]) -> bool {
        self.folders.iter().any(|folder| folders.contains(folder))
    }

    fn ends_with_any(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.name.ends_with(ending))
    }

    fn is_prose(&self) -> bool {
        DOC_EXTENSIONS.contains(&self.extension.as_str())
    }

    fn is_vendored(&self) -> bool {
        // A page named docs/external/x.md, or a crate's `src/external/`, is the project's own.
        let own = |folder: &str| folder.starts_with("extern") && (self.is_prose() || self.folders.contains(&"src"));
        let folder = self
            .folders
            .iter()
            .any(|folder| VENDORED.contains(folder) && !own(folder));
        // A Python package keeps its copies of others in a `packages` of its own, as requests did with urllib3.
        let within = self.folders.iter().position(|folder| *folder == "packages");
        let inner = within.is_some_and(|at| at > 0 && at + 1 < self.folders.len() && self.folders[0] != "src");
        folder
            || (inner && self.name.ends_with(".py"))
            || self.ends_with_any(&[".min.js", ".min.css", ".min.mjs"])
            || self.is_versioned_script()
    }

    /// `jquery-3.6.0.js`: who writes a library does not put its version into the file's name.
    fn is_versioned_script(&self) -> bool {
        let stem = self.name.strip_suffix(".js").or_else(|| self.name.strip_suffix(".css"));
        let version = stem.and_then(|stem| stem.rsplit_once('-')).map(|(_, version)| version);
        version.is_some_and(|version| {
            version.matches('.').count() >= 2 && version.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
    }

    fn is_generated(&self) -> bool {
        // What abreast keeps of itself names what is gone.
        self.folders.first() == Some(&FOLDER)
            || LOCK_FILES.contains(&self.name)
            || self.ends_with_any(GENERATED_ENDINGS)
            || self.in_any(&["__snapshots__", "snapshots", "__generated__"])
            // Sphinx puts a copy of each page beside the site it builds.
            || self.in_any(&["_sources"]) && self.name.ends_with(".txt")
    }

    fn is_changelog(&self) -> bool {
        let textual = self.is_prose() || self.extension == "txt" || !self.name.contains('.');
        if !textual || self.name.starts_with("readme") {
            return false;
        }
        let stem = self.stem();
        let named = CHANGELOG_STEMS.iter().any(|known| {
            let rest = stem.strip_prefix(known);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !names_a_page(rest))
        });
        let whole_folder = self.in_any(&[
            "whatsnew",
            "changelog",
            "changelogs",
            "releases",
            "release-notes",
            "release_notes",
            "releasenotes",
        ]);
        let in_docs = self.in_any(DOC_FOLDERS);
        named || self.in_any(FRAGMENT_FOLDERS) && !in_docs || in_docs && whole_folder
    }

    fn is_doc(&self) -> bool {
        if self.in_any(&[
            "fixtures",
            "testdata",
            "test_data",
            "test-data",
            "__tests__",
            "__fixtures__",
        ]) {
            return false;
        }
        let agent = self.name == "copilot-instructions.md" || self.in_any(&[".cursor"]) && self.in_any(&["rules"]);
        let text_page = self.extension == "txt"
            && self.in_any(&["docs", "doc"])
            && !self.name.contains("requirements")
            && self.name != "cmakelists.txt";
        let test_page = self.in_any(&["tests", "test", "spec"])
            && self.is_prose()
            && self.stem() != "readme"
            && !self.in_any(DOC_FOLDERS);
        !test_page && (self.is_prose() || DOC_FILES.contains(&self.name) || agent || text_page)
    }

    fn is_test(&self) -> bool {
        let (stem, extension) = (self.stem(), self.extension.as_str());
        let by_name = match extension {
            // `pkg/test_utils.py` is what a package offers for the tests of others.
            "py" => {
                stem.starts_with("test_") && !self.offers_help_with_tests()
                    || stem.ends_with("_test")
                    || stem.ends_with("_tests")
                    || stem == "conftest"
                    || stem == "tests"
                    || stem == "test" && !self.is_in_package()
            }
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" => {
                matches!(stem, "test" | "tests") && !self.folders.contains(&"src")
            }
            "go" => stem.ends_with("_test"),
            "rs" => stem == "tests" || stem == "test" || stem.ends_with("_test") || stem.ends_with("_tests"),
            "rb" => stem.ends_with("_spec") || stem.ends_with("_test"),
            "java" | "kt" | "scala" | "cs" | "swift" | "php" => stem.ends_with("test") || stem.ends_with("tests"),
            "c" | "cc" | "cpp" | "h" | "hpp" => stem.ends_with("_test") || stem.ends_with("_unittest"),
            "snap" => true,
            _ => false,
        };
        let dotted = [".test.", ".spec.", ".bench.", ".e2e.", ".test-d."]
            .iter()
            .any(|part| self.name.contains(part));
        by_name || dotted || self.in_test_folder()
    }

    /// `src/pkg/test.py` is what a package offers for the tests of others.
    fn is_in_package(&self) -> bool {
        self.folders.len() > 1 && self.folders[0] == "src"
    }

    fn offers_help_with_tests(&self) -> bool {
        let helper = [
            "util", "utils", "helper", "helpers", "support", "tools", "client", "case",
        ];
        let rest = self.stem().strip_prefix("test_").unwrap_or_default();
        helper.contains(&rest) && !self.folders.is_empty()
    }

    /// A `test` folder below a package's sources can be code that ships (`pkg/testing`, `src/spec`), unless it is a habit of the language.
    fn in_test_folder(&self) -> bool {
        let in_source = |at: usize| self.folders[..at].contains(&"src");
        self.folders.iter().enumerate().any(|(at, folder)| {
            let ambiguous = matches!(
                *folder,
                "spec" | "specs" | "test" | "fuzz" | "playground" | "fixtures" | "fixture"
            );
            // What a package of Python offers to tests is code that ships; elsewhere a folder of fixtures holds what tests need.
            let offered = !matches!(*folder, "fixtures" | "fixture") || self.extension == "py";
            TEST_FOLDERS.contains(folder) && !(ambiguous && offered && in_source(at) && !self.folders.contains(&"java"))
                || *folder == "testing" && at == 0
                || folder.ends_with("-tests")
                || folder.ends_with("_tests")
                || matches!(
                    *folder,
                    "funtests" | "functests" | "unittests" | "unittest" | "systests"
                )
        })
    }

    fn is_example(&self) -> bool {
        let known = !self.language.id.is_empty();
        let suffixed = |folder: &&str| folder.ends_with("-examples") || folder.ends_with("_examples");
        let shown = self.in_any(EXAMPLE_FOLDERS) || self.folders.iter().any(suffixed);
        known && (shown || self.measures() || self.illustrates_docs())
    }

    /// A `bench` folder below a package's sources can be code that ships.
    fn measures(&self) -> bool {
        let at = self
            .folders
            .iter()
            .position(|folder| matches!(*folder, "bench" | "benchmark"));
        at.is_some_and(|at| !self.folders[..at].contains(&"src") || self.folders.contains(&"java"))
    }

    /// Code among the docs. `src/docs/` is a part of the sources, and in Go a folder is a package, whatever its name.
    fn illustrates_docs(&self) -> bool {
        let at = self.folders.iter().position(|folder| matches!(*folder, "docs" | "doc"));
        let package = self.language.id == "go" && self.folders == ["doc"];
        // Settings of the tools that build the docs lie at their root; what lies deeper is shown.
        let settings = |at: usize| self.language.is_data() && at + 1 == self.folders.len();
        at.is_some_and(|at| !self.folders[..at].contains(&"src") && !settings(at)) && !package
    }

    fn is_config_script(&self) -> bool {
        let script = matches!(self.language.id, "javascript" | "typescript");
        let tool = self.name.contains(".config.")
            || script && self.name.contains(".conf.")
            || self.name.starts_with(".eslintrc")
            || self.name.starts_with(".prettierrc");
        // `src/cli/build.rs` is a module of a crate, not the script that builds it; `shop/conf.py` and `shop/tasks.py` are modules of a
        // package, not the settings of Sphinx and the tasks of the repository.
        let module = match self.name {
            "build.rs" => self.folders.contains(&"src"),
            "conf.py" => !self.folders.is_empty() && !self.in_any(DOC_FOLDERS) && !self.in_any(SPHINX_FOLDERS),
            "tasks.py" => !self.folders.is_empty(),
            _ => false,
        };
        CONFIG_FILES.contains(&self.name) && !module || tool && self.folders.len() <= 3
    }

    fn is_config(&self) -> bool {
        let requirements =
            self.extension == "txt" && (self.name.contains("requirements") || self.name.contains("constraints"));
        let workflows = self.in_any(&[".github", ".gitlab", ".circleci"]) && !self.language.id.is_empty();
        let manifest = matches!(
            self.name,
            "go.mod" | "go.work" | "codeowners" | ".gitignore" | ".gitattributes" | "manifest.in" | "procfile"
        );
        self.language.is_data() || CONFIG_IDS.contains(&self.language.id) || requirements || workflows || manifest
    }
}

/// Whether what follows a changelog's name makes another page of it: `release-notes-guide`, but not `changes-1.2`.
fn names_a_page(rest: &str) -> bool {
    let word = rest.trim_start_matches(['-', '_', '.']);
    !word.is_empty()
        && word.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
        && !matches!(word, "old" | "archive" | "next" | "unreleased" | "v" | "dev")
}

/// How many bytes from the start of a file are searched for a generator's mark.
const MARK_REACH: usize = 2_000;
/// From this length on a line of code was not written by hand.
const LONG_LINE: usize = 5_000;

/// The role again, now that the text is known: what says of itself that it is generated, and minified code.
///
/// A page of documentation stays one whatever it says, since pages that generators write are still read by people.
pub fn refine(role: FileRole, path: &RepoPath, text: &str) -> FileRole {
    if is_lfs_pointer(text) {
        return FileRole::Other;
    }
    let code = matches!(
        role,
        FileRole::Code | FileRole::Test | FileRole::Example | FileRole::Config
    );
    if code && (says_generated(text) || is_minified(path, text)) {
        return FileRole::Generated;
    }
    role
}

/// Whether the text is the pointer that Git LFS leaves in place of a file.
pub fn is_lfs_pointer(text: &str) -> bool {
    text.len() < 1_024 && text.starts_with("version https://git-lfs.github.com/spec/")
}

/// Generators say so in a comment at the top; a string that speaks of it further down does not count.
fn says_generated(text: &str) -> bool {
    let mut end = text.len().min(MARK_REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].lines().take(20).any(|line| {
        let line = line.trim_start();
        let comment = ["//", "#", "/*", "*", "--", ";", "<!--", "%", "\"\"\""]
            .iter()
            .any(|mark| line.starts_with(mark));
        comment && generator_mark(line)
    })
}

fn generator_mark(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let do_not_edit = lower.contains("do not edit") || lower.contains("do not modify") || lower.contains("don't edit");
    let generated = lower.contains("generated");
    line.contains("@generated")
        || do_not_edit && generated
        || lower.contains("code generated by")
        || lower.contains("autogenerated by")
        || lower.contains("automatically generated by")
        || lower.contains("auto-generated by")
        || line.contains("DO NOT EDIT")
}

fn is_minified(path: &RepoPath, text: &str) -> bool {
    let script = matches!(language_of(path).id, "javascript" | "css" | "typescript");
    script
        && text.len() > LONG_LINE
        && text
            .lines()
            .any(|line| line.len() > LONG_LINE && !line.contains("base64"))
}

#[cfg(test)]
mod tests;
