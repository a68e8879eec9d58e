//! Whether the tokens of a line can follow each other: operands and operators take turns.
//!
//! This finds what cannot be Python 3 (Python 2, templates, merge conflicts) without building a tree.

use super::token::Kind;

/// What a line has shown so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// How many tokens there were.
    seen: u32,
    /// The last token can end an operand.
    have: bool,
    /// The last token must be followed by an operand.
    need: bool,
    before: Option<Kind>,
    line: Line,
    /// A word that lets others follow.
    last: Last,
}

/// Lines with rules of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Line {
    #[default]
    Other,
    /// `match`, `case` or `type` at the beginning: a statement, or a name.
    Soft,
    From,
    Raise,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    Async,
    Yield,
}

impl Shape {
    /// Takes the next token; whether it can stand there. `depth` counts the open brackets around it.
    pub(super) fn take(&mut self, kind: Kind, text: &[u8], depth: usize) -> bool {
        let starts = self.starts(depth);
        if starts {
            self.line = first(kind, text);
        }
        let soft = self.line == Line::Soft && (1..=2).contains(&self.seen);
        let fits = match kind {
            Kind::Name | Kind::Number => self.operand(!self.have),
            Kind::Ellipsis if self.line == Line::From && !self.have => self.dots(),
            Kind::Ellipsis => self.operand(!self.have),
            Kind::Text | Kind::Bytes | Kind::Template => {
                let joins = self.before.is_some_and(Kind::is_string);
                self.operand(!self.have || joins)
            }
            Kind::Word => self.word(text, starts),
            Kind::Open => {
                let fits = !(self.have && text == b"{");
                self.want(fits, false)
            }
            Kind::Close => {
                let fits = self.complete();
                self.operand(fits)
            }
            _ => self.mark(kind, depth),
        };
        if kind != Kind::Word {
            self.last = Last::Other;
        }
        self.seen += 1;
        self.before = Some(kind);
        fits || soft
    }

    /// Whether the line can end here.
    pub(super) fn ends(&self) -> bool {
        !self.need || (self.line == Line::From && self.before == Some(Kind::Star))
    }

    fn starts(&self, depth: usize) -> bool {
        self.seen == 0 || (depth == 0 && matches!(self.before, Some(Kind::Semicolon | Kind::Colon)))
    }

    fn operand(&mut self, fits: bool) -> bool {
        (self.have, self.need) = (true, false);
        fits
    }

    fn want(&mut self, fits: bool, need: bool) -> bool {
        (self.have, self.need) = (false, need);
        fits
    }

    fn dots(&mut self) -> bool {
        self.want(true, false)
    }

    /// Nothing is missing: `*` and `/` alone are marks between parameters.
    fn complete(&self) -> bool {
        !self.need || matches!(self.before, Some(Kind::Star | Kind::Slash))
    }

    fn mark(&mut self, kind: Kind, depth: usize) -> bool {
        match kind {
            Kind::Comma => {
                let after_nothing = !self.have && matches!(self.before, Some(Kind::Comma | Kind::Open) | None);
                let fits = self.complete() && !after_nothing && !(self.line == Line::Raise && depth == 0);
                self.want(fits, false)
            }
            Kind::Colon => {
                let fits = self.complete();
                self.want(fits, false)
            }
            Kind::Semicolon => {
                let fits = self.complete() && self.seen > 0;
                self.want(fits, false)
            }
            Kind::Dot if self.line == Line::From && !self.have => self.dots(),
            Kind::Slash => {
                let between = matches!(self.before, Some(Kind::Comma | Kind::Open | Kind::Word));
                self.want(self.have || between, true)
            }
            Kind::Star | Kind::Sign => self.want(true, true),
            Kind::Tilde => self.want(!self.have, true),
            Kind::At => self.want(self.have || self.seen == 0, true),
            Kind::Equal => self.want(self.have || self.before == Some(Kind::Comma), true),
            _ => self.want(self.have, true),
        }
    }

    fn word(&mut self, word: &[u8], starts: bool) -> bool {
        let last = std::mem::take(&mut self.last);
        match word {
            b"and" | b"or" | b"is" | b"as" => self.want(self.have, true),
            // A tuple of one: `for a, in b`.
            b"in" => self.want(self.have || self.before == Some(Kind::Comma), true),
            b"not" if self.have => {
                self.need = true;
                true
            }
            b"not" => self.want(true, true),
            b"await" => self.want(!self.have, true),
            b"lambda" => self.want(!self.have, false),
            b"yield" => {
                self.last = Last::Yield;
                self.want(!self.have, false)
            }
            b"async" => {
                self.last = Last::Async;
                true
            }
            b"if" => self.want(self.have || starts, true),
            b"else" => self.want(self.have || starts, !starts),
            b"for" => self.want(self.have || starts || last == Last::Async, true),
            b"from" => self.want(self.have || starts || last == Last::Yield, false),
            b"import" => self.want(starts || self.line == Line::From, true),
            b"pass" | b"break" | b"continue" => self.operand(starts),
            b"def" | b"with" => self.want(starts || last == Last::Async, true),
            b"class" | b"while" | b"del" | b"global" | b"nonlocal" | b"assert" | b"elif" => self.want(starts, true),
            _ => self.want(starts, false),
        }
    }
}

fn first(kind: Kind, text: &[u8]) -> Line {
    match (kind, text) {
        (Kind::Name, b"match" | b"case" | b"type") => Line::Soft,
        (Kind::Word, b"from") => Line::From,
        (Kind::Word, b"raise") => Line::Raise,
        _ => Line::Other,
    }
}
