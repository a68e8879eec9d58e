//! Makes text from repositories harmless where it is shown: names, paths and subjects are written by anybody.

use std::fmt::Write as _;

/// The text with everything visible: control characters and marks that change the direction of writing are spelled out.
pub fn visible(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            character if is_unseen(character) => shown.extend(character.escape_unicode()),
            character => shown.push(character),
        }
    }
    shown
}

/// Control characters, line separators, direction marks and characters that hide words. Joiners stay: scripts and emoji need them.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A path as the first word of a line: what a CI system would take for a command is kept from the line's start.
pub fn line_start_path(path: &str) -> String {
    let shown = visible(path);
    if shown.starts_with("::") || shown.starts_with("##") {
        return format!("./{shown}");
    }
    shown
}

/// A path as a relative URI reference: everything but unreserved characters and `/` is percent-encoded.
pub fn uri(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Text between tags or in an attribute of XML 1.0.
pub fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // Not characters of XML.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}

/// A Markdown code span that holds exactly this text, whatever backticks are in it.
pub fn code_span(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|character| character != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default() + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A sentence as Markdown: pairs of backticks stay code, everything else is taken literally. No HTML, link, image, mention of
/// a person or reference to an issue can come of it.
pub fn markdown(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return literal(sentence);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => literal(part),
        _ if part.is_empty() => literal("``"),
        _ => code_span(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Plain words in Markdown. A character of no width behind `@`, `#` and `:` keeps GitHub and GitLab from making links of them;
/// escapes alone do not, as they look for links after escapes are resolved.
fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '@' => escaped.push_str("@\u{200b}"),
            '#' => escaped.push_str("\\#\u{200b}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '!' | '|' | '~' | '&' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            character => escaped.push(character),
        }
    }
    escaped
        .replace("://", ":\u{200b}//")
        .replace("www.", "www\u{200b}.")
        .replace("GH-", "GH\u{200b}-")
}

#[cfg(test)]
mod tests {
    use super::{code_span, line_start_path, markdown, uri, visible, xml};

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        assert_eq!(visible("a\u{1b}[31m\nb\u{202e}c"), "a\\u{1b}[31m\\nb\\u{202e}c");
        assert_eq!(visible("zwölf 日本"), "zwölf 日本");
    }

    #[test]
    fn a_path_never_becomes_a_command_of_a_ci_system() {
        assert_eq!(line_start_path("::error::x.md"), "./::error::x.md");
        assert_eq!(line_start_path("docs/a.md"), "docs/a.md");
    }

    #[test]
    fn paths_become_relative_uris() {
        assert_eq!(uri("a b/ü:%.md"), "a%20b/%C3%BC%3A%25.md");
    }

    #[test]
    fn xml_holds_no_markup_and_no_control_characters() {
        assert_eq!(xml("<a b=\"c\">&\u{1}"), "&lt;a b=&quot;c&quot;&gt;&amp;\\u{1}");
    }

    #[test]
    fn a_code_span_survives_backticks() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b``c"), "```a`b``c```");
        assert_eq!(code_span("`"), "`` ` ``");
    }

    #[test]
    fn nothing_in_markdown_comes_alive_but_code() {
        assert_eq!(markdown("`a_b` was *removed*"), "`a_b` was \\*removed\\*");
        let hostile = markdown("@org/team ![x](https://e.vil/i.png) [y](z) <!-- abreast --> <b> #12 ` odd");
        assert!(!hostile.contains("@o") && !hostile.contains("#1") && !hostile.contains("https://"));
        assert!(
            hostile.contains("\\!\\[x\\](")
                && hostile.contains("\\<\\!-- abreast --\\>")
                && hostile.contains("\\` odd")
        );
    }
}
