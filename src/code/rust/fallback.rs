//! Definitions in Rust that the parser cannot read: a file with a syntax error, a macro with a language of its own.
//!
//! Names only, from the keywords before them: better than none, since a missing name would look removed.

use super::super::draft::Source;
use super::super::lexer::{Lexer, TokenKind};
use crate::model::symbol::{Symbol, SymbolKind, Visibility};
use std::ops::Range;

fn kind_of(keyword: &str) -> Option<SymbolKind> {
    Some(match keyword {
        "fn" => SymbolKind::Function,
        "struct" | "union" => SymbolKind::Struct,
        "enum" => SymbolKind::Enum,
        "trait" => SymbolKind::Interface,
        "type" => SymbolKind::Type,
        "const" | "static" | "ref" => SymbolKind::Constant,
        "mod" => SymbolKind::Module,
        _ => return None,
    })
}

/// The definitions that keywords show in a part of a text.
pub(super) fn definitions(source: &Source<'_>, range: Range<usize>, container: &[String]) -> Vec<Symbol> {
    let text = source.slice(range.clone());
    let mut found = Vec::new();
    let mut keyword = "";
    let mut public = false;
    for token in Lexer::new(text, source.style).filter(|token| token.kind != TokenKind::Comment) {
        let word = token.of(text);
        match (token.kind, kind_of(keyword)) {
            (TokenKind::Word, Some(kind))
                if kind_of(word).is_none() && !matches!(word, "mut" | "unsafe" | "async" | "extern" | "_") =>
            {
                let place = range.start + token.start..range.start + token.end;
                let mut symbol = source.symbol(kind, word, place.clone(), place);
                symbol.container = container.to_vec();
                symbol.visibility = if public {
                    Visibility::Public
                } else {
                    Visibility::Private
                };
                symbol.markers.push("hint".to_owned());
                found.push(symbol);
                public = false;
            }
            _ => {}
        }
        match word {
            "pub" => public = true,
            ";" | "{" | "}" => public = false,
            _ => {}
        }
        // `ref` only names something behind `static`, as `lazy_static!` writes it.
        keyword = if word == "ref" && keyword != "static" { "" } else { word };
    }
    found
}
