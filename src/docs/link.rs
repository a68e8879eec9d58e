//! Targets of links: which of them point into the repository, and which part of them is the path.

use super::mention::Found;
use crate::model::mention::MentionKind;
use std::ops::Range;

/// The part of a link's target (as written, without `<>` and title) that is a path of the repository, if one.
pub(crate) fn path_range(target: &str) -> Option<Range<usize>> {
    let end = target.find(['#', '?']).unwrap_or(target.len());
    let path = target[..end].trim_end();
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "{}<>|\\$*\"'`,;".contains(c);
    if path.is_empty() || path.starts_with("//") || has_scheme(path) || path.chars().any(is_odd) {
        return None;
    }
    if path == "/" || path == "." || path == ".." || path == "./" || path.contains("...") {
        return None;
    }
    Some(0..path.len())
}

fn has_scheme(path: &str) -> bool {
    let Some(colon) = path.find(':') else { return false };
    // `a/b:c` is a path, `mailto:x` and `C:\x` are not ours.
    let scheme = &path[..colon];
    !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
}

/// The mention of a link whose target stands at `range`.
pub(crate) fn found(target: &str, at: usize) -> Option<Found> {
    let path = path_range(target)?;
    Some(Found::new(at + path.start..at + path.end, MentionKind::Link))
}

#[cfg(test)]
mod tests {
    use super::path_range;

    #[test]
    fn only_targets_inside_the_repository_are_paths() {
        assert_eq!(path_range("../a.md#x"), Some(0..7));
        assert_eq!(path_range("/docs/a/?q=1"), Some(0..8));
        for outside in [
            "http://a.b/c",
            "mailto:x@y.z",
            "#x",
            "{{ url }}",
            "{% url 'x' %}",
            "//cdn/x",
            "C:\\x",
            "<path>",
            "",
            "data:x",
            "a b",
        ] {
            assert_eq!(path_range(outside), None, "{outside}");
        }
    }
}
