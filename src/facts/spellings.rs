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
    // Go makes flags of the fields of a struct: `WarningsAsErrors`.
    if kind == MentionKind::Flag && bare.contains('-') {
        let camel = camel_case(bare);
        let mut letters = camel.chars();
        all.extend(
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()),
        );
    }
    all.sort();
    all.dedup();
    all.retain(|word| word.len() > 1);
    all
}

/// The ends and beginnings of a name that code may hold as a text, to put the name together from it and something else: the
/// ends from its second last `_` on and longer ones, and of variables of the environment the beginnings.
pub(super) fn pieces(kind: MentionKind, name: &str) -> Vec<String> {
    if !matches!(kind, MentionKind::EnvVar | MentionKind::Key | MentionKind::Name) {
        return Vec::new();
    }
    let cuts: Vec<usize> = name.match_indices('_').map(|(at, _)| at).collect();
    let ends = cuts
        .iter()
        .rev()
        .skip(1)
        .filter(|at| **at > 0)
        .map(|at| name[*at..].to_owned());
    let mut all: Vec<String> = ends.collect();
    // `'on' + event` of JavaScript
    let event = name
        .strip_prefix("on")
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    all.extend(event.into_iter().flat_map(without_capital));
    if kind == MentionKind::EnvVar {
        let begins = cuts.iter().filter(|at| **at > 1).map(|at| name[..=*at].to_owned());
        all.extend(begins.filter(|begin| begin.len() < name.len()));
    }
    all
}

/// A name that begins with a capital as it is written without it.
pub(super) fn without_capital(name: &str) -> Vec<String> {
    let mut letters = name.chars();
    let first = letters.next().filter(char::is_ascii_uppercase);
    first
        .map(|first| first.to_ascii_lowercase().to_string() + letters.as_str())
        .into_iter()
        .collect()
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
    use super::{pieces, spellings, without_capital};
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
            "NoDryRun",
        ] {
            assert!(
                words.iter().any(|spelling| spelling == word),
                "{word} is missing in {words:?}"
            );
        }
    }

    #[test]
    fn names_may_be_put_together_of_an_end_or_a_beginning() {
        assert_eq!(pieces(MentionKind::Key, "dns_sd_configs"), ["_sd_configs"]);
        assert!(pieces(MentionKind::Key, "sd_configs").is_empty());
        assert_eq!(pieces(MentionKind::EnvVar, "APP_HOME"), ["APP_"]);
        assert_eq!(without_capital("DeleteSeries"), ["deleteSeries"]);
        assert!(without_capital("deleteSeries").is_empty());
    }
}
