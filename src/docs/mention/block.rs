//! Code blocks: chooses how to read one by its language and its looks, and separates what is typed from what is printed.

use super::guess::guess;
use super::imports::{self, Import};
use super::lexer::Family;
use super::word::{flags, is_file_name, is_ident_char, is_path};
use super::{Found, code, help, prose, settings, shell};
use crate::model::mention::MentionKind;

/// What a code block holds.
#[derive(Default)]
pub(crate) struct Block {
    /// Whether it shows output only.
    pub(crate) output: bool,
    /// Its mentions.
    pub(crate) found: Vec<Found>,
    /// Unmistakable names in what is printed, not typed.
    pub(crate) printed: Vec<Found>,
    /// Names it imports.
    pub(crate) imports: Vec<Import>,
}

/// Reads a code block of a language (lower-case; may be empty).
pub(crate) fn scan(text: &str, language: &str) -> Block {
    let family = match language.is_empty() {
        true => guess(text),
        false => Family::of(language),
    };
    if let Some(typed) = typed_lines(text, family) {
        let (code, family) = match typed {
            Typed::Python(code) => (code, Family::Python),
            Typed::Shell(code) => (code, Family::Shell),
        };
        let typed = code.lines().find(|line| !line.trim().is_empty());
        let printed = printed(&untyped_lines(text, &code), typed);
        return Block {
            printed,
            ..read(&code, family)
        };
    }
    match family {
        Family::Output => Block {
            printed: printed(text, None),
            ..output()
        },
        Family::Diff => read(&without_removed_lines(text), Family::General),
        family => read(text, family),
    }
}

fn output() -> Block {
    Block {
        output: true,
        ..Block::default()
    }
}

fn read(text: &str, family: Family) -> Block {
    let imports = imports::scan(text, family);
    let mut found = match family {
        Family::Shell => shell::scan(text),
        Family::Toml | Family::Yaml | Family::Json | Family::Env => settings::scan(text, family),
        Family::Markup => markup(text),
        family => code::scan(&blanked(text, &imports.read), family),
    };
    if family == Family::General {
        found.extend(bare_flags(text));
    }
    if matches!(family, Family::General | Family::Shell) {
        found.extend(help::usages(text));
    }
    found.extend(imports.found);
    Block {
        output: false,
        found,
        printed: Vec::new(),
        imports: imports.imports,
    }
}

/// Flags in text of no known language: settings of programs that take arguments, lines of made-up commands.
fn bare_flags(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if word.starts_with("--") {
            found.extend(flags(word, at));
        }
        at += word.len();
    }
    found
}

/// Names in sample output that cannot be ordinary words, and the flags of printed help texts.
fn printed(text: &str, typed: Option<&str>) -> Vec<Found> {
    let named = |found: &Found| matches!(found.kind, MentionKind::Name | MentionKind::Call);
    let mut found: Vec<Found> = prose::scan(text).into_iter().filter(named).collect();
    found.extend(help::printed(text, typed));
    found
}

/// The lines of a session that were not typed, the others blank.
fn untyped_lines(text: &str, typed: &str) -> String {
    let lines = text.split_inclusive('\n').zip(typed.split_inclusive('\n'));
    lines
        .map(|(line, typed)| blank_to(line, typed.trim().is_empty().then_some(0)))
        .collect()
}

