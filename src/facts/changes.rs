//! Which symbols differ between base and head, and which of the new ones an old one became.

use super::changed_files::ChangedFile;
use super::substitutions::Substitutions;
use crate::model::change::{ChangeKind, PlacedSymbol, SymbolChange};
use crate::model::symbol::{CodePrint, SymbolKind, Visibility};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Likeness, in percent, from which a removed and an added body count as the same symbol.
const SAME_BODY: u8 = 60;
/// From this likeness on neither names nor places matter.
const SURE_BODY: u8 = 85;
/// The same when the names are alike too or the containers are the same.
const SAME_BODY_NEARBY: u8 = 40;
/// A second successor with this share of the first one's score, in percent, leaves the rename in doubt.
const ALMOST_AS_LIKELY: u32 = 88;
/// Bodies with fewer token windows than this say nothing about likeness.
const MIN_SKETCH: usize = 6;
/// Above this many pairs to compare, only pairs of the same file or name are.
const MAX_PAIRS: usize = 4_000_000;

/// All symbol changes of the changed files, in the order of the base side, then additions.
pub fn between(files: &[ChangedFile], votes: &Substitutions) -> Vec<SymbolChange> {
    let mut matcher = Matcher::new(files);
    matcher.match_same_names();
    matcher.match_moves();
    matcher.match_renames(votes);
    matcher.finish()
}

type Key = (String, SymbolKind);

struct Matcher {
    base: Vec<PlacedSymbol>,
    head: Vec<PlacedSymbol>,
    /// File number of each symbol, so that a renamed file counts as the same one.
    base_file: Vec<usize>,
    head_file: Vec<usize>,
    /// Partner of each base symbol at head.
    partner: Vec<Option<usize>>,
    taken: Vec<bool>,
    changes: Vec<SymbolChange>,
}

impl Matcher {
    fn new(files: &[ChangedFile]) -> Self {
        let (mut base, mut head, mut base_file, mut head_file) = (vec![], vec![], vec![], vec![]);
        for (number, file) in files.iter().enumerate() {
            for symbol in file.base.iter().flat_map(super::changed_files::Version::placed_symbols) {
                base.push(symbol);
                base_file.push(number);
            }
            for symbol in file.head.iter().flat_map(super::changed_files::Version::placed_symbols) {
                head.push(symbol);
                head_file.push(number);
            }
        }
        let (partner, taken) = (vec![None; base.len()], vec![false; head.len()]);
        Self {
            base,
            head,
            base_file,
            head_file,
            partner,
            taken,
            changes: Vec::new(),
        }
    }

    fn pair(&mut self, base: usize, head: usize) {
        self.partner[base] = Some(head);
        self.taken[head] = true;
    }

    /// The same local name and kind in the same file.
    fn match_same_names(&mut self) {
        let mut by_name: HashMap<(usize, Key), Vec<usize>> = HashMap::new();
        for (at, symbol) in self.head.iter().enumerate().rev() {
            by_name.entry((self.head_file[at], key(symbol))).or_default().push(at);
        }
        for at in 0..self.base.len() {
            let name = (self.base_file[at], key(&self.base[at]));
            if let Some(partner) = by_name.get_mut(&name).and_then(Vec::pop) {
                self.pair(at, partner);
                self.compare(at, partner);
            }
        }
    }

    /// What differs in a symbol that kept its place.
    fn compare(&mut self, base: usize, head: usize) {
        let (old, new) = (&self.base[base].symbol, &self.head[head].symbol);
        let kind = if old.visibility == Visibility::Public && new.visibility == Visibility::Private {
            ChangeKind::MadePrivate
        } else if old.print.signature != new.print.signature && old.signature != new.signature {
            ChangeKind::SignatureChanged
        } else if old.value != new.value {
            ChangeKind::ValueChanged
        } else if old.print.body != new.print.body {
            ChangeKind::BodyChanged
        } else {
            return;
        };
        self.record(kind, base, Some(head), 100);
    }

    fn record(&mut self, kind: ChangeKind, base: usize, head: Option<usize>, similarity: u8) {
        let base = Some(self.base[base].clone());
        let head = head.map(|at| self.head[at].clone());
        self.changes.push(SymbolChange {
            kind,
            base,
            head,
            similarity,
        });
    }

