//! Names that a language brings itself: a page seldom means those of the project by them.

use super::deaths::Death;
use super::pages::PageFacts;
use crate::model::change::PlacedSymbol;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::symbol::SymbolKind;

/// Functions that Python itself has.
const PYTHON_FUNCTIONS: &str = include_str!("../../rules/languages/python/builtin-functions.txt");

/// Functions that Python itself had once.
const FORMER_FUNCTIONS: &str = include_str!("../../rules/languages/python/former-functions.txt");

/// The types that are built into Python, by its manual ("Built-in Types").
const PYTHON_TYPES: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "complex",
    "dict",
    "float",
    "frozenset",
    "int",
    "list",
    "memoryview",
    "object",
    "set",
    "str",
    "tuple",
    "type",
];

/// Whether a name that stands alone is a type of Python rather than a member of a class: "a `dict`".
pub(super) fn is_type_of_python(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let dotted = page.text[..mention.span.start as usize].ends_with('.');
    let member = |base: &PlacedSymbol| base.path.extension() == "py" && !base.symbol.container.is_empty();
    let alone = mention.form == MentionForm::Code && mention.parts.len() == 1 && mention.kind != MentionKind::Call;
    alone && !dotted && death.base.as_ref().is_some_and(member) && PYTHON_TYPES.contains(&death.name.as_str())
}

/// Whether a name without anything before it is a function of Python itself, as far as the page shows.
pub(super) fn is_of_python(mention: &Mention, death: &Death) -> bool {
    // A member of such a name (`.anext()`, `id`) is none of them.
    let of_python = |base: &PlacedSymbol| base.path.extension() == "py" && base.symbol.kind == SymbolKind::Function;
    // What Python had once, a project may define; where its code only used the name, it is Python's.
    let used = || {
        let seen = death.last_seen.as_ref();
        !death.was_defined() && !death.is_assigned && seen.is_some_and(|seen| seen.path.extension() == "py")
    };
    let former = death.base.is_none() && used();
    let python = former || death.base.as_ref().is_some_and(of_python);
    let plain = matches!(
        mention.form,
        MentionForm::Code | MentionForm::Plain | MentionForm::Block(_)
    );
    let listed = |list: &str| list.lines().any(|line| line == death.name);
    let known = listed(PYTHON_FUNCTIONS) || former && listed(FORMER_FUNCTIONS);
    python && plain && mention.parts.len() == 1 && known
}

/// Whether a name is one that classes of JavaScript have by the language.
pub(super) fn is_of_javascript(death: &Death) -> bool {
    let script = |path: &RepoPath| {
        matches!(
            path.extension(),
            "js" | "jsx" | "mjs" | "cjs" | "ts" | "tsx" | "mts" | "cts"
        )
    };
    death.name == "constructor" && death.base.as_ref().is_some_and(|base| script(&base.path))
}
