//! What a doc states of the value of a constant or default against what the code says.

use super::signatures::{Contradiction, plain};
use crate::model::mention::MentionKind;

/// How far behind a name its value may stand to be tied to it, in bytes.
const VALUE_REACH: usize = 60;

/// Whether the words right behind a mention show the old value of a constant and not the new one.
pub(super) fn shows_old_value(kind: MentionKind, behind: &str, base: &str, head: &str) -> Option<Contradiction> {
    let readable =
        |value: &str| !value.is_empty() && value.len() <= 40 && value != "None" && !value.contains(['(', '{', '\n']);
    if kind == MentionKind::Call || !readable(base) || !readable(head) {
        return None;
    }
    let end = (0..=behind.len().min(VALUE_REACH))
        .rev()
        .find(|at| behind.is_char_boundary(*at))?;
    let near = plain(&behind[..end]);
    let (old, new) = (plain(base), plain(head));
    let strip = |value: &str| value.trim_matches('"').to_owned();
    let shows = |value: &str| {
        let value = strip(value);
        near.match_indices(value.as_str())
            .any(|(at, _)| stands_alone(&near, at, value.len()))
    };
    let stated = near.trim_start_matches(['`', ')', '*']).starts_with(['=', ':'])
        || behind.contains("default")
        || behind.contains(" is ");
    (stated && shows(&old) && !shows(&new)).then(|| Contradiction {
        subject: strip(&old),
        shown: strip(&old),
        base: base.to_owned(),
        head: head.to_owned(),
        new_name: None,
    })
}

fn stands_alone(text: &str, at: usize, len: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let number = text[at..].starts_with(|c: char| c.is_ascii_digit());
    before.is_none_or(|c| !(c.is_ascii_digit() || (!number && word(c)) || c == '.'))
        && after.is_none_or(|c| !c.is_alphanumeric() && c != '_')
}

#[cfg(test)]
mod tests {
    use super::shows_old_value;
    use crate::model::mention::MentionKind;

    #[test]
    fn a_value_counts_only_when_it_is_stated_right_behind_the_name() {
        let found = |text| shows_old_value(MentionKind::Name, text, "5", "10").is_some();
        assert!(found("` = 5`"));
        assert!(found("` (default: 5)."));
        assert!(!found("` = 10`"));
        assert!(!found("` = 50`"));
        assert!(!found("` retries are made in section 5."));
    }
}
