//! Where a repository keeps its parts, found the way git finds them, without opening it as a repository.
//!
//! The owner of the folder is not checked: git refuses folders of other owners because their configuration may name
//! programs to run, and nothing of that configuration is obeyed here. Formats that cannot be read are refused by name.

use super::error::GitError;
use super::settings::Settings;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders and files that make up a repository.
#[derive(Debug)]
pub(crate) struct Location {
    /// Holds `HEAD`; one per work tree.
    pub(crate) git_dir: PathBuf,
    /// Holds objects and branches; shared by all work trees.
    pub(crate) common_dir: PathBuf,
    /// The folder with the files; none in a bare repository.
    pub(crate) work_dir: Option<PathBuf>,
    /// The index file, whether it exists or not.
    pub(crate) index: PathBuf,
    /// Folders of objects, the main one first.
    pub(crate) object_dirs: Vec<PathBuf>,
    /// The layout settings.
    pub(crate) settings: Settings,
}

/// Answers for a variable of the environment.
pub(crate) type Variables<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// A folder that holds a repository, and how it was come by.
struct Found {
    git_dir: PathBuf,
    /// The folder in which a `.git` was found.
    around: Option<PathBuf>,
}

impl Location {
    /// Finds the repository at `start` or above it. No variable is obeyed.
    pub(crate) fn discover(start: &Path) -> Result<Location, GitError> {
        let found = search(start, &[])?;
        Location::assemble(found, &|_| None)
    }

    /// Finds the repository git would use in the folder `cwd` with these variables (`GIT_DIR` and its kin).
    pub(crate) fn from_variables(cwd: &Path, variables: Variables<'_>) -> Result<Location, GitError> {
        let found = match variables("GIT_DIR").filter(|dir| !dir.is_empty()) {
            Some(dir) => named(&cwd.join(dir), cwd)?,
            None => {
                let ceilings = variables("GIT_CEILING_DIRECTORIES").unwrap_or_default();
                search(cwd, &std::env::split_paths(&ceilings).collect::<Vec<_>>())?
            }
        };
        let mut location = Location::assemble(found, variables)?;
        if let Some(dir) = variables("GIT_WORK_TREE").filter(|dir| !dir.is_empty()) {
            location.work_dir = Some(cwd.join(dir));
        }
        if let Some(index) = variables("GIT_INDEX_FILE").filter(|file| !file.is_empty()) {
            location.index = index_file(cwd, location.work_dir.as_deref(), &index);
        }
        Ok(location)
    }

    fn assemble(found: Found, variables: Variables<'_>) -> Result<Location, GitError> {
        let Found { git_dir, around } = found;
        let common_dir = match variables("GIT_COMMON_DIR") {
            Some(dir) => git_dir.join(dir),
            None => common_dir(&git_dir),
        };
        let mut settings = Settings::default();
        settings.read(&small_text(&common_dir.join("config")).unwrap_or_default());
        if settings.flag("extensions.worktreeconfig") == Some(true) {
            settings.read(&small_text(&git_dir.join("config.worktree")).unwrap_or_default());
        }
        refuse_unknown_formats(&settings)?;
        Ok(Location {
            work_dir: work_dir(&git_dir, &common_dir, around, &settings),
            index: git_dir.join("index"),
            object_dirs: object_dirs(&common_dir, variables),
            git_dir,
            common_dir,
            settings,
        })
    }
}

/// Walks up from `start` to the first folder that is or holds a repository.
fn search(start: &Path, ceilings: &[PathBuf]) -> Result<Found, GitError> {
    let start = fs::canonicalize(start).map_err(|error| GitError::io(start, &error))?;
    for (height, folder) in start.ancestors().enumerate() {
        if height > 0 && ceilings.iter().any(|ceiling| ceiling == folder) {
            break;
        }
        let dot_git = folder.join(".git");
        if is_git_dir(&dot_git) {
            return Ok(found_in(dot_git, folder));
        }
        if dot_git.is_file() {
            return Ok(found_in(follow_gitfile(&dot_git)?, folder));
        }
        if is_git_dir(folder) {
            return Ok(itself(folder));
        }
    }
    Err(GitError::NotARepository {
        path: start.display().to_string(),
        reason: "no .git there or in a folder above".to_owned(),
    })
}

fn found_in(git_dir: PathBuf, folder: &Path) -> Found {
    Found {
        git_dir,
        around: Some(folder.to_path_buf()),
    }
}

/// A folder that is itself a repository; its parent holds the files when it is called `.git`.
fn itself(folder: &Path) -> Found {
    let named_dot_git = folder.file_name().is_some_and(|name| name == ".git");
    Found {
        git_dir: folder.to_path_buf(),
        around: folder.parent().filter(|_| named_dot_git).map(Path::to_path_buf),
    }
}

/// The repository that `GIT_DIR` names; the current folder holds the files then.
fn named(dir: &Path, cwd: &Path) -> Result<Found, GitError> {
    let git_dir = if dir.is_file() {
        follow_gitfile(dir)?
    } else {
        dir.to_path_buf()
    };
    if !is_git_dir(&git_dir) {
        return Err(GitError::NotARepository {
            path: dir.display().to_string(),
            reason: "GIT_DIR names it".to_owned(),
        });
    }
    Ok(found_in(git_dir, cwd))
}

