//! What stands where code is written and names nothing of the code: keys of the keyboard, data, modules of the platform.

use super::deaths::Death;
use super::pages::PageFacts;
use crate::model::mention::{Mention, MentionForm};
use crate::model::symbol::SymbolKind;

/// Whether a mention is one of these, whatever has its name.
pub(super) fn is_meant(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    // Attributes of HTML.
    death.name.starts_with("aria-")
        || is_key_of_keyboard(page, mention)
        || is_subscripted_variant(page, mention, death)
        || is_in_data(page, mention, death)
        || is_module_of_node(page, mention)
        || is_dotfile(page, mention)
        || is_in_stylesheet(mention, death)
}

/// Whether a block of CSS has the name of something that no script of the browser defined.
fn is_in_stylesheet(mention: &Mention, death: &Death) -> bool {
    let sheet = matches!(&mention.form, MentionForm::Block(language) if matches!(language.as_str(), "css" | "less" | "sass" | "scss"));
    let base = death.base.as_ref();
    sheet && base.is_some_and(|base| matches!(base.path.extension(), "go" | "py" | "pyi" | "rs"))
}

/// Whether inline code is a file or folder behind a dot that many projects have: `.env`.
pub(super) fn is_dotfile(page: &PageFacts, mention: &Mention) -> bool {
    const NAMES: &[&str] = &[
        "cache", "config", "env", "git", "github", "local", "profile", "ssh", "venv",
    ];
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    before.ends_with("`.") && behind.starts_with('`') && NAMES.contains(&mention.text.as_str())
}

/// `<kbd>cmd</kbd>`
fn is_key_of_keyboard(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    before.trim_end_matches('`').ends_with("<kbd>")
}

/// `Optional[str]`: no variant is written with brackets.
fn is_subscripted_variant(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    death.kind == Some(SymbolKind::Variant) && behind.starts_with('[')
}

/// Whether a name stands in a text of JSON within code (`abi = '[{"name": "open"}]'`): it is data of the example, unless it was a key.
fn is_in_data(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let opened = ["'{\"", "'[{\"", "`{\"", "`[{\""]
        .iter()
        .any(|start| line.contains(start));
    let code = matches!(&mention.form, MentionForm::Block(language) if language != "json");
    code && opened && line.ends_with('"') && death.kind != Some(SymbolKind::ConfigKey)
}

/// `node:child_process`
fn is_module_of_node(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    before.ends_with("node:") || mention.text.starts_with("node:")
}
