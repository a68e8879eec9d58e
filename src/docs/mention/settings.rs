//! Settings blocks: the keys of TOML, INI, YAML, JSON and `.env` texts, and what their values name.

use super::lexer::Family;
use super::word::{is_env, is_file_name, is_path};
use super::{Found, prose, shift};
use crate::model::mention::MentionKind;

/// Mentions in a settings text.
pub(crate) fn scan(text: &str, family: Family) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match family {
            Family::Json => json_line(line, at, &mut found),
            Family::Yaml => yaml_line(line, at, &mut found),
            _ => toml_line(line, at, &mut found),
        }
        at += line.len();
    }
    found
}

fn is_key_char(c: char) -> bool {
    c.is_alphanumeric() || "_-./".contains(c)
}

/// Keys of a dotted key, one by one.
fn keys(dotted: &str, at: usize, found: &mut Vec<Found>) {
    let mut offset = 0;
    for key in dotted.split(['.', ':', ' ']) {
        let bare = key.trim_matches(['"', '\'', ' ']);
        let lead = key.len() - key.trim_start_matches(['"', '\'', ' ']).len();
        let is_name = bare.starts_with(|c: char| c.is_alphabetic() || c == '_') && bare.chars().all(is_key_char);
        if is_name && !bare.contains('/') {
            let start = at + offset + lead;
            let kind = if is_env(bare) {
                MentionKind::EnvVar
            } else {
                MentionKind::Key
            };
            found.push(Found::new(start..start + bare.len(), kind));
        }
        offset += key.len() + 1;
    }
}

/// What a value names: paths, dotted names, other unmistakable words.
fn value(text: &str, at: usize, found: &mut Vec<Found>) {
    let bare = text.trim().trim_end_matches(',').trim_matches(['"', '\'', '[', ']']);
    let start = text.find(bare).unwrap_or(0);
    let is_folder = bare.starts_with("./") || bare.ends_with('/') || bare.matches('/').count() > 1;
    if is_path(bare) && (is_file_name(bare) || is_folder) && !bare.contains("://") {
        found.push(Found::new(at + start..at + start + bare.len(), MentionKind::Path));
        return;
    }
    found.extend(shift(prose::scan(text), at));
}

/// A comment: a setting that the reader may switch on (`# max-depth = 3`) with its key, or text.
fn comment(body: &str, at: usize, sign: char, found: &mut Vec<Found>) {
    match switched_off(body, sign) {
        Some(key) => keys(&body[key.clone()], at + key.start, found),
        None => found.extend(shift(prose::scan(body), at)),
    }
}

/// Where a comment that is a setting and nothing else has its key: behind the mark and one space at most, in small letters.
/// Behind a colon, words (`# note: see below`) are no value.
fn switched_off(body: &str, sign: char) -> Option<std::ops::Range<usize>> {
    let mark = body.len() - body.trim_start_matches(['#', ';']).len();
    let rest = body[mark..].strip_prefix(' ').unwrap_or(&body[mark..]);
    let start = body.len() - rest.len();
    let end = rest.find(|c: char| !is_key_char(c)).filter(|end| *end > 1)?;
    let key = &rest[..end];
    let behind = rest[end..].trim_start_matches(' ').strip_prefix(sign)?;
    let value = behind.trim();
    let spaced = sign == '=' || behind.starts_with(' ');
    let given = !value.is_empty() && !value.starts_with(sign);
    let told = sign == ':' && value.contains(' ') && !value.starts_with(['"', '\'', '[', '{']);
    let small = key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.contains('/');
    (small && mark == 1 && spaced && given && !told).then_some(start..start + end)
}

fn toml_line(line: &str, at: usize, found: &mut Vec<Found>) {
    let body = line.trim_start();
    let start = at + (line.len() - body.len());
    if body.starts_with(['#', ';']) {
        comment(body, start, '=', found);
        return;
    }
    if let Some(table) = table(body) {
        keys(&body[table.clone()], start + table.start, found);
        return;
    }
    let Some(sign) = assignment(body) else {
        return value(line, at, found);
    };
    let key = body[..sign].trim_end();
    if key.chars().all(|c| is_key_char(c) || "\"' :".contains(c)) {
        keys(key, start, found);
    }
    value(&body[sign + 1..], start + sign + 1, found);
}

/// `[a.b]`, `[[a]]`.
fn table(body: &str) -> Option<std::ops::Range<usize>> {
    let open = body.len() - body.trim_start_matches('[').len();
    let close = body.find(']')?;
    let is_table = (1..=2).contains(&open) && open <= close && !body[open..close].contains([',', '=']);
    is_table.then_some(open..close)
}

/// Offset of the sign between key and value, if the line begins with a key.
fn assignment(body: &str) -> Option<usize> {
    let sign = body.find(['=', ':'])?;
    let key = body[..sign].trim_end();
    let is_key = !key.is_empty() && key.len() < 100 && key.chars().all(|c| is_key_char(c) || "\"' ".contains(c));
    is_key.then_some(sign)
}

