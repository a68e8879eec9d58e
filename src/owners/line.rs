//! Cuts a CODEOWNERS text into lines and a line into its pattern and what follows. Knows no dialect.

/// The lines that say something, without the space around them, with their numbers from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..)
        .zip(text.split('\n'))
        .map(|(number, line)| (number, line.trim_matches(is_space)))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The white space of the format. Others, such as a no-break space, are part of a name.
pub(super) fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{b}'
}

/// Cuts a line at the first space that no backslash stands before.
pub(super) fn cut(line: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if is_space(c) && !escaped {
            return (&line[..at], line[at..].trim_start_matches(is_space));
        }
        escaped = c == '\\' && !escaped;
    }
    (line, "")
}

/// The beginning of a text for a message.
pub(super) fn shown(text: &str) -> String {
    const MAX: usize = 60;
    match text.char_indices().nth(MAX) {
        Some((at, _)) => format!("`{}..`", &text[..at]),
        None => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, lines, shown};

    #[test]
    fn blank_lines_and_comments_are_no_lines_but_are_counted() {
        let text = "\u{feff}# who\r\n* @a\r\n\r\n\t/b\t@c  \n  # d\n/e";
        assert_eq!(lines(text).collect::<Vec<_>>(), [(2, "* @a"), (4, "/b\t@c"), (6, "/e")]);
    }

    #[test]
    fn an_escaped_space_is_part_of_the_pattern() {
        assert_eq!(cut("a\\ b/ \t @c @d"), ("a\\ b/", "@c @d"));
        assert_eq!(cut("a\\\\ @c"), ("a\\\\", "@c"));
        assert_eq!(cut("/only"), ("/only", ""));
    }

    #[test]
    fn long_texts_are_shortened_in_messages() {
        assert_eq!(shown("ä"), "`ä`");
        assert_eq!(shown(&"ä".repeat(1_000_000)).chars().count(), 64);
    }
}
