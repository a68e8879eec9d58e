//! Floor 2: what was read before. By content, so that it is right whatever happened to a file's times.

pub mod store;
