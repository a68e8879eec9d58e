//! What the changes between two snapshots made stale: from the code change to the mentions.

use super::at_arguments::on_arguments;
use super::changed_files::{self, ChangedFile};
use super::changes;
use super::deaths::{self, Death, Extent};
use super::leftover;
use super::moved::Moved;
use super::names::Names;
use super::namesakes::versions_with;
use super::pages::{self, PageFacts, PagesRead, is_distinctive, is_python_special};
use super::paths::{self, Departed, PathIndex};
use super::resolver::Tables;
use super::set_apart;
use super::shown;
use super::side::Side;
use super::stale::{Fault, Stale};
use super::substitutions::Substitutions;
use super::tie;
use super::translation;
use super::verbatim;
use crate::code::role;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::model::change::{ChangeKind, PlacedSymbol, SymbolChange};
use crate::model::commit::{PathChange, TouchKind};
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::problem::Problem;
use crate::model::source::FileRole;
use crate::model::symbol::{SymbolKind, Visibility};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What changed in code between two sides.
pub struct CodeChanges {
    /// Every path that differs.
    pub paths: Vec<PathChange>,
    /// The source files among them, read.
    pub files: Vec<ChangedFile>,
    /// Symbols that differ.
    pub symbols: Vec<Arc<SymbolChange>>,
    /// Names that are gone.
    pub deaths: Vec<Arc<Death>>,
    /// Names that live on in another module.
    pub moved: Moved,
    /// Paths that are gone.
    pub departed: Departed,
    /// Which identifier took whose place.
    pub votes: Substitutions,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Compares the code of two sides.
///
/// # Errors
/// When objects of the comparison are missing or damaged.
pub fn compare(base: &Side<'_>, head: &Side<'_>) -> Result<CodeChanges, GitError> {
    let paths = base.repo.changes(&base.snapshot, &head.snapshot)?;
    let (files, problems) = changed_files::read(base, head, &paths);
    let votes = Substitutions::of(&files);
    let symbols = changes::between(&files, &votes);
    let deaths = deaths::between(&files, &symbols, &votes, head)
        .into_iter()
        .map(Arc::new)
        .collect();
    let moved = Moved::between(&files, &symbols);
    let departed = Departed::of(&paths, &head.snapshot);
    let symbols = symbols.into_iter().map(Arc::new).collect();
    Ok(CodeChanges {
        paths,
        files,
        symbols,
        deaths,
        moved,
        departed,
        votes,
        problems,
    })
}

/// The pages that may be stale by the changes, with their edited lines marked.
pub fn pages(
    base: &Side<'_>,
    head: &Side<'_>,
    code: &CodeChanges,
    settings: &Settings,
    chosen: impl Fn(&RepoPath) -> bool + Sync,
) -> PagesRead {
    let terms = search_terms(code);
    let finder = AhoCorasick::new(&terms).ok();
    let relevant = |text: &str| !terms.is_empty() && finder.as_ref().is_none_or(|finder| finder.is_match(text));
    let mut read = pages::read(head, settings, chosen, relevant);
    let from: HashMap<&RepoPath, &RepoPath> = code
        .paths
        .iter()
        .filter_map(|change| Some((&change.path, change.from.as_ref()?)))
        .collect();
    let gone = leftover::Gone::of(&code.deaths);
    translation::mark_in_step(&mut read.pages, |path| head.snapshot.files.contains_key(path));
    for page in &mut read.pages {
        leftover::add(page, &gone, &code.departed);
        let base_path = from.get(&page.path).copied().unwrap_or(&page.path);
        let text = base.text_at(base_path.as_str());
        pages::mark_edited(page, text.as_deref());
    }
    read
}

fn search_terms(code: &CodeChanges) -> BTreeSet<String> {
    let dead = code.deaths.iter().map(|death| death.name.clone());
    let changed = code
        .symbols
        .iter()
        .filter(|change| is_telling(change))
        .filter_map(|change| Some(change.base.as_ref()?.symbol.name.clone()));
    let paths = code.departed.names().into_iter().map(str::to_owned);
    let moved = code.moved.terms();
    dead.chain(changed)
        .chain(paths)
        .chain(moved)
        .filter(|term| term.len() > 1)
        .collect()
}

/// Whether a name is Python's or nobody's.
fn is_special(name: &str) -> bool {
    name.starts_with("__") && (!is_distinctive(name) || is_python_special(name))
}

/// Changes of a symbol that kept its name and that docs may show.
fn is_telling(change: &SymbolChange) -> bool {
    let special = change.base.as_ref().is_some_and(|base| is_special(&base.symbol.name));
    let tested = change
        .base
        .as_ref()
        .is_some_and(|base| role::classify(&base.path) != FileRole::Code);
    let shipped = !special
        && !tested
        && change
            .base
            .as_ref()
            .is_some_and(|base| base.symbol.visibility != Visibility::Private);
    shipped
        && matches!(
            change.kind,
            ChangeKind::SignatureChanged | ChangeKind::ValueChanged | ChangeKind::MadePrivate
        )
}

/// Ties mentions to the changes.
pub struct Tying<'c> {
    code: &'c CodeChanges,
    names: &'c Names,
    base_index: PathIndex<'c>,
    head_index: PathIndex<'c>,
    dead: HashMap<&'c str, Vec<&'c Arc<Death>>>,
    changed: HashMap<&'c str, Vec<&'c Arc<SymbolChange>>>,
    namesakes: HashMap<String, Vec<PlacedSymbol>>,
    renamed_pages: HashMap<&'c RepoPath, &'c RepoPath>,
    tables: Tables<'c>,
}

