//! Who in a history is no person: robots and coding agents, told by name and address, from `rules/people.toml` (embedded).
//!
//! When in doubt somebody is a person. Pure: nothing here reads a repository.

use crate::model::person::Who;
use regex::bytes::{RegexSet, RegexSetBuilder};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

#[cfg(test)]
mod tests;

const SOURCE: &str = include_str!("../../rules/people.toml");

/// Longer names and addresses are nobody's on any list.
const MAX_LENGTH: usize = 500;

/// What ends the names of authors whose agent commits for them; the person is named before it.
const AGENT_SUFFIX: &str = " (aider)";

/// Tells who stands behind a name and an address.
pub fn kind_of(name: &str, email: &str) -> Who {
    if name.len() > MAX_LENGTH || email.len() > MAX_LENGTH {
        return Who::Person;
    }
    let signature = Signature::new(name, email);
    // Agents first: the accounts of many are those of robots.
    let agent = LISTS.agents.find(&signature).map(Who::Agent);
    let who = agent.or_else(|| LISTS.bots.find(&signature).map(Who::Bot));
    who.unwrap_or(Who::Person)
}

/// The person in the name of an author whose agent commits for them: `Ada` of `Ada (aider)`.
pub fn strip_agent_suffix(name: &str) -> &str {
    name.trim_end().strip_suffix(AGENT_SUFFIX).map_or(name, str::trim_end)
}

/// A name and an address in the form in which they are compared.
struct Signature {
    name: String,
    email: String,
    /// The account of one of GitHub's private addresses; empty for any other.
    handle: String,
}

impl Signature {
    fn new(name: &str, email: &str) -> Self {
        let email = email.trim().trim_matches(['<', '>']).to_lowercase();
        Self {
            name: name.trim().to_lowercase(),
            handle: handle_of(&email).to_owned(),
            email,
        }
    }

    /// The address up to its `@`.
    fn local(&self) -> &str {
        self.email.split('@').next().unwrap_or_default()
    }
}

/// The account of one of GitHub's private addresses, without its number.
fn handle_of(email: &str) -> &str {
    let account = email.strip_suffix("@users.noreply.github.com").unwrap_or_default();
    match account.split_once('+') {
        Some((number, handle)) if number.bytes().all(|byte| byte.is_ascii_digit()) => handle,
        _ => account,
    }
}

/// The file as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Written {
    bots: WrittenBots,
    agents: WrittenAgents,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenBots {
    handles: String,
    names: Vec<String>,
    addresses: String,
    pairs: Vec<(String, String)>,
    name_patterns: Vec<String>,
    address_patterns: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenAgents {
    addresses: HashMap<String, String>,
    handles: HashMap<String, String>,
    names: HashMap<String, String>,
    name_patterns: BTreeMap<String, String>,
    vendors: WrittenVendors,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WrittenVendors {
    /// Domain, pattern of the name, agent.
    all: Vec<(String, String, String)>,
}

/// Both lists in the form in which they are asked.
struct Lists {
    bots: Bots,
    agents: Agents,
}

// The file is part of the program; a test keeps it readable, so empty lists cannot be shipped.
static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let written: Written = toml::from_str(SOURCE).unwrap_or_default();
    Lists {
        bots: Bots::new(written.bots),
        agents: Agents::new(written.agents),
    }
});

struct Bots {
    handles: HashSet<String>,
    names: HashSet<String>,
    addresses: HashSet<String>,
    pairs: HashSet<(String, String)>,
    name_patterns: RegexSet,
    address_patterns: RegexSet,
}

impl Bots {
    fn new(written: WrittenBots) -> Self {
        let words = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        Self {
            handles: words(&written.handles),
            names: written.names.into_iter().collect(),
            addresses: words(&written.addresses),
            pairs: written.pairs.into_iter().collect(),
            name_patterns: patterns(written.name_patterns.iter()),
            address_patterns: patterns(written.address_patterns.iter()),
        }
    }

