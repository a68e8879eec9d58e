//! Doc comments that a range left as they were while it changed the signature they stand at.
//!
//! A doc comment is a page of its own, about the symbol it stands at. What it writes as code can be held against the two
//! signatures; what it says in prose cannot.

use super::changed_files::ChangedFile;
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::path::RepoPath;
use crate::model::span::{LineIndex, Region, Span};
use crate::model::symbol::{Param, ParamKind, Signature, Symbol};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Words that begin the part of a docstring in which parameters are described.
const SECTIONS: &[&str] = &[
    "Args:",
    "Arguments:",
    "Parameters:",
    "Parameters",
    "Other Parameters",
    "# Arguments",
];
/// Fields of reStructuredText that describe a parameter.
const FIELDS: &[&str] = &[":param ", ":parameter ", ":arg ", "@param "];

/// A doc comment that was not touched although its signature changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleComment {
    /// The file at head.
    pub path: RepoPath,
    /// The name in the comment that is gone, or else the name of the symbol.
    pub region: Region,
    /// The line it stands on.
    pub line: String,
    /// What changed.
    pub change: Arc<SymbolChange>,
    /// What is wrong with the comment.
    pub fault: CommentFault,
}

/// What is wrong with a doc comment whose signature changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentFault {
    /// It writes the name of a parameter that is gone; with its new name, if it was renamed.
    GoneParameter(String, Option<String>),
    /// It writes the symbol's own old name.
    OldName(String, String),
    /// It writes a type that the signature no longer has.
    GoneType(String),
    /// It describes parameters, and these are new.
    NewParameters(Vec<String>),
}

/// The doc comments that a range left behind, by path and place.
pub fn between(files: &[ChangedFile], changes: &[Arc<SymbolChange>]) -> Vec<StaleComment> {
    let mut by_path: HashMap<&RepoPath, (&ChangedFile, &str, LineIndex)> = HashMap::new();
    for file in files {
        if let Some(head) = &file.head {
            by_path.insert(&head.path, (file, &*head.text, LineIndex::new(&head.text)));
        }
    }
    let mut found: Vec<StaleComment> = changes
        .iter()
        .filter_map(|change| {
            let head = change.head.as_ref()?;
            let (file, text, lines) = by_path.get(&head.path)?;
            of_change(change, file, text, lines)
        })
        .collect();
    found.sort_by(|a, b| (&a.path, a.region).cmp(&(&b.path, b.region)));
    found.dedup();
    found
}

fn of_change(change: &Arc<SymbolChange>, file: &ChangedFile, text: &str, lines: &LineIndex) -> Option<StaleComment> {
    let (base, head) = (change.base.as_ref()?, change.head.as_ref()?);
    let (before, after) = (base.symbol.doc.as_ref()?, head.symbol.doc.as_ref()?);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    if words(&before.text) != words(&after.text) {
        return None;
    }
    let written = written_as_code(&after.text);
    let (fault, name) = fault(base, head, file, &written, &after.text)?;
    let span = name
        .and_then(|name| place_of(text, after.span, &name))
        .unwrap_or(head.symbol.name_span);
    let region = lines.region(text, span);
    Some(StaleComment {
        path: head.path.clone(),
        region,
        line: text
            .lines()
            .nth(region.start.line as usize - 1)
            .unwrap_or_default()
            .to_owned(),
        change: change.clone(),
        fault,
    })
}

/// What is wrong, and the name in the comment that shows it.
fn fault(
    base: &PlacedSymbol,
    head: &PlacedSymbol,
    file: &ChangedFile,
    written: &BTreeSet<String>,
    comment: &str,
) -> Option<(CommentFault, Option<String>)> {
    let (was, is) = (&base.symbol, &head.symbol);
    let (before, after) = (was.signature.as_ref()?, is.signature.as_ref()?);
    if let Some(gone) = gone_parameter(before, after, is, file, written) {
        let new = renamed_to(before, after, &gone);
        return Some((CommentFault::GoneParameter(gone.clone(), new), Some(gone)));
    }
    if was.name != is.name && written.contains(&was.name) && !defines(file, &was.name) {
        let fault = CommentFault::OldName(was.name.clone(), is.name.clone());
        return Some((fault, Some(was.name.clone())));
    }
    if let Some(gone) = gone_type(before, after, written) {
        return Some((CommentFault::GoneType(gone.clone()), Some(gone)));
    }
    let described = |param: &Param| written.contains(&param.name);
    let describes = SECTIONS
        .iter()
        .any(|section| comment.lines().any(|line| line.trim() == *section))
        || before.callable_params().any(described);
    let new: Vec<String> = after
        .callable_params()
        .filter(|param| !before.params.iter().any(|known| known.name == param.name) && !described(param))
        .filter(|param| !matches!(param.kind, ParamKind::Variadic | ParamKind::KeywordVariadic))
        .map(|param| param.name.clone())
        .collect();
    (describes && !new.is_empty()).then_some((CommentFault::NewParameters(new), None))
}

