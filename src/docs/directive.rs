//! Comments that are meant for abreast: `<!-- abreast: ignore[rule] reason -->` and its kin. Only reads them; what they
//! suppress is decided by the rules' runner.

use crate::model::page::{Directive, DirectiveAction, DocFormat};
use crate::model::span::{LineIndex, Span};
use regex::Regex;
use std::sync::LazyLock;

/// HTML and MDX comments.
static MARKDOWN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)<!--+\s*abreast:(.*?)--+>|\{/\*+\s*abreast:(.*?)\*+/\}").ok());
static RST: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?m)^[ \t]*\.\.[ \t]+abreast:(.*)$").ok());
static PLAIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*(?://|#)[ \t]*abreast:(.*)$|<!--+\s*abreast:([^\n]*?)--+>").ok());
static ACTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)^(ignore(?:-file|-start|-end)?)[ \t]*(?:\[([^\]]*)\])?(?:[\s:—-]+(.*))?$").ok());

/// All comments for abreast in a text, those shown in code included.
pub(crate) fn find(text: &str, format: DocFormat, lines: &LineIndex) -> Vec<Directive> {
    if !text.contains("abreast:") {
        return Vec::new();
    }
    let pattern = match format {
        DocFormat::Markdown => &MARKDOWN,
        DocFormat::Rst => &RST,
        DocFormat::Plain => &PLAIN,
    };
    let Some(pattern) = pattern.as_ref() else {
        return Vec::new();
    };
    let found = pattern.captures_iter(text).filter_map(|captures| {
        let whole = captures.get(0)?;
        let body = captures.get(1).or_else(|| captures.get(2))?;
        let indent = whole.as_str().len() - whole.as_str().trim_start().len();
        let span = Span::new(whole.start() + indent, whole.start() + whole.as_str().trim_end().len());
        let (action, reason) = parse(body.as_str().trim());
        Some(Directive {
            span,
            line: lines.line(span.start),
            action,
            reason,
        })
    });
    found.collect()
}

fn parse(body: &str) -> (DirectiveAction, String) {
    let unknown = || (DirectiveAction::Unknown(body.to_owned()), String::new());
    let Some(captures) = ACTION.as_ref().and_then(|pattern| pattern.captures(body)) else {
        return unknown();
    };
    let part = |index: usize| captures.get(index).map_or("", |found| found.as_str());
    let rules = part(2).split(',').map(str::trim).filter(|rule| !rule.is_empty());
    let rules: Vec<String> = rules.map(str::to_owned).collect();
    let action = match part(1) {
        "ignore" => DirectiveAction::Ignore(rules),
        "ignore-file" => DirectiveAction::IgnoreFile(rules),
        "ignore-start" => DirectiveAction::IgnoreStart(rules),
        "ignore-end" => DirectiveAction::IgnoreEnd,
        _ => return unknown(),
    };
    (action, part(3).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::{DirectiveAction, DocFormat, find};
    use crate::model::span::LineIndex;

    fn actions(text: &str, format: DocFormat) -> Vec<(u32, DirectiveAction, String)> {
        let found = find(text, format, &LineIndex::new(text));
        found
            .into_iter()
            .map(|one| (one.line, one.action, one.reason))
            .collect()
    }

    #[test]
    fn comments_of_all_formats_are_read() {
        let rules = || vec!["dead-link".to_owned(), "x".to_owned()];
        let markdown = "a\n<!-- abreast: ignore[dead-link, x] it is fine -->\n{/* abreast: ignore-end */}\n<!-- abreast: shut up -->\n";
        assert_eq!(
            actions(markdown, DocFormat::Markdown),
            [
                (2, DirectiveAction::Ignore(rules()), "it is fine".to_owned()),
                (3, DirectiveAction::IgnoreEnd, String::new()),
                (4, DirectiveAction::Unknown("shut up".to_owned()), String::new()),
            ]
        );
        let rst = "text\n\n  .. abreast: ignore-start[x,dead-link]\n.. abreast: ignore-file\n";
        assert_eq!(
            actions(rst, DocFormat::Rst),
            [
                (
                    3,
                    DirectiveAction::IgnoreStart(vec!["x".to_owned(), "dead-link".to_owned()]),
                    String::new()
                ),
                (4, DirectiveAction::IgnoreFile(Vec::new()), String::new()),
            ]
        );
        assert_eq!(
            actions("// abreast: ignore generated\n", DocFormat::Plain),
            [(1, DirectiveAction::Ignore(Vec::new()), "generated".to_owned())]
        );
    }

    #[test]
    fn misspelt_actions_are_kept_as_unknown() {
        let found = actions("<!-- abreast: ignored[x] -->", DocFormat::Markdown);
        assert_eq!(found[0].1, DirectiveAction::Unknown("ignored[x]".to_owned()));
    }
}
