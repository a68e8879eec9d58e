//! What attributes are read, and what is decided about them: by a line, and for a file.

use super::line::Value;
use super::{Flag, Marks, NamedLanguage};
use std::sync::Arc;

/// How many attributes are read.
const COUNT: usize = 5;

/// The attributes that are read, each with its place.
const NAMES: [&str; COUNT] = [
    "linguist-vendored",
    "linguist-documentation",
    "linguist-generated",
    "linguist-detectable",
    "linguist-language",
];

/// What a list of attributes sets, by place; `None` where it is silent.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings([Option<Value>; COUNT]);

impl Settings {
    /// Sets an attribute that is not yet set; `false` when it is none of those that are read.
    pub(super) fn fill(&mut self, name: &str, value: impl FnOnce() -> Value) -> bool {
        let place = NAMES.iter().position(|known| *known == name);
        if let Some(place) = place {
            self.0[place].get_or_insert_with(value);
        }
        place.is_some()
    }

    /// Whether nothing is set.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

/// What one line decides about one attribute.
#[derive(Debug)]
pub(super) struct Decision {
    /// The later line wins.
    order: usize,
    value: Value,
    /// The pattern of the line.
    by: Arc<str>,
}

/// What the lines of one pattern decide, by place.
#[derive(Debug, Default)]
pub(super) struct Decisions([Option<Decision>; COUNT]);

impl Decisions {
    /// Takes in a later line with the same pattern.
    pub(super) fn add(&mut self, settings: Settings, order: usize, by: &Arc<str>) {
        for (mine, value) in self.0.iter_mut().zip(settings.0) {
            if let Some(value) = value {
                let by = Arc::clone(by);
                *mine = Some(Decision { order, value, by });
            }
        }
    }
}

/// What is said about one file, by place.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'a>([Option<&'a Decision>; COUNT]);

impl<'a> Said<'a> {
    /// Takes in what another pattern of the same folder says.
    pub(super) fn join(&mut self, pattern: &'a Decisions) {
        for (mine, theirs) in self.0.iter_mut().zip(&pattern.0) {
            if let Some(theirs) = theirs
                && mine.is_none_or(|mine| mine.order < theirs.order)
            {
                *mine = Some(theirs);
            }
        }
    }

    /// Takes in what a deeper folder says, which wins.
    pub(super) fn lay_over(&mut self, deeper: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(deeper.0) {
            *mine = theirs.or(*mine);
        }
    }

    /// As GitHub's language statistics understand it.
    pub(super) fn marks(self) -> Marks<'a> {
        let [vendored, documentation, generated, detectable, language] = self.0;
        Marks {
            vendored: vendored.and_then(flag),
            documentation: documentation.and_then(flag),
            generated: generated.and_then(flag),
            detectable: detectable.and_then(flag),
            language: language.and_then(named),
        }
    }
}

/// Any value but `false` is yes.
fn flag(decision: &Decision) -> Option<Flag<'_>> {
    let on = match &decision.value {
        Value::Unspecified => return None,
        Value::On => true,
        Value::Off => false,
        Value::Text(text) => &**text != "false",
    };
    Some(Flag { on, by: &decision.by })
}

fn named(decision: &Decision) -> Option<NamedLanguage<'_>> {
    match &decision.value {
        Value::Text(name) => Some(NamedLanguage { name, by: &decision.by }),
        _ => None,
    }
}
