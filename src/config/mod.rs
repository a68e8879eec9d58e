//! Floor 2: what users set, and what they accept. Options as written, settings as resolved; knows no rule and asks no git.

pub mod knowledge;
pub mod load;
pub mod names;
pub mod options;
pub mod paths;
pub mod records;
pub mod schema;
pub mod settings;
