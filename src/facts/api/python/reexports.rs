//! Names of private modules that public modules pass on as their own.

use super::Module;
use super::packages::Packages;
use crate::code::python_api::PassedOn;
use crate::model::path::RepoPath;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Names at the top of private modules, by module.
#[derive(Default)]
pub(super) struct Reexported {
    names: BTreeMap<RepoPath, Vec<String>>,
}

impl Reexported {
    /// The names of a module that others pass on, sorted.
    pub(super) fn of(&self, path: &RepoPath) -> &[String] {
        self.names.get(path).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Follows what public modules pass on to where it is defined.
pub(super) fn of_private_modules(modules: &[Module<'_>], packages: &Packages<'_>) -> Reexported {
    let search = Search {
        packages,
        modules: modules.iter().map(|module| (module.path.as_str(), module)).collect(),
    };
    let mut found: BTreeMap<RepoPath, BTreeSet<String>> = BTreeMap::new();
    let mut seen = HashSet::new();
    let mut open: Vec<(&Module<'_>, Wanted)> = modules
        .iter()
        .filter(|module| module.public)
        .map(|module| (module, Wanted::Offered))
        .collect();
    while let Some((module, wanted)) = open.pop() {
        if !seen.insert((module.path.as_str(), wanted.clone())) {
            continue;
        }
        search.note(module, &wanted, &mut found);
        search.follow(module, &wanted, &mut open);
    }
    let names = found
        .into_iter()
        .map(|(path, names)| (path, names.into_iter().collect()))
        .collect();
    Reexported { names }
}

/// What is asked of a module.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Wanted {
    /// All that it offers.
    Offered,
    /// One name.
    Name(String),
}

struct Search<'search> {
    packages: &'search Packages<'search>,
    modules: HashMap<&'search str, &'search Module<'search>>,
}

impl<'search> Search<'search> {
    /// Names that the module itself defines.
    fn note(&self, module: &Module<'_>, wanted: &Wanted, found: &mut BTreeMap<RepoPath, BTreeSet<String>>) {
        let outline = &module.outline;
        let listed = outline.symbols.iter().skip(1).filter(|_| !module.public);
        let all = listed.clone().chain(&outline.unlisted);
        let names: Vec<&str> = match wanted {
            Wanted::Offered => listed.map(|symbol| symbol.name.as_str()).collect(),
            Wanted::Name(name) => all
                .map(|symbol| symbol.name.as_str())
                .filter(|known| known == name)
                .collect(),
        };
        if !names.is_empty() {
            let top = names.into_iter().filter(|name| !name.contains('.')).map(str::to_owned);
            found.entry(module.path.clone()).or_default().extend(top);
        }
    }

    /// Modules from which the module takes what is wanted.
    fn follow(&self, module: &Module<'_>, wanted: &Wanted, open: &mut Vec<(&'search Module<'search>, Wanted)>) {
        for import in &module.outline.passed_on {
            let Some(target) = self.target(module.path, import) else {
                continue;
            };
            match (import.name.as_str(), wanted) {
                ("*", Wanted::Offered) => open.extend(self.starred(module, target)),
                ("*", Wanted::Name(name)) => open.push((target, Wanted::Name(name.clone()))),
                (name, Wanted::Offered) => open.push((target, Wanted::Name(name.to_owned()))),
                (name, Wanted::Name(asked)) if import.bound == *asked => {
                    open.push((target, Wanted::Name(name.to_owned())));
                }
                _ => {}
            }
        }
    }

    /// What a star takes: all, or what the importing module's `__all__` lists.
    fn starred(
        &self,
        module: &Module<'_>,
        target: &'search Module<'search>,
    ) -> Vec<(&'search Module<'search>, Wanted)> {
        match &module.outline.exports {
            None => vec![(target, Wanted::Offered)],
            Some(names) => names.iter().map(|name| (target, Wanted::Name(name.clone()))).collect(),
        }
    }

    /// The module that an import names, if it is one of those that were read.
    fn target(&self, from: &RepoPath, import: &PassedOn) -> Option<&'search Module<'search>> {
        let mut folder = if import.level == 0 {
            self.packages.root(from)?
        } else {
            from.parent()
        };
        for _ in 1..import.level {
            folder = match folder.rfind('/') {
                Some(slash) => &folder[..slash],
                None if folder.is_empty() => return None,
                None => "",
            };
        }
        let parts = import.module.split('.').filter(|part| !part.is_empty());
        let base: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).chain(parts).collect();
        let base = base.join("/");
        let init = if base.is_empty() {
            "__init__.py".to_owned()
        } else {
            format!("{base}/__init__.py")
        };
        self.modules
            .get(init.as_str())
            .or_else(|| self.modules.get(format!("{base}.py").as_str()))
            .copied()
    }
}
