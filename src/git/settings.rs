//! The few keys of a repository's own configuration that decide how its files are laid out.
//!
//! Not a configuration reader: no includes, no system or user files, nothing that names a program.

use std::collections::BTreeMap;

/// Keys in lower case (`core.bare`, `branch.main.remote`; the middle part keeps its case) to their last value.
#[derive(Debug, Default)]
pub(crate) struct Settings(BTreeMap<String, String>);

impl Settings {
    /// Adds what `text` sets; later values win.
    pub(crate) fn read(&mut self, text: &str) {
        let mut section = String::new();
        for line in text.lines().map(str::trim) {
            if line.starts_with('[') {
                section = section_name(line);
            } else if !line.is_empty() && !line.starts_with(['#', ';']) {
                let (key, value) = line.split_once('=').unwrap_or((line, "true"));
                let key = format!("{section}.{}", key.trim().to_ascii_lowercase());
                self.0.insert(key, plain_value(value));
            }
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// A key that says yes or no.
    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.get(key)
            .map(|value| matches!(value.to_ascii_lowercase().as_str(), "true" | "yes" | "on" | "1"))
    }

    /// Keys of `extensions.*` without that prefix, with their values.
    pub(crate) fn extensions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix("extensions.")?, value.as_str())))
    }
}

/// `[branch "Main"]` as `branch.Main`.
fn section_name(line: &str) -> String {
    let inner = line.trim_start_matches('[');
    let inner = inner.rfind(']').map_or(inner, |end| &inner[..end]);
    match inner.split_once('"') {
        Some((section, name)) => format!(
            "{}.{}",
            section.trim().to_ascii_lowercase(),
            name.trim_end_matches('"').replace("\\\"", "\"").replace("\\\\", "\\")
        ),
        None => inner.trim().to_ascii_lowercase(),
    }
}

/// A value without quotes and comments.
fn plain_value(value: &str) -> String {
    let mut plain = String::new();
    let mut quoted = false;
    let mut chars = value.trim().chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => quoted = !quoted,
            '\\' => plain.extend(chars.next()),
            '#' | ';' if !quoted => break,
            char => plain.push(char),
        }
    }
    plain.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn the_last_value_of_a_key_wins_and_quotes_and_comments_go() {
        let mut settings = Settings::default();
        settings.read("[core]\n\tbare = false ; comment\n\tWorkTree = \"../a b\"\n[branch \"Main\"]\nremote=origin\n");
        settings.read("[core]\nbare\n[extensions]\nobjectFormat = sha256\n");
        assert_eq!(settings.flag("core.bare"), Some(true));
        assert_eq!(settings.get("core.worktree"), Some("../a b"));
        assert_eq!(settings.get("branch.Main.remote"), Some("origin"));
        assert_eq!(settings.extensions().collect::<Vec<_>>(), [("objectformat", "sha256")]);
    }
}
