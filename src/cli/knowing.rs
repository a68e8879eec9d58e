//! What the commands about people have in common: from flags to a history that is read, and from there to figures.

use super::args::Global;
use super::bus_factor::unknown_person;
use super::declared::Declared;
use super::error::UsageError;
use super::job;
use super::knowledge_args::{BusFactorArgs, By, CountingArgs, MethodArg};
use super::people_names::PeopleNames;
use super::progress::Meter;
use super::trusted_files::TrustedFiles;
use super::{config_source, explain, repo_paths};
use crate::config::names::RuleNames;
use crate::config::settings::{Flags, Settings};
use crate::facts::described::{self, Described, Descriptions};
use crate::facts::file_history::Event;
use crate::facts::gather::{FactsError, gather};
use crate::facts::knowledge::{self, Knowledge, Reading};
use crate::facts::line_counts;
use crate::facts::modules::Division;
use crate::facts::months;
use crate::facts::scope::{Reads, Scope};
use crate::facts::side::Side;
use crate::git::identity::fold;
use crate::git::repo::Repo;
use crate::metrics::assess::{self, Assessing, Besides};
use crate::metrics::authorship::{FileAuthors, Method};
use crate::metrics::report::{self, Wanted};
use crate::metrics::{trend, written_down};
use crate::model::accepted::Records;
use crate::model::knowledge::KnowledgeReport;
use crate::model::overview::Freshness;
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use crate::model::problem::Problem;
use crate::model::report::Report;
use crate::render::report::date;
use crate::rules::run;
use rayon::ThreadPool;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A history that was read, with the settings that hold for it.
pub struct Knowing<'r> {
    /// The repository.
    pub repo: &'r Repo,
    /// Its settings.
    pub settings: Settings,
    /// Who did what.
    pub knowledge: Knowledge,
    counting: &'r CountingArgs,
    threads: ThreadPool,
}

impl<'r> Knowing<'r> {
    /// Reads the history that is asked for; `None` when there are no commits yet.
    ///
    /// # Errors
    /// When the history is not whole, a revision is unknown, or the settings are malformed.
    pub fn open(
        repo: &'r Repo,
        counting: &'r CountingArgs,
        paths: &[String],
        global: &Global,
    ) -> anyhow::Result<Option<Self>> {
        if counting.rev.is_none() && repo.head()?.is_none() {
            return Ok(None);
        }
        let head = repo.resolve(counting.rev.as_deref().unwrap_or("HEAD"))?;
        let scope = match &counting.rev {
            None if !repo.is_bare() => Scope::WorkTree,
            _ => Scope::Revision(head.to_string()),
        };
        let files = TrustedFiles::open(repo, &scope)?;
        let (file, _) = config_source::find(&files, &counting.settings)?;
        let flags = Flags {
            jobs: counting.jobs.map(usize::from),
            ..Flags::default()
        };
        let settings = Settings::resolve(file.as_ref(), &flags, RuleNames(&explain::names()))?;
        let paths = repo_paths::restrict(repo, global.repo.as_deref(), paths)?;
        let chosen = |path: &RepoPath| {
            let is_in = |of: &String| path.as_str() == of || path.is_under(of.trim_end_matches('/'));
            paths.is_empty() || paths.iter().any(is_in)
        };
        let reading = Reading {
            as_study: counting.method == MethodArg::DoaStudy,
            since: counting.since.map(jiff::Timestamp::as_second),
        };
        let threads = job::threads(&settings)?;
        // On one of these threads too: what is freed here is room for what they read later.
        let knowledge = threads.install(|| {
            let meter = Meter::new(global.quiet);
            let progress = |progress| meter.update(progress);
            knowledge::gather(repo, head, &settings, reading, &chosen, &progress)
        })?;
        if let Some(gone) = paths.iter().find(|path| !knowledge.snapshot.has_path(path)) {
            let message = format!("there is no file or folder {gone} in {}", head.short());
            return Err(job::bare(&message, "paths are relative to the folder you are in, or to -C").into());
        }
        Ok(Some(Self {
            repo,
            settings,
            knowledge,
            counting,
            threads,
        }))
    }

