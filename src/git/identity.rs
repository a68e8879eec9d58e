//! Who is who: joins the signatures of a history into people, and keeps the reason of every join.
//!
//! In this order: `.mailmap`; the same e-mail address; the same account in GitHub's no-reply addresses; the same name
//! with accents, case and spaces folded. Programs are kept apart and join nobody.

use super::mailmap::Mailmap;
use super::nobody;
use crate::model::commit::{Commit, Signature};
use crate::model::person::{MergeReason, People, Person, PersonId, Who};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Names that machines and defaults leave in place of one: two of them need not be the same person.
const NO_NAMES: &[&str] = &[
    "",
    "(NO AUTHOR)",
    "ADMIN",
    "ADMINISTRATOR",
    "ANONYMOUS",
    "DEV",
    "DEVELOPER",
    "GIT",
    "GITHUB",
    "LOCALHOST",
    "ME",
    "NOBODY",
    "NO NAME",
    "NONE",
    "NULL",
    "ROOT",
    "TEST",
    "UBUNTU",
    "UNKNOWN",
    "USER",
    "VAGRANT",
    "YOUR NAME",
];

/// Hosts of addresses that belong to nobody in particular.
const NO_HOSTS: &[&str] = &[
    "",
    "example.com",
    "example.org",
    "localhost",
    "localhost.localdomain",
    "none",
    "(none)",
];

/// How names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRule {
    /// Every equal name is the same person, as in the published study.
    Any,
    /// Names that many bear, single words above all, join nobody unless they look like an account.
    Telling,
}

/// A text without accents, in upper case, with single spaces: two names that fold alike are the same name.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

/// Whether a name is one that machines and defaults leave in place of one.
pub fn is_no_name(name: &str) -> bool {
    NO_NAMES.contains(&fold(name).as_str())
}

/// The people behind the authors and co-authors of commits.
pub fn people(commits: &[Commit], mailmap: &Mailmap, names: NameRule) -> People {
    let mut counts: BTreeMap<&Signature, usize> = BTreeMap::new();
    let mut order: Vec<&Signature> = Vec::new();
    for commit in commits {
        for signature in std::iter::once(&commit.author).chain(&commit.co_authors) {
            let count = counts.entry(signature).or_default();
            if *count == 0 {
                order.push(signature);
            }
            *count += 1;
        }
    }
    let mut joined = Joined::default();
    let nodes: Vec<Node> = order
        .iter()
        .map(|signature| joined.add(signature, mailmap, names))
        .collect();
    joined.people(&order, &nodes, &counts)
}

/// A signature in the graph of joins.
struct Node {
    number: usize,
    /// With its proper name and address.
    proper: Signature,
    who: Who,
}

/// Signatures and the keys they share, as a forest: those of one tree are one person.
#[derive(Default)]
struct Joined {
    parents: Vec<usize>,
    keys: HashMap<Key, usize>,
    /// Why each number that was joined to another one was.
    reasons: Vec<(usize, MergeReason)>,
}

/// Something that only one person has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Email(String),
    Account(String),
    AccountNumber(String),
    Name(String),
    Program(String),
}

impl Joined {
    fn add(&mut self, signature: &Signature, mailmap: &Mailmap, names: NameRule) -> Node {
        let mut proper = mailmap.apply(signature);
        proper.name = nobody::strip_agent_suffix(&proper.name).to_owned();
        let who = nobody::kind_of(&proper.name, &proper.email);
        let number = self.fresh();
        if who.is_person() {
            let mapped = mailmap.apply(signature) != *signature;
            for (key, reason) in keys(&proper, names) {
                self.join(number, key, if mapped { MergeReason::Mailmap } else { reason });
            }
        } else {
            let program = format!("{} {}", fold(&proper.name), proper.email.to_lowercase());
            self.join(number, Key::Program(program), MergeReason::Email);
        }
        Node { number, proper, who }
    }

    fn fresh(&mut self) -> usize {
        self.parents.push(self.parents.len());
        self.parents.len() - 1
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.parents[number] != number {
            self.parents[number] = self.parents[self.parents[number]];
            number = self.parents[number];
        }
        number
    }

