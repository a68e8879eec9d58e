//! Walks over the tokens of code in any language and notes identifier chains, calls, named arguments, keys and strings.

use super::call::{shown_call_in, unknown_call};
use super::lexer::{Family, Kind, Token, tokens};
use super::word::{is_file_name, is_identifier, is_kebab, is_path};
use super::{Found, prose, shift};
use crate::model::mention::{MentionKind, ShownCall};
use std::collections::HashMap;
use std::ops::Range;

/// Calls nested deeper keep their names but not their arguments.
const MAX_CALL_DEPTH: usize = 6;

/// Words that declare the name behind them.
const DECLARES: &[&str] = &[
    "def",
    "fn",
    "func",
    "fun",
    "function",
    "class",
    "struct",
    "trait",
    "interface",
    "enum",
    "macro_rules",
    "impl",
    "sub",
];

/// All mentions in a piece of code.
pub(crate) fn scan(text: &str, family: Family) -> Vec<Found> {
    scan_as(text, family, false)
}

/// The same; with `declares`, a call that is the whole text shows a declaration (inline code in a heading).
pub(crate) fn scan_as(text: &str, family: Family, declares: bool) -> Vec<Found> {
    let tokens = tokens(text, family);
    let mut walk = Walk {
        text,
        closing: closing_brackets(text, &tokens),
        tokens,
        family,
        declares,
        frames: Vec::new(),
        open_calls: 0,
        found: Vec::new(),
    };
    let mut index = 0;
    while index < walk.tokens.len() {
        index = walk.step(index).max(index + 1);
    }
    walk.found
}

/// The index of the closing bracket for each opening one.
fn closing_brackets(text: &str, tokens: &[Token]) -> HashMap<usize, usize> {
    let mut closing = HashMap::new();
    let mut open = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match &text[token.range.clone()] {
            "(" | "[" | "{" if token.kind == Kind::Sign => open.push(index),
            ")" | "]" | "}" if token.kind == Kind::Sign => {
                if let Some(opening) = open.pop() {
                    closing.insert(opening, index);
                }
            }
            _ => {}
        }
    }
    closing
}

/// Names of messages and rules that a comment gives to a tool: `# error: [no-such-name]`, `// allow[old-name, new-name]`.
fn bracketed(comment: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (open, _) in comment.match_indices('[') {
        let Some(length) = comment[open + 1..].find(']') else {
            break;
        };
        let mut at = open + 1;
        for piece in comment[at..at + length].split(',') {
            let name = piece.trim();
            if is_kebab(name) {
                let start = at + (piece.len() - piece.trim_start().len());
                found.push(Found::new(start..start + name.len(), MentionKind::Key));
            }
            at += piece.len() + 1;
        }
    }
    found
}

/// An open bracket.
struct Frame {
    sign: char,
    /// The called or declared name when it is the parenthesis of a call.
    owner: Vec<String>,
    declaration: bool,
}

struct Walk<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    closing: HashMap<usize, usize>,
    family: Family,
    declares: bool,
    frames: Vec<Frame>,
    /// How many of the frames are calls.
    open_calls: usize,
    found: Vec<Found>,
}

