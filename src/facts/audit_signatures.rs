//! What pages show of signatures and values, in an audit. Only what the head contradicts is compared with the past: a shown
//! call that the code takes today needs no history.

use super::kept::Kept;
use super::names::Names;
use super::pages::PageFacts;
use super::shown;
use super::side::Side;
use super::signatures::{self, Contradiction};
use super::stale::{Fault, Stale};
use super::table::Table;
use super::tie;
use crate::code;
use crate::git::error::GitError;
use crate::git::repo::Repo;
use crate::model::change::{ChangeKind, PlacedSymbol, SymbolChange};
use crate::model::commit::Commit;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, ShownCall};
use crate::model::revision::{FileKind, Oid};
use crate::model::symbol::{Symbol, SymbolKind};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// So many mentions are followed through earlier commits when the commit that wrote them does not explain them.
const MOST_FOLLOWED: usize = 400;

/// A mention that shows what the head contradicts, and the symbols it may mean.
pub(super) struct Shown {
    pub(super) page: usize,
    mention: usize,
    symbols: Vec<(PlacedSymbol, Tie)>,
}

/// The mentions whose call, declaration or value does not fit the head.
pub(super) fn candidates(head: &Side<'_>, table: &Table, names: &Names, pages: &[PageFacts]) -> Vec<Shown> {
    let shows = |page: &PageFacts, mention: &Mention| {
        (signatures::shown_call(mention).is_some() || value_line(page, mention).is_some())
            && mention.form != MentionForm::Output
            && !is_of_the_page(mention)
            && page.is_in_earnest(mention)
            && page.is_of_the_present(mention)
            && !names.is_foreign(page, mention)
    };
    let rows: Vec<(usize, usize)> = pages
        .iter()
        .enumerate()
        .flat_map(|(number, page)| {
            let mentions = page.page.mentions.iter().enumerate();
            mentions
                .filter(|(_, mention)| shows(page, mention))
                .map(move |(at, _)| (number, at))
                .collect::<Vec<_>>()
        })
        .collect();
    let wanted: BTreeSet<&str> = rows
        .iter()
        .map(|(page, at)| pages[*page].page.mentions[*at].leaf())
        .collect();
    let by_name = symbols_named(head, table, &wanted);
    rows.into_iter()
        .filter_map(|(page, mention)| candidate(&by_name, pages, page, mention))
        .collect()
}

/// The symbols of the head that have one of these names and something to show.
fn symbols_named<'w>(
    head: &Side<'_>,
    table: &Table,
    wanted: &BTreeSet<&'w str>,
) -> HashMap<&'w str, Vec<PlacedSymbol>> {
    let mut by_name: HashMap<&str, Vec<PlacedSymbol>> = HashMap::new();
    for version in table
        .versions
        .iter()
        .filter(|version| head.sources.contains_key(&version.path))
    {
        for symbol in &version.code.symbols {
            let told = symbol.signature.is_some() || symbol.value.is_some();
            let tested = symbol.markers.iter().any(|marker| marker == "test");
            if let Some(name) = wanted.get(symbol.name.as_str()).filter(|_| told && !tested) {
                by_name.entry(*name).or_default().push(version.place(symbol));
            }
        }
    }
    by_name
}

fn candidate(by_name: &HashMap<&str, Vec<PlacedSymbol>>, pages: &[PageFacts], page: usize, at: usize) -> Option<Shown> {
    let facts = &pages[page];
    let mention = &facts.page.mentions[at];
    let symbols = by_name.get(mention.leaf())?;
    let part = mention.parts.len().checked_sub(1)?;
    let tied: Vec<(PlacedSymbol, Tie)> = symbols
        .iter()
        .filter_map(|symbol| {
            Some((
                symbol.clone(),
                tie::to_symbol(facts, mention, part, symbol, symbols.len())?,
            ))
        })
        .collect();
    let fits = |symbol: &Symbol| match (signatures::shown_call(mention), &symbol.signature) {
        (Some(shown), Some(signature)) => signatures::fits(shown, signature),
        _ => value_line(facts, mention).is_none() || symbol.kind != SymbolKind::Constant,
    };
    let open = !tied.is_empty() && !tied.iter().any(|(symbol, _)| fits(&symbol.symbol));
    open.then_some(Shown {
        page,
        mention: at,
        symbols: tied,
    })
}

/// Whether a page defines in an example what has the name of something that ships: `def handler(request):`.
fn is_of_the_page(mention: &Mention) -> bool {
    matches!(mention.form, MentionForm::Block(_)) && mention.call.as_ref().is_some_and(|shown| shown.declaration)
}

/// A call in an example may leave out what the reader has to add: only an argument it names can be told to be gone.
fn is_certain(mention: &Mention, what: &Contradiction) -> bool {
    let named = |shown: &ShownCall| {
        shown.declaration
            || shown
                .arguments
                .iter()
                .any(|argument| argument.name.as_deref() == Some(&what.subject))
    };
    signatures::shown_call(mention).is_none_or(named)
}

