//! Adds an entry to a YAML file by inserting lines, so that comments and layout stay. What comes of it is parsed, and has to be what
//! was there and the entry, and nothing else; otherwise there is no result.

use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::{Yaml, YamlLoader};

/// Aliases are written out when a file is loaded; no file has more than this many values then.
const MAX_VALUES: usize = 100_000;
/// Loading is recursive.
const MAX_DEPTH: usize = 64;

/// What is added, and where.
pub(super) enum Entry<'a> {
    /// An item of the list at this path of keys. The first line begins with the dash.
    Item(&'a [&'a str], &'a [&'a str]),
    /// A key and its value in the mapping at this path of keys.
    Key(&'a [&'a str], &'a [&'a str]),
}

/// The text with the entry; `None` when that cannot be done for certain.
pub(super) fn with(text: &str, entry: &Entry<'_>) -> Option<String> {
    let before = load(text)?;
    let (path, lines) = match entry {
        Entry::Item(path, lines) | Entry::Key(path, lines) => (*path, *lines),
    };
    let added = load(&lines.join("\n"))?;
    let expected = expect(&before, path, &added)?;
    let (at, indent) = place(text, path)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut whole = text[..at].to_owned();
    if !whole.is_empty() && !whole.ends_with('\n') {
        whole.push_str(end);
    }
    for line in lines {
        whole.push_str(&" ".repeat(indent));
        whole.push_str(line);
        whole.push_str(end);
    }
    whole.push_str(&text[at..]);
    (load(&whole)? == expected).then_some(whole)
}

/// The only document of a text. Not what would be too deep or too much.
pub(super) fn load(text: &str) -> Option<Yaml> {
    if !is_harmless(text) {
        return None;
    }
    let mut documents = YamlLoader::load_from_str(text).ok()?.into_iter();
    let first = documents.next()?;
    documents.next().is_none().then_some(first)
}

/// Whether loading a text takes little, its aliases written out.
fn is_harmless(text: &str) -> bool {
    let mut parser = Parser::new_from_str(text);
    // For each open value its anchor and how many values it holds so far.
    let mut open: Vec<(usize, usize)> = vec![(0, 0)];
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    loop {
        let Ok((event, _)) = parser.next_token() else {
            return false;
        };
        let closed = match event {
            Event::StreamEnd => return true,
            Event::Scalar(_, _, anchor, _) => (anchor, 1),
            Event::Alias(anchor) => {
                let of = |(known, size): &(usize, usize)| (*known == anchor).then_some(*size);
                (0, sizes.iter().rev().find_map(of).unwrap_or(1))
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                open.push((anchor, 1));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().unwrap_or_default(),
            _ => continue,
        };
        if closed.0 > 0 {
            sizes.push(closed);
        }
        let Some(around) = open.last_mut() else { return false };
        around.1 += closed.1;
        if around.1 > MAX_VALUES || open.len() > MAX_DEPTH || sizes.len() > MAX_VALUES {
            return false;
        }
    }
}

/// What the file has to say with the entry in it.
fn expect(before: &Yaml, path: &[&str], added: &Yaml) -> Option<Yaml> {
    let mut whole = before.clone();
    let mut here = &mut whole;
    for key in path {
        let Yaml::Hash(map) = here else { return None };
        here = map.get_mut(&Yaml::String((*key).to_owned()))?;
    }
    match (here, added) {
        (Yaml::Array(list), Yaml::Array(items)) => list.extend(items.iter().cloned()),
        (Yaml::Hash(map), Yaml::Hash(new)) => {
            for (key, value) in new {
                if map.insert(key.clone(), value.clone()).is_some() {
                    return None;
                }
            }
        }
        _ => return None,
    }
    Some(whole)
}

/// A line of the file: where it begins, how far it is indented, and what it says; nothing when it is blank or a comment.
struct Line<'a> {
    start: usize,
    indent: usize,
    says: &'a str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let of = |whole: &'_ str| {
        let at = start;
        start += whole.len();
        (at, whole.len() - whole.trim_start_matches(' ').len())
    };
    let found = text.split_inclusive('\n').zip(text.split_inclusive('\n').map(of));
    let read = found.map(|(whole, (start, indent))| {
        let says = whole.trim();
        let says = if says.starts_with('#') { "" } else { says };
        Line { start, indent, says }
    });
    read.collect()
}

