//! Docstrings that say what their signature does not.
//!
//! Whatever could make a docstring right after all (arguments without names, decorators that nobody knows, bases of a class)
//! keeps this silent.

mod defaults;
mod literals;
mod types;

use super::definition::Definition;
use super::docstring::{Described, Docstring, read};
use super::exports::content;
use super::signature::{Parameter, Signature, bases};
use crate::model::api::DocFaultKind;
use crate::model::span::Span;
use strsim::normalized_damerau_levenshtein;

/// How alike two names are of which one may be the other, renamed.
const ALIKE: f64 = 0.6;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The place in the docstring.
    pub(super) place: Span,
    /// What is wrong.
    pub(super) kind: DocFaultKind,
    /// What the signature says instead.
    pub(super) actual: String,
}

/// Compares a docstring with what it documents.
pub(super) fn of(text: &str, definition: &Definition<'_>) -> Vec<Fault> {
    let Some(literal) = definition.doc else {
        return Vec::new();
    };
    let inner = content(literal.text(text));
    let marks = if literal.text(text).ends_with("\"\"\"") || literal.text(text).ends_with("'''") {
        3
    } else {
        1
    };
    let end = (literal.end as usize).saturating_sub(marks);
    let docstring = read(text, Span::new(end.saturating_sub(inner.len()), end));
    if docstring.parameters.is_empty() && docstring.returned.is_none() {
        return Vec::new();
    }
    let place = if definition.is_class {
        match definition.inits.as_slice() {
            [init] => *init,
            _ => Span::new(0, 0),
        }
    } else {
        definition.signature
    };
    let check = Check {
        text,
        definition,
        signature: Signature::read(text, place),
        docstring,
    };
    check.run()
}

struct Check<'check, 'text> {
    text: &'text str,
    definition: &'check Definition<'text>,
    signature: Signature<'text>,
    docstring: Docstring,
}

