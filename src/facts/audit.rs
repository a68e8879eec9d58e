//! What of the docs of a revision is stale: each passage against the code of the commit that last wrote it.

use super::asked::is_asked;
use super::at_arguments::on_arguments;
use super::audit_signatures::{self, Comparison, Shown};
use super::deaths::{Extent, extent_of, is_of_example};
use super::example_parameters::drop_parameters;
use super::flags::Flags;
use super::foreign;
use super::judge::Judge;
use super::kept::Kept;
use super::made;
use super::pages::{self, PageFacts, PagesRead, is_distinctive, is_marked};
use super::past::Past;
use super::past_paths::path_word;
use super::paths::{PathIndex, is_conventional};
use super::presence::{self, Presences};
use super::resolver::Versions;
use super::routes;
use super::scope::Progress;

use super::names::Names;
use super::side::Side;
use super::spellings::{pieces, spellings, without_capital};
use super::stale::{Facts, Fault, Stale};
use super::table::{Resolution, Table};
use super::tie;
use super::tool_pages::{is_api_report, is_of_client};
use super::unread;
use crate::config::settings::Settings;
use crate::git::error::GitError;
use crate::git::origins::line_origins;
use crate::git::origins::origins_for_text;
use crate::git::repo::Repo;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::report::{Counts, ScopeSummary};
use crate::model::revision::{Oid, Revision};
use crate::model::source::WordUse;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A mention that head does not know, to be asked of the commit that wrote it.
pub(super) struct Candidate {
    pub(super) page: usize,
    pub(super) mention: usize,
    pub(super) part: usize,
    pub(super) asks: Asks,
}

/// What is to be asked of the past.
pub(super) enum Asks {
    /// Whether the code held a word that head holds only so far.
    Word(String, Extent),
    /// Whether the code declared a flag of which head only holds the bare word.
    Flag(String),
    /// Whether a qualified name resolved that dangles at head; the number says how many of its parts mean something there.
    Qualified(Vec<String>, usize),
    /// Whether the path was there.
    Path,
}

/// Gathers the facts of one revision.
///
/// # Errors
/// When the history or an object that is needed cannot be read.
pub fn gather(
    repo: &Repo,
    head: &Side<'_>,
    commit: Oid,
    settings: &Settings,
    chosen: &(dyn Fn(&RepoPath) -> bool + Sync),
    progress: &dyn Fn(Progress),
) -> Result<Facts, GitError> {
    progress(Progress {
        stage: "reading docs",
        done: 0,
        total: head.docs.len(),
    });
    let asked = |path: &RepoPath| chosen(path) && !is_api_report(path);
    let mut read = pages::read(head, settings, asked, |text| !is_of_client(text));
    leave_out_announcements(&mut read);
    let names = foreign::names(head, settings);
    progress(Progress {
        stage: "reading code",
        done: 0,
        total: head.sources.len(),
    });
    let wanted = wanted_words(&read.pages);
    let presences = presence::look_up(head, &wanted, &BTreeSet::new());
    let index = PathIndex::new(&head.snapshot);
    let table = Versions::default().table(head);
    let flags = Flags::read(head, &table, &presences, &read.pages);
    let lookup = Lookup {
        names: &names,
        presences: &presences,
        paths: &index,
        table: &table,
        flags: &flags,
    };
    let rows: Vec<Vec<Candidate>> = read
        .pages
        .par_iter()
        .enumerate()
        .map(|(number, page)| lookup.candidates(number, page))
        .collect();
    let candidates: Vec<Candidate> = rows.into_iter().flatten().collect();
    progress(Progress {
        stage: "reading history",
        done: 0,
        total: 0,
    });
    let shown = audit_signatures::candidates(head, &table, &names, &read.pages);
    let asked = candidates.iter().map(|candidate| candidate.page);
    let asked = asked.chain(shown.iter().map(|shown| shown.page)).collect();
    write_origins(repo, head, commit, &mut read.pages, asked)?;
    let asked = Asked {
        names: &names,
        table: &table,
        candidates: &candidates,
        shown: &shown,
    };
    let stale = asked.stale(repo, head, commit, settings, &read.pages)?;
    let mentions: usize = read.pages.iter().map(|page| page.page.mentions.len()).sum();
    let counts = Counts {
        pages: read.pages.len(),
        pages_of_the_past: read.of_the_past,
        code_files: head.sources.len(),
        mentions,
        resolved: mentions - candidates.len(),
        dangling: stale
            .iter()
            .filter(|row| !matches!(row.fault, Fault::Contradicted(..)))
            .count(),
        unknown: candidates.len() - stale.len().min(candidates.len()),
        ..Counts::default()
    };
    Ok(Facts {
        pages: read.pages,
        stale,
        problems: [read.problems, table.problems()].concat(),
        counts,
        ..Facts::nothing(ScopeSummary::WorkTree)
    })
}

