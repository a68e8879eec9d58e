//! What can be written on the command line of the commands about people. Says nothing about what it does.

use super::args::SettingsArgs;
use super::people_names::PeopleNames;
use super::values::{moment, split_output};
use crate::metrics::authorship::Method;
use crate::render::knowledge::KnowledgeFormat;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  abreast bus-factor                          the repository and its modules
  abreast bus-factor src/pay                  a part of it
  abreast bus-factor --by dir:1               one module a top-level folder
  abreast bus-factor --leaving \"Ada Byron\"    what becomes orphaned
  abreast bus-factor --trend                  month by month
  abreast bus-factor --fail-under 2           exit with 1 when one person can stop the project
  abreast bus-factor --output markdown=summary.md --format json

The figure is how many people can leave before less than half of the source files has an author left
(Avelino et al. 2016). It needs the whole history: in a shallow clone, fetch it first.";

/// Arguments of `abreast bus-factor`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct BusFactorArgs {
    /// Files or folders to count; everything when left out
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// What is counted.
    #[command(flatten)]
    pub counting: CountingArgs,
    /// What makes a module
    #[arg(long, value_name = "package|dir[:DEPTH]|codeowners", default_value = "package", value_parser = By::parse)]
    #[arg(help_heading = "What to show")]
    pub by: By,
    /// Show what becomes orphaned when this person leaves; can be repeated
    #[arg(long, value_name = "NAME", help_heading = "What to show")]
    pub leaving: Vec<String>,
    /// Show the figures at the end of each of the last N months with commits [default: 24]
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "24")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1200), help_heading = "What to show")]
    pub trend: Option<u16>,
    /// Show which names and addresses were taken for one person, and which are programs
    #[arg(long, help_heading = "What to show")]
    pub explain_identities: bool,
    /// Do not read what is written down
    #[arg(long, help_heading = "What to show")]
    pub no_docs: bool,
    /// Check the pages first, so that stale passages do not count as written down (slow)
    #[arg(long, conflicts_with = "no_docs", help_heading = "What to show")]
    pub audit: bool,
    /// Exit with 1 when the bus factor of the repository is lower than N
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub fail_under: Option<usize>,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "table", help_heading = "Output")]
    pub format: FormatArg,
    /// Write to FILE instead of the terminal, or with FORMAT=FILE besides it; can be repeated
    #[arg(short, long, value_name = "[FORMAT=]FILE", value_parser = KnowledgeOutput::parse, help_heading = "Output")]
    pub output: Vec<KnowledgeOutput>,
}

/// Which commits and files count, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to count")]
pub struct CountingArgs {
    /// Look at a commit instead of HEAD
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// Count only commits since TIME (2026-03-02, or seconds since 1970)
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub since: Option<jiff::Timestamp>,
    /// How knowledge is measured
    #[arg(long, value_name = "METHOD", default_value = "doa")]
    pub method: MethodArg,
    /// Let a change count half after so many days [default: changes do not fade]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub half_life: Option<f64>,
    /// How people are shown [default: names; pseudonym when CI is set]
    #[arg(long, value_name = "HOW", env = "ABREAST_PEOPLE", hide_env_values = true)]
    pub people: Option<PeopleNames>,
    /// Where settings come from.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// The time that counts as now [default: that of the commit looked at]
    #[arg(long, value_name = "TIME", value_parser = moment, env = "ABREAST_NOW", hide_env_values = true)]
    pub now: Option<jiff::Timestamp>,
    /// How many threads to use [default: one per processor]
    #[arg(
        short,
        long,
        help_heading = "Options",
        value_name = "N",
        env = "ABREAST_JOBS",
        hide_env_values = true
    )]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

fn days(value: &str) -> Result<f64, String> {
    let days = value.parse::<f64>().ok().filter(|days| days.is_finite() && *days > 0.0);
    days.ok_or_else(|| "write a number of days greater than 0".to_owned())
}

/// How knowledge is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MethodArg {
    /// Degree of authorship, near the paper's text, renames followed in time
    Doa,
    /// Degree of authorship, as the program of the published study computes it
    DoaStudy,
    /// Lines added and deleted
    Lines,
    /// Commits
    Commits,
}

impl MethodArg {
    /// The method, and its name.
    pub fn method(self) -> (Method, &'static str) {
        match self {
            MethodArg::Doa => (Method::Doa, "doa"),
            MethodArg::DoaStudy => (Method::DoaStudy, "doa-study"),
            MethodArg::Lines => (Method::Lines, "lines"),
            MethodArg::Commits => (Method::Commits, "commits"),
        }
    }
}

/// What makes a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The nearest package, else the top two folder levels.
    Package,
    /// So many folder levels.
    Dir(usize),
    /// The owners that CODEOWNERS declares.
    Codeowners,
}

impl By {
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        match value.split_once(':') {
            None if value == "package" => Ok(By::Package),
            None if value == "codeowners" => Ok(By::Codeowners),
            None if value == "dir" => Ok(By::Dir(crate::facts::modules::DEPTH)),
            Some(("dir", depth)) => match depth.parse() {
                Ok(depth @ 1..=64) => Ok(By::Dir(depth)),
                _ => Err("the depth is a number from 1 to 64".to_owned()),
            },
            _ => Err("write package, dir, dir:DEPTH or codeowners".to_owned()),
        }
    }
}

/// A format of the commands about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatArg(pub KnowledgeFormat);

impl ValueEnum for FormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            FormatArg(KnowledgeFormat::Table),
            FormatArg(KnowledgeFormat::Json),
            FormatArg(KnowledgeFormat::Csv),
            FormatArg(KnowledgeFormat::Markdown),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self.0 {
            KnowledgeFormat::Table => PossibleValue::new("table").alias("text").help("for reading"),
            KnowledgeFormat::Json => PossibleValue::new("json").help("one document"),
            KnowledgeFormat::Csv => PossibleValue::new("csv").help("one line a module"),
            KnowledgeFormat::Markdown => PossibleValue::new("markdown").help("a job summary, or an issue"),
        })
    }
}

/// A value of `--output`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnowledgeOutput {
    /// The format, when one is written.
    pub format: Option<KnowledgeFormat>,
    /// The file; `-` is standard output.
    pub file: PathBuf,
}

impl KnowledgeOutput {
    fn parse(value: &str) -> Result<Self, String> {
        let named = |word: &str| FormatArg::from_str(word, false).ok().map(|format| format.0);
        let (format, file) = split_output(value, &named, &|| {
            let names = FormatArg::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value);
            names.map(|of| of.get_name().to_owned()).collect()
        })?;
        Ok(Self { format, file })
    }
}
