//! Headers of GitLab's sections: `^[Name][2] @default @owners`.

use super::line::is_space;

/// What a header says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header<'a> {
    pub(super) name: &'a str,
    /// Whether `^` stands before it.
    pub(super) optional: bool,
    /// The number behind the name.
    pub(super) approvals: Option<u32>,
    /// Where the default owners stand.
    pub(super) owners: &'a str,
    /// What stands behind all that and is not read.
    pub(super) ignored: &'a str,
}

/// Reads a header. GitLab takes every line that begins like one for one, whatever follows.
pub(super) fn header(line: &str) -> Option<Header<'_>> {
    let bare = line.strip_prefix('^');
    let (name, rest) = bare.unwrap_or(line).strip_prefix('[')?.split_once(']')?;
    let (approvals, rest) = approvals(rest);
    let end = match rest.starts_with(is_space) {
        true => rest.find(|c| !is_owner_char(c)).unwrap_or(rest.len()),
        false => 0,
    };
    Some(Header {
        name,
        optional: bare.is_some(),
        approvals,
        owners: rest[..end].trim_matches(is_space),
        ignored: &rest[end..],
    })
}

/// Whether a line is a header from its beginning to its end.
pub(super) fn is_header(line: &str) -> bool {
    header(line).is_some_and(|header| header.ignored.is_empty() && !header.name.is_empty())
}

/// Whether a line begins like a header and never ends it.
pub(super) fn is_unclosed(line: &str) -> bool {
    let name = line.strip_prefix('^').unwrap_or(line).strip_prefix('[');
    name.is_some_and(|name| !name.is_empty() && !name.contains(']'))
}

/// The number in brackets, if it is one, and what follows. `[]` and `[0]` ask for nothing special.
fn approvals(rest: &str) -> (Option<u32>, &str) {
    let inner = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match inner {
        Some((digits, after)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number = digits.parse().unwrap_or(if digits.is_empty() { 0 } else { u32::MAX });
            ((number > 0).then_some(number), after)
        }
        _ => (None, rest),
    }
}

fn is_owner_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_space(c) || "@_.-/+".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{Header, header, is_header, is_unclosed};

    fn full<'a>(
        name: &'a str,
        optional: bool,
        approvals: Option<u32>,
        owners: &'a str,
        ignored: &'a str,
    ) -> Header<'a> {
        Header {
            name,
            optional,
            approvals,
            owners,
            ignored,
        }
    }

    #[test]
    fn a_header_has_a_name_and_perhaps_approvals_and_owners() {
        assert_eq!(header("[Docs]"), Some(full("Docs", false, None, "", "")));
        assert_eq!(header("^[Two Words]"), Some(full("Two Words", true, None, "", "")));
        assert_eq!(header("[A][2] @a @b/c"), Some(full("A", false, Some(2), "@a @b/c", "")));
        assert_eq!(header("[A][] @a"), Some(full("A", false, None, "@a", "")));
        assert_eq!(
            header("[A][99999999999]"),
            Some(full("A", false, Some(u32::MAX), "", ""))
        );
    }

    #[test]
    fn what_follows_and_is_not_understood_is_kept_apart() {
        assert_eq!(header("[A][q] @a"), Some(full("A", false, None, "", "[q] @a")));
        assert_eq!(header("[id].js @a"), Some(full("id", false, None, "", ".js @a")));
        assert_eq!(header("[A] @a, @b"), Some(full("A", false, None, "@a", ", @b")));
        assert!(is_header("[A] @a") && !is_header("[id].js @a") && !is_header("[] @a") && !is_header("a [A]"));
    }

    #[test]
    fn a_header_that_does_not_end_is_none() {
        assert!(header("[Docs").is_none() && is_unclosed("[Docs") && is_unclosed("^[Docs name"));
        assert!(!is_unclosed("[") && !is_unclosed("[a] b") && !is_unclosed("a["));
    }
}
