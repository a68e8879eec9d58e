//! The public API of Rust packages, as the compiler sees it.

use super::sources::Sources;
use crate::model::api::Api;

/// Which targets of a package are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RustTargets {
    /// Binaries besides the library.
    pub binaries: bool,
}

/// Reads every package of the tree.
pub fn read(_sources: &dyn Sources, _targets: RustTargets) -> Api {
    Api::default()
}
