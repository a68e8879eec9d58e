//! Help texts of programs: lists of options, and the usage line that says whose they are.

use super::word::flags;
use super::{Found, prose, shift};

/// Whether a line of a help text begins with a flag: `  -x, --long <N>   What it does`.
pub(crate) fn is_option_line(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first.starts_with('-') && !flags(first, 0).is_empty()
}

/// Whether most lines of a text list options.
pub(crate) fn is_option_list(lines: &[&str]) -> bool {
    let options = lines.iter().filter(|line| is_option_line(line)).count();
    options > 1 && options * 2 >= lines.len()
}

/// Mentions of a line that begins with a flag: its flags, and what the words behind them name.
pub(crate) fn scan_line(line: &str, at: usize) -> Vec<Found> {
    let end = end_of_flags(line);
    let mut found = flags_of(line, at);
    found.extend(shift(prose::scan(&line[end..]), at + end));
    found
}

/// The flags that a printed help text lists, with the command that it says they belong to.
pub(crate) fn printed(text: &str, typed: Option<&str>) -> Vec<Found> {
    // Other commands than those that ask for help print what has nothing to do with their own options.
    let asks = |line: &&str| {
        line.split_whitespace()
            .any(|word| matches!(word, "--help" | "-h" | "help"))
    };
    let mut command: Vec<String> = typed.filter(asks).map(command_of).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    let mut in_usage = false;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start();
        if let Some(usage) = usage_of(line) {
            command = command_of(usage);
            in_usage = true;
        }
        in_usage &= !body.is_empty();
        let flags = match in_usage {
            true => bracketed(line, at),
            false if is_option_line(line) => flags_of(line, at),
            false => Vec::new(),
        };
        found.extend(flags.into_iter().map(|mut flag| {
            flag.owner.clone_from(&command);
            flag
        }));
        at += line.len();
    }
    found
}

/// The flags of the usage lines of a text that is not known to be printed.
pub(crate) fn usages(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(usage) = usage_of(line) {
            let command = command_of(usage);
            found.extend(bracketed(line, at).into_iter().map(|mut flag| {
                flag.owner.clone_from(&command);
                flag
            }));
        }
        at += line.len();
    }
    found
}

/// What a usage line says behind its word.
fn usage_of(line: &str) -> Option<&str> {
    let (word, usage) = line.trim_start().split_at_checked("usage:".len())?;
    word.eq_ignore_ascii_case("usage:").then_some(usage)
}

/// The flags of a usage line: `tool [--fast | --slow] [-o FILE]`.
fn bracketed(line: &str, at: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in line.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '[' | '(' | '{' | '|')) {
        if word.starts_with('-') {
            found.extend(flags(word, at + start));
        }
        start += word.len();
    }
    found
}

/// The plain words that a command line begins with.
fn command_of(line: &str) -> Vec<String> {
    let plain = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || "_-./+".contains(c));
    let words = line.split_whitespace().take_while(plain);
    let named = words.take_while(|word| !word.starts_with('-'));
    named
        .map(|word| word.rsplit('/').next().unwrap_or(word).to_owned())
        .collect()
}

fn flags_of(line: &str, at: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in line[..end_of_flags(line)].split_inclusive(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '|'))
    {
        if word.starts_with('-') {
            found.extend(flags(word, at + start));
        }
        start += word.len();
    }
    found
}

/// Where the description begins: behind a gap of two spaces, or a tab.
fn end_of_flags(line: &str) -> usize {
    let lead = line.len() - line.trim_start().len();
    let body = &line[lead..];
    let gap = body.match_indices("  ").map(|(at, _)| at).find(|at| {
        // `-x,  --long`: the columns of short and long flags.
        !body[*at..].trim_start().starts_with('-')
    });
    lead + gap.or_else(|| body.find('\t')).unwrap_or(body.len())
}

#[cfg(test)]
mod tests {
    use super::{is_option_line, is_option_list, printed, scan_line};

    fn shown(found: Vec<super::Found>, text: &str) -> Vec<String> {
        found
            .into_iter()
            .map(|one| format!("{:?} {}<{}", one.kind, &text[one.range], one.owner.join(" ")))
            .collect()
    }

    #[test]
    fn lists_of_options_are_told_from_lists_and_patches() {
        assert!(is_option_line("  -d, --date-order    Sorts") && is_option_line("--x <N>..."));
        assert!(!is_option_line("- item") && !is_option_line("--- a/b") && !is_option_line("-1 x"));
        assert!(is_option_list(&["-a, --all  All", "    --some   Some"]) && !is_option_list(&["run", "x", "-a  All"]));
    }

    #[test]
    fn flags_end_where_the_description_begins() {
        let line = "-w, --work-dir <PATH>   Sets it like --other-flag [env: WORK_DIR=]\n";
        assert_eq!(
            shown(scan_line(line, 0), line),
            ["Flag -w<", "Flag --work-dir<", "Flag --other-flag<", "EnvVar WORK_DIR<"]
        );
    }

    #[test]
    fn a_usage_line_says_whose_the_options_are() {
        let text = "Usage: tool sub [OPTIONS]\n\nOptions:\n  -f, --fast  Be quick\n";
        assert_eq!(
            shown(printed(text, None), text),
            ["Flag -f<tool sub", "Flag --fast<tool sub"]
        );
        let text = "  --fast  Be quick\n";
        assert_eq!(
            shown(printed(text, Some("tool sub --help")), text),
            ["Flag --fast<tool sub"]
        );
        assert_eq!(shown(printed(text, Some("cat tool.rc")), text), ["Flag --fast<"]);
        let text = "usage: tool [--fast | --slow]\n            [--auth {a,b}]\n\nnot [--this]\n";
        assert_eq!(
            shown(printed(text, None), text),
            ["Flag --fast<tool", "Flag --slow<tool", "Flag --auth<tool"]
        );
    }
}
