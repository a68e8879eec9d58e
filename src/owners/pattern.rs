//! What a pattern means, in one form for both dialects: parts of a path, and whether they name a file or a folder.

use super::wild::{Wild, is_wild, unescape};
use crate::model::ownership::OwnersFaultKind;

/// No path that git stores is longer on any platform that matters.
const MAX_LENGTH: usize = 4096;
/// More `**` in one pattern are refused.
const MAX_DEEP: usize = 8;

/// A pattern that can be matched.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) parts: Vec<Part>,
    pub(super) reach: Reach,
}

/// One part of a pattern, between two `/`.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// This very name.
    Name(String),
    /// Any name.
    Any,
    /// A name with wildcards, and how it is written.
    Wild(Wild, String),
    /// Any number of names, also none.
    Deep,
}

/// Which paths a pattern reaches, once its parts are used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    /// A file at this place.
    File,
    /// Files below a folder at this place.
    Below,
    /// Both.
    Both,
}

/// Why a pattern cannot be used.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) kind: OwnersFaultKind,
    pub(super) why: &'static str,
}

fn refuse<T>(kind: OwnersFaultKind, why: &'static str) -> Result<T, Refusal> {
    Err(Refusal { kind, why })
}

impl Pattern {
    /// Reads a pattern as GitHub does: as in `.gitignore`, but `dir/*` ends at one level.
    pub(super) fn github(text: &str) -> Result<Self, Refusal> {
        check_github(text)?;
        let mut names: Vec<&str> = text.split('/').collect();
        let is_folder = names.len() > 1 && names.last() == Some(&"");
        if is_folder {
            names.pop();
        }
        let is_rooted = names.first() == Some(&"");
        if is_rooted {
            names.remove(0);
        }
        let floats = !is_rooted && names.len() == 1;
        let last = names.last().copied().unwrap_or_default();
        let reach = match last {
            _ if is_folder => Reach::Below,
            "**" => Reach::Below,
            "*" => Reach::File,
            _ => Reach::Both,
        };
        let mut parts = if floats { vec![Part::Deep] } else { Vec::new() };
        for name in names {
            parts.push(part(name, name == "**", false)?);
        }
        finish(parts, reach)
    }

    /// Reads a pattern as GitLab does, which hands it to `File.fnmatch` of Ruby: without a `/` at the end it names files
    /// only, and `**` without a `/` behind it is a `*`.
    pub(super) fn gitlab(text: &str) -> Result<Self, Refusal> {
        check_length(text)?;
        // What these become is `/**/*`: everything.
        if ["*", "/", ""].contains(&text) {
            return finish(Vec::new(), Reach::Below);
        }
        let rooted = text.strip_prefix('/');
        let names = rooted.unwrap_or(text);
        let mut parts = if rooted.is_some() { Vec::new() } else { vec![Part::Deep] };
        let (names, reach) = match names.strip_suffix('/') {
            Some(folder) => (folder, Reach::Below),
            None => (names, Reach::File),
        };
        let mut left = names.split('/').count();
        for name in names.split('/') {
            left -= 1;
            let is_deep = name == "**" && (left > 0 || reach == Reach::Below);
            parts.push(part(name, is_deep, true)?);
        }
        finish(parts, reach)
    }

    /// Whether matching it needs more than looking names up.
    pub(super) fn is_loose(&self) -> bool {
        let looks = |part: &Part| matches!(part, Part::Wild(..) | Part::Deep);
        self.parts.iter().skip(1).any(looks) || matches!(self.parts.first(), Some(Part::Wild(..)))
    }
}

fn check_length(text: &str) -> Result<(), Refusal> {
    if text.len() > MAX_LENGTH {
        return refuse(OwnersFaultKind::TooComplex, "it is longer than any path");
    }
    Ok(())
}

/// What GitHub refuses. That `[` and `]` may be escaped is not on its page, but in its own message.
fn check_github(text: &str) -> Result<(), Refusal> {
    check_length(text)?;
    if text.starts_with('!') {
        return refuse(OwnersFaultKind::Negation, "GitHub knows no `!`");
    }
    if text.starts_with("\\#") {
        return refuse(OwnersFaultKind::EscapedHash, "GitHub knows no escaped `#`");
    }
    if text == "/" {
        return refuse(
            OwnersFaultKind::InvalidPattern,
            "it matches nothing; `*` matches everything",
        );
    }
    if text.contains("***") {
        return refuse(OwnersFaultKind::InvalidPattern, "it has three stars in a row");
    }
    let mut escaped = false;
    for c in text.chars() {
        if matches!(c, '[' | ']') && !escaped {
            return refuse(OwnersFaultKind::CharacterRange, "GitHub wants `[` and `]` escaped");
        }
        escaped = c == '\\' && !escaped;
    }
    if escaped {
        return refuse(OwnersFaultKind::InvalidPattern, "it ends with a backslash");
    }
    Ok(())
}

