//! What can be written on the command line, and in the environment. Says nothing about what it does.

use super::ack::AckArgs;
use super::baseline::BaselineArgs;
use super::cache::CacheCommand;
use super::check_args::CheckArgs;
use super::coverage_args::CoverageArgs;
use super::handoff::HandoffArgs;
use super::hook::HookArgs;
use super::init::InitArgs;
use super::knowledge_args::BusFactorArgs;
use super::report_args::ReportArgs;
use super::schema::SchemaArgs;
use super::values::{OutputArg, fail_on, format, min_confidence, moment};
use super::who::WhoArgs;
use crate::config::options::{FailOn, MinConfidence};
use crate::config::settings::Flags;
use crate::render::Format;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Finds the doc lines that a code change made stale.
///
/// abreast reads what a repository's history, code and docs say about each other. A passage of a doc is stale when something it
/// mentions was removed, renamed, moved or changed after the passage was written.
#[derive(Debug, Parser)]
#[command(name = "abreast", version, styles = STYLES, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
}

const AFTER_HELP: &str = "\
Examples:
  abreast init                       set up what the repository uses: hook, CI, agent
  abreast check                      every page of the work tree
  abreast check --base origin/main   what this branch made stale
  abreast check --staged             what the next commit would make stale
  abreast who src/pay                who knows it, and what describes it
  abreast coverage                   what is public and not documented
  abreast report -o report.html      everything at once, as a page
  abreast handoff NAME               what leaves with a person
  abreast ack docs/a.md:7 -m WHY     that passage is still right
  abreast baseline                   start with what is stale already
  abreast explain                    the rules

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 the job could not be done.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check docs against the code: the work tree, a commit, a branch or the index
    Check(Box<CheckArgs>),
    /// Show how many people can leave before the code has nobody who knows it
    BusFactor(Box<BusFactorArgs>),
    /// Show how much of the public API is documented, and what is not
    Coverage(Box<CoverageArgs>),
    /// Show everything at once: a page to look at, a summary, or badges
    Report(Box<ReportArgs>),
    /// Show who knows a file, folder, definition or page, and what describes it
    Who(Box<WhoArgs>),
    /// Write a checklist of what leaves with a person
    Handoff(Box<HandoffArgs>),
    /// Say of findings that the passage is still right, until it or the code changes again
    Ack(Box<AckArgs>),
    /// Write the findings that a repository starts with to a file, or prune that file
    Baseline(BaselineArgs),
    /// Set abreast up in a repository: the hook, CI and settings, after showing them
    Init(InitArgs),
    /// Answer git or a coding agent that runs abreast as a hook
    Hook(Box<HookArgs>),
    /// Explain a rule, or list all of them
    Explain(ExplainArgs),
    /// Print the JSON schema of the settings file or of the JSON report
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Show or clear what is remembered from one run to the next
    Cache(CacheCommand),
    /// Print the manual page
    Man,
}

/// Flags of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Run as if started in DIR
    #[arg(
        short = 'C',
        long = "repo",
        value_name = "DIR",
        global = true,
        help_heading = "Global options"
    )]
    pub repo: Option<PathBuf>,
    /// When to use colors
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        env = "ABREAST_COLOR"
    )]
    #[arg(help_heading = "Global options", hide_env_values = true)]
    pub color: ColorWhen,
    /// Print findings only: no summary, no progress, no hints
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        help_heading = "Global options"
    )]
    pub quiet: bool,
    /// Show notes and every file that was skipped, too
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub verbose: bool,
}

/// When to use colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On terminals, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorWhen {
    /// Makes it hold for everything that is written from now on.
    pub fn write_global(self) {
        match self {
            ColorWhen::Auto => anstream::ColorChoice::Auto,
            ColorWhen::Always => anstream::ColorChoice::Always,
            ColorWhen::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

fn jobs() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=1024)
}

/// Which revisions are compared.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to compare")]
pub struct ScopeArgs {
    /// Report what the commits from the merge base of REV and the head made stale
    #[arg(long, value_name = "REV", conflicts_with_all = ["staged", "rev"])]
    pub base: Option<String>,
    /// The head of --base [default: HEAD]
    #[arg(long, value_name = "REV", requires = "base", conflicts_with_all = ["staged", "rev"])]
    pub head: Option<String>,
    /// Compare the index with HEAD, as before a commit
    #[arg(long, conflicts_with = "rev")]
    pub staged: bool,
    /// Check the files of a commit instead of the work tree
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
}

