//! `abreast hook`: what other programs run as a hook, where their own way of asking and being answered has to be spoken.

use super::agent_hook::{self, ClaudeArgs};
use super::args::Global;
use super::exit::Exit;
use super::push_range::{self, PrePushArgs};
use clap::{Args, Subcommand};
use std::ffi::OsString;

/// Arguments of `abreast hook`.
#[derive(Debug, Args)]
pub struct HookArgs {
    /// Who asks.
    #[command(subcommand)]
    pub hook: Hook,
}

/// Who asks.
#[derive(Debug, Subcommand)]
pub enum Hook {
    /// Tell Claude Code what its uncommitted changes made stale
    Claude(ClaudeArgs),
    /// Check what a push would publish: the pre-push hook of git, pre-commit and others
    PrePush(Box<PrePushArgs>),
}

/// Whether a command line that was not understood is that of a coding agent's hook. The exit code of wrong usage would hold the agent
/// up, each time it wants to stop, for what somebody else wrote into its settings.
pub fn is_asked_by_agent(arguments: impl Iterator<Item = OsString>) -> bool {
    let words: Vec<OsString> = arguments
        .skip(1)
        .filter(|word| !word.as_encoded_bytes().starts_with(b"-"))
        .collect();
    words.windows(2).any(|pair| pair == ["hook", "claude"])
}

/// Answers.
///
/// # Errors
/// When the job cannot be done at all, and whoever asked wants to know.
pub fn run(args: &HookArgs, global: &Global) -> anyhow::Result<Exit> {
    match &args.hook {
        Hook::Claude(args) => Ok(agent_hook::run(args, global)),
        Hook::PrePush(args) => push_range::run(args, global),
    }
}