fn part(name: &str, is_deep: bool, classes: bool) -> Result<Part, Refusal> {
    if is_deep {
        return Ok(Part::Deep);
    }
    if !name.is_empty() && name.bytes().all(|byte| byte == b'*') {
        return Ok(Part::Any);
    }
    if !is_wild(name, classes) {
        return Ok(Part::Name(unescape(name)));
    }
    match Wild::new(name, classes) {
        Some(wild) => Ok(Part::Wild(wild, name.to_owned())),
        None => refuse(OwnersFaultKind::TooComplex, "it has too many stars"),
    }
}

/// Brings patterns that mean the same into the same form.
fn finish(mut parts: Vec<Part>, mut reach: Reach) -> Result<Pattern, Refusal> {
    parts.dedup_by(|next, part| matches!((part, next), (Part::Deep, Part::Deep)));
    if reach == Reach::File && matches!(parts[..], [.., Part::Deep, Part::Any]) {
        parts.truncate(parts.len() - 2);
        reach = Reach::Below;
    }
    if reach == Reach::Below && matches!(parts.last(), Some(Part::Deep)) {
        parts.pop();
    }
    if parts.iter().filter(|part| matches!(part, Part::Deep)).count() > MAX_DEEP {
        return refuse(OwnersFaultKind::TooComplex, "it has too many `**`");
    }
    Ok(Pattern { parts, reach })
}

#[cfg(test)]
mod tests {
    use super::{Part, Pattern, Reach};

    fn form(pattern: Result<Pattern, super::Refusal>) -> String {
        let pattern = match pattern {
            Ok(pattern) => pattern,
            Err(refusal) => return refusal.kind.id().to_owned(),
        };
        let part = |part: &Part| match part {
            Part::Name(name) => name.clone(),
            Part::Any => "*".to_owned(),
            Part::Wild(_, text) => format!("({text})"),
            Part::Deep => "..".to_owned(),
        };
        let parts: Vec<String> = pattern.parts.iter().map(part).collect();
        let end = match pattern.reach {
            Reach::File => "",
            Reach::Below => "/",
            Reach::Both => "+",
        };
        format!("{}{end}", parts.join("/"))
    }

    #[test]
    fn github_reads_patterns_as_in_gitignore_but_for_a_star_at_the_end() {
        let form = |text: &str| form(Pattern::github(text));
        for everything in ["*", "**", "/**", "**/*", "**/**/*", "**/"] {
            assert_eq!(form(everything), "/", "{everything}");
        }
        assert_eq!(
            (form("foo"), form("/foo"), form("foo/")),
            ("../foo+".into(), "foo+".into(), "../foo/".into())
        );
        assert_eq!(
            (form("a/b"), form("a/b/"), form("a/**")),
            ("a/b+".into(), "a/b/".into(), "a/".into())
        );
        assert_eq!(
            (form("/*"), form("a/*"), form("*.js")),
            ("*".into(), "a/*".into(), "../(*.js)+".into())
        );
        assert_eq!(
            (form("**/logs"), form("a/**/b"), form("a/**/*")),
            ("../logs+".into(), "a/../b+".into(), "a/".into())
        );
        assert_eq!(
            (form("a\\ b"), form("\\[id\\]/x")),
            ("../a b+".into(), "[id]/x+".into())
        );
    }

    #[test]
    fn github_refuses_what_its_page_says_does_not_work() {
        let form = |text: &str| form(Pattern::github(text));
        assert_eq!(
            (form("!a"), form("a[bc]"), form("\\#a")),
            ("negation".into(), "character-range".into(), "escaped-hash".into())
        );
        assert_eq!(
            (form("/"), form("a***"), form("a\\")),
            (
                "invalid-pattern".into(),
                "invalid-pattern".into(),
                "invalid-pattern".into()
            )
        );
        assert_eq!(
            (form(&"a".repeat(5_000)), form(&"*/**/".repeat(10))),
            ("too-complex".into(), "too-complex".into())
        );
    }

    #[test]
    fn gitlab_reads_patterns_as_file_fnmatch_does() {
        let form = |text: &str| form(Pattern::gitlab(text));
        for everything in ["*", "/", "**", "**/", "/**/*", "/**/"] {
            assert_eq!(form(everything), "/", "{everything}");
        }
        assert_eq!(
            (form("docs"), form("/docs"), form("docs/")),
            ("../docs".into(), "docs".into(), "../docs/".into())
        );
        assert_eq!(
            (form("a/b"), form("/a/*"), form("/a/**")),
            ("../a/b".into(), "a/*".into(), "a/*".into())
        );
        assert_eq!(
            (form("/a/**/*"), form("/a/**/x"), form("**/x")),
            ("a/".into(), "a/../x".into(), "../x".into())
        );
        assert_eq!(
            (form("\\#a"), form("*.[ch]"), form("a\\ b/")),
            ("../#a".into(), "../(*.[ch])".into(), "../a b/".into())
        );
    }
}
