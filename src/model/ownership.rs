//! Who answers for which files, as a CODEOWNERS file says it: owners, rules, faults, and what the rules come to.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Whose reading of CODEOWNERS applies. The two differ in what a pattern means, so a file is only ever read in one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dialect {
    /// One list of rules; the last that matches decides, and may take all owners away.
    GitHub,
    /// Sections, each of which decides for itself; exclusions.
    GitLab,
}

/// Somebody who answers for files, as written in the file, the `@` included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// `@x`: a user; on GitLab it may be a group too, the text does not tell.
    User(Arc<str>),
    /// `@org/team` on GitHub.
    Team(Arc<str>),
    /// `@group/subgroup` on GitLab, at any depth.
    Group(Arc<str>),
    /// An e-mail address.
    Email(Arc<str>),
    /// `@@maintainer` on GitLab: everybody who has the role in the project.
    Role(Arc<str>),
}

impl Owner {
    /// The owner as written.
    pub fn as_str(&self) -> &str {
        match self {
            Owner::User(text) | Owner::Team(text) | Owner::Group(text) | Owner::Email(text) | Owner::Role(text) => text,
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A line of the file that says something about paths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersRule {
    /// The line, from 1.
    pub line: u32,
    /// The pattern as written, escapes included, without the `!` of an exclusion.
    pub pattern: Arc<str>,
    /// Who answers for the files; on GitLab those of the section where the line names nobody. Empty: nobody does.
    pub owners: Arc<[Owner]>,
    /// Whether the owners come from the header of the section.
    pub inherited: bool,
    /// Whether the line takes its files out of the section (`!pattern`, GitLab).
    pub exclusion: bool,
    /// The section it stands in: an index into the sections of the file.
    pub section: usize,
    /// Whether the header it stands below begins with `^`: approval is asked for, not needed.
    pub optional: bool,
    /// How many approvals the header it stands below asks for, if it says so.
    pub approvals: Option<u32>,
}

/// A group of rules that decides for itself. The first is that of the lines above any header; on GitHub there is no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersSection {
    /// The name, as the first header of that name writes it; none for the lines above any header.
    pub name: Option<Arc<str>>,
    /// The lines of its headers; several when sections of one name are merged.
    pub headers: Vec<u32>,
}

/// Why a line, or the file, is not read as its author may have meant it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OwnersFaultKind {
    /// The host does not load a file of this size, or abreast does not.
    TooLarge,
    /// GitHub: `!` does not take files out.
    Negation,
    /// GitHub: `[` and `]` must be escaped.
    CharacterRange,
    /// GitHub: a pattern cannot begin with an escaped `#`.
    EscapedHash,
    /// The pattern can match nothing, for its form.
    InvalidPattern,
    /// The pattern is longer, or has more wildcards, than abreast matches.
    TooComplex,
    /// A word is no user, team, group, role or e-mail address.
    InvalidOwner,
    /// GitLab: a rule has no owner, and its section has no default.
    MissingOwner,
    /// GitLab: there are no comments at the end of a line; the words of this one were read as owners.
    InlineComment,
    /// GitLab: an exclusion has no owners; those that stand there are ignored.
    ExclusionWithOwners,
    /// GitLab: the line looks like the header of a section and is none, or only its beginning is.
    InvalidSection,
    /// GitLab: the header has no name.
    MissingSectionName,
    /// GitLab: the number of approvals is no number, or the section is optional and needs none.
    InvalidApprovals,
    /// GitLab: what stands behind the header names no owner.
    InvalidSectionOwner,
}

impl OwnersFaultKind {
    /// The kind in kebab-case, as machine-readable output writes it.
    pub fn id(self) -> &'static str {
        match self {
            OwnersFaultKind::TooLarge => "too-large",
            OwnersFaultKind::Negation => "negation",
            OwnersFaultKind::CharacterRange => "character-range",
            OwnersFaultKind::EscapedHash => "escaped-hash",
            OwnersFaultKind::InvalidPattern => "invalid-pattern",
            OwnersFaultKind::TooComplex => "too-complex",
            OwnersFaultKind::InvalidOwner => "invalid-owner",
            OwnersFaultKind::MissingOwner => "missing-owner",
            OwnersFaultKind::InlineComment => "inline-comment",
            OwnersFaultKind::ExclusionWithOwners => "exclusion-with-owners",
            OwnersFaultKind::InvalidSection => "invalid-section",
            OwnersFaultKind::MissingSectionName => "missing-section-name",
            OwnersFaultKind::InvalidApprovals => "invalid-approvals",
            OwnersFaultKind::InvalidSectionOwner => "invalid-section-owner",
        }
    }
}

