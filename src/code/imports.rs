//! What a file imports, from its lines alone: good enough to tell how much depends on a module, and cheap.
//!
//! Multi-line lists after an opening bracket are read as far as their first line goes; what cannot be told is left out.

use super::language::language_of;
use crate::model::path::RepoPath;

/// Something that a file imports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Import {
    /// A path as the language counts modules, with `/` between its parts: `pay/cards` of `import pay.cards`.
    Module(String),
    /// A path relative to the folder of the file: `../cards`.
    Relative(String),
}

/// No line longer than this is an import that somebody wrote.
const LONGEST: usize = 300;
/// No file imports more.
const MOST: usize = 500;

/// What a file imports, each once.
pub fn imports(path: &RepoPath, text: &str) -> Vec<Import> {
    // What each line that imports holds, and how to read it.
    let (sign, read): (&str, fn(&str, &mut Vec<Import>)) = match language_of(path).id {
        "python" => ("import ", python),
        "rust" => ("use ", rust),
        "javascript" | "typescript" | "vue" | "svelte" => ("", script),
        "go" => ("\"", go),
        "c" | "cpp" | "objective-c" => ("include", include),
        "java" | "kotlin" | "scala" | "groovy" => ("import ", java),
        "ruby" => ("", ruby),
        "php" => ("", php),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for line in lines_with(text, sign)
        .map(str::trim)
        .filter(|line| line.len() <= LONGEST)
    {
        read(line, &mut found);
        if found.len() >= MOST {
            break;
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The lines that hold a sign, each once; all lines for an empty one.
fn lines_with<'text>(text: &'text str, sign: &str) -> Box<dyn Iterator<Item = &'text str> + 'text> {
    if sign.is_empty() {
        return Box::new(text.lines());
    }
    let bytes = text.as_bytes();
    let places: Vec<usize> = memchr::memmem::find_iter(bytes, sign).collect();
    let mut next = 0;
    Box::new(places.into_iter().filter_map(move |at| {
        if at < next {
            return None;
        }
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        next = end;
        text.get(start..end)
    }))
}

fn module(path: &str, separator: &str) -> Option<Import> {
    let parts: Vec<&str> = path
        .split(separator)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let is_name = |part: &&str| {
        part.chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'))
    };
    (!parts.is_empty() && parts.iter().all(is_name)).then(|| Import::Module(parts.join("/")))
}

/// The text between the first pair of quotes.
fn quoted(line: &str) -> Option<&str> {
    let start = line.find(['"', '\''])?;
    let quote = &line[start..=start];
    line[start + 1..].split_once(quote).map(|(inside, _)| inside)
}

fn python(line: &str, found: &mut Vec<Import>) {
    if let Some(rest) = line.strip_prefix("import ") {
        let names = rest.split(',').filter_map(|name| name.split_whitespace().next());
        found.extend(names.filter_map(|name| module(name, ".")));
    } else if let Some((from, names)) = line.strip_prefix("from ").and_then(|rest| rest.split_once(" import ")) {
        let dots = from.len() - from.trim_start_matches('.').len();
        let inner = from.trim_start_matches('.').replace('.', "/");
        let up = "../".repeat(dots.saturating_sub(1));
        let of = |inner: &str| match dots {
            0 => module(inner, "/"),
            _ => Some(Import::Relative(format!("{up}{inner}"))),
        };
        found.extend(of(&inner).filter(|_| !inner.is_empty()));
        for name in names
            .trim_matches(['(', ')'])
            .split(',')
            .filter_map(|name| name.split_whitespace().next())
        {
            let slash = if inner.is_empty() { "" } else { "/" };
            found.extend(of(&format!("{inner}{slash}{name}")));
        }
    }
}

fn rust(line: &str, found: &mut Vec<Import>) {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let Some(rest) = line.strip_prefix("use ") else {
        return;
    };
    let end = rest.find(['{', ';', '*', ' ']).unwrap_or(rest.len());
    let path = rest[..end].trim_end_matches("::");
    let path = path.strip_prefix("crate::").unwrap_or(path);
    // The last part is an item as often as a module.
    found.extend(module(path, "::"));
    if let Some((outer, _)) = path.rsplit_once("::") {
        found.extend(module(outer, "::"));
    }
}

fn script(line: &str, found: &mut Vec<Import>) {
    let imports = line.starts_with("import ")
        || line.starts_with("export ") && line.contains(" from ")
        || line.starts_with("} from ");
    let required = line.find("require(").map(|at| &line[at..]);
    let target = if imports {
        let from = line.rfind("from ").map_or(line, |at| &line[at..]);
        quoted(from)
    } else {
        required.and_then(quoted)
    };
    found.extend(
        target
            .filter(|target| target.starts_with('.'))
            .map(|target| Import::Relative(target.to_owned())),
    );
}

/// Import paths of Go, in a block or on a line of their own.
fn go(line: &str, found: &mut Vec<Import>) {
    let alone = line.strip_prefix("import ").unwrap_or(line);
    let ends = alone.ends_with('"') && alone.matches('"').count() == 2 && !alone.contains(['(', '=', ':', ',']);
    if ends {
        let target = quoted(alone).filter(|target| target.contains('/'));
        found.extend(target.and_then(|target| module(target, "/")));
    }
}

fn include(line: &str, found: &mut Vec<Import>) {
    let rest = line
        .strip_prefix('#')
        .map(str::trim_start)
        .and_then(|rest| rest.strip_prefix("include"));
    if let Some(target) = rest.filter(|rest| rest.contains('"')).and_then(quoted) {
        found.push(Import::Relative(target.to_owned()));
        found.extend(module(target, "/"));
    }
}

fn java(line: &str, found: &mut Vec<Import>) {
    if let Some(rest) = line.strip_prefix("import ") {
        let path = rest
            .trim_start_matches("static ")
            .trim_end_matches([';', ' '])
            .trim_end_matches(".*");
        found.extend(module(path, "."));
    }
}

fn ruby(line: &str, found: &mut Vec<Import>) {
    if line.starts_with("require_relative ") {
        found.extend(quoted(line).map(|target| Import::Relative(target.to_owned())));
    } else if line.starts_with("require ") {
        found.extend(quoted(line).and_then(|target| module(target, "/")));
    }
}

fn php(line: &str, found: &mut Vec<Import>) {
    if let Some(rest) = line.strip_prefix("use ") {
        let path = rest.split([';', '{', ' ']).next().unwrap_or_default();
        found.extend(module(path, "\\").filter(|_| path.contains('\\')));
    }
}

#[cfg(test)]
mod tests {
    use super::{Import, imports};

    fn shown(path: &str, text: &str) -> String {
        let each = imports(&path.into(), text).into_iter().map(|import| match import {
            Import::Module(path) => path,
            Import::Relative(path) => format!("./{path}"),
        });
        each.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_imports_of_each_language() {
        assert_eq!(
            shown(
                "a.py",
                "import os, pay.cards as c\nfrom pay.web import (\nfrom . import x\nfrom ..mail import send, y\nimportant = 1\n"
            ),
            "os pay/cards pay/web ./../mail ./../mail/send ./../mail/y ./x"
        );
        assert_eq!(
            shown(
                "a.rs",
                "use crate::pay::Card;\npub use super::x::{A, B};\nlet used = 1;\n"
            ),
            "pay pay/Card super super/x"
        );
        assert_eq!(
            shown(
                "a.ts",
                "import { a } from './pay/card';\nconst b = require(\"../b\");\nimport x from 'react';\n"
            ),
            "./../b ././pay/card"
        );
        assert_eq!(
            shown(
                "a.go",
                "import (\n\t\"fmt\"\n\tx \"host.org/me/app/pay\"\n)\nvar s = \"a/b\"\n"
            ),
            "host.org/me/app/pay"
        );
        assert_eq!(
            shown("a.c", "#include <stdio.h>\n# include \"pay/card.h\"\n"),
            "pay/card.h ./pay/card.h"
        );
        assert_eq!(
            shown("A.java", "import static org.pay.Card.charge;\nimport org.mail.*;\n"),
            "org/mail org/pay/Card/charge"
        );
        assert_eq!(
            shown("a.rb", "require 'pay/card'\nrequire_relative '../x'\n"),
            "pay/card ./../x"
        );
        assert_eq!(shown("a.php", "use Pay\\Card;\nuse Trait1;\n"), "Pay/Card");
        assert_eq!(shown("a.md", "import x\n"), "");
    }
}