/// Where the block at a path ends, and how far its entries are indented. Judged by the lines; whoever calls checks what comes of it.
fn place(text: &str, path: &[&str]) -> Option<(usize, usize)> {
    let lines = lines(text);
    let mut from = 0;
    let mut until = lines.len();
    let mut indent = 0;
    for key in path {
        let is_key = |line: &Line<'_>| line.indent == indent && is_key(line.says, key);
        let at = (from..until).find(|at| lines.get(*at).is_some_and(is_key))?;
        let outer = indent;
        let inside = |line: &Line<'_>| line.indent > outer || (line.indent == outer && is_item(line.says));
        from = at + 1;
        let first = (from..until).find(|at| lines.get(*at).is_some_and(|line| !line.says.is_empty()))?;
        indent = lines.get(first).filter(|line| inside(line))?.indent;
        let ends = |line: &Line<'_>| !line.says.is_empty() && !inside(line);
        until = (from..until)
            .find(|at| lines.get(*at).is_some_and(ends))
            .unwrap_or(until);
    }
    // Behind the last line that says something: comments after it may belong to what follows.
    let last = (from..until)
        .rev()
        .find(|at| lines.get(*at).is_some_and(|line| !line.says.is_empty()))?;
    Some((lines.get(last + 1).map_or(text.len(), |line| line.start), indent))
}

fn is_key(says: &str, key: &str) -> bool {
    let quoted = [key.to_owned(), format!("\"{key}\""), format!("'{key}'")];
    let rest = quoted.iter().find_map(|key| says.strip_prefix(key.as_str()));
    rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

fn is_item(says: &str) -> bool {
    says == "-" || says.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::{Entry, load, with};

    const NEW: &[&str] = &["- repo: local", "  hooks:", "    - id: new"];

    fn added(text: &str) -> Option<String> {
        with(text, &Entry::Item(&["repos"], NEW))
    }

    #[test]
    fn an_item_goes_to_the_end_of_its_list_as_it_is_indented() {
        let text = "# top\nrepos:\n  - repo: a # one\n    hooks:\n      - id: x\n\n# about ci\nci:\n  skip: [x]\n";
        let new = "  - repo: local\n    hooks:\n      - id: new\n";
        assert_eq!(
            added(text).unwrap(),
            text.replacen("id: x\n", &format!("id: x\n{new}"), 1)
        );
        let flush = "repos:\n- repo: a\n  hooks:\n  - id: x";
        let new = "\n- repo: local\n  hooks:\n    - id: new\n";
        assert_eq!(added(flush).unwrap(), format!("{flush}{new}"));
    }

    #[test]
    fn ends_of_lines_stay_what_they_are() {
        let text = "repos:\r\n  - repo: a\r\n    hooks: []\r\n";
        assert!(!added(text).unwrap().replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn text_that_looks_like_the_end_of_a_list_is_none() {
        let text = "repos:\n  - repo: local\n    hooks:\n      - entry: |\n          # no comment\n          repos:\n            - x\n";
        assert!(added(text).unwrap().starts_with(text));
    }

    #[test]
    fn what_cannot_be_done_for_certain_is_not_done() {
        for text in [
            "",
            "repos: []\n",
            "repos: [{repo: a}]\n",
            "repos: 7\n",
            "other: 1\n",
            "- a\n",
            "repos:\n",
            "repos:\n  - a\n---\nb: 1\n",
            "repos: *x\n",
            "repos:\n\t- a\n",
            "repos: &a\n  - x\ncopy: *a\n",
        ] {
            assert_eq!(added(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_goes_to_the_end_of_its_mapping_and_never_over_another() {
        let text = "pre-commit:\n  parallel: true\n  commands:\n    a:\n      run: x\npre-push:\n  commands: {}\n";
        let new: &[&str] = &["new:", "  run: y"];
        let path: &[&str] = &["pre-commit", "commands"];
        let whole = with(text, &Entry::Key(path, new)).unwrap();
        assert_eq!(whole, text.replacen("run: x\n", "run: x\n    new:\n      run: y\n", 1));
        assert_eq!(with(&whole, &Entry::Key(path, new)), None);
    }

    #[test]
    fn a_small_file_that_is_a_large_one_is_not_loaded() {
        let mut bomb = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let before = format!("*a{}", level - 1);
            bomb += &format!("b{level}: &a{level} [{}]\n", [before.as_str(); 10].join(", "));
        }
        assert_eq!(load(&bomb), None);
        assert_eq!(load(&"[".repeat(100_000)), None);
        assert_eq!(load(&format!("{}{}", "[".repeat(100), "]".repeat(100))), None);
        assert_eq!(load(&"- ".repeat(100_000)), None);
    }
}
