//! The info strings of fenced code blocks: a language, or a MyST directive.

use super::super::mention::word::{is_file_name, is_path};
use std::ops::Range;

/// What an info string asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// A code block of this language, lower-case; empty when none is written.
    Code(String),
    /// A directive of MyST: its name, and the range of its argument in the info string.
    Directive(String, Range<usize>),
}

/// MyST directives that hold code in the language of their argument.
const CODE_DIRECTIVES: &[&str] = &[
    "code-block",
    "code",
    "sourcecode",
    "code-cell",
    "prompt",
    "ipython",
    "jupyter-execute",
    "doctest",
    "testcode",
    "highlight",
];

/// Reads an info string.
pub(super) fn read(info: &str) -> Fence {
    let body = info.trim();
    if let Some(inner) = body.strip_prefix('{') {
        return in_braces(info, inner);
    }
    Fence::Code(plain(body))
}

/// The range of the file that an info string says the block is taken from: `{.x path="docs/a.py"}`.
pub(super) fn file(info: &str) -> Option<Range<usize>> {
    let keys = ["path=\"", "file=\"", "src=\""];
    let is_word = |before: &str| before.is_empty() || before.ends_with([' ', ',', '{']);
    let start = keys.iter().find_map(|key| {
        let at = info.find(key).filter(|at| is_word(&info[..*at]))?;
        Some(at + key.len())
    })?;
    let range = start..start + info[start..].find('"')?;
    let name = &info[range.clone()];
    (is_path(name) && is_file_name(name)).then_some(range)
}

fn plain(body: &str) -> String {
    let word = body
        .split(|c: char| c.is_whitespace() || c == ',' || c == '{' || c == ';')
        .next()
        .unwrap_or_default();
    let word = word
        .strip_prefix("language-")
        .or_else(|| word.strip_prefix("lang-"))
        .unwrap_or(word);
    let word = word.split(':').next().unwrap_or_default();
    if word.contains('=') {
        return String::new();
    }
    word.trim_start_matches('.').to_lowercase()
}

fn in_braces(info: &str, inner: &str) -> Fence {
    let Some(close) = inner.find('}') else {
        return Fence::Code(String::new());
    };
    let (name, rest) = (inner[..close].trim(), inner[close + 1..].trim());
    // `{.python .numberLines}` of pandoc, `{python}` and `{r, echo=FALSE}` of notebooks.
    if name.starts_with('.') || name.starts_with('#') {
        let class = name.split_whitespace().find_map(|word| word.strip_prefix('.'));
        return Fence::Code(plain(class.unwrap_or_default()));
    }
    let word = plain(name);
    if super::super::vocabulary::family(&word).is_some() && rest.is_empty() {
        return Fence::Code(word);
    }
    if CODE_DIRECTIVES.contains(&name) {
        return Fence::Code(plain(rest));
    }
    let start = info.find(rest).filter(|_| !rest.is_empty()).unwrap_or(info.len());
    Fence::Directive(name.to_lowercase(), start..start + rest.len())
}

#[cfg(test)]
mod tests {
    use super::{Fence, file, read};

    #[test]
    fn the_file_of_a_block_is_found() {
        let info = "{.textual path=\"docs/a/b.py\" lines=\"3\"}";
        assert_eq!(file(info).map(|range| &info[range]), Some("docs/a/b.py"));
        for info in [
            "python",
            "py title=\"docs/a.py\"",
            "{.x path=\"a b\"}",
            "{.x mypath=\"docs/a.py\"}",
        ] {
            assert_eq!(file(info), None, "{info}");
        }
    }

    #[test]
    fn languages_are_found_in_all_spellings() {
        for (info, language) in [
            ("python title=\"x.py\"", "python"),
            ("{.python .x}", "python"),
            ("{code-block} Python", "python"),
            ("rust,ignore", "rust"),
            ("js{1,3}", "js"),
            ("", ""),
            ("{python}", "python"),
            ("title=\"x\"", ""),
            ("C++", "c++"),
            ("language-ts", "ts"),
        ] {
            assert_eq!(read(info), Fence::Code(language.to_owned()), "{info}");
        }
        assert_eq!(read("{note} Mind"), Fence::Directive("note".to_owned(), 7..11));
    }
}
