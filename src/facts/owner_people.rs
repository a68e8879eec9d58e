//! Which person of a history an owner of CODEOWNERS is. Only certain ties: who is not known is never spoken of.

use crate::git::identity::{fold, is_no_name};
use crate::model::commit::Signature;
use crate::model::ownership::{Dialect, Owner};
use crate::model::person::{People, Person, PersonId};
use std::collections::BTreeSet;

/// A person an owner was tied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerPeople {
    /// The person, and everybody who may be the same one under another address: what is said of an owner must hold for all.
    pub people: BTreeSet<PersonId>,
    /// Whether a full name is known. Who commits under the account alone may be somebody else's second address.
    pub has_name: bool,
}

/// The person that an owner is; `None` for teams, roles, groups, and for everybody who may be several people or nobody.
pub fn person_of(owner: &Owner, dialect: Dialect, people: &People) -> Option<OwnerPeople> {
    let (certain, account) = match owner {
        Owner::Email(address) => {
            let local = address.split('@').next().unwrap_or_default();
            (by_address(people, address), local)
        }
        Owner::User(name) => {
            let account = name.trim_start_matches('@');
            let by_account = by_account(people, account, dialect);
            let found = if by_account.is_empty() {
                by_name(people, account)
            } else {
                by_account
            };
            (found, account)
        }
        Owner::Team(_) | Owner::Group(_) | Owner::Role(_) => return None,
    };
    if certain.len() != 1 {
        return None;
    }
    let likely = having(people, |signature| is_like(signature, account));
    let signatures = |person: &PersonId| &people.get(*person).signatures;
    let mut names = certain
        .iter()
        .flat_map(signatures)
        .map(|signature| signature.name.trim());
    Some(OwnerPeople {
        has_name: names.any(|name| name.contains(' ')),
        people: certain.union(&likely).copied().collect(),
    })
}

fn having(people: &People, fits: impl Fn(&Signature) -> bool) -> BTreeSet<PersonId> {
    let fits = |person: &Person| person.who.is_person() && person.signatures.iter().any(&fits);
    let all = (0..).zip(&people.all);
    all.filter(|(_, person)| fits(person))
        .map(|(number, _)| PersonId(number))
        .collect()
}

fn by_address(people: &People, address: &str) -> BTreeSet<PersonId> {
    having(people, |signature| signature.email.eq_ignore_ascii_case(address))
}

/// By the account that the host writes into addresses that hide the real one.
fn by_account(people: &People, account: &str, dialect: Dialect) -> BTreeSet<PersonId> {
    let (host, mark) = match dialect {
        Dialect::GitHub => ("users.noreply.github.com", '+'),
        Dialect::GitLab => ("users.noreply.gitlab.com", '-'),
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    having(people, |signature| {
        let Some((local, of)) = signature.email.rsplit_once('@') else {
            return false;
        };
        let behind = local.split_once(mark).filter(|(number, _)| is_number(number));
        let name = behind.map_or(local, |(_, name)| name);
        of.eq_ignore_ascii_case(host) && name.eq_ignore_ascii_case(account)
    })
}

/// By somebody who commits under the name of the account. Single words in another case may be anybody's first name.
fn by_name(people: &People, account: &str) -> BTreeSet<PersonId> {
    if is_no_name(account) {
        return BTreeSet::new();
    }
    let is_odd = account.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '_' | '.'));
    having(people, |signature| {
        signature.name == account || is_odd && signature.name.eq_ignore_ascii_case(account)
    })
}

/// Whether a signature may be of an account, by a part of its address or by its name without spaces.
fn is_like(signature: &Signature, account: &str) -> bool {
    let mut parts = signature.email.split(['@', '.', '+', ',']);
    parts.any(|part| part.eq_ignore_ascii_case(account)) || fold(&signature.name).replace(' ', "") == fold(account)
}

