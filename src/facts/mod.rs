//! Floor: facts.