/// A list that lacks a parameter of today is not wrong in what it says, and a line that was edited since may be meant so.
fn confidence(what: &Contradiction, kept: bool) -> Confidence {
    if kept || what.shown.starts_with('(') {
        Confidence::Low
    } else {
        Confidence::Medium
    }
}

/// The rest of the line behind a mention that may state a value.
fn value_line<'p>(page: &'p PageFacts, mention: &Mention) -> Option<&'p str> {
    let prose = mention.call.is_none() && !matches!(mention.form, MentionForm::Block(_));
    let behind = page.text.get(mention.span.end as usize..).filter(|_| prose)?;
    let line = behind.lines().next().unwrap_or_default();
    let constant = mention
        .leaf()
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    (constant && line.contains(|c: char| c.is_ascii_digit() || c == '"' || c == '\'' || c == '`')).then_some(line)
}

/// Compares what pages show with the code of the commits that wrote it.
pub(super) struct Comparison<'a, 'k> {
    repo: &'a Repo,
    kept: &'k mut Kept<'a>,
    read: HashMap<Oid, Arc<Vec<Symbol>>>,
}

impl<'a, 'k> Comparison<'a, 'k> {
    /// Nothing is read yet.
    pub(super) fn new(repo: &'a Repo, kept: &'k mut Kept<'a>) -> Self {
        Self {
            repo,
            kept,
            read: HashMap::new(),
        }
    }

    /// The mentions that were right when they were written.
    pub(super) fn stale(&mut self, pages: &[PageFacts], shown: &[Shown]) -> Result<Vec<Stale>, GitError> {
        let mut stale = Vec::new();
        for (number, row) in shown.iter().enumerate() {
            let page = &pages[row.page];
            let mention = &page.page.mentions[row.mention];
            let Some(origin) = page.origin(mention.line) else {
                continue;
            };
            let found = self.contradiction(page, mention, row, origin, number < MOST_FOLLOWED)?;
            stale.extend(found.map(|(change, what, tie, kept)| Stale {
                page: row.page,
                mention: row.mention,
                part: mention.parts.len().saturating_sub(1),
                confidence: page.capped(mention, confidence(&what, kept)),
                fault: Fault::Contradicted(Arc::new(change), what),
                tie,
                cause: None,
                written: None,
                kept,
            }));
        }
        Ok(stale)
    }

    fn contradiction(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        row: &Shown,
        origin: Oid,
        follow: bool,
    ) -> Result<Option<(SymbolChange, Contradiction, Tie, bool)>, GitError> {
        let written = self.repo.commit(origin)?;
        let line = (&page.path, page.line_text(mention.line));
        for (head, tie) in &row.symbols {
            if let Some((change, what)) = self.at(page, mention, head, &written)? {
                return Ok(Some((change, what, tie.clone(), false)));
            }
            if !follow || !self.kept.is_carried(&written, line, mention.leaf())? {
                continue;
            }
            for sample in self.kept.samples()? {
                if let Some((change, what)) = self.at(page, mention, head, &sample)? {
                    let named = self.kept.in_docs(&sample, &page.path, &what.subject)?;
                    return Ok(named.then(|| (change, what, tie.clone(), true)));
                }
            }
        }
        Ok(None)
    }

    /// What a mention shows that was right at a commit.
    fn at(
        &mut self,
        page: &PageFacts,
        mention: &Mention,
        head: &PlacedSymbol,
        commit: &Commit,
    ) -> Result<Option<(SymbolChange, Contradiction)>, GitError> {
        let Some((Some(FileKind::File), blob)) = self.kept.entry(commit, &head.path)? else {
            return Ok(None);
        };
        let symbols = self.symbols(head, blob)?;
        let name = head.symbol.local_name();
        let Some(base) = symbols
            .iter()
            .find(|symbol| symbol.kind == head.symbol.kind && symbol.local_name() == name)
        else {
            return Ok(None);
        };
        let change = change(head, base);
        let what = shown::contradiction(page, mention, &change).filter(|what| is_certain(mention, what));
        Ok(what.map(|what| (change, what)))
    }

    fn symbols(&mut self, head: &PlacedSymbol, blob: Oid) -> Result<Arc<Vec<Symbol>>, GitError> {
        if let Some(known) = self.read.get(&blob) {
            return Ok(known.clone());
        }
        let bytes = self.repo.read_blob(blob)?;
        let read = code::reader::read(&head.path, &String::from_utf8_lossy(&bytes)).symbols;
        let read = Arc::new(read);
        self.read.insert(blob, read.clone());
        Ok(read)
    }
}

fn change(head: &PlacedSymbol, base: &Symbol) -> SymbolChange {
    let kind = if base.signature == head.symbol.signature {
        ChangeKind::ValueChanged
    } else {
        ChangeKind::SignatureChanged
    };
    SymbolChange {
        kind,
        base: Some(PlacedSymbol {
            path: head.path.clone(),
            qualified: head.qualified.clone(),
            symbol: base.clone(),
        }),
        head: Some(head.clone()),
        similarity: 100,
    }
}
