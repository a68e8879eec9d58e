//! How the code of the past held a word, and what that says: whether the project made the name or only used it.

use super::deaths::{Death, Extent, is_code};
use super::pages::is_distinctive;
use super::past::PastWord;
use super::tie;
use crate::model::mention::{Mention, MentionKind};
use crate::model::source::WordUse;
use crate::model::symbol::SymbolKind;

/// Whether a word was in the code, and not in its comments alone.
pub(super) fn was_code(past: &PastWord) -> bool {
    is_code(past.presence.code.with(past.presence.config))
}

/// Whether the past only used a name, as another project's method may be used, or wrote it into some string.
pub(super) fn is_only_used(mention: &Mention, death: &Death) -> bool {
    let special = matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar);
    let string = death.usage.has(WordUse::STRING) && !death.name.contains('-') && mention.parts.len() == 1;
    !special && !death.was_defined() && !string
}

/// Whether a name is the project's beyond doubt: nobody writes it by chance, the project made it, and no other project may own it.
pub(super) fn is_telling(mention: &Mention, death: &Death) -> bool {
    let name = death.name.as_str();
    let flag = mention.kind == MentionKind::Flag;
    let constant = !name.contains(|c: char| c.is_ascii_lowercase());
    let made = death.base.is_some() || (death.is_assigned && !constant);
    let plain = |kind| matches!(kind, SymbolKind::Constant | SymbolKind::Module);
    let imported = death.usage.has(WordUse::IMPORT) && death.kind.is_none_or(plain);
    let left = death.extent == Extent::OnlyTests && death.base.is_none();
    (is_distinctive(name) || name.contains('-')) && (made || flag) && !imported && !left
}

/// Whether a text of code gives a word a value: `word: T = 1` and `word=1` in a signature, `word: x` in an object, `self.word = x`.
/// What stands at the beginning of a line and has spaces around its `=` is a variable of a function.
pub(super) fn assigns(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let inner = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].trim_start_matches(['"', '\'']);
        let spaced = after.trim_start_matches(' ');
        let key = spaced.starts_with(':') && !spaced.starts_with("::");
        let member = before == Some('.') && spaced.starts_with('=');
        let given = key || (member || after.starts_with('=')) && !spaced.starts_with("==");
        given && !before.is_some_and(inner)
    })
}

/// The first line that holds a word, from 1.
pub(super) fn line_of(text: &str, word: &str) -> u32 {
    let at = text.lines().position(|line| tie::holds_word(line, word));
    u32::try_from(at.map_or(1, |at| at + 1)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::assigns;

    #[test]
    fn parameters_keys_and_members_are_given_a_value() {
        for text in [
            "def f(a, word=1):",
            "word: bool = True,",
            "{ word: 1 }",
            "\"word\": run",
            "self.word = 1",
        ] {
            assert!(assigns(text, "word"), "{text}");
        }
        for text in ["word = f()", "x.word()", "if word == 1", "my_word: 1", "word::new()"] {
            assert!(!assigns(text, "word"), "{text}");
        }
    }
}
