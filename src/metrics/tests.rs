//! What holds for every history: generated ones, small enough to be read when one of them fails.

use super::authorship::{FileAuthors, Method, Weighing, degree, of_file};
use super::bus_factor::{of_files, with_lasting};
use crate::facts::file_history::{Event, FileHistory, by_name, in_time};
use crate::model::commit::{Commit, Signature, TouchKind};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use crate::model::revision::Oid;
use crate::model::touch::{History, PathId, Touch};
use proptest::prelude::*;

/// A touch of a generated history: who, what, and which paths.
#[derive(Clone, Debug)]
struct Step {
    person: u32,
    kind: TouchKind,
    path: u32,
    from: Option<u32>,
}

fn step(person: u32, kind: TouchKind, path: u32) -> Step {
    Step {
        person,
        kind,
        path,
        from: None,
    }
}

fn rename(person: u32, from: u32, to: u32) -> Step {
    Step {
        from: Some(from),
        ..step(person, TouchKind::Renamed, to)
    }
}

/// A history of one touch a commit, over six paths.
fn history(steps: &[Step]) -> History {
    let commit = |_: &Step| Commit {
        id: Oid::ZERO,
        tree: Oid::ZERO,
        parents: Vec::new(),
        author: Signature {
            name: String::new(),
            email: String::new(),
        },
        time: 0,
        commit_time: 0,
        summary: String::new(),
        co_authors: Vec::new(),
    };
    let touch = |step: &Step| {
        vec![Touch {
            kind: step.kind,
            path: PathId(step.path),
            from: step.from.map(PathId),
            base: Oid::ZERO,
            head: Oid([1; 20]),
        }]
    };
    History {
        commits: steps.iter().map(commit).collect(),
        touches: steps.iter().map(touch).collect(),
        paths: (0..6).map(path).collect(),
        ..History::default()
    }
}

fn path(number: u32) -> RepoPath {
    RepoPath::new(format!("src/{number}.rs"))
}

/// The authors of files of a history, by the method.
fn authors(steps: &[Step], files: &[RepoPath], method: Method) -> Vec<FileAuthors> {
    let history = history(steps);
    let found = match method {
        Method::DoaStudy => by_name(files, &history, &|_| true),
        _ => in_time(files, &history, &|_| true),
    };
    let people: Vec<Vec<PersonId>> = steps.iter().map(|step| vec![PersonId(step.person)]).collect();
    let of = |commit: usize| people[commit].as_slice();
    weigh(&found, method, &of)
}

fn weigh<'a>(files: &[FileHistory], method: Method, people: &'a dyn Fn(usize) -> &'a [PersonId]) -> Vec<FileAuthors> {
    let weighing = Weighing {
        method,
        people,
        weight: &|_| 1.0,
    };
    files.iter().map(|file| of_file(file, &weighing)).collect()
}

fn any_step() -> impl Strategy<Value = Step> {
    let kinds = prop_oneof![
        Just(TouchKind::Added),
        Just(TouchKind::Modified),
        Just(TouchKind::Deleted),
        Just(TouchKind::Renamed)
    ];
    (0..4_u32, kinds, 0..6_u32, 0..6_u32).prop_map(|(person, kind, path, from)| Step {
        person,
        kind,
        path,
        from: (kind == TouchKind::Renamed).then_some(from),
    })
}

fn any_method() -> impl Strategy<Value = Method> {
    prop_oneof![
        Just(Method::Doa),
        Just(Method::DoaStudy),
        Just(Method::Lines),
        Just(Method::Commits)
    ]
}

#[test]
fn the_degree_is_that_of_the_paper() {
    assert!((degree(true, 0.0, 0.0) - 4.391).abs() < 1e-9);
    assert!((degree(false, 2.0, 3.0) - (3.293 + 0.328 - 0.321 * 4.0_f64.ln())).abs() < 1e-9);
}

#[test]
fn a_file_that_was_renamed_forth_and_back_keeps_its_creator_and_all_its_changes() {
    let plain = [step(1, TouchKind::Added, 0), step(2, TouchKind::Modified, 0)];
    let moved = [
        step(1, TouchKind::Added, 0),
        rename(1, 0, 1),
        step(2, TouchKind::Modified, 1),
        rename(1, 1, 0),
    ];
    for method in [Method::Doa, Method::DoaStudy] {
        let (plain, moved) = (authors(&plain, &[path(0)], method), authors(&moved, &[path(0)], method));
        assert_eq!(
            (plain[0].authors[0], moved[0].authors[0]),
            (PersonId(1), PersonId(1)),
            "{method:?}"
        );
        let changes = |file: &FileAuthors, person| {
            let of = file.degrees.iter().find(|of| of.person == PersonId(person));
            of.map(|of| of.changes)
        };
        assert_eq!(
            (changes(&moved[0], 1), changes(&moved[0], 2)),
            (Some(3.0), Some(1.0)),
            "{method:?}"
        );
    }
}

