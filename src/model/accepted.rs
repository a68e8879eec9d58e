//! Findings that a repository accepts: acknowledged ones, and those of its baseline. Plain data of the two files that say so.

use super::finding::Finding;
use serde::{Deserialize, Serialize};

/// The folder of these files. What is in it is never read as code or as a page.
pub const FOLDER: &str = ".abreast";

/// The file of acknowledgements.
pub const ACKNOWLEDGED_FILE: &str = ".abreast/acknowledged.toml";

/// The file of the baseline.
pub const BASELINE_FILE: &str = ".abreast/baseline.toml";

/// "This passage is still right", said of one finding. Lapses when the passage or the code it speaks of changes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// The page.
    pub page: String,
    /// Headings around the passage, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<String>,
    /// The rule.
    pub rule: String,
    /// The code element as written in the doc.
    pub mention: String,
    /// Why the passage is right.
    pub why: String,
    /// The day it was said, if that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// The text of the passage, as a hash.
    pub passage: String,
    /// What the finding says of the code, as a hash.
    pub code: String,
}

/// A finding that was there when the repository began to be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineEntry {
    /// The page.
    pub page: String,
    /// Headings around the passage, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<String>,
    /// The rule.
    pub rule: String,
    /// The code element as written in the doc.
    pub mention: String,
    /// The fingerprint of the finding. It alone decides.
    pub fingerprint: String,
}

/// What a repository accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Its acknowledgements.
    pub acknowledged: Vec<Acknowledgement>,
    /// Its baseline; `None` when it has none.
    pub baseline: Option<Vec<BaselineEntry>>,
}

/// A finding that is accepted: counted, but neither shown to people nor part of the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// What accepts it.
    pub by: Acceptance,
}

/// What accepts a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// An acknowledgement, with its reason.
    Acknowledged(String),
    /// The baseline.
    Baseline,
}
