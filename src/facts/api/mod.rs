//! The public API of a tree of files: which symbols others can use, across files, and whether they are documented.

pub mod folder;
pub mod gather;
pub mod mentions;
pub mod python;
pub mod rust;
pub mod snapshot;
pub mod sources;
