//! Names that manifests give: of the packages this repository ships, and of those it depends on.
//!
//! Pure functions of a path and a text. A manifest that cannot be read names nothing; nobody is blamed for it here.

mod python;

use self::python::{
    entry_programs, line_value, pyproject_dependencies, pyproject_name, pyproject_programs, quoted_after,
    quoted_strings, requirement_names, setup_cfg_requirements,
};
use super::module_path::SourceRoots;
use crate::model::path::RepoPath;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// The library target of a Cargo package.
pub(crate) struct RustLibrary {
    /// The name that `use` knows it by.
    pub(crate) name: String,
    /// Its root file, relative to the manifest.
    pub(crate) path: String,
}

/// Whether a file names packages: the manifests that `project_names` and `dependency_names` read.
pub fn is_manifest(path: &RepoPath) -> bool {
    let name = path.file_name();
    let known = matches!(
        name,
        "Cargo.toml" | "pyproject.toml" | "setup.cfg" | "setup.py" | "package.json" | "go.mod" | "Pipfile"
    );
    known || is_requirements(path)
}

fn is_requirements(path: &RepoPath) -> bool {
    let listed = path.file_name().contains("requirements") || path.parent().ends_with("requirements");
    listed && matches!(path.extension(), "txt" | "in")
}

/// The names of everything this repository itself ships, as code would import it and as registries know it.
pub fn project_names<'p>(
    paths: impl Iterator<Item = &'p RepoPath>,
    manifest: impl Fn(&RepoPath) -> Option<String>,
) -> BTreeSet<String> {
    let paths: Vec<&RepoPath> = paths.collect();
    let roots = SourceRoots::new(paths.iter().copied(), &manifest);
    let mut names = roots.top_level_packages();
    for path in paths.into_iter().filter(|path| is_manifest(path)) {
        let text = manifest(path).unwrap_or_default();
        names.extend(shipped_by(path, &text));
    }
    names
}

/// The names of everything this repository depends on, without what it ships itself.
pub fn dependency_names<'p>(
    paths: impl Iterator<Item = &'p RepoPath>,
    manifest: impl Fn(&RepoPath) -> Option<String>,
) -> BTreeSet<String> {
    let paths: Vec<&RepoPath> = paths.collect();
    let own = project_names(paths.iter().copied(), &manifest);
    let manifests = paths.into_iter().filter(|path| is_manifest(path));
    let named = manifests.flat_map(|path| needed_by(path, &manifest(path).unwrap_or_default()));
    named.filter(|name| !own.contains(name)).collect()
}

/// A name beside the form in which code writes it.
fn both_forms(name: &str) -> Vec<String> {
    let import = name.replace('-', "_");
    if import == name {
        vec![import]
    } else {
        vec![name.to_owned(), import]
    }
}

/// The names of the packages that one manifest describes, and of their programs.
pub fn shipped_by(path: &RepoPath, text: &str) -> BTreeSet<String> {
    let names: Vec<String> = match path.file_name() {
        "Cargo.toml" => cargo_names(text),
        "pyproject.toml" => pyproject_name(text)
            .into_iter()
            .chain(pyproject_programs(text))
            .collect(),
        "setup.cfg" => line_value(text, "name")
            .into_iter()
            .chain(entry_programs(text))
            .collect(),
        "setup.py" => quoted_after(text, "name=")
            .into_iter()
            .chain(entry_programs(text))
            .collect(),
        "package.json" => package_names(text),
        "go.mod" => text
            .lines()
            .find_map(|line| line.strip_prefix("module "))
            .map(go_names)
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    names.iter().flat_map(|name| both_forms(name)).collect()
}

/// The names of the packages that one manifest asks for.
pub fn needed_by(path: &RepoPath, text: &str) -> BTreeSet<String> {
    let names: Vec<String> = match path.file_name() {
        "Cargo.toml" => cargo_dependencies(text),
        "pyproject.toml" | "Pipfile" => pyproject_dependencies(text),
        "setup.cfg" => requirement_names(&setup_cfg_requirements(text)),
        "setup.py" => requirement_names(&quoted_strings(text)),
        "package.json" => package_dependencies(text),
        "go.mod" => text.lines().flat_map(go_requirement).collect(),
        _ => requirement_names(&text.lines().map(str::to_owned).collect::<Vec<_>>()),
    };
    names.iter().flat_map(|name| both_forms(name)).collect()
}

fn table(text: &str) -> Table {
    text.parse().unwrap_or_default()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// The value at a path of keys.
fn at<'t>(table: &'t Table, keys: &[&str]) -> Option<&'t Value> {
    let (first, rest) = keys.split_first()?;
    rest.iter().try_fold(table.get(*first)?, |value, key| value.get(*key))
}

fn text_at(table: &Table, keys: &[&str]) -> Option<String> {
    at(table, keys).and_then(Value::as_str).map(str::to_owned)
}

/// The library target of a Cargo.toml; `None` for a workspace without a package.
pub(crate) fn rust_library(text: &str) -> Option<RustLibrary> {
    let manifest = table(text);
    let name = text_at(&manifest, &["lib", "name"]).or_else(|| text_at(&manifest, &["package", "name"]))?;
    Some(RustLibrary {
        name: name.replace('-', "_"),
        path: text_at(&manifest, &["lib", "path"]).unwrap_or_else(|| "src/lib.rs".to_owned()),
    })
}

