//! What Python means by its conventions, from `rules/languages/python/language.toml`.

use serde::Deserialize;
use std::sync::OnceLock;

/// The data of the language, as its file says it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conventions {
    pub(super) private_prefix: String,
    pub(super) property_markers: Vec<String>,
    pub(super) accessor_markers: Vec<String>,
    pub(super) enum_bases: Vec<String>,
    pub(super) record_markers: Vec<String>,
    pub(super) record_bases: Vec<String>,
    pub(super) plain_bases: Vec<String>,
    pub(super) flag_calls: Vec<String>,
    pub(super) setting_calls: Vec<String>,
    pub(super) environment_calls: Vec<String>,
    pub(super) environment_methods: Vec<String>,
}

/// The conventions, read once. That the embedded file can be read is a test of this file.
pub(super) fn conventions() -> &'static Conventions {
    static CONVENTIONS: OnceLock<Conventions> = OnceLock::new();
    CONVENTIONS.get_or_init(|| {
        toml::from_str(include_str!("../../../rules/languages/python/language.toml")).unwrap_or_default()
    })
}

/// Whether a list of the conventions holds a name.
pub(super) fn lists(list: &[String], name: &str) -> bool {
    list.iter().any(|known| known == name)
}

/// The last part of a dotted name without its arguments: `Enum` of `enum.Enum`, `Generic` of `t.Generic[T]`.
pub(super) fn leaf(name: &str) -> &str {
    let bare = name.split(['(', '[']).next().unwrap_or_default();
    bare.rsplit('.').next().unwrap_or(bare).trim()
}

#[cfg(test)]
mod tests {
    use super::conventions;

    #[test]
    fn the_embedded_conventions_can_be_read() {
        assert_eq!(conventions().private_prefix, "_");
        assert!(!conventions().flag_calls.is_empty());
    }
}
