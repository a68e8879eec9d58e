//! Where a file leads: to the files of its modules, to those that it includes, into the macros that it calls.

use super::build::Seen;
use super::loader::Folder;
use super::macros::Called;
use super::walk::{Here, Walk};
use crate::code::rust_api::{Item, MacroCall, Setting, Truth};
use crate::model::problem::ProblemKind;

impl Walk<'_, '_> {
    pub(super) fn module_file(&mut self, item: &Item, here: &Here, seen: &Seen<'_>, active: Truth) {
        let Some(own) = self.loader.path(here.file).cloned() else {
            return;
        };
        let line = Some(item.at.line);
        let (path, folder) = match here.folder.find(&item.name, seen.path, self.loader.sources) {
            Ok(found) => found,
            Err(wanted) => {
                // What is perhaps not there, or made by a build, is not missed.
                if active == Truth::Yes && !here.uncounted {
                    let message = format!("module `{}` has no file {wanted}; it was left out", item.name);
                    self.loader.problem(&own, line, ProblemKind::MissingObject, message);
                }
                return;
            }
        };
        let Some((file, outline)) = self.loader.load(&path) else {
            return;
        };
        if here.within.contains(&file) {
            let message = format!("module `{}` is the file {path} again, which is being read", item.name);
            self.loader.problem(&own, line, ProblemKind::Unparsed, message);
            return;
        }
        // The condition of the item is answered; the file may have one of its own.
        let active = active.and(self.build.seen(&outline.attributes).active);
        if active == Truth::No {
            return;
        }
        let whole: Vec<_> = item.attributes.iter().chain(&outline.attributes).cloned().collect();
        let seen = self.build.seen(&whole);
        let scope = self.open_module(item, here, &seen, active);
        let mut inner = Here {
            scope,
            file,
            folder,
            prefix: String::new(),
            ..here.inside("", &seen, active)
        };
        inner.within.push(file);
        self.items(&outline.items, &inner);
    }

    pub(super) fn call(&mut self, item: &Item, call: &MacroCall, here: &Here, active: Truth) {
        let inner = Here {
            uncounted: here.uncounted || active == Truth::Unknown,
            depth: here.depth + 1,
            ..here.clone()
        };
        if call.path.last().is_some_and(|last| **last == *"include") {
            return self.include(item, call, &inner);
        }
        match self.macros.call(call, here.file, Setting::Module) {
            Called::Items(expansion) => {
                let place = here.called.or(Some(item.at.in_file(here.file)));
                let inner = Here { called: place, ..inner };
                self.items(&expansion.items, &inner);
            }
            // Within what another macro made the compiler goes out to the call that can be seen.
            Called::Elsewhere(expansion) => {
                let inner = Here {
                    placed: here.placed.or(here.called),
                    ..inner
                };
                self.items(&expansion.items, &inner);
            }
            Called::TooMuch => self.too_much(here, "a macro makes too much; what it makes was not read"),
            Called::Nothing => {}
        }
    }

    /// `include!("file.rs")`; what a build makes is elsewhere, and not read.
    fn include(&mut self, item: &Item, call: &MacroCall, here: &Here) {
        let Some(own) = self.loader.path(here.file).cloned() else {
            return;
        };
        let Some(path) = call.body.string().and_then(|path| own.resolve(path)) else {
            return;
        };
        if !self.loader.sources.has(path.as_str()) {
            let message = format!("the included file {path} is missing");
            self.loader
                .problem(&own, Some(item.at.line), ProblemKind::MissingObject, message);
            return;
        }
        let Some((file, outline)) = self.loader.load(&path) else {
            return;
        };
        if here.within.contains(&file) {
            let message = format!("the file {path} includes itself");
            self.loader
                .problem(&own, Some(item.at.line), ProblemKind::Unparsed, message);
            return;
        }
        let mut inner = Here {
            file,
            folder: Folder::of_root(&path),
            prefix: String::new(),
            ..here.clone()
        };
        inner.within.push(file);
        self.items(&outline.items, &inner);
    }
}
