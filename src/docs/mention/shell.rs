//! Command lines: flags with the command they belong to, environment variables, paths, modules that are run.

use super::super::vocabulary::is_keyword;
use super::cargo::{builds_here, features, names_program};
use super::word::{extras, flags, is_env, is_file_name, is_identifier, is_kebab, is_path};
use super::{Found, help, prose, shift};
use crate::model::mention::MentionKind;

/// Mentions in command lines; continued lines (`\` at the end) are one.
pub(crate) fn scan(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut command = Command::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        scan_line(line, at, &mut command, &mut found);
        let continued = line.trim_end().ends_with(['\\', '`', '^']);
        if !continued {
            command = Command::default();
        }
        at += line.len();
    }
    found
}

/// Mentions in a single command line of inline code.
pub(crate) fn scan_inline(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    scan_line(text, 0, &mut Command::default(), &mut found);
    found.extend(value_of_flag(text));
    found
}

/// `-Z name`: all that there is beside the flag is a name.
fn value_of_flag(text: &str) -> Option<Found> {
    let (flag, value) = text.split_once(' ')?;
    let at = text.len() - value.len();
    (flag.starts_with('-') && !flag.contains('=') && is_kebab(value))
        .then(|| Found::new(at..text.len(), MentionKind::Key))
}

/// The command so far.
#[derive(Default)]
struct Command {
    /// Its name and subcommands.
    words: Vec<String>,
    /// Whether its first flag or argument was seen: what follows are no subcommands.
    closed: bool,
    /// Whether the word before was `-m`.
    after_module_flag: bool,
    /// Whether the word before was a flag without a value.
    after_flag: bool,
    /// Whether the word before asked for features of the package that is built.
    after_features: bool,
    /// Whether the word before asked for a program of it.
    after_program: bool,
    /// Whether it installs packages.
    installs: bool,
    /// Whether it is no command but the line of a list of requirements: `name >= 1.2 --hash=..`.
    requirement: bool,
}

fn scan_line(line: &str, at: usize, command: &mut Command, found: &mut Vec<Found>) {
    if command.words.is_empty() && help::is_option_line(line) {
        found.extend(help::scan_line(line, at));
        return;
    }
    for (start, word) in words(line) {
        if word.starts_with('#') && (start == 0 || line[..start].ends_with(char::is_whitespace)) {
            found.extend(shift(prose::scan(&line[start..]), at + start));
            return;
        }
        if matches!(word, "|" | "||" | "&&" | ";" | "&" | "(" | ")" | "$(" | "`") {
            *command = Command::default();
            continue;
        }
        scan_word(word, at + start, command, found);
    }
}

/// Words and operators of a line. Quotes are left around a word's parts; a quoted text without spaces is a word.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, c) in line.char_indices() {
        let is_quote = matches!(c, '"' | '\'');
        if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && is_quote && line[at + 1..].contains(c) {
            quote = Some(c);
        }
        let operator = matches!(c, ';' | '|' | '&' | '(' | ')' | '`') && !is_alternative(line, at, c);
        let ends = quote.is_none() && (c.is_whitespace() || operator);
        match (ends, start) {
            (true, Some(begin)) => {
                words.push((begin, &line[begin..at]));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
        if ends && !c.is_whitespace() {
            words.push((at, &line[at..at + c.len_utf8()]));
        }
    }
    words.extend(start.map(|begin| (begin, &line[begin..])));
    words
}

/// Whether a bar stands between two subcommands of which the reader is to choose one: `tool start|run --fast`. The first
/// word of a command is followed by a pipe instead.
fn is_alternative(line: &str, at: usize, c: char) -> bool {
    let named = |c: char| c.is_ascii_lowercase() || c == '-' || c == '_';
    let part = |c: char| named(c) || c == '|';
    let (before, behind) = (&line[..at], &line[at + c.len_utf8()..]);
    let lead = before.trim_end_matches(part);
    let rest = behind.trim_start_matches(part);
    let bounded = lead.ends_with(' ') && !rest.starts_with(|c: char| !c.is_whitespace());
    let follows = lead.trim_end().ends_with(|c: char| c.is_ascii_alphanumeric());
    c == '|' && bounded && follows && before.ends_with(named) && behind.starts_with(|c: char| c.is_ascii_lowercase())
}

