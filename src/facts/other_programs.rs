//! Flags and variables of the environment that belong to other programs, or to none in particular.

use super::commands;
use super::deaths::Death;
use super::names::Names;
use crate::model::mention::{Mention, MentionKind};
use crate::model::source::WordUse;
use crate::model::symbol::SymbolKind;

/// Programs whose flags are not this project's, unless it ships them itself.
const OTHER_COMMANDS: &[&str] = &[
    "apk",
    "apt",
    "apt-get",
    "asdf",
    "aws",
    "brew",
    "bun",
    "bundle",
    "cargo",
    "choco",
    "cmake",
    "composer",
    "conda",
    "curl",
    "deno",
    "dnf",
    "docker",
    "docker-compose",
    "dotnet",
    "emerge",
    "flatpak",
    "gcloud",
    "gem",
    "gh",
    "git",
    "go",
    "gradle",
    "grep",
    "gunicorn",
    "helm",
    "java",
    "kubectl",
    "ls",
    "make",
    "mamba",
    "mkdir",
    "mkdocs",
    "mvn",
    "nix",
    "nix-env",
    "node",
    "nox",
    "npm",
    "npx",
    "pacman",
    "pip",
    "pip3",
    "pipx",
    "pkg",
    "pnpm",
    "podman",
    "poetry",
    "port",
    "psql",
    "pytest",
    "python",
    "python3",
    "redis-server",
    "rm",
    "rustc",
    "rustup",
    "scoop",
    "sed",
    "snap",
    "sphinx-build",
    "ssh",
    "sudo",
    "systemctl",
    "tar",
    "terraform",
    "tox",
    "uv",
    "uvicorn",
    "wget",
    "winget",
    "yarn",
    "yum",
    "zypper",
];

/// Beginnings of environment variables that belong to other programs.
const OTHER_VARIABLES: &[&str] = &[
    "ANDROID_HOME",
    "ANDROID_SDK_ROOT",
    "CARGO_",
    "CI_",
    "DOCKER_",
    "GITHUB_",
    "GITLAB_",
    "GIT_",
    "JAVA_HOME",
    "LC_",
    "LD_",
    "NODE_",
    "NPM_",
    "PIP_",
    "PYTHON",
    "RUST_",
    "RUSTC_",
    "RUSTUP_",
    "SSH_",
    "SSL_",
    "VIRTUAL_ENV",
    "XDG_",
];

/// What Python 3.14 reads, by its manual ("Environment variables" in "Command line and environment").
const PYTHON_VARIABLES: &str = include_str!("../../rules/programs/python-variables.txt");

/// What cargo reads or sets, by its book ("Environment Variables"); what ends with `_` is the beginning of some.
const CARGO_VARIABLES: &str = include_str!("../../rules/programs/cargo-variables.txt");

/// Whether a variable begins like those of Python or of cargo and is none that they know: code that reads one made it.
fn is_only_named_like(death: &Death) -> bool {
    let name = death.name.as_str();
    let settled = death.base.is_some() || death.usage.has(WordUse::STRING);
    let known = |known: &str| name == known || known.ends_with('_') && name.starts_with(known);
    let python = name.starts_with("PYTHON") && !PYTHON_VARIABLES.lines().any(known);
    let cargo = name.starts_with("CARGO_") && !CARGO_VARIABLES.lines().any(known);
    settled && (python || cargo)
}

/// Beginnings of variables that libraries of others read, and that a project may have settings of its own with.
const LIBRARIES: &[&str] = &["AWS_", "AZURE_", "DJANGO_", "GOOGLE_"];

/// The variables that these libraries are known to read.
const LIBRARY_VARIABLES: &str = include_str!("../../rules/programs/library-variables.txt");

/// Whether a variable is one that such a library reads; of the others that begin like these, those that code only hands on are
/// theirs too.
fn is_of_library(death: &Death) -> bool {
    let begins = LIBRARIES.iter().any(|start| death.name.starts_with(start));
    let settled = death.base.is_some() || death.usage.has(WordUse::STRING);
    begins && (!settled || LIBRARY_VARIABLES.lines().any(|line| line == death.name))
}

