//! The dialect of GitLab: sections with default owners, exclusions, no comments at the end of a line. What is wrong with
//! a line mostly costs a word of it, not the line.

use super::line::{cut, is_space, lines, shown};
use super::pattern::Pattern;
use super::section::{Header, header, is_unclosed};
use super::{Draft, owner};
use crate::model::ownership::{Owner, OwnersFaultKind, OwnersRule, OwnersSection};
use std::collections::HashMap;
use std::sync::Arc;

/// What GitLab calls the lines above any header; a section of that name is one with them.
const UNNAMED: &str = "codeowners";

pub(super) fn read(text: &str, draft: &mut Draft) {
    let mut reader = Reader {
        draft,
        by_name: HashMap::from([(UNNAMED.to_owned(), 0)]),
        current: Current::default(),
    };
    for (number, line) in lines(text) {
        match header(line) {
            Some(header) => reader.open(number, &header),
            None if is_unclosed(line) => {
                let message = format!("{} begins like a section, but has no `]`", shown(line));
                reader.draft.skip(number, OwnersFaultKind::InvalidSection, message);
            }
            None => reader.rule(number, line),
        }
    }
}

struct Reader<'a> {
    draft: &'a mut Draft,
    /// Sections by their names in lower case.
    by_name: HashMap<String, usize>,
    current: Current,
}

/// What the last header says for the lines below it.
#[derive(Default)]
struct Current {
    section: usize,
    optional: bool,
    approvals: Option<u32>,
    defaults: Arc<[Owner]>,
}

impl Reader<'_> {
    fn open(&mut self, number: u32, header: &Header<'_>) {
        self.check_header(number, header);
        let words = header.owners.split(is_space);
        let defaults: Vec<Owner> = words.flat_map(owner::on_gitlab).collect();
        if defaults.is_empty() && !header.owners.is_empty() {
            let message = format!("{} names no owner for the section", shown(header.owners));
            self.draft.note(number, OwnersFaultKind::InvalidSectionOwner, message);
        }
        self.current = Current {
            section: self.section(number, header.name),
            optional: header.optional,
            approvals: header.approvals,
            defaults: unique(defaults),
        };
    }

    fn check_header(&mut self, number: u32, header: &Header<'_>) {
        if header.name.trim_matches(is_space).is_empty() {
            let message = "the section has no name".to_owned();
            self.draft.note(number, OwnersFaultKind::MissingSectionName, message);
        }
        if header.optional && header.approvals.is_some() {
            let message = "an optional section needs no approvals, yet a number of them is set".to_owned();
            self.draft.note(number, OwnersFaultKind::InvalidApprovals, message);
        }
        if header.ignored.starts_with('[') {
            let message = format!(
                "{} is no number of approvals; the rest of the line is ignored",
                shown(header.ignored)
            );
            self.draft.note(number, OwnersFaultKind::InvalidApprovals, message);
        } else if !header.ignored.is_empty() {
            let name = shown(header.name);
            let message = format!("the line opens a section {name}; {} is ignored", shown(header.ignored));
            self.draft.note(number, OwnersFaultKind::InvalidSection, message);
        }
    }

    /// The section of a name, whatever its case.
    fn section(&mut self, number: u32, name: &str) -> usize {
        let sections = &mut self.draft.sections;
        let index = *self.by_name.entry(name.to_lowercase()).or_insert_with(|| {
            sections.push(OwnersSection {
                name: Some(name.into()),
                headers: Vec::new(),
            });
            sections.len() - 1
        });
        if let Some(section) = sections.get_mut(index) {
            section.headers.push(number);
        }
        index
    }

    fn rule(&mut self, number: u32, line: &str) {
        let (written, rest) = cut(line);
        let bare = written.strip_prefix('!');
        let exclusion = bare.is_some();
        let written = bare.unwrap_or(written);
        let pattern = match Pattern::gitlab(written) {
            Ok(pattern) => pattern,
            Err(refusal) => {
                let message = format!("the pattern {} is not used: {}", shown(written), refusal.why);
                return self.draft.skip(number, refusal.kind, message);
            }
        };
        let inherited = !exclusion && rest.is_empty() && !self.current.defaults.is_empty();
        let owners = match () {
            () if exclusion => self.of_exclusion(number, rest),
            () if inherited => self.current.defaults.clone(),
            () => self.owners(number, rest),
        };
        let rule = OwnersRule {
            line: number,
            pattern: written.into(),
            owners,
            inherited,
            exclusion,
            section: self.current.section,
            optional: self.current.optional,
            approvals: self.current.approvals,
        };
        self.draft.rule(rule, pattern);
    }

    /// The owners on a line: every word is asked, also those behind a `#`.
    fn owners(&mut self, number: u32, rest: &str) -> Arc<[Owner]> {
        let mut owners = Vec::new();
        let mut strange = None;
        for word in rest.split(is_space).filter(|word| !word.is_empty()) {
            let found = owner::on_gitlab(word);
            if found.is_empty() && strange.is_none() {
                strange = Some(word);
            }
            owners.extend(found);
        }
        if let Some(word) = strange {
            let (kind, message) = strange_word(word);
            self.draft.note(number, kind, message);
        }
        if owners.is_empty() {
            let message = "the line names no owner, so nobody can approve; GitLab then approves by itself".to_owned();
            self.draft.note(number, OwnersFaultKind::MissingOwner, message);
        }
        unique(owners)
    }

    /// An exclusion has no owners. What stands there may be meant as a comment, which does no harm here.
    fn of_exclusion(&mut self, number: u32, rest: &str) -> Arc<[Owner]> {
        if !rest.is_empty() && !rest.starts_with('#') {
            let message = format!("{} is ignored: a line with `!` has no owners", shown(rest));
            self.draft.note(number, OwnersFaultKind::ExclusionWithOwners, message);
        }
        Arc::default()
    }
}

fn strange_word(word: &str) -> (OwnersFaultKind, String) {
    if word.starts_with('#') {
        let message = "GitLab has no comments at the end of a line: names behind the `#` are owners too".to_owned();
        return (OwnersFaultKind::InlineComment, message);
    }
    let message = format!(
        "{} is no user, group, role or e-mail address; GitLab ignores it",
        shown(word)
    );
    (OwnersFaultKind::InvalidOwner, message)
}

/// Each owner once, in their order.
fn unique(owners: Vec<Owner>) -> Arc<[Owner]> {
    let mut seen = std::collections::BTreeSet::new();
    owners.into_iter().filter(|owner| seen.insert(owner.clone())).collect()
}
