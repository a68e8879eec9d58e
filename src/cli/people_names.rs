//! Under which names people are shown: their own, pseudonyms, or none.

use crate::facts::knowledge::Knowledge;
use crate::model::person::PersonId;
use clap::ValueEnum;
use std::env;

/// How people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PeopleNames {
    /// By their names
    Names,
    /// By a keyed hash of their names (the key is ABREAST_PEOPLE_KEY)
    Pseudonym,
    /// Not at all
    None,
}

/// The variable with the key of pseudonyms.
const KEY: &str = "ABREAST_PEOPLE_KEY";
/// What keyed hashes of this program are made for, so that the same key elsewhere gives others.
const CONTEXT: &str = "abreast 2026 pseudonyms of people";

impl PeopleNames {
    /// What holds when nothing is said: names for people who look, pseudonyms where a machine keeps the log.
    pub fn or_default(chosen: Option<Self>) -> Self {
        chosen.unwrap_or_else(|| {
            let in_ci = env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
            if in_ci {
                PeopleNames::Pseudonym
            } else {
                PeopleNames::Names
            }
        })
    }

    /// The name a person is shown under; empty for none.
    pub fn label(self, knowledge: &Knowledge, person: PersonId) -> String {
        let name = &knowledge.people.get(person).name;
        match self {
            PeopleNames::Names => name.clone(),
            PeopleNames::None => String::new(),
            PeopleNames::Pseudonym => pseudonym(&key(knowledge), name),
        }
    }
}

/// The key of the environment; without one a key of the repository, which keeps pseudonyms of two repositories apart but
/// is no secret.
fn key(knowledge: &Knowledge) -> [u8; 32] {
    let own = env::var(KEY).ok().filter(|key| !key.is_empty());
    let first = knowledge.history.commits.first().map(|commit| commit.id.to_string());
    blake3::derive_key(CONTEXT, own.or(first).unwrap_or_default().as_bytes())
}

fn pseudonym(key: &[u8; 32], name: &str) -> String {
    let hash = blake3::keyed_hash(key, name.to_lowercase().as_bytes()).to_hex();
    format!("person-{}", &hash[..6])
}

#[cfg(test)]
mod tests {
    use super::pseudonym;

    #[test]
    fn a_pseudonym_depends_on_the_key_and_not_on_case() {
        assert_eq!(pseudonym(&[1; 32], "Ada Byron"), pseudonym(&[1; 32], "ada byron"));
        assert_ne!(pseudonym(&[1; 32], "Ada Byron"), pseudonym(&[2; 32], "Ada Byron"));
        assert!(!pseudonym(&[1; 32], "Ada").to_lowercase().contains("ada"));
    }
}
