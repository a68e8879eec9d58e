//! A pattern of an attributes file in the form in which it is asked: plain ones by look-up, others as a regular expression.
//!
//! Meant as git means it: without a slash it is asked of the file name, else of the path from the folder; a pattern for
//! folders (`dir/`) names no file, and `!pattern` is not allowed.

/// What a pattern asks of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// The file name: `Makefile`.
    Name(String),
    /// The end of the file name, from a dot: `*.js`.
    Ending(String),
    /// The whole path: `/src/a.c`.
    Path(String),
    /// Everything below a folder: `lib/**`; all with the empty folder.
    Tree(String),
    /// Anything else, as a regular expression over bytes.
    Wild(String),
}

/// What makes a pattern more than plain text.
const SPECIAL: [char; 4] = ['*', '?', '[', '\\'];

impl Shape {
    /// The shape of a pattern; `None` when it names no file.
    pub(super) fn of(pattern: &str) -> Option<Self> {
        if pattern.is_empty() || pattern.starts_with('!') || pattern.ends_with('/') {
            return None;
        }
        if !pattern.contains('/') {
            return Self::of_name(pattern);
        }
        let path = pattern.strip_prefix('/').unwrap_or(pattern);
        if plain(path) {
            return Some(Self::Path(path.to_owned()));
        }
        match path.strip_suffix("/**").or_else(|| (path == "**").then_some("")) {
            Some(tree) if plain(tree) => Some(Self::Tree(tree.to_owned())),
            _ => Some(Self::Wild(format!("^{}$", regex_of(path.as_bytes(), true)?))),
        }
    }

    fn of_name(pattern: &str) -> Option<Self> {
        if plain(pattern) {
            return Some(Self::Name(pattern.to_owned()));
        }
        match pattern.strip_prefix('*') {
            Some("" | "*") => Some(Self::Tree(String::new())),
            Some(ending) if ending.starts_with('.') && plain(ending) => Some(Self::Ending(ending.to_owned())),
            _ => Some(Self::Wild(format!(
                "^(?:.*/)?{}$",
                regex_of(pattern.as_bytes(), false)?
            ))),
        }
    }
}

fn plain(text: &str) -> bool {
    !text.contains(SPECIAL)
}

/// The regular expression of a pattern; `None` when it can match nothing.
fn regex_of(pattern: &[u8], is_path: bool) -> Option<String> {
    let mut regex = String::new();
    let mut at = 0;
    while let Some(&byte) = pattern.get(at) {
        at += match byte {
            b'*' => stars(pattern, at, is_path, &mut regex),
            b'?' => push("[^/]", 1, &mut regex),
            b'[' => class(&pattern[at..], &mut regex)?,
            b'\\' => {
                literal(*pattern.get(at + 1)?, &mut regex);
                2
            }
            byte => {
                literal(byte, &mut regex);
                1
            }
        };
    }
    Some(regex)
}

fn push(text: &str, taken: usize, regex: &mut String) -> usize {
    regex.push_str(text);
    taken
}

/// A run of stars, and the slash behind it where it stands for folders. Returns how much of the pattern that is.
fn stars(pattern: &[u8], at: usize, is_path: bool, regex: &mut String) -> usize {
    let run = pattern[at..].iter().take_while(|&&byte| byte == b'*').count();
    // Git takes the plain beginning of a pattern off before it looks, so that stars behind it begin one too.
    let begins = pattern[..at].last() == Some(&b'/') || !pattern[..at].iter().any(|byte| b"*?[\\".contains(byte));
    match pattern.get(at + run) {
        _ if run == 1 || !is_path || !begins => push("[^/]*", run, regex),
        None => push(".*", run, regex),
        Some(b'/') => {
            // A run of such folders says no more than one of them.
            let folders = "(?:.*/)?";
            push(if regex.ends_with(folders) { "" } else { folders }, run + 1, regex)
        }
        Some(_) => push("[^/]*", run, regex),
    }
}

fn literal(byte: u8, regex: &mut String) {
    if byte.is_ascii_alphanumeric() {
        regex.push(char::from(byte));
    } else {
        regex.push_str(&format!("\\x{byte:02X}"));
    }
}

/// A class in brackets. Returns how much of the pattern it takes; `None` when it is not closed or holds nothing.
fn class(pattern: &[u8], regex: &mut String) -> Option<usize> {
    let mut at = 1;
    let negated = matches!(pattern.get(at)?, b'!' | b'^');
    at += usize::from(negated);
    let first = at;
    let mut members = String::new();
    while *pattern.get(at)? != b']' || at == first {
        at += member(&pattern[at..], &mut members)?;
    }
    match (negated, members.is_empty()) {
        (true, _) => regex.push_str(&format!("[^/{members}]")),
        (false, true) => return None,
        (false, false) => regex.push_str(&format!("[{members}&&[^/]]")),
    }
    Some(at + 1)
}

/// The names of classes that git knows.
const CLASSES: [&str; 12] = [
    "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit",
];

/// One member of a class: a byte, a range or a named class. Returns how much of the pattern it takes.
fn member(pattern: &[u8], members: &mut String) -> Option<usize> {
    if let Some(rest) = pattern.strip_prefix(b"[:") {
        let end = rest.windows(2).position(|pair| pair == b":]");
        if let Some(end) = end {
            let name = std::str::from_utf8(&rest[..end]).ok()?;
            // As git: a name nobody knows spoils the whole pattern.
            CLASSES.contains(&name).then_some(())?;
            members.push_str(&format!("[:{name}:]"));
            return Some(end + 4);
        }
    }
    let (low, taken) = one(pattern)?;
    let range = pattern.get(taken) == Some(&b'-') && pattern.get(taken + 1).is_some_and(|&byte| byte != b']');
    if !range {
        literal(low, members);
        return Some(taken);
    }
    let (high, more) = one(&pattern[taken + 1..])?;
    if low <= high {
        literal(low, members);
        members.push('-');
        literal(high, members);
    }
    Some(taken + 1 + more)
}

/// A byte of a class, which a backslash may hold.
fn one(pattern: &[u8]) -> Option<(u8, usize)> {
    match *pattern.first()? {
        b'\\' => Some((*pattern.get(1)?, 2)),
        byte => Some((byte, 1)),
    }
}
