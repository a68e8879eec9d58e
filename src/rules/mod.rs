//! Floor 5: rules are pure functions from facts to findings; `run` selects, suppresses and sorts.

pub(crate) mod draft;
pub(crate) mod freshness;
pub mod registry;
pub(crate) mod repeats;
pub mod rule;
pub mod run;
pub(crate) mod suppress;