    /// The same name and kind elsewhere.
    fn match_moves(&mut self) {
        let mut by_leaf: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (at, symbol) in self.head.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            by_leaf
                .entry((symbol.symbol.name.clone(), symbol.symbol.kind))
                .or_default()
                .push(at);
        }
        for at in 0..self.base.len() {
            if self.partner[at].is_some() {
                continue;
            }
            let name = (self.base[at].symbol.name.clone(), self.base[at].symbol.kind);
            let open = by_leaf
                .get(&name)
                .into_iter()
                .flatten()
                .copied()
                .filter(|head| !self.taken[*head]);
            let best = open.max_by_key(|head| (self.nearness(at, *head), std::cmp::Reverse(*head)));
            if let Some(head) = best {
                self.pair(at, head);
                let similarity = likeness(&self.base[at].symbol.print, &self.head[head].symbol.print);
                self.record(ChangeKind::Moved, at, Some(head), similarity.unwrap_or(100));
            }
        }
    }

    fn nearness(&self, base: usize, head: usize) -> u32 {
        let (old, new) = (&self.base[base].symbol, &self.head[head].symbol);
        let body = likeness(&old.print, &new.print).unwrap_or(50);
        u32::from(body)
            + if old.container == new.container { 60 } else { 0 }
            + u32::from(self.base_file[base] == self.head_file[head]) * 10
    }

    /// Another name: alike in body, or written where the old name stood.
    fn match_renames(&mut self, votes: &Substitutions) {
        let open_head: Vec<usize> = (0..self.head.len()).filter(|at| !self.taken[*at]).collect();
        let open_base: Vec<usize> = (0..self.base.len()).filter(|at| self.partner[*at].is_none()).collect();
        let everywhere = open_base.len().saturating_mul(open_head.len()) <= MAX_PAIRS;
        let mut rows: Vec<(u32, usize, usize, u8)> = Vec::new();
        for base in open_base {
            for head in &open_head {
                if !everywhere && self.base_file[base] != self.head_file[*head] {
                    continue;
                }
                if let Some((score, similarity)) = self.rename_score(base, *head, votes) {
                    rows.push((score, base, *head, similarity));
                }
            }
        }
        rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let torn = torn(&rows);
        rows.retain(|row| !torn.contains(&row.1));
        for (_, base, head, similarity) in rows {
            if self.partner[base].is_none() && !self.taken[head] {
                self.pair(base, head);
                self.record(ChangeKind::Renamed, base, Some(head), similarity);
            }
        }
    }

    /// How likely the base symbol became the head symbol; `None` when nothing speaks for it.
    fn rename_score(&self, base: usize, head: usize, votes: &Substitutions) -> Option<(u32, u8)> {
        let (old, new) = (&self.base[base].symbol, &self.head[head].symbol);
        if !same_family(old.kind, new.kind) || old.name == new.name {
            return None;
        }
        let nearby = self.base_file[base] == self.head_file[head] && old.container == new.container;
        let voted = votes
            .candidates(&old.name)
            .iter()
            .find(|(name, _)| *name == new.name)
            .map_or(0, |(_, votes)| *votes);
        let names = name_likeness(&old.name, &new.name);
        let bodies = likeness(&old.print, &new.print);
        let alike = match bodies {
            Some(body) => {
                let close = names >= 60 || voted > 0;
                body >= SURE_BODY
                    || (body >= SAME_BODY && (nearby || close))
                    || (body >= SAME_BODY_NEARBY && close)
                    || (voted > 0 && nearby && (body > 0 || names >= 40))
            }
            None => voted > 0 || (nearby && names >= 75 && old.value == new.value),
        };
        let body = bodies.unwrap_or(70);
        let score = u32::from(body) * 2 + u32::from(names) + voted.min(10) * 20 + u32::from(nearby) * 40;
        alike.then_some((score, body))
    }

    fn finish(mut self) -> Vec<SymbolChange> {
        for at in 0..self.base.len() {
            if self.partner[at].is_none() {
                self.record(ChangeKind::Removed, at, None, 100);
            }
        }
        for at in 0..self.head.len() {
            if !self.taken[at] {
                let head = Some(self.head[at].clone());
                self.changes.push(SymbolChange {
                    kind: ChangeKind::Added,
                    base: None,
                    head,
                    similarity: 100,
                });
            }
        }
        self.changes
    }
}

/// Base symbols with two successors that are about as likely: they were split, not renamed.
fn torn(rows: &[(u32, usize, usize, u8)]) -> BTreeSet<usize> {
    let mut best: HashMap<usize, u32> = HashMap::new();
    let mut torn = BTreeSet::new();
    for (score, base, _, _) in rows {
        match best.get(base) {
            Some(first) if score * 100 >= first * ALMOST_AS_LIKELY => {
                torn.insert(*base);
            }
            Some(_) => {}
            None => {
                best.insert(*base, *score);
            }
        }
    }
    torn
}

fn key(symbol: &PlacedSymbol) -> Key {
    (symbol.symbol.local_name(), symbol.symbol.kind)
}

/// Kinds that a rename may cross: a function can become a method, a class a struct, but not a flag a class.
fn same_family(a: SymbolKind, b: SymbolKind) -> bool {
    let family = |kind| match kind {
        SymbolKind::Class | SymbolKind::Struct | SymbolKind::Enum | SymbolKind::Interface | SymbolKind::Type => 0,
        SymbolKind::Function | SymbolKind::Method | SymbolKind::Macro => 1,
        SymbolKind::Field | SymbolKind::Constant | SymbolKind::Variant | SymbolKind::Parameter => 2,
        SymbolKind::Module => 3,
        SymbolKind::Flag => 4,
        SymbolKind::EnvVar => 5,
        SymbolKind::ConfigKey => 6,
    };
    family(a) == family(b)
}

/// Likeness of two bodies in percent, estimated from their sketches; `None` when one is too small to say.
pub fn likeness(a: &CodePrint, b: &CodePrint) -> Option<u8> {
    if a.body == b.body && a.sketch.len().min(b.sketch.len()) >= 2 {
        return Some(100);
    }
    if a.sketch.len() < MIN_SKETCH || b.sketch.len() < MIN_SKETCH {
        return None;
    }
    // Bottom-k estimate: of the k smallest hashes of the union, the share that both have (Broder 1997).
    let left: BTreeSet<u32> = a.sketch.iter().copied().collect();
    let right: BTreeSet<u32> = b.sketch.iter().copied().collect();
    let size = a.sketch.len().max(b.sketch.len());
    let union: Vec<u32> = left.union(&right).copied().take(size).collect();
    let both = union
        .iter()
        .filter(|hash| left.contains(*hash) && right.contains(*hash))
        .count();
    u8::try_from(both * 100 / union.len().max(1)).ok()
}

/// Likeness of two names in percent: Jaro-Winkler over the lower-case names without underscores.
pub fn name_likeness(a: &str, b: &str) -> u8 {
    let plain = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let share = strsim::jaro_winkler(&plain(a), &plain(b)) * 100.0;
    // Jaro-Winkler lies in 0..=1, so the share fits a byte.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=100")]
    let percent = share as u8;
    percent
}
