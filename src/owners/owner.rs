//! A word behind a pattern to an owner, as each host reads it.

use crate::model::ownership::Owner;

/// The roles that GitLab lets own files; also in the plural.
const ROLES: &[&str] = &["developer", "maintainer", "owner"];

/// The owner that GitHub sees in a word.
pub(super) fn on_github(word: &str) -> Option<Owner> {
    let Some(name) = word.strip_prefix('@') else {
        return is_email(word).then(|| Owner::Email(word.into()));
    };
    match name.split_once('/') {
        Some((organisation, team)) => {
            let fits = is_name(organisation, "-_") && is_name(team, "-_.");
            fits.then(|| Owner::Team(word.into()))
        }
        None => is_name(name, "-_").then(|| Owner::User(word.into())),
    }
}

/// The owners that GitLab sees in a word: it looks for names anywhere in it.
pub(super) fn on_gitlab(word: &str) -> Vec<Owner> {
    if let Some(role) = word.strip_prefix("@@") {
        let role = role.to_ascii_lowercase();
        let is_role = ROLES.contains(&role.strip_suffix('s').unwrap_or(&role));
        return if is_role {
            vec![Owner::Role(word.into())]
        } else {
            Vec::new()
        };
    }
    if !word.starts_with('@') && is_email(word) {
        return vec![Owner::Email(word.into())];
    }
    let names = word.match_indices('@').filter_map(|(at, _)| name_at(word, at));
    names.collect()
}

/// The name that begins with the `@` at a place, unless the `@` is glued to a word before it.
fn name_at(word: &str, at: usize) -> Option<Owner> {
    let before = word[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '@') {
        return None;
    }
    let rest = &word[at + 1..];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/');
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches(['.', '/', '-']);
    if name.is_empty() || name.starts_with(['-', '/']) {
        return None;
    }
    let written = &word[at..=at + name.len()];
    Some(if name.contains('/') {
        Owner::Group(written.into())
    } else {
        Owner::User(written.into())
    })
}

fn is_name(name: &str, signs: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c))
}

/// Whether a word has the form of an address; what is behind it only a mail server knows.
fn is_email(word: &str) -> bool {
    match word.split_once('@') {
        Some((local, host)) => {
            let ends_well = host.ends_with(|c: char| c.is_alphanumeric());
            !local.is_empty() && ends_well && !host.contains(['@', '/', ','])
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{on_github, on_gitlab};
    use crate::model::ownership::Owner;

    #[test]
    fn github_knows_users_teams_and_addresses() {
        assert_eq!(on_github("@octo-cat"), Some(Owner::User("@octo-cat".into())));
        assert_eq!(on_github("@org/docs_team"), Some(Owner::Team("@org/docs_team".into())));
        assert_eq!(
            on_github("a.b+c@example.com"),
            Some(Owner::Email("a.b+c@example.com".into()))
        );
        for word in [
            "octocat", "@", "@uab.edu", "@org/", "@org/a/b", "@/a", "a@", "@a@b", "@a,", "@@owner", "a@b@c",
        ] {
            assert_eq!(on_github(word), None, "{word}");
        }
    }

    #[test]
    fn gitlab_knows_groups_at_any_depth_and_roles() {
        assert_eq!(on_gitlab("@a"), [Owner::User("@a".into())]);
        assert_eq!(on_gitlab("@a/b/c-d"), [Owner::Group("@a/b/c-d".into())]);
        assert_eq!(on_gitlab("a@example.com"), [Owner::Email("a@example.com".into())]);
        assert_eq!(on_gitlab("@@Maintainers"), [Owner::Role("@@Maintainers".into())]);
        assert_eq!(on_gitlab("@a,@b"), [Owner::User("@a".into()), Owner::User("@b".into())]);
        for word in ["a", "@", "@@guest", "#", "@-", "@/"] {
            assert_eq!(on_gitlab(word), [], "{word}");
        }
    }
}
