//! The language of a code block that names none, by its looks. In doubt it is none in particular.

use super::help::is_option_list;
use super::lexer::Family;
use super::word::{is_file_name, is_ident_char, is_path};

/// The family of a block without a language, by its looks.
pub(super) fn guess(text: &str) -> Family {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(12)
        .collect();
    let Some(first) = lines.first() else {
        return Family::General;
    };
    if ["├──", "└──", "│", "┌─", "+--"].iter().any(|mark| text.contains(mark))
        || first.starts_with("Traceback (most recent")
    {
        return Family::Output;
    }
    let is_table = first.starts_with('[') && first.ends_with(']') && first.len() > 2 && !first.contains(',');
    if is_table
        && lines
            .iter()
            .skip(1)
            .all(|line| line.contains(['=', ':', '[', '#', ';', ']', '"', '\'']))
    {
        return Family::Toml;
    }
    if first.starts_with('{') && lines.iter().any(|line| line.contains("\":")) {
        return Family::Json;
    }
    if first.starts_with("<") && text.contains("</") {
        return Family::Markup;
    }
    if first.starts_with("usage:") || first.starts_with("Usage:") || first.starts_with("USAGE") {
        return Family::Shell;
    }
    match lines.iter().all(|line| is_command_line(line)) || is_option_list(&lines) {
        true => Family::Shell,
        false => Family::General,
    }
}

/// A line that begins with a well-known program, is a comment, or has flags behind plain words.
fn is_command_line(line: &str) -> bool {
    const PROGRAMS: &[&str] = &[
        "pip",
        "pip3",
        "python",
        "python3",
        "cargo",
        "npm",
        "npx",
        "yarn",
        "pnpm",
        "git",
        "cd",
        "docker",
        "uv",
        "uvx",
        "poetry",
        "brew",
        "apt",
        "apt-get",
        "make",
        "curl",
        "wget",
        "sudo",
        "export",
        "go",
        "rustup",
        "conda",
        "pipx",
        "tox",
        "nox",
        "hatch",
        "pytest",
        "mkdir",
        "cp",
        "mv",
        "rm",
        "ls",
        "cat",
        "echo",
        "source",
        "kubectl",
        "helm",
        "gh",
        "bun",
        "deno",
        "just",
        "task",
        "virtualenv",
    ];
    let first = line.split_whitespace().next().unwrap_or_default();
    let plain_words = line.split_whitespace().take_while(|word| !word.starts_with("--"));
    let has_flag = line
        .split_whitespace()
        .any(|word| word.starts_with("--") && word.len() > 2);
    let all_plain = plain_words
        .into_iter()
        .all(|word| word.chars().all(|c| is_ident_char(c) || "-./:=<>[]".contains(c)));
    let is_script = first.starts_with("./") || (is_path(first) && is_file_name(first));
    is_script || PROGRAMS.contains(&first) || first.starts_with('#') || first.starts_with("--") || has_flag && all_plain
}
