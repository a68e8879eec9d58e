//! The bus factor month by month.

use super::assess::{self, Assessing};
use super::authorship::FileAuthors;
use super::bus_factor;
use crate::facts::knowledge::Knowledge;
use crate::facts::modules;
use crate::facts::months::{MonthEnd, places};
use crate::model::knowledge::TrendPoint;
use crate::model::path::RepoPath;
use std::collections::HashMap;

/// The figures at the ends of months.
pub fn of(knowledge: &Knowledge, ends: &[MonthEnd], assessing: &Assessing<'_>) -> Vec<TrendPoint> {
    let arrived = places(knowledge);
    ends.iter()
        .map(|end| {
            let then = Assessing {
                now: end.time,
                division: assessing.division.clone(),
                ..*assessing
            };
            let counts = |commit: usize| arrived[commit] <= end.place;
            let authors = assess::authors(knowledge, &end.files, &then, &counts);
            point(end, &authors, &then)
        })
        .collect()
}

fn point(end: &MonthEnd, authors: &[FileAuthors], assessing: &Assessing<'_>) -> TrendPoint {
    let by_path: HashMap<&RepoPath, &FileAuthors> = authors.iter().map(|file| (&file.path, file)).collect();
    let paths = &mut end.snapshot.files.keys();
    let divided = modules::divide(&end.files, paths, &assessing.division, assessing.named);
    let figure = |files: &[&RepoPath]| {
        let known: Vec<&FileAuthors> = files.iter().filter_map(|path| by_path.get(*path).copied()).collect();
        bus_factor::of_files(&known).figure
    };
    let all: Vec<&FileAuthors> = authors.iter().collect();
    TrendPoint {
        month: end.month.clone(),
        bus_factor: bus_factor::of_files(&all).figure,
        files: end.files.len(),
        single: divided.values().filter(|files| figure(files) <= 1).count(),
        modules: divided.len(),
    }
}
