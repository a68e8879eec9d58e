//! What took the place of a dead name, by the votes of aligned lines.

use super::deaths::{NewName, Texts, extent_of, is_code};
use super::pages::is_distinctive;
use super::presence::Presences;
use super::substitutions::Substitutions;
use crate::model::source::WordUse;

/// So many lines must have put the new name in the place of the old one to say that all of the code did.
const MANY: u32 = 5;

/// The name that most aligned lines have in its place, if it is clearly ahead and the code at head holds it.
pub(super) fn voted_name(old: &str, votes: &Substitutions, texts: &Texts) -> Option<NewName> {
    let rows = votes.candidates(old);
    let total: u32 = rows.iter().map(|(_, count)| count).sum();
    let (name, count) = *rows.first()?;
    let new = texts.head.get(name).is_some_and(|left| is_code(left.anywhere()));
    let likely = count * 2 > total && new && !is_keyword(name) && !name.starts_with('_');
    likely.then(|| NewName {
        name: name.to_owned(),
        symbol: None,
        similarity: super::changes::name_likeness(old, name),
        certain: !texts.base.contains_key(name) && count >= 2 && count * 4 >= total * 3,
        in_full: false,
    })
}

/// Words that changed files defined, define no longer, and put a new name in the place of nearly everywhere.
pub(super) fn renamed_words(texts: &Texts, votes: &Substitutions) -> Vec<String> {
    let renamed = texts.base.keys().filter(|word| is_replaced(word, texts, votes));
    renamed.cloned().collect()
}

fn is_replaced(word: &str, texts: &Texts, votes: &Substitutions) -> bool {
    let defines =
        |held: Option<&super::presence::Presence>| held.is_some_and(|held| held.code.has(WordUse::DEFINITION));
    if !defines(texts.base.get(word)) || defines(texts.head.get(word)) || !is_distinctive(word) {
        return false;
    }
    let rows = votes.candidates(word);
    let total: u32 = rows.iter().map(|(_, count)| count).sum();
    rows.first()
        .is_some_and(|(new, count)| defines(texts.head.get(*new)) && *count >= MANY && count * 10 >= total * 9)
}

/// Whether a definition that no reader saw, as in a macro, has another name now, and what is left of its word is no definition.
pub(super) fn is_renamed_everywhere(word: &str, texts: &Texts, left: &Presences, votes: &Substitutions) -> bool {
    let defined = left.get(word).is_some_and(|left| left.code.has(WordUse::DEFINITION));
    !defined && is_replaced(word, texts, votes)
}

/// The new form of a text with dashes, such as a flag without them, of which one part was replaced; its spelling with
/// underscores may live on as a variable.
pub(super) fn renamed_text(old: &str, texts: &Texts, left: &Presences, votes: &Substitutions) -> Option<NewName> {
    let alive = |name: &str| left.get(name).is_some_and(|left| extent_of(*left).is_none());
    let text = texts.base.get(old).is_some_and(|held| held.code.has(WordUse::STRING));
    if !old.contains('-') || !text || alive(old) || alive(&format!("--{old}")) {
        return None;
    }
    let parts: Vec<&str> = old.split('-').collect();
    let replaced = |name: &&String| {
        let new: Vec<&str> = name.split('-').collect();
        let mut other = parts.iter().zip(&new).filter(|(old, new)| old != new);
        let (Some((from, to)), None) = (other.next(), other.next()) else {
            return false;
        };
        new.len() == parts.len() && votes.candidates(from).iter().any(|(name, _)| name == to)
    };
    let fresh = texts
        .head
        .iter()
        .filter(|(name, left)| name.contains('-') && left.code.has(WordUse::STRING) && !texts.base.contains_key(*name));
    let mut found = fresh.map(|(name, _)| name).filter(replaced);
    let (name, None) = (found.next()?, found.next()) else {
        return None;
    };
    Some(NewName {
        name: name.clone(),
        symbol: None,
        similarity: super::changes::name_likeness(old, name),
        certain: true,
        in_full: false,
    })
}

/// Words of the languages themselves: never a new name.
fn is_keyword(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "self",
        "cls",
        "None",
        "True",
        "False",
        "null",
        "true",
        "false",
        "def",
        "class",
        "return",
        "if",
        "else",
        "for",
        "in",
        "not",
        "and",
        "or",
        "fn",
        "pub",
        "let",
        "mut",
        "const",
        "var",
        "function",
        "this",
        "new",
        "async",
        "await",
        "import",
        "from",
        "use",
        "str",
        "int",
        "bool",
        "float",
        "dict",
        "list",
        "tuple",
        "set",
        "String",
        "Vec",
        "Option",
        "Some",
        "Ok",
        "Err",
        "nil",
        "func",
        "type",
        "struct",
        "impl",
        "with",
        "as",
        "is",
        "lambda",
        "raise",
        "try",
        "except",
        "match",
        "static",
        "void",
        "undefined",
    ];
    WORDS.contains(&word)
}
