//! The public API of Python packages, as linters see it.

mod packages;
mod reexports;

use super::sources::Sources;
use crate::code::python_api::PythonOutline;
use crate::model::api::{Api, ApiFile, ApiKind, ApiLanguage, ApiSymbol};
use crate::model::path::RepoPath;
use crate::model::problem::Problem;
use packages::Packages;
use rayon::prelude::*;
use std::sync::Arc;

/// Where linters and readers differ on what is public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PythonConventions {
    /// What a public module of a typed package imports as `y as y`, or lists in `__all__`, is public also when it is defined in
    /// a private module.
    pub reexports: bool,
}

/// A module that was read.
struct Module<'paths> {
    path: &'paths RepoPath,
    public: bool,
    outline: Arc<PythonOutline>,
}

/// Reads the modules that are chosen.
pub fn read(sources: &dyn Sources, chosen: &[RepoPath], conventions: PythonConventions) -> Api {
    let packages = Packages::new(sources);
    let read: Vec<Result<Module<'_>, Problem>> = chosen
        .par_iter()
        .filter(|path| path.extension() == "py")
        .map(|path| {
            sources.python(path).map(|outline| Module {
                path,
                public: packages.is_public(path),
                outline,
            })
        })
        .collect();
    let mut api = Api::default();
    let mut modules = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(module) => modules.push(module),
            Err(problem) => api.problems.push(problem),
        }
    }
    let reexported = if conventions.reexports {
        reexports::of_private_modules(&modules, &packages)
    } else {
        reexports::Reexported::default()
    };
    for module in &modules {
        take(&mut api, module, reexported.of(module.path));
    }
    api.problems.sort();
    api
}

/// Adds what a module offers, `names` being those of its names that other modules pass on.
fn take(api: &mut Api, module: &Module<'_>, names: &[String]) {
    let outline = &module.outline;
    let path = module.path;
    let problems = outline.problems.iter().map(|(kind, message)| Problem {
        path: Some(path.clone()),
        line: None,
        kind: *kind,
        message: message.clone(),
        fatal: false,
    });
    api.problems.extend(problems);
    let is_passed_on = |symbol: &&ApiSymbol| {
        let top = symbol.name.split('.').next().unwrap_or_default();
        names.binary_search_by(|name| name.as_str().cmp(top)).is_ok()
    };
    let mut symbols: Vec<ApiSymbol> = if module.public {
        outline.symbols.clone()
    } else {
        outline.symbols.iter().skip(1).filter(is_passed_on).cloned().collect()
    };
    symbols.extend(outline.unlisted.iter().filter(is_passed_on).cloned());
    symbols.sort();
    if let Some(own) = symbols.first_mut().filter(|first| first.kind == ApiKind::Module) {
        (own.kind, own.name) = packages::named(path);
    }
    if symbols.is_empty() && outline.faults.is_empty() {
        return;
    }
    let file = ApiFile {
        language: ApiLanguage::Python,
        symbols,
        faults: outline.faults.clone(),
    };
    api.files.insert(path.clone(), file);
}

#[cfg(test)]
mod tests;
