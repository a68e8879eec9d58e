//! Which names mean `overload` and `override` of `typing` at a place in a file.

use super::imports::{Imported, imported};
use super::token::{Kind, Token};
use memchr::memmem;

/// What a decorator of `typing` makes of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// One of several signatures, without a body.
    Overload,
    /// It stands for what a base class documents.
    Override,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Module,
    Marker(Marker),
    Other,
}

/// The names that mean something, by scope: the module first, then the classes around the place.
pub(super) struct TypingNames<'text> {
    text: &'text str,
    scopes: Vec<Vec<(&'text str, Meaning)>>,
    wanted: bool,
}

impl<'text> TypingNames<'text> {
    /// Knows nothing yet. A text without the words is not looked at further.
    pub(super) fn new(text: &'text str) -> Self {
        let bytes = text.as_bytes();
        Self {
            text,
            scopes: vec![Vec::new()],
            wanted: memmem::find(bytes, b"overload").is_some() || memmem::find(bytes, b"override").is_some(),
        }
    }

    /// A class or function begins.
    pub(super) fn open(&mut self) {
        self.scopes.push(Vec::new());
    }

    /// It ends.
    pub(super) fn close(&mut self) {
        self.scopes.pop();
    }

    /// A name is given to something that the file itself makes.
    pub(super) fn bind(&mut self, name: &str) {
        let Some(name) = self.known(name) else {
            return;
        };
        self.set(name, Meaning::Other);
    }

    /// An import gives names.
    pub(super) fn import(&mut self, statement: &[Token]) {
        if !self.wanted {
            return;
        }
        let text = self.text;
        imported(text, statement, &mut |import| {
            let meaning = meaning(import);
            if meaning != Meaning::Other || self.known(import.bound).is_some() {
                self.set(import.bound, meaning);
            }
        });
    }

    /// What a decorator is, given its tokens behind the `@`.
    pub(super) fn marker(&self, decorator: &[Token]) -> Option<Marker> {
        if !self.wanted {
            return None;
        }
        match decorator {
            [name] if name.kind == Kind::Name => match self.meaning(name.text(self.text))? {
                Meaning::Marker(marker) => Some(marker),
                _ => None,
            },
            [module, dot, name] if dot.kind == Kind::Dot && module.kind == Kind::Name => {
                match self.meaning(module.text(self.text))? {
                    Meaning::Module => marker(name.text(self.text)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Scopes in between do not count: a class does not see the names of the class around it.
    fn meaning(&self, name: &str) -> Option<Meaning> {
        let own = self.scopes.last();
        let module = self.scopes.first();
        let find = |scope: &Vec<(&str, Meaning)>| scope.iter().find(|(known, _)| *known == name).map(|(_, is)| *is);
        own.and_then(find).or_else(|| module.and_then(find))
    }

    fn known(&self, name: &str) -> Option<&'text str> {
        self.scopes
            .iter()
            .flatten()
            .find(|(known, _)| *known == name)
            .map(|(known, _)| *known)
    }

    fn set(&mut self, name: &'text str, meaning: Meaning) {
        let Some(scope) = self.scopes.last_mut() else {
            return;
        };
        match scope.iter_mut().find(|(known, _)| *known == name) {
            Some(entry) => entry.1 = meaning,
            None => scope.push((name, meaning)),
        }
    }
}

fn is_typing(module: &str) -> bool {
    matches!(module, "typing" | "typing_extensions" | "_typeshed")
}

fn marker(name: &str) -> Option<Marker> {
    match name {
        "overload" => Some(Marker::Overload),
        "override" => Some(Marker::Override),
        _ => None,
    }
}

fn meaning(import: Imported<'_>) -> Meaning {
    if import.name.is_empty() {
        let bare = import.module.split('.').next().unwrap_or_default();
        let same = import.module == bare || import.bound == bare;
        return if is_typing(bare) && same {
            Meaning::Module
        } else {
            Meaning::Other
        };
    }
    match marker(import.name) {
        Some(marker) if import.level == 0 && is_typing(import.module) => Meaning::Marker(marker),
        _ => Meaning::Other,
    }
}
