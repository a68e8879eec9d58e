//! What the readers refuse: input on which a parser would need quadratic time, or that is no text.

use crate::model::page::DocFormat;
use crate::model::problem::ProblemKind;

/// Pages above this many bytes are skipped.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Container markers (`>`, `*`, `1.`) one line may begin with; pulldown-cmark is quadratic in them.
const MAX_CONTAINERS: usize = 64;
/// Columns of a table.
const MAX_PIPES: usize = 4096;

/// Why a text is not read at all, if so.
pub(crate) fn refusal(text: &str, format: DocFormat) -> Option<(ProblemKind, String)> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the page has {} bytes; pages above {MAX_BYTES} bytes are not read",
            text.len()
        );
        return Some((ProblemKind::TooLarge, message));
    }
    if text.contains('\0') {
        let message = "the page holds NUL bytes and looks like binary data".to_owned();
        return Some((ProblemKind::Unparsed, message));
    }
    let deep = text.lines().position(|line| is_too_deep(line, format))?;
    let message = format!("line {} nests or repeats more markers than the reader allows", deep + 1);
    Some((ProblemKind::TooComplex, message))
}

fn is_too_deep(line: &str, format: DocFormat) -> bool {
    let markers = leading_markers(line);
    // Such lines of one sign are rules or art, not containers, unless spaces stand between the signs.
    let has_deep_containers = markers > MAX_CONTAINERS && format == DocFormat::Markdown && !is_rule(line);
    has_deep_containers || line.len() > MAX_PIPES && line.bytes().filter(|byte| *byte == b'|').count() > MAX_PIPES
}

/// How many container markers a line begins with.
fn leading_markers(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line.trim_start();
    while let Some(next) = after_marker(rest) {
        count += 1;
        rest = next.trim_start();
    }
    count
}

fn after_marker(rest: &str) -> Option<&str> {
    if let Some(next) = rest.strip_prefix('>') {
        return Some(next);
    }
    if let Some(next) = rest.strip_prefix(['*', '-', '+']) {
        return next.starts_with([' ', '\t']).then_some(next);
    }
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let next = number.strip_prefix(['.', ')'])?;
    (number.len() < rest.len() && next.starts_with([' ', '\t'])).then_some(next)
}

/// `- - - -`: a thematic break of any length.
fn is_rule(line: &str) -> bool {
    let mut signs = line.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let first = signs.next();
    line.len() < 1000 && matches!(first, Some(b'-' | b'*' | b'_')) && signs.all(|sign| Some(sign) == first)
}

#[cfg(test)]
mod tests {
    use super::refusal;
    use crate::model::page::DocFormat;

    #[test]
    fn ordinary_lines_pass_and_deep_containers_do_not() {
        let ordinary = format!("{}\n> > - a\n{}\n", "- ".repeat(60), "*".repeat(5000));
        assert_eq!(refusal(&ordinary, DocFormat::Markdown), None);
        assert!(refusal(&"* ".repeat(20_000), DocFormat::Markdown).is_some());
        assert!(refusal(&("> ".repeat(70) + "x"), DocFormat::Markdown).is_some());
        assert!(refusal(&"a|".repeat(64_000), DocFormat::Markdown).is_some());
    }
}