/// The text with spaces in these ranges, all offsets kept.
fn blanked(text: &str, ranges: &[std::ops::Range<usize>]) -> String {
    if ranges.is_empty() {
        return text.to_owned();
    }
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        for byte in bytes.get_mut(range.clone()).into_iter().flatten() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// What stands behind prompts.
enum Typed {
    Python(String),
    Shell(String),
}

/// For sessions: the typed lines, the others blank. `None` when the block is no session.
fn typed_lines(text: &str, family: Family) -> Option<Typed> {
    let starts = |mark: &str| text.lines().any(|line| line.trim_start().starts_with(mark));
    let may_be_python = matches!(family, Family::Python | Family::General | Family::Output);
    if may_be_python && (starts(">>> ") || starts("In [")) {
        return Some(Typed::Python(session_of(text, family)));
    }
    let may_be_shell = matches!(family, Family::Shell | Family::General | Family::Output);
    if may_be_shell && text.lines().any(|line| shell_prompt(line).is_some()) {
        return Some(Typed::Shell(session_lines(text)));
    }
    // Without any prompt all of it is meant to be typed.
    None
}

/// The typed lines of a Python session; what stands before its first prompt is code too, for nothing was printed yet. Where
/// such code is, the session stands in a docstring, and definitions go on behind it.
fn session_of(text: &str, family: Family) -> String {
    let mut typed = keep_lines(text, python_prompt);
    let first = typed.find(|c: char| !c.is_whitespace()).unwrap_or_default();
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    if family == Family::Python {
        if !text[..start].trim().is_empty() {
            typed = keep_lines(text, |line| python_prompt(line).or_else(|| defines(line).then_some(0)));
        }
        typed.replace_range(..start, &text[..start]);
    }
    typed
}

/// Whether a line begins a definition of Python.
fn defines(line: &str) -> bool {
    ["def ", "async def ", "class ", "@"]
        .iter()
        .any(|word| line.trim_start().starts_with(word))
}

/// Keeps the lines with a prompt, without it; spaces for all else.
fn keep_lines(text: &str, prompt: fn(&str) -> Option<usize>) -> String {
    let kept = text.split_inclusive('\n').map(|line| blank_to(line, prompt(line)));
    kept.collect()
}

/// Blanks the first `from` bytes of a line, or all of it.
fn blank_to(line: &str, from: Option<usize>) -> String {
    let end = line.trim_end_matches(['\n', '\r']).len();
    let from = from.unwrap_or(end).min(end);
    " ".repeat(from) + &line[from..]
}

fn python_prompt(line: &str) -> Option<usize> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let notebook = body
        .strip_prefix("In [")
        .and_then(|rest| rest.find("]: "))
        .map(|end| end + "In [".len() + "]: ".len());
    let prompt = body.starts_with(">>> ") || body.starts_with("... ");
    prompt.then_some(indent + 4).or(notebook.map(|length| indent + length))
}

/// Length of a shell prompt. `#`, `%` and `>` are prompts only where `$` is used elsewhere or never as comments.
fn shell_prompt(line: &str) -> Option<usize> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let environment = body
        .strip_prefix('(')
        .and_then(|rest| rest.find(") $ "))
        .map(|end| end + ") $ ".len() + 1);
    if let Some(length) = environment {
        return Some(indent + length);
    }
    let marks = ["$ ", "❯ ", "➜ ", "PS> ", "C:\\> ", "% ", "~$ ", "λ "];
    let mark = marks.iter().find(|mark| body.starts_with(**mark))?;
    Some(indent + mark.len())
}

/// The typed lines of a session, continuation lines included.
fn session_lines(text: &str) -> String {
    let mut continued = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let prompt = shell_prompt(line);
        let more = continued.then(|| {
            line.trim_start()
                .strip_prefix("> ")
                .map_or(0, |rest| line.len() - rest.len())
        });
        let keep = prompt.or(more);
        continued = keep.is_some() && line.trim_end().ends_with('\\');
        blank_to(line, keep)
    });
    lines.collect()
}

/// A patch as it is after: removed lines and the signs in front blank.
fn without_removed_lines(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let is_head = ["+++", "---", "@@", "diff ", "index "]
            .iter()
            .any(|mark| line.starts_with(mark));
        match line.as_bytes().first() {
            _ if is_head => blank_to(line, None),
            Some(b'-') => blank_to(line, None),
            Some(b'+') => blank_to(line, Some(1)),
            _ => line.to_owned(),
        }
    });
    lines.collect()
}

/// Tags by their names when these are components; templates and text as prose.
fn markup(text: &str) -> Vec<Found> {
    let mut found = prose::scan(text);
    for (at, _) in text.match_indices('<') {
        let name = text[at + 1..].trim_start_matches('/');
        let start = text.len() - name.len();
        let length = name.find(|c| !(is_ident_char(c) || c == '.')).unwrap_or(name.len());
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase()) && length > 1;
        let known = found.binary_search_by_key(&start, |one| one.range.start).is_ok();
        if is_component && start <= at + 2 && !known {
            let range = start..start + length;
            let parts = super::word::split_name(&text[range.clone()]);
            let one = Found::new(range, MentionKind::Name).with_parts(parts);
            let place = found.partition_point(|other| other.range.start < start);
            found.insert(place, one);
        }
    }
    quoted_paths(text, &mut found);
    found
}

