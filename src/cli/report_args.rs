//! What can be written on the command line of `abreast report`. Says nothing about what it does.

use super::knowledge_args::{By, CountingArgs};
use super::output;
use super::values::split_output;
use crate::git::remote;
use crate::model::overview::Web;
use crate::render::overview::{OverviewFormat, Shield};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  abreast report                               a summary in Markdown
  abreast report --output report.html          a page to look at: one file, no network
  abreast report --output html=report.html --output badge-svg=docs.svg --format json
  abreast report --trend=24 --audits 8         two years, the docs audited at eight month ends
  abreast report --people none                 without anything about single people

Exit codes: 0 the report is written, 2 the job could not be done.";

/// Arguments of `abreast report`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct ReportArgs {
    /// What is counted.
    #[command(flatten)]
    pub counting: CountingArgs,
    /// What makes a module
    #[arg(long, value_name = "package|dir[:DEPTH]|codeowners", default_value = "package", value_parser = By::parse)]
    #[arg(help_heading = "What to show")]
    pub by: By,
    /// Show the figures at the end of each of the last N months with commits; 0 for none
    #[arg(long, value_name = "N", default_value_t = 12, help_heading = "What to show")]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=1200))]
    pub trend: u16,
    /// At so many of these month ends audit the docs, too (each takes as long as abreast check)
    #[arg(long, value_name = "N", default_value_t = 3, help_heading = "What to show")]
    pub audits: u16,
    /// The repository in a browser, for links [default: as the remote "origin" says]
    #[arg(long, value_name = "URL", value_parser = web, help_heading = "What to show")]
    pub web: Option<Web>,
    /// What a badge shows
    #[arg(long, value_name = "FIGURE", default_value = "freshness", help_heading = "Output")]
    pub badge: BadgeArg,
    /// The format [default: as the name of the file says, else markdown]
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<FormatArg>,
    /// Write to FILE instead of the terminal, or with FORMAT=FILE besides it; can be repeated
    #[arg(short, long, value_name = "[FORMAT=]FILE", value_parser = ReportOutput::parse, help_heading = "Output")]
    pub output: Vec<ReportOutput>,
}

fn web(value: &str) -> Result<Web, String> {
    let known =
        || "write https://HOST/OWNER/NAME of a host whose name says GitHub, GitLab, Forgejo, Gitea or Bitbucket";
    remote::web(value).ok_or_else(|| known().to_owned())
}

/// What a badge shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BadgeArg {
    /// How many doc lines are stale
    Freshness,
    /// The documented share of the public API
    Coverage,
    /// The bus factor
    BusFactor,
}

/// A format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatArg {
    /// A page.
    Html,
    /// A summary.
    Markdown,
    /// One document.
    Json,
    /// For shields.io.
    BadgeJson,
    /// A picture.
    BadgeSvg,
}

impl ValueEnum for FormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        use FormatArg::{BadgeJson, BadgeSvg, Html, Json, Markdown};
        &[Html, Markdown, Json, BadgeJson, BadgeSvg]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, purpose) = match self {
            FormatArg::Html => ("html", "one page that needs nothing but a browser"),
            FormatArg::Markdown => ("markdown", "a job summary, or an issue"),
            FormatArg::Json => ("json", "one document"),
            FormatArg::BadgeJson => ("badge-json", "the endpoint of a shields.io badge"),
            FormatArg::BadgeSvg => ("badge-svg", "a badge as a picture"),
        };
        Some(PossibleValue::new(name).help(purpose))
    }
}

/// A value of `--output`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOutput {
    /// The format, when one is written.
    pub format: Option<FormatArg>,
    /// The file; `-` is standard output.
    pub file: PathBuf,
}

impl ReportOutput {
    fn parse(value: &str) -> Result<Self, String> {
        let (format, file) = split_output(value, &|word| FormatArg::from_str(word, false).ok(), &|| {
            let names = FormatArg::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value);
            names.map(|of| of.get_name().to_owned()).collect()
        })?;
        Ok(Self { format, file })
    }

    fn by_extension(&self) -> FormatArg {
        let extension = self.file.extension().unwrap_or_default().to_string_lossy();
        match extension.to_ascii_lowercase().as_str() {
            "html" | "htm" => FormatArg::Html,
            "json" => FormatArg::Json,
            "svg" => FormatArg::BadgeSvg,
            _ => FormatArg::Markdown,
        }
    }
}

impl ReportArgs {
    /// The outputs that were asked for, files first. `FORMAT=FILE` comes besides standard output, a plain `FILE` in its place.
    pub fn targets(&self) -> Vec<(OverviewFormat, Option<PathBuf>)> {
        let plain = self.output.iter().find(|of| of.format.is_none());
        let format = self.format.or_else(|| plain.map(ReportOutput::by_extension));
        let given = self.output.iter().map(|of| (of.format, of.file.as_path()));
        let targets = output::files_first(given, format.unwrap_or(FormatArg::Markdown));
        targets
            .into_iter()
            .map(|(of, file)| (self.with_badge(of), file))
            .collect()
    }

    fn with_badge(&self, format: FormatArg) -> OverviewFormat {
        let shield = match self.badge {
            BadgeArg::Freshness => Shield::Freshness,
            BadgeArg::Coverage => Shield::Coverage,
            BadgeArg::BusFactor => Shield::BusFactor,
        };
        match format {
            FormatArg::Html => OverviewFormat::Html,
            FormatArg::Markdown => OverviewFormat::Markdown,
            FormatArg::Json => OverviewFormat::Json,
            FormatArg::BadgeJson => OverviewFormat::BadgeJson(shield),
            FormatArg::BadgeSvg => OverviewFormat::BadgeSvg(shield),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::args::{Cli, Command};
    use crate::render::overview::{OverviewFormat, Shield};
    use clap::Parser as _;

    fn targets(arguments: &str) -> Vec<(OverviewFormat, Option<String>)> {
        let cli = Cli::try_parse_from(["abreast", "report"].into_iter().chain(arguments.split_whitespace())).unwrap();
        let Command::Report(args) = cli.command else {
            panic!("not report")
        };
        let text = |file: std::path::PathBuf| file.display().to_string();
        args.targets()
            .into_iter()
            .map(|(of, file)| (of, file.map(text)))
            .collect()
    }

    #[test]
    fn the_name_of_a_file_says_its_format_and_without_a_file_it_is_markdown() {
        assert_eq!(targets(""), [(OverviewFormat::Markdown, None)]);
        assert_eq!(targets("-o r.html"), [(OverviewFormat::Html, Some("r.html".into()))]);
        assert_eq!(
            targets("-o r --format json"),
            [(OverviewFormat::Json, Some("r".into()))]
        );
        let both = [
            (OverviewFormat::BadgeSvg(Shield::Coverage), Some("c.svg".into())),
            (OverviewFormat::Html, None),
        ];
        assert_eq!(targets("-o badge-svg=c.svg --badge coverage --format html"), both);
    }

    #[test]
    fn an_address_is_one_of_a_known_forge() {
        let parse = |url| Cli::try_parse_from(["abreast", "report", "--web", url]);
        assert!(parse("https://gitlab.example.org/a/b").is_ok());
        assert!(parse("https://example.org/a/b").is_err() && parse("javascript:alert(1)").is_err());
    }
}
