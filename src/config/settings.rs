//! Settings as the program runs with them: options of the file, flags and defaults brought together. Knows rules by name only.

use super::knowledge::KnowledgeSettings;
use super::load::{ConfigError, ConfigFile, Place, check_names};
use super::names::{ALL, RuleNames};
use super::options::{FailOn, LevelOption, MinConfidence, Options};
use super::paths::{BadPattern, PathSet};
use crate::model::finding::{Confidence, Level};
use crate::model::path::RepoPath;
use std::collections::{BTreeMap, BTreeSet};

/// What the command line and the environment set; they come before the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Rules or groups to run, in place of the file's; a rule named here runs even when the file ignores it.
    pub select: Vec<String>,
    /// Rules or groups not to run, beside the file's.
    pub ignore: Vec<String>,
    /// The lowest level that makes the run fail.
    pub fail_on: Option<FailOn>,
    /// How sure the tool must be to show a finding.
    pub min_confidence: Option<MinConfidence>,
    /// How many threads to use.
    pub jobs: Option<usize>,
}

/// What holds for some of the pages.
#[derive(Clone, Debug)]
struct PathSettings {
    paths: PathSet,
    asked: BTreeSet<String>,
    levels: BTreeMap<String, LevelOption>,
}

/// Resolved settings. `Settings::default()` is what holds without a file and without flags.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file they come from, relative to the root, if there is one.
    pub source: Option<String>,
    /// The lowest level that makes a run fail.
    pub fail_on: FailOn,
    /// Findings of which the tool is less sure are counted, not shown.
    pub min_confidence: Confidence,
    /// Names that stand for "any name" in the docs of this project.
    pub example_names: BTreeSet<String>,
    /// Names that belong to other projects.
    pub foreign: BTreeSet<String>,
    /// How many threads to use; as many as there are processors when `None`.
    pub jobs: Option<usize>,
    /// What counts for the bus factor.
    pub knowledge: KnowledgeSettings,
    selected: Option<BTreeSet<String>>,
    /// Rules that somebody named, or whose group, to have them run.
    asked: BTreeSet<String>,
    ignored: BTreeSet<String>,
    levels: BTreeMap<String, LevelOption>,
    overrides: Vec<PathSettings>,
    docs: PathSet,
    exclude: PathSet,
    code_exclude: PathSet,
    historical: PathSet,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            source: None,
            fail_on: FailOn::default(),
            min_confidence: MinConfidence::default().into(),
            example_names: BTreeSet::new(),
            foreign: BTreeSet::new(),
            jobs: None,
            knowledge: KnowledgeSettings::default(),
            selected: None,
            asked: BTreeSet::new(),
            ignored: BTreeSet::new(),
            levels: BTreeMap::new(),
            overrides: Vec::new(),
            docs: PathSet::default(),
            exclude: PathSet::default(),
            code_exclude: PathSet::default(),
            historical: PathSet::default(),
        }
    }
}

impl Settings {
    /// Brings file and flags together. `rules` are all rules, each with its group.
    ///
    /// # Errors
    /// When a selector names no rule and no group, or a pattern is malformed.
    pub fn resolve(file: Option<&ConfigFile>, flags: &Flags, rules: RuleNames<'_>) -> Result<Self, ConfigError> {
        let none = Options::default();
        let options = file.map_or(&none, |file| &file.options);
        if let Some(file) = file {
            check_names(selectors(options), rules, |name| file.place_of(name))?;
        }
        check_names(&flags.select, rules, |_| Place::Flag("--select"))?;
        check_names(&flags.ignore, rules, |_| Place::Flag("--ignore"))?;
        let compile = |patterns: &Vec<String>| path_set(file, patterns);
        let mut settings = Self {
            source: file.map(|file| file.path.clone()),
            fail_on: flags.fail_on.or(options.fail_on).unwrap_or_default(),
            min_confidence: flags
                .min_confidence
                .or(options.min_confidence)
                .unwrap_or_default()
                .into(),
            example_names: options.example_names.iter().cloned().collect(),
            foreign: options.foreign.iter().cloned().collect(),
            jobs: flags.jobs.or(options.jobs).filter(|jobs| *jobs > 0),
            knowledge: KnowledgeSettings::new(&options.bus_factor, &options.module)
                .map_err(|bad| bad_pattern(file, &bad))?,
            docs: compile(&options.docs)?,
            exclude: compile(&options.exclude)?,
            code_exclude: compile(&options.code_exclude)?,
            historical: compile(&options.historical)?,
            levels: expand_levels(&options.levels, rules),
            ..Self::default()
        };
        settings.choose_rules(options, flags, rules);
        for part in &options.overrides {
            let mut levels = expand_levels(&part.levels, rules);
            levels.extend(
                expand(&part.ignore, rules)
                    .into_iter()
                    .map(|rule| (rule, LevelOption::Off)),
            );
            let paths = compile(&part.paths)?;
            let asked = expand(&leveled(&part.levels), rules);
            settings.overrides.push(PathSettings { paths, asked, levels });
        }
        Ok(settings)
    }

