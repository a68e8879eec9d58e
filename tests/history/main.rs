//! The git floor against git itself, on generated repositories.

mod repository;
mod rows;
mod snapshots;
