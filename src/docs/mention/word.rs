//! What a single word looks like: snake case, camel case, a flag, a path, an environment variable.

use super::super::vocabulary::{is_brand, is_dotted_word, is_file_extension};
use super::Found;
use crate::model::mention::MentionKind;
use std::ops::Range;

/// Whether a character may begin an identifier.
pub(crate) fn is_ident_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

/// Whether a character may stand in an identifier.
pub(crate) fn is_ident_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Whether a word is an identifier.
pub(crate) fn is_identifier(word: &str) -> bool {
    word.starts_with(is_ident_start) && word.chars().all(is_ident_char)
}

/// `snake_case` with letters on both sides of an underscore.
pub(crate) fn is_snake(word: &str) -> bool {
    let inner = word.trim_matches('_');
    inner.contains('_') && word.is_ascii() && is_identifier(word) && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// `camelCase`, `CamelCase`, `HTTPError`; not `Word`, `IDs`, `API`.
pub(crate) fn is_camel(word: &str) -> bool {
    if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let bytes = word.as_bytes();
    let inner_capital = bytes
        .windows(2)
        .any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    // `HTTPError`: an acronym, then a word.
    let acronym_first = bytes
        .windows(5)
        .any(|five| five[..3].iter().all(u8::is_ascii_uppercase) && five[3..].iter().all(u8::is_ascii_lowercase));
    (inner_capital && word.len() > 3 || acronym_first) && bytes[0].is_ascii_alphabetic() && !is_brand(word)
}

/// `ENV_LIKE`: capitals with an inner underscore.
pub(crate) fn is_env(word: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    is_snake(word) && word.bytes().all(allowed)
}

/// `kebab-case`: identifiers joined by single dashes.
pub(crate) fn is_kebab(word: &str) -> bool {
    word.contains('-')
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
}

/// Whether a word is a file name by its extension: `setup.py`.
pub(crate) fn is_file_name(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or_default();
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return false;
    };
    let is_name = |c: char| c.is_alphanumeric() || "_-.+@".contains(c);
    is_file_extension(extension) && (stem.is_empty() || stem.chars().all(is_name)) && !is_dotted_word(name)
}

/// Whether a word with at least one `/` is a path: no host, no MIME type, no empty parts.
pub(crate) fn is_path(word: &str) -> bool {
    let body = word
        .trim_start_matches("./")
        .trim_start_matches("~/")
        .trim_start_matches('/')
        .trim_end_matches('/');
    let allowed = |c: char| c.is_alphanumeric() || "_-.+@~".contains(c);
    let parts_are_names = body
        .split('/')
        .all(|part| !part.is_empty() && part.chars().all(allowed));
    word.contains('/') && parts_are_names && !is_host(body) && !is_mime(body) && body.chars().any(char::is_alphabetic)
}

fn is_host(path: &str) -> bool {
    let Some((first, _)) = path.split_once('/') else {
        return false;
    };
    let Some((name, domain)) = first.rsplit_once('.') else {
        return false;
    };
    let domains = [
        "com",
        "org",
        "io",
        "dev",
        "net",
        "de",
        "fr",
        "uk",
        "eu",
        "app",
        "ai",
        "sh",
        "rs",
        "cloud",
        "co",
        "edu",
        "gov",
        "me",
        "tv",
        "so",
        "gg",
        "localhost",
    ];
    !name.is_empty() && domains.contains(&domain)
}

fn is_mime(path: &str) -> bool {
    let types = [
        "application",
        "text",
        "image",
        "audio",
        "video",
        "multipart",
        "font",
        "message",
    ];
    match path.split_once('/') {
        Some((first, rest)) => types.contains(&first) && !rest.contains('/') && !is_file_name(rest),
        None => false,
    }
}

/// `package.module:name`: an object as settings and entry points write it.
pub(crate) fn is_entry_point(word: &str) -> bool {
    let Some((module, name)) = word.split_once(':') else {
        return false;
    };
    module.contains('.') && module.split('.').all(is_identifier) && name.split('.').all(is_identifier)
}

/// The extras that a requirement asks for: `package[one,two]`, each with the package as its owner. Where it is not known that
/// a package is installed, what looks like a name by itself is none: `list[OldType]`.
pub(crate) fn extras(word: &str, at: usize, installed: bool) -> Vec<Found> {
    let Some((package, rest)) = word.split_once('[') else {
        return Vec::new();
    };
    let package = package.trim_start_matches(['"', '\'']);
    let is_name = |name: &str| is_identifier(name) || is_kebab(name);
    let Some((list, behind)) = rest.split_once(']') else {
        return Vec::new();
    };
    let ends = behind.is_empty() || behind.starts_with(['"', '\'', '=', '<', '>', '~', '!', ' ']);
    if !is_name(package) || !ends || !list.split(',').all(|extra| is_name(extra.trim())) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = at + (word.len() - rest.len());
    for extra in list.split(',') {
        let from = start + (extra.len() - extra.trim_start().len());
        let name = extra.trim();
        if installed || !is_snake(name) && !is_camel(name) {
            let mut one = Found::new(from..from + name.len(), MentionKind::Key);
            one.owner = vec![package.to_owned()];
            found.push(one);
        }
        start += extra.len() + 1;
    }
    found
}

