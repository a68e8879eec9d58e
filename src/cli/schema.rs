//! `abreast schema`: the JSON schemas of what abreast reads and writes.

use super::exit::Exit;
use super::output::print;
use crate::{config, render};
use clap::{Args, ValueEnum};

/// Arguments of `abreast schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_enum, default_value = "config")]
    pub of: SchemaOf,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The settings file, abreast.toml
    Config,
    /// The output of --format json
    Report,
}

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
