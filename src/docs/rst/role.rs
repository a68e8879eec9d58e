//! The list of directives that are no plain admonitions, and what each of them does.

use crate::model::mention::MentionKind;

/// What a directive does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Pulls in the documentation of a symbol.
    Pull,
    /// Says what module the page is about.
    Module,
    /// Declares a symbol with its signature.
    Declare,
    /// Declares flags, variables or settings.
    Settings(MentionKind),
    /// Speaks of the past.
    Past,
    /// Includes a file.
    Include,
    /// Shows an image.
    Image,
    /// Lists names.
    List,
    /// Has neither prose nor names.
    Silent,
    /// Holds prose.
    Prose,
}

/// The list of directives that are no plain admonitions, without their domain.
const ROLES: &[(Role, &[&str])] = &[
    (
        Role::Pull,
        &[
            "autoclass",
            "autofunction",
            "automodule",
            "autoexception",
            "automethod",
            "autoattribute",
            "autodata",
            "autoproperty",
            "autodecorator",
            "autotypevar",
            "autopydantic_model",
            "autopydantic_settings",
            "autoenum",
            "autoprotocol",
            "doxygenclass",
            "doxygenfunction",
            "doxygenstruct",
            "click",
            "autoinstanceattribute",
            "autodjango",
        ],
    ),
    (Role::Module, &["currentmodule", "module"]),
    (
        Role::Declare,
        &[
            "function",
            "method",
            "class",
            "attribute",
            "data",
            "exception",
            "classmethod",
            "staticmethod",
            "decorator",
            "property",
            "coroutinefunction",
            "cofunction",
            "comethod",
            "decoratormethod",
            "struct",
            "enum",
            "macro",
            "type",
            "member",
            "var",
            "fixture",
            "hook",
            "autofixture",
            "decoratorfunction",
            "abstractmethod",
            "awaitablefunction",
            "awaitablemethod",
            "interface",
            "trait",
            "describe",
            "object",
        ],
    ),
    (
        Role::Settings(MentionKind::Flag),
        &["option", "cmdoption", "program-option"],
    ),
    (Role::Settings(MentionKind::EnvVar), &["envvar"]),
    (
        Role::Settings(MentionKind::Key),
        &[
            "confval",
            "setting",
            "ini-option",
            "django-setting",
            "reqmeta",
            "signal",
            "conf",
            "rst:directive:option",
        ],
    ),
    (
        Role::Past,
        &[
            "versionchanged",
            "versionremoved",
            "deprecated",
            "deprecated-removed",
            "changed",
        ],
    ),
    (
        Role::Include,
        &[
            "include",
            "literalinclude",
            "mdinclude",
            "program-output",
            "csv-table-file",
        ],
    ),
    (Role::Image, &["image", "figure"]),
    (Role::List, &["autosummary"]),
    (
        Role::Silent,
        &[
            "toctree",
            "raw",
            "meta",
            "contents",
            "index",
            "sectnum",
            "only-comment",
            "tabularcolumns",
            "role",
            "unicode",
            "date",
            "program",
            "namespace",
            "py-currentclass",
            "plot",
            "video",
            "youtube",
            "programoutput",
            "title",
            "productionlist",
        ],
    ),
];

/// What the directive of this name does; one that is not listed holds prose.
pub(super) fn role_of(name: &str) -> Role {
    let leaf = name.rsplit(':').next().unwrap_or(name);
    let listed = |name: &str| ROLES.iter().find(|(_, names)| names.contains(&name));
    let role = listed(name).or_else(|| listed(leaf));
    role.map_or(Role::Prose, |(role, _)| *role)
}
