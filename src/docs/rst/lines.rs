//! The lines of a reStructuredText with their indentation.

/// A line without its newline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Offset of its first character that is no space (or of its end).
    pub(super) start: usize,
    /// Offset of its end, without white space there.
    pub(super) end: usize,
    /// Columns of white space before it.
    pub(super) indent: usize,
}

impl Line {
    /// Whether it holds white space only.
    pub(super) fn is_blank(&self) -> bool {
        self.start >= self.end
    }
}

/// Cuts a text into lines.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    let cut = text.split_inclusive('\n').map(|line| {
        let body = line.trim_end();
        let inner = body.trim_start_matches([' ', '\t']);
        let lead = body.len() - inner.len();
        let one = Line {
            start: at + lead,
            end: at + body.len(),
            indent: columns(&body[..lead]),
        };
        at += line.len();
        one
    });
    cut.collect()
}

fn columns(indent: &str) -> usize {
    indent.chars().fold(0, |column, c| match c {
        '\t' => (column / 8 + 1) * 8,
        _ => column + 1,
    })
}

/// Whether a line consists of one sign, as under and over titles.
pub(crate) fn is_adornment(line: &str) -> bool {
    let line = line.trim_end();
    let mut bytes = line.bytes();
    let Some(first) = bytes.next().filter(u8::is_ascii_punctuation) else {
        return false;
    };
    line.len() >= 2 && bytes.all(|byte| byte == first)
}

/// Width of the mark of a list item at the begin of a text, with the space behind it.
pub(super) fn list_mark(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    if matches!(first, '-' | '*' | '+' | '•') {
        let is_mark = rest.starts_with(' ') || rest.is_empty();
        return is_mark.then(|| (first.len_utf8() + 1).min(text.len()));
    }
    let open = usize::from(first == '(');
    let body = &text[open..];
    let length = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let label = &body[..length];
    let is_label = body.starts_with("#.")
        || label.len() == 1
        || label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    let length = if body.starts_with("#.") { 1 } else { length };
    let closes = body[length..].starts_with(['.', ')']) && body[length + 1..].starts_with(' ');
    (is_label && length > 0 && closes).then_some(open + length + 2)
}

#[cfg(test)]
mod tests {
    use super::{is_adornment, list_mark};

    #[test]
    fn marks_of_lists_and_titles() {
        assert_eq!(list_mark("- a"), Some(2));
        assert_eq!(list_mark("10. a"), Some(4));
        assert_eq!(list_mark("#. a"), Some(3));
        assert_eq!(list_mark("(a) b"), Some(4));
        assert_eq!(list_mark("word. Then"), None);
        assert_eq!(list_mark("-a"), None);
        assert!(is_adornment("====") && !is_adornment("=-=") && !is_adornment("aaa") && !is_adornment(""));
    }
}
