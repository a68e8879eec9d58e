//! What happened to each file: the touches of its path and of the paths it had before.
//!
//! Two ways of following renames: in time (a path means what it meant at that moment) and, as the published study has
//! it, by name (whatever ever had one of the names belongs to the file).

use crate::model::commit::TouchKind;
use crate::model::path::RepoPath;
use crate::model::revision::Oid;
use crate::model::touch::{History, PathId, Touch};
use std::collections::{BTreeSet, HashMap, HashSet};

/// One touch of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The number of the commit in the history.
    pub commit: usize,
    /// Which of its touches.
    pub touch: u32,
    /// What happened; never `Deleted`.
    pub kind: TouchKind,
    /// Whether the file only moved: its content is what it was.
    pub only_moved: bool,
}

/// A file of the head and all its touches, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHistory {
    /// Its path at head.
    pub path: RepoPath,
    /// What happened to it.
    pub events: Vec<Event>,
}

/// The histories of files, renames followed in time, from the commits that `counts` lets through. Files that these
/// never touched are left out.
pub fn in_time(files: &[RepoPath], history: &History, counts: &dyn Fn(usize) -> bool) -> Vec<FileHistory> {
    let numbers = numbers(history);
    let mut current: HashMap<PathId, usize> = HashMap::new();
    for (file, path) in files.iter().enumerate() {
        if let Some(id) = numbers.get(path) {
            current.insert(*id, file);
        }
    }
    let mut events: Vec<Vec<Event>> = vec![Vec::new(); files.len()];
    for (commit, touches) in history
        .touches
        .iter()
        .enumerate()
        .rev()
        .filter(|(commit, _)| counts(*commit))
    {
        let mut moved = Vec::new();
        for (number, touch) in (0..).zip(touches).filter(|(_, touch)| touch.kind != TouchKind::Deleted) {
            let file = current.get(&touch.path).copied();
            if let Some(file) = file {
                events[file].push(event(commit, number, touch));
            }
            if let (TouchKind::Renamed, Some(from)) = (touch.kind, touch.from) {
                moved.push((touch.path, from, file));
            }
        }
        // Before the commit the old names were those of the files that moved, whoever has them now; and names that change
        // places within one commit must not meet each other halfway.
        for (path, from, _) in &moved {
            current.remove(path);
            current.remove(from);
        }
        current.extend(moved.into_iter().filter_map(|(_, from, file)| Some((from, file?))));
    }
    let all = files.iter().zip(events);
    all.filter(|(_, events)| !events.is_empty())
        .map(|(path, mut events)| {
            events.reverse();
            FileHistory {
                path: path.clone(),
                events,
            }
        })
        .collect()
}

/// The histories of files, each with everything that ever had one of its names. Files without any are left out.
pub fn by_name(files: &[RepoPath], history: &History, counts: &dyn Fn(usize) -> bool) -> Vec<FileHistory> {
    let mut touched: HashMap<PathId, Vec<(Event, Option<PathId>)>> = HashMap::new();
    for (commit, touches) in history.touches.iter().enumerate().filter(|(commit, _)| counts(*commit)) {
        for (number, touch) in (0..).zip(touches).filter(|(_, touch)| touch.kind != TouchKind::Deleted) {
            let event = event(commit, number, touch);
            touched.entry(touch.path).or_default().push((event, touch.from));
        }
    }
    let numbers = numbers(history);
    let found = files.iter().filter_map(|path| {
        let mut seen = HashSet::from([*numbers.get(path)?]);
        let mut waiting: Vec<PathId> = seen.iter().copied().collect();
        let mut events = Vec::new();
        while let Some(name) = waiting.pop() {
            for (event, from) in touched.get(&name).into_iter().flatten() {
                events.push(*event);
                waiting.extend(from.filter(|from| seen.insert(*from)));
            }
        }
        events.sort_by_key(|event| event.commit);
        (!events.is_empty()).then(|| FileHistory {
            path: path.clone(),
            events,
        })
    });
    found.collect()
}

fn event(commit: usize, number: u32, touch: &Touch) -> Event {
    Event {
        commit,
        touch: number,
        kind: touch.kind,
        only_moved: touch.kind == TouchKind::Renamed && touch.base == touch.head,
    }
}

fn numbers(history: &History) -> HashMap<&RepoPath, PathId> {
    (0..)
        .zip(&history.paths)
        .map(|(number, path)| (path, PathId(number)))
        .collect()
}

/// For each commit the place, on the chain of first parents, of the commit that brought it in: the state of the branch
/// after link `n` of the chain holds exactly the commits whose place is at most `n`.
pub fn arrivals(history: &History) -> Vec<usize> {
    let numbers: HashMap<Oid, usize> = (0..)
        .zip(&history.commits)
        .map(|(number, commit)| (commit.id, number))
        .collect();
    let mut arrivals = vec![usize::MAX; history.commits.len()];
    for (place, link) in first_parents(history, &numbers).into_iter().enumerate() {
        let mut waiting = vec![link];
        while let Some(number) = waiting.pop() {
            if arrivals[number] != usize::MAX {
                continue;
            }
            arrivals[number] = place;
            let parents = &history.commits[number].parents;
            waiting.extend(parents.iter().filter_map(|parent| numbers.get(parent)));
        }
    }
    arrivals
}

/// The numbers of the commits on the chain of first parents, oldest first.
pub fn chain(history: &History) -> Vec<usize> {
    let numbers = (0..)
        .zip(&history.commits)
        .map(|(number, commit)| (commit.id, number))
        .collect();
    first_parents(history, &numbers)
}

fn first_parents(history: &History, numbers: &HashMap<Oid, usize>) -> Vec<usize> {
    let mut chain = Vec::new();
    let mut known = BTreeSet::new();
    let mut next = history.commits.len().checked_sub(1);
    while let Some(number) = next.filter(|number| known.insert(*number)) {
        chain.push(number);
        let parent = history.commits[number].parents.first();
        next = parent.and_then(|parent| numbers.get(parent)).copied();
    }
    chain.reverse();
    chain
}
