//! Walks through the logical lines of a file and says what each opens: blocks, and the scopes of classes and functions.

use super::declare::Declarations;
use super::lexer::{Fault, Indent, Lexer};
use super::statement::{header_end, is_match, simple_statements};
use super::token::{Kind, Token};
use std::cmp::Ordering;

/// A run of lines that are indented alike.
struct Block {
    indent: Indent,
    scoped: bool,
    cases: bool,
}

/// What the last line announced with its colon.
#[derive(Clone, Copy)]
struct Announced {
    scoped: bool,
    cases: bool,
}

/// Reads a file.
pub(super) struct Scanner<'text> {
    text: &'text str,
    blocks: Vec<Block>,
    announced: Option<Announced>,
    declared: Declarations<'text>,
}

/// Everything that a text declares, or where it ceases to be Python.
pub(super) fn scan(text: &str) -> Result<Declarations<'_>, Fault> {
    let mut scanner = Scanner {
        text,
        blocks: vec![Block {
            indent: Indent::default(),
            scoped: false,
            cases: false,
        }],
        announced: None,
        declared: Declarations::new(text),
    };
    let mut lexer = Lexer::new(text);
    let mut tokens = Vec::new();
    while let Some(indent) = lexer.line(&mut tokens)? {
        let at = tokens.first().map_or(text.len(), |token| token.start as usize);
        scanner.indent(indent).ok_or(Fault(at))?;
        scanner.line(&tokens).ok_or(Fault(at))?;
    }
    scanner.finish().ok_or(Fault(text.len()))
}

impl<'text> Scanner<'text> {
    /// Opens the announced block, or closes those that the line no longer belongs to.
    fn indent(&mut self, indent: Indent) -> Option<()> {
        let deepest = self.blocks.last()?.indent;
        if let Some(announced) = self.announced.take() {
            if indent.compare(deepest)? != Ordering::Greater {
                return None;
            }
            self.blocks.push(Block {
                indent,
                scoped: announced.scoped,
                cases: announced.cases,
            });
            return Some(());
        }
        loop {
            match indent.compare(self.blocks.last()?.indent)? {
                Ordering::Equal => return Some(()),
                Ordering::Greater => return None,
                Ordering::Less => {
                    if self.blocks.pop()?.scoped {
                        self.declared.close();
                    }
                }
            }
        }
    }

    fn line(&mut self, tokens: &[Token]) -> Option<()> {
        let first = tokens.first()?;
        if first.kind == Kind::At {
            self.declared.decorator(&tokens[1..]);
            return Some(());
        }
        let opens = match first.kind {
            Kind::Word => is_header(first.text(self.text)),
            Kind::Name => self.is_soft(tokens),
            _ => false,
        };
        if !opens {
            return self.statements(tokens);
        }
        let colon = header_end(self.text, tokens)?;
        let (header, body) = (&tokens[..colon], &tokens[colon + 1..]);
        let scoped = self.declared.header(header)?;
        if body.is_empty() {
            let cases = first.kind == Kind::Name && first.text(self.text) == "match";
            self.announced = Some(Announced { scoped, cases });
            return Some(());
        }
        self.statements(body)?;
        if scoped {
            self.declared.close();
        }
        Some(())
    }

    /// Whether `match` or `case` open a block here.
    fn is_soft(&self, tokens: &[Token]) -> bool {
        match tokens[0].text(self.text) {
            "match" => is_match(tokens),
            "case" => self.blocks.last().is_some_and(|block| block.cases),
            _ => false,
        }
    }

    fn statements(&mut self, tokens: &[Token]) -> Option<()> {
        for statement in simple_statements(tokens) {
            self.declared.simple(statement)?;
        }
        Some(())
    }

    fn finish(mut self) -> Option<Declarations<'text>> {
        if self.announced.is_some() {
            return None;
        }
        while let Some(block) = self.blocks.pop() {
            if block.scoped {
                self.declared.close();
            }
        }
        self.declared.close();
        Some(self.declared)
    }
}

fn is_header(word: &str) -> bool {
    matches!(
        word,
        "if" | "elif" | "else" | "try" | "except" | "finally" | "with" | "for" | "while" | "def" | "class" | "async"
    )
}
