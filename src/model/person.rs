//! People, as far as a history knows them: the names and addresses that belong to one of them.

use super::commit::Signature;
use std::collections::{BTreeSet, HashMap};

/// The number of a person in [`People::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

/// What stands behind a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Somebody.
    Person,
    /// A program that commits; with how it is known.
    Bot(&'static str),
    /// A coding agent; with how it is known.
    Agent(&'static str),
}

impl Who {
    /// Whether it can know anything about the code.
    pub fn is_person(self) -> bool {
        matches!(self, Who::Person)
    }
}

/// Why two signatures are taken for the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MergeReason {
    /// `.mailmap` says so.
    Mailmap,
    /// The same e-mail address.
    Email,
    /// The same account: GitHub's no-reply addresses carry it.
    Account,
    /// The same name, accents, case and spaces aside.
    Name,
}

/// Somebody, or a program, who committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name used most often.
    pub name: String,
    /// Every signature that is theirs, as committed.
    pub signatures: BTreeSet<Signature>,
    /// What made several signatures one person.
    pub merged_by: BTreeSet<MergeReason>,
    /// What stands behind it.
    pub who: Who,
    /// How many commits carry it as author or co-author.
    pub commits: usize,
}

/// Everybody of a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// People, bots and agents, in the order of their first commit.
    pub all: Vec<Person>,
    /// Whose a signature is.
    pub of: HashMap<Signature, PersonId>,
}

impl People {
    /// A person by number.
    pub fn get(&self, id: PersonId) -> &Person {
        // Numbers are only made for members of the list.
        &self.all[id.0 as usize]
    }

    /// Whose a signature is, unless it is a bot's or an agent's.
    pub fn person(&self, signature: &Signature) -> Option<PersonId> {
        let id = self.of.get(signature).copied()?;
        self.get(id).who.is_person().then_some(id)
    }

    /// Those whose name, address or account is `text`, case and accents aside; several when it is ambiguous.
    pub fn find(&self, text: &str, fold: &dyn Fn(&str) -> String) -> Vec<PersonId> {
        let wanted = fold(text.trim());
        let fits = |person: &Person| {
            fold(&person.name) == wanted
                || person.signatures.iter().any(|signature| {
                    let local = signature.email.split('@').next().unwrap_or_default();
                    let account = local.rsplit('+').next().unwrap_or_default();
                    fold(&signature.name) == wanted || fold(&signature.email) == wanted || fold(account) == wanted
                })
        };
        (0..)
            .zip(&self.all)
            .filter(|(_, person)| person.who.is_person() && fits(person))
            .map(|(number, _)| PersonId(number))
            .collect()
    }
}