/// Paths in quotes that no word of the text is: `src="a/b.js"`, `{% static 'a/b.js' %}`.
fn quoted_paths(text: &str, found: &mut Vec<Found>) {
    for quote in ['"', '\''] {
        let mut at = 0;
        for piece in text.split(quote) {
            let range = at..at + piece.len();
            let known = found
                .iter()
                .any(|one| one.range.start < range.end && range.start < one.range.end);
            if !known && is_path(piece) && is_file_name(piece) {
                let place = found.partition_point(|other| other.range.start < range.start);
                found.insert(place, Found::new(range, MentionKind::Path));
            }
            at += piece.len() + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn names(text: &str, language: &str) -> Vec<String> {
        let block = scan(text, language);
        let mut found = block.found;
        found.sort_by_key(|one| one.range.start);
        found
            .into_iter()
            .map(|one| format!("{:?} {}", one.kind, &text[one.range]))
            .collect()
    }

    #[test]
    fn calls_with_named_arguments_give_their_names() {
        let text = "client = httpx.Client(timeout=get(x), base_url=\"http://a.b\")\nclient.get(\"danger_mode\")  # see read_all\n";
        assert_eq!(
            names(text, "python"),
            [
                "Name client",
                "Call httpx.Client",
                "Argument timeout",
                "Call get",
                "Name x",
                "Argument base_url",
                "Call client.get",
                "Key danger_mode",
                "Name read_all",
            ]
        );
    }

    #[test]
    fn declarations_are_told_from_calls() {
        let text = "def send(self, a, b: int = 2) -> Response:\n    pass\nclass X(Base):\n    pass\n";
        let block = scan(text, "python");
        let call = block.found[0].call.clone().unwrap();
        assert!(call.declaration && !call.partial);
        assert_eq!(call.returns.as_deref(), Some("Response"));
        assert_eq!(call.arguments.len(), 3);
        let class = block.found.iter().find(|one| &text[one.range.clone()] == "X").unwrap();
        assert!(
            class
                .call
                .as_ref()
                .is_some_and(|call| call.declaration && call.partial && call.arguments.is_empty())
        );
    }

    #[test]
    fn only_typed_lines_of_sessions_are_read() {
        assert_eq!(
            names(">>> import a\n>>> a.run_all()\nout_put.value\n", "pycon"),
            ["Name a", "Call a.run_all"]
        );
        assert_eq!(
            names(
                "def run_all():\n    a.b_c()\n\n>>> run_all()\nout_put.value\n",
                "python"
            ),
            ["Call run_all", "Call a.b_c", "Call run_all"]
        );
        assert_eq!(names("$ tool --fast\nsome_output --slow\n", "console"), ["Flag --fast"]);
        assert_eq!(names("$ tool \\\n    --fast\nok\n", ""), ["Flag --fast"]);
        assert!(scan("a_b c_d\n", "text").output);
        assert!(scan("project\n├── a_b.py\n", "").output);
    }

    #[test]
    fn imports_are_read_once_with_their_full_names() {
        let block = scan("from a.b import C as D\nD()\n", "python");
        assert_eq!(block.imports.len(), 1);
        assert_eq!(
            block
                .found
                .iter()
                .filter(|one| one.parts.last().is_some_and(|part| part == "C"))
                .count(),
            1
        );
    }

    #[test]
    fn keys_of_braces_and_struct_literals_are_keys() {
        assert_eq!(
            names("let c = Config { depth: 3, path: x.y };\n", "rust"),
            ["Name c", "Name Config", "Key depth", "Key path", "Name x.y"]
        );
        assert_eq!(
            names("fetch(u, { retries: 3 })\n", "js"),
            ["Call fetch", "Name u", "Key retries"]
        );
    }

    #[test]
    fn paths_in_quotes_of_markup_are_seen() {
        assert_eq!(
            names(
                "<p></p>\n<script src=\"{% static 'pkg/js/a-0.1.js' %}\"></script>\n",
                "html"
            ),
            ["Path pkg/js/a-0.1.js"]
        );
    }

    #[test]
    fn removed_lines_of_patches_are_not_read() {
        assert_eq!(names("- old_name()\n+ new_name()\n", "diff"), ["Call new_name"]);
    }
}
