//! What a file of Python declares for others, and what its docstrings say.
//!
//! The text is cut into tokens and logical lines, and only headers, first statements and a few assignments are looked at: no
//! tree is built. That is many times faster than a parser, and a line whose tokens cannot follow each other is noticed too.

mod declare;
mod definition;
mod docstring;
mod exports;
mod faults;
mod imports;
mod lexer;
mod scanner;
mod shape;
mod signature;
mod statement;
mod strings;
mod token;
mod typing_names;

use crate::model::api::{ApiSymbol, DocFault};
use crate::model::problem::ProblemKind;
use crate::model::span::LineIndex;
use declare::{Declarations, Declared};
use imports::Imported;
use serde::{Deserialize, Serialize};

/// What one file declares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PythonOutline {
    /// The module itself first, then what it declares for others, judged by this file alone.
    pub symbols: Vec<ApiSymbol>,
    /// What would be for others, were it listed in `__all__`. It may be offered by another module.
    pub unlisted: Vec<ApiSymbol>,
    /// What `__all__` lists, if there is one.
    pub exports: Option<Vec<String>>,
    /// Names of other modules that this one passes on.
    pub passed_on: Vec<PassedOn>,
    /// Whether the module has `__getattr__`, so that it may have names that nobody can see.
    pub dynamic: bool,
    /// Docstrings that say what is not so, private ones included.
    pub faults: Vec<DocFault>,
    /// What could be read, but not wholly.
    pub problems: Vec<(ProblemKind, String)>,
}

/// A name of another module that a module offers as its own: `from .a import b as b`, or listed in `__all__`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PassedOn {
    /// How many dots stand before the module.
    pub level: u8,
    /// The module as written, without these dots.
    pub module: String,
    /// Its name there; `*` for all.
    pub name: String,
    /// Its name here.
    pub bound: String,
}

/// Reads one file.
///
/// # Errors
/// The reason as a problem: a text that is not Python 3.
pub fn outline(text: &str) -> Result<PythonOutline, (ProblemKind, String)> {
    let declared = scanner::scan(text).map_err(|fault| {
        let before = text.as_bytes().get(..fault.0.min(text.len())).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("syntax error at line {line}; the file was left out");
        (ProblemKind::Unparsed, message)
    })?;
    Ok(finish(text, declared))
}

fn finish(text: &str, declared: Declarations<'_>) -> PythonOutline {
    let lines = LineIndex::new(text);
    let mut exports = declared.exports;
    let mut outline = PythonOutline {
        dynamic: declared.dynamic,
        ..PythonOutline::default()
    };
    if let Some(names) = &mut exports {
        names.sort_unstable();
        names.dedup();
    }
    let is_listed = |name: &str| match &exports {
        Some(names) => names.binary_search_by(|known| known.as_str().cmp(name)).is_ok(),
        None => true,
    };
    for symbol in declared.symbols {
        let listed = symbol.top.is_empty() || is_listed(symbol.top);
        let list = if listed {
            &mut outline.symbols
        } else {
            &mut outline.unlisted
        };
        list.push(placed(text, &lines, symbol));
    }
    for (symbol, definition) in &declared.documented {
        let found = faults::of(text, definition).into_iter().map(|fault| DocFault {
            region: lines.region(text, fault.place),
            kind: fault.kind,
            symbol: symbol.clone(),
            subject: text.get(fault.place.range()).unwrap_or_default().to_owned(),
            actual: fault.actual,
        });
        outline.faults.extend(found);
    }
    outline.faults.sort();
    outline.passed_on = passed_on(&declared.imports, exports.is_some(), is_listed);
    outline.exports = exports;
    outline
}

fn placed(text: &str, lines: &LineIndex, symbol: Declared<'_>) -> ApiSymbol {
    ApiSymbol {
        region: lines.region(text, symbol.place),
        kind: symbol.kind,
        name: symbol.name,
        documented: symbol.documented,
    }
}

fn passed_on(imports: &[Imported<'_>], has_exports: bool, is_listed: impl Fn(&str) -> bool) -> Vec<PassedOn> {
    let is_offered = |import: &&Imported<'_>| match import.name {
        "*" => true,
        _ if has_exports => is_listed(import.bound),
        name => import.renamed && import.bound == name && !name.starts_with('_'),
    };
    let mut passed_on: Vec<PassedOn> = imports
        .iter()
        .filter(is_offered)
        .map(|import| PassedOn {
            level: u8::try_from(import.level).unwrap_or(u8::MAX),
            module: import.module.to_owned(),
            name: import.name.to_owned(),
            bound: import.bound.to_owned(),
        })
        .collect();
    passed_on.sort();
    passed_on.dedup();
    passed_on
}

#[cfg(test)]
mod tests;
