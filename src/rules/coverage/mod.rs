//! Rules about the docs of public symbols: what has none, and what says too little or what is not so.

pub(crate) mod contradicted_docstring;
pub(crate) mod missing_errors_section;
pub(crate) mod missing_panics_section;
pub(crate) mod missing_safety_section;
pub(crate) mod stale_docstring;
pub(crate) mod undocumented_symbol;
pub(crate) mod unmentioned_api;