impl<'c> Tying<'c> {
    /// Indexes the changes.
    pub fn new(base: &'c Side<'c>, head: &'c Side<'c>, code: &'c CodeChanges, names: &'c Names) -> Self {
        let mut dead: HashMap<&str, Vec<&Arc<Death>>> = HashMap::new();
        for death in &code.deaths {
            dead.entry(&death.name).or_default().push(death);
        }
        let mut changed: HashMap<&str, Vec<&Arc<SymbolChange>>> = HashMap::new();
        for change in code.symbols.iter().filter(|change| is_telling(change)) {
            if let Some(base) = &change.base {
                changed.entry(&base.symbol.name).or_default().push(change);
            }
        }
        let renamed = code.paths.iter().filter(|change| change.kind == TouchKind::Renamed);
        Self {
            code,
            names,
            base_index: PathIndex::new(&base.snapshot),
            head_index: PathIndex::new(&head.snapshot),
            tables: Tables::new(base, head),
            namesakes: head_namesakes(head, code, &changed),
            dead,
            changed,
            renamed_pages: renamed
                .filter_map(|change| Some((&change.path, change.from.as_ref()?)))
                .collect(),
        }
    }

    /// Every mention of a page that the changes made stale, or may have.
    pub fn stale_of(&self, number: usize, page: &PageFacts) -> Vec<Stale> {
        let mentions = page.page.mentions.iter().enumerate();
        let meant = |mention: &Mention| page.is_in_earnest(mention) || self.is_of_the_code(mention);
        let open = mentions.filter(|(_, mention)| !page.is_fresh(mention) && meant(mention));
        let found = open.filter_map(|(at, mention)| {
            let (part, fault, tie, confidence) = self.fault_of(page, mention)?;
            Some(Stale {
                page: number,
                mention: at,
                part,
                confidence: shown::capped(page, mention, &fault, confidence),
                fault,
                tie,
                cause: None,
                written: None,
                kept: false,
            })
        });
        on_arguments(page, found.collect())
    }

    /// Whether a name that looks like one of an example (`SampleFieldName`) is one that the code defined and that is gone.
    fn is_of_the_code(&self, mention: &Mention) -> bool {
        let deaths = self.dead.get(mention.leaf()).into_iter().flatten();
        let defined = |death: &&&Arc<Death>| death.base.is_some() && death.extent == Extent::Vanished;
        set_apart::is_long(mention.leaf()) && deaths.filter(defined).count() > 0
    }

