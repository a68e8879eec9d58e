//! What can be written on the command line of `abreast coverage`. Says nothing about what it does.

use super::args::SettingsArgs;
use super::output;
use super::values::{fail_on, split_output};
use crate::config::options::FailOn;
use crate::render::Format;
use crate::render::coverage::CoverageFormat;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  abreast coverage                          the repository, by module and kind
  abreast coverage crates/core              a part of it
  abreast coverage --format concise         every public symbol without documentation
  abreast coverage --fail-under 90          exit with 1 below 90 per cent
  abreast coverage --base origin/main       what this branch added without documentation
  abreast coverage --select coverage --format text   with missing sections and the like
  abreast coverage --output badge-svg=docs.svg --output sarif=coverage.sarif

It reads Rust as the compiler's lint missing_docs does, and Python as ruff's D100 to D107 do, without building anything.
It works in folders that are no repository, too.";

/// Arguments of `abreast coverage`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct CoverageArgs {
    /// Files or folders to look at; everything when left out
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Report what the commits from the merge base of REV and the head added without documentation
    #[arg(long, value_name = "REV", conflicts_with = "rev", help_heading = "What to look at")]
    pub base: Option<String>,
    /// The head of --base [default: HEAD]
    #[arg(long, value_name = "REV", requires = "base", help_heading = "What to look at")]
    pub head: Option<String>,
    /// Look at the files of a commit instead of the work tree
    #[arg(long, value_name = "REV", help_heading = "What to look at")]
    pub rev: Option<String>,
    /// Rust: look at binaries besides libraries
    #[arg(long, help_heading = "What to look at")]
    pub bins: bool,
    /// Python: what a public module imports as `y as y`, or lists in `__all__`, is public wherever it is defined
    #[arg(long, help_heading = "What to look at")]
    pub reexports: bool,
    /// Look at what is left out otherwise: tests, examples and scripts outside of Python packages, and crates whose manifest
    /// allows missing docs
    #[arg(long, help_heading = "What to look at")]
    pub everything: bool,
    /// Run these rules or groups besides undocumented-symbol
    #[arg(
        long,
        value_name = "RULE,..",
        value_delimiter = ',',
        help_heading = "Rules and settings"
    )]
    pub select: Vec<String>,
    /// Do not run these rules or groups
    #[arg(
        long,
        value_name = "RULE,..",
        value_delimiter = ',',
        help_heading = "Rules and settings"
    )]
    pub ignore: Vec<String>,
    /// The lowest level that makes the exit code 1 [default: error]
    #[arg(long, value_name = "LEVEL", value_parser = fail_on(), env = "ABREAST_FAIL_ON", hide_env_values = true)]
    #[arg(help_heading = "Rules and settings")]
    pub fail_on: Option<FailOn>,
    /// Where settings come from.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// Exit with 1 when less than N per cent of the public symbols have documentation
    #[arg(long, value_name = "N", value_parser = percentage, help_heading = "Output")]
    pub fail_under: Option<f64>,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format(), help_heading = "Output")]
    pub format: Shown,
    /// Write to FILE instead of the terminal, or with FORMAT=FILE besides it; can be repeated
    #[arg(short, long, value_name = "[FORMAT=]FILE", value_parser = CoverageOutput::parse, help_heading = "Output")]
    pub output: Vec<CoverageOutput>,
    /// What is remembered from one run to the next.
    #[command(flatten)]
    pub cache: CacheArgs,
    /// How many threads to use [default: one per processor]
    #[arg(short, long, value_name = "N", env = "ABREAST_JOBS", hide_env_values = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Options")]
    pub jobs: Option<u16>,
}

/// What is remembered from one run to the next.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options")]
pub struct CacheArgs {
    /// Neither use nor write what was read in earlier runs
    #[arg(long, env = "ABREAST_NO_CACHE", hide_env_values = true, value_parser = clap::builder::FalseyValueParser::new())]
    pub no_cache: bool,
    /// Where to keep what was read [default: a folder of your system for that]
    #[arg(long, value_name = "DIR", env = "ABREAST_CACHE_DIR", hide_env_values = true)]
    pub cache_dir: Option<PathBuf>,
}