    fn choose_rules(&mut self, options: &Options, flags: &Flags, rules: RuleNames<'_>) {
        let of_flags = (!flags.select.is_empty()).then_some(&flags.select);
        let chosen = of_flags.or(options.select.as_ref());
        let named = chosen.into_iter().flatten().filter(|name| *name != ALL).cloned();
        let named: Vec<String> = named.chain(leveled(&options.levels)).collect();
        self.asked = expand(&named, rules);
        self.selected = chosen.map(|names| expand(names, rules));
        self.ignored = expand(&options.ignore, rules);
        // Who names a rule on the command line wants to see it, whatever the file says of it.
        for rule in flags.select.iter().filter(|name| rules.is_rule(name)) {
            self.ignored.remove(rule);
            if self.levels.get(rule) == Some(&LevelOption::Off) {
                self.levels.remove(rule);
            }
        }
        self.ignored.extend(expand(&flags.ignore, rules));
    }

    /// The level at which findings of a rule are reported on a page; `None` when the rule is off there.
    pub fn level_of(&self, rule: &str, default: Level, path: &RepoPath) -> Option<Level> {
        if !self.runs(rule) {
            return None;
        }
        let here = self.overrides.iter().rev().filter(|part| part.paths.contains(path));
        let of_path = here.filter_map(|part| part.levels.get(rule)).next();
        match of_path.or_else(|| self.levels.get(rule)) {
            Some(level) => level.level(),
            None => Some(default),
        }
    }

    /// As [`Settings::level_of`], for a rule that runs only where it is asked for.
    pub fn level_if_asked(&self, rule: &str, default: Level, path: &RepoPath) -> Option<Level> {
        let mut here = self.overrides.iter().filter(|part| part.paths.contains(path));
        let is_asked = self.asked.contains(rule) || here.any(|part| part.asked.contains(rule));
        is_asked.then(|| self.level_of(rule, default, path)).flatten()
    }

    /// Whether a rule is selected by its name or its group's, or has a level, if only for some paths.
    pub fn asks_for(&self, rule: &str) -> bool {
        let of_paths = || self.overrides.iter().any(|part| part.asked.contains(rule));
        self.runs(rule) && (self.asked.contains(rule) || of_paths())
    }

    /// Whether a rule is selected at all. It can still be off on every page.
    pub fn runs(&self, rule: &str) -> bool {
        let selected = self.selected.as_ref().is_none_or(|rules| rules.contains(rule));
        selected && !self.ignored.contains(rule)
    }

    /// Whether the file is never read.
    pub fn is_excluded(&self, path: &RepoPath) -> bool {
        self.exclude.contains(path)
    }

    /// Whether the file is not read as code.
    pub fn is_code_excluded(&self, path: &RepoPath) -> bool {
        self.code_exclude.contains(path)
    }

    /// Whether the settings call the file documentation.
    pub fn is_doc_extra(&self, path: &RepoPath) -> bool {
        self.docs.contains(path)
    }

    /// Whether the settings say that the page speaks of the past.
    pub fn is_historical(&self, path: &RepoPath) -> bool {
        self.historical.contains(path)
    }
}

/// Every rule or group that the options name.
fn selectors(options: &Options) -> impl Iterator<Item = &String> {
    let parts = options.overrides.iter();
    let of_parts = parts.flat_map(|part| part.levels.keys().chain(&part.ignore));
    let chosen = options.select.iter().flatten().chain(&options.ignore);
    chosen.chain(options.levels.keys()).chain(of_parts)
}

