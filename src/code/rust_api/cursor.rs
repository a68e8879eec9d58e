//! A place in a run of tokens, and how to get over types, paths and generics without building anything of them.
//!
//! Nothing here recurses: brackets are stepped over by their partner.

use super::token::{Kind, Tok};

/// A place in tokens; the unseen brackets of macros are passed over.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a, 't> {
    /// All tokens; partners are indices of these.
    pub(super) tokens: &'a [Tok<'t>],
    /// The next one.
    pub(super) pos: usize,
    /// Behind the last one.
    pub(super) end: usize,
}

impl<'a, 't> Cursor<'a, 't> {
    /// At the start of all tokens.
    pub(super) fn new(tokens: &'a [Tok<'t>]) -> Self {
        Self {
            tokens,
            pos: 0,
            end: tokens.len(),
        }
    }

    /// Within a bracket, given the index of its opening.
    pub(super) fn within(&self, open: usize) -> Self {
        let end = self.tokens.get(open).map_or(open, |token| token.partner);
        Self {
            tokens: self.tokens,
            pos: (open + 1).min(end),
            end,
        }
    }

    /// The index of the next token, or `end`.
    pub(super) fn index(&self) -> usize {
        let mut pos = self.pos;
        while pos < self.end && matches!(self.tokens[pos].kind, Kind::Unseen | Kind::UnseenEnd) {
            pos += 1;
        }
        pos
    }

    /// The next token.
    pub(super) fn peek(&self) -> Option<&'a Tok<'t>> {
        self.tokens.get(self.index()).filter(|_| self.index() < self.end)
    }

    /// The token behind `ahead` others; a bracket counts as one with what is in it.
    pub(super) fn look(&self, ahead: usize) -> Option<&'a Tok<'t>> {
        let mut copy = *self;
        for _ in 0..ahead {
            copy.step();
        }
        copy.peek()
    }

    /// Whether the token behind `ahead` others is this word or mark.
    pub(super) fn ahead(&self, ahead: usize, text: &str) -> bool {
        self.look(ahead).is_some_and(|token| token.is(text))
    }

    /// Whether the next token is this word or mark.
    pub(super) fn at(&self, text: &str) -> bool {
        self.peek().is_some_and(|token| token.is(text))
    }

    /// Whether nothing is left.
    pub(super) fn done(&self) -> bool {
        self.index() >= self.end
    }

    /// Steps over the next token, over a bracket as a whole.
    pub(super) fn step(&mut self) {
        let index = self.index();
        if index >= self.end {
            self.pos = self.end;
            return;
        }
        let token = &self.tokens[index];
        self.pos = if token.kind == Kind::Open {
            token.partner.max(index) + 1
        } else {
            index + 1
        };
        while self.pos < self.end && self.tokens[self.pos].kind == Kind::UnseenEnd {
            self.pos += 1;
        }
    }

    /// Steps over this word or mark, if it is next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let here = self.at(text);
        if here {
            self.step();
        }
        here
    }

    /// Takes the next token if it is a word.
    pub(super) fn word(&mut self) -> Option<&'a Tok<'t>> {
        let token = self.peek().filter(|token| token.kind == Kind::Word)?;
        self.step();
        Some(token)
    }

    /// Takes a bracket of this kind: the index of its opening.
    pub(super) fn group(&mut self, open: &str) -> Option<usize> {
        let index = self.index();
        self.peek().filter(|token| token.kind == Kind::Open && token.is(open))?;
        self.step();
        Some(index)
    }

    /// Steps over `<..>` if it is next.
    pub(super) fn angles(&mut self) {
        if !self.at("<") {
            return;
        }
        let mut depth = 0usize;
        while let Some(token) = self.peek() {
            if token.kind == Kind::Mark {
                match token.text {
                    "<" => depth += 1,
                    ">" | ">=" => depth = depth.saturating_sub(1),
                    ";" => return,
                    _ => {}
                }
            }
            self.step();
            if depth == 0 {
                return;
            }
        }
    }

    /// Steps on to one of these words or marks outside of any bracket.
    pub(super) fn until(&mut self, ends: &[&str]) {
        while let Some(token) = self.peek() {
            if token.kind != Kind::Literal && ends.contains(&token.text) {
                return;
            }
            if token.is("<") {
                self.angles();
            } else {
                self.step();
            }
        }
    }

    /// Steps behind the next `;`: values may compare, so angles are no brackets here.
    pub(super) fn statement(&mut self) {
        while let Some(token) = self.peek() {
            let last = token.is(";");
            self.step();
            if last {
                return;
            }
        }
    }

    /// The parts of a path without its generics. Empty when none is next.
    pub(super) fn path(&mut self) -> Vec<Box<str>> {
        let mut parts: Vec<Box<str>> = Vec::new();
        if self.eat("::") {
            parts.push("".into());
        }
        while let Some(token) = self.peek() {
            if token.is("$") && self.ahead(1, "crate") {
                self.step();
                self.step();
                parts.push("$crate".into());
            } else if token.kind == Kind::Word && !token.text.starts_with('\'') {
                parts.push(token.text.into());
                self.step();
            } else {
                break;
            }
            let turbofish = self.at("::") && self.ahead(1, "<");
            if turbofish {
                self.step();
            }
            self.angles();
            if !self.eat("::") {
                break;
            }
        }
        parts
    }

    /// Steps over a type; whether there was one.
    pub(super) fn kind(&mut self) -> bool {
        let start = self.index();
        loop {
            self.prefixes();
            let Some(token) = self.peek() else { break };
            if token.kind == Kind::Open && !token.is("{") || token.is("!") || token.is("_") {
                self.step();
            } else if token.is("<") {
                self.angles();
                self.eat("::");
                self.path();
            } else if token.kind == Kind::Word || token.is("::") || token.is("$") {
                if token.text.starts_with('\'') {
                    self.step();
                } else {
                    self.path();
                }
                if self.at("!") && self.look(1).is_some_and(|next| next.kind == Kind::Open) {
                    self.step();
                    self.step();
                }
                if self.at("(") {
                    self.step();
                }
            } else {
                break;
            }
            if !(self.eat("->") || self.eat("+")) {
                break;
            }
        }
        self.index() > start
    }

    /// Steps over what may stand before a type.
    fn prefixes(&mut self) {
        loop {
            let Some(token) = self.peek() else { return };
            match token.text {
                "&" | "&&" | "?" | "~" if token.kind == Kind::Mark => self.step(),
                "*" if self.ahead(1, "const") || self.ahead(1, "mut") => self.step(),
                "mut" | "const" | "dyn" | "impl" | "unsafe" | "async" => self.step(),
                "extern" => {
                    self.step();
                    if self.peek().is_some_and(|token| token.kind == Kind::Literal) {
                        self.step();
                    }
                }
                "for" if self.ahead(1, "<") => {
                    self.step();
                    self.angles();
                }
                // A lifetime before a type, `&'a T`; any other is a bound itself.
                text if text.starts_with('\'') && token.kind == Kind::Word && self.behind_reference() => self.step(),
                _ => return,
            }
        }
    }

    /// Whether the last token was a `&`.
    fn behind_reference(&self) -> bool {
        let before = self.tokens.get(..self.index()).unwrap_or_default();
        before.last().is_some_and(|last| last.is("&") || last.is("&&"))
    }
}