impl Check<'_, '_> {
    fn run(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.knows_parameters() {
            self.unknown(&mut faults);
        }
        if !self.definition.is_class {
            self.nothing_returned(&mut faults);
        }
        for described in &self.docstring.parameters {
            if let Some(parameter) = self
                .signature
                .get(self.slice(described.name))
                .filter(|known| known.stars == 0)
            {
                self.contradictions(described, parameter, &mut faults);
            }
        }
        faults
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Whether the signature says all that can be passed.
    fn knows_parameters(&self) -> bool {
        let definition = self.definition;
        if definition.overload || self.signature.is_open() {
            return false;
        }
        if !definition.is_class {
            return definition.decorators.iter().all(|decorator| is_harmless(decorator)) && !definition.one_of_several;
        }
        let own = definition.inits.len() == 1 && definition.decorators.is_empty();
        let bare = bases(self.text, definition.signature)
            .iter()
            .all(|base| is_plain_base(base));
        own && bare && !definition.own_new && !definition.overloaded.contains(&"__init__")
    }

    fn is_known(&self, name: &str) -> bool {
        let is_of = |method: &Span| Signature::read(self.text, *method).get(name).is_some();
        self.signature.get(name).is_some()
            || self.definition.fields.contains(&name)
            || self.definition.methods.iter().any(is_of)
    }

    /// `:param name type:`, the wrong way round, or a text that a program fills in.
    fn is_odd(&self, it: &Described) -> bool {
        it.kind.is_some_and(|kind| self.is_known(self.slice(kind))) || self.slice(it.body).contains("PLACEHOLDER")
    }

    fn unknown(&self, faults: &mut Vec<Fault>) {
        let described = &self.docstring.parameters;
        let known = described.iter().filter(|it| self.is_known(self.slice(it.name))).count();
        let unknown: Vec<&Described> = described
            .iter()
            .filter(|it| !self.is_known(self.slice(it.name)) && !it.keyword && !self.is_odd(it))
            .collect();
        let missing = self.undescribed();
        // A docstring that has nothing in common with the signature is about something else.
        if known == 0 && (unknown.len() > 1 || missing.len() != 1) {
            return;
        }
        for it in &unknown {
            faults.push(Fault {
                place: it.name,
                kind: DocFaultKind::UnknownParameter,
                actual: self.meant(it, &missing, unknown.len() == 1).to_owned(),
            });
        }
    }

    /// The parameter that a name may mean: the one that is left in its place, or the most alike.
    fn meant<'names>(&self, it: &Described, missing: &[&'names str], alone: bool) -> &'names str {
        let name = self.slice(it.name);
        let place = self.docstring.parameters.iter().position(|other| other == it);
        let there = place.and_then(|place| self.own_parameters().nth(place));
        if let ([one], Some(there)) = (missing, there)
            && alone
            && *one == there
        {
            return one;
        }
        let score = |other: &str| normalized_damerau_levenshtein(name, other);
        let best = missing.iter().max_by(|one, two| score(one).total_cmp(&score(two)));
        best.copied().filter(|best| score(best) >= ALIKE).unwrap_or_default()
    }

    /// The parameters without `self`.
    fn own_parameters(&self) -> impl Iterator<Item = &str> {
        let skip = usize::from(self.definition.is_class || (self.definition.in_class && !self.is_static()));
        self.signature
            .parameters
            .iter()
            .skip(skip)
            .map(|parameter| parameter.name)
    }

    /// Parameters of which the docstring says nothing.
    fn undescribed(&self) -> Vec<&str> {
        let is_described = |name: &str| {
            let mut described = self.docstring.parameters.iter();
            described.any(|it| self.slice(it.name) == name)
        };
        let skip = usize::from(self.definition.is_class || (self.definition.in_class && !self.is_static()));
        let names = self
            .signature
            .parameters
            .iter()
            .skip(skip)
            .map(|parameter| parameter.name);
        names.filter(|name| !is_described(name)).collect()
    }

    fn is_static(&self) -> bool {
        self.definition.decorators.contains(&"staticmethod")
    }

    fn nothing_returned(&self, faults: &mut Vec<Fault>) {
        let Some((place, body)) = self.docstring.returned else {
            return;
        };
        let nothing = match self.signature.returns.map(unquoted) {
            Some(nothing @ ("None" | "NoReturn" | "typing.NoReturn" | "Never")) => nothing,
            _ => return,
        };
        if !self.definition.yields && types::says_something(self.slice(body)) {
            faults.push(Fault {
                place,
                kind: DocFaultKind::NothingReturned,
                actual: nothing.to_owned(),
            });
        }
    }

    fn contradictions(&self, described: &Described, parameter: &Parameter<'_>, faults: &mut Vec<Fault>) {
        if let (Some(kind), Some(annotation)) = (described.kind, parameter.annotation) {
            let written = types::without_remarks(self.slice(kind));
            if types::contradict(written, annotation) {
                let start = kind.start as usize;
                faults.push(Fault {
                    place: Span::new(start, start + written.len()),
                    kind: DocFaultKind::OtherType,
                    actual: annotation.to_owned(),
                });
            }
        }
        let Some(default) = parameter.default else {
            return;
        };
        if let Some(place) = defaults::stated(self.text, described.kind, described.body)
            && literals::contradict(self.slice(place), default)
        {
            faults.push(Fault {
                place,
                kind: DocFaultKind::OtherDefault,
                actual: default.to_owned(),
            });
        }
    }
}

fn unquoted(annotation: &str) -> &str {
    annotation.trim_matches(['"', '\''])
}

/// Decorators that leave the parameters as they are.
fn is_harmless(decorator: &str) -> bool {
    let name = decorator.split('(').next().unwrap_or_default();
    let last = name.rsplit('.').next().unwrap_or_default().trim();
    matches!(
        last,
        "staticmethod"
            | "classmethod"
            | "property"
            | "cached_property"
            | "abstractmethod"
            | "abstractproperty"
            | "abstractclassmethod"
            | "abstractstaticmethod"
            | "contextmanager"
            | "asynccontextmanager"
            | "lru_cache"
            | "cache"
            | "override"
            | "final"
            | "setter"
            | "deleter"
            | "coroutine"
            | "total_ordering"
            | "runtime_checkable"
            | "no_type_check"
    )
}

/// Bases that bring no parameters.
fn is_plain_base(base: &str) -> bool {
    let name = base.split('[').next().unwrap_or_default();
    matches!(
        name.rsplit('.').next().unwrap_or_default().trim(),
        "object" | "Generic" | "Protocol" | "ABC"
    ) || base.replace(' ', "") == "metaclass=ABCMeta"
        || base.replace(' ', "") == "metaclass=abc.ABCMeta"
}
