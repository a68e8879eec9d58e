//! Flags that a program reads by hand: strings that are compared with its arguments, patterns of `case` in shells.

use super::draft::{Source, is_flag, unquote};
use super::lexer::{Lexer, Token, TokenKind};
use crate::model::symbol::{Symbol, SymbolKind};

/// The marker of such flags: which program has them is only said by the file.
const BY_HAND: &str = "by hand";

/// How programs name their arguments.
const ARGUMENTS: &[&str] = &[
    "sys.argv",
    "process.argv",
    "Deno.args",
    "env::args",
    "os.Args",
    "ARGV",
    "$argv",
];

/// Methods and functions that look a string up among the arguments, or compare it with one.
const LOOKING: &[&str] = &[
    "remove",
    "index",
    "count",
    "contains",
    "includes",
    "include",
    "indexOf",
    "has",
    "delete",
    "eq",
    "equals",
    "startswith",
    "startsWith",
    "starts_with",
    "start_with",
    "strip_prefix",
    "any",
];

/// Whether a flag is one that a program reads by hand.
pub fn is_by_hand(flag: &Symbol) -> bool {
    flag.markers.iter().any(|marker| marker == BY_HAND)
}

/// The long flags that a text reads by hand, each once, in the order of the text.
pub(crate) fn flags(source: &Source<'_>, language: &str) -> Vec<Symbol> {
    let found = match language {
        "shell" => patterns(source),
        _ if ARGUMENTS.iter().any(|name| source.text.contains(name)) => compared(source),
        _ => Vec::new(),
    };
    let mut symbols: Vec<Symbol> = Vec::new();
    for (at, name) in found {
        if symbols.iter().all(|known| known.name != name) {
            let mut symbol = source.named_text(SymbolKind::Flag, name, at, at..at + name.len(), None);
            symbol.markers.push(BY_HAND.to_owned());
            symbols.push(symbol);
        }
    }
    symbols
}

fn is_long_flag(word: &str) -> bool {
    word.starts_with("--") && word.len() > 3 && is_flag(word)
}

/// `"--x" in sys.argv`, `argv.includes("--x")`, `arg == "--x"`, `"--x" => ..`, `case "--x":`
fn compared<'t>(source: &Source<'t>) -> Vec<(usize, &'t str)> {
    let tokens: Vec<Token> = Lexer::new(source.text, source.style)
        .filter(|token| token.kind != TokenKind::Comment)
        .collect();
    let word = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .map_or("", |token| token.of(source.text))
    };
    let mut found = Vec::new();
    for (at, token) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == TokenKind::Text)
    {
        let (shift, inner) = unquote(token.of(source.text));
        let name = inner.trim_end_matches('=');
        if !is_long_flag(name) {
            continue;
        }
        let (before, behind) = (word(at.checked_sub(1)), word(Some(at + 1)));
        let called = match word(at.checked_sub(2)) {
            "?" => word(at.checked_sub(3)),
            name => name,
        };
        let is_looked_up = before == "(" && LOOKING.contains(&called);
        let is_compared = [before, behind]
            .iter()
            .any(|sign| matches!(*sign, "=" | "==" | "===" | "!=" | "!=="))
            && is_comparison(source.text, token);
        let is_pattern = before == "case" || before == "when" || behind == "=>" || behind == "|" || before == "|";
        if is_looked_up || is_compared || is_pattern || behind == "in" {
            found.push((token.start + shift, name));
        }
    }
    found
}

/// Whether `==` and not `=` stands before or behind a token.
fn is_comparison(text: &str, token: &Token) -> bool {
    let before = text.get(..token.start).unwrap_or_default().trim_end();
    let behind = text.get(token.end..).unwrap_or_default().trim_start();
    before.ends_with("==") || before.ends_with("!=") || behind.starts_with("==") || behind.starts_with("!=")
}

/// `-x|--long) ..`, `--long=*) ..`
fn patterns<'t>(source: &Source<'t>) -> Vec<(usize, &'t str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        if let Some((pattern, _)) = line.split_once(')').filter(|(pattern, _)| is_pattern(pattern)) {
            let mut at = start;
            for piece in pattern.split('|') {
                let name = piece.trim().trim_matches(['"', '\'']);
                let name = name.trim_end_matches('*').trim_end_matches('=');
                if is_long_flag(name) {
                    found.push((at + piece.find(name).unwrap_or(0), name));
                }
                at += piece.len() + 1;
            }
        }
        start += line.len();
    }
    found
}

fn is_pattern(text: &str) -> bool {
    let first = text.trim_start();
    first.starts_with(['-', '"', '\'']) && !first.contains(char::is_whitespace) || first.split(" | ").all(is_flag)
}

#[cfg(test)]
mod tests {
    use super::flags;
    use crate::code::draft::Source;
    use crate::code::language::language_of;

    fn names(path: &str, text: &str) -> Vec<String> {
        let language = language_of(&path.into());
        let found = flags(&Source::new(text, language.style), language.id);
        found.into_iter().map(|symbol| symbol.name).collect()
    }

    #[test]
    fn flags_that_are_looked_up_among_the_arguments_are_found() {
        let python = "import sys\nsys.argv.remove('--lint')\nif '--fast' in sys.argv or arg == '--slow':\n    call(['x', '--other'])\n";
        assert_eq!(names("a.py", python), ["--lint", "--fast", "--slow"]);
        let script = "const quick = process.argv.includes('--quick')\nif (arg === \"--all\") spawn('x', ['--y-z'])\n";
        assert_eq!(names("a.js", script), ["--quick", "--all"]);
        let rust =
            "for arg in std::env::args() { match arg.as_str() { \"--dry\" | \"--wet\" => {} _ => run(\"--off\") } }\n";
        assert_eq!(names("a.rs", rust), ["--dry", "--wet"]);
        assert_eq!(names("a.rb", "dry = ARGV.include?('--dry')\n"), ["--dry"]);
    }

    #[test]
    fn patterns_of_shells_are_found() {
        let text =
            "case $1 in\n  -f|--fast) fast=1 ;;\n  --out=*) out=1 ;;\n  -a | --all) ;;\nesac\nx=$(tool --other)\n";
        assert_eq!(names("a.sh", text), ["--fast", "--out", "--all"]);
    }

    #[test]
    fn strings_of_programs_that_read_no_arguments_are_none() {
        assert_eq!(names("a.py", "if '--fast' in options:\n    pass\n"), [""; 0]);
    }
}
