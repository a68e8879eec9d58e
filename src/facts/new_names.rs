//! What took the place of a dead name, by the votes of aligned lines.

use super::deaths::{NewName, Texts, is_code};
use super::substitutions::Substitutions;

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
