//! Which keys of settings files are another tool's: what a project depends on, and the settings of compilers, formatters and
//! services. That the file no longer holds them says nothing about the tool.

use crate::model::path::RepoPath;

/// Files and folders that hold the settings of one tool, by the beginning of the file's name.
const TOOL_FILES: &[&str] = &[
    "tsconfig",
    "jsconfig",
    "netlify",
    "vercel",
    "ruff",
    "rustfmt",
    "clippy",
    "deny",
    "biome",
    "renovate",
    "babel",
    "dependabot",
    "codecov",
    "mypy",
    "pyrightconfig",
    "turbo",
    "lerna",
    "nx",
    "fly",
    "wrangler",
];

/// Folders whose files are all read by one service.
const TOOL_FOLDERS: &[&str] = &[
    ".github",
    ".gitlab",
    ".circleci",
    ".vscode",
    ".cargo",
    ".config",
    ".devcontainer",
];

/// Whether a key is the name of a dependency, or a setting of another tool.
pub(crate) fn is_of_another_tool(path: &RepoPath, container: &[String]) -> bool {
    is_dependency(path, container)
        || is_tool_file(path)
        || is_of_compose(path, container)
        || is_of_setup(path, container)
}

fn is_dependency(path: &RepoPath, container: &[String]) -> bool {
    let listed = |part: &String| part.to_ascii_lowercase().ends_with("dependencies");
    matches!(path.file_name(), "Cargo.toml" | "package.json") && container.iter().any(listed)
}

/// Keys of the settings of Python's tools are theirs, but for the names of extras and entry points.
fn is_of_setup(path: &RepoPath, container: &[String]) -> bool {
    let named = |part: &String| part.contains("extras_require") || part.contains("entry_points");
    is_setup_file(path) && !container.iter().any(named)
}

/// Whether a file holds the settings of several tools of Python.
fn is_setup_file(path: &RepoPath) -> bool {
    matches!(path.file_name(), "setup.cfg" | "tox.ini" | "pytest.ini")
}

/// The keys of several words that setuptools reads of a `setup.cfg`, as its user guide lists them.
const SETUPTOOLS_KEYS: &[&str] = &[
    "author_email",
    "data_files",
    "dependency_links",
    "download_url",
    "eager_resources",
    "entry_points",
    "exclude_package_data",
    "extras_require",
    "include_package_data",
    "install_requires",
    "license_file",
    "license_files",
    "long_description",
    "long_description_content_type",
    "maintainer_email",
    "namespace_packages",
    "package_data",
    "package_dir",
    "project_urls",
    "py_modules",
    "python_requires",
    "setup_requires",
    "test_suite",
    "tests_require",
    "zip_safe",
];

/// Whether a key of a file is one by which it tells setuptools how to build.
pub(crate) fn is_told_to_setuptools(path: &RepoPath, key: &str) -> bool {
    is_setup_file(path) && SETUPTOOLS_KEYS.contains(&key)
}

/// Keys of a file for compose are its own, but for the names that the project gives to its services and the like.
fn is_of_compose(path: &RepoPath, container: &[String]) -> bool {
    const NAMED: &[&str] = &["services", "volumes", "networks", "configs", "secrets", "environment"];
    let name = path.file_name();
    let compose = ["docker-compose", "compose."]
        .iter()
        .any(|start| name.starts_with(start));
    compose && !container.last().is_some_and(|of| NAMED.contains(&of.as_str()))
}

/// Whether a file holds the settings of one tool.
pub(crate) fn is_tool_file(path: &RepoPath) -> bool {
    let name = path.file_name();
    let stem = name
        .trim_start_matches('.')
        .split(['.', '-'])
        .next()
        .unwrap_or_default();
    let hidden = name.starts_with('.') && name.ends_with("rc");
    let folder = path.parent().split('/').next().unwrap_or_default();
    hidden || TOOL_FILES.contains(&stem) || TOOL_FOLDERS.contains(&folder)
}

#[cfg(test)]
mod tests {
    use super::is_of_another_tool;

    fn of(path: &str, container: &[&str]) -> bool {
        let container: Vec<String> = container.iter().map(|part| (*part).to_owned()).collect();
        is_of_another_tool(&path.into(), &container)
    }

    #[test]
    fn dependencies_and_settings_of_tools_are_of_others() {
        assert!(of("package.json", &["devDependencies"]));
        assert!(of("a/Cargo.toml", &["target", "cfg(unix)", "dev-dependencies"]));
        assert!(of("types/tsconfig.build.json", &[]));
        assert!(of(".github/workflows/docs.yml", &["env"]));
        assert!(of(".prettierrc", &[]));
        assert!(of("deploy/docker-compose.yml", &["services", "web"]));
        assert!(of("setup.cfg", &["options"]) && of("tox.ini", &["testenv"]));
    }

    #[test]
    fn what_a_project_declares_is_its_own() {
        assert!(!of("package.json", &["scripts"]));
        assert!(!of("Cargo.toml", &["features"]));
        assert!(!of("setup.cfg", &["options.extras_require"]));
        assert!(!of("pkg/defaults.toml", &["server"]));
        assert!(!of("docker-compose.yml", &["services", "web", "environment"]) && !of("compose.yaml", &["services"]));
    }
}