/// What is asked of the past.
struct Asked<'a> {
    names: &'a Names,
    table: &'a Table,
    candidates: &'a [Candidate],
    shown: &'a [Shown],
}

impl Asked<'_> {
    /// The mentions that were right once, in the order of pages and mentions.
    fn stale(
        &self,
        repo: &Repo,
        head: &Side<'_>,
        commit: Oid,
        settings: &Settings,
        pages: &[PageFacts],
    ) -> Result<Vec<Stale>, GitError> {
        let words = self.words();
        let doc_words = doc_words(pages, self.candidates);
        let past = Past::new(repo, settings, &words);
        let mut kept = Kept::new(repo, settings, &doc_words, commit);
        let mut stale = Comparison::new(repo, &mut kept).stale(pages, self.shown)?;
        stale.extend(
            Judge::new(repo, settings, (past, kept), (self.names, self.table)).verdicts(pages, self.candidates)?,
        );
        stale.sort_by_key(|row| (row.page, row.mention));
        let mut stale: Vec<Stale> = pages_of(stale)
            .into_iter()
            .flat_map(|rows| on_arguments(&pages[rows[0].page], rows))
            .collect();
        routes::drop_redirected(head, pages, &mut stale);
        made::drop_made(head, &mut stale);
        unread::drop_held(head, &mut stale);
        drop_parameters(head, pages, &mut stale);
        Ok(stale)
    }

    /// The words by which the code of earlier commits is searched.
    fn words(&self) -> BTreeSet<String> {
        let words = self.candidates.iter().filter_map(|candidate| match &candidate.asks {
            Asks::Word(word, _) | Asks::Flag(word) => Some(word.as_str()),
            Asks::Qualified(name, at) => name.get(*at).map(String::as_str),
            Asks::Path => None,
        });
        words.flat_map(|word| spellings(MentionKind::Key, word)).collect()
    }
}

/// Rows in the order of their pages, page by page; no page without a row.
fn pages_of(stale: Vec<Stale>) -> Vec<Vec<Stale>> {
    let mut pages: Vec<Vec<Stale>> = Vec::new();
    for row in stale {
        match pages.last_mut().filter(|rows| rows[0].page == row.page) {
            Some(rows) => rows.push(row),
            None => pages.push(vec![row]),
        }
    }
    pages
}

/// The words by which the docs of earlier commits are searched.
fn doc_words(pages: &[PageFacts], candidates: &[Candidate]) -> BTreeSet<String> {
    let word = |candidate: &Candidate| match &candidate.asks {
        Asks::Word(word, _) | Asks::Flag(word) => Some(word.clone()),
        Asks::Path => Some(path_word(&pages[candidate.page].page.mentions[candidate.mention]).to_owned()),
        Asks::Qualified(name, at) => name.get(*at).cloned(),
    };
    candidates.iter().filter_map(word).collect()
}

/// Every part of a name that a page mentions in earnest.
fn wanted_words(pages: &[PageFacts]) -> BTreeSet<String> {
    let mentions = pages
        .iter()
        .flat_map(|page| page.page.mentions.iter().filter(|mention| is_asked(page, mention)));
    let named = mentions.filter(|mention| !matches!(mention.kind, MentionKind::Path | MentionKind::Link));
    named
        .flat_map(|mention| mention.parts.iter().map(|part| (mention.kind, part.as_str())))
        .flat_map(|(kind, part)| [spellings(kind, part), pieces(kind, part), without_capital(part)].concat())
        .collect()
}

/// What is known of head when mentions are looked up.
struct Lookup<'a> {
    names: &'a Names,
    presences: &'a Presences,
    paths: &'a PathIndex<'a>,
    table: &'a Table,
    flags: &'a Flags,
}

