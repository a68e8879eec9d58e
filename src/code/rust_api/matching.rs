//! Whether a call of a macro matches a rule, and what its variables stand for then.
//!
//! The compiler refuses a call that two ways of reading fit, so that taking as many repetitions as fit is right where the
//! compiler accepts.

use super::cursor::Cursor;
use super::head::visibility;
use super::reader::{Reading, Setting};
use super::rules::{Node, Operator, names};
use super::token::{Kind, Tok};

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) enum Bound<'r> {
    /// Tokens of the call, `start..end`, and the kind of fragment.
    One(usize, usize, &'r str),
    /// One for each repetition.
    Many(Vec<Bound<'r>>),
}

/// Variables by name.
pub(super) type Bindings<'r> = Vec<(&'r str, Bound<'r>)>;

/// A call that is being matched.
pub(super) struct Matching<'a, 'r, 'c> {
    /// The tokens of the rules.
    pub(super) rules: &'a [Tok<'r>],
    /// The tokens of the call.
    pub(super) call: &'a [Tok<'c>],
    /// How many steps may still be taken.
    pub(super) steps: usize,
}

impl<'r> Matching<'_, 'r, '_> {
    /// What the variables of a pattern stand for, if the whole call matches it.
    pub(super) fn whole(&mut self, pattern: &[Node<'r>]) -> Option<Bindings<'r>> {
        let mut bound = Vec::new();
        let end = self.sequence(pattern, 0, self.call.len(), &mut bound)?;
        (end == self.call.len()).then_some(bound)
    }

    /// Matches parts one after the other from `at`; the place behind them.
    fn sequence(&mut self, nodes: &[Node<'r>], mut at: usize, end: usize, bound: &mut Bindings<'r>) -> Option<usize> {
        for node in nodes {
            self.steps = self.steps.checked_sub(1)?;
            at = match node {
                Node::Token(index) => self.token(*index, at, end)?,
                Node::Crate(_) => return None,
                Node::Variable(_, name, kind) => {
                    let behind = self.fragment(kind, at, end)?;
                    bound.push((name, Bound::One(at, behind, kind)));
                    behind
                }
                Node::Group(open, inside) => {
                    let token = self.call.get(at).filter(|_| at < end)?;
                    if token.kind != Kind::Open || token.text != self.rules[*open].text {
                        return None;
                    }
                    let close = token.partner;
                    (self.sequence(inside, at + 1, close, bound)? == close).then_some(close + 1)?
                }
                Node::Repeat(inside, separator, operator) => {
                    self.repeat((inside, *separator, *operator), at, end, bound)?
                }
            };
        }
        Some(at)
    }

    /// One token of the pattern.
    fn token(&self, index: usize, at: usize, end: usize) -> Option<usize> {
        let token = self.call.get(at).filter(|_| at < end)?;
        let wanted = &self.rules[index];
        (token.kind == wanted.kind && token.text == wanted.text).then_some(at + 1)
    }

    fn repeat(
        &mut self,
        (inside, separator, operator): (&[Node<'r>], Option<usize>, Operator),
        mut at: usize,
        end: usize,
        bound: &mut Bindings<'r>,
    ) -> Option<usize> {
        let mut rounds: Vec<Bindings<'r>> = Vec::new();
        loop {
            let start = match separator {
                Some(separator) if !rounds.is_empty() => match self.token(separator, at, end) {
                    Some(behind) => behind,
                    None => break,
                },
                _ => at,
            };
            let mut round = Vec::new();
            let Some(behind) = self.sequence(inside, start, end, &mut round) else {
                break;
            };
            // What matches nothing would match it for ever.
            if behind == at {
                break;
            }
            at = behind;
            rounds.push(round);
            if operator == Operator::Maybe {
                break;
            }
        }
        if self.steps == 0 || (operator == Operator::Some && rounds.is_empty()) {
            return None;
        }
        let mut all = Vec::new();
        names(inside, &mut all);
        let mut columns: Vec<Vec<Bound<'r>>> = vec![Vec::with_capacity(rounds.len()); all.len()];
        for round in rounds {
            // A round binds its variables in the order in which they are written.
            for (column, (_, value)) in columns.iter_mut().zip(round) {
                column.push(value);
            }
        }
        bound.extend(all.into_iter().zip(columns.into_iter().map(Bound::Many)));
        Some(at)
    }

    /// The place behind a fragment of this kind.
    fn fragment(&mut self, kind: &str, at: usize, end: usize) -> Option<usize> {
        let token = self.call.get(at).filter(|_| at < end);
        if let Some(token) = token.filter(|token| token.kind == Kind::Unseen) {
            let same = match kind {
                "tt" => true,
                "ty" => matches!(token.text, "ty" | "path"),
                "expr" | "expr_2021" => matches!(token.text, "expr" | "expr_2021" | "literal" | "path" | "block"),
                "pat" | "pat_param" => matches!(token.text, "pat" | "pat_param" | "literal"),
                kind => kind == token.text,
            };
            if same {
                return Some(token.partner + 1);
            }
        }
        let mut cursor = Cursor {
            tokens: self.call,
            pos: at,
            end,
        };
        if kind == "vis" {
            // An unseen bracket of another kind is no visibility, and must not be entered.
            if token.is_some_and(|token| token.kind != Kind::Unseen) {
                visibility(&mut cursor);
            }
            return Some(cursor.pos);
        }
        let token = token?;
        match kind {
            "tt" => (token.kind != Kind::Close).then(|| cursor.step())?,
            "ident" => (is_word(token) && token.text != "_").then(|| cursor.step())?,
            "lifetime" => (token.kind == Kind::Word && token.text.starts_with('\'')).then(|| cursor.step())?,
            "literal" => literal(&mut cursor)?,
            "block" => cursor.group("{").map(|_| ())?,
            "ty" => cursor.kind().then_some(())?,
            "path" => (!cursor.path().is_empty()).then_some(())?,
            "meta" => meta(&mut cursor)?,
            "item" => {
                let mut reading = Reading::default();
                self.steps = self.steps.checked_sub(1)?;
                reading.item(&mut cursor, Setting::Module);
                reading.faults.is_empty().then_some(())?;
            }
            "expr" | "expr_2021" => expression(&mut cursor),
            "pat" => cursor.until(&["=>", ",", "=", "if", "in"]),
            "pat_param" => cursor.until(&["=>", ",", "=", "if", "in", "|"]),
            "stmt" => cursor.until(&[";", ",", "=>"]),
            _ => return None,
        }
        // A call is as long as it is: going over a fragment costs what it has.
        self.steps = self.steps.checked_sub((cursor.pos - at).min(64))?;
        (cursor.pos > at).then_some(cursor.pos)
    }
}

fn is_word(token: &Tok<'_>) -> bool {
    token.kind == Kind::Word && !token.text.starts_with('\'')
}

fn literal(cursor: &mut Cursor<'_, '_>) -> Option<()> {
    cursor.eat("-");
    let token = cursor.peek()?;
    (token.kind == Kind::Literal || token.is("true") || token.is("false")).then(|| cursor.step())
}

/// What may stand in an attribute.
fn meta(cursor: &mut Cursor<'_, '_>) -> Option<()> {
    if cursor.path().is_empty() {
        return None;
    }
    if cursor.eat("=") {
        expression(cursor);
    } else if cursor.peek().is_some_and(|token| token.kind == Kind::Open) {
        cursor.step();
    }
    Some(())
}

/// Steps over an expression: up to what may follow one. The commas of a closure's arguments and of `::<A, B>` are its own.
fn expression(cursor: &mut Cursor<'_, '_>) {
    if cursor.eat("move") || cursor.at("|") {
        cursor.eat("|");
        while !cursor.done() && !cursor.eat("|") {
            cursor.step();
        }
    }
    while let Some(token) = cursor.peek() {
        if token.kind != Kind::Literal && matches!(token.text, "," | ";" | "=>") {
            return;
        }
        if token.is("::") && cursor.ahead(1, "<") {
            cursor.step();
            cursor.angles();
        } else {
            cursor.step();
        }
    }
}
