//! Paths of the command line as paths of the repository. Lexical but for the folder the run starts in.

use super::error::UsageError;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use anyhow::Context as _;
use std::path::{Component, Path, PathBuf};

/// The pages to check, relative to the root; empty means all of them.
///
/// # Errors
/// When a path lies outside of the repository.
pub fn restrict(repo: &Repo, start: Option<&Path>, paths: &[String]) -> anyhow::Result<Vec<String>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let prefix = prefix(repo, start)?;
    let mut restricted = Vec::new();
    for path in paths {
        let inside = inside(repo.work_dir(), &prefix, path).ok_or_else(|| outside(path))?;
        // The root itself restricts nothing.
        if inside.is_empty() {
            return Ok(Vec::new());
        }
        restricted.push(inside);
    }
    Ok(restricted)
}

/// Refuses paths that are not in the work tree: a name with a slip in it would check nothing and look like a success.
///
/// # Errors
/// When there is nothing at one of the paths.
pub fn expect_there(root: &Path, paths: &[String]) -> Result<(), UsageError> {
    let gone = paths.iter().find(|path| root.join(path).symlink_metadata().is_err());
    gone.map_or(Ok(()), |path| {
        Err(UsageError {
            message: format!("there is no file or folder {path} in this repository"),
            help: "paths are relative to the folder you are in, or to -C".to_owned(),
        })
    })
}

/// The folder the run starts in, relative to the root; the root itself where there is no work tree.
fn prefix(repo: &Repo, start: Option<&Path>) -> anyhow::Result<String> {
    let Some(root) = repo.work_dir() else {
        return Ok(String::new());
    };
    let canonical = |path: &Path| {
        path.canonicalize()
            .with_context(|| format!("cannot find {}", path.display()))
    };
    let start = canonical(start.unwrap_or(Path::new(".")))?;
    let below = start.strip_prefix(canonical(root)?).map(Path::to_path_buf);
    Ok(slashes(&below.unwrap_or_default()))
}

fn inside(root: Option<&Path>, prefix: &str, path: &str) -> Option<String> {
    let path = Path::new(path);
    let (prefix, path) = if path.is_absolute() {
        let root = root?;
        let below = path.strip_prefix(root).map(Path::to_path_buf);
        // A root that is reached through a symbolic link has two names.
        let below = below.or_else(|error| {
            root.canonicalize()
                .map_err(|_| error)
                .and_then(|root| path.strip_prefix(root).map(Path::to_path_buf))
        });
        ("", below.ok()?)
    } else {
        (prefix, path.to_path_buf())
    };
    let joined = format!("{prefix}/{}", slashes(&path));
    if is_root(&joined) {
        return Some(String::new());
    }
    let resolved = RepoPath::from("").resolve(joined.trim_start_matches('/'))?;
    Some(resolved.as_str().to_owned())
}

/// Whether a path leads back to where it starts.
fn is_root(path: &str) -> bool {
    let mut depth = 0_i64;
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => depth -= 1,
            _ => depth += 1,
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// The path with `/` between its parts, as git writes paths.
fn slashes(path: &Path) -> String {
    let parts: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    let text = parts.to_string_lossy().into_owned();
    if cfg!(windows) { text.replace('\\', "/") } else { text }
}

fn outside(path: &str) -> UsageError {
    UsageError {
        message: format!("`{path}` lies outside of the repository"),
        help: "name pages or folders of this repository, or choose another one with -C".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::inside;
    use std::path::Path;

    #[test]
    fn paths_are_meant_from_the_folder_of_the_run() {
        let from = |prefix, path| inside(None, prefix, path);
        assert_eq!(from("docs", "a.md").as_deref(), Some("docs/a.md"));
        assert_eq!(from("docs/deep", "../a.md").as_deref(), Some("docs/a.md"));
        assert_eq!(from("", "./docs/").as_deref(), Some("docs"));
        assert_eq!(from("docs", "..").as_deref(), Some(""));
        assert_eq!(from("", ".").as_deref(), Some(""));
    }

    #[test]
    fn paths_never_leave_the_repository() {
        assert_eq!(inside(None, "docs", "../../a.md"), None);
        assert_eq!(inside(Some(Path::new("/r")), "", "/etc/passwd"), None);
        assert_eq!(
            inside(Some(Path::new("/r")), "x", "/r/docs/a.md").as_deref(),
            Some("docs/a.md")
        );
    }
}
