//! Where settings come from: the file of `--config`, or the side of the repository that may be trusted. A pull request must not
//! be able to switch off the check of itself, so that its base side is obeyed and a difference is reported.

use super::args::RuleArgs;
use crate::config::load::{ConfigError, ConfigFile, FILE_NAMES, from_files};
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::{FileKind, Revision};
use std::collections::BTreeMap;
use std::path::Path;

/// No settings file is larger than this many bytes.
const MAX_SIZE: u64 = 1 << 20;

/// The texts of the files that can hold settings, by name; of a file that is only for settings also why there is none.
type Texts = BTreeMap<&'static str, Result<String, ConfigError>>;

/// The settings file that counts for this run, and what is to be said about it.
///
/// # Errors
/// When the settings are malformed, or the revision they come from cannot be read.
pub fn find(repo: &Repo, scope: &Scope, args: &RuleArgs) -> anyhow::Result<(Option<ConfigFile>, Vec<Problem>)> {
    if let Some(path) = &args.config {
        return Ok((Some(explicit(path)?), Vec::new()));
    }
    if args.isolated {
        return Ok((None, Vec::new()));
    }
    if let Scope::Range { base, head } = scope {
        return of_range(repo, base, head.as_deref());
    }
    let texts = match scope {
        Scope::Revision(revision) => committed(repo, Revision::Commit(repo.resolve(revision)?))?,
        Scope::Staged => committed(repo, Revision::Index)?,
        _ => repo.work_dir().map(on_disk).unwrap_or_default(),
    };
    Ok((load(texts)?, Vec::new()))
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

fn of_range(repo: &Repo, base: &str, head: Option<&str>) -> anyhow::Result<(Option<ConfigFile>, Vec<Problem>)> {
    let base = repo.resolve(base)?;
    let head = repo.resolve(head.unwrap_or("HEAD"))?;
    // Without a common commit there is nothing to compare: whoever gathers the facts says so.
    let Some(fork) = repo.merge_base(base, head)? else {
        return Ok((None, Vec::new()));
    };
    let at_base = committed(repo, Revision::Commit(fork))?;
    let at_head = committed(repo, Revision::Commit(head))?;
    let obeyed = load(at_base)?;
    let problem = changed(obeyed.as_ref(), load(at_head));
    Ok((obeyed, problem.into_iter().collect()))
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

fn as_text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

const NOT_ORDINARY: &str = "it is not an ordinary file of this repository (links are not followed)";

/// The files of a commit or of the index.
fn committed(repo: &Repo, revision: Revision) -> anyhow::Result<Texts> {
    let (snapshot, _) = repo.snapshot(revision)?;
    let mut texts = Texts::new();
    for &name in FILE_NAMES {
        let Some(entry) = snapshot.files.get(name) else {
            continue;
        };
        let text = match entry.kind {
            FileKind::File => as_text(repo.read(&snapshot, entry.blob)?.to_vec()),
            _ => Err(NOT_ORDINARY.to_owned()),
        };
        note(&mut texts, name, text);
    }
    Ok(texts)
}

/// The files of a work tree. Only ordinary files are opened: a link could lead anywhere, a pipe would never end.
fn on_disk(root: &Path) -> Texts {
    let mut texts = Texts::new();
    for &name in FILE_NAMES {
        let path = root.join(name);
        let text = match path.symlink_metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => Err(error.to_string()),
            Ok(meta) if !meta.is_file() => Err(NOT_ORDINARY.to_owned()),
            Ok(meta) if meta.len() > MAX_SIZE => Err(format!("it is larger than {MAX_SIZE} bytes")),
            Ok(_) => std::fs::read(&path)
                .map_err(|error| error.to_string())
                .and_then(as_text),
        };
        note(&mut texts, name, text);
    }
    texts
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
