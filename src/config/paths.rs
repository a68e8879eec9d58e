//! Sets of paths given by patterns as in `.gitignore`. Matches names only; never looks at the file system.

use crate::model::path::RepoPath;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Longer patterns are refused: nobody writes them by hand, and they cost memory to compile.
const MAX_PATTERN: usize = 1_000;

/// More patterns in one list are refused, for the same reason.
const MAX_PATTERNS: usize = 10_000;

/// The paths that a list of patterns names. A later `!pattern` takes paths out again.
#[derive(Clone, Debug)]
pub struct PathSet(Gitignore);

/// A pattern that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("bad pattern `{shown}`: {reason}")]
pub struct BadPattern {
    /// The pattern as written.
    pub pattern: String,
    /// Its first characters.
    shown: String,
    reason: String,
}

impl BadPattern {
    fn new(pattern: &str, reason: String) -> Self {
        Self {
            pattern: pattern.to_owned(),
            shown: pattern.chars().take(60).collect(),
            reason,
        }
    }
}

impl PathSet {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// When a pattern is not understood, or too large.
    pub fn new(patterns: &[String]) -> Result<Self, BadPattern> {
        let mut builder = GitignoreBuilder::new("");
        for (at, pattern) in patterns.iter().enumerate() {
            check_size(at, pattern)?;
            builder
                .add_line(None, pattern)
                .map_err(|error| BadPattern::new(pattern, reason(&error)))?;
        }
        let built = builder.build();
        built.map(Self).map_err(|error| {
            let last = patterns.last().map_or("", String::as_str);
            BadPattern::new(last, reason(&error))
        })
    }

    /// Whether the file, or a folder it lies in, is named.
    pub fn contains(&self, path: &RepoPath) -> bool {
        // A path with a leading slash can only come from a hostile tree; the matcher would panic on it.
        let path = path.as_str().trim_start_matches('/');
        !self.0.is_empty() && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }

    /// Whether no pattern was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Default for PathSet {
    fn default() -> Self {
        Self(Gitignore::empty())
    }
}

fn check_size(at: usize, pattern: &str) -> Result<(), BadPattern> {
    if pattern.len() > MAX_PATTERN {
        return Err(BadPattern::new(pattern, format!("longer than {MAX_PATTERN} bytes")));
    }
    if at >= MAX_PATTERNS {
        return Err(BadPattern::new(pattern, format!("more than {MAX_PATTERNS} patterns")));
    }
    Ok(())
}

/// The cause without the pattern, which the message already shows.
fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        ignore::Error::Partial(errors) => errors.first().map(reason).unwrap_or_default(),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithPath { err, .. } => reason(err),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::PathSet;

    fn set(patterns: &[&str]) -> PathSet {
        PathSet::new(&patterns.iter().map(|&pattern| pattern.to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn patterns_mean_what_they_mean_in_a_gitignore_file() {
        let holds = |pattern: &str, path: &str| set(&[pattern]).contains(&path.into());
        assert!(holds("vendor", "a/vendor/b/c.md") && holds("vendor/", "vendor/c.md"));
        assert!(holds("*.txt", "docs/deep/notes.txt") && holds("docs/**/old.md", "docs/a/b/old.md"));
        assert!(holds("/docs", "docs/a.md") && !holds("/docs", "src/docs/a.md"));
        assert!(!holds("docs/*.md", "docs/a/b.md") && holds("docs/*.md", "docs/b.md"));
    }

    #[test]
    fn a_later_pattern_takes_paths_out_again() {
        let docs = set(&["docs/*", "!docs/keep.md"]);
        assert!(docs.contains(&"docs/a.md".into()) && !docs.contains(&"docs/keep.md".into()));
    }

    #[test]
    fn odd_paths_and_patterns_are_survived() {
        assert!(set(&["a"]).contains(&"//a/b.md".into()));
        assert!(!set(&[]).contains(&"a.md".into()) && set(&[]).is_empty());
        assert!(
            PathSet::new(&["a{b".to_owned()])
                .unwrap_err()
                .to_string()
                .starts_with("bad pattern `a{b`: ")
        );
        let huge = "(a+)+$".repeat(1_000_000);
        assert!(PathSet::new(&[huge]).unwrap_err().to_string().len() < 200);
    }
}