/// A parameter of base that the comment writes and head has not. It must mean nothing else there: no field, no other symbol of
/// the file, no word of the signature.
fn gone_parameter(
    before: &Signature,
    after: &Signature,
    symbol: &Symbol,
    file: &ChangedFile,
    written: &BTreeSet<String>,
) -> Option<String> {
    let open = after
        .params
        .iter()
        .any(|param| param.kind == ParamKind::KeywordVariadic);
    let gone = before.callable_params().find(|param| {
        let stays = after.params.iter().any(|known| known.name == param.name);
        let means_else = word_of(&after.text, &param.name) || symbol.name == param.name || defines(file, &param.name);
        !stays && !open && written.contains(&param.name) && !means_else
    });
    gone.map(|param| param.name.clone())
}

/// The name that took the place of a parameter: the only new one, where it stood.
fn renamed_to(before: &Signature, after: &Signature, gone: &str) -> Option<String> {
    let at = before.params.iter().position(|param| param.name == gone)?;
    let now = after.params.get(at)?;
    let is_new = !before.params.iter().any(|param| param.name == now.name);
    let same = before.params.len() == after.params.len() && before.params[at].ty == now.ty;
    (is_new && same).then(|| now.name.clone())
}

/// A type that only the signature of base has and the comment writes.
fn gone_type(before: &Signature, after: &Signature, written: &BTreeSet<String>) -> Option<String> {
    let is_type = |word: &&String| word.starts_with(char::is_uppercase) && word.len() > 1;
    let mut types = written.iter().filter(is_type);
    types
        .find(|word| word_of(&before.text, word) && !word_of(&after.text, word))
        .cloned()
}

/// Whether the file at head defines something of that name.
fn defines(file: &ChangedFile, name: &str) -> bool {
    let symbols = file.head.iter().flat_map(|head| &head.code.symbols);
    symbols.into_iter().any(|symbol| symbol.name == name)
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn word_of(text: &str, word: &str) -> bool {
    text.split(|letter| !is_word_letter(letter)).any(|found| found == word)
}

/// The identifiers that a comment writes as code: between backticks, and those whose description a field begins.
fn written_as_code(comment: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut fenced = false;
    for line in comment.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        let spans = line.split('`').skip(1).step_by(2).map(str::trim);
        found.extend(spans.filter(|span| is_identifier(span)).map(str::to_owned));
        for field in FIELDS {
            let described = line.trim_start().strip_prefix(field);
            let name = described.and_then(|rest| rest.split(':').next()?.split_whitespace().last());
            let name = name.map(|name| name.trim_start_matches(['*', '\\']));
            found.extend(name.filter(|name| is_identifier(name)).map(str::to_owned));
        }
    }
    found
}

fn is_identifier(text: &str) -> bool {
    let text = text.trim_start_matches("r#");
    !text.is_empty() && !text.starts_with(|first: char| first.is_numeric()) && text.chars().all(is_word_letter)
}

/// The first place of a name in the comment where it stands as code, or behind a field.
fn place_of(text: &str, comment: Span, name: &str) -> Option<Span> {
    let within = text.get(comment.range())?;
    let places = within.match_indices(name).filter(|(at, _)| {
        let before = within[..*at].chars().next_back();
        let after = within[at + name.len()..].chars().next();
        !before.is_some_and(is_word_letter) && !after.is_some_and(is_word_letter)
    });
    let places: Vec<usize> = places.map(|(at, _)| at).collect();
    let as_code = places.iter().find(|at| {
        within[..**at].ends_with(['`', '*'])
            || within[..**at].ends_with(' ') && {
                let line = within[..**at].rsplit('\n').next().unwrap_or_default();
                FIELDS.iter().any(|field| line.trim_start().starts_with(field))
            }
    });
    let at = comment.range().start + as_code.or(places.first())?;
    Some(Span::new(at, at + name.len()))
}
