//! Whose a name is: the project's, or another one's.

use super::pages::PageFacts;
use crate::model::mention::{Mention, MentionKind};
use crate::model::page::PageImport;
use std::collections::BTreeSet;

/// Names that are known to belong to the project or to others.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Packages this repository ships.
    pub own: BTreeSet<String>,
    /// Packages it depends on, standard libraries included.
    pub foreign: BTreeSet<String>,
    /// Those of them that are modules of Python's standard library.
    pub library: BTreeSet<String>,
    /// Folders and stems of the code files: what a page imports by such a name may be from here.
    pub places: BTreeSet<String>,
}

impl Names {
    /// Whether a mention names something of another project: by its first part, or by an import of the page.
    pub fn is_foreign(&self, page: &PageFacts, mention: &Mention) -> bool {
        let name = if mention.kind == MentionKind::Argument {
            &mention.owner
        } else {
            &mention.parts
        };
        let Some(first) = name.first() else { return false };
        let imported = page
            .page
            .imports
            .iter()
            .filter(|import| import.alias == *first && !import.target.is_empty());
        // What the block itself imports counts before what others do.
        let block = page.passage(mention).map(|passage| passage.lines);
        let here = |import: &PageImport| block.is_some_and(|(first, last)| (first..=last).contains(&import.line));
        let near = imported.clone().any(here);
        let mut imported = imported.filter(|import| !near || here(import)).peekable();
        if imported.peek().is_some() {
            // What a page imports from elsewhere is another project's, whether a manifest names it or not.
            return imported.all(|import| !self.is_own_import(&import.target));
        }
        if name.len() > 2 && name[..2] == ["pytest", "mark"] {
            // Marks are made by whoever wants to.
            return false;
        }
        if !self.is_own_root(first) && self.is_about_another(page, mention) {
            return true;
        }
        let written_out = page.page.imports.iter().any(|import| import.target == *name);
        name.len() > 1
            && (self.is_foreign_root(first) || written_out && !self.is_own_root(first) && !self.places.contains(first))
    }

    /// Whether a name begins like a module of a standard library with an ordinary word (`array.size`) that the page does not import.
    pub(super) fn is_word_of_library(&self, page: &PageFacts, mention: &Mention) -> bool {
        let root = mention.parts.first().filter(|_| mention.parts.len() > 1);
        let imported = |root: &String| {
            page.page
                .imports
                .iter()
                .any(|import| import.target.first() == Some(root))
        };
        root.is_some_and(|root| self.library.contains(root) && !imported(root))
    }

    /// Whether the page says that it is about a module of another project (`.. module:: other.part`).
    fn is_about_another(&self, page: &PageFacts, mention: &Mention) -> bool {
        let module = page.page.modules.iter().rev().find(|(line, _)| *line <= mention.line);
        // A module without a package may be the reader's: `conf`.
        let dotted = module.filter(|(_, name)| name.contains(['.', ':']));
        let root = dotted.and_then(|(_, name)| name.split(['.', ':']).find(|part| !part.is_empty()));
        let known = |root: &str| self.is_own_root(root) || self.places.contains(root);
        !self.own.is_empty() && root.is_some_and(|root| !known(root))
    }

    /// Whether what a page imports may be from here.
    fn is_own_import(&self, target: &[String]) -> bool {
        let (Some(root), Some(last)) = (target.first(), target.last()) else {
            return false;
        };
        if self.is_own_root(root) || self.places.contains(root) {
            return true;
        }
        if target.len() < 3 || !root.contains('.') {
            return false;
        }
        // A package of Go is imported by its address. Before there were manifests, its folder is all that is known of it.
        let address = target.join("/");
        let mut modules = self
            .own
            .iter()
            .filter(|name| name.contains('/') && name.contains('.'))
            .peekable();
        let within = |module: &String| {
            address
                .strip_prefix(module.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if modules.peek().is_some() {
            return modules.any(within);
        }
        self.places.contains(last)
    }

    /// Whether a package or crate name belongs to another project.
    pub fn is_foreign_root(&self, root: &str) -> bool {
        !self.is_own_root(root) && self.foreign.contains(root)
    }

    /// Whether a variable in capitals begins with the name of a package of the project: `SHOP_CART_SIZE` and `SHOPCONFIG` of `shop`.
    pub(super) fn begins_own(&self, variable: &str) -> bool {
        let begins = |name: &String| {
            let last = name.rsplit('/').next().unwrap_or_default();
            let start = last.replace(['-', '.'], "_").to_uppercase();
            let rest = variable.strip_prefix(start.as_str());
            start.len() > 2 && rest.is_some_and(|rest| rest.starts_with('_') || rest.len() > 3)
        };
        !variable.contains(|c: char| c.is_lowercase()) && self.own.iter().any(begins)
    }

    fn is_own_root(&self, root: &str) -> bool {
        // `package/lib/module`: what a script imports from within a package is the package's.
        let package = root.split_once('/').map_or(root, |(package, _)| package);
        self.own.contains(root)
            || self.own.contains(package)
            || matches!(root, "crate" | "self" | "super")
            || root.starts_with(['.', '/', '~'])
            || root.starts_with('@') && self.is_own_scope(root)
    }

    /// Whether a package with a scope (`@shop/cart`) may be the project's: it has others of the scope, or none at all to tell by.
    /// `@/cart` is a short way to write a path.
    fn is_own_scope(&self, root: &str) -> bool {
        let scope = &root[..root.find('/').map_or(root.len(), |slash| slash + 1)];
        scope == "@/" || self.own.iter().any(|name| name.starts_with(scope)) || self.own.is_empty()
    }
}
