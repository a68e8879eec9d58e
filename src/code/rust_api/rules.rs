//! The rules of a `macro_rules!`: what each matches, and what it makes of that.

use super::token::{Kind, Tok};

/// Groups and repetitions within each other go no deeper than this.
const DEEPEST: usize = 64;

/// A part of a pattern or of what is made.
#[derive(Clone, Debug)]
pub(super) enum Node<'t> {
    /// A token that stands for itself, by its index.
    Token(usize),
    /// A bracket with what is in it.
    Group(usize, Vec<Node<'t>>),
    /// `$name:kind`, or `$name` where something is made; the index of the `$`.
    Variable(usize, &'t str, &'t str),
    /// `$crate`
    Crate(usize),
    /// `$( .. ) separator operator`
    Repeat(Vec<Node<'t>>, Option<usize>, Operator),
}

/// How often something repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// `*`
    Any,
    /// `+`
    Some,
    /// `?`
    Maybe,
}

/// One rule.
pub(super) struct Rule<'t> {
    /// What it matches.
    pub(super) pattern: Vec<Node<'t>>,
    /// The brackets of what it makes.
    pub(super) body: usize,
}

/// The rules in the tokens of a macro, those that cannot be read left out.
pub(super) fn rules<'t>(tokens: &[Tok<'t>]) -> Vec<Rule<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let pattern = &tokens[at];
        if pattern.kind != Kind::Open {
            at += 1;
            continue;
        }
        let body = pattern.partner + 2;
        let is_rule = tokens.get(body - 1).is_some_and(|arrow| arrow.is("=>"))
            && tokens.get(body).is_some_and(|open| open.kind == Kind::Open);
        if !is_rule {
            break;
        }
        if let Some(pattern) = nodes(tokens, at + 1, pattern.partner, true, 0) {
            found.push(Rule { pattern, body });
        }
        at = tokens[body].partner + 1;
    }
    found
}

/// The parts of a run of tokens.
pub(super) fn nodes<'t>(
    tokens: &[Tok<'t>],
    start: usize,
    end: usize,
    pattern: bool,
    depth: usize,
) -> Option<Vec<Node<'t>>> {
    if depth > DEEPEST {
        return None;
    }
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        let token = &tokens[at];
        let next = tokens.get(at + 1).filter(|_| at + 1 < end);
        match next {
            Some(next) if token.is("$") && next.is("(") => {
                let (node, behind) = repeat(tokens, at + 1, end, pattern, depth)?;
                found.push(node);
                at = behind;
            }
            Some(next) if token.is("$") && next.is("crate") => {
                found.push(Node::Crate(at));
                at += 2;
            }
            Some(next) if token.is("$") && next.kind == Kind::Word => {
                let kind = tokens
                    .get(at + 3)
                    .filter(|_| pattern && at + 3 < end && tokens[at + 2].is(":"));
                found.push(Node::Variable(at, next.text, kind.map_or("", |kind| kind.text)));
                at += if kind.is_some() { 4 } else { 2 };
            }
            _ if token.kind == Kind::Open => {
                found.push(Node::Group(
                    at,
                    nodes(tokens, at + 1, token.partner, pattern, depth + 1)?,
                ));
                at = token.partner + 1;
            }
            _ => {
                found.push(Node::Token(at));
                at += 1;
            }
        }
    }
    Some(found)
}

/// A repetition, and the index behind its operator.
fn repeat<'t>(tokens: &[Tok<'t>], open: usize, end: usize, pattern: bool, depth: usize) -> Option<(Node<'t>, usize)> {
    let close = tokens[open].partner;
    let inside = nodes(tokens, open + 1, close, pattern, depth + 1)?;
    let operator = |at: usize| match tokens.get(at).filter(|_| at < end)?.text {
        "*" => Some(Operator::Any),
        "+" => Some(Operator::Some),
        "?" => Some(Operator::Maybe),
        _ => None,
    };
    if let Some(found) = operator(close + 1) {
        // `$(..)+*` is separated by `+`; nobody writes `$(..)?*`.
        if found != Operator::Some || operator(close + 2).is_none() {
            return Some((Node::Repeat(inside, None, found), close + 2));
        }
    }
    let found = operator(close + 2)?;
    Some((Node::Repeat(inside, Some(close + 1), found), close + 3))
}

/// The names of the variables within.
pub(super) fn names<'t>(nodes: &[Node<'t>], found: &mut Vec<&'t str>) {
    for node in nodes {
        match node {
            Node::Variable(_, name, _) => found.push(name),
            Node::Group(_, inside) | Node::Repeat(inside, ..) => names(inside, found),
            Node::Token(_) | Node::Crate(_) => {}
        }
    }
}
