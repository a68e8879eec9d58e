//! Floor: docs.
