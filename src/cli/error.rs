//! What is said when a command cannot do its job.

use super::exit::Exit;
use crate::render::escape::visible;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// A command line that is well-formed and still makes no sense here, with the way out.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct UsageError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Says on standard error what went wrong, and gives the exit of it.
pub fn report(cause: &anyhow::Error) -> Exit {
    if is_broken_pipe(cause) {
        return Exit::Clean;
    }
    let help = cause.downcast_ref::<UsageError>().map(|usage| usage.help.as_str());
    // There is nobody to tell when standard error is gone.
    let _ = anstream::stderr().lock().write_all(phrase(cause, help).as_bytes());
    Exit::Incomplete
}

fn phrase(cause: &anyhow::Error, help: Option<&str>) -> String {
    let red = anstyle::AnsiColor::BrightRed.on_default().bold();
    let cyan = anstyle::AnsiColor::BrightCyan.on_default().bold();
    let mut text = format!("{red}error{red:#}: {}\n", visible(&cause.to_string()));
    let mut said = cause.to_string();
    for deeper in cause.chain().skip(1).map(ToString::to_string) {
        // Some errors repeat their cause in their own message.
        if !said.contains(&deeper) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  because: {}", visible(&deeper));
        }
        said = deeper;
    }
    if let Some(help) = help {
        let _ = writeln!(text, "{cyan}help{cyan:#}: {help}");
    }
    text
}

/// Whether the reader of our output went away, as `head` does: no fault of ours or the user's.
fn is_broken_pipe(cause: &anyhow::Error) -> bool {
    let errors = cause.chain().filter_map(|deeper| deeper.downcast_ref::<io::Error>());
    errors
        .map(io::Error::kind)
        .any(|kind| kind == io::ErrorKind::BrokenPipe)
}

/// A hint on standard error; a run does not fail when it cannot be shown.
pub fn hint(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", visible(text));
}

#[cfg(test)]
mod tests {
    use super::{is_broken_pipe, phrase};
    use anyhow::{Context as _, anyhow};
    use std::io;

    #[test]
    fn causes_are_told_once() {
        let cause = anyhow!("no such file").context("cannot read a.toml");
        let text = anstream::adapter::strip_str(&phrase(&cause, Some("look again"))).to_string();
        assert_eq!(
            text,
            "error: cannot read a.toml\n  because: no such file\nhelp: look again\n"
        );
        let repeated = anyhow!("no such file").context("cannot read a.toml: no such file");
        assert_eq!(phrase(&repeated, None).lines().count(), 1);
    }

    #[test]
    fn a_reader_that_went_away_is_recognised_behind_its_context() {
        let gone: io::Result<()> = Err(io::ErrorKind::BrokenPipe.into());
        assert!(is_broken_pipe(&gone.context("cannot write").unwrap_err()));
        assert!(!is_broken_pipe(&anyhow!("broken pipe")));
    }
}
