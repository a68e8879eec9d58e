//! `abreast report`: everything at once, for people.

use super::args::Global;
use super::exit::Exit;
use super::job::{Job, bare};
use super::knowing::{self, Docs, Knowing};
use super::report_args::ReportArgs;
use super::{output, records_source};
use crate::config::settings::Flags;
use crate::facts::api::gather::{self, ApiFacts, Wanted};
use crate::facts::api::snapshot::SnapshotSources;
use crate::facts::months::{self, MonthEnd};
use crate::facts::scope::Scope;
use crate::facts::side::Side;
use crate::git::repo::Repo;
use crate::metrics::assess::Assessing;
use crate::metrics::report::{self, Wanted as WantedFigures};
use crate::metrics::{coverage, holders, trend, written_down};
use crate::model::coverage::Share;
use crate::model::overview::{Freshness, Holders, Overview, OverviewPoint, Subject};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use crate::model::report::Report;
use crate::model::revision::{Oid, Snapshot};
use std::collections::BTreeSet;

/// Shows everything at once.
///
/// # Errors
/// When there are no commits, the history is not whole, settings are malformed, or an output cannot be written.
pub fn run(args: &ReportArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let targets = args.targets();
    let Some(knowing) = Knowing::open(&repo, &args.counting, &[], global)? else {
        let message = "there are no commits yet, so that there is nothing to report";
        return Err(bare(message, "commit first").into());
    };
    let looking = Looking {
        repo: &repo,
        knowing: &knowing,
        args,
        global,
    };
    let overview = looking.overview()?;
    for (format, file) in targets {
        output::put(&format.render(&overview), file.as_deref())?;
    }
    Ok(match overview.audit.is_incomplete() {
        true => Exit::Incomplete,
        false => Exit::Clean,
    })
}

/// A look at everything at once.
struct Looking<'a> {
    repo: &'a Repo,
    knowing: &'a Knowing<'a>,
    args: &'a ReportArgs,
    global: &'a Global,
}

impl Looking<'_> {
    fn overview(&self) -> anyhow::Result<Overview> {
        let knowledge = &self.knowing.knowledge;
        let audit = self.audit(knowledge.head)?;
        let api = self.api(knowledge.snapshot.clone());
        let stale = knowing::stale_lines(&audit);
        let label = |person: PersonId| self.knowing.label(person);
        let wanted = WantedFigures {
            method: self.args.counting.method.method().1,
            label: &label,
            leavers: BTreeSet::new(),
            identities: false,
            by_name: false,
        };
        self.knowing.assess(self.args.by, |assessing| {
            let authors = self.knowing.authors(assessing);
            let mut problems = Vec::new();
            let mut besides = self.knowing.besides(&Docs::Checked(&stale), &mut problems);
            if let Some(written) = &mut besides.written {
                written_down::count_api(written, &api);
            }
            let mut figures = report::of(knowledge, &authors, assessing, &besides, &wanted);
            figures.problems.append(&mut problems);
            let rows: Vec<String> = figures.modules.iter().map(|module| module.path.clone()).collect();
            let holders = holders::of(knowledge, &authors, assessing, &rows, &label);
            Ok(Overview {
                subject: self.subject(),
                coverage: coverage::of(&api, &|path| self.module_of(path)),
                trend: self.trend(assessing, &audit)?,
                holders: told_apart(holders),
                knowledge: figures,
                audit,
            })
        })
    }

    fn subject(&self) -> Subject {
        let head = self.knowing.knowledge.head;
        let commit = self.repo.commit(head).ok();
        let web = self.args.web.clone().or_else(|| self.repo.web());
        Subject {
            name: self.repo.name(),
            commit: head.to_string(),
            time: commit.map_or(0, |commit| commit.commit_time),
            web,
        }
    }

    /// What `abreast check --rev` says of a commit.
    fn audit(&self, commit: Oid) -> anyhow::Result<Report> {
        let flags = Flags {
            jobs: self.args.counting.jobs.map(usize::from),
            ..Flags::default()
        };
        let scope = Scope::Revision(commit.to_string());
        let job = Job::new(self.repo, scope, &self.args.counting.settings, &flags, self.global)?;
        let (records, mut problems) = records_source::find(&job.files)?;
        let mut report = job.report(&[], &records, true)?;
        report.problems.append(&mut problems);
        report.problems.sort();
        Ok(report)
    }

    /// What is public in some files, with the settings of the head.
    fn api(&self, snapshot: Snapshot) -> ApiFacts {
        let settings = &self.knowing.settings;
        let wanted = Wanted {
            mentions: false,
            excerpts: false,
            ..Wanted::new(settings, &|_| true)
        };
        let side = Side::bare(self.repo, snapshot);
        self.knowing
            .install(|| gather::gather(&SnapshotSources::new(&side), &wanted))
    }

    fn module_of(&self, path: &RepoPath) -> Option<String> {
        self.knowing.settings.knowledge.module_of(path).map(str::to_owned)
    }

    fn trend(&self, assessing: &Assessing<'_>, audit: &Report) -> anyhow::Result<Vec<OverviewPoint>> {
        let (knowledge, settings) = (&self.knowing.knowledge, &self.knowing.settings);
        let ends = months::ends(
            self.repo,
            knowledge,
            settings,
            usize::from(self.args.trend),
            &knowing::month,
        )?;
        let audited = spread(ends.len(), usize::from(self.args.audits));
        let figures = trend::of(knowledge, &ends, assessing);
        let points = ends.iter().zip(figures).enumerate();
        let point =
            |(at, (end, figures)): (usize, (&MonthEnd, _))| self.point(end, figures, audited.contains(&at), audit);
        points.map(point).collect()
    }

    fn point(
        &self,
        end: &MonthEnd,
        figures: crate::model::knowledge::TrendPoint,
        is_audited: bool,
        at_head: &Report,
    ) -> anyhow::Result<OverviewPoint> {
        let freshness = match is_audited {
            _ if end.commit == self.knowing.knowledge.head => Some(Freshness::of(at_head)),
            true => Some(Freshness::of(&self.audit(end.commit)?)),
            false => None,
        };
        let mut share = Share::default();
        let api = self.api(end.snapshot.clone());
        let symbols = api.api.files.values().flat_map(|file| &file.symbols);
        symbols.for_each(|symbol| share.add(symbol.documented));
        Ok(OverviewPoint {
            month: figures.month,
            bus_factor: figures.bus_factor,
            files: figures.files,
            single: figures.single,
            modules: figures.modules,
            coverage: share,
            freshness,
        })
    }
}

/// Nothing where people have no names: then they cannot be told apart.
fn told_apart(holders: Holders) -> Option<Holders> {
    let has_names = holders.people.iter().any(|name| !name.is_empty());
    has_names.then_some(holders)
}

/// Which of `len` months are audited besides the last: the first, and others at equal distances.
fn spread(len: usize, count: usize) -> BTreeSet<usize> {
    let last = len.saturating_sub(1);
    let count = count.min(last);
    (0..count).map(|at| at * last / count).collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn audits_are_spread_over_the_months_before_the_last() {
        let chosen = |len, count| spread(len, count).into_iter().collect::<Vec<_>>();
        assert_eq!(chosen(12, 3), [0, 3, 7]);
        assert_eq!(chosen(3, 9), [0, 1]);
        assert_eq!((chosen(1, 3).len(), chosen(0, 3).len(), chosen(12, 0).len()), (0, 0, 0));
    }
}
