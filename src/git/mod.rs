//! Floor 2: the only folder that names the git library. Snapshots, changed paths, histories and origins of lines.
//!
//! Nothing here changes a repository, runs a program, asks the network or obeys a setting that could do so. Of a
//! repository's configuration only the handful of keys in `location` are read, and for `abreast init` where hooks lie. Objects come from libgit2's object
//! database; everything that is built from them (trees, commits, references, merge bases) is read by own code, because
//! libgit2 refuses repositories of other owners and with unknown extensions, and never returns from a truncated object.

pub mod error;
pub mod identity;
pub mod lines;
pub mod mailmap;
pub mod nobody;
pub mod origins;
pub mod remote;
pub mod repo;

mod changes;
mod commit;
mod diff;
mod extent;
mod history;
mod hooks;
mod location;
mod oid_map;
mod page_names;
mod refs;
mod renames;
mod revparse;
mod settings;
mod similarity;
mod snapshot;
mod store;
mod touches;
pub mod tree;
mod tree_cache;
mod worktree;
