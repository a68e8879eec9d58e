//! One thing that `abreast init` has to do or to say.

use super::site::Site;
use crate::cli::write;
use crate::model::path::RepoPath;
use anyhow::{Context as _, ensure};
use std::path::Path;

/// One thing to do or to say.
pub(super) enum Step {
    /// A file to write.
    Write(Write),
    /// It is there already: what.
    There(String),
    /// What somebody has to do by hand, or should know: a sentence, and the lines to paste.
    Tell(String, String),
}

/// Below which folder a file lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The work tree.
    WorkTree,
    /// The folder that all work trees of the repository share.
    Common,
}

/// A file to write.
pub(super) struct Write {
    pub(super) base: Base,
    pub(super) path: RepoPath,
    /// What it says now; `None` when it is not there.
    pub(super) before: Option<String>,
    pub(super) after: String,
    /// Whether it is to be run.
    pub(super) program: bool,
}

impl Step {
    /// A new file of the work tree.
    pub(super) fn new_file(path: &str, after: String) -> Self {
        Step::Write(Write {
            base: Base::WorkTree,
            path: path.into(),
            before: None,
            after,
            program: false,
        })
    }

    /// Another text for a file of the work tree.
    pub(super) fn change(path: &str, before: &str, after: String) -> Self {
        Step::Write(Write {
            base: Base::WorkTree,
            path: path.into(),
            before: Some(before.to_owned()),
            after,
            program: false,
        })
    }

    /// Something to say without lines to paste.
    pub(super) fn say(text: impl Into<String>) -> Self {
        Step::Tell(text.into(), String::new())
    }

    /// The file to write, if this is one.
    pub(super) fn write(&self) -> Option<&Write> {
        match self {
            Step::Write(write) => Some(write),
            Step::There(_) | Step::Tell(..) => None,
        }
    }
}

impl Write {
    /// Writes it, if all is still as it was when it was shown.
    pub(super) fn write(&self, site: &Site<'_>) -> anyhow::Result<()> {
        let root = self.root(site);
        let Some(before) = &self.before else {
            return write::create(root, &self.path, &self.after, self.program);
        };
        let now = write::read(root, &self.path).with_context(|| format!("cannot read {}", self.path))?;
        ensure!(now == *before, "{} has changed since it was shown", self.path);
        write::replace(root, &self.path, &self.after)
    }

    /// Where it is, for people.
    pub(super) fn shown(&self, site: &Site<'_>) -> String {
        match self.base {
            Base::WorkTree => self.path.to_string(),
            Base::Common => site.shown(&self.root(site).join(self.path.as_str())),
        }
    }

    fn root<'s>(&self, site: &'s Site<'_>) -> &'s Path {
        match self.base {
            Base::WorkTree => site.root,
            Base::Common => site.repo.common_dir(),
        }
    }
}