/// Which rules run, and which findings count.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Rules and settings")]
pub struct RuleArgs {
    /// Run these rules or groups only
    #[arg(
        long,
        value_name = "RULE,..",
        value_delimiter = ',',
        env = "ABREAST_SELECT",
        hide_env_values = true
    )]
    pub select: Vec<String>,
    /// Do not run these rules or groups
    #[arg(
        long,
        value_name = "RULE,..",
        value_delimiter = ',',
        env = "ABREAST_IGNORE",
        hide_env_values = true
    )]
    pub ignore: Vec<String>,
    /// The lowest level that makes the exit code 1 [default: error]
    #[arg(long, value_name = "LEVEL", value_parser = fail_on(), env = "ABREAST_FAIL_ON", hide_env_values = true)]
    pub fail_on: Option<FailOn>,
    /// How sure a finding must be to be shown [default: low]
    #[arg(long, value_name = "CONFIDENCE", value_parser = min_confidence(), env = "ABREAST_MIN_CONFIDENCE")]
    #[arg(hide_env_values = true)]
    pub min_confidence: Option<MinConfidence>,
    /// Where settings come from.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// Show what is acknowledged or in the baseline, too
    #[arg(long)]
    pub no_baseline: bool,
}

/// Where settings come from.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Rules and settings")]
pub struct SettingsArgs {
    /// Read settings from FILE instead of the repository
    #[arg(
        long,
        value_name = "FILE",
        env = "ABREAST_CONFIG",
        conflicts_with = "isolated",
        hide_env_values = true
    )]
    pub config: Option<PathBuf>,
    /// Ignore every settings file
    #[arg(long)]
    pub isolated: bool,
}

/// How a run is made.
#[derive(Clone, Debug, Args)]
pub struct RunArgs {
    /// How many threads to use [default: one per processor]
    #[arg(short, long, help_heading = "Options", value_name = "N", env = "ABREAST_JOBS", value_parser = jobs(), hide_env_values = true)]
    pub jobs: Option<u16>,
    /// The time that counts as now. Findings never depend on it
    #[arg(long, value_name = "TIME", value_parser = moment, env = "ABREAST_NOW", hide = true)]
    pub now: Option<jiff::Timestamp>,
}

impl RuleArgs {
    /// What of them and of `run` comes before the settings file.
    pub fn flags(&self, run: &RunArgs) -> Flags {
        let named = |names: &[String]| {
            let names = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        Flags {
            select: named(&self.select),
            ignore: named(&self.ignore),
            fail_on: self.fail_on,
            min_confidence: self.min_confidence,
            jobs: run.jobs.map(usize::from),
        }
    }
}

/// Where results go.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// The format of the results [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = format(), env = "ABREAST_FORMAT", hide_env_values = true)]
    pub format: Option<Format>,
    /// Write to FILE instead of the terminal, or with FORMAT=FILE besides it; can be repeated
    #[arg(short, long, value_name = "[FORMAT=]FILE", value_parser = OutputArg::parse)]
    pub output: Vec<OutputArg>,
}

/// Arguments of `abreast explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The rule; the list of rules when left out
    pub rule: Option<String>,
}

/// Arguments of `abreast completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::{Cli, Command};
    use clap::{CommandFactory as _, Parser as _};

    fn refused(arguments: &str) -> String {
        let arguments = ["abreast"].into_iter().chain(arguments.split(' '));
        Cli::try_parse_from(arguments).unwrap_err().to_string()
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn scopes_exclude_each_other() {
        for both in [
            "check --staged --base x",
            "check --rev x --staged",
            "check --rev x --base y",
            "check --fix --rev x",
            "check --diff --rev x",
            "check --config a --isolated",
            "check -q -v",
        ] {
            assert!(
                refused(both).contains("cannot be used with"),
                "{both}: {}",
                refused(both)
            );
        }
        assert!(refused("check --head x").contains("--base"));
    }

    #[test]
    fn lists_can_be_written_with_commas_or_by_repeating() {
        let cli = Cli::try_parse_from(["abreast", "check", "--select", "a,b", "--select", "c"]).unwrap();
        let Command::Check(args) = cli.command else {
            panic!("not check")
        };
        assert_eq!(args.flags().select, ["a", "b", "c"]);
    }

    #[test]
    fn values_are_checked_with_the_possible_ones_named() {
        assert!(refused("check --format xml").contains("possible values: text, concise, json"));
        assert!(refused("check --fail-on errors").contains("a similar value exists: 'error'"));
        assert!(refused("check --jobs 0").contains("0 is not in 1..=1024"));
        assert!(refused("check --output sarf=x").contains("did you mean `sarif`?"));
    }
}
