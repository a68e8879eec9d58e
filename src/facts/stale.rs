//! The facts that rules read: pages, and what became of what they mention.

use super::api::gather::ApiFacts;
use super::deaths::Death;
use super::doc_comments::StaleComment;
use super::ownership::OwnershipFacts;
use super::pages::PageFacts;
use super::paths::MissingPath;
use super::signatures::Contradiction;
use crate::model::change::SymbolChange;
use crate::model::commit::CommitRef;
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::Mention;
use crate::model::problem::Problem;
use crate::model::report::{Counts, ScopeSummary};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is wrong with a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What it names is gone.
    Dead(Arc<Death>),
    /// The file or folder it names is gone.
    Missing(MissingPath),
    /// The passage shows a signature or value that is no longer true.
    Contradicted(Arc<SymbolChange>, Contradiction),
    /// What it names changed.
    Changed(Arc<SymbolChange>),
    /// It is qualified by the project's own package and never existed; the text is the part that does.
    NeverExisted(String),
}

/// A mention that is stale, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Index of its page in [`Facts::pages`].
    pub page: usize,
    /// Index of the mention in its page.
    pub mention: usize,
    /// Which part of the mention's name is meant, from 0.
    pub part: usize,
    /// What is wrong.
    pub fault: Fault,
    /// Why the mention means that symbol.
    pub tie: Tie,
    /// How sure that is.
    pub confidence: Confidence,
    /// The commit that made it stale.
    pub cause: Option<CommitRef>,
    /// The commit that last wrote the line; `None` in ranges and for lines not yet committed.
    pub written: Option<CommitRef>,
    /// Whether what went stale was in the docs before that commit, and stale already when it was made.
    pub kept: bool,
}

/// Everything that was gathered. Read-only from here on.
#[derive(Debug)]
pub struct Facts {
    /// What was compared.
    pub scope: ScopeSummary,
    /// Pages that were looked at, by path.
    pub pages: Vec<PageFacts>,
    /// Mentions at fault, in the order of pages and mentions.
    pub stale: Vec<Stale>,
    /// Doc comments that the range left behind, by path and place; none outside of ranges.
    pub stale_comments: Vec<StaleComment>,
    /// What was skipped.
    pub problems: Vec<Problem>,
    /// What was looked at.
    pub counts: Counts,
    /// Lines that the range changed, by path; empty outside of ranges.
    pub diff_lines: BTreeMap<String, Vec<(u32, u32)>>,
    /// Who answers for which files at head.
    pub ownership: OwnershipFacts,
    /// The same at base; `None` outside of ranges.
    pub ownership_at_base: Option<OwnershipFacts>,
    /// What the code of head offers to others; `None` when nobody asked for it.
    pub api: Option<ApiFacts>,
    /// The same at base; `None` outside of ranges.
    pub api_at_base: Option<ApiFacts>,
}

impl Facts {
    /// Facts of a scope in which there is nothing.
    pub fn nothing(scope: ScopeSummary) -> Self {
        Self {
            scope,
            pages: Vec::new(),
            stale: Vec::new(),
            stale_comments: Vec::new(),
            problems: Vec::new(),
            counts: Counts::default(),
            diff_lines: BTreeMap::new(),
            ownership: OwnershipFacts::default(),
            ownership_at_base: None,
            api: None,
            api_at_base: None,
        }
    }

    /// The page and the mention of a row.
    pub fn mention_of(&self, stale: &Stale) -> Option<(&PageFacts, &Mention)> {
        let page = self.pages.get(stale.page)?;
        Some((page, page.page.mentions.get(stale.mention)?))
    }
}
