//! Mentions in plain words: only unmistakable ones. Inline code and code blocks are not its business.

use super::super::vocabulary::{is_brand, is_dotted_word};
use super::Found;
use super::call::shown_call;
use super::word::{
    flags, is_camel, is_entry_point, is_env, is_file_name, is_ident_char, is_identifier, is_path, is_snake, split_name,
};
use crate::model::mention::{MentionKind, ShownCall};

/// Words longer than this are data.
const MAX_WORD: usize = 200;

/// All mentions in a prose text.
pub(crate) fn scan(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = next_word(text, at) {
        at = end.max(at + 1);
        let word = &text[start..end];
        if is_plain(text, start, word) {
            continue;
        }
        if word.len() > MAX_WORD {
            continue;
        }
        if is_address(text, start, word) {
            at = end_of_address(text, start);
            continue;
        }
        let is_edge = !text[..start].ends_with(is_ident_char);
        if is_edge {
            look_at(text, start, word, &mut found);
        }
    }
    found
}

/// Characters that may stand in a word: of names, paths, flags and addresses.
fn is_word_char(c: char) -> bool {
    is_ident_char(c) || matches!(c, '.' | '/' | '-' | ':' | '#' | '@' | '~' | '\\' | '+')
}

/// Whether a word is one of plain language without a closer look, as most are: letters of which only the first may be a
/// capital, and no call.
fn is_plain(text: &str, start: usize, word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ':']);
    let Some((first, rest)) = bare.as_bytes().split_first() else {
        return false;
    };
    first.is_ascii_alphabetic()
        && rest.iter().all(u8::is_ascii_lowercase)
        && bare != "www"
        && !text[..start].ends_with('/')
        && !text[start + bare.len()..].starts_with("()")
}

fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.find(is_word_char)?;
    let tail = &text[start..];
    let mut end = start + tail.find(|c| !is_word_char(c)).unwrap_or(tail.len());
    // `--[no-]flag` is one word.
    if text[start..end].ends_with("--") && text[end..].starts_with("[no-]") {
        let tail = &text[end + "[no-]".len()..];
        end += "[no-]".len() + tail.find(|c| !is_word_char(c)).unwrap_or(tail.len());
    }
    Some((start, end))
}

/// URLs and mail addresses name nothing here.
fn is_address(text: &str, start: usize, word: &str) -> bool {
    let has_scheme = word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:");
    let is_mail = word.find('@').is_some_and(|at| at > 0 && word[at..].contains('.'));
    has_scheme || is_mail || text[..start].ends_with("://")
}

fn end_of_address(text: &str, start: usize) -> usize {
    let tail = &text[start..];
    start
        + tail
            .find(|c: char| c.is_whitespace() || "<>\"`)]".contains(c))
            .unwrap_or(tail.len())
}

/// What a word mentions, if anything.
fn look_at(text: &str, start: usize, word: &str, found: &mut Vec<Found>) {
    if word.starts_with("--") {
        found.extend(flags(word, start));
        return;
    }
    let lead = word.len() - word.trim_start_matches(['@', '~', '#', ':', '+', '-', '\\']).len();
    let (start, word) = match word.starts_with("~/") {
        true => (start, word),
        false => (start + lead, &word[lead..]),
    };
    let word = word.trim_end_matches(['.', ':', '-', '#', '+', '\\', '@', '~']);
    if word.is_empty() || word.contains('@') {
        return;
    }
    match classify(text, start, word) {
        Some(one) => found.push(one),
        None => pieces(text, start, word, found),
    }
}

/// A word that is nothing as a whole may hold names: `snake_case-like`, `a_b/c_d`.
fn pieces(text: &str, start: usize, word: &str, found: &mut Vec<Found>) {
    if !word.contains(['-', '/', ':', '#', '+', '\\', '~']) {
        return;
    }
    let mut at = 0;
    for piece in word.split(['-', '/', ':', '#', '+', '\\', '~']) {
        let is_part = word[..at].ends_with('-') && word[..at].contains("--");
        if !is_part {
            let one = classify(text, start + at, piece);
            found.extend(one.filter(|one| one.kind != MentionKind::Path));
        }
        at += piece.len() + 1;
    }
}

fn classify(text: &str, start: usize, word: &str) -> Option<Found> {
    let end = start + word.len();
    let range = start..end;
    if word.contains('/') {
        return (is_path(word) && is_file_name(word)).then(|| Found::new(range, MentionKind::Path));
    }
    if is_dotted_word(word) {
        return None;
    }
    let call = called(text, end);
    if let Some((parts, sure)) = name_parts(word) {
        let call = call.or_else(|| called_with(text, end).filter(|_| sure));
        return (sure || call.is_some()).then(|| name(range, parts, call));
    }
    let is_file = is_file_name(word) && word.contains('.') && !word.starts_with('.');
    is_file.then(|| Found::new(range, MentionKind::Path))
}

