//! Floor: rules. Stand-in until the floor is built.

pub mod registry {
    //! Stand-in.
    use crate::model::finding::Level;
    use crate::model::report::RuleInfo;

    /// A rule.
    #[derive(Debug)]
    pub struct Rule {
        /// Its id.
        pub id: &'static str,
        /// Its group.
        pub group: &'static str,
        /// Its default level.
        pub level: Level,
        /// Its page.
        pub page: &'static str,
    }

    impl Rule {
        /// The rule as renderers show it.
        pub fn info(&self) -> RuleInfo {
            RuleInfo {
                id: self.id,
                group: self.group,
                summary: "A doc names something that the code no longer has.".to_owned(),
                page: self.page.to_owned(),
                level: self.level,
            }
        }
    }

    const RULES: &[Rule] = &[Rule {
        id: "dangling-mention",
        group: "freshness",
        level: Level::Error,
        page: "# dangling-mention\n\nA doc names something that the code no longer has.\n\n## Why\n\nReaders *follow* `docs`.\n",
    }];

    /// All rules.
    pub fn rules() -> &'static [Rule] {
        RULES
    }
}

pub mod run {
    //! Stand-in.
    use super::registry::rules;
    use crate::config::settings::Settings;
    use crate::facts::gather::Facts;
    use crate::facts::scope::Scope;
    use crate::model::report::{Counts, Report, ScopeSummary};

    /// Stand-in.
    pub fn run(facts: &Facts, _settings: &Settings) -> Report {
        Report {
            scope: match &facts.0 {
                Scope::Range { .. } => ScopeSummary::Range {
                    base: String::new(),
                    head: String::new(),
                },
                Scope::Staged => ScopeSummary::Staged,
                Scope::Revision(id) => ScopeSummary::Commit(id.clone()),
                Scope::WorkTree => ScopeSummary::WorkTree,
            },
            findings: Vec::new(),
            problems: Vec::new(),
            counts: Counts::default(),
            rules: rules().iter().map(|rule| (rule.id, rule.info())).collect(),
            diff_lines: std::collections::BTreeMap::new(),
            show_notes: false,
        }
    }
}
