//! What is said when a command cannot do its job.

use super::exit::Exit;
use crate::render::escape::visible;
use std::fmt::Write as _;
use std::io::Write as _;

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

/// A hint on standard error; a run does not fail when it cannot be shown.
pub fn hint(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", visible(text));
}

#[cfg(test)]
mod tests {
    use super::phrase;
    use anyhow::anyhow;

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
}