#[cfg(test)]
mod tests {
    use super::person_of;
    use crate::git::identity::{NameRule, people};
    use crate::git::mailmap::Mailmap;
    use crate::model::commit::{Commit, Signature};
    use crate::model::ownership::{Dialect, Owner};
    use crate::model::person::People;
    use crate::model::revision::Oid;

    fn known(signatures: &[(&str, &str)]) -> People {
        let commit = |(name, email): &(&str, &str)| Commit {
            id: Oid::ZERO,
            tree: Oid::ZERO,
            parents: Vec::new(),
            author: Signature {
                name: (*name).to_owned(),
                email: (*email).to_owned(),
            },
            time: 0,
            commit_time: 0,
            summary: String::new(),
            co_authors: Vec::new(),
        };
        let commits: Vec<Commit> = signatures.iter().map(commit).collect();
        people(&commits, &Mailmap::parse(""), NameRule::Telling)
    }

    fn tied(owner: &Owner, signatures: &[(&str, &str)]) -> Option<Vec<u32>> {
        let found = person_of(owner, Dialect::GitHub, &known(signatures))?;
        Some(found.people.into_iter().map(|person| person.0).collect())
    }

    fn user(name: &str) -> Owner {
        Owner::User(name.into())
    }

    #[test]
    fn an_address_an_account_and_a_name_tie() {
        let ada = ("Ada Byron", "ada@byron.net");
        let account = ("Ada Byron", "77+AdaB@users.noreply.github.com");
        let other = ("Bob Stone", "bob@stone.net");
        assert_eq!(
            tied(&Owner::Email("Ada@Byron.net".into()), &[other, ada]),
            Some(vec![1])
        );
        assert_eq!(tied(&user("@adab"), &[other, ada, account]), Some(vec![1]));
        assert_eq!(
            tied(&user("@bob-stone"), &[ada, ("Bob-Stone", "b@s.net")]),
            Some(vec![1])
        );
        assert_eq!(tied(&user("@bstone"), &[ada, ("bstone", "b@s.net")]), Some(vec![1]));
    }

    #[test]
    fn who_may_be_anybody_is_not_tied() {
        let chris = ("Chris", "c.jones@x.net");
        assert_eq!(tied(&user("@chris"), &[chris]), None);
        assert_eq!(tied(&user("@root"), &[("root", "a@x.net")]), None);
        let two = [("kim", "kim@a.net"), ("Kim Lee", "lee@b.net"), ("kim", "other@c.net")];
        assert_eq!(tied(&Owner::Email("nobody@x.net".into()), &two), None);
        assert_eq!(tied(&Owner::Team("@org/core".into()), &[("core", "core@x.net")]), None);
        let program = ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com");
        assert_eq!(tied(&user("@dependabot[bot]"), &[program]), None);
    }

    #[test]
    fn the_account_of_another_host_says_nothing() {
        let people = known(&[("Ada Byron", "77+adab@users.noreply.github.com")]);
        assert_eq!(person_of(&user("@adab"), Dialect::GitLab, &people), None);
        let people = known(&[("Ada Byron", "77-adab@users.noreply.gitlab.com")]);
        assert!(person_of(&user("@adab"), Dialect::GitLab, &people).is_some());
    }

    #[test]
    fn everybody_who_may_be_the_same_counts() {
        let old = ("ada", "77+adab@users.noreply.github.com");
        let new = ("Ada Byron", "adab@work.net");
        assert_eq!(tied(&user("@adab"), &[old, new]), Some(vec![0, 1]));
        let host = ("Ada Byron", "mail@adab.net");
        assert_eq!(tied(&user("@adab"), &[old, host]), Some(vec![0, 1]));
        let has_name = |signature| {
            let found = person_of(&user("@adab"), Dialect::GitHub, &known(&[signature]));
            found.map(|of| of.has_name)
        };
        assert_eq!(has_name(old), Some(false));
        assert_eq!(has_name(("Ada Byron", old.1)), Some(true));
    }
}