/// The folder that a `.git` file points to. A pointer to another pointer is refused, so there are no loops.
fn follow_gitfile(file: &Path) -> Result<PathBuf, GitError> {
    let refused = |reason: &str| GitError::NotARepository {
        path: file.display().to_string(),
        reason: reason.to_owned(),
    };
    let text = small_text(file).ok_or_else(|| refused("it cannot be read"))?;
    let target = text
        .strip_prefix("gitdir:")
        .ok_or_else(|| refused("it does not say gitdir:"))?;
    let folder = file.parent().unwrap_or(Path::new("")).join(target.trim());
    if is_git_dir(&folder) {
        Ok(folder)
    } else {
        Err(refused("it points to no repository"))
    }
}

/// Whether a folder has what every repository has.
fn is_git_dir(folder: &Path) -> bool {
    let head = folder.join("HEAD");
    (head.is_file() || head.is_symlink())
        && (folder.join("commondir").is_file() || (folder.join("objects").is_dir() && folder.join("refs").exists()))
}

fn common_dir(git_dir: &Path) -> PathBuf {
    match small_text(&git_dir.join("commondir")) {
        Some(text) => git_dir.join(text.trim_end_matches(['\n', '\r'])),
        None => git_dir.to_path_buf(),
    }
}

/// The folder with the files. In a linked work tree the shared `core.bare` is about the main one, so it does not count.
fn work_dir(git_dir: &Path, common_dir: &Path, around: Option<PathBuf>, settings: &Settings) -> Option<PathBuf> {
    let linked = git_dir != common_dir;
    if !linked && settings.flag("core.bare") == Some(true) {
        return None;
    }
    match settings.get("core.worktree").filter(|_| !linked) {
        Some(dir) => Some(git_dir.join(dir)),
        None => around,
    }
}

/// A relative index file is looked for where git's hooks run: at the top of the work tree.
fn index_file(cwd: &Path, work_dir: Option<&Path>, index: &OsString) -> PathBuf {
    let here = cwd.join(index);
    match work_dir.map(|dir| dir.join(index)) {
        Some(there) if !here.exists() => there,
        _ => here,
    }
}

/// The main folder of objects and those the environment adds, as a hook's quarantine does.
fn object_dirs(common_dir: &Path, variables: Variables<'_>) -> Vec<PathBuf> {
    let main = variables("GIT_OBJECT_DIRECTORY").map_or_else(|| common_dir.join("objects"), PathBuf::from);
    let more = variables("GIT_ALTERNATE_OBJECT_DIRECTORIES").unwrap_or_default();
    std::iter::once(main)
        .chain(std::env::split_paths(&more).filter(|dir| dir.is_dir()))
        .collect()
}

/// Refuses formats by name: what they change (ids, references) would be read wrongly.
fn refuse_unknown_formats(settings: &Settings) -> Result<(), GitError> {
    let version = settings.get("core.repositoryformatversion").unwrap_or("0");
    if !matches!(version, "0" | "1") {
        return Err(unsupported(format!("repository format version {version}")));
    }
    for (name, value) in settings.extensions() {
        match (name, value) {
            ("objectformat", "sha1") | ("refstorage", "files") => {}
            ("objectformat", other) => return Err(unsupported(format!("object format {other} (only sha1 is read)"))),
            ("refstorage", other) => {
                return Err(unsupported(format!("reference storage {other} (only files are read)")));
            }
            ("noop" | "noop-v1" | "partialclone" | "preciousobjects" | "worktreeconfig" | "relativeworktrees", _) => {}
            (other, _) if version == "1" => return Err(unsupported(format!("extension {other}"))),
            _ => {}
        }
    }
    Ok(())
}

fn unsupported(what: String) -> GitError {
    GitError::Unsupported { what }
}

/// The text of a small ordinary file; `None` for anything else.
pub(crate) fn small_text(path: &Path) -> Option<String> {
    const LIMIT: u64 = 16 << 20;
    let meta = fs::metadata(path).ok()?;
    if !meta.is_file() || meta.len() > LIMIT {
        return None;
    }
    fs::read(path)
        .ok()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::Location;
    use std::ffi::OsString;
    use std::fs;
    use std::path::Path;

    /// The bones of a repository at `root/.git`.
    fn bones(root: &Path) {
        for folder in ["objects", "refs"] {
            fs::create_dir_all(root.join(".git").join(folder)).unwrap();
        }
        fs::write(root.join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    }

    #[test]
    fn variables_that_git_gives_its_hooks_are_obeyed() {
        let folder = tempfile::TempDir::new().unwrap();
        bones(folder.path());
        let variables = |name: &str| match name {
            "GIT_DIR" => Some(OsString::from(".git")),
            "GIT_INDEX_FILE" => Some(OsString::from(".git/next-index-7.lock")),
            _ => None,
        };
        let location = Location::from_variables(folder.path(), &variables).unwrap();
        assert_eq!(location.work_dir.as_deref(), Some(folder.path()));
        assert_eq!(location.index, folder.path().join(".git/next-index-7.lock"));
        assert!(Location::discover(folder.path()).unwrap().index.ends_with(".git/index"));
    }

    #[test]
    fn gitfiles_that_point_in_a_circle_and_unknown_extensions_are_refused() {
        let folder = tempfile::TempDir::new().unwrap();
        fs::write(folder.path().join(".git"), "gitdir: .git").unwrap();
        assert!(Location::discover(folder.path()).is_err());
        fs::remove_file(folder.path().join(".git")).unwrap();
        bones(folder.path());
        let config = "[core]\nrepositoryformatversion = 1\n[extensions]\nnovelty = 1\n";
        fs::write(folder.path().join(".git/config"), config).unwrap();
        let error = Location::discover(folder.path()).unwrap_err();
        assert!(error.to_string().contains("extension novelty"));
    }
}
