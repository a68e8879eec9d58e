//! Reads and writes files of the work tree: only ordinary files inside of it, and each at once or not at all.

use crate::model::path::RepoPath;
use anyhow::Context as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The current text of a file that may be changed: an ordinary UTF-8 file inside the root.
pub fn read(root: &Path, path: &RepoPath) -> Option<String> {
    let file = locate(root, path)?;
    String::from_utf8(fs::read(file).ok()?).ok()
}

/// Replaces the content of a file: written beside it and moved over it, so that nobody ever sees half of it.
///
/// # Errors
/// When the file is gone, is no ordinary file of the work tree any more, or cannot be written.
pub fn replace(root: &Path, path: &RepoPath, text: &str) -> anyhow::Result<()> {
    let file = locate(root, path).with_context(|| format!("{path} is not a file of the work tree"))?;
    move_into_place(&file, path, text, false)
}

/// Replaces the content of a file, or makes it, and the folders it is in.
///
/// # Errors
/// When there is something else in its place, or it cannot be written.
pub fn put(root: &Path, path: &RepoPath, text: &str) -> anyhow::Result<()> {
    if root.join(path.as_str()).symlink_metadata().is_ok() {
        return replace(root, path, text);
    }
    create(root, path, text, false)
}

/// Makes a file that is not there yet, and the folders it is in. A `program` can be run.
///
/// # Errors
/// When there is something in its place, or it cannot be written.
pub fn create(root: &Path, path: &RepoPath, text: &str, program: bool) -> anyhow::Result<()> {
    let file = root.join(path.as_str());
    anyhow::ensure!(file.symlink_metadata().is_err(), "{path} is there already");
    make_folders(root, path)?;
    move_into_place(&file, path, text, program)
}

/// Makes the folders that a file is in. Each that is there has to be a folder and no link to one.
fn make_folders(root: &Path, path: &RepoPath) -> anyhow::Result<()> {
    let ends = path.as_str().match_indices('/').map(|(at, _)| at);
    for folder in ends.map(|end| &path.as_str()[..end]) {
        let on_disk = root.join(folder);
        if on_disk.symlink_metadata().is_err() {
            fs::create_dir(&on_disk).with_context(|| format!("cannot make the folder {folder}"))?;
        }
        let is_folder = on_disk.symlink_metadata().is_ok_and(|meta| meta.is_dir());
        anyhow::ensure!(is_folder, "cannot write {path}: {folder} is not an ordinary folder");
    }
    Ok(())
}

fn move_into_place(file: &Path, path: &RepoPath, text: &str, program: bool) -> anyhow::Result<()> {
    let beside = file.with_file_name(format!(".{}.abreast-{}", path.file_name(), std::process::id()));
    let written = write_beside(file, &beside, text, program).and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        // The error is what matters; a left-over that cannot be removed either is named by it.
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write {path}"))
}

fn write_beside(file: &Path, beside: &Path, text: &str, program: bool) -> std::io::Result<()> {
    let permissions = fs::metadata(file).map(|meta| meta.permissions()).ok();
    let mut new = OpenOptions::new().write(true).create_new(true).open(beside)?;
    new.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        new.set_permissions(permissions)?;
    } else if program {
        make_runnable(&new)?;
    }
    new.sync_all()
}

/// Whoever may read the file may run it.
#[cfg(unix)]
fn make_runnable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata()?.permissions().mode();
    file.set_permissions(fs::Permissions::from_mode(mode | ((mode & 0o444) >> 2)))
}

/// Elsewhere git runs hooks whatever their permissions are.
#[cfg(not(unix))]
fn make_runnable(_file: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Where the file is on disk; `None` when it, or a folder on the way to it, is a link, or when it is not a file.
fn locate(root: &Path, path: &RepoPath) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    let file = root.join(path.as_str());
    let is_file = file.symlink_metadata().ok()?.is_file();
    let here = file.canonicalize().ok()?;
    (is_file && here == file).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::{create, put, read, replace};
    use std::fs;

    #[test]
    fn a_file_is_replaced_and_keeps_its_permissions() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("a.md");
        fs::write(&file, "old").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o750)).unwrap();
        }
        replace(root.path(), &"a.md".into(), "new").unwrap();
        assert_eq!(read(root.path(), &"a.md".into()).as_deref(), Some("new"));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o750);
        }
    }

    #[test]
    fn a_file_is_made_with_its_folder_and_replaced_later() {
        let root = tempfile::tempdir().unwrap();
        for text in ["one", "two"] {
            put(root.path(), &"a/b.toml".into(), text).unwrap();
            assert_eq!(fs::read_to_string(root.path().join("a/b.toml")).unwrap(), text);
        }
        put(root.path(), &"d/e/f".into(), "deep").unwrap();
        assert_eq!(fs::read_to_string(root.path().join("d/e/f")).unwrap(), "deep");
        assert!(create(root.path(), &"d/e/f".into(), "again", false).is_err());
        fs::write(root.path().join("c"), "a file").unwrap();
        assert!(put(root.path(), &"c/b.toml".into(), "x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_never_followed() {
        let root = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("a.md"), "x").unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("docs")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("a.md"), root.path().join("b.md")).unwrap();
        for path in ["docs/a.md", "b.md", "../a.md", "missing.md", ""] {
            assert_eq!(read(root.path(), &path.into()), None, "{path}");
            assert!(replace(root.path(), &path.into(), "y").is_err());
        }
        for path in ["docs/new.md", "docs/a.md", "docs/x/new.md", "b.md"] {
            assert!(put(root.path(), &path.into(), "y").is_err(), "{path}");
        }
        assert_eq!(fs::read_to_string(outside.path().join("a.md")).unwrap(), "x");
    }
}
