//! `abreast completions`: completion scripts for shells.

use super::args::{Cli, CompletionsArgs};
use super::exit::Exit;
use super::output::print;
use clap::CommandFactory as _;

/// Prints the script of a shell.
///
/// # Errors
/// When it cannot be written.
pub fn run(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "abreast", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Exit::Clean)
}
