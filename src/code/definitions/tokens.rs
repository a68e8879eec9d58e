//! The tokens of a text with its brackets matched, and what every scanner asks of them.

use super::super::draft::{Source, unquote};
use super::super::lexer::{Lexer, Token, TokenKind};
use crate::model::symbol::{Param, ParamKind, Signature, Symbol, SymbolKind};
use std::ops::Range;

/// Declarations that stand deeper have no fingerprint: hashing the same text on every level would be quadratic.
const DEEPEST_PRINT: usize = 16;

/// A text as tokens, comments left out.
pub(super) struct Tokens<'s, 't> {
    pub(super) source: &'s Source<'t>,
    all: Vec<Token>,
    /// For each opening bracket the index of its closing one.
    closing: Vec<u32>,
}

impl<'s, 't> Tokens<'s, 't> {
    /// Cuts the text and matches its brackets; a bracket that is never closed reaches to the end.
    pub(super) fn new(source: &'s Source<'t>) -> Self {
        let all: Vec<Token> = Lexer::new(source.text, source.style)
            .filter(|token| token.kind != TokenKind::Comment)
            .collect();
        let mut closing = vec![0u32; all.len()];
        let mut open: Vec<(usize, &str)> = Vec::new();
        // How many of each are open, so that a bracket that fits none is not searched for.
        let mut wanted_now = [0usize; 3];
        for (index, token) in all.iter().enumerate() {
            let word = if token.kind == TokenKind::Mark {
                token.of(source.text)
            } else {
                ""
            };
            match word {
                "(" | "[" | "{" => {
                    wanted_now[slot(closer(word))] += 1;
                    open.push((index, closer(word)));
                }
                ")" | "]" | "}" if wanted_now[slot(word)] > 0 => {
                    // A closing bracket that fits nothing is passed over; one that fits further out closes what is within.
                    if let Some(place) = open.iter().rposition(|(_, wanted)| *wanted == word) {
                        for (opener, wanted) in open.drain(place..) {
                            wanted_now[slot(wanted)] -= 1;
                            closing[opener] = u32::try_from(index).unwrap_or(u32::MAX);
                        }
                    }
                }
                _ => {}
            }
        }
        let end = u32::try_from(all.len()).unwrap_or(u32::MAX);
        for (opener, _) in open {
            closing[opener] = end;
        }
        Self { source, all, closing }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The characters of a token; empty beyond the ends.
    pub(super) fn word(&self, index: usize) -> &'t str {
        self.all.get(index).map_or("", |token| token.of(self.source.text))
    }

    /// The characters of the token `back` before this one.
    pub(super) fn before(&self, index: usize, back: usize) -> &'t str {
        index.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Whether a token is a word.
    pub(super) fn is_word(&self, index: usize) -> bool {
        self.all.get(index).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether a token is a string.
    pub(super) fn is_text(&self, index: usize) -> bool {
        self.all.get(index).is_some_and(|token| token.kind == TokenKind::Text)
    }

    /// Whether a token is the first of its line.
    pub(super) fn is_first(&self, index: usize) -> bool {
        self.all.get(index).is_none_or(|token| token.first)
    }

    /// The bytes of a token.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        self.all
            .get(index)
            .map_or(self.source.text.len()..self.source.text.len(), |token| {
                token.start..token.end
            })
    }

    /// The index of the bracket that closes the one at `index`; `len` if none does.
    pub(super) fn close(&self, index: usize) -> usize {
        self.closing
            .get(index)
            .map_or(self.len(), |close| (*close as usize).max(index))
    }

    /// The inside of a string token, and where it begins.
    pub(super) fn text(&self, index: usize) -> Option<(usize, &'t str)> {
        let token = self.all.get(index).filter(|token| token.kind == TokenKind::Text)?;
        let (shift, inner) = unquote(token.of(self.source.text));
        Some((token.start + shift, inner))
    }

