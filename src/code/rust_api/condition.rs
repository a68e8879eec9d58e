//! What stands in `cfg(..)`, and whether it holds in a given build.

use super::cursor::Cursor;
use super::token::{Kind, unquoted};
use serde::{Deserialize, Serialize};

/// Conditions nest no deeper than this; what is deeper is not known.
const DEEPEST: usize = 32;

/// Yes, no, or only the build itself could say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// A build script may have said so or not.
    Unknown,
}

impl Truth {
    /// Both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    /// The opposite.
    #[must_use]
    pub fn opposite(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// At least one.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.opposite().and(other.opposite()).opposite()
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::Yes } else { Truth::No }
    }
}

/// A condition of a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// `all(..)`
    All(Vec<Condition>),
    /// `any(..)`
    Any(Vec<Condition>),
    /// `not(..)`
    Not(Box<Condition>),
    /// `unix`
    Flag(Box<str>),
    /// `feature = "std"`
    Value(Box<str>, Box<str>),
    /// What is not understood.
    Opaque,
}

impl Condition {
    /// Whether it holds; `ask` answers for a name and its value.
    pub fn holds(&self, ask: &dyn Fn(&str, Option<&str>) -> Truth) -> Truth {
        match self {
            Condition::All(parts) => parts.iter().fold(Truth::Yes, |all, part| all.and(part.holds(ask))),
            Condition::Any(parts) => parts.iter().fold(Truth::No, |any, part| any.or(part.holds(ask))),
            Condition::Not(part) => part.holds(ask).opposite(),
            Condition::Flag(name) => ask(name, None),
            Condition::Value(name, value) => ask(name, Some(value)),
            Condition::Opaque => Truth::Unknown,
        }
    }
}

/// Reads one condition and steps over it.
pub(super) fn read(cursor: &mut Cursor<'_, '_>, depth: usize) -> Condition {
    let Some(name) = cursor.word().filter(|_| depth < DEEPEST) else {
        return Condition::Opaque;
    };
    if let Some(open) = cursor.group("(") {
        let mut parts = list(cursor.within(open), depth + 1);
        return match name.text {
            "all" => Condition::All(parts),
            "any" => Condition::Any(parts),
            "not" if parts.len() == 1 => parts
                .pop()
                .map_or(Condition::Opaque, |part| Condition::Not(Box::new(part))),
            _ => Condition::Opaque,
        };
    }
    if cursor.eat("=") {
        let value = cursor.peek().filter(|token| token.kind == Kind::Literal);
        cursor.step();
        return value.map_or(Condition::Opaque, |value| {
            Condition::Value(name.text.into(), unquoted(value.text).into())
        });
    }
    match name.text {
        "true" => Condition::All(Vec::new()),
        "false" => Condition::Any(Vec::new()),
        flag => Condition::Flag(flag.into()),
    }
}

/// Conditions between commas.
fn list(mut cursor: Cursor<'_, '_>, depth: usize) -> Vec<Condition> {
    let mut parts = Vec::new();
    while !cursor.done() {
        parts.push(read(&mut cursor, depth));
        cursor.until(&[","]);
        cursor.eat(",");
    }
    parts
}
