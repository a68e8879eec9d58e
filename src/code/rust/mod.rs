//! Reads Rust with `syn`.
//!
//! `syn` recurses without a limit, and a stack that overflows ends the process. So the nesting of a text is bounded first
//! (`guard.rs`), and then each file is read on a thread of its own whose stack is large enough for that bound.

mod attribute;
mod expose;
mod fallback;
mod fields;
mod guard;
mod import;
mod item;
mod member;
mod place;
mod signature;

use super::draft::Source;
use crate::model::problem::ProblemKind;
use crate::model::source::CodeFile;
use item::Reading;
use std::thread::{Builder, scope};

/// Stacks to try, largest first, with the nesting that each is good for. They are reserved and not used up.
const STACKS: &[(usize, usize)] = &[(512 << 20, 6_000), (64 << 20, 600)];

/// Everything that a file defines and imports.
pub(crate) fn read(source: &Source<'_>) -> CodeFile {
    let nesting = guard::nesting(source.text);
    let mut file = parse(source, nesting).unwrap_or_else(|(kind, message)| CodeFile {
        symbols: fallback::definitions(source, 0..source.text.len(), &[]),
        problems: vec![(kind, message)],
        ..CodeFile::default()
    });
    file.symbols.extend(expose::calls(source));
    file.symbols
        .sort_by_key(|symbol| (symbol.span.start, symbol.name_span.start));
    file
}

/// Why a file was not parsed.
type Refusal = (ProblemKind, String);

fn parse(source: &Source<'_>, nesting: usize) -> Result<CodeFile, Refusal> {
    for (size, bound) in STACKS {
        if nesting > *bound {
            break;
        }
        let done = scope(|threads| {
            let thread = Builder::new()
                .stack_size(*size)
                .spawn_scoped(threads, || parse_here(source));
            thread.map(std::thread::ScopedJoinHandle::join)
        });
        match done {
            Ok(Ok(result)) => return result,
            Ok(Err(_)) => {
                return Err((
                    ProblemKind::Unparsed,
                    "the parser failed on this text; only hints at definitions were read".to_owned(),
                ));
            }
            // No room for such a stack: a smaller one will do for most files.
            Err(_) => {}
        }
    }
    Err((
        ProblemKind::TooComplex,
        format!("nested or chained {nesting} deep; only hints at definitions were read"),
    ))
}

/// Parses and reads on the current thread, where the tree is dropped again too: dropping recurses as well.
fn parse_here(source: &Source<'_>) -> Result<CodeFile, Refusal> {
    let start = code_start(source.text);
    let text = source.text.get(start..).unwrap_or_default();
    let file: syn::File = syn::parse_str(text).map_err(|error| {
        let line = error.span().start().line + source.slice(0..start).matches('\n').count();
        (
            ProblemKind::Unparsed,
            format!("line {line}: {error}; only hints at definitions were read"),
        )
    })?;
    let mut reading = Reading::new(source, start);
    reading.items(&file.items);
    Ok(reading.finish())
}

/// Behind a byte order mark and a `#!` line, which are no Rust.
pub(super) fn code_start(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let rest = &text[mark..];
    let script = rest.starts_with("#!") && !rest[2..].trim_start().starts_with('[');
    if script {
        rest.find('\n').map_or(text.len(), |end| mark + end)
    } else {
        mark
    }
}

#[cfg(test)]
mod tests;
