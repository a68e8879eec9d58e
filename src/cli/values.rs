//! Values of flags: how they are written, and what is said when they are written wrong.

use crate::config::names::closest;
use crate::config::options::{FailOn, MinConfidence};
use crate::render::Format;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// A value of `--output`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputArg {
    /// The format, when one is written.
    pub format: Option<Format>,
    /// The file; `-` is standard output.
    pub file: PathBuf,
}

impl OutputArg {
    /// Reads `FILE` or `FORMAT=FILE`.
    ///
    /// # Errors
    /// When no file is named, or the format is none.
    pub fn parse(value: &str) -> Result<Self, String> {
        let (format, file) = split_output(value, &Format::named, &|| {
            Format::all().map(|format| format.name().to_owned()).collect()
        })?;
        Ok(Self { format, file })
    }
}

/// Splits `FORMAT=FILE`, for which there are `named` formats, from a plain `FILE`.
///
/// # Errors
/// When no file is named, or the format is none of `names`.
pub(super) fn split_output<F>(
    value: &str,
    named: &dyn Fn(&str) -> Option<F>,
    names: &dyn Fn() -> Vec<String>,
) -> Result<(Option<F>, PathBuf), String> {
    let is_word = |word: &str| word.chars().all(|of| of.is_ascii_alphanumeric() || of == '-');
    let (format, file) = match value.split_once('=') {
        // Paths may hold `=`: only a bare word in front of it can be a format.
        Some((word, file)) if is_word(word) => (Some(named(word).ok_or_else(|| unknown(word, &names()))?), file),
        _ => (None, value),
    };
    if file.is_empty() {
        return Err("no file is named".to_owned());
    }
    Ok((format, PathBuf::from(file)))
}

fn unknown(word: &str, names: &[String]) -> String {
    match closest(word, names.iter().map(String::as_str)) {
        Some(name) => format!("unknown format `{word}`; did you mean `{name}`?"),
        None => format!("unknown format `{word}`; there are {}", names.join(", ")),
    }
}

/// The formats with what each is for.
pub(super) fn format() -> impl TypedValueParser<Value = Format> {
    let values = Format::all().map(|format| PossibleValue::new(format.name()).help(format.purpose()));
    PossibleValuesParser::new(values).map(|name| Format::named(&name).unwrap_or(Format::Text))
}

/// `error`, `warning`, `note` or `never`.
pub(super) fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["error", "warning", "note", "never"]).map(|name| match name.as_str() {
        "warning" => FailOn::Warning,
        "note" => FailOn::Note,
        "never" => FailOn::Never,
        _ => FailOn::Error,
    })
}

/// `low`, `medium` or `high`.
pub(super) fn min_confidence() -> impl TypedValueParser<Value = MinConfidence> {
    PossibleValuesParser::new(["low", "medium", "high"]).map(|name| match name.as_str() {
        "medium" => MinConfidence::Medium,
        "high" => MinConfidence::High,
        _ => MinConfidence::Low,
    })
}

/// A time: `2026-03-02`, `2026-03-02T10:00:00Z`, or seconds since 1970.
pub(super) fn moment(value: &str) -> Result<jiff::Timestamp, String> {
    let seconds = value.parse::<i64>().ok();
    let of_seconds = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let day = value.parse::<jiff::civil::Date>().ok();
    let of_day = || day.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok());
    of_seconds
        .or_else(|| value.parse().ok())
        .or_else(|| of_day().map(|zoned| zoned.timestamp()))
        .ok_or_else(|| "write it as 2026-03-02 or 2026-03-02T10:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{OutputArg, moment};
    use crate::render::Format;

    #[test]
    fn an_output_is_a_file_with_or_without_a_format() {
        let parse = |value| OutputArg::parse(value).map(|arg| (arg.format, arg.file.display().to_string()));
        assert_eq!(parse("a.json"), Ok((None, "a.json".to_owned())));
        assert_eq!(parse("sarif=a=b"), Ok((Some(Format::Sarif), "a=b".to_owned())));
        assert_eq!(parse("./a=b"), Ok((None, "./a=b".to_owned())));
        assert!(parse("sarif=").is_err() && parse("xml=a").is_err());
    }

    #[test]
    fn times_are_days_moments_or_seconds() {
        let day = moment("2026-03-02").unwrap();
        assert_eq!(day, moment("2026-03-02T00:00:00Z").unwrap());
        assert_eq!(day, moment("1772409600").unwrap());
        assert!(moment("yesterday").is_err());
    }
}
