//! Options as a settings file writes them; the source of the JSON schema. Not what the program runs with: see `settings`.

use super::knowledge::{BusFactorOptions, ModuleOption};
use crate::model::finding::{Confidence, Level};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Settings of abreast for one repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "abreast settings")]
pub struct Options {
    /// Rules or groups of rules to run; all of them when left out. `all` names every rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<Vec<String>>,
    /// Rules or groups of rules not to run.
    pub ignore: Vec<String>,
    /// The lowest level that makes `abreast check` exit with 1: `error` (the default), `warning`, `note`, or `never`.
    pub fail_on: Option<FailOn>,
    /// Findings of which abreast is less sure are counted, but not shown. `low` (the default) shows all.
    pub min_confidence: Option<MinConfidence>,
    /// The level of a rule or group of rules, in place of its default; `off` switches it off.
    pub levels: BTreeMap<String, LevelOption>,
    /// Files that are documentation beside those that abreast finds itself. Patterns as in `.gitignore`.
    pub docs: Vec<String>,
    /// Files that are never read, neither as documentation nor as code. Patterns as in `.gitignore`.
    pub exclude: Vec<String>,
    /// Files that are not read as code: what only they define does not exist for the docs. Patterns as in `.gitignore`.
    pub code_exclude: Vec<String>,
    /// Pages that speak of the past, such as changelogs and migration guides: dead names are at home there. Patterns as in `.gitignore`.
    pub historical: Vec<String>,
    /// Names that stand for "any name" in the docs of this project, such as `my_func`; never looked up.
    pub example_names: Vec<String>,
    /// Names that belong to other projects, such as `requests`; never looked up in the code of this one.
    pub foreign: Vec<String>,
    /// How many threads to use; as many as there are processors when left out. The result does not depend on it.
    #[schemars(range(min = 1))]
    pub jobs: Option<usize>,
    /// What counts for the bus factor.
    pub bus_factor: BusFactorOptions,
    /// Modules, in place of packages and folders, for the files that they name.
    pub module: Vec<ModuleOption>,
    /// Other settings for parts of the repository; where several hold for a file, the later one wins.
    pub overrides: Vec<Override>,
}

/// Settings for some of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// The pages these settings are for. Patterns as in `.gitignore`.
    pub paths: Vec<String>,
    /// The level of a rule or group of rules on these pages; `off` switches it off.
    pub levels: BTreeMap<String, LevelOption>,
    /// Rules or groups of rules not to run on these pages.
    pub ignore: Vec<String>,
}

/// The lowest level that makes a run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Notes and everything above.
    Note,
    /// Warnings and errors.
    Warning,
    /// Errors only.
    #[default]
    Error,
    /// Findings never make a run fail.
    Never,
}

impl FailOn {
    /// Whether a finding of this level makes the run fail.
    pub fn is_reached_by(self, level: Level) -> bool {
        match self {
            FailOn::Note => true,
            FailOn::Warning => level >= Level::Warning,
            FailOn::Error => level >= Level::Error,
            FailOn::Never => false,
        }
    }
}

/// The level of a rule, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LevelOption {
    /// Certainly to be mended.
    Error,
    /// Probably to be mended.
    Warning,
    /// Worth knowing; shown with `-v`.
    Note,
    /// The rule does not run.
    Off,
}

impl LevelOption {
    /// The level at which findings are reported; `None` when the rule is off.
    pub fn level(self) -> Option<Level> {
        match self {
            LevelOption::Error => Some(Level::Error),
            LevelOption::Warning => Some(Level::Warning),
            LevelOption::Note => Some(Level::Note),
            LevelOption::Off => None,
        }
    }
}

/// How sure abreast must be of a finding to show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MinConfidence {
    /// A likely guess is enough.
    #[default]
    Low,
    /// More likely than not.
    Medium,
    /// As good as certain.
    High,
}

impl From<MinConfidence> for Confidence {
    fn from(minimum: MinConfidence) -> Self {
        match minimum {
            MinConfidence::Low => Confidence::Low,
            MinConfidence::Medium => Confidence::Medium,
            MinConfidence::High => Confidence::High,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FailOn;
    use crate::model::finding::Level;

    #[test]
    fn a_run_fails_on_its_level_and_everything_above() {
        let reached = |on: FailOn| [Level::Note, Level::Warning, Level::Error].map(|level| on.is_reached_by(level));
        assert_eq!(reached(FailOn::Note), [true, true, true]);
        assert_eq!(reached(FailOn::Warning), [false, true, true]);
        assert_eq!(reached(FailOn::Error), [false, false, true]);
        assert_eq!(reached(FailOn::Never), [false, false, false]);
    }
}