/// A name in parts, and whether it is unmistakable without a call behind it. `None` when it is no name (or a file name).
fn name_parts(word: &str) -> Option<(Vec<String>, bool)> {
    if is_identifier(word) {
        let sure = (is_snake(word) || is_camel(word)) && !is_brand(word);
        return Some((vec![word.to_owned()], sure));
    }
    let parts = split_name(word);
    if is_entry_point(word) {
        return Some((parts, true));
    }
    let joined_well = word.split("::").flat_map(|part| part.split('.')).all(is_identifier);
    if parts.len() < 2 || !joined_well || (is_file_name(word) && parts.len() == 2) {
        return None;
    }
    let sure = word.contains("::") || parts.iter().any(|part| is_snake(part) || is_camel(part));
    Some((parts, sure))
}

fn name(range: std::ops::Range<usize>, parts: Vec<String>, call: Option<ShownCall>) -> Found {
    let is_variable = parts.len() == 1 && is_env(&parts[0]) && call.is_none();
    let kind = match (&call, is_variable) {
        (_, true) => MentionKind::EnvVar,
        (Some(_), _) => MentionKind::Call,
        (None, _) => MentionKind::Name,
    };
    let mut found = Found::new(range, kind).with_parts(parts);
    found.call = call;
    found
}

/// The call that begins at `end`: only `()` counts for any word, since `word(s)` is plain language.
fn called(text: &str, end: usize) -> Option<ShownCall> {
    let rest = &text[end..];
    rest.starts_with("()").then(|| shown_call("()", false))
}

/// The call behind a name that is unmistakable by itself, on one line and with arguments that are no plain language:
/// `open_cart(path, kind="a")`.
fn called_with(text: &str, end: usize) -> Option<ShownCall> {
    let line = text[end..].lines().next()?;
    let list = line.strip_prefix('(')?;
    let close = list.find(')').filter(|close| !list[..*close].contains('('))?;
    let list = &list[..close];
    let is_argument = |piece: &str| {
        let value = piece
            .split_once('=')
            .map_or(piece, |(name, value)| match is_identifier(name.trim()) {
                true => value,
                false => piece,
            });
        let value = value.trim();
        !value.is_empty() && !value.contains(char::is_whitespace)
    };
    list.split(',')
        .all(is_argument)
        .then(|| shown_call(&line[..close + 2], false))
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn names(text: &str) -> Vec<String> {
        scan(text)
            .into_iter()
            .map(|found| {
                format!(
                    "{:?} {}",
                    found.kind,
                    found.text.unwrap_or_else(|| text[found.range].to_owned())
                )
            })
            .collect()
    }

    #[test]
    fn unmistakable_words_are_mentions() {
        assert_eq!(
            names(
                "Set raise_for_status, NetRCAuth or httpx.AsyncClient; call close() and a::b. Use --dry-run, SSL_CERT_FILE, src/a.py and setup.py."
            ),
            [
                "Name raise_for_status",
                "Name NetRCAuth",
                "Name httpx.AsyncClient",
                "Call close",
                "Name a::b",
                "Flag --dry-run",
                "EnvVar SSL_CERT_FILE",
                "Path src/a.py",
                "Path setup.py",
            ]
        );
    }

    #[test]
    fn calls_of_unmistakable_names_show_their_arguments() {
        let arguments = |text: &str| {
            let call = scan(text).into_iter().next().and_then(|found| found.call);
            call.map(|call| call.arguments.len())
        };
        assert_eq!(arguments("run a.open_cart(path, kind=\"a\") then"), Some(2));
        assert_eq!(arguments("the open_cart(and all of this) too"), None);
        assert_eq!(arguments("the open_cart (path) and open_cart("), None);
    }

    #[test]
    fn plain_language_is_no_mention() {
        assert_eq!(
            names(
                "GitHub and/or PyPI -- the function(s) of Node.js, e.g. this -- at https://a.b/some_path/x_y.py or me_too@some_host.org."
            ),
            [""; 0]
        );
        assert_eq!(
            names("a well-known state-of-the-art 3.5 v1.2.3 I/O example.com/a.html"),
            [""; 0]
        );
    }

    #[test]
    fn plain_words_beside_signs_are_no_mentions_and_calls_are() {
        assert_eq!(
            names("Word. word: Other close(). www.a_b.org/c_d ://a_b é_ Open() x() a.b_c"),
            ["Call close", "Call Open", "Call x", "Name a.b_c"]
        );
    }

    #[test]
    fn optional_negation_names_both_flags() {
        assert_eq!(names("Pass --[no-]color."), ["Flag --color", "Flag --no-color"]);
    }

    #[test]
    fn names_inside_compound_words_are_seen() {
        assert_eq!(
            names("some snake_case-like word, read_only/write_only"),
            ["Name snake_case", "Name read_only", "Name write_only"]
        );
    }
}