impl Lookup<'_> {
    fn candidates(&self, number: usize, page: &PageFacts) -> Vec<Candidate> {
        let mentions = page
            .page
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| is_asked(page, mention));
        mentions
            .filter_map(|(at, mention)| self.candidate(number, page, at, mention))
            .collect()
    }

    fn candidate(&self, number: usize, page: &PageFacts, at: usize, mention: &Mention) -> Option<Candidate> {
        if matches!(mention.kind, MentionKind::Path | MentionKind::Link) {
            // A link is followed: it leads to a file of this project, whatever that is called.
            let conventional = mention.kind == MentionKind::Path && is_conventional(&mention.text, &mention.form);
            let gone = self.paths.resolve(&page.path, mention).is_empty() && !conventional;
            return gone.then_some(Candidate {
                page: number,
                mention: at,
                part: 0,
                asks: Asks::Path,
            });
        }
        if self.names.is_foreign(page, mention) {
            return None;
        }
        let dead = (0..mention.parts.len())
            .rev()
            .find_map(|part| Some((part, self.extent(mention, part)?)));
        let (part, asks) = match dead {
            Some((part, extent)) => (part, Asks::Word(mention.parts[part].clone(), extent)),
            None if self.flags.lacks(mention) => (0, Asks::Flag(mention.parts[0].clone())),
            None => self.dangling(page, mention)?,
        };
        Some(Candidate {
            page: number,
            mention: at,
            part,
            asks,
        })
    }

    /// A name that is qualified by the project's own package, or that the page imports from it, and that dangles.
    fn dangling(&self, page: &PageFacts, mention: &Mention) -> Option<(usize, Asks)> {
        if mention.parts.len() < 2
            || page.assigns(&mention.parts[0])
            || !matches!(mention.kind, MentionKind::Name | MentionKind::Call)
        {
            return None;
        }
        let forms = tie::qualified_forms(page, &mention.parts);
        let answers: Vec<_> = forms.iter().map(|form| (form, self.table.resolve(form))).collect();
        if answers
            .iter()
            .any(|(_, answer)| matches!(answer, Resolution::Resolved(..) | Resolution::Module))
        {
            return None;
        }
        let written = |form: &Vec<String>| *form == mention.parts || page.imports_as(&mention.parts, form);
        let (form, at) = answers.into_iter().find_map(|(form, answer)| match answer {
            Resolution::Dangling(at) if written(form) => Some((form, at)),
            _ => None,
        })?;
        if !self.table.is_spelled_like(form, &mention.text) {
            return None;
        }
        let part = at.checked_sub(form.len() - mention.parts.len())?;
        Some((part, Asks::Qualified(form.clone(), at)))
    }

    /// How much head holds of a part, when it is dead there.
    fn extent(&self, mention: &Mention, part: usize) -> Option<Extent> {
        let name = &mention.parts[part];
        let special = matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar);
        if name.len() < 3 || !(special || is_distinctive(name) || is_marked(&mention.form)) {
            return None;
        }
        if self.is_place(mention, name) || self.is_put_together(mention, name) {
            return None;
        }
        let left = spellings(mention.kind, name)
            .iter()
            .filter_map(|word| self.presences.get(word))
            .fold(None, |all, presence| {
                Some(all.map_or(*presence, |all: presence::Presence| all.merged(*presence)))
            });
        let left = left.unwrap_or_default();
        // A page that names what an example defines speaks of the example.
        extent_of(left).filter(|extent| *extent != Extent::OnlyTests || !is_of_example(left))
    }

    /// Whether a name is that of a module or folder. A module may be known by the name of its file alone, and prose writes its
    /// name with capitals.
    fn is_place(&self, mention: &Mention, name: &str) -> bool {
        let module = name.contains('-') || matches!(mention.form, MentionForm::Directive(_));
        let spoken = mention.form == MentionForm::Plain && mention.parts.len() == 1;
        let places = &self.names.places;
        module && places.contains(name)
            || spoken && mention.kind == MentionKind::Name && places.contains(&name.to_lowercase())
    }

    /// Whether code may put a name together of a text that it holds and of something else (`name + "_sd_configs"`), or defines
    /// what prose begins with a capital.
    fn is_put_together(&self, mention: &Mention, name: &str) -> bool {
        let held = |word: &String, usage| self.presences.get(word).is_some_and(|found| found.code.has(usage));
        let spoken = mention.form == MentionForm::Plain && mention.kind == MentionKind::Name;
        pieces(mention.kind, name)
            .iter()
            .any(|piece| held(piece, WordUse::STRING))
            || spoken && without_capital(name).iter().any(|word| held(word, WordUse::DEFINITION))
    }
}

/// Finds the origin of every line of the pages that are asked about.
fn write_origins(
    repo: &Repo,
    head: &Side<'_>,
    commit: Oid,
    pages: &mut [PageFacts],
    asked: BTreeSet<usize>,
) -> Result<(), GitError> {
    let paths: BTreeSet<RepoPath> = asked.iter().map(|page| pages[*page].path.clone()).collect();
    if paths.is_empty() {
        return Ok(());
    }
    let mut origins = line_origins(repo, commit, &paths)?;
    let committed = match head.snapshot.revision {
        Revision::Commit(_) => None,
        _ => Some(Side::bare(repo, repo.snapshot(Revision::Commit(commit))?.0)),
    };
    for page in asked {
        let page = &mut pages[page];
        let Some(lines) = origins.remove(&page.path) else {
            continue;
        };
        page.origins = match committed.as_ref().and_then(|side| side.text_at(page.path.as_str())) {
            Some(text) if *text != *page.text => origins_for_text(&lines, &text, &page.text),
            _ => lines.into_iter().map(Some).collect(),
        };
    }
    Ok(())
}

/// What is listed as deprecated may be listed on when it is gone; only the change that removes it shows what is left over.
fn leave_out_announcements(read: &mut PagesRead) {
    let pages = read.pages.len();
    read.pages.retain(|page| !page.announces);
    read.of_the_past += pages - read.pages.len();
}
