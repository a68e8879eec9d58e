//! THE LIST OF FORMATS: which file is written how. Whether a file is a page at all is decided by the settings.

use crate::model::page::DocFormat;
use crate::model::path::RepoPath;

/// Format, extensions, whole file names (lower-case).
const FORMATS: &[(DocFormat, &[&str], &[&str])] = &[
    (
        DocFormat::Markdown,
        &["md", "markdown", "mdx", "mdc", "mkd", "mdown", "mkdn", "qmd"],
        &[".cursorrules", ".windsurfrules", ".clinerules"],
    ),
    (DocFormat::Rst, &["rst", "rest"], &[]),
    (
        DocFormat::Plain,
        &["txt", "adoc", "asciidoc", "text"],
        &[
            "readme",
            "changelog",
            "changes",
            "history",
            "news",
            "contributing",
            "hacking",
            "install",
            "upgrading",
            "maintaining",
            "testing",
            "usage",
        ],
    ),
];

/// Beginnings of the names of `.txt` files that hold data.
const DATA: &[&str] = &[
    "requirements",
    "constraints",
    "cmakelists",
    "robots",
    "license",
    "licence",
    "copying",
    "notice",
    "humans",
    "security",
    "manifest",
    "top_level",
    "sources",
    "entry_points",
    "pkg-info",
    "authors",
    "contributors",
    "thanks",
    "spelling",
    "wordlist",
    "words",
    "dictionary",
    "cmakecache",
    "runtime",
    "version",
    "cname",
    "ads",
    "keywords",
];

/// How a file is written, judged by its path; `None` when it is no doc format.
///
/// A `.txt` file below `docs/` counts as reStructuredText; [`read`](super::read) falls back to plain text when it is not.
pub fn format_of(path: &RepoPath) -> Option<DocFormat> {
    let name = path.file_name().to_ascii_lowercase();
    let extension = path.extension().to_ascii_lowercase();
    let (format, ..) = FORMATS.iter().find(|(_, extensions, names)| {
        names.contains(&name.as_str()) || !extension.is_empty() && extensions.contains(&extension.as_str())
    })?;
    if extension == "txt" {
        return text_format(path, &name);
    }
    Some(*format)
}

fn text_format(path: &RepoPath, name: &str) -> Option<DocFormat> {
    let stem = name.trim_end_matches(".txt");
    let is_data = DATA.iter().any(|data| stem == *data || has_part(stem, data));
    if is_data {
        return None;
    }
    let folders: Vec<&str> = path.parent().split('/').collect();
    let in_docs = folders
        .iter()
        .any(|part| part.eq_ignore_ascii_case("docs") || part.eq_ignore_ascii_case("doc"));
    let is_llms = stem == "llms" || stem.starts_with("llms-");
    Some(if in_docs && !is_llms {
        DocFormat::Rst
    } else {
        DocFormat::Plain
    })
}

/// Whether `stem` begins or ends with `part` as a word of its own: `requirements-dev`, `dev_requirements`.
fn has_part(stem: &str, part: &str) -> bool {
    let is_break = |c: char| !c.is_alphanumeric();
    stem.strip_prefix(part).is_some_and(|rest| rest.starts_with(is_break))
        || stem.strip_suffix(part).is_some_and(|rest| rest.ends_with(is_break))
}

/// Whether a text has the marks of reStructuredText: underlined titles, directives, roles, double backticks.
pub(crate) fn looks_like_rst(text: &str) -> bool {
    let mut previous = "";
    text.lines().take(2000).any(|line| {
        let is_title = super::rst::is_adornment(line) && !previous.trim().is_empty() && line.trim_end().len() >= 4;
        let is_directive = line.trim_start().starts_with(".. ") && line.contains("::");
        let is_inline = line.contains(":`") || line.contains("``");
        previous = line;
        is_title || is_directive || is_inline
    })
}

#[cfg(test)]
mod tests {
    use super::{DocFormat, format_of};

    #[test]
    fn the_format_is_told_by_the_path() {
        let of = |path: &str| format_of(&path.into());
        assert_eq!(of("README.md"), Some(DocFormat::Markdown));
        assert_eq!(of(".cursor/rules/a.mdc"), Some(DocFormat::Markdown));
        assert_eq!(of(".cursorrules"), Some(DocFormat::Markdown));
        assert_eq!(of("docs/index.RST"), Some(DocFormat::Rst));
        assert_eq!(of("docs/topics/db.txt"), Some(DocFormat::Rst));
        assert_eq!(of("docs/llms.txt"), Some(DocFormat::Plain));
        assert_eq!(of("README"), Some(DocFormat::Plain));
        assert_eq!(of("notes/a.txt"), Some(DocFormat::Plain));
        assert_eq!(of("a.adoc"), Some(DocFormat::Plain));
    }

    #[test]
    fn data_in_text_files_is_no_doc() {
        for path in [
            "requirements.txt",
            "docs/requirements-dev.txt",
            "dev_requirements.txt",
            "CMakeLists.txt",
            "src/a.py",
            "LICENSE",
            "md",
        ] {
            assert_eq!(format_of(&path.into()), None, "{path}");
        }
    }
}
