//! Floor 7: the command line. The only folder that reads the environment, writes to the terminal and chooses exit codes.

pub mod ack;
pub mod agent_hook;
pub mod args;
pub mod baseline;
pub mod bus_factor;
pub mod cache;
pub mod check;
pub mod check_args;
pub mod code_tree;
pub mod completions;
pub mod config_source;
pub mod coverage;
pub mod coverage_args;
pub mod declared;
pub mod diff;
pub mod error;
pub mod exit;
pub mod explain;
pub mod fix;
pub mod handoff;
pub mod hook;
pub mod init;
pub mod job;
pub mod knowing;
pub mod knowledge_args;
pub mod man;
pub mod output;
pub mod people_names;
pub mod progress;
pub mod push_range;
pub mod records_source;
pub mod repo_paths;
pub mod report;
pub mod report_args;
pub mod schema;
pub mod trusted_files;
pub mod values;
pub mod who;
pub mod write;

use crate::model::guard::is_guarded;
use args::{Cli, Command};
use clap::builder::Resettable;
use clap::{Arg, CommandFactory as _, FromArgMatches as _};
use exit::Exit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Reads the command line, does what it says, and gives the exit code.
pub fn main() -> ExitCode {
    let matches = without_empty_variables(Cli::command()).try_get_matches();
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(message) => return usage(&message),
    };
    cli.global.color.write_global();
    stay_silent_about_guarded_panics();
    // A fault of ours must not look like a verdict: the runtime's own exit code for a panic means nothing to callers.
    match catch_unwind(AssertUnwindSafe(|| run(&cli))) {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(cause)) => error::report(&cause).into(),
        Err(_) => {
            error::hint("internal error: this is a fault of abreast; please report it with the lines above");
            Exit::Incomplete.into()
        }
    }
}

/// What a reader fails on becomes a problem of that file in the report; the lines of a panic would only frighten.
fn stay_silent_about_guarded_panics() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !is_guarded() {
            tell(info);
        }
    }));
}

/// An empty variable counts as none: workflows pass inputs that were left out as empty ones.
fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |name: &std::ffi::OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
    let forget = move |arg: Arg| {
        let empty = arg.get_env().is_some_and(is_empty);
        if empty { arg.env(Resettable::Reset) } else { arg }
    };
    command
        .mut_args(forget)
        .mut_subcommands(move |command| command.mut_args(forget))
}

fn run(cli: &Cli) -> anyhow::Result<Exit> {
    match &cli.command {
        Command::Check(args) => check::run(args, &cli.global),
        Command::BusFactor(args) => bus_factor::run(args, &cli.global),
        Command::Coverage(args) => coverage::run(args, &cli.global),
        Command::Report(args) => report::run(args, &cli.global),
        Command::Who(args) => who::run(args, &cli.global),
        Command::Handoff(args) => handoff::run(args, &cli.global),
        Command::Ack(args) => ack::run(args, &cli.global),
        Command::Baseline(args) => baseline::run(args, &cli.global),
        Command::Init(args) => init::run(args, &cli.global),
        Command::Hook(args) => hook::run(args, &cli.global),
        Command::Explain(args) => explain::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Cache(args) => cache::run(args, &cli.global),
        Command::Man => man::run(),
    }
}

/// Shows help, the version, or what is wrong with the command line.
fn usage(message: &clap::Error) -> ExitCode {
    // There is nobody to tell when the terminal is gone.
    let _ = message.print();
    if message.use_stderr() && !hook::is_asked_by_agent(std::env::args_os()) {
        Exit::Incomplete.into()
    } else {
        Exit::Clean.into()
    }
}
