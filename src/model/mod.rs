//! Floor 1: the vocabulary. Plain data that every other floor speaks in; no I/O, no library of the outside world.

pub mod accepted;
pub mod api;
pub mod change;
pub mod commit;
pub mod coverage;
pub mod evidence;
pub mod finding;
pub mod guard;
pub mod handover;
pub mod knowledge;
pub mod mention;
pub mod overview;
pub mod ownership;
pub mod page;
pub mod path;
pub mod person;
pub mod problem;
pub mod report;
pub mod revision;
pub mod source;
pub mod span;
pub mod symbol;
pub mod touch;
