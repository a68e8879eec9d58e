//! Floor: render.
