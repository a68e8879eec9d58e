//! The JSON schema of the settings file, for editors and for validation.

use super::options::Options;

/// The JSON schema of `abreast.toml` (draft 2020-12), made from the types that read it.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Options).to_value()
}

#[cfg(test)]
mod tests {
    use super::schema;
    use crate::config::load::ConfigFile;

    #[test]
    fn the_schema_takes_what_the_reader_takes() {
        let text = "select = ['all']\nfail-on = 'warning'\nmin-confidence = 'high'\nlevels = { freshness = 'off' }\njobs = 2\n\
                    docs = ['*.adoc']\n[[overrides]]\npaths = ['a/']\nignore = ['freshness']\n";
        assert!(ConfigFile::parse("abreast.toml", text).is_ok());
        let validator = jsonschema::validator_for(&schema()).unwrap();
        let takes = |text: &str| validator.is_valid(&toml::from_str(text).unwrap());
        assert!(takes(text) && takes(""));
        assert!(!takes("fail_on = 'note'") && !takes("fail-on = 'errors'") && !takes("jobs = 0"));
    }

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
