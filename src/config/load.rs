//! Finds and reads the settings file. Where its text comes from (a commit, the index, the work tree) is the caller's business.

use super::names::{RuleNames, closest};
use super::options::Options;
use crate::model::span::{LineIndex, Span};
use serde::Deserialize;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, ValueDeserializer};

/// Every place that can hold settings: a file at the root, and the tables in it that lead to them.
const PLACES: &[(&str, &[&str])] = &[
    ("abreast.toml", &[]),
    (".abreast.toml", &[]),
    ("pyproject.toml", &["tool", "abreast"]),
    ("Cargo.toml", &["workspace", "metadata", "abreast"]),
    ("Cargo.toml", &["package", "metadata", "abreast"]),
];

/// The file names that can hold settings, most particular first.
pub const FILE_NAMES: &[&str] = &["abreast.toml", ".abreast.toml", "pyproject.toml", "Cargo.toml"];

/// Settings that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Something in them is wrong.
    #[error("{place}: {message}{}", did_you_mean(.suggestion.as_deref()))]
    Invalid {
        /// Where it is written.
        place: Place,
        /// What is wrong.
        message: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// Two places hold settings; obeying one would silently drop the other.
    #[error("{first} and {second} both hold settings of abreast: keep one of them")]
    Twice {
        /// The place that was found first.
        first: String,
        /// The other one.
        second: String,
    },
    /// A file cannot be read, or is not there although it was asked for.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

/// Where a setting is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a settings file; line and column from 1.
    File {
        /// The file, relative to the root.
        path: String,
        /// The line.
        line: u32,
        /// The column in characters.
        column: u32,
    },
    /// On the command line or in the environment: the name of the flag.
    Flag(&'static str),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File { path, line, column } => write!(f, "{path}:{line}:{column}"),
            Place::Flag(flag) => f.write_str(flag),
        }
    }
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// A settings file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// Its path, relative to the root.
    pub path: String,
    /// Its whole text, to point into.
    pub text: String,
    /// What it sets.
    pub options: Options,
}

impl ConfigFile {
    /// Reads a file that holds nothing but settings, or a manifest with a table of them.
    ///
    /// # Errors
    /// When it is not TOML, or holds an unknown key or a value of the wrong type.
    pub fn parse(path: &str, text: &str) -> Result<Option<Self>, ConfigError> {
        let mut found: Option<(String, Self)> = None;
        let name = path.rsplit('/').next().unwrap_or(path);
        let own = (name, [].as_slice());
        let known = PLACES.iter().filter(|(file, _)| *file == name).copied();
        let is_known = FILE_NAMES.contains(&name);
        for (_, tables) in known.chain((!is_known).then_some(own)) {
            if let Some(options) = read_options(path, text, tables)? {
                let here = format!("{path} {}", table_name(tables)).trim().to_owned();
                if let Some((first, _)) = found {
                    return Err(ConfigError::Twice { first, second: here });
                }
                found = Some((here, Self::new(path, text, options)));
            }
        }
        Ok(found.map(|(_, file)| file))
    }

    fn new(path: &str, text: &str, options: Options) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            options,
        }
    }

    /// Where the file writes this string; its first line when it cannot be found.
    pub(crate) fn place_of(&self, string: &str) -> Place {
        let quoted = [format!("\"{string}\""), format!("'{string}'"), string.to_owned()];
        let at = quoted.iter().find_map(|needle| self.text.find(needle)).unwrap_or(0);
        place(&self.path, &self.text, at)
    }
}

/// Looks for settings in the files of a repository's root. `read` gives the text of a root-relative path, if there is such a file.
///
/// # Errors
/// When settings are malformed, or two places hold some.
pub fn from_files(read: &dyn Fn(&str) -> Option<String>) -> Result<Option<ConfigFile>, ConfigError> {
    let mut found: Option<ConfigFile> = None;
    for name in FILE_NAMES {
        let Some(text) = read(name) else { continue };
        let Some(file) = ConfigFile::parse(name, &text)? else {
            continue;
        };
        if let Some(first) = found {
            return Err(ConfigError::Twice {
                first: first.path,
                second: file.path,
            });
        }
        found = Some(file);
    }
    Ok(found)
}

/// Complains about the first selector that is no rule and no group.
///
/// # Errors
/// When there is one.
pub fn check_names<'a>(
    selectors: impl IntoIterator<Item = &'a String>,
    rules: RuleNames<'_>,
    place: impl Fn(&str) -> Place,
) -> Result<(), ConfigError> {
    let unknown = selectors.into_iter().find(|name| rules.expand(name).is_empty());
    unknown.map_or(Ok(()), |name| {
        Err(ConfigError::Invalid {
            place: place(name),
            message: format!("unknown rule or group `{name}`"),
            suggestion: rules.closest(name),
        })
    })
}

fn table_name(tables: &[&str]) -> String {
    if tables.is_empty() {
        return String::new();
    }
    format!("[{}]", tables.join("."))
}

/// The options in the given table of the file; `None` when it has no such table.
fn read_options(path: &str, text: &str, tables: &[&str]) -> Result<Option<Options>, ConfigError> {
    // A manifest that never names abreast may even be broken (a template, say): that is not ours to report.
    if !tables.is_empty() && !text.contains("abreast") {
        return Ok(None);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let invalid = |error: toml::de::Error| invalid(path, text, &error);
    let root = DeTable::parse(text).map_err(invalid)?;
    let Some((last, folders)) = tables.split_last() else {
        return Options::deserialize(Deserializer::from(root))
            .map(Some)
            .map_err(invalid);
    };
    let table = folders
        .iter()
        .try_fold(root.into_inner(), |table, name| into_table(take(table, name)?));
    let Some(value) = table.and_then(|table| take(table, last)) else {
        return Ok(None);
    };
    Options::deserialize(ValueDeserializer::from(value))
        .map(Some)
        .map_err(invalid)
}

fn take<'i>(table: DeTable<'i>, name: &str) -> Option<Spanned<DeValue<'i>>> {
    table
        .into_iter()
        .find(|(key, _)| key.get_ref() == name)
        .map(|(_, value)| value)
}

