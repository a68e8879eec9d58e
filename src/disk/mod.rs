//! Floor 2: the files of a folder that need not be a repository. Reads only, and never through a link.

pub mod folder;
