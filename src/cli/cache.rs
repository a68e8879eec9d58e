//! `abreast cache`, and where the cache lies.

use super::args::Global;
use super::coverage_args::CacheArgs;
use super::error::hint;
use super::exit::Exit;
use super::output;
use crate::cache::store::Store;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Arguments of `abreast cache`.
#[derive(Debug, Args)]
pub struct CacheCommand {
    /// What to do with it; shows where it is when left out
    #[command(subcommand)]
    pub action: Option<CacheAction>,
    /// Where it is [default: a folder of your system for that]
    #[arg(
        long,
        value_name = "DIR",
        env = "ABREAST_CACHE_DIR",
        hide_env_values = true,
        global = true
    )]
    pub cache_dir: Option<PathBuf>,
}

/// What to do with the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum CacheAction {
    /// Show where it is
    Dir,
    /// Remove it
    Clear,
}

/// Shows the folder of the cache, or removes what is in it.
///
/// # Errors
/// When there is no folder for it, or a file cannot be removed.
pub fn run(args: &CacheCommand, global: &Global) -> anyhow::Result<Exit> {
    let folder = args.cache_dir.clone().or_else(default_folder);
    let folder = folder.context("this system has no folder for caches; name one with --cache-dir")?;
    if args.action == Some(CacheAction::Clear) {
        let count = clear(&folder)?;
        if !global.quiet {
            hint(&format!("removed {count} files of {}", folder.display()));
        }
        return Ok(Exit::Clean);
    }
    output::print(&format!("{}\n", folder.display()))?;
    Ok(Exit::Clean)
}

/// Removes the files that this program writes, and nothing else.
fn clear(folder: &Path) -> anyhow::Result<usize> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        entries => entries.with_context(|| format!("cannot read {}", folder.display()))?,
    };
    let mut count = 0;
    for entry in entries {
        let file = entry
            .with_context(|| format!("cannot read {}", folder.display()))?
            .path();
        let is_ours = file.extension().is_some_and(|extension| extension == EXTENSION);
        if is_ours {
            fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
            count += 1;
        }
    }
    Ok(count)
}

const EXTENSION: &str = "cache";

/// The store of a folder of code; one that remembers nothing when it is switched off, or when there is nowhere to keep it.
pub fn store(args: &CacheArgs, root: &Path) -> Store {
    let folder = args.cache_dir.clone().or_else(default_folder);
    let (Some(folder), false) = (folder, args.no_cache) else {
        return Store::default();
    };
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let (_, name) = Store::key(0, root.as_os_str().as_encoded_bytes());
    let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
    Store::open(folder.join(name).with_extension(EXTENSION), build().as_bytes())
}

/// What tells this build of the program from others: what one wrote, another may read wrongly.
fn build() -> String {
    let meta = env::current_exe().and_then(fs::metadata);
    let of_file = meta.map(|meta| format!("{} {:?}", meta.len(), meta.modified().ok()));
    format!("{} {}", env!("CARGO_PKG_VERSION"), of_file.unwrap_or_default())
}

/// The folder in which this system's programs keep what can be made again.
fn default_folder() -> Option<PathBuf> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")))
    };
    Some(caches?.join("abreast"))
}

#[cfg(test)]
mod tests {
    use super::clear;
    use std::fs;

    #[test]
    fn only_files_of_the_cache_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.cache", "b.cache", "mine.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(clear(folder.path()).unwrap(), 2);
        assert!(folder.path().join("mine.txt").exists());
        assert_eq!(clear(&folder.path().join("gone")).unwrap(), 0);
    }
}