fn scan_word(word: &str, at: usize, command: &mut Command, found: &mut Vec<Found>) {
    let after_module_flag = std::mem::take(&mut command.after_module_flag);
    let after_flag = std::mem::take(&mut command.after_flag);
    let opening = word.len() - word.trim_start_matches(['[', '{', '<', '"', '\'']).len();
    let bare = &word[opening..];
    if bare == "--" && passes_on(&command.words) {
        *command = Command::default();
        return;
    }
    if bare.starts_with('-') {
        command.after_module_flag = bare == "-m";
        command.after_flag = !bare.contains('=');
        command.after_features = bare == "--features" && builds_here(&command.words);
        command.after_program = names_program(bare) && builds_here(&command.words);
        command.closed = true;
        flag(bare, at + opening, command, found);
        return;
    }
    variables(word, at, found);
    if assignment(word, at, command, found) || word == "\\" || word.starts_with('<') {
        return;
    }
    if after_module_flag && word.split('.').all(is_identifier) {
        return module(word, at, command, found);
    }
    if is_comparison(word) && command.words.len() == 1 {
        *command = Command {
            closed: true,
            requirement: true,
            ..Command::default()
        };
        return;
    }
    // A program of one word is called like anything.
    let program = std::mem::take(&mut command.after_program) && word.contains(['-', '_']);
    if std::mem::take(&mut command.after_features) || program {
        return features(word, at, found);
    }
    if after_flag && is_kebab(word) {
        let mut value = Found::new(at..at + word.len(), MentionKind::Key);
        value.owner.clone_from(&command.words);
        found.push(value);
        return;
    }
    command.installs |= matches!(word, "install" | "add");
    let asked = extras(word, at, command.installs);
    // What is installed is a package with its extras, whatever its name looks like.
    if asked.is_empty() {
        argument(word, at, command, found);
    }
    found.extend(asked);
}

/// `name >= 1.2`: signs between a package and its version.
fn is_comparison(word: &str) -> bool {
    matches!(word, ">=" | "<=" | "==" | "~=" | "!=")
}

fn flag(word: &str, at: usize, command: &Command, found: &mut Vec<Found>) {
    // `-x/--long`, `-x,--long`, `--a|--b`: several in one word.
    let mut offset = 0;
    for piece in word.split_inclusive(['/', ',', '|']) {
        if piece.starts_with('-') {
            found.extend(flags(piece, at + offset).into_iter().map(|mut one| {
                one.owner.clone_from(&command.words);
                one
            }));
        } else if !word[..offset].contains('=') {
            break;
        }
        offset += piece.len();
    }
    let Some((_, value)) = word.split_once('=') else { return };
    let value_at = at + (word.len() - value.len());
    let trimmed = value.trim_matches(['"', '\'']);
    if is_path(trimmed) && is_file_name(trimmed) {
        found.extend(shift(prose::scan(value), value_at));
    } else {
        found.extend(shift(prose::scan(value), value_at).filter(|one| one.kind == MentionKind::Name));
    }
}

/// `$NAME` and `${NAME}`.
fn variables(word: &str, at: usize, found: &mut Vec<Found>) {
    for (offset, _) in word.match_indices('$') {
        let rest = &word[offset + 1..];
        let skip = usize::from(rest.starts_with('{'));
        let rest = &rest[skip..];
        let rest_at = at + offset + 1 + skip;
        let rest_prefix = if rest.starts_with("env:") { 4 } else { 0 };
        let name = &rest[rest_prefix..];
        let length = name
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(name.len());
        let is_variable = length > 1
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && !name[..length].contains(|c: char| c.is_ascii_lowercase());
        if is_variable {
            let start = rest_at + rest_prefix;
            found.push(Found::new(start..start + length, MentionKind::EnvVar));
        }
    }
}

/// `NAME=value` before a command, or behind `export`.
fn assignment(word: &str, at: usize, command: &Command, found: &mut Vec<Found>) -> bool {
    let Some((name, value)) = word.split_once('=') else {
        return false;
    };
    let exports = command
        .words
        .last()
        .is_some_and(|last| matches!(last.as_str(), "export" | "env" | "set" | "setx" | "ENV" | "ARG"));
    let is_name = is_identifier(name) && name.is_ascii() && !name.contains(|c: char| c.is_ascii_lowercase());
    if !is_name || !(command.words.is_empty() || exports || is_env(name)) {
        return false;
    }
    found.push(Found::new(at..at + name.len(), MentionKind::EnvVar));
    let value_at = at + name.len() + 1;
    found.extend(shift(prose::scan(value), value_at).filter(|one| one.kind != MentionKind::EnvVar));
    true
}

/// Whether what follows `--` belongs to the program that the command runs.
fn passes_on(command: &[String]) -> bool {
    let runs = |word: &String| matches!(word.as_str(), "run" | "exec" | "start" | "x" | "bench" | "test");
    command.len() > 1 && command.iter().skip(1).take(1).any(runs)
}

