//! The hook of a coding agent, in its settings. They are JSON: what is there is written again as it was, or left alone.

use super::site::Site;
use super::step::Step;
use crate::git::error::GitError;
use serde::Serialize as _;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Map, Value, json};

const FILE: &str = ".claude/settings.json";
const COMMAND: &str = "abreast hook claude";

/// The hook of Claude Code that runs when it wants to stop.
pub(super) fn claude(site: &Site<'_>) -> Result<Step, GitError> {
    let lines = || pretty(&json!({"hooks": {"Stop": [entry()]}}), "  ").unwrap_or_default();
    Ok(match site.text(FILE)? {
        None => Step::new_file(FILE, lines()),
        Some(Ok(text)) if text.contains(COMMAND) => Step::There(format!("{FILE} names abreast")),
        Some(Ok(text)) => match with_entry(&text) {
            Some(after) => Step::change(FILE, &text, after),
            None => Step::Tell(
                format!("add this to {FILE}, which is written in a way that is left to you:"),
                lines(),
            ),
        },
        Some(Err(reason)) => Step::Tell(
            format!("{FILE} cannot be added to: {reason}. What is missing in it:"),
            lines(),
        ),
    })
}

fn entry() -> Value {
    json!({"hooks": [{"type": "command", "command": COMMAND, "timeout": 60}]})
}

/// The settings with the hook; `None` when they are not an object of the usual shape, or would not come out as they were.
fn with_entry(text: &str) -> Option<String> {
    let mut settings: Value = serde_json::from_str(text).ok()?;
    let indent = indent(text);
    if squeezed(text) != squeezed(&pretty(&settings, &indent)?) {
        return None;
    }
    let hooks = settings
        .as_object_mut()?
        .entry("hooks")
        .or_insert_with(|| Map::new().into());
    let stop = hooks.as_object_mut()?.entry("Stop").or_insert_with(|| json!([]));
    stop.as_array_mut()?.push(entry());
    pretty(&settings, &indent)
}

fn pretty(value: &Value, indent: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let formatter = PrettyFormatter::with_indent(indent.as_bytes());
    value
        .serialize(&mut Serializer::with_formatter(&mut bytes, formatter))
        .ok()?;
    String::from_utf8(bytes).ok().map(|text| text + "\n")
}

/// The white space that the first indented line begins with.
fn indent(text: &str) -> String {
    let indents = text.lines().map(|line| &line[..line.len() - line.trim_start().len()]);
    indents
        .filter(|indent| !indent.is_empty())
        .map(str::to_owned)
        .next()
        .unwrap_or_else(|| "  ".to_owned())
}

/// A text without white space: what is left must not change.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::with_entry;

    #[test]
    fn settings_keep_their_order_and_their_indentation() {
        let text = "{\n\t\"z\": [\n\t\t1.50\n\t],\n\t\"a\": {}\n}\n";
        assert_eq!(with_entry(text), None, "1.50 would become 1.5");
        let text = text.replace("1.50", "\"b c\"");
        let after = with_entry(&text).unwrap();
        assert!(after.starts_with(text.trim_end_matches("\n}\n")), "{after}");
        assert!(after.contains("\n\t\"hooks\": {\n\t\t\"Stop\": ["), "{after}");
    }

    #[test]
    fn other_hooks_stay_before_the_new_one() {
        let text =
            "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"x\"}]}], \"PreToolUse\": []}}";
        let after: serde_json::Value = serde_json::from_str(&with_entry(text).unwrap()).unwrap();
        assert_eq!(after["hooks"]["Stop"][0]["hooks"][0]["command"], "x");
        assert_eq!(after["hooks"]["Stop"][1]["hooks"][0]["command"], "abreast hook claude");
    }

    #[test]
    fn what_is_no_plain_object_is_left_alone() {
        for text in [
            "",
            "[]",
            "7",
            "{\"a\": 1, \"a\": 2}",
            "{ // x\n}",
            "{\"hooks\": []}",
            "{\"hooks\": {\"Stop\": {}}}",
        ] {
            assert_eq!(with_entry(text), None, "{text}");
        }
        let deep = "{\"a\":".repeat(100_000);
        assert_eq!(with_entry(&deep), None);
    }
}
