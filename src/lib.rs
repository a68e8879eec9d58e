//! abreast keeps documentation abreast of the code.
//!
//! It reads what a repository's history, code and docs say about each other, holds that as facts, asks rules about the
//! facts, and shows the findings. `ARCHITECTURE.md` says how the floors of the library stand on each other.

pub mod cache;
pub mod cli;
pub mod code;
pub mod config;
pub mod disk;
pub mod docs;
pub mod facts;
pub mod git;
pub mod metrics;
pub mod model;
pub mod owners;
pub mod render;
pub mod rules;
