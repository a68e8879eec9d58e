//! `__all__`: set, added to, extended. A list that is computed is as good as none.

use super::super::draft::{Source, unquote};
use super::super::lexer::{Lexer, TokenKind};
use tree_sitter::Node;

/// `__all__ = [..] + [..]`
pub(super) fn set(source: &Source<'_>, node: Node<'_>, exports: &mut Option<Vec<String>>) {
    if let Some(right) = node.child_by_field_name("right") {
        *exports = strings(source, right);
    }
}

/// `__all__ += [..]`, `__all__.extend([..])`, `__all__.append("x")`
pub(super) fn add(source: &Source<'_>, node: Node<'_>, exports: &mut Option<Vec<String>>) {
    let added = node
        .child_by_field_name("right")
        .or_else(|| node.child_by_field_name("arguments"));
    let names = added.and_then(|added| strings(source, added));
    if let (Some(names), Some(known)) = (names, exports.as_mut()) {
        known.extend(names);
    }
}

/// The strings of a list or a sum of lists; `a.__all__` within a sum adds names that other files know.
fn strings(source: &Source<'_>, node: Node<'_>) -> Option<Vec<String>> {
    let text = source.slice(node.byte_range());
    let tokens = Lexer::new(text, source.style);
    let literals = tokens
        .filter(|token| token.kind == TokenKind::Text)
        .map(|token| unquote(token.of(text)).1.to_owned());
    let names: Vec<String> = literals.collect();
    let listed = text.contains(['[', '(']);
    (listed && (!names.is_empty() || text.len() <= 2)).then_some(names)
}
