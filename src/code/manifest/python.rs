//! What the manifests of Python say: `pyproject.toml`, `setup.cfg`, `setup.py`, lists of requirements.

use super::{at, table, text_at};
use toml::{Table, Value};

pub(super) fn pyproject_name(text: &str) -> Option<String> {
    let manifest = table(text);
    text_at(&manifest, &["project", "name"]).or_else(|| text_at(&manifest, &["tool", "poetry", "name"]))
}

pub(super) fn pyproject_dependencies(text: &str) -> Vec<String> {
    let manifest = table(text);
    let mut listed: Vec<&Value> = at(&manifest, &["project", "dependencies"]).into_iter().collect();
    for keys in [
        &["project", "optional-dependencies"][..],
        &["dependency-groups"],
        &["tool", "pdm", "dev-dependencies"],
    ] {
        listed.extend(
            at(&manifest, keys)
                .and_then(Value::as_table)
                .into_iter()
                .flat_map(Table::values),
        );
    }
    let strings = listed
        .into_iter()
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(Value::as_str);
    let mut names = requirement_names(&strings.map(str::to_owned).collect::<Vec<_>>());
    for keys in [
        &["tool", "poetry", "dependencies"][..],
        &["tool", "poetry", "dev-dependencies"],
        &["packages"],
        &["dev-packages"],
    ] {
        names.extend(
            at(&manifest, keys)
                .and_then(Value::as_table)
                .into_iter()
                .flat_map(Table::keys)
                .cloned(),
        );
    }
    let groups = at(&manifest, &["tool", "poetry", "group"])
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(Table::values);
    let grouped = groups.filter_map(|group| group.get("dependencies")?.as_table());
    names.extend(grouped.flat_map(Table::keys).cloned());
    names.retain(|name| name != "python");
    names
}

/// The value of a `key = value` line.
pub(super) fn line_value(text: &str, key: &str) -> Option<String> {
    let values = text
        .lines()
        .filter_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
    values.map(|value| value.trim().to_owned()).next()
}

/// The indented lines below every key of setup.cfg that speaks of requirements.
pub(super) fn setup_cfg_requirements(text: &str) -> Vec<String> {
    let mut within = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            within = line.contains("extras_require");
        } else if !line.starts_with([' ', '\t']) && line.contains('=') && !line.contains("==") {
            within = line.contains("_requires") || (within && !line.contains('['));
        } else if within {
            found.push(line.trim().to_owned());
        }
    }
    found
}

pub(super) fn quoted_after(text: &str, key: &str) -> Option<String> {
    let rest = text.split_once(key)?.1.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next().map(str::to_owned)
}

/// Quoted strings that look like a requirement: a name, then a version or nothing.
pub(super) fn quoted_strings(text: &str) -> Vec<String> {
    let Some((_, rest)) = text.split_once("_require") else {
        return Vec::new();
    };
    let parts = rest.split(['"', '\'']).skip(1).step_by(2);
    let versioned = parts.filter(|part| part.contains(['=', '>', '<', '~']));
    let listed = text.split("_require").skip(1).flat_map(listed_strings);
    versioned.map(str::to_owned).chain(listed).collect()
}

/// The strings of the list behind `install_requires=`, or of the lists of the dictionary behind `extras_require=`.
fn listed_strings(behind: &str) -> Vec<String> {
    let value = behind.trim_start_matches('s').trim_start();
    let Some(value) = value.strip_prefix('=').map(str::trim_start) else {
        return Vec::new();
    };
    let mut depth = 0;
    let mut strings = Vec::new();
    let mut letters = value.char_indices();
    while let Some((at, c)) = letters.next() {
        match c {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth -= 1,
            '"' | '\'' => {
                let Some((end, _)) = letters.by_ref().find(|(_, close)| *close == c) else {
                    break;
                };
                if !value[end + 1..].trim_start().starts_with(':') {
                    strings.push(value[at + 1..end].to_owned());
                }
            }
            _ => {}
        }
        if depth <= 0 {
            break;
        }
    }
    strings
}

/// The names at the start of requirement lines (`requests[socks]>=2; python_version > "3"`).
pub(super) fn requirement_names(lines: &[String]) -> Vec<String> {
    let name = |line: &String| {
        let line = line.trim();
        let end = line
            .find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))
            .unwrap_or(line.len());
        let follows = line[end..].trim_start();
        let plain = follows.is_empty() || follows.starts_with(['=', '>', '<', '~', '!', '[', ';', '#', '@', '(']);
        (end > 1 && plain && line.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| line[..end].to_owned())
    };
    lines.iter().filter_map(name).collect()
}

/// The programs that `[project.scripts]` and the like of a `pyproject.toml` make.
pub(super) fn pyproject_programs(text: &str) -> Vec<String> {
    let manifest = table(text);
    let tables = [
        &["project", "scripts"][..],
        &["project", "gui-scripts"],
        &["tool", "poetry", "scripts"],
    ];
    let tables = tables
        .into_iter()
        .filter_map(|keys| at(&manifest, keys).and_then(Value::as_table));
    tables.flat_map(Table::keys).cloned().collect()
}

/// The programs that the entry points of a `setup.py` or `setup.cfg` make: `name = package.module:main`.
pub(super) fn entry_programs(text: &str) -> Vec<String> {
    let Some((_, rest)) = text.split_once("console_scripts") else {
        return Vec::new();
    };
    // In a `setup.cfg` another section may follow.
    let rest = rest.split("\n[").next().unwrap_or(rest);
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    let is_place = |place: &str| {
        let named = place.chars().all(|c| c.is_alphanumeric() || "_.:".contains(c));
        named && place.contains(':')
    };
    let entries = rest.split(['\n', '"', '\'', ',']).skip(1);
    let entries = entries.map(|entry| entry.trim_matches([' ', '\t', '[', ']', '=', ':', '(', '{']));
    entries
        .take_while(|entry| !entry.ends_with(['}', ')']))
        .filter_map(|entry| entry.split_once('='))
        .filter(|(_, place)| is_place(place.trim()))
        .map(|(name, _)| name.trim())
        .filter(is_name)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{entry_programs, pyproject_programs};

    #[test]
    fn programs_are_named_by_their_entries() {
        let text = "[project.scripts]\nshop = 'shop.cli:main'\n[tool.poetry.scripts]\ncart = 'shop.cart:main'\n";
        assert_eq!(pyproject_programs(text), ["shop", "cart"]);
        let text =
            "setup(entry_points={'console_scripts': ['shop = shop.cli:main', \"cart=shop.cart:main\"]}, a='b=c')";
        assert_eq!(entry_programs(text), ["shop", "cart"]);
        let text = "[options.entry_points]\nconsole_scripts =\n    shop = shop.cli:main\n\n[flake8]\nper-file-ignores = a.py:E501\n";
        assert_eq!(entry_programs(text), ["shop"]);
    }
}