    /// The name that a person is shown under.
    pub fn label(&self, person: PersonId) -> String {
        PeopleNames::or_default(self.counting.people).label(&self.knowledge, person)
    }

    /// The one person that is called so.
    ///
    /// # Errors
    /// When it is nobody, or may be several.
    pub fn person(&self, name: &str) -> anyhow::Result<PersonId> {
        match self.knowledge.people.find(name, &fold)[..] {
            [person] => Ok(person),
            ref found => {
                let shown: Vec<String> = found.iter().map(|person| self.candidate(*person)).collect();
                Err(unknown_person(name, &shown).into())
            }
        }
    }

    /// One of several people who may be meant: with an address where people are shown by name.
    fn candidate(&self, person: PersonId) -> String {
        let signature = self.knowledge.people.get(person).signatures.first();
        match (PeopleNames::or_default(self.counting.people), signature) {
            (PeopleNames::Names, Some(of)) => format!("{} <{}>", of.name, of.email),
            (PeopleNames::None, _) => "somebody".to_owned(),
            _ => self.label(person),
        }
    }

    /// Gives `then` how figures are computed.
    ///
    /// # Errors
    /// When owners are to be modules and none are declared, and those of `then`.
    pub fn assess<T>(&self, by: By, then: impl FnOnce(&Assessing<'_>) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let (method, _) = self.counting.method.method();
        let counted = match method {
            Method::Lines => self.threads.install(|| line_counts::all(self.repo, &self.knowledge)),
            _ => HashMap::new(),
        };
        let lines = |event: &Event| {
            let touch = self.knowledge.history.touches[event.commit].get(event.touch as usize);
            touch
                .and_then(|touch| counted.get(&(touch.base, touch.head)))
                .copied()
                .unwrap_or(0.0)
        };
        let declared = match by {
            By::Codeowners => Some(self.declared(&mut Vec::new()).ok_or_else(no_owners)?),
            _ => None,
        };
        let named = |path: &RepoPath| match &declared {
            Some(declared) => Some(declared.module_of(path)),
            None => self.settings.knowledge.module_of(path).map(str::to_owned),
        };
        then(&Assessing {
            method,
            half_life: self.counting.half_life,
            lines: &lines,
            inactive_after: self.settings.knowledge.inactive_after,
            now: self
                .counting
                .now
                .map_or(self.knowledge.now(), jiff::Timestamp::as_second),
            division: match by {
                By::Dir(depth) => Division::Folders(depth),
                _ => Division::Package,
            },
            named: &named,
        })
    }

    /// The authors of all files that count.
    pub fn authors(&self, assessing: &Assessing<'_>) -> Vec<FileAuthors> {
        assess::authors(&self.knowledge, &self.knowledge.files, assessing, &|_| true)
    }

    /// Everything that `abreast bus-factor` shows.
    ///
    /// # Errors
    /// When somebody who is to leave is unknown.
    pub fn report(&self, args: &BusFactorArgs) -> anyhow::Result<KnowledgeReport> {
        let leavers = args.leaving.iter().map(|name| self.person(name));
        let label = |person: PersonId| self.label(person);
        let wanted = Wanted {
            method: self.counting.method.method().1,
            label: &label,
            leavers: leavers.collect::<anyhow::Result<_>>()?,
            identities: args.explain_identities,
            by_name: PeopleNames::or_default(self.counting.people) == PeopleNames::Names,
        };
        self.assess(args.by, |assessing| {
            let authors = self.authors(assessing);
            let mut problems = Vec::new();
            let stale = if args.audit { Some(self.stale_lines()?) } else { None };
            let docs = match &stale {
                _ if args.no_docs => Docs::Unread,
                None => Docs::Unchecked,
                Some(stale) => Docs::Checked(stale),
            };
            let besides = self.besides(&docs, &mut problems);
            let mut report = report::of(&self.knowledge, &authors, assessing, &besides, &wanted);
            report.problems.append(&mut problems);
            if let Some(count) = args.trend {
                let ends = months::ends(self.repo, &self.knowledge, &self.settings, usize::from(count), &month)?;
                report.trend = trend::of(&self.knowledge, &ends, assessing);
            }
            Ok(report)
        })
    }
}

impl Knowing<'_> {
    /// The files of the head, by what they are for.
    pub fn side(&self) -> Side<'_> {
        Side::new(self.repo, self.knowledge.snapshot.clone(), &self.settings)
    }

    /// What the docs say about the code.
    pub fn descriptions(&self) -> Descriptions {
        let side = self.side();
        self.threads
            .install(|| described::describe(&side, &self.knowledge.files))
    }

    /// Who is declared to own the files; lines that are not understood are added to the problems.
    pub fn declared(&self, problems: &mut Vec<Problem>) -> Option<Declared> {
        Declared::read(self.repo, &self.knowledge.snapshot, &self.settings, problems)
    }

    /// What other sources than the history say of the files.
    pub fn besides(&self, docs: &Docs<'_>, problems: &mut Vec<Problem>) -> Besides {
        let declared = self.declared(problems);
        let owners = declared.map(|declared| declared.of_files(&self.knowledge.files));
        let stale = match docs {
            Docs::Unread => {
                return Besides {
                    owners,
                    ..Besides::default()
                };
            }
            Docs::Unchecked => None,
            Docs::Checked(stale) => Some(stale),
        };
        let descriptions = self.descriptions();
        let is_stale = stale.map(|stale| {
            |of: &Described| {
                let lines = stale.get(&of.page);
                lines.is_some_and(|lines| lines.range(of.passage.0..=of.passage.1).next().is_some())
            }
        });
        let is_stale: Option<&dyn Fn(&Described) -> bool> = is_stale.as_ref().map(|stale| stale as _);
        Besides {
            lines: Some(descriptions.lines()),
            written: Some(written_down::by_file(&descriptions, is_stale)),
            imports: Some(descriptions.imports()),
            owners,
        }
    }

    /// The lines of pages that `abreast check` finds stale, errors and warnings.
    fn stale_lines(&self) -> anyhow::Result<StaleLines> {
        let scope = Scope::Revision(self.knowledge.head.to_string());
        let report = self.threads.install(|| {
            let facts = gather(self.repo, &scope, &self.settings, &[], Reads::default(), &|_| {})?;
            Ok::<_, FactsError>(run::run(&facts, &self.settings, &Records::default(), false))
        })?;
        Ok(stale_lines(&report))
    }

    /// Runs on the threads of this look.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }
}

/// What of the docs counts.
pub enum Docs<'a> {
    /// They are not read.
    Unread,
    /// Every passage holds.
    Unchecked,
    /// Every passage holds that has none of these lines.
    Checked(&'a StaleLines),
}

/// Stale lines by page.
pub type StaleLines = BTreeMap<RepoPath, BTreeSet<u32>>;

/// The lines that an audit finds stale, errors and warnings.
pub fn stale_lines(audit: &Report) -> StaleLines {
    let mut lines = StaleLines::new();
    for finding in Freshness::stale_findings(audit) {
        let line = finding.primary.region.start.line;
        lines.entry(finding.primary.path.clone()).or_default().insert(line);
    }
    lines
}

/// There is nothing to divide by.
fn no_owners() -> UsageError {
    job::bare(
        "there is no CODEOWNERS file that could be read, so that files cannot be told apart by their owners",
        "use --by package or --by dir",
    )
}

/// The month of a time, as `2026-03`.
pub fn month(time: i64) -> String {
    date(time).get(..7).unwrap_or_default().to_owned()
}
