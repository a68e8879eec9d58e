//! What CODEOWNERS says on a side: its rules, what becomes of each on the files that are there, and what is wrong with it.

use super::known::Known;
use super::side::Side;
use crate::config::settings::Settings;
use crate::docs::directive;
use crate::model::ownership::{OwnersFault, RuleUses};
use crate::model::page::{Directive, DocFormat};
use crate::model::path::RepoPath;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::FileKind;
use crate::model::span::LineIndex;
use crate::owners::{self, OwnersFile};
use std::collections::BTreeSet;

/// So many faults of a file are told one by one.
const FAULTS_TOLD: usize = 100;

/// Who answers for which files, on one side.
#[derive(Debug, Default)]
pub struct OwnershipFacts {
    /// Who is declared to; `None` without a CODEOWNERS file.
    pub declared: Option<OwnersFacts>,
    /// Who could, by the history; `None` when nobody asked for it.
    pub known: Option<Known>,
}

/// A CODEOWNERS file and what it comes to.
#[derive(Debug)]
pub struct OwnersFacts {
    /// The file.
    pub file: OwnersFile,
    /// What becomes of each rule on the files of the side.
    pub uses: RuleUses,
    /// Comments for abreast in it.
    pub directives: Vec<Directive>,
    /// Whether the run is about this file too, and not only about other paths.
    pub chosen: bool,
    lines: Vec<String>,
}

impl OwnersFacts {
    /// A line, from 1; empty when there is none.
    pub fn line(&self, line: u32) -> &str {
        let index = (line as usize).checked_sub(1);
        index.and_then(|index| self.lines.get(index)).map_or("", String::as_str)
    }

    /// The first line behind this one that says something to the host; the line itself when none does.
    pub fn rule_after(&self, line: u32) -> u32 {
        let numbered = (1..).zip(&self.lines).skip(line as usize);
        let mut saying = numbered.filter(|(_, text)| !text.trim().is_empty() && !text.trim_start().starts_with('#'));
        saying.next().map_or(line, |(number, _)| number)
    }

    /// The line that names the owners of a rule: its own, or the header of its section.
    pub fn owners_line(&self, rule: usize) -> u32 {
        let Some(rule) = self.file.rules.get(rule) else {
            return 1;
        };
        let section = self.file.sections.get(rule.section).filter(|_| rule.inherited);
        let headers = section.map_or(&[][..], |section| &section.headers);
        let above = headers.iter().filter(|header| **header < rule.line).max();
        above.copied().unwrap_or(rule.line)
    }
}

/// What is declared at head, in a run over a whole revision.
pub fn of_head(
    head: &Side<'_>,
    settings: &Settings,
    chosen: &dyn Fn(&RepoPath) -> bool,
    problems: &mut Vec<Problem>,
) -> OwnershipFacts {
    let declared = declared(head, settings, chosen, problems);
    problems.extend(declared.iter().flat_map(|owners| faults(owners, None)));
    OwnershipFacts { declared, known: None }
}

/// What is declared at head and at base. Of the faults only those are told that base does not have.
pub fn between(
    base: &Side<'_>,
    head: &Side<'_>,
    settings: &Settings,
    chosen: &dyn Fn(&RepoPath) -> bool,
    problems: &mut Vec<Problem>,
) -> (OwnershipFacts, OwnershipFacts) {
    let of_head = declared(head, settings, chosen, problems);
    let of_base = declared(base, settings, &|_| true, &mut Vec::new());
    problems.extend(of_head.iter().flat_map(|owners| faults(owners, of_base.as_ref())));
    let facts = |declared| OwnershipFacts { declared, known: None };
    (facts(of_head), facts(of_base))
}

/// Finds and reads the file that the host of the repository would obey.
pub fn read(side: &Side<'_>, problems: &mut Vec<Problem>) -> Option<(OwnersFile, String)> {
    let files = &side.snapshot.files;
    let exists = |place: &str| match place.ends_with("CODEOWNERS") {
        true => files.contains_key(place),
        false => side.snapshot.has_path(place),
    };
    let (path, guess) = owners::locate(&exists)?;
    let entry = files.get(&path)?;
    if entry.kind != FileKind::File {
        let message = "this is no ordinary file, and is not read".to_owned();
        problems.push(problem(&path, None, ProblemKind::BadOwnersLine, message));
        return None;
    }
    match side.text(&path, entry.blob) {
        Ok(text) => {
            let dialect = owners::dialect_of(&path, &text, guess);
            Some((owners::parse(&path, &text, dialect), text.to_string()))
        }
        Err(unreadable) => {
            problems.push(unreadable);
            None
        }
    }
}

fn declared(
    side: &Side<'_>,
    settings: &Settings,
    chosen: &dyn Fn(&RepoPath) -> bool,
    problems: &mut Vec<Problem>,
) -> Option<OwnersFacts> {
    let (file, text) = read(side, problems)?;
    if settings.is_excluded(&file.path) {
        return None;
    }
    let uses = file.use_of_rules(side.snapshot.files.keys());
    if !uses.complete {
        let message = "its patterns cost too much to match: what becomes of each of them is not known".to_owned();
        problems.push(problem(&file.path, None, ProblemKind::TooComplex, message));
    }
    Some(OwnersFacts {
        uses,
        directives: directive::find(&text, DocFormat::Plain, &LineIndex::new(&text)),
        chosen: chosen(&file.path),
        lines: text.lines().map(str::to_owned).collect(),
        file,
    })
}

/// The faults of a file that another one does not have on an equal line.
fn faults(owners: &OwnersFacts, base: Option<&OwnersFacts>) -> Vec<Problem> {
    let key = |owners: &OwnersFacts, fault: &OwnersFault| {
        let line = fault.line.map_or("", |line| owners.line(line));
        (fault.kind, line.trim().to_owned())
    };
    let known = base
        .iter()
        .flat_map(|base| base.file.faults.iter().map(|fault| key(base, fault)));
    let known: BTreeSet<_> = known.collect();
    let news = owners
        .file
        .faults
        .iter()
        .filter(|fault| !known.contains(&key(owners, fault)));
    let news: Vec<&OwnersFault> = news.filter(|_| owners.chosen).collect();
    let path = &owners.file.path;
    let told = news.iter().take(FAULTS_TOLD);
    let mut problems: Vec<Problem> = told
        .map(|fault| problem(path, fault.line, ProblemKind::BadOwnersLine, fault.message.clone()))
        .collect();
    if let Some(more) = news.len().checked_sub(FAULTS_TOLD).filter(|more| *more > 0) {
        let message = format!("{more} more lines are not understood");
        problems.push(problem(path, None, ProblemKind::BadOwnersLine, message));
    }
    problems
}

fn problem(path: &RepoPath, line: Option<u32>, kind: ProblemKind, message: String) -> Problem {
    Problem {
        path: Some(path.clone()),
        line,
        kind,
        message,
        fatal: false,
    }
}
