//! Floor 2: doc text -> pages -> passages -> mentions. Knows formats, not what is true: whether a mention names anything
//! is decided by the facts.

pub(crate) mod builder;
pub(crate) mod directive;
pub mod example;
pub mod formal;
pub mod format;
pub(crate) mod html;
pub(crate) mod limits;
pub(crate) mod link;
pub(crate) mod markdown;
pub(crate) mod mention;
pub(crate) mod plain;
pub mod purpose;
pub mod read;
pub(crate) mod rst;
pub(crate) mod scrap;
pub mod vocabulary;

pub use format::format_of;
pub(crate) use mention::word::{is_env, is_kebab};
pub use purpose::purpose_of;
pub use read::read;
pub use vocabulary::{is_brand, is_example_name, is_placeholder_path};