fn yaml_line(line: &str, at: usize, found: &mut Vec<Found>) {
    let body = line.trim_start().trim_start_matches("- ").trim_start();
    let start = at + (line.len() - body.len());
    if body.starts_with('#') {
        comment(body, start, ':', found);
        return;
    }
    let Some(colon) = yaml_colon(body) else {
        return value(body, start, found);
    };
    let key = body[..colon].trim_matches(['"', '\'', ' ']);
    let lead = body.find(key).unwrap_or(0);
    let is_name =
        key.starts_with(|c: char| c.is_alphabetic() || c == '_') && key.chars().all(is_key_char) && !key.contains('/');
    if is_name {
        let kind = if is_env(key) {
            MentionKind::EnvVar
        } else {
            MentionKind::Key
        };
        found.push(Found::new(start + lead..start + lead + key.len(), kind));
    }
    value(&body[colon + 1..], start + colon + 1, found);
}

/// The colon behind the key of a YAML line: followed by white space or the end.
fn yaml_colon(body: &str) -> Option<usize> {
    let colon = body.find(':')?;
    let ends_key = body[colon + 1..].starts_with(char::is_whitespace) || body[colon + 1..].is_empty();
    (ends_key && colon > 0 && colon < 100).then_some(colon)
}

fn json_line(line: &str, at: usize, found: &mut Vec<Found>) {
    let mut offset = 0;
    while let Some(open) = line[offset..].find(['"', '\'']).map(|open| open + offset) {
        let quote = &line[open..open + 1];
        let Some(close) = line[open + 1..].find(quote).map(|close| close + open + 1) else {
            break;
        };
        let inner = &line[open + 1..close];
        if line[close + 1..].trim_start().starts_with(':') {
            keys_of_json(inner, at + open + 1, found);
        } else {
            value(inner, at + open + 1, found);
        }
        offset = close + 1;
    }
    let body = line.trim_start();
    let is_bare_key = !body.starts_with(['"', '\'', '/']);
    if let Some(sign) = assignment(body).filter(|_| is_bare_key) {
        keys(&body[..sign], at + (line.len() - body.len()), found);
    }
    if let Some(comment) = line.find("// ").filter(|_| offset == 0) {
        found.extend(shift(prose::scan(&line[comment..]), at + comment));
    }
}

fn keys_of_json(key: &str, at: usize, found: &mut Vec<Found>) {
    let is_name =
        key.starts_with(|c: char| c.is_alphabetic() || c == '_') && key.chars().all(|c| is_key_char(c) || c == '@');
    if is_name && key.contains('.') && !is_file_name(key) {
        // Settings of containers and editors: "package.section.name".
        keys(key, at, found);
    } else if is_name && !key.contains('/') {
        found.push(Found::new(at..at + key.len(), MentionKind::Key));
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, scan};

    fn shown(text: &str, family: Family) -> Vec<String> {
        let found = scan(text, family).into_iter();
        found
            .map(|one| format!("{:?} {}", one.kind, &text[one.range.clone()]))
            .collect()
    }

    #[test]
    fn keys_of_toml_with_their_tables() {
        assert_eq!(
            shown(
                "[tool.abreast]\nfail-on = \"error\" \npaths = [\"src/a.py\"]\n# see max_depth\n",
                Family::Toml
            ),
            [
                "Key tool",
                "Key abreast",
                "Key fail-on",
                "Key paths",
                "Path src/a.py",
                "Name max_depth"
            ]
        );
    }

    #[test]
    fn settings_in_comments_are_settings() {
        let toml = "# max-depth = 3\n#door=1\n; open = true\n# a text = 1\n## wide = 2\n# Door = 1\n# a == b\n";
        let found: Vec<String> = ["max-depth", "door", "open"]
            .iter()
            .map(|key| format!("Key {key}"))
            .collect();
        assert_eq!(shown(toml, Family::Toml), found);
        let yaml = "# max-depth: 3\n# doors: [1, 2]\n# note: see below\n# see:below\n# list:\n";
        assert_eq!(shown(yaml, Family::Yaml), ["Key max-depth", "Key doors"]);
    }

    #[test]
    fn keys_of_yaml_and_json() {
        assert_eq!(
            shown(
                "page_title: x\n- uses: a/b@v1\n  env:\n    API_KEY: 1\nurl: http://a_b.c\n",
                Family::Yaml
            ),
            ["Key page_title", "Key uses", "Key env", "EnvVar API_KEY", "Key url"]
        );
        assert_eq!(
            shown("{\"maxDepth\": 3, \"file\": \"src/a.rs\"}\n", Family::Json),
            ["Key maxDepth", "Key file", "Path src/a.rs"]
        );
        assert_eq!(
            shown("{\"shop.cart.maxDepth\": 3, \"a.json\": 1}\n", Family::Json),
            ["Key shop", "Key cart", "Key maxDepth", "Key a.json"]
        );
    }
}
