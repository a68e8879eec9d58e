//! `abreast schema`: the JSON schemas of what abreast reads and writes.

use super::args::{SchemaArgs, SchemaOf};
use super::exit::Exit;
use super::output::print;
use crate::{config, render};

/// Prints a schema.
///
/// # Errors
/// When it cannot be written.
pub fn run(args: &SchemaArgs) -> anyhow::Result<Exit> {
    let schema = match args.of {
        SchemaOf::Config => config::schema::schema(),
        SchemaOf::Report => render::wire::schema(),
    };
    print(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
    Ok(Exit::Clean)
}
