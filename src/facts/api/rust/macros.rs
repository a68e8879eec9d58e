//! Which macro a call means, and what it makes.
//!
//! The compiler goes by the order of the text first, then by paths. Here the order of the text is kept too; what is not
//! found so is looked for by its name in the whole crate, in the same file first. It is the same macro but for crates that
//! have two of one name, and then both are tried.

use super::build::Build;
use super::loader::Loader;
use crate::code::rust_api::{
    Expansion, MacroCall, NoExpansion, Setting, Tokens, Written, as_items, bitflags, cfg_if, cfg_select, expand,
    statics,
};
use std::collections::HashMap;
use std::rc::Rc;

/// Macros of other crates that pass on the items they get.
const PASSING: &[&str] = &["pin_project"];

/// One call makes no more tokens than this.
const MOST_OF_ONE: usize = 1_000_000;

/// All calls of a crate make no more tokens than this.
const MOST_OF_ALL: usize = 6_000_000;

/// What a call costs that makes fewer tokens.
const LEAST: usize = 100;

/// The rules of a macro and the file in which they stand.
type Definition = (Rc<Tokens>, u32);

/// The macros of a crate.
pub(super) struct Macros {
    /// Those in sight, the last one last.
    in_sight: HashMap<Box<str>, Vec<Definition>>,
    /// The order in which those came into sight.
    order: Vec<Box<str>>,
    /// All of them.
    all: HashMap<Box<str>, Vec<Definition>>,
    /// Names that imports give, with those of what they import: `use crate::__wrap as wrap`.
    renamed: HashMap<Box<str>, Vec<Box<str>>>,
    left: usize,
}

/// What came of a call.
pub(super) enum Called {
    /// Items.
    Items(Expansion),
    /// Items that the macro of another crate makes, whose rules stand elsewhere.
    Elsewhere(Expansion),
    /// Nothing that is known: a macro of another crate, or one that makes no items.
    Nothing,
    /// The macro makes more than is allowed.
    TooMuch,
}

impl Macros {
    /// All macros of the files that were read; none is in sight.
    pub(super) fn new(loader: &Loader<'_>, build: &Build) -> Self {
        let mut all: HashMap<Box<str>, Vec<Definition>> = HashMap::new();
        for (name, rules, file) in loader.macros(build) {
            all.entry(name).or_default().push((Rc::new(rules), file));
        }
        let mut renamed: HashMap<Box<str>, Vec<Box<str>>> = HashMap::new();
        for (new, old) in loader.renamed() {
            let known = renamed.entry(new).or_default();
            if all.contains_key(&old) && !known.contains(&old) {
                known.push(old);
            }
        }
        Self {
            in_sight: HashMap::new(),
            order: Vec::new(),
            renamed,
            all,
            left: MOST_OF_ALL,
        }
    }

    /// A macro comes into sight.
    pub(super) fn define(&mut self, name: &str, rules: &Tokens, file: u32) {
        let definition = (Rc::new(rules.clone()), file);
        self.in_sight.entry(name.into()).or_default().push(definition);
        self.order.push(name.into());
    }

    /// How many are in sight.
    pub(super) fn sight(&self) -> usize {
        self.order.len()
    }

    /// What came into sight since then goes out of it.
    pub(super) fn forget(&mut self, sight: usize) {
        for name in self.order.drain(sight.min(self.order.len())..) {
            if let Some(definition) = self.in_sight.get_mut(&name).and_then(Vec::pop) {
                // It may still be meant by a path.
                let known = self.all.entry(name).or_default();
                if !known
                    .iter()
                    .any(|(rules, file)| *file == definition.1 && **rules == *definition.0)
                {
                    known.push(definition);
                }
            }
        }
    }

    /// The definitions that a call may mean, the likeliest first.
    fn meant(&self, call: &MacroCall, file: u32) -> Vec<Definition> {
        let Some(name) = call.path.last() else {
            return Vec::new();
        };
        let mut found: Vec<Definition> = Vec::new();
        if call.path.len() == 1 {
            found.extend(self.in_sight.get(name).and_then(|known| known.last()).cloned());
        }
        let foreign = call.path.first().is_some_and(|first| first.is_empty());
        if !foreign {
            let renamed = self.renamed.get(name).into_iter().flatten();
            let names = std::iter::once(name).chain(renamed);
            let all = names.flat_map(|name| self.all.get(name)).flatten();
            let (same, other): (Vec<_>, Vec<_>) = all.cloned().partition(|(_, at)| *at == file);
            found.extend(same.into_iter().chain(other).take(4));
        }
        found
    }

    /// What a call makes of itself.
    pub(super) fn call(&mut self, call: &MacroCall, file: u32, setting: Setting) -> Called {
        if self.left == 0 {
            return Called::TooMuch;
        }
        let written = Written {
            tokens: &call.body,
            file,
        };
        let meant = self.meant(call, file);
        for (rules, of) in &meant {
            let definition = Written {
                tokens: rules,
                file: *of,
            };
            match expand(definition, written, setting, MOST_OF_ONE.min(self.left)) {
                Ok(expansion) => {
                    self.left = self.left.saturating_sub(expansion.size.max(LEAST));
                    return Called::Items(expansion);
                }
                Err(NoExpansion::TooMuch) => return Called::TooMuch,
                Err(NoExpansion::NoRule) => {}
            }
        }
        if meant.is_empty() {
            foreign(call, written, setting)
        } else {
            Called::Nothing
        }
    }
}

/// What the macro of another crate makes, where that is known. A call that looks like items may make others, with docs or
/// without the lint: only of a few macros it is known that they pass on what they get.
fn foreign(call: &MacroCall, written: Written<'_>, setting: Setting) -> Called {
    let name = call.path.last().map_or("", |name| name);
    let items = match name {
        "cfg_if" => cfg_if(written),
        "cfg_select" => cfg_select(written),
        "thread_local" | "lazy_static" => statics(written),
        "bitflags" => bitflags(written),
        name if PASSING.contains(&name) || name.starts_with("cfg_") => {
            let expansion = as_items(written, setting);
            return if expansion.faults.is_empty() && !expansion.items.is_empty() {
                Called::Elsewhere(expansion)
            } else {
                Called::Nothing
            };
        }
        _ => return Called::Nothing,
    };
    Called::Elsewhere(Expansion {
        items,
        ..Expansion::default()
    })
}
