//! Where git looks for hooks, and where the repository came from. Asked when somebody sets up abreast, never by a check.

use super::repo::Repo;
use git2::{Config, ConfigLevel};
use std::path::PathBuf;

impl Repo {
    /// The folder that holds what work trees share: objects, branches, hooks.
    pub fn common_dir(&self) -> &std::path::Path {
        &self.location().common_dir
    }

    /// The folder in which git looks for hooks: the one that `core.hooksPath` names, be it for this repository or for all of a
    /// user's, or `hooks` in the common folder. It need not be there.
    pub fn hooks_dir(&self) -> PathBuf {
        let location = self.location();
        let configured = self.configured("core.hooksPath");
        match (configured, &location.work_dir) {
            (Some(path), Some(root)) => root.join(path),
            (Some(path), None) => location.git_dir.join(path),
            (None, _) => location.common_dir.join("hooks"),
        }
    }

    /// The address of the remote `origin`, if there is one.
    pub fn origin_address(&self) -> Option<&str> {
        self.location().settings.get("remote.origin.url")
    }

    /// The value of a path setting in all files that git reads. Settings that cannot be read are as good as none.
    fn configured(&self, key: &str) -> Option<PathBuf> {
        let location = self.location();
        let mut config = Config::open_default().or_else(|_| Config::new()).ok()?;
        let files = [
            (location.common_dir.join("config"), ConfigLevel::Local),
            (location.git_dir.join("config.worktree"), ConfigLevel::Worktree),
        ];
        for (file, level) in files.iter().filter(|(file, _)| file.is_file()) {
            config.add_file(file, *level, false).ok()?;
        }
        config.get_path(key).ok().filter(|path| !path.as_os_str().is_empty())
    }
}
