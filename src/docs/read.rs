//! From the text of a doc file to a page: picks the reader, guards against what readers cannot bear.

use super::builder::Builder;
use super::format::{format_of, looks_like_rst};
use super::scrap::Scrap;
use super::{limits, markdown, plain, rst};
use crate::model::guard::guarded;
use crate::model::page::{DocFormat, Page};
use crate::model::path::RepoPath;
use crate::model::problem::ProblemKind;

/// Reads a page. Never fails: what could not be read is said in the page's problems.
///
/// Spans are byte offsets into `text` as given, a byte order mark included. A path of no known format is read as plain text.
pub fn read(path: &RepoPath, text: &str) -> Page {
    let format = effective_format(path, text);
    read_guarded(format, || read_as(format, text))
}

/// What a reader gives; a fault of it is a problem of the page.
fn read_guarded(format: DocFormat, read: impl FnOnce() -> Page) -> Page {
    guarded(read).unwrap_or_else(|| {
        let mut page = Page::empty(format);
        let message = "a fault of the reader: the page is left out";
        page.problems.push((ProblemKind::ReaderFault, message.to_owned()));
        page
    })
}

fn read_as(format: DocFormat, text: &str) -> Page {
    let mut builder = Builder::new(text, format);
    if let Some((kind, message)) = limits::refusal(text, format) {
        builder.problem(kind, message);
        return builder.finish();
    }
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut page = Scrap::empty();
    let whole = Scrap::page(text);
    // A byte order mark is no part of the text, but counts in its offsets.
    let page = match bom {
        0 => &whole,
        _ => {
            page.push(&whole, bom..text.len());
            &page
        }
    };
    match format {
        DocFormat::Markdown => markdown::read(page, &mut builder),
        DocFormat::Rst => rst::read(page, &mut builder),
        DocFormat::Plain => plain::read(page, &mut builder),
    }
    builder.finish()
}

fn effective_format(path: &RepoPath, text: &str) -> DocFormat {
    let format = format_of(path).unwrap_or(DocFormat::Plain);
    let is_text_file = path.extension().eq_ignore_ascii_case("txt");
    if is_text_file && format == DocFormat::Rst && !looks_like_rst(text) {
        return DocFormat::Plain;
    }
    format
}

#[cfg(test)]
mod tests {
    use super::{read, read_guarded};
    use crate::model::page::{DocFormat, Page};
    use crate::model::problem::ProblemKind;
    use crate::model::span::LineIndex;

    const TEXT: &str =
        "# Title\n\nCall `a.close_all()` and\nset `--fast`.\n\n```python\nimport x.y\nx.y.run(depth=1)\n```\n";

    fn places(page: &Page, text: &str) -> Vec<(u32, u32, String)> {
        let index = LineIndex::new(text);
        let place = |span| index.region(text, span).start;
        let places = page.mentions.iter().map(|mention| {
            let at = place(mention.span);
            (at.line, at.column, mention.text.clone())
        });
        places.collect()
    }

    #[test]
    fn a_byte_order_mark_and_crlf_change_no_line_and_no_column() {
        for path in ["a.md", "a.rst", "a.txt"] {
            let plain = read(&path.into(), TEXT);
            let other = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
            let odd = read(&path.into(), &other);
            assert_eq!(places(&plain, TEXT), places(&odd, &other), "{path}");
            assert!(!plain.mentions.is_empty());
            let lines = |page: &Page| page.passages.iter().map(|passage| passage.lines).collect::<Vec<_>>();
            assert_eq!(lines(&plain), lines(&odd));
        }
    }

    #[test]
    fn text_files_below_docs_are_plain_when_they_do_not_look_like_rst() {
        assert_eq!(
            read(&"docs/a.txt".into(), "Only words here.\n").format,
            DocFormat::Plain
        );
        assert_eq!(
            read(&"docs/a.txt".into(), "Title\n=====\n\nText.\n").format,
            DocFormat::Rst
        );
    }

    #[test]
    fn a_fault_of_a_reader_is_a_problem_of_the_page() {
        let page = read_guarded(DocFormat::Rst, || panic!("a fault"));
        assert_eq!(page.problems[0].0, ProblemKind::ReaderFault);
    }

    #[test]
    fn what_cannot_be_borne_is_a_problem_and_not_a_panic() {
        let deep = "> ".repeat(5000) + "x\n";
        assert_eq!(read(&"a.md".into(), &deep).problems[0].0, ProblemKind::TooComplex);
        let large = "word ".repeat(1_000_000);
        assert_eq!(read(&"a.md".into(), &large).problems[0].0, ProblemKind::TooLarge);
        assert_eq!(read(&"a.md".into(), "a\0b").problems[0].0, ProblemKind::Unparsed);
    }
}