fn into_table(value: Spanned<DeValue<'_>>) -> Option<DeTable<'_>> {
    match value.into_inner() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

pub(super) fn invalid(path: &str, text: &str, error: &toml::de::Error) -> ConfigError {
    let (message, suggestion) = phrase(error.message());
    ConfigError::Invalid {
        place: place(path, text, error.span().map_or(0, |span| span.start)),
        message,
        suggestion,
    }
}

fn place(path: &str, text: &str, offset: usize) -> Place {
    let at = LineIndex::new(text).locate(text, Span::new(offset, offset).start);
    Place::File {
        path: path.to_owned(),
        line: at.line,
        column: at.column,
    }
}

/// serde says "unknown field `x`, expected one of `a`, `b`": the list is long, the nearest of it is what helps.
fn phrase(message: &str) -> (String, Option<String>) {
    let message = message.trim().replace('\n', "; ");
    let (noun, rest) = match (
        message.strip_prefix("unknown field "),
        message.strip_prefix("unknown variant "),
    ) {
        (Some(rest), _) => ("unknown key", rest),
        (_, Some(rest)) => ("unknown value", rest),
        _ => return (message, None),
    };
    let mut names = rest.split('`').skip(1).step_by(2);
    let name = names.next().unwrap_or_default();
    let candidates: Vec<&str> = names.collect();
    let suggestion = closest(name, candidates.iter().copied());
    let few = candidates.len() <= 4 && suggestion.is_none() && !candidates.is_empty();
    let list = if few {
        format!(", expected one of `{}`", candidates.join("`, `"))
    } else {
        String::new()
    };
    (format!("{noun} `{name}`{list}"), suggestion)
}

#[cfg(test)]
mod tests {
    use super::{ConfigError, ConfigFile, from_files};
    use crate::config::options::{FailOn, LevelOption};

    fn load(files: &[(&str, &str)]) -> Result<Option<ConfigFile>, ConfigError> {
        from_files(&|name| {
            let file = files.iter().find(|(path, _)| *path == name);
            file.map(|(_, text)| (*text).to_owned())
        })
    }

    fn message(files: &[(&str, &str)]) -> String {
        load(files).unwrap_err().to_string()
    }

    #[test]
    fn each_of_the_places_is_read() {
        let standing = [("abreast.toml", ""), (".abreast.toml", "")];
        let tables = [
            ("pyproject.toml", "[tool.abreast]\n"),
            ("Cargo.toml", "[workspace.metadata.abreast]\n"),
            ("Cargo.toml", "[package.metadata.abreast]\n"),
        ];
        for (path, table) in standing.into_iter().chain(tables) {
            let text = format!("{table}fail-on = \"warning\"\nlevels = {{ freshness = \"off\" }}\n");
            let file = load(&[(path, &text)]).unwrap().unwrap();
            assert_eq!(
                (file.path.as_str(), file.options.fail_on),
                (path, Some(FailOn::Warning))
            );
            assert_eq!(file.options.levels["freshness"], LevelOption::Off);
        }
    }

    #[test]
    fn a_manifest_without_our_table_holds_no_settings_even_when_it_is_broken() {
        assert_eq!(load(&[("pyproject.toml", "[tool.ruff]\nx = 1\n")]), Ok(None));
        assert_eq!(load(&[("Cargo.toml", "{{ template }}")]), Ok(None));
        assert_eq!(load(&[("Cargo.toml", "[package]\nname = \"abreast\"\n")]), Ok(None));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_what_was_meant() {
        assert_eq!(
            message(&[("abreast.toml", "ignore = []\nfail_on = \"note\"\n")]),
            "abreast.toml:2:1: unknown key `fail_on`; did you mean `fail-on`?"
        );
        assert_eq!(
            message(&[(
                "pyproject.toml",
                "[tool.abreast]\n[[tool.abreast.overrides]]\npath = []\n"
            )]),
            "pyproject.toml:3:1: unknown key `path`; did you mean `paths`?"
        );
    }

    #[test]
    fn a_wrong_value_is_named_with_its_place() {
        assert_eq!(
            message(&[("abreast.toml", "fail-on = \"errors\"\n")]),
            "abreast.toml:1:11: unknown value `errors`; did you mean `error`?"
        );
        let wrong_type = message(&[("abreast.toml", "# a\nexclude = \"vendor\"\n")]);
        assert_eq!(
            wrong_type,
            "abreast.toml:2:11: invalid type: string \"vendor\", expected a sequence"
        );
        assert!(message(&[("abreast.toml", "exclude = [\n")]).starts_with("abreast.toml:"));
    }

    #[test]
    fn two_places_with_settings_are_one_too_many() {
        let both = [("abreast.toml", ""), ("pyproject.toml", "[tool.abreast]\n")];
        assert_eq!(
            message(&both),
            "abreast.toml and pyproject.toml both hold settings of abreast: keep one of them"
        );
        let twice = "[workspace.metadata.abreast]\n[package.metadata.abreast]\n";
        assert!(message(&[("Cargo.toml", twice)]).contains("[workspace.metadata.abreast] and Cargo.toml [package"));
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_do_not_matter() {
        let file = load(&[("abreast.toml", "\u{feff}jobs = 3\r\nfail-on = 'never'\r\n")]);
        assert_eq!(file.unwrap().unwrap().options.jobs, Some(3));
    }
}