    /// What tells that it is a robot.
    fn find(&self, of: &Signature) -> Option<&'static str> {
        let pair = (of.name.clone(), of.email.clone());
        let asked: [(&'static str, bool); 7] = [
            (
                "a name or address with [bot]",
                [&of.name, &of.email].iter().any(|text| text.contains("[bot]")),
            ),
            (
                "a known name",
                self.names.contains(&of.name) || self.name_patterns.is_match(of.name.as_bytes()),
            ),
            ("a known account", self.handles.contains(&of.handle)),
            (
                "a known address",
                self.addresses.contains(&of.email) || self.address_patterns.is_match(of.email.as_bytes()),
            ),
            ("a known name and address", self.pairs.contains(&pair)),
            (
                "a name that ends in bot",
                calls_itself_bot(&of.name) || ends_in_bot_and_writes_so(of),
            ),
            (
                "an address that ends in bot",
                of.local() == "bot" || calls_itself_bot(of.local()),
            ),
        ];
        asked.iter().find(|(_, holds)| *holds).map(|(reason, _)| *reason)
    }
}

/// Whether a handle says that it is a robot: `release-bot`, `ci_bot`. Names of people have spaces or no such mark.
fn calls_itself_bot(name: &str) -> bool {
    let ends = ["-bot", "_bot", "-robot"].iter().any(|end| name.ends_with(end));
    ends && !name.contains(char::is_whitespace)
}

/// Whether a name ends in the word and the address in the same letters: `Pytest bot <bot@..>`. The word alone may be a
/// family name, and so may be the end of an address (`janbot@`).
fn ends_in_bot_and_writes_so(of: &Signature) -> bool {
    let Some(rest) = of.name.strip_suffix(" bot") else {
        return false;
    };
    let letters = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect::<String>()
    };
    // A project has a mark in its name that a first name has not.
    let is_project = rest.contains(['-', '.', '_']) && !rest.contains(' ');
    of.local() == "bot" || is_project && letters(of.local()).ends_with(&letters(&of.name))
}

struct Agents {
    written: WrittenAgents,
    patterns: RegexSet,
    vendors: RegexSet,
}

impl Agents {
    fn new(written: WrittenAgents) -> Self {
        Self {
            patterns: patterns(written.name_patterns.keys()),
            vendors: patterns(written.vendors.all.iter().map(|(_, pattern, _)| pattern)),
            written,
        }
    }

    fn find(&'static self, of: &Signature) -> Option<&'static str> {
        let known = self.written.addresses.get(&of.email);
        let known = known.or_else(|| self.written.handles.get(&of.handle));
        let known = known.or_else(|| {
            self.written
                .handles
                .get(&of.name)
                .filter(|_| of.name.ends_with("[bot]"))
        });
        let known = known.or_else(|| self.written.names.get(&of.name));
        let known = known.or_else(|| {
            self.written
                .name_patterns
                .values()
                .nth(first(&self.patterns, &of.name)?)
        });
        known.or_else(|| self.of_vendor(of)).map(String::as_str)
    }

    fn of_vendor(&self, of: &Signature) -> Option<&String> {
        let (_, domain) = of.email.split_once('@')?;
        let matches = self.vendors.matches(of.name.as_bytes());
        let mut vendors = matches.into_iter().filter_map(|at| self.written.vendors.all.get(at));
        vendors
            .find(|(of_agent, _, _)| of_agent == domain)
            .map(|(_, _, agent)| agent)
    }
}

fn first(set: &RegexSet, text: &str) -> Option<usize> {
    set.matches(text.as_bytes()).into_iter().next()
}

fn patterns<'p>(list: impl Iterator<Item = &'p String>) -> RegexSet {
    // Without the tables of Unicode, which take longest to compile: the patterns look for ASCII.
    let set = RegexSetBuilder::new(list).unicode(false).build();
    set.unwrap_or_else(|_| RegexSet::empty())
}