    /// The index of the first token behind the line or statement that `index` stands in: a `;`, or the first token of a line at
    /// the same bracket depth.
    pub(super) fn statement_end(&self, index: usize) -> usize {
        let mut at = index;
        while at < self.len() {
            match self.word(at) {
                "(" | "[" | "{" => at = self.close(at),
                ";" | ")" | "]" | "}" | "," => return at,
                _ => {}
            }
            at += 1;
            if self.is_first(at)
                && !matches!(self.word(at), "." | "?" | ":" | "+" | "|" | "&" | "&&" | "||" | "?.")
                && !self.continues(at - 1)
            {
                return at;
            }
        }
        self.len()
    }

    /// Whether the token at the end of a line asks for more.
    fn continues(&self, index: usize) -> bool {
        matches!(
            self.word(index),
            "=" | "=>" | "+" | "-" | "*" | "&&" | "||" | "?" | ":" | "|" | "&" | "??" | "."
        )
    }

    /// A symbol whose name is the token at `name`, from the token `first` to the token `last`, both included.
    pub(super) fn symbol(
        &self,
        kind: SymbolKind,
        name: usize,
        first: usize,
        last: usize,
        container: &[String],
    ) -> Symbol {
        let span = self.range(first).start..self.range(last.min(self.len().saturating_sub(1))).end;
        let (written, place) = match self.text(name) {
            Some((at, inner)) => (inner, at..at + inner.len()),
            None => (self.word(name), self.range(name)),
        };
        let mut symbol = self.source.symbol(kind, written, span.clone(), place);
        symbol.container = container.to_vec();
        let name_end = symbol.name_span.range().end;
        if container.len() > DEEPEST_PRINT {
            return symbol;
        }
        symbol.print = self.source.print("", name_end.min(span.end)..span.end, &[], written);
        symbol
    }

    /// The same for a callable, whose parameters open at `open` and whose body opens at `body`, if it has one.
    pub(super) fn callable(
        &self,
        kind: SymbolKind,
        name: usize,
        first: usize,
        open: usize,
        body: Option<usize>,
        container: &[String],
    ) -> Symbol {
        let close = self.close(open);
        let last = body.map_or(close, |body| self.close(body));
        let mut symbol = self.symbol(kind, name, first, last, container);
        let params = self.params(open);
        let list = self.source.normal(self.range(open).start..self.range(close).end);
        let from = body.map_or(0..0, |body| self.range(body).start..self.range(self.close(body)).end);
        symbol.print = self.source.print(&list, from, &[], &symbol.name);
        symbol.signature = Some(Signature {
            text: format!("{}{list}", symbol.name),
            params,
            returns: None,
        });
        symbol
    }

    /// A rough list of parameters: the first name of each, and its default.
    fn params(&self, open: usize) -> Vec<Param> {
        let close = self.close(open);
        let mut params = Vec::new();
        let mut at = open + 1;
        while at < close {
            let end = self.argument_end(at, close);
            params.extend(self.param(at, end));
            at = end + 1;
        }
        params
    }

    /// The comma or closing bracket behind the argument that begins at `at`.
    pub(super) fn argument_end(&self, at: usize, close: usize) -> usize {
        let mut end = at;
        while end < close && self.word(end) != "," {
            if matches!(self.word(end), "(" | "[" | "{") {
                end = self.close(end);
            }
            end += 1;
        }
        end.min(close)
    }

    fn param(&self, start: usize, end: usize) -> Option<Param> {
        let name = (start..end).find(|index| self.is_word(*index))?;
        // `...rest`; Go has the dots behind the name: `options ...Option`.
        let rest = self.word(start) == "..." || name + 1 < end && self.word(name + 1) == "...";
        let equals = (name..end).find(|index| self.word(*index) == "=");
        Some(Param {
            name: self.word(name).to_owned(),
            ty: None,
            default: equals.and_then(|equals| self.value(equals + 1, end)),
            kind: if rest { ParamKind::Variadic } else { ParamKind::Normal },
        })
    }

    /// The tokens from `start` to before `end` in normal form, if they are short.
    pub(super) fn value(&self, start: usize, end: usize) -> Option<String> {
        (start < end)
            .then(|| self.source.value(self.range(start).start..self.range(end - 1).end))
            .flatten()
    }
}

fn slot(close: &str) -> usize {
    match close {
        ")" => 0,
        "]" => 1,
        _ => 2,
    }
}

fn closer(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}
