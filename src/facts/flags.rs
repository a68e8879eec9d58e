//! Which flags a revision still has: those that its code declares, or writes as a string. A variable or a field that has the
//! bare name of a flag makes it none.

use super::deaths::{Death, is_code};
use super::extents::{flag_spellings, is_fully_read};
use super::namesakes::versions_of;
use super::pages::PageFacts;
use super::presence::Presences;
use super::side::Side;
use super::table::Table;
use crate::code::arguments::is_by_hand;
use crate::model::mention::{Mention, MentionKind};
use crate::model::source::FileRole;
use crate::model::symbol::SymbolKind;
use std::collections::BTreeSet;

/// The flags that pages mention and that a revision has not.
pub(super) struct Flags {
    lacking: BTreeSet<String>,
}

impl Flags {
    /// Judges the flags among the mentions of pages.
    pub(super) fn read(head: &Side<'_>, table: &Table, presences: &Presences, pages: &[PageFacts]) -> Self {
        let written = |flag: &str| {
            flag_spellings(flag).iter().any(|spelling| {
                let left = presences.get(spelling);
                left.is_some_and(|left| is_code(left.anywhere()))
            })
        };
        let lacking: BTreeSet<String> = pages
            .iter()
            .flat_map(|page| &page.page.mentions)
            .filter(|mention| mention.kind == MentionKind::Flag)
            .filter_map(|mention| {
                mention
                    .parts
                    .first()
                    .filter(|flag| flag.starts_with("--") && flag.len() > 4)
            })
            .filter(|flag| !table.defined.contains(*flag) && !written(flag))
            .cloned()
            .collect();
        let declared = declared(head, &lacking);
        Self {
            lacking: lacking.into_iter().filter(|flag| !declared.contains(flag)).collect(),
        }
    }

    /// Whether a mention is of a flag that the revision neither declares nor writes.
    pub(super) fn lacks(&self, mention: &Mention) -> bool {
        mention.kind == MentionKind::Flag && mention.parts.first().is_some_and(|flag| self.lacking.contains(flag))
    }
}

/// Which of these flags the code of a revision declares by their bare names, as `flags.Bool("watch", ..)` does.
fn declared(head: &Side<'_>, flags: &BTreeSet<String>) -> BTreeSet<String> {
    let bare = flags.iter().map(|flag| flag.trim_start_matches('-').to_owned());
    let words: BTreeSet<String> = bare.flat_map(|bare| [bare.replace('-', "_"), bare]).collect();
    // A program may lie with the tests that it runs.
    let versions = versions_of(head, &words, &|_, role| matches!(role, FileRole::Code | FileRole::Test));
    let symbols = versions.iter().flat_map(|version| &version.code.symbols);
    symbols
        .filter(|symbol| symbol.kind == SymbolKind::Flag)
        .map(|symbol| symbol.name.clone())
        .collect()
}

/// Whether code declared a flag where every flag that is declared in that way is known: that its bare word lives on says nothing.
pub(super) fn was_declared(death: &Death) -> bool {
    death
        .base
        .as_ref()
        .is_some_and(|base| base.symbol.kind == SymbolKind::Flag && is_fully_read(base) && !is_by_hand(&base.symbol))
}
