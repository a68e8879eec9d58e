//! `abreast init`: looks what a repository uses already, and writes what makes abreast work there, after showing it. Nothing that is
//! there is overwritten; files of others are only added to, and only where what comes of it is certain.

mod agents;
mod baseline;
mod ci;
mod files;
mod hooks;
mod pages;
mod settings_file;
mod show;
mod site;
mod source;
mod step;
mod toml_text;
mod yaml;

use super::args::Global;
use super::error::{UsageError, hint};
use super::exit::Exit;
use super::job;
use super::output::print;
use crate::git::repo::Repo;
use crate::render::report::plural;
use clap::{Args, ValueEnum};
use site::Site;
use source::Source;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use step::{Step, Write};

const HELP: &str = "\
Examples:
  abreast init                        show what there is to write, ask, write it
  abreast init --yes                  write it without asking
  abreast init --dry-run              only show it
  abreast init --only hook            the hook, and nothing else
  abreast init --agent claude         a hook for Claude Code, too
  abreast init --baseline             accept what is stale already
  abreast init --source OWNER/abreast@COMMIT
                                      a job for CI that takes abreast from there

What is there already stays as it is: a second run writes nothing.

Exit codes: 0 done, or there was nothing to do; 2 the job could not be done, or there was nobody to ask and no --yes.";

/// Arguments of `abreast init`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct InitArgs {
    /// Set up these parts only
    #[arg(long, value_name = "PART,..", value_delimiter = ',')]
    pub only: Vec<Part>,
    /// Where CI takes abreast from: a repository that holds it, and the full id of a commit
    #[arg(long, value_name = "OWNER/REPO@COMMIT", value_parser = Source::parse)]
    source: Option<Source>,
    /// Have a coding agent told what its changes make stale [default: the one that has a folder here]
    #[arg(long, value_name = "AGENT")]
    pub agent: Option<Agent>,
    /// Write the findings that are there already to the baseline
    #[arg(long)]
    pub baseline: bool,
    /// Write without asking
    #[arg(short, long, conflicts_with = "dry_run")]
    pub yes: bool,
    /// Show what would be written, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// What can be set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The hook that checks each commit, with the hook manager that is used here
    Hook,
    /// The job that checks each pull request
    Ci,
    /// Settings, where some differ from the defaults, and the baseline
    Config,
    /// The hook of a coding agent
    Agent,
}

/// The coding agents that can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Agent {
    /// Claude Code, in .claude/settings.json
    Claude,
}

/// Shows what there is to write, and writes it.
///
/// # Errors
/// When the repository cannot be read, or there is nobody to ask, or a file cannot be written.
pub fn run(args: &InitArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let site = Site::new(&repo, job::work_tree(&repo)?)?;
    let steps = steps(&site, args, global)?;
    if !global.quiet {
        print(&(pages::found(&site) + "\n"))?;
    }
    print(&show::steps(&site, &steps))?;
    let writes: Vec<&Write> = steps.iter().filter_map(Step::write).collect();
    if writes.is_empty() || args.dry_run {
        return Ok(Exit::Clean);
    }
    if !args.yes && !agreed(writes.len())? {
        hint("nothing was written");
        return Ok(Exit::Clean);
    }
    for write in writes {
        write.write(&site)?;
        print(&show::line("wrote", &write.shown(&site)))?;
    }
    Ok(Exit::Clean)
}

fn steps(site: &Site<'_>, args: &InitArgs, global: &Global) -> anyhow::Result<Vec<Step>> {
    let wants = |part: Part| args.only.is_empty() || args.only.contains(&part);
    let mut steps = Vec::new();
    if wants(Part::Hook) {
        steps.extend(hooks::steps(site)?);
    }
    if wants(Part::Ci) {
        steps.extend(ci::steps(site, args.source.as_ref())?);
    }
    if args.agent.is_some() || (wants(Part::Agent) && site.has_folder(".claude")) {
        steps.push(agents::claude(site)?);
    }
    let mut settings = None;
    if wants(Part::Config) {
        let (step, text) = settings_file::step(site)?;
        steps.extend(step);
        settings = text;
    }
    if wants(Part::Config) || args.baseline {
        steps.extend(baseline::step(site, settings.as_deref(), args.baseline, global)?);
    }
    Ok(steps)
}

/// Asks whoever sits at the terminal.
fn agreed(count: usize) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() {
        return Err(UsageError {
            message: format!("{} to write, and nobody to ask", plural(count, "file")),
            help: "--yes writes without asking, --dry-run only shows".to_owned(),
        }
        .into());
    }
    let files = if count == 1 { "this file" } else { "these files" };
    let number = if count == 1 { String::new() } else { format!("{count} ") };
    let question = format!("Write {}? [y/N] ", files.replacen(' ', &format!(" {number}"), 1));
    write!(io::stderr().lock(), "{question}")?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    #[test]
    fn only_a_clear_yes_is_one() {
        assert!(["y\n", "Y", " yes \r\n"].into_iter().all(is_yes));
        assert!(!["", "\n", "n", "no", "yep", "ja"].into_iter().any(is_yes));
    }
}
