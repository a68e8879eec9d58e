//! The git floor against git itself, on generated repositories.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::missing_panics_doc)]

mod origins;
mod repository;
mod rows;
mod snapshots;