#[test]
fn who_only_moves_a_file_does_not_know_it() {
    let mut history = history(&[step(0, TouchKind::Added, 0), rename(1, 0, 1)]);
    history.touches[1][0].base = history.touches[1][0].head;
    let people = [[PersonId(0)], [PersonId(1)]];
    let found = in_time(&[path(1)], &history, &|_| true);
    let of = |method| weigh(&found, method, &|commit| &people[commit])[0].authors.clone();
    assert_eq!(
        (of(Method::Doa), of(Method::DoaStudy)),
        (vec![PersonId(0)], vec![PersonId(0), PersonId(1)])
    );
}

#[test]
fn names_that_change_places_in_one_commit_do_not_mix() {
    let mut history = history(&[
        step(0, TouchKind::Added, 0),
        step(1, TouchKind::Added, 1),
        rename(2, 0, 1),
    ]);
    let back = Touch {
        path: PathId(0),
        from: Some(PathId(1)),
        ..history.touches[2][0].clone()
    };
    history.touches[2].push(back);
    let found = in_time(&[path(0), path(1)], &history, &|_| true);
    let commits = |file: usize| {
        found[file]
            .events
            .iter()
            .map(|event: &Event| event.commit)
            .collect::<Vec<_>>()
    };
    assert_eq!((commits(0), commits(1)), (vec![1, 2], vec![0, 2]));
}

#[test]
fn the_person_with_the_most_files_leaves_first_until_half_is_lost() {
    let steps: Vec<Step> = [(0, 0), (0, 1), (0, 2), (1, 3), (1, 4), (2, 5)]
        .iter()
        .map(|(person, file)| step(*person, TouchKind::Added, *file))
        .collect();
    let files: Vec<RepoPath> = (0..6).map(path).collect();
    let authors = authors(&steps, &files, Method::Doa);
    let all: Vec<&FileAuthors> = authors.iter().collect();
    let found = of_files(&all);
    let people: Vec<(u32, usize)> = found.people.iter().map(|of| (of.person.0, of.files)).collect();
    assert_eq!((found.figure, people), (2, vec![(0, 3), (1, 2)]));
    assert!((found.coverage_left - 1.0 / 6.0).abs() < 1e-9);
    assert_eq!(found.at, [2, 1]);
    // With one file of each of them written down three of six last: nobody's leaving takes more than half.
    let lasts = |of: &FileAuthors| [path(0), path(3), path(5)].contains(&of.path);
    assert_eq!(with_lasting(&all, &lasts), None);
    assert_eq!(with_lasting(&all, &|of| of.path == path(0)), Some(2));
    assert_eq!(with_lasting(&all, &|_| false), Some(2));
}

#[test]
fn nothing_has_a_bus_factor_of_nobody() {
    let found = of_files(&[]);
    assert_eq!((found.figure, found.files, found.coverage_left), (0, 0, 0.0));
    assert_eq!(with_lasting(&[], &|_| true), None);
}

proptest! {
    #[test]
    fn removing_a_file_raises_nobody(
        steps in prop::collection::vec(any_step(), 1..40),
        gone in 0..6_u32,
        method in any_method(),
    ) {
        let all: Vec<RepoPath> = (0..6).map(path).collect();
        let rest: Vec<RepoPath> = all.iter().filter(|file| **file != path(gone)).cloned().collect();
        let (before, after) = (authors(&steps, &all, method), authors(&steps, &rest, method));
        for file in &after {
            let same = before.iter().find(|other| other.path == file.path);
            prop_assert_eq!(same, Some(file));
        }
        let count = |files: &[FileAuthors], person| {
            files.iter().filter(|file| file.authors.contains(&PersonId(person))).count()
        };
        for person in 0..4 {
            prop_assert!(count(&after, person) <= count(&before, person));
        }
    }

    #[test]
    fn the_order_of_changes_decides_nothing(
        people in prop::collection::vec(0..4_u32, 1..20),
        turn in 0..20_usize,
        method in any_method(),
    ) {
        let with = |people: &[u32]| {
            let mut steps = vec![step(0, TouchKind::Added, 0)];
            steps.extend(people.iter().map(|person| step(*person, TouchKind::Modified, 0)));
            let found = authors(&steps, &[path(0)], method);
            (found[0].authors.clone(), found[0].degrees.clone())
        };
        let mut turned = people.clone();
        turned.rotate_left(turn % people.len());
        prop_assert_eq!(with(&people), with(&turned));
    }

    #[test]
    fn the_figure_is_consistent_with_its_margin(
        steps in prop::collection::vec(any_step(), 1..60),
        method in any_method(),
    ) {
        let all: Vec<RepoPath> = (0..6).map(path).collect();
        let authors = authors(&steps, &all, method);
        let files: Vec<&FileAuthors> = authors.iter().collect();
        let found = of_files(&files);
        prop_assert!(found.at[1] <= found.figure && found.figure <= found.at[0]);
        prop_assert_eq!(found.people.len(), found.figure);
        prop_assert!(found.figure == 0 || found.coverage_left < 0.5);
        prop_assert!(found.people.windows(2).all(|pair| pair[0].files >= pair[1].files));
        let docs = with_lasting(&files, &|file| file.path == path(0));
        prop_assert!(docs.is_none_or(|docs| docs + 1 >= found.figure));
    }
}