    fn join(&mut self, number: usize, key: Key, reason: MergeReason) {
        let Some(holder) = self.keys.get(&key).copied() else {
            self.keys.insert(key, number);
            return;
        };
        let (one, other) = (self.root(number), self.root(holder));
        if one != other {
            self.parents[one.max(other)] = one.min(other);
            self.reasons.push((one.max(other), reason));
        }
    }

    /// The trees of the forest as people, in the order of their first signature.
    fn people(mut self, order: &[&Signature], nodes: &[Node], counts: &BTreeMap<&Signature, usize>) -> People {
        let mut people = People::default();
        let mut numbers: HashMap<usize, PersonId> = HashMap::new();
        let mut names: Vec<BTreeMap<String, usize>> = Vec::new();
        for (node, signature) in nodes.iter().zip(order) {
            let root = self.root(node.number);
            let id = *numbers.entry(root).or_insert_with(|| {
                people.all.push(Person {
                    name: String::new(),
                    signatures: BTreeSet::new(),
                    merged_by: BTreeSet::new(),
                    who: node.who,
                    commits: 0,
                });
                names.push(BTreeMap::new());
                PersonId(u32::try_from(people.all.len() - 1).unwrap_or(u32::MAX))
            });
            let count = counts.get(signature).copied().unwrap_or_default();
            let person = &mut people.all[id.0 as usize];
            person.signatures.insert((*signature).clone());
            person.commits += count;
            *names[id.0 as usize].entry(node.proper.name.clone()).or_default() += count;
            people.of.insert((*signature).clone(), id);
        }
        for (person, names) in people.all.iter_mut().zip(&names) {
            person.name = usual(names).unwrap_or_else(|| person.name.clone());
        }
        for (number, reason) in std::mem::take(&mut self.reasons) {
            if let Some(id) = numbers.get(&self.root(number)) {
                people.all[id.0 as usize].merged_by.insert(reason);
            }
        }
        people
    }
}

/// The name used most often, a full one before a single word; of equals the last in the alphabet, as the study has it.
fn usual(names: &BTreeMap<String, usize>) -> Option<String> {
    let best = names
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .max_by_key(|(_, count)| **count);
    best.map(|(name, _)| name.clone())
}

/// What identifies the person of a signature.
fn keys(signature: &Signature, names: NameRule) -> Vec<(Key, MergeReason)> {
    let mut keys = Vec::new();
    let email = signature.email.to_lowercase();
    let (local, host) = email.rsplit_once('@').unwrap_or((&email, ""));
    if host == "users.noreply.github.com" {
        let (number, account) = local.split_once('+').unwrap_or(("", local));
        keys.push((Key::Account(account.to_owned()), MergeReason::Account));
        if !number.is_empty() {
            keys.push((Key::AccountNumber(number.to_owned()), MergeReason::Account));
        }
    } else if !email.is_empty() && (names == NameRule::Any || !NO_HOSTS.contains(&host)) {
        keys.push((Key::Email(email.clone()), MergeReason::Email));
    }
    let name = fold(&signature.name);
    if is_telling(&name, local, names) || keys.is_empty() {
        keys.push((Key::Name(name), MergeReason::Name));
    }
    keys
}

/// Whether a folded name is enough to know somebody by.
fn is_telling(name: &str, local: &str, names: NameRule) -> bool {
    if name.is_empty() || names == NameRule::Any {
        return !name.is_empty();
    }
    let odd = |letter: char| letter.is_ascii_digit() || matches!(letter, '_' | '-' | '.');
    let account = local.rsplit('+').next().unwrap_or_default();
    !NO_NAMES.contains(&name) && (name.contains(' ') || name.contains(odd) || fold(account) == name)
}

#[cfg(test)]
mod tests {
    use super::{NameRule, fold, people};
    use crate::git::mailmap::Mailmap;
    use crate::model::commit::{Commit, Signature};
    use crate::model::person::{MergeReason, People};
    use crate::model::revision::Oid;
    use proptest::prelude::*;

    fn commit(name: &str, email: &str) -> Commit {
        Commit {
            id: Oid::ZERO,
            tree: Oid::ZERO,
            parents: Vec::new(),
            author: Signature {
                name: name.into(),
                email: email.into(),
            },
            time: 0,
            commit_time: 0,
            summary: String::new(),
            co_authors: Vec::new(),
        }
    }