/// Splits a name at `.`, `::`, `#` and `->`.
pub(crate) fn split_name(name: &str) -> Vec<String> {
    let parts = name
        .split(['.', ':', '#', '>', '?', '!'])
        .map(|part| part.trim_end_matches('-'));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Mentions of a flag word: `--[no-]x` names two. `word` begins with a dash; the value is cut off.
pub(crate) fn flags(word: &str, at: usize) -> Vec<Found> {
    let Some(range) = flag_range(word) else {
        return Vec::new();
    };
    let flag = &word[range.clone()];
    if let Some(member) = flag.strip_prefix("--").filter(|name| is_trait(name)) {
        let range = at + range.start + 2..at + range.end;
        return vec![Found::new(range, MentionKind::Name).with_parts(split_name(member))];
    }
    let range = at + range.start..at + range.end;
    let Some(start) = flag.find("[no-]") else {
        return vec![Found::new(range, MentionKind::Flag)];
    };
    let (front, back) = (&flag[..start], &flag[start + "[no-]".len()..]);
    [format!("{front}{back}"), format!("{front}no-{back}")]
        .into_iter()
        .map(|text| {
            let mut found = Found::new(range.clone(), MentionKind::Flag);
            found.text = Some(text);
            found
        })
        .collect()
}

/// `Shop.max_carts`: a member of a class that is set by a flag, as programs built on traitlets have them.
fn is_trait(name: &str) -> bool {
    let parts = name.split_once('.');
    parts.is_some_and(|(class, member)| is_camel(class) && is_identifier(member))
}

/// The flag at the begin of a word: `--name`, `-x`, without value.
fn flag_range(word: &str) -> Option<Range<usize>> {
    let name = word.trim_start_matches('-');
    let dashes = word.len() - name.len();
    let first = name.strip_prefix("[no-]").unwrap_or(name).chars().next()?;
    let begins_well = first.is_ascii_alphabetic() || dashes == 1 && first.is_ascii_digit();
    if !(1..=2).contains(&dashes) || !begins_well {
        return None;
    }
    let skip = if name.starts_with("[no-]") { "[no-]".len() } else { 0 };
    let is_flag_char = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let length = name[skip..].find(|c| !is_flag_char(c)).unwrap_or(name.len() - skip);
    let text = name[..skip + length].trim_end_matches(['-', '.', '_']);
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    (!text.is_empty() && !digits_only).then(|| 0..dashes + text.len())
}

#[cfg(test)]
mod tests {
    use super::{extras, flags, is_camel, is_env, is_kebab, is_path, is_snake, split_name};

    #[test]
    fn words_are_told_apart_by_their_looks() {
        assert!(is_snake("snake_case") && is_snake("__x_y") && !is_snake("_x") && !is_snake("word"));
        for word in ["NetRCAuth", "closeAll", "HTTPError", "DaskExecutor", "AsyncClient"] {
            assert!(is_camel(word), "{word}");
        }
        for word in ["GitHub", "Word", "IDs", "API", "PyPI", "APIs", "WebSockets", "McX"] {
            assert!(!is_camel(word), "{word}");
        }
        assert!(is_env("SSL_CERT_FILE") && !is_env("PATH") && !is_env("Ssl_X"));
        assert!(is_kebab("max-line-length") && !is_kebab("a--b") && !is_kebab("-a"));
    }

    #[test]
    fn paths_are_no_hosts_and_no_mime_types() {
        assert!(is_path("src/pay/client.py") && is_path("docs/") && is_path("./a/b") && is_path("/etc/x.conf"));
        assert!(
            !is_path("example.com/x.html") && !is_path("application/json") && !is_path("a//b") && !is_path("a b/c")
        );
    }

    #[test]
    fn flags_lose_their_values_and_optional_negations_are_two() {
        let texts = |word: &str| {
            let found = flags(word, 0).into_iter();
            found
                .map(|one| one.text.unwrap_or_else(|| word[one.range].to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("--depth=5"), ["--depth"]);
        assert_eq!(texts("--[no-]color,"), ["--color", "--no-color"]);
        assert_eq!(texts("-x"), ["-x"]);
        assert_eq!(texts("--OpenCart.max_size=3"), ["OpenCart.max_size"]);
        assert!(texts("--").is_empty() && texts("---").is_empty() && texts("-1").is_empty());
    }

    #[test]
    fn extras_stand_in_the_brackets_of_a_requirement() {
        let shown = |text: &str| {
            extras(text, 0, false)
                .into_iter()
                .map(|one| (one.range.clone(), one.owner.join("/")))
        };
        let owner = || "tool".to_owned();
        assert!(shown("'tool[fast,web-ui]>=2'").eq([(6..10, owner()), (11..17, owner())]));
        let none = |text: &str| extras(text, 0, false).is_empty();
        assert!(none("list[OldType]"), "it is a name by itself");
        assert!(none("items[0]") && none("a.b[c]") && none("tool[]"));
        let installed = extras("\"tool[big_door]\"", 0, true);
        assert!(
            installed
                .iter()
                .any(|one| one.range == (6..14) && one.owner == ["tool"])
        );
    }

    #[test]
    fn names_are_split_at_every_separator() {
        assert_eq!(split_name("a::b.C#d"), ["a", "b", "C", "d"]);
        assert_eq!(split_name("this->x"), ["this", "x"]);
    }
}
