//! What the history says about who did what: the files that count, everybody who touched them, and what is left out.

use super::file_history::{self, FileHistory};
use super::gather::FactsError;
use super::scope::Progress;
use crate::code::attributes::Attributes;
use crate::code::source_filter::{SourceFilter, Verdict};
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::identity::{self, NameRule};
use crate::git::mailmap::Mailmap;
use crate::git::repo::Repo;
use crate::model::path::RepoPath;
use crate::model::person::{People, PersonId};
use crate::model::problem::{Problem, ProblemKind};
use crate::model::revision::{FileEntry, FileKind, Oid, Revision, Snapshot};
use crate::model::touch::History;
use std::collections::{BTreeMap, BTreeSet};

/// The file in which git looks for commits that blame should pass over.
const IGNORED_REVISIONS: &str = ".git-blame-ignore-revs";

/// How a history is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Read by the rules of the published study: every equal name is the same person, co-authors and lists of bulk
    /// commits are not known, renames are joined by name.
    pub as_study: bool,
    /// Commits before this moment (seconds since 1970) are not counted.
    pub since: Option<i64>,
}

/// Who did what, up to a commit.
#[derive(Debug)]
pub struct Knowledge {
    /// The commit.
    pub head: Oid,
    /// Its files.
    pub snapshot: Snapshot,
    /// Its history.
    pub history: History,
    /// Everybody who committed.
    pub people: People,
    /// For each commit the people whose work it is; nobody for merges, bulk commits and those of programs.
    pub people_of: Vec<Vec<PersonId>>,
    /// Commits left out because they are nobody's work.
    pub bulk: BTreeSet<usize>,
    /// Files that count.
    pub files: Vec<RepoPath>,
    /// The language of each of them.
    pub languages: BTreeMap<RepoPath, String>,
    /// How many files do not count, by the reason.
    pub excluded: BTreeMap<String, usize>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    reading: Reading,
}

/// Reads the history of a commit. `chosen` restricts the files.
///
/// # Errors
/// When the clone is shallow, or when a commit or a tree is missing or corrupt.
pub fn gather(
    repo: &Repo,
    head: Oid,
    settings: &Settings,
    reading: Reading,
    chosen: &dyn Fn(&RepoPath) -> bool,
    progress: &dyn Fn(Progress),
) -> Result<Knowledge, FactsError> {
    let history = repo.touches(head, &|done, total| {
        progress(Progress {
            stage: "reading history",
            done,
            total,
        });
    })?;
    let (snapshot, mut problems) = repo.snapshot(Revision::Commit(head))?;
    problems.extend(missing(&history));
    let text = |path: &str| text_at(repo, &snapshot, path);
    let mailmap = Mailmap::parse(&text(".mailmap")?.unwrap_or_default());
    let names = if reading.as_study {
        NameRule::Any
    } else {
        NameRule::Telling
    };
    let people = identity::people(&history.commits, &mailmap, names);
    let listed = text(IGNORED_REVISIONS)?.unwrap_or_default();
    let bulk = if reading.as_study {
        BTreeSet::new()
    } else {
        bulk_commits(&history, &listed, &settings.knowledge.bulk_commits)
    };
    let (files, languages, excluded) = source_files(repo, &snapshot, settings, chosen)?;
    Ok(Knowledge {
        head,
        people_of: people_of(&history, &people, &bulk, reading),
        people,
        bulk,
        files,
        languages,
        excluded,
        problems,
        reading,
        snapshot,
        history,
    })
}

impl Knowledge {
    /// The histories of files, from the commits that `counts` lets through.
    pub fn histories(&self, files: &[RepoPath], counts: &dyn Fn(usize) -> bool) -> Vec<FileHistory> {
        if self.reading.as_study {
            file_history::by_name(files, &self.history, counts)
        } else {
            file_history::in_time(files, &self.history, counts)
        }
    }

    /// Whose work a commit is.
    pub fn people_of(&self, commit: usize) -> &[PersonId] {
        self.people_of.get(commit).map_or(&[], Vec::as_slice)
    }

    /// Whether a commit is older than what is counted.
    pub fn is_before(&self, commit: usize) -> bool {
        let of = &self.history.commits[commit];
        let old = self.reading.since.is_some_and(|since| of.time < since);
        old && of.parents.len() < 2 && !self.bulk.contains(&commit)
    }

    /// When each person last committed anything that counts: seconds since 1970.
    pub fn last_seen(&self) -> BTreeMap<PersonId, i64> {
        let mut last: BTreeMap<PersonId, i64> = BTreeMap::new();
        for (commit, people) in self.history.commits.iter().zip(&self.people_of) {
            for person in people {
                let seen = last.entry(*person).or_insert(commit.time);
                *seen = commit.time.max(*seen);
            }
        }
        last
    }

    /// When the head was committed: the "now" of everything that asks how long ago something was.
    pub fn now(&self) -> i64 {
        self.history.commits.last().map_or(0, |commit| commit.commit_time)
    }
}