/// The settings that Django 5.2 itself reads; what it read once and reads no more, a page should not name either.
const DJANGO_SETTINGS: &str = include_str!("../../rules/programs/django-settings.txt");

/// Whether a name is a setting of Django that a project which builds on it gave a value: in its tests, in a site it ships.
fn is_setting_of_django(names: &Names, death: &Death) -> bool {
    let asked_for = names.is_foreign_root("django") || names.is_foreign_root("Django");
    asked_for && DJANGO_SETTINGS.lines().any(|line| line == death.name)
}

/// Variables of the environment that many programs share and that libraries read in the name of a program, or that the
/// system sets: by POSIX, and by what programs agreed upon for proxies and colours.
const SHARED_VARIABLES: &[&str] = &[
    "ALL_PROXY",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "EDITOR",
    "FORCE_COLOR",
    "FTP_PROXY",
    "HOME",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LANG",
    "LANGUAGE",
    "LINES",
    "LOGNAME",
    "NO_COLOR",
    "NO_PROXY",
    "PAGER",
    "PATH",
    "PWD",
    "SHELL",
    "TEMP",
    "TERM",
    "TMP",
    "TMPDIR",
    "TZ",
    "USER",
    "USERPROFILE",
    "VISUAL",
];

/// Variables that a web server gives to a program, as CGI and WSGI name them; those of request headers begin with `HTTP_`.
const SERVER_VARIABLES: &[&str] = &[
    "AUTH_TYPE",
    "CONTENT_LENGTH",
    "CONTENT_TYPE",
    "GATEWAY_INTERFACE",
    "PATH_INFO",
    "PATH_TRANSLATED",
    "QUERY_STRING",
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_USER",
    "REQUEST_METHOD",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "SERVER_SOFTWARE",
];

/// Beginnings of the names of request headers, as such variables write them.
const HEADERS: &[&str] = &[
    "ACCEPT",
    "AUTHORIZATION",
    "CACHE_CONTROL",
    "CONNECTION",
    "COOKIE",
    "HOST",
    "IF_",
    "ORIGIN",
    "RANGE",
    "REFERER",
    "USER_AGENT",
    "X_FORWARDED_",
    "X_REQUESTED_WITH",
];

/// Whether many programs share a variable of the environment: the project did not make it.
fn is_shared_variable(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let header = name.strip_prefix("HTTP_");
    SHARED_VARIABLES.contains(&upper.as_str())
        || SERVER_VARIABLES.contains(&name)
        || header.is_some_and(|name| HEADERS.iter().any(|header| name.starts_with(header)))
}

/// Whether a flag stands behind the name of another program, or a variable begins like another program's.
pub(super) fn is_other_program(names: &Names, mention: &Mention, death: &Death) -> bool {
    let variable = mention.kind == MentionKind::EnvVar || death.kind == Some(SymbolKind::EnvVar);
    if variable && (is_shared_variable(&death.name) || is_of_library(death) && !commands::became_own(names, death)) {
        return true;
    }
    // A script that sets `PATH` defines nothing of the project.
    if is_shared_variable(&death.name) && death.base.as_ref().is_some_and(|base| base.path.extension() == "sh") {
        return true;
    }
    if is_setting_of_django(names, death) {
        return true;
    }
    if let Some(start) = OTHER_VARIABLES
        .iter()
        .find(|start| variable && death.name.starts_with(**start) && !is_only_named_like(death))
    {
        let own = names.own.contains(&start.trim_end_matches('_').to_lowercase()) || commands::became_own(names, death);
        // `CI_` is nobody's own: where shipped code reads or sets such variables, they may be what it documents.
        return !(own || *start == "CI_" && death.base.is_some());
    }
    let other = mention
        .owner
        .first()
        .is_some_and(|command| OTHER_COMMANDS.contains(&command.as_str()));
    mention.kind == MentionKind::Flag && !commands::may_mean(names, mention, death, other)
}
