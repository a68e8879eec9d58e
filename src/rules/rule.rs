//! What a rule is.

use crate::facts::stale::Facts;
use crate::model::finding::{Finding, Level};
use crate::model::report::RuleInfo;

/// What a rule reads besides pages, CODEOWNERS and the code that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// The whole history: who wrote what.
    History,
    /// All code: what of it is public.
    Api,
}

/// A rule: a page for people and a pure function.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name in kebab-case; it names the fault.
    pub id: &'static str,
    /// The group it belongs to.
    pub group: &'static str,
    /// The level it has when nobody says otherwise.
    pub level: Level,
    /// What it reads besides pages and the code that changed. A rule that needs more runs only where somebody asks for it.
    pub needs: Needs,
    /// Its page, Markdown.
    pub page: &'static str,
    /// Finds what is at fault.
    pub check: fn(&Facts) -> Vec<Finding>,
}

impl Rule {
    /// The first paragraph behind the title of the page, in one line.
    pub fn summary(&self) -> String {
        let mut paragraphs = self.page.split("\n\n").map(str::trim);
        let first = paragraphs
            .find(|text| !text.starts_with('#') && !text.is_empty())
            .unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The rule as renderers show it.
    pub fn info(&self) -> RuleInfo {
        RuleInfo {
            id: self.id,
            group: self.group,
            summary: self.summary(),
            page: self.page.to_owned(),
            level: self.level,
        }
    }
}
