//! Where results go: standard output, files, or several of them in one run.

use super::args::OutputArgs;
use crate::model::report::Report;
use crate::render::{Format, Look};
use anstream::{AutoStream, ColorChoice};
use anyhow::Context as _;
use std::io;
use std::path::{Path, PathBuf};

/// How wide lines may be when nobody tells.
const DEFAULT_WIDTH: usize = 120;

/// One output of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its format.
    pub format: Format,
    /// Its file; standard output when `None`.
    pub file: Option<PathBuf>,
}

/// The outputs that were asked for. `FORMAT=FILE` comes besides standard output, a plain `FILE` in its place.
pub fn targets(args: &OutputArgs) -> Vec<Target> {
    let is_stdout = |file: &Path| file == Path::new("-");
    let given = args.output.iter().map(|output| Target {
        format: output
            .format
            .or(args.format)
            .unwrap_or_else(|| by_extension(&output.file)),
        file: (!is_stdout(&output.file)).then(|| output.file.clone()),
    });
    let mut targets: Vec<Target> = given.collect();
    let replaced = args.output.iter().any(|output| output.format.is_none());
    if !replaced && targets.iter().all(|target| target.file.is_some()) {
        let format = args.format.unwrap_or(Format::Text);
        targets.insert(0, Target { format, file: None });
    }
    targets
}

/// Each output with its file, for commands with formats of their own: `FORMAT=FILE` comes besides standard output, which is last;
/// a plain `FILE` takes its place.
pub fn files_first<'a, F: Copy>(
    given: impl Iterator<Item = (Option<F>, &'a Path)>,
    format: F,
) -> Vec<(F, Option<PathBuf>)> {
    let mut replaced = false;
    let mut targets: Vec<(F, Option<PathBuf>)> = Vec::new();
    for (of, file) in given {
        replaced |= of.is_none();
        let file = (file != Path::new("-")).then(|| file.to_owned());
        targets.push((of.unwrap_or(format), file));
    }
    if !replaced && targets.iter().all(|(_, file)| file.is_some()) {
        targets.push((format, None));
    }
    targets
}

/// The format that a file's name promises; text when it promises none.
fn by_extension(file: &Path) -> Format {
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    match extension.to_ascii_lowercase().as_str() {
        "sarif" => Format::Sarif,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::Jsonl,
        "md" | "markdown" => Format::Markdown,
        "xml" => Format::Junit,
        _ => Format::Text,
    }
}

/// Writes a report to all of its targets: files first, so that they are whole even when the reader of standard output goes away.
///
/// # Errors
/// When one of them cannot be written.
pub fn write(targets: &[Target], report: &Report, quiet: bool) -> anyhow::Result<()> {
    let look = Look { quiet, ..Look::PLAIN };
    for (target, file) in targets
        .iter()
        .filter_map(|target| Some((target, target.file.as_ref()?)))
    {
        let text = target.format.render(report, &look);
        std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    for target in targets.iter().filter(|target| target.file.is_none()) {
        print(&target.format.render(report, &look_of_stdout(quiet)))?;
    }
    Ok(())
}

/// Writes text to standard output, its colors stripped when they are not wanted. A reader that went away, as `head` does, has
/// seen enough: that is no error.
///
/// # Errors
/// When it cannot be written.
pub fn print(text: &str) -> io::Result<()> {
    fn all(text: &str, mut to: impl io::Write) -> io::Result<()> {
        to.write_all(text.as_bytes())?;
        to.flush()
    }
    // Text without colors, as all that machines read, needs nobody to look for them.
    let written = match text.contains('\u{1b}') {
        true => all(text, anstream::stdout().lock()),
        false => all(text, io::stdout().lock()),
    };
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes text to a file, or to standard output when there is none or it is `-`.
///
/// # Errors
/// When it cannot be written.
pub fn put(text: &str, file: Option<&Path>) -> anyhow::Result<()> {
    match file.filter(|file| *file != Path::new("-")) {
        Some(file) => std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display())),
        None => Ok(print(text)?),
    }
}

fn look_of_stdout(quiet: bool) -> Look {
    let styled = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
    Look {
        styled,
        width: width.map_or(DEFAULT_WIDTH, usize::from),
        quiet,
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, targets};
    use crate::cli::args::OutputArgs;
    use crate::cli::values::OutputArg;
    use crate::render::Format;

    fn chosen(format: Option<Format>, outputs: &[&str]) -> Vec<Target> {
        let output = outputs.iter().map(|output| OutputArg::parse(output).unwrap()).collect();
        targets(&OutputArgs { format, output })
    }

    fn target(format: Format, file: Option<&str>) -> Target {
        let file = file.map(Into::into);
        Target { format, file }
    }

    #[test]
    fn without_flags_text_goes_to_standard_output() {
        assert_eq!(chosen(None, &[]), [target(Format::Text, None)]);
        assert_eq!(chosen(Some(Format::Json), &["-"]), [target(Format::Json, None)]);
    }

    #[test]
    fn a_file_with_a_format_comes_besides_standard_output() {
        let both = [target(Format::Github, None), target(Format::Sarif, Some("a.sarif"))];
        assert_eq!(chosen(Some(Format::Github), &["sarif=a.sarif"]), both);
        assert_eq!(chosen(None, &["json=-"]), [target(Format::Json, None)]);
    }

    #[test]
    fn a_file_without_a_format_takes_the_place_of_standard_output() {
        assert_eq!(
            chosen(Some(Format::Sarif), &["a.txt"]),
            [target(Format::Sarif, Some("a.txt"))]
        );
        assert_eq!(chosen(None, &["a.sarif"]), [target(Format::Sarif, Some("a.sarif"))]);
    }
}
