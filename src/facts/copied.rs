//! Code that a page shows letter by letter as the project had it: an example, a template, a part of the project itself. A name
//! that such a copy declares is the project's, and not the page's own.

use super::deaths::Death;
use super::pages::{PageFacts, is_distinctive};
use crate::model::mention::{Mention, MentionForm};
use crate::model::symbol::SymbolKind;

/// Shorter lines are alike by chance.
const SHORTEST: usize = 12;

/// Whether a code block of the page holds the very line on which the code had a name that is gone altogether.
pub(super) fn is_copied(page: &PageFacts, death: &Death) -> bool {
    let Some(seen) = death.last_seen.as_ref().filter(|_| death.leaves_nothing()) else {
        return false;
    };
    // The header of a class is alike wherever somebody makes one for an example.
    let class = death.kind.is_some_and(SymbolKind::is_container) || is_header(seen.excerpt.trim());
    let line = bare(&seen.excerpt);
    let shown = |mention: &Mention| {
        let block = matches!(mention.form, MentionForm::Block(_));
        block && mention.parts.contains(&death.name) && bare(page.line_text(mention.line)) == line
    };
    is_distinctive(&death.name)
        && !class
        && line.len() >= SHORTEST
        && makes(line, &death.name)
        && page.page.mentions.iter().any(shown)
}

/// Whether a line makes a name, instead of using it: only words stand before it.
fn makes(line: &str, name: &str) -> bool {
    let before = line.find(name).and_then(|at| line.get(..at));
    before.is_some_and(|before| before.chars().all(|c| c.is_alphanumeric() || " _.[@$*#".contains(c)))
}

/// Whether a line opens a class or the like.
fn is_header(line: &str) -> bool {
    const WORDS: &[&str] = &["class", "enum", "interface", "struct", "trait"];
    line.split_whitespace().take(3).any(|word| WORDS.contains(&word))
}

/// A line without the prompts of a session and the comment behind it.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let code = [">>> ", "... "]
        .iter()
        .find_map(|prompt| line.strip_prefix(prompt))
        .unwrap_or(line);
    let comment = [" //", " # "].iter().filter_map(|mark| code.find(mark)).min();
    code[..comment.unwrap_or(code.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::{bare, is_header, makes};

    #[test]
    fn names_are_made_at_the_beginning_of_a_line() {
        assert!(makes("const openCart = open(1)", "openCart") && makes("[carts.open_cart]", "open_cart"));
        assert!(!makes("type A = OpenCart<B>", "OpenCart") && !makes("a(open_cart)", "open_cart"));
    }

    #[test]
    fn headers_open_classes() {
        assert!(
            is_header("class Cart(Basket):") && is_header("pub struct Cart {") && !is_header("def open_class(cart):")
        );
    }

    #[test]
    fn prompts_and_comments_are_no_part_of_a_line() {
        assert_eq!(bare("  >>> open_cart(1)"), "open_cart(1)");
        assert_eq!(bare("\topen_cart(1)  // now "), "open_cart(1)");
    }
}
