//! The figures of the modules of a side, as `abreast bus-factor` computes them without flags.

use crate::facts::described::Described;
use crate::facts::known::Known;
use crate::facts::modules::Division;
use crate::metrics::assess::{self, Assessing, Besides};
use crate::metrics::authorship::{FileAuthors, Method};
use crate::metrics::bus_factor::{self, BusFactor};
use crate::metrics::written_down;
use crate::model::knowledge::ModuleRow;
use crate::model::path::RepoPath;
use std::collections::{BTreeMap, HashMap};

/// The bus factor of each module that the run is about and that somebody worked on.
pub(crate) fn bus_factors(known: &Known) -> BTreeMap<&str, BusFactor> {
    assessing(known, |assessing| {
        let authors = authors(known, assessing);
        let by_path: HashMap<&RepoPath, &FileAuthors> = authors.iter().map(|file| (&file.path, file)).collect();
        let figures = known.modules.iter().map(|(name, module)| {
            let files = module.files.iter().filter_map(|path| by_path.get(path).copied());
            let files: Vec<&FileAuthors> = files.collect();
            (name.as_str(), bus_factor::of_files(&files))
        });
        figures.filter(|(_, figure)| figure.files > 0).collect()
    })
}

/// All modules with what is written about them, the most urgent first. `stale` tells passages that no longer hold.
pub(crate) fn rows(known: &Known, stale: &dyn Fn(&Described) -> bool) -> Vec<ModuleRow> {
    let outlines = || known.descriptions.outlines.iter();
    let besides = Besides {
        lines: Some(outlines().map(|(path, of)| (path.clone(), of.lines)).collect()),
        imports: Some(
            outlines()
                .map(|(path, of)| (path.clone(), of.imports.clone()))
                .collect(),
        ),
        written: Some(written_down::by_file(&known.descriptions, Some(stale))),
        ..Besides::default()
    };
    assessing(known, |assessing| {
        let authors = authors(known, assessing);
        assess::modules(&known.knowledge, &authors, assessing, &besides, &|_| String::new())
    })
}

fn authors(known: &Known, assessing: &Assessing<'_>) -> Vec<FileAuthors> {
    assess::authors(&known.knowledge, &known.knowledge.files, assessing, &|_| true)
}

fn assessing<T>(known: &Known, then: impl FnOnce(&Assessing<'_>) -> T) -> T {
    then(&Assessing {
        method: Method::Doa,
        half_life: None,
        lines: &|_| 0.0,
        inactive_after: known.settings.inactive_after,
        now: known.knowledge.now(),
        division: Division::Package,
        named: &|path| known.settings.module_of(path).map(str::to_owned),
    })
}