    /// Mentions of a page that share a name with what died or changed, and of which nothing certain can be said.
    pub fn unknown_of(&self, page: &PageFacts, stale: &[Stale]) -> usize {
        let concerned = |mention: &Mention| {
            mention.parts.iter().any(|part| self.dead.contains_key(part.as_str()))
                || self.changed.contains_key(mention.leaf())
        };
        let open = page
            .page
            .mentions
            .iter()
            .filter(|mention| !page.is_fresh(mention) && concerned(mention))
            .count();
        open.saturating_sub(stale.len())
    }

    fn fault_of(&self, page: &PageFacts, mention: &Mention) -> Option<(usize, Fault, Tie, Confidence)> {
        if matches!(mention.kind, MentionKind::Path | MentionKind::Link) {
            return self.missing_path(page, mention);
        }
        let is_output = mention.form == MentionForm::Output;
        self.dead_part(page, mention).or_else(|| {
            if is_output {
                return None;
            }
            let moved = || self.code.moved.fault_of(&self.tables, page, mention);
            let described = || shown::described(page, mention, |name| self.changed_as(name));
            moved()
                .or_else(|| self.changed_symbol(page, mention))
                .or_else(described)
        })
    }

    /// The changes of symbols of that name, and the definitions that have it at head.
    fn changed_as(&self, name: &str) -> Option<(&[&'c Arc<SymbolChange>], &[PlacedSymbol])> {
        let namesakes = self.namesakes.get(name).map_or(&[][..], Vec::as_slice);
        Some((self.changed.get(name)?, namesakes))
    }

    fn missing_path(&self, page: &PageFacts, mention: &Mention) -> Option<(usize, Fault, Tie, Confidence)> {
        let base_page = self.renamed_pages.get(&page.path).copied().unwrap_or(&page.path);
        let found = paths::missing(
            page,
            base_page,
            mention,
            &self.base_index,
            &self.head_index,
            &self.code.departed,
        )?;
        let confidence = if found.sure {
            Confidence::High
        } else {
            Confidence::Medium
        };
        Some((0, Fault::Missing(found), Tie::Path, confidence))
    }

    /// The last part of the name that is dead; what went together with its container is not worth the words.
    fn dead_part(&self, page: &PageFacts, mention: &Mention) -> Option<(usize, Fault, Tie, Confidence)> {
        let last = |part| self.death_of(page, mention, part);
        let (part, death, tie, confidence) = (0..mention.parts.len()).rev().find_map(last)?;
        let above = part.checked_sub(1).and_then(last);
        let (part, death, tie, confidence) = above
            .filter(|above| takes_along(&above.1, &death))
            .unwrap_or((part, death, tie, confidence));
        Some((part, Fault::Dead(death), tie, confidence))
    }

    /// The death of a part of a name that fits best.
    fn death_of(
        &self,
        page: &PageFacts,
        mention: &Mention,
        part: usize,
    ) -> Option<(usize, Arc<Death>, Tie, Confidence)> {
        let name = mention.parts[part].as_str();
        let deaths = self.dead.get(name).into_iter().flatten().copied().cloned();
        let deaths = deaths.chain(self.dead_words_of_flag(mention, name));
        let ties = deaths.filter_map(|death| {
            let (tie, confidence) = tie::to_death(self.names, Some(&self.tables), page, mention, part, &death)?;
            Some((tie, confidence, death))
        });
        let rank = |tie: &Tie, death: &Death| (*tie != Tie::OnlyDefinition, death.new_name.is_some());
        let (tie, confidence, death) = ties.max_by(|a, b| (a.1, rank(&a.0, &a.2)).cmp(&(b.1, rank(&b.0, &b.2))))?;
        Some((part, death, tie, confidence))
    }

    /// Words that code may have written without the dashes of the flag: `flag("max-depth")` for `--max-depth`.
    fn dead_words_of_flag(&self, mention: &Mention, name: &str) -> Vec<Arc<Death>> {
        // What is declared as a flag, is known by its own name.
        let declared = self
            .dead
            .get(name)
            .into_iter()
            .flatten()
            .any(|death| death.base.is_some());
        let bare = name.strip_prefix("--").filter(|bare| bare.contains('-') && !declared);
        let deaths = bare
            .filter(|_| mention.kind == MentionKind::Flag)
            .and_then(|bare| self.dead.get(bare));
        let gone = |death: &&&Arc<Death>| !matches!(death.extent, Extent::DefinitionGone | Extent::LivesElsewhere);
        let words = deaths.into_iter().flatten().filter(gone);
        words.map(|death| Arc::new(death.as_flag())).collect()
    }

    fn changed_symbol(&self, page: &PageFacts, mention: &Mention) -> Option<(usize, Fault, Tie, Confidence)> {
        let part = mention.parts.len().checked_sub(1)?;
        if self.names.is_foreign(page, mention) {
            return None;
        }
        let changes = self.changed.get(mention.leaf())?;
        let namesakes = self.namesakes.get(mention.leaf()).map_or(&[][..], Vec::as_slice);
        let ties = changes.iter().filter_map(|change| {
            let others = shown::others(change, namesakes);
            let tie = tie::to_symbol(page, mention, part, change.base.as_ref()?, others);
            let shown = || verbatim::tie(page, mention, change, namesakes);
            let refused = || verbatim::refused_by_all(page, mention, change, namesakes);
            Some((change, tie.or_else(shown).or_else(refused)?))
        });
        let rows: Vec<_> = ties
            .map(|(change, tie)| {
                let what = shown::contradiction(page, mention, change);
                let still = |_: &_| !verbatim::twin_fits(page, mention, change, namesakes);
                (what.filter(still), tie, *change)
            })
            .collect();
        let at = rows
            .iter()
            .position(|row| row.0.is_some())
            .or(if rows.is_empty() { None } else { Some(0) })?;
        let (what, tie, change) = rows.into_iter().nth(at)?;
        Some(match what {
            Some(what) => (part, Fault::Contradicted(change.clone(), what), tie, Confidence::Medium),
            None => (part, Fault::Changed(change.clone()), tie, Confidence::Low),
        })
    }
}

/// Whether a container that is gone is what a doc should be told of, and not its member that went with it.
fn takes_along(container: &Death, member: &Death) -> bool {
    let certain = |death: &Death| death.new_name.as_ref().is_some_and(|new| new.certain);
    let telling = match container.kind {
        Some(SymbolKind::Module) => !is_distinctive(&member.name),
        kind => kind.is_some_and(SymbolKind::is_container),
    };
    telling && (certain(container) || !certain(member))
}

/// Definitions at head that share the name of a changed symbol.
fn head_namesakes(
    head: &Side<'_>,
    code: &CodeChanges,
    changed: &HashMap<&str, Vec<&Arc<SymbolChange>>>,
) -> HashMap<String, Vec<PlacedSymbol>> {
    let wanted: BTreeSet<String> = changed.keys().map(|name| (*name).to_owned()).collect();
    let known: BTreeSet<&RepoPath> = code
        .files
        .iter()
        .filter_map(|file| Some(&file.head.as_ref()?.path))
        .collect();
    let unread = versions_with(head, &wanted, &known);
    let read = code
        .files
        .iter()
        .filter_map(|file| file.head.as_ref())
        .filter(|version| version.role == FileRole::Code);
    let mut found: HashMap<String, Vec<PlacedSymbol>> = HashMap::new();
    for symbol in read.chain(&unread).flat_map(changed_files::Version::placed_symbols) {
        if wanted.contains(&symbol.symbol.name) {
            found.entry(symbol.symbol.name.clone()).or_default().push(symbol);
        }
    }
    found
}