impl Walk<'_> {
    fn at(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| &self.text[token.range.clone()])
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.at(before))
    }

    /// Whether nothing stands between a token and the next.
    fn is_tight(&self, index: usize) -> bool {
        match (self.tokens.get(index), self.tokens.get(index + 1)) {
            (Some(this), Some(next)) => this.range.end == next.range.start,
            _ => false,
        }
    }

    /// Handles the token at `index`; returns the next index.
    fn step(&mut self, index: usize) -> usize {
        let Some(token) = self.tokens.get(index) else {
            return index + 1;
        };
        match token.kind {
            Kind::Comment => {
                let inner = token.inner.clone();
                let comment = &self.text[inner.clone()];
                let found = prose::scan(comment).into_iter().chain(bracketed(comment));
                self.found.extend(shift(found.collect(), inner.start));
            }
            Kind::Text => self.string(index),
            Kind::Ident => return self.chain(index),
            Kind::Sign => self.sign(index),
            Kind::Number | Kind::Newline => {}
        }
        index + 1
    }

    fn sign(&mut self, index: usize) {
        match self.at(index) {
            sign @ ("(" | "[" | "{") => {
                let sign = sign.chars().next().unwrap_or('(');
                self.frames.push(Frame {
                    sign,
                    owner: Vec::new(),
                    declaration: false,
                });
            }
            ")" | "]" | "}" => {
                let was_call = self.frames.pop().is_some_and(|frame| !frame.owner.is_empty());
                self.open_calls -= usize::from(was_call);
            }
            _ => {}
        }
    }

    /// A string that is an identifier is a key; one that is a path or an unmistakable name is that.
    fn string(&mut self, index: usize) {
        let inner = self.tokens[index].inner.clone();
        let word = &self.text[inner.clone()];
        if word.is_empty() || word.len() > 200 || word.contains(char::is_whitespace) {
            return;
        }
        if is_identifier(word) || is_kebab(word) && !is_file_name(word) {
            self.found.push(Found::new(inner, MentionKind::Key));
        } else if is_path(word) && (is_file_name(word) || word.starts_with("./") || word.starts_with("../")) {
            self.found.push(Found::new(inner, MentionKind::Path));
        } else {
            let found = prose::scan(word);
            self.found.extend(shift(found, inner.start));
        }
    }

    /// An identifier with what hangs on it: `a.b::c`, a call, a declaration, a key, a named argument.
    fn chain(&mut self, index: usize) -> usize {
        let declared = DECLARES.contains(&self.before(index)) && index > 0;
        let (parts, end, range) = self.chain_parts(index);
        if self.is_skipped(index, end, &parts, declared) {
            return end;
        }
        let may_be_kebab = self.family == Family::Inline && parts.len() == 1;
        if let Some(next) = may_be_kebab.then(|| self.kebab(index)).flatten() {
            return next;
        }
        if let Some(kind) = self.special(index, end, &parts) {
            let owner = self.owner_of(kind);
            let mut found = Found::new(range, kind).with_parts(parts);
            found.owner = owner;
            self.found.push(found);
            return end;
        }
        self.name(index, end, parts, range, declared)
    }

    fn chain_parts(&self, index: usize) -> (Vec<String>, usize, Range<usize>) {
        let mut parts = vec![self.at(index).to_owned()];
        let mut last = index;
        while self.joins(last) {
            parts.push(self.at(last + 2).to_owned());
            last += 2;
        }
        let range = self.tokens[index].range.start..self.tokens[last].range.end;
        (parts, last + 1, range)
    }

    /// Whether a separator and another identifier follow without a gap.
    fn joins(&self, last: usize) -> bool {
        let separator = match self.at(last + 1) {
            "." | "::" | "?." => true,
            "->" => self.family == Family::C || self.family == Family::Inline,
            "#" => self.family == Family::Inline,
            _ => false,
        };
        separator && self.kind(last + 2) == Some(Kind::Ident) && self.is_tight(last) && self.is_tight(last + 1)
    }

    fn is_skipped(&self, index: usize, end: usize, parts: &[String], declared: bool) -> bool {
        let is_attribute = matches!(self.before(index), "." | "?." | "::") && index > 0;
        let is_word =
            parts.len() == 1 && !is_attribute && self.family.is_keyword(&parts[0]) && !self.is_argument_name(end);
        // `foo_*` and `*_foo` stand for many names.
        let is_glob = self.family == Family::Inline
            && (self.at(end) == "*" && self.is_tight(end - 1)
                || self.before(index) == "*"
                    && self.text[..self.tokens[index].range.start].ends_with('*')
                    && self.at(index).starts_with('_'));
        let is_lifetime = self.family == Family::Rust && self.before(index) == "'";
        is_word && !declared && self.at(end) != "!"
            || is_glob
            || is_lifetime
            || parts.iter().all(|part| part.trim_matches('_').is_empty())
    }

    fn is_argument_name(&self, end: usize) -> bool {
        self.at(end) == "=" && self.frames.last().is_some_and(|frame| !frame.owner.is_empty())
    }

    /// `bar-baz` without gaps: one key.
    fn kebab(&mut self, index: usize) -> Option<usize> {
        let mut last = index;
        while self.at(last + 1) == "-"
            && self.is_tight(last)
            && self.is_tight(last + 1)
            && matches!(self.kind(last + 2), Some(Kind::Ident | Kind::Number))
        {
            last += 2;
        }
        if last == index {
            return None;
        }
        let range = self.tokens[index].range.start..self.tokens[last].range.end;
        let is_part =
            self.text[..range.start].ends_with(['-', '/', '.']) || self.text[range.end..].starts_with(['/', '.']);
        if is_kebab(&self.text[range.clone()]) && !is_part {
            self.found.push(Found::new(range, MentionKind::Key));
        }
        Some(last + 1)
    }

    /// Named arguments, parameters and keys of braces.
    fn special(&self, index: usize, end: usize, parts: &[String]) -> Option<MentionKind> {
        let frame = self.frames.last()?;
        if parts.len() > 1 {
            return None;
        }
        let begins = matches!(
            self.before(index),
            "(" | "," | "\n" | "{" | "*" | "**" | "&" | "mut" | "["
        );
        if frame.sign == '(' && !frame.owner.is_empty() {
            let named = self.at(end) == "=" && self.family.has_named_arguments();
            let parameter = frame.declaration && matches!(self.at(end), "," | ")" | ":" | "=" | "?" | "[");
            return (begins && (named || parameter)).then_some(MentionKind::Argument);
        }
        let is_key = frame.sign == '{' && self.at(end) == ":" && begins;
        is_key.then_some(MentionKind::Key)
    }

    fn owner_of(&self, kind: MentionKind) -> Vec<String> {
        match (kind, self.frames.last()) {
            (MentionKind::Argument, Some(frame)) => frame.owner.clone(),
            _ => Vec::new(),
        }
    }

    /// A name, a call or a declaration.
    fn name(&mut self, index: usize, end: usize, parts: Vec<String>, range: Range<usize>, declared: bool) -> usize {
        let is_macro = self.at(end) == "!" && matches!(self.at(end + 1), "(" | "[" | "{") && self.is_tight(end);
        let opens = self.at(end) == "(" && self.is_tight(end - 1);
        let call = match (is_macro, opens, declared) {
            (true, ..) => Some(unknown_call(false)),
            (_, true, _) => Some(self.call(index, end, declared)),
            (_, false, true) => Some(unknown_call(true)),
            _ => None,
        };
        let kind = if call.is_some() {
            MentionKind::Call
        } else {
            MentionKind::Name
        };
        let declaration = call.as_ref().is_some_and(|call| call.declaration);
        let mut found = Found::new(range, kind).with_parts(parts.clone());
        found.call = call;
        self.found.push(found);
        if !opens {
            return end;
        }
        let is_class = declared && self.before(index) == "class";
        self.open_calls += usize::from(!is_class);
        self.frames.push(Frame {
            sign: '(',
            owner: if is_class { Vec::new() } else { parts },
            declaration,
        });
        end + 1
    }

    fn call(&self, index: usize, open: usize, declared: bool) -> ShownCall {
        // The bases of a class are not the arguments of its constructor.
        let is_class = declared && self.before(index) == "class";
        let is_deep = self.open_calls >= MAX_CALL_DEPTH;
        let Some(close) = self.closing.get(&open).copied().filter(|_| !is_class && !is_deep) else {
            return unknown_call(declared);
        };
        let is_whole = self.declares && index == 0;
        let text = &self.text[self.tokens[open].range.start..self.tokens[close].range.end];
        let mut call = shown_call_in(text, declared || is_whole, self.family);
        if call.declaration {
            call.returns = self.returns(close);
        }
        call
    }

    /// The type behind `->`, or behind `:` in TypeScript.
    fn returns(&self, close: usize) -> Option<String> {
        let arrow = match self.at(close + 1) {
            "->" => true,
            ":" => self.family == Family::Script,
            _ => false,
        };
        let first = self.tokens.get(close + 2).filter(|_| arrow)?;
        let is_end = |index: &usize| matches!(self.at(*index), ":" | "{" | "\n" | ";" | "where" | "=>" | "");
        let end = (close + 2..close + 66).find(is_end)?;
        let last = self.tokens.get(end - 1)?;
        let text = self.text.get(first.range.start..last.range.end)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    }
}
