//! The default that the description of a parameter states.

use crate::model::span::Span;

/// Words that state a default, the longest first.
const WORDS: &[&str] = &[
    "defaults to",
    "default is",
    "default value is",
    "default value:",
    "default to",
    "default:",
    "default =",
    "default=",
    "default",
];

/// The place of the literal that a description calls the default. `None` when it states none, or more than one.
pub(super) fn stated(text: &str, kind: Option<Span>, body: Span) -> Option<Span> {
    let start = kind.map_or(body.start, |kind| kind.start.min(body.start)) as usize;
    let described = text.get(start..body.end.max(kind.map_or(0, |kind| kind.end)) as usize)?;
    let lower = described.to_ascii_lowercase();
    let mut mentions = lower.match_indices("default");
    let (at, _) = mentions.next()?;
    if mentions.next().is_some() || !begins_remark(&described[..at]) {
        return None;
    }
    let word = WORDS.iter().find(|word| lower[at..].starts_with(**word))?;
    let behind = at + word.len();
    let rest = &described[behind..];
    let value = rest.trim_start_matches([' ', '`', ':']);
    if value.len() == rest.len() && !word.ends_with(['=', ':']) {
        return None;
    }
    let from = behind + rest.len() - value.len();
    let length = literal_length(value)?;
    ends_remark(value[length..].trim_start_matches('`')).then(|| Span::new(start + from, start + from + length))
}

/// Whether a remark on the parameter itself can begin behind this text.
fn begins_remark(before: &str) -> bool {
    let same_line = before.trim_end_matches([' ', '`', '*']);
    let before = same_line.trim_end();
    let before = before
        .strip_suffix("The")
        .or_else(|| before.strip_suffix("the"))
        .unwrap_or(before)
        .trim_end();
    let before = before.strip_suffix("by").unwrap_or(before).trim_end();
    before.is_empty() || before.ends_with(['.', ',', '(', '[', ';', ':']) || before.ends_with("ptional")
}

/// How long the literal at the beginning is.
fn literal_length(value: &str) -> Option<usize> {
    let first = value.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = value[1..].find(first)?;
        return (!value[1..=end].contains('\n') && end > 0).then_some(end + 2);
    }
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+');
    let run = value.find(|letter: char| !is_part(letter)).unwrap_or(value.len());
    let length = value[..run].trim_end_matches(['.', '-', '+']).len();
    (length > 0).then_some(length)
}

/// Whether nothing qualifies the literal that stands before this.
fn ends_remark(behind: &str) -> bool {
    let Some(first) = behind.chars().next() else {
        return true;
    };
    let rest = behind[first.len_utf8()..].trim_start_matches(['`', ' ']);
    match first {
        '\n' | '\r' => !rest
            .trim_start()
            .starts_with(|next: char| next.is_ascii_lowercase() || next.is_ascii_digit()),
        ')' | ']' | ';' => true,
        '.' => !rest.starts_with(|next: char| next.is_ascii_digit()),
        _ => false,
    }
}
