//! Attributes, as far as they say whether an item is there, who sees it, and whether it is documented.

use super::condition::{self, Condition};
use super::cursor::Cursor;
use super::token::{Kind, unquoted};
use serde::{Deserialize, Serialize};

/// `cfg_attr` within `cfg_attr` goes no deeper than this.
const DEEPEST: usize = 8;

/// The sections that a doc comment has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sections {
    /// `# Errors`
    pub errors: bool,
    /// `# Panics`
    pub panics: bool,
    /// `# Safety`
    pub safety: bool,
}

impl Sections {
    /// All of them: of a text that is elsewhere nothing is missing that we know of.
    pub(crate) const ALL: Sections = Sections {
        errors: true,
        panics: true,
        safety: true,
    };

    /// What either has.
    #[must_use]
    pub fn and(self, other: Sections) -> Sections {
        Sections {
            errors: self.errors || other.errors,
            panics: self.panics || other.panics,
            safety: self.safety || other.safety,
        }
    }

    fn of(text: &str) -> Sections {
        let mut found = Sections::default();
        for line in text.lines() {
            let line = line.trim_start_matches([' ', '\t', '*']);
            if let Some(title) = line.strip_prefix('#') {
                let title = title.trim_matches(|c: char| c == '#' || c.is_whitespace() || c == ':');
                found.errors |= title == "Errors";
                found.panics |= title == "Panics";
                found.safety |= matches!(
                    title,
                    "Safety" | "SAFETY" | "Implementation safety" | "Implementation Safety"
                );
            }
        }
        found
    }
}

/// How the lint about missing documentation speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LintLevel {
    /// Not at all, or as it is expected to.
    Allow,
    /// As a warning: `allow(warnings)` silences it.
    #[default]
    Warn,
    /// As an error.
    Deny,
}

/// What an attribute says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attribute {
    /// `#[cfg(..)]`
    Cfg(Condition),
    /// Documentation, were it empty.
    Doc(Sections),
    /// `#[doc(hidden)]`
    Hidden,
    /// The level of `missing_docs`.
    Lint(LintLevel),
    /// Whether `warnings`, which is whatever would warn, are allowed.
    Warnings(bool),
    /// `#[macro_export]`
    MacroExport,
    /// `#[macro_use]`
    MacroUse,
    /// `#[path = ".."]`
    Path(Box<str>),
    /// `#[proc_macro]`, `#[proc_macro_derive]`, `#[proc_macro_attribute]`
    ProcMacro,
    /// `#[cfg_attr(condition, ..)]`
    When(Condition, Vec<Attribute>),
}

/// Reads the outer attributes at a place, or the inner ones.
pub(super) fn read(cursor: &mut Cursor<'_, '_>, inner: bool) -> Vec<Attribute> {
    let mut found = Vec::new();
    while cursor.at("#") && cursor.ahead(1, "!") == inner {
        let mut copy = *cursor;
        copy.step();
        if inner {
            copy.step();
        }
        let Some(open) = copy.group("[") else { break };
        *cursor = copy;
        one(&mut cursor.within(open), 0, &mut found);
    }
    found
}

/// Reads what is within the brackets.
fn one(cursor: &mut Cursor<'_, '_>, depth: usize, found: &mut Vec<Attribute>) {
    let path = cursor.path();
    let name: &str = match path.as_slice() {
        [name] => name,
        _ => return,
    };
    match name {
        "unsafe" => {
            if let Some(open) = cursor.group("(") {
                one(&mut cursor.within(open), depth + 1, found);
            }
        }
        "cfg" => {
            if let Some(open) = cursor.group("(") {
                found.push(Attribute::Cfg(condition::read(&mut cursor.within(open), 0)));
            }
        }
        "cfg_attr" if depth < DEEPEST => found.extend(conditional(cursor, depth)),
        "doc" => found.extend(doc(cursor)),
        "allow" | "expect" | "warn" | "deny" | "forbid" => levels(cursor, name, found),
        "macro_export" => found.push(Attribute::MacroExport),
        "macro_use" => found.push(Attribute::MacroUse),
        "proc_macro" | "proc_macro_derive" | "proc_macro_attribute" => found.push(Attribute::ProcMacro),
        "path" if cursor.eat("=") => {
            let file = cursor.peek().filter(|token| token.kind == Kind::Literal);
            found.extend(file.map(|file| Attribute::Path(unquoted(file.text).into())));
        }
        _ => {}
    }
}

/// `cfg_attr(condition, attribute, ..)`
fn conditional(cursor: &mut Cursor<'_, '_>, depth: usize) -> Option<Attribute> {
    let open = cursor.group("(")?;
    let mut inside = cursor.within(open);
    let condition = condition::read(&mut inside, 0);
    let mut given = Vec::new();
    inside.until(&[","]);
    while inside.eat(",") {
        one(&mut inside, depth + 1, &mut given);
        inside.until(&[","]);
    }
    (!given.is_empty()).then_some(Attribute::When(condition, given))
}

/// `doc = ".."`, `doc(hidden)`; `doc(alias = "..")` is no documentation.
fn doc(cursor: &mut Cursor<'_, '_>) -> Option<Attribute> {
    if cursor.eat("=") {
        let literal = cursor.peek().filter(|token| token.kind == Kind::Literal);
        return Some(Attribute::Doc(literal.map_or(Sections::ALL, |text| {
            Sections::of(text.text.trim_matches(['"', '#', 'r']))
        })));
    }
    let mut inside = cursor.group("(").map(|open| cursor.within(open))?;
    while !inside.done() {
        if inside.at("hidden") {
            return Some(Attribute::Hidden);
        }
        inside.step();
    }
    None
}

/// `allow(missing_docs)` and its like.
fn levels(cursor: &mut Cursor<'_, '_>, name: &str, found: &mut Vec<Attribute>) {
    let Some(mut inside) = cursor.group("(").map(|open| cursor.within(open)) else {
        return;
    };
    let level = match name {
        "allow" | "expect" => LintLevel::Allow,
        "warn" => LintLevel::Warn,
        _ => LintLevel::Deny,
    };
    while !inside.done() {
        match inside.path().as_slice() {
            [lint] if **lint == *"missing_docs" => found.push(Attribute::Lint(level)),
            [lint] if **lint == *"warnings" => found.push(Attribute::Warnings(level == LintLevel::Allow)),
            _ => {}
        }
        inside.until(&[","]);
        inside.eat(",");
    }
}
