//! Adds tables to the end of a TOML file. What comes of it is parsed, and has to be both brought together, and nothing else.

use toml::{Table, Value};

/// The text with the lines at its end; `None` when they would say something else there.
pub(super) fn with(text: &str, lines: &str) -> Option<String> {
    let mut expected: Table = text.parse().ok()?;
    merge(&mut expected, lines.parse().ok()?)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = match text {
        "" => "",
        _ if text.ends_with('\n') => end,
        _ => &end.repeat(2),
    };
    let whole = format!("{text}{gap}{}", lines.replace('\n', end));
    (whole.parse::<Table>().ok()? == expected).then_some(whole)
}

fn merge(into: &mut Table, from: Table) -> Option<()> {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (None, value) => {
                into.insert(key, value);
            }
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new)?,
            (Some(Value::Array(old)), Value::Array(new)) => old.extend(new),
            _ => return None,
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::with;

    const NEW: &str = "[[repos]]\nrepo = \"local\"\n";

    #[test]
    fn tables_go_to_the_end_and_everything_else_stays() {
        let text = "# top\n[[repos]]\nrepo = 'a' # one\n";
        assert_eq!(with(text, NEW).unwrap(), format!("{text}\n{NEW}"));
        assert_eq!(with("a = 1", NEW).unwrap(), format!("a = 1\n\n{NEW}"));
        assert_eq!(with("", NEW).unwrap(), NEW);
    }

    #[test]
    fn what_would_say_something_else_is_not_done() {
        for text in ["repos = []\n", "repos = 1\n", "[repos]\na = 1\n", "a = \"\"\"", "a"] {
            assert_eq!(with(text, NEW), None, "{text}");
        }
    }
}
