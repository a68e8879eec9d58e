//! The two files of findings that a repository accepts, as text: read with complaints that name the place, written in one order,
//! so that two branches that add entries seldom meet in the same line.

use super::load::{ConfigError, Place, invalid};
use crate::model::accepted::{Acknowledgement, BaselineEntry};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The version of both files.
const VERSION: u32 = 1;

const ACKNOWLEDGED_HEAD: &str = "\
# Findings of abreast of which somebody said that the passage is still right, and why: `abreast ack FINDING -m WHY`.
# An entry lapses by itself when the passage or the code it speaks of changes; `abreast ack --prune` removes those.
";

const BASELINE_HEAD: &str = "\
# Findings of abreast that were there when this repository began to be checked: `abreast baseline` removes those that no
# longer occur. To look at all of them: `abreast check --no-baseline`.
";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AcknowledgedFile {
    version: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    acknowledged: Vec<Acknowledgement>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    version: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    finding: Vec<BaselineEntry>,
}

/// Reads a file of acknowledgements; `path` is for complaints.
///
/// # Errors
/// When it is not TOML, holds an unknown key, lacks one, or is of a later version.
pub fn acknowledgements(path: &str, text: &str) -> Result<Vec<Acknowledgement>, ConfigError> {
    let file: AcknowledgedFile = read(path, text)?;
    check_version(path, file.version)?;
    Ok(file.acknowledged)
}

/// Reads a baseline; `path` is for complaints.
///
/// # Errors
/// When it is not TOML, holds an unknown key, lacks one, or is of a later version.
pub fn baseline(path: &str, text: &str) -> Result<Vec<BaselineEntry>, ConfigError> {
    let file: BaselineFile = read(path, text)?;
    check_version(path, file.version)?;
    Ok(file.finding)
}

fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, ConfigError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    toml::from_str(text).map_err(|error| invalid(path, text, &error))
}

fn check_version(path: &str, version: u32) -> Result<(), ConfigError> {
    if version == VERSION {
        return Ok(());
    }
    Err(ConfigError::Invalid {
        place: Place::File {
            path: path.to_owned(),
            line: 1,
            column: 1,
        },
        message: format!("version {version} is not known to this abreast, which knows version {VERSION}"),
        suggestion: None,
    })
}

/// The text of a file of acknowledgements: sorted by page, section, rule and mention, one entry a finding.
pub fn acknowledgements_text(mut entries: Vec<Acknowledgement>) -> String {
    let key = |entry: &Acknowledgement| {
        let Acknowledgement {
            page,
            section,
            rule,
            mention,
            fingerprint,
            ..
        } = entry.clone();
        (page, section, rule, mention, fingerprint)
    };
    entries.sort_by_cached_key(key);
    entries.dedup_by(|a, b| key(a) == key(b));
    text(
        ACKNOWLEDGED_HEAD,
        &AcknowledgedFile {
            version: VERSION,
            acknowledged: entries,
        },
    )
}

/// The text of a baseline: sorted by page, section, rule and mention, one entry a finding.
pub fn baseline_text(mut entries: Vec<BaselineEntry>) -> String {
    entries.sort();
    entries.dedup();
    text(
        BASELINE_HEAD,
        &BaselineFile {
            version: VERSION,
            finding: entries,
        },
    )
}

/// Plain tables of strings: nothing in them can fail to be written.
fn text(head: &str, file: &impl Serialize) -> String {
    head.to_owned() + &toml::to_string(file).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{acknowledgements, acknowledgements_text, baseline, baseline_text};
    use crate::model::accepted::{Acknowledgement, BaselineEntry};

    fn acknowledgement(page: &str, why: &str) -> Acknowledgement {
        Acknowledgement {
            page: page.to_owned(),
            section: vec!["Guide".to_owned(), "a \"quoted\" one".to_owned()],
            rule: "missing-path".to_owned(),
            mention: "src/a\\b.py".to_owned(),
            why: why.to_owned(),
            date: None,
            fingerprint: "0123456789abcdef".to_owned(),
            passage: "1".to_owned(),
            code: "2".to_owned(),
        }
    }

    fn entry(page: &str) -> BaselineEntry {
        BaselineEntry {
            page: page.to_owned(),
            section: Vec::new(),
            rule: "missing-path".to_owned(),
            mention: "x".to_owned(),
            fingerprint: format!("of {page}"),
        }
    }

    #[test]
    fn what_is_written_is_read_again_in_one_order() {
        let hostile = "it's \"so\"\n[[acknowledged]]\n\u{1b}[31m # é";
        let (a, b) = (acknowledgement("a.md", hostile), acknowledgement("b.md", "why"));
        let text = acknowledgements_text(vec![b.clone(), a.clone()]);
        assert_eq!(text, acknowledgements_text(vec![a.clone(), b.clone(), a.clone()]));
        assert_eq!(acknowledgements("x", &text).unwrap(), [a, b]);
        let text = baseline_text(vec![entry("b.md"), entry("a.md"), entry("b.md")]);
        assert_eq!(baseline("x", &text).unwrap(), [entry("a.md"), entry("b.md")]);
    }

    #[test]
    fn an_empty_baseline_is_a_baseline() {
        assert_eq!(baseline("x", &baseline_text(Vec::new())).unwrap(), []);
    }

    #[test]
    fn what_is_odd_is_named_with_its_place() {
        let told = |text: &str| baseline("b.toml", text).unwrap_err().to_string();
        assert_eq!(
            told("version = 1\nfindings = []\n"),
            "b.toml:2:1: unknown key `findings`; did you mean `finding`?"
        );
        assert!(told("version = 9\n").contains("version 9 is not known"));
        assert!(told("").contains("missing field `version`"));
        assert!(told("<<<<<<< HEAD\n").starts_with("b.toml:1:"));
        let long = format!("version = {}", "[".repeat(100_000));
        assert!(told(&long).starts_with("b.toml:1:"));
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_do_not_matter() {
        let text = baseline_text(vec![entry("a.md")]).replace('\n', "\r\n");
        assert_eq!(baseline("x", &format!("\u{feff}{text}")).unwrap(), [entry("a.md")]);
    }
}
