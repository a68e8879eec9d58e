//! What a file defines for others, at a glance: names at its top level and whether they have a doc comment.
//!
//! From tokens alone, which is ten times as fast as a grammar and right for code as people write it. Where a verdict on
//! each symbol is asked for, the readers with a grammar give it.

use super::definitions::hints;
use super::language::{Reader, language_of};
use super::lexer::{Lexer, Token, TokenKind};
use crate::model::guard::guarded;
use crate::model::path::RepoPath;
use crate::model::symbol::Visibility;

/// A name that a file defines for others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicName {
    /// The name.
    pub name: String,
    /// Whether it has a doc comment; `None` in languages whose doc comments are not read.
    pub documented: Option<bool>,
}

/// The names that a file defines for others, in order and each once.
pub fn outline(path: &RepoPath, text: &str) -> Vec<PublicName> {
    let language = language_of(path);
    let tokens = || Lexer::new(text, language.style).collect::<Vec<Token>>();
    let mut names = guarded(|| match language.reader {
        Reader::Python => python(text, &tokens()),
        Reader::Rust => rust(text, &tokens()),
        Reader::Hints(family) => hints(language, family, text)
            .into_iter()
            .filter(|symbol| symbol.container.is_empty() && symbol.visibility == Visibility::Public)
            .map(|symbol| PublicName {
                name: symbol.name,
                documented: None,
            })
            .collect(),
        Reader::Keys(_) | Reader::Words => Vec::new(),
    })
    .unwrap_or_default();
    names.retain(|public| !public.name.is_empty() && !public.name.starts_with('_'));
    names.sort();
    names.dedup_by(|next, kept| next.name == kept.name);
    names
}

/// How deep in brackets the code is after a token.
fn nest(depth: usize, mark: &str) -> usize {
    match mark {
        "(" | "[" | "{" => depth + 1,
        ")" | "]" | "}" => depth.saturating_sub(1),
        _ => depth,
    }
}

/// `def` and `class` at the first column; the doc comment is the string that the body begins with.
fn python(text: &str, tokens: &[Token]) -> Vec<PublicName> {
    let code: Vec<Token> = tokens
        .iter()
        .copied()
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let word = |at: usize| code.get(at).map_or("", |token| token.of(text));
    let at_margin = |token: &Token| token.start == 0 || text.as_bytes()[token.start - 1] == b'\n';
    let mut names = Vec::new();
    for (at, token) in code.iter().enumerate().filter(|(_, token)| at_margin(token)) {
        let keyword = if token.of(text) == "async" { at + 1 } else { at };
        if !matches!(word(keyword), "def" | "class") {
            continue;
        }
        names.push(PublicName {
            name: word(keyword + 1).to_owned(),
            documented: Some(body_begins_with_text(text, &code[keyword..])),
        });
    }
    names
}

fn body_begins_with_text(text: &str, definition: &[Token]) -> bool {
    let mut depth = 0;
    for (at, token) in definition.iter().enumerate() {
        let mark = if token.kind == TokenKind::Mark {
            token.of(text)
        } else {
            ""
        };
        depth = nest(depth, mark);
        if depth == 0 && mark == ":" {
            return definition.get(at + 1).is_some_and(|next| next.kind == TokenKind::Text);
        }
    }
    false
}

/// Public items outside of all braces; the doc comment stands before them, attributes in between.
fn rust(text: &str, tokens: &[Token]) -> Vec<PublicName> {
    const ITEMS: &[&str] = &[
        "fn", "struct", "enum", "trait", "type", "mod", "static", "union", "const",
    ];
    const BEFORE: &[&str] = &["unsafe", "async", "extern", "const"];
    let mut names = Vec::new();
    let (mut depth, mut documented) = (0, false);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let word = token.of(text);
        at += 1;
        match token.kind {
            TokenKind::Comment => documented |= word.starts_with("///") || word.starts_with("/**"),
            TokenKind::Mark if matches!(word, ";" | "}") => {
                depth = nest(depth, word);
                documented = false;
            }
            TokenKind::Mark => depth = nest(depth, word),
            TokenKind::Word if depth == 0 && word == "pub" => {
                let rest: Vec<&str> = tokens[at..].iter().take(6).map(|token| token.of(text)).collect();
                let name = rest.windows(2).enumerate().find_map(|(offset, pair)| {
                    let is_item = ITEMS.contains(&pair[0]) && !BEFORE.contains(&pair[1]) && pair[1] != "fn";
                    let only_before = rest[..offset]
                        .iter()
                        .all(|word| BEFORE.contains(word) || word.starts_with('"'));
                    (is_item && only_before).then(|| pair[1].to_owned())
                });
                names.extend(name.map(|name| PublicName {
                    name,
                    documented: Some(documented),
                }));
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::outline;

    fn shown(path: &str, text: &str) -> Vec<String> {
        let mark = |documented| match documented {
            Some(true) => "+",
            Some(false) => "-",
            None => "",
        };
        let names = outline(&path.into(), text);
        names
            .into_iter()
            .map(|name| format!("{}{}", mark(name.documented), name.name))
            .collect()
    }

    #[test]
    fn top_level_definitions_of_python_with_their_docstrings() {
        let text = "\"\"\"\ndef no():\n\"\"\"\nimport x\n\n@x(y)\nclass A(B, metaclass={1: 2}):\n    # why\n    '''Doc.'''\n    def m(self): ...\n\nasync def go(a: int = 1) -> dict[str, int]:\n    pass\n\ndef _own():\n    pass\ndef f(): \"Doc.\"\n";
        assert_eq!(shown("a.py", text), ["+A", "+f", "-go"]);
    }

    #[test]
    fn public_items_of_rust_with_their_doc_comments() {
        let text = "//! x\nuse a::b;\n/// Doc.\n#[derive(Debug)]\npub struct A { pub x: u8 }\nimpl A { /// no\n pub fn m() {} }\npub(crate) fn own() {}\npub const fn f() {}\n/** Doc. */ pub unsafe extern \"C\" fn g() {}\npub mod m;\npub use a::c;\nfn h() { \"pub fn no() {}\" }\npub const N: u8 = 1;\n";
        assert_eq!(shown("a.rs", text), ["+A", "-N", "-f", "+g", "-m"]);
    }

    #[test]
    fn other_languages_by_their_hints() {
        assert_eq!(shown("a.go", "package a\n\nfunc Run() {}\n\nfunc hide() {}\n"), ["Run"]);
        assert!(shown("a.json", "{\"a\": 1}").is_empty() && shown("a.py", "def").is_empty());
    }
}