    fn known(signatures: &[(&str, &str)], mailmap: &str) -> People {
        let commits: Vec<Commit> = signatures.iter().map(|(name, email)| commit(name, email)).collect();
        people(&commits, &Mailmap::parse(mailmap), NameRule::Telling)
    }

    fn names(people: &People) -> Vec<&str> {
        people.all.iter().map(|person| person.name.as_str()).collect()
    }

    #[test]
    fn accents_case_and_spaces_are_no_difference() {
        assert_eq!(fold("  J\u{e9}r\u{f4}me   Petit "), "JEROME PETIT");
        assert_eq!(fold("Je\u{301}ro\u{302}me Petit"), fold("J\u{e9}r\u{f4}me petit"));
    }

    #[test]
    fn the_same_address_account_or_full_name_is_the_same_person() {
        let found = known(
            &[
                ("Ada Byron", "ada@x.org"),
                ("ada", "ADA@x.org"),
                ("Ada Byron", "ada@home.net"),
                ("adab", "77+adab@users.noreply.github.com"),
                ("adab", "adab@users.noreply.github.com"),
                ("new-name", "77+newname@users.noreply.github.com"),
                ("Ad\u{e0} byron", "77+newname@users.noreply.github.com"),
            ],
            "",
        );
        assert_eq!(found.all.len(), 1, "{:?}", names(&found));
        let reasons: Vec<_> = found.all[0].merged_by.iter().copied().collect();
        assert_eq!(reasons, [MergeReason::Email, MergeReason::Account, MergeReason::Name]);
    }

    #[test]
    fn names_that_many_bear_join_nobody() {
        let found = known(
            &[
                ("Chris", "c.jones@x.org"),
                ("Chris", "csmith@x.org"),
                ("root", "root@localhost"),
                ("root", "root@server.x.org"),
            ],
            "",
        );
        assert_eq!(found.all.len(), 4);
        let handles = known(&[("kraz", "kraz@x.org"), ("kraz", "kraz@y.org")], "");
        assert_eq!(handles.all.len(), 1);
    }

    #[test]
    fn a_mailmap_joins_what_nothing_else_would() {
        let map = "Ada Byron <ada@x.org> <countess@y.org>\n";
        let found = known(&[("Ada Byron", "ada@x.org"), ("countess", "countess@y.org")], map);
        assert_eq!(names(&found), ["Ada Byron"]);
        assert!(found.all[0].merged_by.contains(&MergeReason::Mailmap));
    }

    #[test]
    fn programs_are_nobody_and_join_nobody() {
        let found = known(
            &[
                ("Ada Byron", "ada@x.org"),
                ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
            ],
            "",
        );
        let person = |index: usize| found.all[index].who.is_person();
        assert!(person(0) && !person(1));
    }

    proptest! {
        /// Merging is idempotent: a mailmap that says what was found already changes nothing, and the order of commits
        /// decides about nothing but the order of people.
        #[test]
        fn merging_is_idempotent_and_knows_no_order(
            pairs in prop::collection::vec((0..6_u8, 0..6_u8), 1..20),
            turn in 0..20_usize,
        ) {
            let all: Vec<(String, String)> = pairs
                .iter()
                .map(|(name, email)| (format!("Name {name}"), format!("p{email}@x.org")))
                .collect();
            let texts: Vec<(&str, &str)> = all.iter().map(|(name, email)| (name.as_str(), email.as_str())).collect();
            let found = known(&texts, "");
            let map: String = found
                .all
                .iter()
                .flat_map(|person| {
                    let first = person.signatures.iter().next().cloned().unwrap();
                    person.signatures.iter().map(move |other| {
                        format!("{} <{}> {} <{}>\n", person.name, first.email, other.name, other.email)
                    })
                })
                .collect();
            let groups = |people: &People| {
                let mut groups: Vec<_> = people.all.iter().map(|person| person.signatures.clone()).collect();
                groups.sort();
                groups
            };
            prop_assert_eq!(groups(&found), groups(&known(&texts, &map)));
            let mut turned = texts.clone();
            turned.rotate_left(turn % texts.len());
            prop_assert_eq!(groups(&found), groups(&known(&turned, "")));
        }
    }
}