/// Rules and groups that are given a level to run at.
fn leveled(levels: &BTreeMap<String, LevelOption>) -> Vec<String> {
    let given = levels
        .iter()
        .filter(|(name, level)| *name != ALL && **level != LevelOption::Off);
    given.map(|(name, _)| name.clone()).collect()
}

fn expand(selectors: &[String], rules: RuleNames<'_>) -> BTreeSet<String> {
    let named = selectors.iter().flat_map(|selector| rules.expand(selector));
    named.map(str::to_owned).collect()
}

/// Levels by rule: `all` first, then groups, then rules, so that the more particular one wins.
fn expand_levels(levels: &BTreeMap<String, LevelOption>, rules: RuleNames<'_>) -> BTreeMap<String, LevelOption> {
    let breadth = |name: &str| std::cmp::Reverse(rules.expand(name).len());
    let mut ordered: Vec<_> = levels.iter().collect();
    ordered.sort_by_key(|(name, _)| (rules.is_rule(name), breadth(name)));
    let by_rule = ordered.into_iter().flat_map(|(name, level)| {
        rules
            .expand(name)
            .into_iter()
            .map(move |rule| (rule.to_owned(), *level))
    });
    by_rule.collect()
}

fn path_set(file: Option<&ConfigFile>, patterns: &[String]) -> Result<PathSet, ConfigError> {
    PathSet::new(patterns).map_err(|bad| bad_pattern(file, &bad))
}

