//! Floor: rules.
