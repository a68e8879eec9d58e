//! The JSON schema of the settings file, for editors and for validation.

use super::options::Options;

/// The JSON schema of `abreast.toml` (draft 2020-12), made from the types that read it.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Options).to_value()
}

#[cfg(test)]
mod tests {
    use super::schema;

    #[test]
    fn the_published_schema_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/abreast.schema.json");
        let published = std::fs::read_to_string(path).unwrap();
        let now = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
        assert!(
            published == now,
            "write it anew: cargo run -- schema config > docs/abreast.schema.json"
        );
    }
}