fn bad_pattern(file: Option<&ConfigFile>, bad: &BadPattern) -> ConfigError {
    ConfigError::Invalid {
        place: file.map_or(Place::Flag("--config"), |file| file.place_of(&bad.pattern)),
        message: bad.to_string(),
        suggestion: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Flags, Settings};
    use crate::config::load::ConfigFile;
    use crate::config::names::RuleNames;
    use crate::config::options::FailOn;
    use crate::model::finding::{Confidence, Level};

    const RULES: RuleNames<'_> = RuleNames(&[
        ("dangling-mention", "freshness"),
        ("renamed-mention", "freshness"),
        ("undocumented-symbol", "coverage"),
    ]);

    fn resolve(text: &str, flags: &Flags) -> Result<Settings, String> {
        let file = ConfigFile::parse("abreast.toml", text).unwrap().unwrap();
        Settings::resolve(Some(&file), flags, RULES).map_err(|error| error.to_string())
    }

    fn settings(text: &str) -> Settings {
        resolve(text, &Flags::default()).unwrap()
    }

    fn select(names: &[&str]) -> Flags {
        Flags {
            select: names.iter().map(|&name| name.to_owned()).collect(),
            ..Flags::default()
        }
    }

    fn level(settings: &Settings, rule: &str, path: &str) -> Option<Level> {
        settings.level_of(rule, Level::Warning, &path.into())
    }

    #[test]
    fn without_a_file_every_rule_runs_at_its_own_level() {
        let settings = Settings::resolve(None, &Flags::default(), RULES).unwrap();
        assert_eq!(level(&settings, "dangling-mention", "a.md"), Some(Level::Warning));
        assert_eq!(
            (settings.fail_on, settings.min_confidence),
            (FailOn::Error, Confidence::Low)
        );
        assert!(settings.source.is_none() && !settings.is_excluded(&"a.md".into()));
    }

    #[test]
    fn the_level_of_a_rule_beats_that_of_its_group() {
        let settings = settings("levels = { all = 'note', freshness = 'off', renamed-mention = 'error' }");
        assert_eq!(level(&settings, "dangling-mention", "a.md"), None);
        assert_eq!(level(&settings, "renamed-mention", "a.md"), Some(Level::Error));
        assert_eq!(level(&settings, "undocumented-symbol", "a.md"), Some(Level::Note));
    }

    #[test]
    fn overrides_hold_for_their_paths_and_the_later_one_wins() {
        let settings = settings(
            "[[overrides]]\npaths = ['docs/']\nlevels = { freshness = 'error' }\n\
             [[overrides]]\npaths = ['docs/old/']\nignore = ['freshness']\n",
        );
        assert_eq!(level(&settings, "renamed-mention", "docs/a.md"), Some(Level::Error));
        assert_eq!(level(&settings, "renamed-mention", "docs/old/a.md"), None);
        assert_eq!(level(&settings, "renamed-mention", "README.md"), Some(Level::Warning));
    }

    #[test]
    fn flags_come_before_the_file() {
        let flags = Flags {
            fail_on: Some(FailOn::Never),
            jobs: Some(2),
            ..select(&["coverage"])
        };
        let settings = resolve("select = ['freshness']\nfail-on = 'note'\njobs = 9\n", &flags).unwrap();
        assert!(settings.runs("undocumented-symbol") && !settings.runs("renamed-mention"));
        assert_eq!((settings.fail_on, settings.jobs), (FailOn::Never, Some(2)));
    }

    #[test]
    fn a_rule_named_on_the_command_line_runs_whatever_the_file_says() {
        let text = "ignore = ['renamed-mention']\nlevels = { dangling-mention = 'off' }\n";
        let named = resolve(text, &select(&["renamed-mention", "dangling-mention"])).unwrap();
        assert!(
            level(&named, "renamed-mention", "a.md").is_some() && level(&named, "dangling-mention", "a.md").is_some()
        );
        let group = resolve(text, &select(&["freshness"])).unwrap();
        assert!(!group.runs("renamed-mention") && level(&group, "dangling-mention", "a.md").is_none());
    }

    #[test]
    fn a_rule_is_asked_for_by_its_name_its_group_or_a_level() {
        let asked = |text: &str| settings(text).asks_for("undocumented-symbol");
        assert!(asked("select = ['coverage']") && asked("select = ['undocumented-symbol', 'freshness']"));
        assert!(asked("levels = { undocumented-symbol = 'note' }") && asked("levels = { coverage = 'note' }"));
        assert!(!asked("select = ['all']") && !asked("levels = { all = 'note', coverage = 'off' }"));
        assert!(!asked("select = ['freshness']\nlevels = { coverage = 'note' }"));
        assert!(!asked("ignore = ['coverage']\nlevels = { coverage = 'note' }") && !asked("jobs = 1"));
        let flags = resolve("jobs = 1", &select(&["coverage"])).unwrap();
        assert!(flags.asks_for("undocumented-symbol") && !flags.asks_for("renamed-mention"));
    }

    #[test]
    fn a_rule_that_is_asked_for_on_some_paths_runs_only_there() {
        let settings = settings("[[overrides]]\npaths = ['pay/']\nlevels = { undocumented-symbol = 'error' }\n");
        let level = |path: &str| settings.level_if_asked("undocumented-symbol", Level::Note, &path.into());
        assert!(settings.asks_for("undocumented-symbol"));
        assert_eq!((level("pay/a.py"), level("b.py")), (Some(Level::Error), None));
    }

    #[test]
    fn an_unknown_rule_is_named_with_its_place_and_what_was_meant() {
        assert_eq!(
            resolve("jobs = 1\nignore = [\n  'renamed-mentions',\n]\n", &Flags::default()).unwrap_err(),
            "abreast.toml:3:3: unknown rule or group `renamed-mentions`; did you mean `renamed-mention`?"
        );
        assert_eq!(
            resolve("", &select(&["everything"])).unwrap_err(),
            "--select: unknown rule or group `everything`"
        );
    }

    #[test]
    fn a_bad_pattern_is_named_with_its_place() {
        let error = resolve("jobs = 1\nexclude = ['a{b']\n", &Flags::default()).unwrap_err();
        assert!(error.starts_with("abreast.toml:2:12: bad pattern `a{b`: "), "{error}");
    }

    #[test]
    fn lists_of_paths_are_asked_by_their_meaning() {
        let settings =
            settings("docs = ['*.adoc']\nexclude = ['vendor/']\ncode-exclude = ['gen/']\nhistorical = ['NEWS*']\n");
        assert!(settings.is_doc_extra(&"a/b.adoc".into()) && settings.is_excluded(&"vendor/a.md".into()));
        assert!(settings.is_code_excluded(&"gen/a.py".into()) && settings.is_historical(&"NEWS.md".into()));
    }
}
