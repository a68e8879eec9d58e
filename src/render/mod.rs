//! Floor 6: a report as text for people and machines. One file a format, each with its own wire structs; a format sees only the
//! report. This file is the list of formats.

pub mod agent;
pub mod badge;
pub(crate) mod columns;
pub mod concise;
pub mod convert;
pub mod coverage;
pub mod escape;
pub mod evidence;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod knowledge;
pub mod markdown;
pub mod overview;
pub mod report;
pub mod sarif;
mod sarif_wire;
pub mod text;
pub mod wire;

use crate::model::report::Report;

/// How output for people is laid out. Machine-readable formats do not depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colours (as ANSI escapes).
    pub styled: bool,
    /// How many columns there are.
    pub width: usize,
    /// Whether to leave out everything but findings and what kept the job from being done.
    pub quiet: bool,
}

impl Look {
    /// No colours, a common width.
    pub const PLAIN: Look = Look {
        styled: false,
        width: 120,
        quiet: false,
    };
}

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Excerpts with the reasons, as compilers show them.
    Text,
    /// One line a finding.
    Concise,
    /// One JSON document.
    Json,
    /// One JSON document a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// A comment or job summary.
    Markdown,
    /// JUnit XML.
    Junit,
}

type Renderer = fn(&Report, &Look) -> String;

/// THE LIST OF FORMATS: name, what it is for, and the function that makes it.
const FORMATS: &[(Format, &str, &str, Renderer)] = &[
    (
        Format::Text,
        "text",
        "excerpts with the reasons, for reading",
        text::render,
    ),
    (Format::Concise, "concise", "one line a finding", concise::render),
    (
        Format::Json,
        "json",
        "one document; schema: abreast schema report",
        json::render,
    ),
    (
        Format::Jsonl,
        "jsonl",
        "one finding a line, a summary last",
        jsonl::render,
    ),
    (Format::Sarif, "sarif", "SARIF 2.1.0, for code scanning", sarif::render),
    (
        Format::Github,
        "github",
        "annotations in GitHub Actions",
        github::render,
    ),
    (
        Format::Gitlab,
        "gitlab",
        "code quality report of GitLab",
        gitlab::render,
    ),
    (
        Format::Markdown,
        "markdown",
        "a comment or job summary",
        markdown::render,
    ),
    (Format::Junit, "junit", "JUnit XML, for test reports", junit::render),
];

impl Format {
    /// Every format, in the order in which they are listed to people.
    pub fn all() -> impl Iterator<Item = Format> {
        FORMATS.iter().map(|(format, ..)| *format)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// What it is for, in a few words.
    pub fn purpose(self) -> &'static str {
        self.entry().2
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Format> {
        Format::all().find(|format| format.name() == name)
    }

    /// The report in this format, ending with a line break unless it is empty.
    pub fn render(self, report: &Report, look: &Look) -> String {
        self.entry().3(report, look)
    }

    fn entry(self) -> &'static (Format, &'static str, &'static str, Renderer) {
        let at = FORMATS.iter().position(|(format, ..)| *format == self);
        &FORMATS[at.unwrap_or_default()]
    }
}
