//! The ways in which code may write what a page mentions.

use crate::model::mention::MentionKind;

/// How code may write what a doc mentions: flags are often fields or bare strings.
pub(super) fn spellings(kind: MentionKind, part: &str) -> Vec<String> {
    let bare = part.trim_start_matches('-');
    let mut all = vec![part.to_owned()];
    if matches!(kind, MentionKind::Flag | MentionKind::Key) || part.contains('-') {
        all.extend([
            bare.to_owned(),
            bare.replace('-', "_"),
            bare.strip_prefix("no-").unwrap_or(bare).to_owned(),
        ]);
        all.push(bare.strip_prefix("no-").unwrap_or(bare).replace('-', "_"));
        all.push(camel_case(bare));
    }
    all.sort();
    all.dedup();
    all.retain(|word| word.len() > 1);
    all
}

/// `dry-run` as JavaScript writes it: `dryRun`.
fn camel_case(kebab: &str) -> String {
    let mut parts = kebab.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        let head = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        name + &head + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::spellings;
    use crate::model::mention::MentionKind;

    #[test]
    fn a_flag_may_live_on_as_a_field() {
        let words = spellings(MentionKind::Flag, "--no-dry-run");
        for word in [
            "--no-dry-run",
            "no-dry-run",
            "dry-run",
            "dry_run",
            "no_dry_run",
            "noDryRun",
        ] {
            assert!(
                words.iter().any(|spelling| spelling == word),
                "{word} is missing in {words:?}"
            );
        }
    }
}
