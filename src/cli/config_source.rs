//! Where settings come from: the file of `--config`, or the side of the repository that may be trusted. A pull request must not
//! be able to switch off the check of itself, so that its base side is obeyed and a difference is reported.

use super::args::RuleArgs;
use crate::config::load::{ConfigError, ConfigFile, FILE_NAMES, from_files};
use crate::facts::scope::Scope;
use crate::git::repo::Repo;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::{FileKind, Revision, Snapshot};
use std::collections::BTreeMap;
use std::path::Path;

/// No settings file is larger than this many bytes.
const MAX_SIZE: u64 = 1 << 20;

/// The texts of the files that can hold settings, by name, or why one cannot be read.
type Texts = BTreeMap<&'static str, Result<String, &'static str>>;

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
    Ok((load(&texts)?, Vec::new()))
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
    let obeyed = load(&at_base)?;
    let problem = changed(obeyed.as_ref(), load(&at_head));
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

fn load(texts: &Texts) -> Result<Option<ConfigFile>, ConfigError> {
    // A manifest that cannot be read is the business of whoever needs it as a manifest.
    let ours = texts.iter().filter(|(name, _)| name.ends_with("abreast.toml"));
    let mut unreadable = ours.filter_map(|(name, text)| Some((name, text.as_ref().err()?)));
    if let Some((name, reason)) = unreadable.next() {
        return Err(ConfigError::Unreadable {
            path: (*name).to_owned(),
            reason: (*reason).to_owned(),
        });
    }
    from_files(&|name| texts.get(name)?.clone().ok())
}

fn decode(bytes: Vec<u8>) -> Result<String, &'static str> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8")
}

/// The files of a commit or of the index.
fn committed(repo: &Repo, revision: Revision) -> anyhow::Result<Texts> {
    let (snapshot, _) = repo.snapshot(revision)?;
    let mut texts = Texts::new();
    for name in FILE_NAMES {
        if let Some(text) = text_of(repo, &snapshot, name)? {
            texts.insert(name, text);
        }
    }
    Ok(texts)
}

fn text_of(repo: &Repo, snapshot: &Snapshot, name: &str) -> anyhow::Result<Option<Result<String, &'static str>>> {
    let entry = snapshot.files.get(name).filter(|entry| entry.kind == FileKind::File);
    let Some(entry) = entry else { return Ok(None) };
    let content = repo.read(snapshot, entry.blob)?;
    Ok(Some(decode(content.to_vec())))
}

/// The files of a work tree. Only ordinary files are opened: a link could lead anywhere, a pipe would never end.
fn on_disk(root: &Path) -> Texts {
    let mut texts = Texts::new();
    for name in FILE_NAMES {
        let path = root.join(name);
        let Some(meta) = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file) else {
            continue;
        };
        let text = match std::fs::read(&path) {
            _ if meta.len() > MAX_SIZE => Err("it is larger than 1 MiB"),
            Ok(bytes) => decode(bytes),
            Err(_) => Err("it cannot be opened"),
        };
        texts.insert(name, text);
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
