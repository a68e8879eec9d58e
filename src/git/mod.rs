//! Floor: git.
