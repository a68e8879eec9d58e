//! What can be written on the command line of `abreast check`. Says nothing about what it does.

use super::args::{OutputArgs, RuleArgs, RunArgs, ScopeArgs};
use crate::config::settings::Flags;
use clap::Args;

const CHECK_HELP: &str = "\
Examples:
  abreast check                          every page of the work tree
  abreast check docs README.md           some pages only
  abreast check --base origin/main       what this branch made stale, and nothing else
  abreast check --base v1.0 --head v1.1  what a release made stale
  abreast check --staged                 what the next commit would make stale
  abreast check --rev HEAD~10            the docs as they were
  abreast check --fix                    replace names that are certain
  abreast check --format github --output sarif=abreast.sarif --output markdown=summary.md

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 the job could not be done.";

/// Arguments of `abreast check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_HELP)]
pub struct CheckArgs {
    /// Pages or folders to check; everything when left out
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// What to compare.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// What to run.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
    /// What to mend.
    #[command(flatten)]
    pub fix: FixArgs,
    /// How to do it.
    #[command(flatten)]
    pub run: RunArgs,
}

/// What to mend.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
pub struct FixArgs {
    /// Apply fixes that are safe to the work tree, and report what remains
    #[arg(long, conflicts_with = "rev")]
    pub fix: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, conflicts_with_all = ["fix", "rev"])]
    pub diff: bool,
    /// With --fix or --diff: fixes that a person should look at, too
    #[arg(long)]
    pub unsafe_fixes: bool,
}

impl CheckArgs {
    /// What of the command line comes before the settings file.
    pub fn flags(&self) -> Flags {
        self.rules.flags(&self.run)
    }

    /// Whether nothing is left out on request: no page, no rule, no finding.
    pub fn is_complete(&self) -> bool {
        let none = [&self.paths, &self.rules.select, &self.rules.ignore];
        none.iter().all(|list| list.is_empty()) && self.rules.min_confidence.is_none()
    }
}
