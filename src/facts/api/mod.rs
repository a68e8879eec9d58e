//! The public API of a tree of files: which symbols others can use, across files, and whether they are documented.

pub mod python;
pub mod rust;
pub mod sources;