/// One thing that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersFault {
    /// The line, from 1; none when it is about the whole file.
    pub line: Option<u32>,
    /// What is wrong.
    pub kind: OwnersFaultKind,
    /// Whether the line, or the file, says nothing because of it. Otherwise it is a rule all the same.
    pub skipped: bool,
    /// One sentence for people: what is wrong and what follows.
    pub message: String,
}

/// What one section grants for a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The rule that decided: an index into the rules of the file.
    pub rule: usize,
    /// The line of that rule.
    pub line: u32,
    /// Who answers for the file.
    pub owners: Arc<[Owner]>,
    /// Whether the section is optional.
    pub optional: bool,
}

/// What a CODEOWNERS file says about one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ownership {
    /// Somebody answers for it: one grant a section that has owners for it, at least one, in the order of the sections.
    Owned(Vec<Grant>),
    /// A rule matches and says that nobody does.
    Cleared {
        /// The line of that rule.
        line: u32,
    },
    /// No rule matches.
    Unowned,
}

impl Ownership {
    /// Everybody who answers for the file, in the order in which they are named, each once.
    pub fn owners(&self) -> Vec<&Owner> {
        let mut owners: Vec<&Owner> = Vec::new();
        for owner in self.grants().iter().flat_map(|grant| grant.owners.iter()) {
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        owners
    }

    /// The lines that decided.
    pub fn lines(&self) -> Vec<u32> {
        match self {
            Ownership::Owned(grants) => grants.iter().map(|grant| grant.line).collect(),
            Ownership::Cleared { line } => vec![*line],
            Ownership::Unowned => Vec::new(),
        }
    }

    fn grants(&self) -> &[Grant] {
        match self {
            Ownership::Owned(grants) => grants,
            Ownership::Cleared { .. } | Ownership::Unowned => &[],
        }
    }
}

/// What becomes of one rule on a set of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleUse {
    /// The rule: an index into the rules of the file.
    pub rule: usize,
    /// Its line.
    pub line: u32,
    /// The files its pattern matches.
    pub matched: usize,
    /// The files on which it decides. An exclusion decides where another rule of its section matches too.
    pub decides: usize,
    /// Set when it matches files and decides on none because of other rules.
    pub shadow: Option<Shadow>,
}

/// Why a rule that matches files decides on none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shadow {
    /// The line of the rule that decides on all these files; none when they are several.
    pub line: Option<u32>,
    /// Whether whoever decides instead names the same owners, so that nothing is lost.
    pub same_owners: bool,
    /// Whether an exclusion takes files of it away.
    pub excluded: bool,
}

/// What becomes of the rules on a set of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleUses {
    /// One for each rule, in their order.
    pub rules: Vec<RuleUse>,
    /// Whether all files were looked at. If not, the file of rules costs more to match than it can be worth: the counts are
    /// then too low, and nothing follows from a zero.
    pub complete: bool,
}

#[cfg(test)]
mod tests {
    use super::{Grant, Owner, Ownership};

    #[test]
    fn an_owner_that_two_sections_name_is_one() {
        let grant = |line: u32, names: &[&str]| Grant {
            rule: 0,
            line,
            owners: names.iter().map(|&name| Owner::User(name.into())).collect(),
            optional: false,
        };
        let ownership = Ownership::Owned(vec![grant(1, &["@a", "@b"]), grant(4, &["@b", "@c"])]);
        let names: Vec<&str> = ownership.owners().into_iter().map(Owner::as_str).collect();
        assert_eq!((names, ownership.lines()), (vec!["@a", "@b", "@c"], vec![1, 4]));
        assert!(Ownership::Unowned.lines().is_empty() && Ownership::Cleared { line: 2 }.owners().is_empty());
    }
}
