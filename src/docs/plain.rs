//! Plain text: paragraphs between blank lines, in which only unmistakable words are mentions.

use super::builder::Builder;
use super::mention::prose;
use super::scrap::Scrap;
use crate::model::mention::MentionForm;
use crate::model::page::PassageKind;

/// Reads a plain text.
pub(crate) fn read(scrap: &Scrap<'_>, builder: &mut Builder<'_>) {
    let mut start = None;
    let mut at = 0;
    for line in scrap.text().split_inclusive('\n') {
        let is_comment = line.trim_start().starts_with("// ");
        match (line.trim().is_empty() || is_comment, start) {
            (true, Some(begin)) => {
                paragraph(scrap, begin, at, builder);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
        at += line.len();
    }
    if let Some(begin) = start {
        paragraph(scrap, begin, at, builder);
    }
}

fn paragraph(scrap: &Scrap<'_>, start: usize, end: usize, builder: &mut Builder<'_>) {
    let text = scrap.slice(start..end);
    if let Some((level, title)) = asciidoc_title(text) {
        builder.heading(level, title);
    } else if start == 0 && !text.trim().contains('\n') {
        builder.fallback_title(text.trim());
    }
    let kind = match asciidoc_title(text) {
        Some(_) => PassageKind::Heading,
        None => PassageKind::Prose,
    };
    let passage = builder.passage(scrap, start..end, kind);
    builder.mentions(passage, scrap, start, prose::scan(text), &MentionForm::Plain);
}

/// `== Title` of AsciiDoc.
fn asciidoc_title(text: &str) -> Option<(u8, &str)> {
    let line = text.trim();
    let title = line.trim_start_matches('=');
    let level = line.len() - title.len();
    let is_title = (1..=6).contains(&level) && title.starts_with(' ') && !line.contains('\n');
    is_title.then(|| (u8::try_from(level).unwrap_or(6), title.trim()))
}
