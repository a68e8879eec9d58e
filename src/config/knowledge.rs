//! Settings of the bus factor: what is a module, what does not count, and how long somebody stays active.

use super::paths::{BadPattern, PathSet};
use crate::model::path::RepoPath;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Days without a commit after which somebody is no longer active.
const INACTIVE_AFTER: u32 = 365;

/// The bus factor and what is said about people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BusFactorOptions {
    /// Files that do not count as source, beside those that are generated, vendored or documentation. Patterns as in `.gitignore`.
    pub exclude: Vec<String>,
    /// Commits that are nobody's work, such as the one that reformatted everything: ids, or beginnings of at least seven digits. Those of `.git-blame-ignore-revs` are left out anyway.
    pub bulk_commits: Vec<String>,
    /// After how many days without a commit somebody counts as gone; 365 when left out.
    #[schemars(range(min = 1))]
    pub inactive_after: Option<u32>,
    /// The bus factor up to which `low-bus-factor` speaks; 1 when left out.
    pub low: Option<u32>,
}

/// A part of the repository that somebody can be answerable for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ModuleOption {
    /// The name of the module.
    pub name: String,
    /// Its files. Patterns as in `.gitignore`. Of several modules that hold a file the first one has it.
    pub paths: Vec<String>,
}

/// Resolved settings of the bus factor.
#[derive(Clone, Debug)]
pub struct KnowledgeSettings {
    /// Files that do not count.
    pub exclude: PathSet,
    /// Beginnings of the ids of commits that are nobody's work.
    pub bulk_commits: Vec<String>,
    /// Seconds without a commit after which somebody is no longer active.
    pub inactive_after: i64,
    /// The bus factor up to which a module is at risk.
    pub low: usize,
    modules: Vec<(String, PathSet)>,
}

impl Default for KnowledgeSettings {
    fn default() -> Self {
        Self {
            exclude: PathSet::default(),
            bulk_commits: Vec::new(),
            inactive_after: days(INACTIVE_AFTER),
            low: 1,
            modules: Vec::new(),
        }
    }
}

fn days(count: u32) -> i64 {
    i64::from(count) * 86_400
}

impl KnowledgeSettings {
    /// Compiles the options.
    ///
    /// # Errors
    /// When a pattern is malformed.
    pub fn new(options: &BusFactorOptions, modules: &[ModuleOption]) -> Result<Self, BadPattern> {
        let compiled = modules
            .iter()
            .map(|module| Ok((module.name.clone(), PathSet::new(&module.paths)?)));
        Ok(Self {
            exclude: PathSet::new(&options.exclude)?,
            bulk_commits: options
                .bulk_commits
                .iter()
                .map(|id| id.trim().to_ascii_lowercase())
                .collect(),
            inactive_after: days(options.inactive_after.unwrap_or(INACTIVE_AFTER).max(1)),
            low: options.low.map_or(1, |low| low as usize),
            modules: compiled.collect::<Result<_, _>>()?,
        })
    }

    /// The module of the settings that holds a file.
    pub fn module_of(&self, path: &RepoPath) -> Option<&str> {
        let holder = self.modules.iter().find(|(_, paths)| paths.contains(path));
        holder.map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{BusFactorOptions, KnowledgeSettings, ModuleOption};

    #[test]
    fn the_first_module_that_holds_a_file_has_it() {
        let module = |name: &str, path: &str| ModuleOption {
            name: name.to_owned(),
            paths: vec![path.to_owned()],
        };
        let modules = [module("cards", "src/pay/cards/"), module("pay", "src/pay/")];
        let settings = KnowledgeSettings::new(&BusFactorOptions::default(), &modules).unwrap();
        assert_eq!(settings.module_of(&"src/pay/cards/visa.rs".into()), Some("cards"));
        assert_eq!(settings.module_of(&"src/pay/cash.rs".into()), Some("pay"));
        assert_eq!(settings.module_of(&"src/main.rs".into()), None);
        assert_eq!((settings.inactive_after, settings.low), (365 * 86_400, 1));
    }
}