fn percentage(value: &str) -> Result<f64, String> {
    let number = value.trim_end_matches('%').trim().parse::<f64>().ok();
    let number = number.filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| "write a number from 0 to 100".to_owned())
}

/// A format of `abreast coverage`: of the shares, or of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The shares.
    Shares(CoverageFormat),
    /// Each symbol.
    Findings(Format),
}

/// Formats of the shares: name, and what for.
const SHARES: &[(CoverageFormat, &str, &str)] = &[
    (CoverageFormat::Table, "table", "shares by module and kind, for reading"),
    (CoverageFormat::Json, "json", "shares and symbols, one document"),
    (CoverageFormat::Csv, "csv", "one line a module"),
    (CoverageFormat::Markdown, "markdown", "shares for a job summary"),
    (
        CoverageFormat::BadgeJson,
        "badge-json",
        "the endpoint of a shields.io badge",
    ),
    (CoverageFormat::BadgeSvg, "badge-svg", "a badge as a picture"),
];

impl Shown {
    /// Every format with its name and what it is for. Where both kinds have a name, the shares have it.
    fn all() -> impl Iterator<Item = (Self, &'static str, &'static str)> {
        let shares = SHARES
            .iter()
            .map(|(of, name, purpose)| (Shown::Shares(*of), *name, *purpose));
        let is_free = |of: &Format| !SHARES.iter().any(|(_, name, _)| *name == of.name());
        let findings = Format::all().filter(is_free);
        shares.chain(findings.map(|of| (Shown::Findings(of), of.name(), of.purpose())))
    }

    fn named(word: &str) -> Option<Self> {
        Self::all().find(|(_, name, _)| *name == word).map(|(of, ..)| of)
    }
}

fn format() -> impl TypedValueParser<Value = Shown> {
    let values = Shown::all().map(|(_, name, purpose)| PossibleValue::new(name).help(purpose));
    PossibleValuesParser::new(values).map(|name| Shown::named(&name).unwrap_or(Shown::Shares(CoverageFormat::Table)))
}

/// A value of `--output`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageOutput {
    /// The format, when one is written.
    pub format: Option<Shown>,
    /// The file; `-` is standard output.
    pub file: PathBuf,
}

impl CoverageOutput {
    fn parse(value: &str) -> Result<Self, String> {
        let (format, file) = split_output(value, &Shown::named, &|| {
            Shown::all().map(|(_, name, _)| name.to_owned()).collect()
        })?;
        Ok(Self { format, file })
    }
}

impl CoverageArgs {
    /// The outputs that were asked for, files first. `FORMAT=FILE` comes besides standard output, a plain `FILE` in its place.
    pub fn targets(&self) -> Vec<(Shown, Option<PathBuf>)> {
        let given = self.output.iter().map(|of| (of.format, of.file.as_path()));
        output::files_first(given, self.format)
    }
}

#[cfg(test)]
mod tests {
    use super::{CoverageOutput, Shown, percentage};
    use crate::render::Format;
    use crate::render::coverage::CoverageFormat;

    #[test]
    fn shares_come_before_findings_of_the_same_name() {
        let parse = |value: &str| CoverageOutput::parse(value).map(|of| of.format);
        assert_eq!(parse("json=a"), Ok(Some(Shown::Shares(CoverageFormat::Json))));
        assert_eq!(
            parse("badge-svg=a.svg"),
            Ok(Some(Shown::Shares(CoverageFormat::BadgeSvg)))
        );
        assert_eq!(parse("sarif=a"), Ok(Some(Shown::Findings(Format::Sarif))));
        assert_eq!(parse("a.txt"), Ok(None));
        assert!(parse("badge=a").is_err() && parse("json=").is_err());
    }

    #[test]
    fn a_limit_is_a_percentage() {
        assert_eq!((percentage("90"), percentage("99.5%")), (Ok(90.0), Ok(99.5)));
        assert!(percentage("101").is_err() && percentage("-1").is_err() && percentage("NaN").is_err());
    }
}
