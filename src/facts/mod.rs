//! Floor 3: gathers what history, code and docs say about each other into facts that rules only read.

pub mod scope;
pub mod side;
pub mod presence;
pub mod changed_files;
pub mod changes;
pub mod substitutions;
pub mod deaths;
pub mod pages;
pub mod table;
pub mod resolver;
pub mod tie;
pub mod past;
pub mod cause;
pub mod paths;
pub mod signatures;
pub mod range;
pub mod stale;
pub mod audit;
pub mod gather;
pub mod foreign;
pub mod written;
pub mod blame;
