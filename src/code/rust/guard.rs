//! A bound on how deep a parser of Rust would recurse on a text, from its tokens alone.
//!
//! Brackets are not enough: `1 + 1 + ..`, `!!..`, `a.b().b()..` and `else if` chains recurse without any. So every mark and
//! keyword that can nest counts until a `;`, a `,` or the end of a block closes the run. The bound is coarse, but never low.

use super::super::lexer::{Lexer, TokenKind};
use super::super::style::RUST;

/// Keywords that begin something which can hold the next of their kind.
const NESTING: &[&str] = &[
    "else", "if", "return", "break", "as", "mut", "ref", "dyn", "impl", "for", "in", "match", "move", "await", "yield",
    "let", "unsafe", "const", "async", "loop", "while", "box", "where", "try", "raw",
];

/// How deep a parser could recurse at the deepest place of a text.
pub(super) fn nesting(text: &str) -> usize {
    let mut runs = Runs::default();
    for token in Lexer::new(text, &RUST) {
        let word = token.of(text);
        match (token.kind, word) {
            (TokenKind::Mark, "(" | "[" | "{") => runs.open(),
            (TokenKind::Mark, ")" | "]") => runs.close(),
            (TokenKind::Mark, "}") => {
                runs.close();
                runs.after_block = true;
                continue;
            }
            (TokenKind::Mark, ";" | ",") => runs.end(),
            (TokenKind::Mark, "#") if runs.after_block => runs.end(),
            (TokenKind::Mark, mark) => runs.count(mark.len()),
            (TokenKind::Word, word) => {
                if runs.after_block && word != "else" && word != "as" {
                    runs.end();
                }
                if NESTING.contains(&word) || word.starts_with('\'') {
                    runs.count(1);
                }
            }
            _ => {}
        }
        runs.after_block = false;
    }
    runs.deepest
}

/// The runs of nesting marks in the brackets around a place.
#[derive(Default)]
struct Runs {
    outer: Vec<usize>,
    current: usize,
    /// Sum over all runs, and the brackets themselves.
    total: usize,
    deepest: usize,
    /// Whether a `}` was the last token.
    after_block: bool,
}

impl Runs {
    fn count(&mut self, by: usize) {
        self.current += by;
        self.total += by;
        self.deepest = self.deepest.max(self.total);
    }

    fn open(&mut self) {
        self.outer.push(self.current);
        self.current = 0;
        self.count(1);
    }

    fn close(&mut self) {
        self.total -= self.current;
        self.current = 0;
        if let Some(outer) = self.outer.pop() {
            self.current = outer;
            // A chain of calls, `a.b().b()`, nests by its dots, which the outer run counts.
        }
    }

    fn end(&mut self) {
        self.total -= self.current;
        self.current = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::nesting;

    #[test]
    fn chains_count_like_brackets() {
        assert!(nesting(&"1+".repeat(5_000)) >= 5_000);
        assert!(nesting(&"!".repeat(5_000)) >= 5_000);
        assert!(nesting(&".b()".repeat(5_000)) >= 5_000);
        assert!(nesting(&"::<a".repeat(5_000)) >= 5_000);
        assert!(nesting(&"Option<".repeat(300)) >= 300);
        assert!(nesting(&"if a {} else ".repeat(5_000)) >= 5_000);
        assert!(nesting(&"{".repeat(5_000)) >= 5_000);
    }

    #[test]
    fn ordinary_code_does_not_add_up() {
        let text = "fn f(a: &str) -> u8 {\n    let b = a.c()?.d();\n    if b { return 1 } else { 2 }\n}\n#[x]\nstruct S { a: Vec<u8>, b: u8 }\n".repeat(2_000);
        assert!(nesting(&text) < 40, "{}", nesting(&text));
    }
}
