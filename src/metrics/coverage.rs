//! The documented share of a public API: by module, kind and language.

use crate::facts::api::gather::ApiFacts;
use crate::facts::modules::{Division, divide};
use crate::model::api::{ApiKind, ApiLanguage};
use crate::model::coverage::{BareSymbol, CoverageReport, Share};
use crate::model::path::RepoPath;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Computes the shares. `named` gives the modules of the settings.
pub fn of(facts: &ApiFacts, named: &dyn Fn(&RepoPath) -> Option<String>) -> CoverageReport {
    let mut total = Share::default();
    let mut languages: BTreeMap<ApiLanguage, Share> = BTreeMap::new();
    let mut kinds: BTreeMap<(ApiLanguage, ApiKind), Share> = BTreeMap::new();
    let mut bare = Vec::new();
    for (path, file) in &facts.api.files {
        for symbol in &file.symbols {
            total.add(symbol.documented);
            languages.entry(file.language).or_default().add(symbol.documented);
            kinds
                .entry((file.language, symbol.kind))
                .or_default()
                .add(symbol.documented);
            if !symbol.documented {
                bare.push(BareSymbol {
                    path: path.clone(),
                    line: symbol.region.start.line,
                    kind: symbol.kind,
                    name: symbol.name.clone(),
                });
            }
        }
    }
    CoverageReport {
        total,
        languages: languages.into_iter().collect(),
        modules: modules(facts, named),
        kinds: kinds
            .into_iter()
            .map(|((language, kind), share)| (language, kind, share))
            .collect(),
        bare,
        left_out: facts.left_out,
        problems: facts.api.problems.clone(),
        ..CoverageReport::default()
    }
}

fn modules(facts: &ApiFacts, named: &dyn Fn(&RepoPath) -> Option<String>) -> Vec<(String, Share)> {
    let files: Vec<RepoPath> = facts.api.files.keys().cloned().collect();
    let divided = divide(&files, &mut facts.paths.iter(), &Division::Package, named);
    let share = |files: Vec<&RepoPath>| {
        let mut share = Share::default();
        let symbols = files
            .into_iter()
            .filter_map(|path| facts.api.files.get(path))
            .flat_map(|file| &file.symbols);
        symbols.for_each(|symbol| share.add(symbol.documented));
        share
    };
    let mut modules: Vec<(String, Share)> = divided.into_iter().map(|(name, files)| (name, share(files))).collect();
    modules.retain(|(_, share)| share.public > 0);
    modules.sort_by_key(|(name, share)| (Reverse(share.bare()), name.clone()));
    modules
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::facts::api::gather::ApiFacts;
    use crate::model::api::{ApiFile, ApiKind, ApiLanguage, ApiSymbol};
    use crate::model::coverage::Share;
    use crate::model::span::{LineCol, Region};

    fn symbol(line: u32, kind: ApiKind, name: &str, documented: bool) -> ApiSymbol {
        let at = LineCol { line, column: 1 };
        ApiSymbol {
            region: Region { start: at, end: at },
            kind,
            name: name.to_owned(),
            documented,
        }
    }

    fn share(public: usize, documented: usize) -> Share {
        Share { public, documented }
    }

    #[test]
    fn shares_are_counted_by_language_kind_and_module() {
        let mut facts = ApiFacts::default();
        let mut file = |path: &str, language, symbols| {
            let faults = Vec::new();
            let file = ApiFile {
                language,
                symbols,
                faults,
            };
            facts.api.files.insert(path.into(), file);
        };
        file(
            "src/a/x.py",
            ApiLanguage::Python,
            vec![
                symbol(1, ApiKind::Module, "x", true),
                symbol(3, ApiKind::Function, "f", false),
            ],
        );
        file(
            "core/src/lib.rs",
            ApiLanguage::Rust,
            vec![symbol(1, ApiKind::Function, "g", true)],
        );
        facts.paths = facts.api.files.keys().cloned().collect();
        facts.paths.insert("core/Cargo.toml".into());
        let report = of(&facts, &|_| None);
        assert_eq!(report.total, share(3, 2));
        assert_eq!(
            report.languages,
            [(ApiLanguage::Python, share(2, 1)), (ApiLanguage::Rust, share(1, 1))]
        );
        assert_eq!(
            report.modules,
            [("src/a".to_owned(), share(2, 1)), ("core".to_owned(), share(1, 1))]
        );
        assert_eq!(report.kinds.len(), 3);
        assert_eq!((report.bare[0].line, report.bare[0].name.as_str()), (3, "f"));
        assert_eq!((share(0, 0).of_one(), share(4, 1).of_one()), (None, Some(0.25)));
    }
}
