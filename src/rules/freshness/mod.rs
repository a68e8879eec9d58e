//! Rules about docs that the code has left behind.

pub(crate) mod changed_symbol;
pub(crate) mod contradicted_mention;
pub(crate) mod dangling_mention;
pub(crate) mod missing_path;
pub(crate) mod renamed_mention;
pub(crate) mod unshipped_mention;
