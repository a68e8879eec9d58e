//! The git floor against git itself, on generated repositories.

mod origins;
mod repository;
mod rows;
mod snapshots;
