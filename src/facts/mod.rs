//! Floor 3: gathers what history, code and docs say about each other into facts that rules only read.

pub mod audit;
pub mod blame;
pub mod cause;
pub mod changed_files;
pub mod changes;
mod commands;
pub mod deaths;
pub mod diff_lines;
pub(crate) mod file_index;
pub mod foreign;
pub mod gather;
pub(crate) mod judge;
mod module_deaths;
pub mod namesakes;
pub(crate) mod new_names;
pub mod pages;
pub mod past;
pub mod paths;
pub(crate) mod plausible;
pub mod presence;
pub mod range;
pub mod resolver;
pub mod scope;
pub mod side;
pub mod signatures;
pub mod stale;
pub mod substitutions;
pub mod table;
mod table_imports;
#[cfg(test)]
mod table_tests;
pub mod tie;
pub mod translation;
pub(crate) mod word_deaths;
pub mod written;
