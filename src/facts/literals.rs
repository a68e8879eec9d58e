//! Fields in literals of structs (`&http.Server{ReadTimeout: ..}`, `Cart { items }`): a field that is gone is one of its own
//! struct only.

use super::deaths::Death;
use super::names::Names;
use super::pages::PageFacts;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::symbol::SymbolKind;

/// Whether a mention is the field of a literal whose type is another than that of the field that is gone.
pub(super) fn is_of_another(names: &Names, page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let language = match &mention.form {
        MentionForm::Block(language) => language.as_str(),
        _ => return false,
    };
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let key = mention.kind == MentionKind::Key || behind.trim_start().starts_with(':');
    let field = death.kind == Some(SymbolKind::Field);
    // A field of Go never stands alone but for its declaration.
    if matches!(language, "go" | "golang") && field && !key && mention.parts.len() == 1 {
        let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
        return before.trim_end_matches(' ').ends_with([':', '(', ',', '=']);
    }
    if !matches!(language, "go" | "golang" | "rust" | "rs") || !key || mention.parts.len() > 1 {
        return false;
    }
    let Some(path) = type_around(page, mention) else {
        return false;
    };
    let mut parts = path.rsplit(['.', ':']).filter(|part| !part.is_empty());
    let (of, package) = (parts.next().unwrap_or_default(), parts.next());
    match death.base.as_ref().filter(|base| base.symbol.kind == SymbolKind::Field) {
        Some(base) => !base.symbol.container.iter().any(|class| class == of),
        None => package.is_some_and(|package| !names.own.contains(package) && !names.places.contains(package)),
    }
}

/// The type of the literal whose braces are open where a mention stands, within its passage: `http.Server`.
fn type_around<'page>(page: &'page PageFacts, mention: &Mention) -> Option<&'page str> {
    let start = page.passage(mention)?.span.start as usize;
    let before = page.text.get(start..mention.span.start as usize)?;
    let mut depth = 0_usize;
    for (at, c) in before.char_indices().rev() {
        match c {
            '}' | ')' | ']' => depth += 1,
            '{' if depth == 0 => return type_name(&before[..at]),
            '{' | '(' | '[' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// The name of a type that a text ends with, if it begins with a capital behind its package, as types do.
fn type_name(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(' ');
    let is_part = |c: char| c.is_alphanumeric() || "_.:".contains(c);
    let name = &text[text.trim_end_matches(is_part).len()..];
    let last = name.rsplit(['.', ':']).next()?;
    // `impl Cart {` and `struct Cart {` open no literal.
    let declared = text[..text.len() - name.len()].trim_end();
    let opens = ["struct", "impl", "for", "enum", "trait", "interface", "type", "->", ")"];
    let literal = !opens.iter().any(|word| declared.ends_with(word));
    (literal && last.starts_with(char::is_uppercase)).then_some(name)
}
