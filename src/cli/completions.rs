//! `abreast completions`: completion scripts for shells.

use super::args::{Cli, CompletionsArgs};
use super::exit::Exit;
use clap::CommandFactory as _;
use std::io::Write as _;

/// Prints the script of a shell.
///
/// # Errors
/// When it cannot be written.
pub fn run(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "abreast", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Clean)
}