fn cargo_names(text: &str) -> Vec<String> {
    let manifest = table(text);
    let mut names: Vec<String> = text_at(&manifest, &["package", "name"]).into_iter().collect();
    names.extend(text_at(&manifest, &["lib", "name"]));
    let binaries = manifest.get("bin").and_then(Value::as_array).into_iter().flatten();
    names.extend(binaries.filter_map(|bin| bin.get("name")?.as_str().map(str::to_owned)));
    names
}

fn cargo_dependencies(text: &str) -> Vec<String> {
    let manifest = table(text);
    let mut tables: Vec<&Table> = Vec::new();
    let mut holders: Vec<&Table> = vec![&manifest];
    holders.extend(manifest.get("workspace").and_then(Value::as_table));
    let targets = manifest
        .get("target")
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(Table::values);
    holders.extend(targets.filter_map(Value::as_table));
    for holder in holders {
        for key in ["dependencies", "dev-dependencies", "build-dependencies"] {
            tables.extend(holder.get(key).and_then(Value::as_table));
        }
    }
    // A crate of the same repository is given by its path and is not foreign.
    let foreign = |value: &Value| value.get("path").is_none() && value.get("workspace").is_none();
    let entries = tables.into_iter().flat_map(|table| table.iter());
    entries
        .filter(|(_, value)| foreign(value))
        .map(|(name, _)| name.clone())
        .collect()
}

/// The name of a package of JavaScript, and its programs.
fn package_names(text: &str) -> Vec<String> {
    let manifest = json(text);
    let name = manifest.get("name").and_then(|name| name.as_str()).map(str::to_owned);
    let programs = manifest.get("bin").and_then(|bin| bin.as_object());
    let programs = programs.into_iter().flat_map(|programs| programs.keys().cloned());
    name.into_iter().chain(programs).collect()
}

fn package_dependencies(text: &str) -> Vec<String> {
    let manifest = json(text);
    let keys = [
        "dependencies",
        "devDependencies",
        "peerDependencies",
        "optionalDependencies",
    ];
    let tables = keys.iter().filter_map(|key| manifest.get(key)?.as_object());
    let entries = tables.flat_map(|table| table.iter());
    let foreign = |value: &serde_json::Value| {
        !value
            .as_str()
            .is_some_and(|version| version.starts_with("workspace:") || version.starts_with("file:"))
    };
    entries
        .filter(|(_, value)| foreign(value))
        .map(|(name, _)| name.clone())
        .collect()
}

/// A Go module path and the package name that its last part suggests.
fn go_names(module: &str) -> Vec<String> {
    let module = module.split_whitespace().next().unwrap_or_default();
    let version = |part: &&str| !(part.starts_with('v') && part[1..].bytes().all(|byte| byte.is_ascii_digit()));
    let last = module.rsplit('/').find(version).unwrap_or(module);
    vec![module.to_owned(), last.split(".v").next().unwrap_or(last).to_owned()]
}

fn go_requirement(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches("require ");
    let mut parts = line.split_whitespace();
    let (module, version) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if module.contains('.') && module.contains('/') && version.starts_with('v') {
        go_names(module)
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{needed_by, shipped_by};

    fn needed(path: &str, text: &str) -> Vec<String> {
        needed_by(&path.into(), text).into_iter().collect()
    }

    fn shipped(path: &str, text: &str) -> Vec<String> {
        shipped_by(&path.into(), text).into_iter().collect()
    }

    #[test]
    fn cargo_names_come_in_both_forms_and_paths_are_not_foreign() {
        let text = "[package]\nname = \"foo-bar\"\n[dependencies]\nserde = \"1\"\nown = { path = \"../own\" }\n[target.'cfg(unix)'.dependencies]\nlibc = \"0\"";
        assert_eq!(shipped("Cargo.toml", text), ["foo-bar", "foo_bar"]);
        assert_eq!(needed("Cargo.toml", text), ["libc", "serde"]);
    }

    #[test]
    fn python_requirements_are_read_from_every_kind_of_file() {
        let text = "[project]\nname = 'httpx'\ndependencies = ['httpcore==1.*', 'anyio']\n[project.optional-dependencies]\ncli = ['rich>=1']";
        assert_eq!(shipped("pyproject.toml", text), ["httpx"]);
        assert_eq!(needed("pyproject.toml", text), ["anyio", "httpcore", "rich"]);
        assert_eq!(
            needed("requirements/dev.txt", "# c\n-r a.txt\npytest-cov==1\n"),
            ["pytest-cov", "pytest_cov"]
        );
        assert_eq!(
            needed(
                "setup.cfg",
                "[options]\ninstall_requires =\n    six\n    yaml>=1\nzip_safe = no\n"
            ),
            ["six", "yaml"]
        );
        let text = "setup(name='x', install_requires=['six'], extras_require={'fast': ['orjson>=1']}, a='b')";
        assert_eq!(needed("setup.py", text), ["orjson", "six"]);
    }

    #[test]
    fn package_json_and_go_mod_are_read() {
        assert_eq!(
            needed(
                "package.json",
                r#"{"name":"x","dependencies":{"yargs":"1","y":"workspace:*"}}"#
            ),
            ["yargs"]
        );
        let text = "module github.com/a/tool/v2\n\nrequire (\n\tgithub.com/spf13/cobra v1.8.0\n)\n";
        assert_eq!(shipped("go.mod", text), ["github.com/a/tool/v2", "tool"]);
        assert_eq!(needed("go.mod", text), ["cobra", "github.com/spf13/cobra"]);
    }
}
