//! Floor 2: source text to symbols, imports and words.
//!
//! Pure functions of a path and a text. Nothing here opens a file or knows git, docs or rules.

pub mod arguments;
pub mod attributes;
pub mod cargo;
mod definitions;
mod draft;
pub mod find;
pub mod imports;
mod keys;
mod language;
mod lexer;
pub mod manifest;
pub mod module_path;
pub mod outline;
mod print;
mod python;
pub mod python_api;
pub mod reader;
pub mod role;
mod rust;
pub mod rust_api;
pub mod source_filter;
mod style;
pub(crate) mod tool_keys;
pub mod words;
