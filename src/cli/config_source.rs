//! Where settings come from: the file of `--config`, or the side of the repository that may be trusted.

use super::args::SettingsArgs;
use super::trusted_files::{Files, TrustedFiles};
use crate::config::load::{ConfigError, ConfigFile, FILE_NAMES, from_files};
use crate::git::error::GitError;
use crate::model::problem::{Problem, ProblemKind};
use std::collections::BTreeMap;
use std::path::Path;

/// No settings file is larger than this many bytes.
const MAX_SIZE: u64 = 1 << 20;

/// The texts of the files that can hold settings, by name; of a file that is only for settings also why there is none.
type Texts = BTreeMap<&'static str, Result<String, ConfigError>>;

/// The settings file that counts for this run, and what is to be said about it.
///
/// # Errors
/// When the settings are malformed or cannot be read.
pub fn find(files: &TrustedFiles<'_>, args: &SettingsArgs) -> anyhow::Result<(Option<ConfigFile>, Vec<Problem>)> {
    if let Some(path) = &args.config {
        return Ok((Some(explicit(path)?), Vec::new()));
    }
    if args.isolated {
        return Ok((None, Vec::new()));
    }
    let obeyed = load(texts(&files.obeyed)?)?;
    let problem = match &files.head {
        Some(head) => changed(obeyed.as_ref(), load(texts(head)?)),
        None => None,
    };
    Ok((obeyed, problem.into_iter().collect()))
}

/// The file that was asked for by name. Any name will do; manifests are searched for their table.
fn explicit(path: &Path) -> anyhow::Result<ConfigFile> {
    let shown = path.display().to_string();
    let unreadable = |reason: String| ConfigError::Unreadable {
        path: shown.clone(),
        reason,
    };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let file = ConfigFile::parse(&shown, &text)?;
    Ok(file.ok_or_else(|| unreadable("it holds no table of abreast".to_owned()))?)
}

/// Says that the head has other settings, if it has.
fn changed(base: Option<&ConfigFile>, head: Result<Option<ConfigFile>, ConfigError>) -> Option<Problem> {
    let options = |file: &ConfigFile| file.options.clone();
    let (path, how) = match head {
        Err(error) => (None, format!("the settings of the head are malformed ({error})")),
        Ok(head) if head.as_ref().map(options) == base.map(options) => return None,
        Ok(head) => {
            let path = head.as_ref().or(base).map(|file| file.path.as_str().into());
            (path, "settings differ between base and head".to_owned())
        }
    };
    Some(Problem {
        path,
        line: None,
        kind: ProblemKind::ConfigChanged,
        message: format!("{how}: those of the base were obeyed"),
        fatal: false,
    })
}

fn load(texts: Texts) -> Result<Option<ConfigFile>, ConfigError> {
    let texts = texts.into_iter().map(|(name, text)| Ok((name, text?)));
    let texts: BTreeMap<&str, String> = texts.collect::<Result<_, ConfigError>>()?;
    from_files(&|name| texts.get(name).cloned())
}

/// Notes a file's text, or why there is none. Manifests have other readers who complain; a file that is only for settings
/// must not be passed over in silence.
fn note(texts: &mut Texts, name: &'static str, text: Result<String, String>) {
    let text = text.map_err(|reason| ConfigError::Unreadable {
        path: name.to_owned(),
        reason,
    });
    if text.is_ok() || name.trim_start_matches('.') == "abreast.toml" {
        texts.insert(name, text);
    }
}

/// The texts of one side.
fn texts(files: &Files<'_>) -> Result<Texts, GitError> {
    let mut texts = Texts::new();
    for &name in FILE_NAMES {
        if let Some(text) = files.text(name, MAX_SIZE)? {
            note(&mut texts, name, text);
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::changed;
    use crate::config::load::{ConfigError, ConfigFile};

    fn file(text: &str) -> Option<ConfigFile> {
        ConfigFile::parse("abreast.toml", text).unwrap()
    }

    #[test]
    fn other_settings_at_head_are_reported() {
        let (strict, off) = (file("fail-on = 'note'"), file("fail-on = 'never'"));
        let problem = changed(strict.as_ref(), Ok(off.clone())).unwrap();
        assert_eq!(
            problem.message,
            "settings differ between base and head: those of the base were obeyed"
        );
        assert_eq!(problem.path, Some("abreast.toml".into()));
        assert!(changed(None, Ok(off)).is_some() && changed(strict.as_ref(), Ok(None)).is_some());
    }

    #[test]
    fn the_same_settings_written_otherwise_are_no_change() {
        let (plain, commented) = (file("fail-on = 'note'"), file("# strict\nfail-on = \"note\""));
        assert!(changed(plain.as_ref(), Ok(commented)).is_none() && changed(None, Ok(None)).is_none());
    }

    #[test]
    fn malformed_settings_at_head_do_not_stop_the_check() {
        let error = ConfigError::Twice {
            first: "a".to_owned(),
            second: "b".to_owned(),
        };
        assert!(changed(None, Err(error)).unwrap().message.contains("malformed"));
    }
}
