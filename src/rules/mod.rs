//! Floor 5: rules are pure functions from facts to findings; `run` selects, suppresses, accepts and sorts.

pub mod acknowledge;
pub(crate) mod at_symbol;
pub mod baseline;
pub(crate) mod claim;
pub(crate) mod coverage;
pub(crate) mod draft;
pub(crate) mod freshness;
pub(crate) mod identity;
pub(crate) mod module_figures;
pub(crate) mod owner_work;
pub(crate) mod ownership;
pub mod registry;
pub(crate) mod repeats;
pub mod rule;
pub mod run;
pub(crate) mod suppress;
