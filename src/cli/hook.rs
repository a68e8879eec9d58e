//! `abreast hook`: what other programs run as a hook, where their own way of asking and being answered has to be spoken.

use super::agent_hook::{self, ClaudeArgs};
use super::args::Global;
use super::exit::Exit;
use clap::{Args, Subcommand};

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
}

/// Answers.
///
/// # Errors
/// When the job cannot be done at all, and whoever asked wants to know.
pub fn run(args: &HookArgs, global: &Global) -> anyhow::Result<Exit> {
    match &args.hook {
        Hook::Claude(args) => Ok(agent_hook::run(args, global)),
    }
}
