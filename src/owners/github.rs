//! The dialect of GitHub: a pattern and its owners on a line, comments also at the end; a line with a fault is skipped.

use super::line::{cut, lines, shown};
use super::pattern::Pattern;
use super::{Draft, owner};
use crate::model::ownership::{Owner, OwnersFaultKind, OwnersRule};

pub(super) fn read(text: &str, draft: &mut Draft) {
    for (number, line) in lines(text) {
        read_line(number, line, draft);
    }
}

fn read_line(number: u32, line: &str, draft: &mut Draft) {
    let (written, rest) = cut(line);
    let pattern = match Pattern::github(written) {
        Ok(pattern) => pattern,
        Err(refusal) => {
            let message = format!("the pattern {} is not used: {}", shown(written), refusal.why);
            return draft.skip(number, refusal.kind, message);
        }
    };
    let owners = match owners(rest) {
        Ok(owners) => owners,
        Err(word) => {
            let message = format!(
                "{} is no @user, @org/team or e-mail address; GitHub skips the line",
                shown(word)
            );
            return draft.skip(number, OwnersFaultKind::InvalidOwner, message);
        }
    };
    let rule = OwnersRule {
        line: number,
        pattern: written.into(),
        owners: owners.into(),
        inherited: false,
        exclusion: false,
        section: 0,
        optional: false,
        approvals: None,
    };
    draft.rule(rule, pattern);
}

/// The owners on a line up to a comment, or the first word that is none.
fn owners(rest: &str) -> Result<Vec<Owner>, &str> {
    let before = rest.split('#').next().unwrap_or_default();
    let words = before.split_ascii_whitespace();
    words.map(|word| owner::on_github(word).ok_or(word)).collect()
}
