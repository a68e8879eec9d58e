//! Floor: code.
