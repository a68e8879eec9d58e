//! `abreast man`: the manual page, all commands in one.

use super::args::Cli;
use super::exit::Exit;
use super::output::print;
use clap::CommandFactory as _;
use std::io::Write as _;

/// Prints the manual page in roff.
///
/// # Errors
/// When it cannot be written.
pub fn run() -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
        let man = clap_mangen::Man::new(part.clone());
        writeln!(page, ".SH \"ABREAST {}\"", part.get_name().to_uppercase())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        man.render_extra_section(&mut page)?;
    }
    print(&String::from_utf8(page)?)?;
    Ok(Exit::Clean)
}