/// Says that renames could not be told because a partial clone lacks contents.
fn missing(history: &History) -> Option<Problem> {
    let first = history.missing.first()?;
    Some(Problem {
        path: None,
        line: None,
        kind: ProblemKind::MissingObject,
        message: format!(
            "{} missing from this partial clone (the first is blob {first}): files that were renamed and changed at once \
             then count as new ones",
            match history.missing.len() {
                1 => "1 content is".to_owned(),
                many => format!("{many} contents are"),
            }
        ),
        fatal: false,
    })
}

fn text_at(repo: &Repo, snapshot: &Snapshot, path: &str) -> Result<Option<String>, GitError> {
    let entry = snapshot.files.get(path).filter(|entry| entry.kind == FileKind::File);
    let bytes = entry.map(|entry| repo.read(snapshot, entry.blob)).transpose()?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The commits that a list names, and those whose ids begin as the settings say.
fn bulk_commits(history: &History, listed: &str, settings: &[String]) -> BTreeSet<usize> {
    let listed: BTreeSet<&str> = listed
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|id| id.len() == 40)
        .collect();
    let prefixes: Vec<&String> = settings.iter().filter(|prefix| prefix.len() >= 7).collect();
    if listed.is_empty() && prefixes.is_empty() {
        return BTreeSet::new();
    }
    let is_bulk = |id: &str| listed.contains(id) || prefixes.iter().any(|prefix| id.starts_with(prefix.as_str()));
    let numbered = history.commits.iter().enumerate();
    numbered
        .filter(|(_, commit)| is_bulk(&commit.id.to_string()))
        .map(|(number, _)| number)
        .collect()
}

fn people_of(history: &History, people: &People, bulk: &BTreeSet<usize>, reading: Reading) -> Vec<Vec<PersonId>> {
    let numbered = history.commits.iter().enumerate();
    numbered
        .map(|(number, commit)| {
            let before = reading.since.is_some_and(|since| commit.time < since);
            if commit.parents.len() > 1 || bulk.contains(&number) || before {
                return Vec::new();
            }
            let helpers = if reading.as_study {
                &[][..]
            } else {
                &commit.co_authors[..]
            };
            let everybody = std::iter::once(&commit.author).chain(helpers);
            let mut found: Vec<PersonId> = everybody.filter_map(|signature| people.person(signature)).collect();
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

type Sources = (Vec<RepoPath>, BTreeMap<RepoPath, String>, BTreeMap<String, usize>);

/// Which files count.
pub struct Counting(SourceFilter);

impl Counting {
    /// By the rules of a snapshot's `.gitattributes` and those that hold everywhere.
    ///
    /// # Errors
    /// When such a file cannot be read.
    pub fn of(repo: &Repo, snapshot: &Snapshot) -> Result<Self, GitError> {
        let mut attributes = Vec::new();
        for path in snapshot
            .files
            .keys()
            .filter(|path| path.file_name() == ".gitattributes")
        {
            let text = text_at(repo, snapshot, path.as_str())?.unwrap_or_default();
            attributes.push((path.parent().to_owned(), text));
        }
        Ok(Self(SourceFilter::new(Attributes::read(attributes.iter().map(
            |(folder, text): &(String, String)| (folder.as_str(), text.as_str()),
        )))))
    }

    /// Why a file does not count; `None` when it does.
    pub fn excluded(&self, path: &RepoPath, entry: &FileEntry, settings: &Settings) -> Option<&'static str> {
        self.language(path, entry, settings).err()
    }

    /// The language of a file that counts, or why it does not.
    fn language(&self, path: &RepoPath, entry: &FileEntry, settings: &Settings) -> Result<&str, &'static str> {
        if entry.kind != FileKind::File {
            return Err("not an ordinary file");
        }
        if settings.knowledge.exclude.contains(path) || settings.is_excluded(path) {
            return Err("excluded in the settings");
        }
        match self.0.judge(path) {
            Verdict::Source { language } => Ok(language),
            Verdict::Excluded { why, .. } => Err(why.as_str()),
        }
    }
}

/// The files that count, their languages, and how many do not count for which reason.
fn source_files(
    repo: &Repo,
    snapshot: &Snapshot,
    settings: &Settings,
    chosen: &dyn Fn(&RepoPath) -> bool,
) -> Result<Sources, GitError> {
    let counting = Counting::of(repo, snapshot)?;
    let (mut files, mut languages, mut excluded) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for (path, entry) in snapshot.files.iter().filter(|(path, _)| chosen(path)) {
        match counting.language(path, entry, settings) {
            Err(reason) => *excluded.entry(reason.to_owned()).or_default() += 1,
            Ok(language) => {
                languages.insert(path.clone(), language.to_owned());
                files.push(path.clone());
            }
        }
    }
    Ok((files, languages, excluded))
}
