//! Rules about who answers for the code, by CODEOWNERS and by the history.

pub(crate) mod departed_owner;
pub(crate) mod low_bus_factor;
pub(crate) mod owner_without_knowledge;
pub(crate) mod shadowed_owner_pattern;
pub(crate) mod undocumented_silo;
pub(crate) mod unmatched_owner_pattern;
pub(crate) mod unowned_module;