/// Whether a word is the script that an interpreter runs: what follows belongs to the script.
fn is_script(command: &[String], word: &str) -> bool {
    let interpreter = |name: &str| {
        matches!(
            name,
            "python" | "python3" | "node" | "ruby" | "bash" | "sh" | "deno" | "bun" | "perl" | "php" | "run"
        )
    };
    is_file_name(word) && command.last().is_some_and(|name| interpreter(name))
}

/// `-m package.module`: what follows belongs to the module.
fn module(word: &str, at: usize, command: &mut Command, found: &mut Vec<Found>) {
    let parts: Vec<String> = word.split('.').map(str::to_owned).collect();
    found.push(Found::new(at..at + word.len(), MentionKind::Name).with_parts(parts));
    *command = Command {
        words: vec![word.to_owned()],
        ..Command::default()
    };
}

fn argument(word: &str, at: usize, command: &mut Command, found: &mut Vec<Found>) {
    let is_bare = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "_-+".contains(c));
    let is_first = command.words.is_empty() && !command.requirement;
    if is_first && matches!(word, "sudo" | "time" | "exec" | "nohup" | "then" | "do" | "else") {
        return;
    }
    if is_first || !command.closed && (is_bare || is_script(&command.words, word)) {
        let name = word.rsplit('/').next().unwrap_or(word);
        command.words.push(name.to_owned());
    } else if !is_bare {
        command.closed = true;
    }
    let trimmed = word.trim_matches(['"', '\'']);
    let lead = word.len() - word.trim_start_matches(['"', '\'']).len();
    if is_path(trimmed)
        && (is_file_name(trimmed)
            || trimmed.matches('/').count() > 1
            || trimmed.starts_with("./")
            || trimmed.ends_with('/')
            || is_first)
    {
        found.push(Found::new(at + lead..at + lead + trimmed.len(), MentionKind::Path));
        return;
    }
    let scanned = shift(prose::scan(word), at);
    found.extend(scanned.filter(|one| one.kind != MentionKind::EnvVar && !is_keyword("general", word)));
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn shown(text: &str) -> Vec<String> {
        let found = scan(text).into_iter();
        found
            .map(|one| {
                format!(
                    "{:?} {}<{}",
                    one.kind,
                    one.text.clone().unwrap_or_else(|| text[one.range.clone()].to_owned()),
                    one.owner.join(" ")
                )
            })
            .collect()
    }

    #[test]
    fn flags_belong_to_the_command_before_them() {
        assert_eq!(
            shown("cargo run --release --bin x -- --help && tool sub -v src/a.py\n"),
            [
                "Flag --release<cargo run",
                "Flag --bin<cargo run",
                "Flag --help<",
                "Flag -v<tool sub",
                "Path src/a.py<"
            ]
        );
        assert_eq!(
            shown("cargo run --bin open-till\n"),
            ["Flag --bin<cargo run", "Key open-till<"]
        );
        assert_eq!(
            shown("python -m coverage run \\\n  --branch\n"),
            ["Flag -m<python", "Name coverage<", "Flag --branch<coverage run"]
        );
    }

    #[test]
    fn variables_are_seen_where_they_are_set_and_used() {
        assert_eq!(
            shown("LOG_LEVEL=debug run $HOME_DIR\nexport API_KEY=x # sets SOME_KEY_X\n"),
            [
                "EnvVar LOG_LEVEL<",
                "EnvVar HOME_DIR<",
                "EnvVar API_KEY<",
                "EnvVar SOME_KEY_X<"
            ]
        );
    }

    #[test]
    fn features_of_what_is_built_here_are_nobody_elses() {
        assert_eq!(
            shown("cargo test -p x --features fast-path,slow_path -- --nocapture\n"),
            [
                "Flag -p<cargo test",
                "Flag --features<cargo test",
                "Key fast-path<",
                "Key slow_path<",
                "Flag --nocapture<",
            ]
        );
        assert_eq!(
            shown("cargo run --features \"shop/fast shop/slow_path\"\n"),
            ["Flag --features<cargo run", "Key fast<", "Key slow_path<"]
        );
        assert_eq!(
            shown("cargo install tool --features fast-path\n"),
            ["Flag --features<cargo install tool", "Key fast-path<cargo install tool"]
        );
    }

    #[test]
    fn alternatives_in_one_word_are_several_flags() {
        assert_eq!(shown("-x/--long"), ["Flag -x<", "Flag --long<"]);
        assert_eq!(shown("tool [--fast]"), ["Flag --fast<tool"]);
    }
}
