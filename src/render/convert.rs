//! From the vocabulary to what the JSON formats write. No decisions: those are in the report.

use super::report;
use super::wire::{
    Accepted, CommitRef, Counts, Detail, Document, Edit, Fact, Finding, Fix, Location, Place, Position, Problem, Rule,
    SCHEMA_VERSION, Scope, Tool,
};
use crate::model::accepted::{self as model_accepted, Acceptance};
use crate::model::change::ChangeKind;
use crate::model::commit;
use crate::model::evidence::{CodePlace, Evidence, Tie};
use crate::model::finding::{self as model, Applicability, Level};
use crate::model::problem;
use crate::model::report::{Report, RuleInfo, ScopeSummary};
use crate::model::span::LineCol;

/// Sources are cut here: a line of a minified file would be repeated in each of its findings.
const SOURCE_LENGTH: usize = 1_000;

/// The whole report.
pub fn document(report: &Report) -> Document {
    Document {
        schema_version: SCHEMA_VERSION,
        tool: tool(),
        scope: scope(&report.scope),
        complete: !report.is_incomplete(),
        findings: report.findings.iter().map(|of| finding(of, &report.scope)).collect(),
        accepted: report.accepted.iter().map(accepted).collect(),
        problems: report.problems.iter().map(problem).collect(),
        counts: counts(report),
        rules: report.rules.values().map(rule).collect(),
    }
}

/// This program.
pub fn tool() -> Tool {
    Tool {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// What was compared.
pub fn scope(scope: &ScopeSummary) -> Scope {
    match scope {
        ScopeSummary::Range { base, head } => Scope::Range {
            base: base.clone(),
            head: head.clone(),
        },
        ScopeSummary::Staged => Scope::Staged,
        ScopeSummary::Uncommitted(base) => Scope::Uncommitted { base: base.clone() },
        ScopeSummary::Commit(id) => Scope::Commit { id: id.clone() },
        ScopeSummary::WorkTree => Scope::WorkTree,
    }
}

fn accepted(accepted: &model_accepted::Accepted) -> Accepted {
    let (by, why) = match &accepted.by {
        Acceptance::Acknowledged(why) => ("acknowledgement", Some(why.clone())),
        Acceptance::Baseline => ("baseline", None),
    };
    let finding = &accepted.finding;
    Accepted {
        by,
        why,
        rule: finding.rule,
        symbol: finding.symbol.clone(),
        path: finding.primary.path.to_string(),
        line: finding.primary.region.start.line,
        fingerprint: finding.fingerprint.clone(),
    }
}

/// One finding.
pub fn finding(finding: &model::Finding, scope: &ScopeSummary) -> Finding {
    Finding {
        rule: finding.rule,
        level: report::level(finding.level),
        confidence: report::confidence(finding.confidence),
        tier: finding.tier.map(report::tier),
        message: finding.message.clone(),
        symbol: finding.symbol.clone(),
        replacement: finding.replacement.clone(),
        heading: finding.heading.clone(),
        primary: location(&finding.primary),
        related: finding.related.iter().map(location).collect(),
        evidence: finding.evidence.iter().map(fact).collect(),
        help: report::ways_out(finding, scope),
        fix: finding.fix.as_ref().map(fix),
        owners: finding.owners.clone(),
        fingerprint: finding.fingerprint.clone(),
    }
}

fn location(place: &model::Annotation) -> Location {
    Location {
        path: place.path.to_string(),
        start: position(place.region.start),
        end: position(place.region.end),
        source: report::shortened(&place.source, SOURCE_LENGTH),
        label: place.label.clone(),
        at_base: place.at_base,
    }
}

fn position(at: LineCol) -> Position {
    Position {
        line: at.line,
        column: at.column,
    }
}

fn fact(evidence: &Evidence) -> Fact {
    Fact {
        text: super::evidence::fact(evidence),
        detail: detail(evidence.clone()),
    }
}

fn detail(evidence: Evidence) -> Detail {
    match evidence {
        Evidence::SymbolChanged {
            change,
            kind,
            name,
            base,
            new_name,
            head,
            similarity,
        } => Detail::SymbolChanged {
            change: change_id(change),
            symbol_kind: kind.word(),
            name,
            new_name,
            base: base.map(place),
            head: head.map(place),
            similarity,
        },
        Evidence::NameVanished {
            name,
            last_seen,
            only_tests,
            only_comments,
        } => Detail::NameVanished {
            name,
            last_seen: last_seen.map(place),
            only_tests,
            only_comments,
        },
        Evidence::NeverExisted { name, resolved } => Detail::NeverExisted { name, resolved },
        Evidence::PathChanged { from, to } => Detail::PathChanged {
            from: from.to_string(),
            to: to.map(|to| to.to_string()),
        },
        Evidence::Shows { shown, base, head } => Detail::Shows { shown, base, head },
        Evidence::Tied(tie) => tied(tie),
        Evidence::CausedBy(by) => Detail::CausedBy(commit(&by)),
        Evidence::WrittenBy(by) => Detail::WrittenBy(commit(&by)),
        Evidence::Kept => Detail::Kept,
        Evidence::Undocumented { kind, name } => Detail::Undocumented {
            symbol_kind: kind.id(),
            name,
        },
        Evidence::Unmentioned { kind, name } => Detail::Unmentioned {
            symbol_kind: kind.id(),
            name,
        },
        Evidence::Documented {
            fault,
            symbol,
            subject,
            actual,
        } => Detail::Documented {
            fault: fault.id(),
            symbol,
            subject,
            actual,
        },
        Evidence::LeftAlone => Detail::LeftAlone,
        Evidence::AlsoOn(lines) => Detail::AlsoOn { lines },
    }
}

fn tied(tie: Tie) -> Detail {
    let (by, name) = match tie {
        Tie::QualifiedName => ("qualified-name", None),
        Tie::PageImport(name) => ("page-import", Some(name)),
        Tie::Heading(name) => ("heading", Some(name)),
        Tie::Directive(name) => ("directive", Some(name)),
        Tie::Block(name) => ("code-block", Some(name)),
        Tie::PageName(name) => ("page-name", Some(name)),
        Tie::OnlyDefinition => ("only-definition", None),
        Tie::Path => ("path", None),
    };
    Detail::Tied { by, name }
}

fn change_id(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Renamed => "renamed",
        ChangeKind::Moved => "moved",
        ChangeKind::SignatureChanged => "signature-changed",
        ChangeKind::ValueChanged => "value-changed",
        ChangeKind::MadePrivate => "made-private",
        ChangeKind::BodyChanged => "body-changed",
    }
}

fn place(place: CodePlace) -> Place {
    Place {
        path: place.path.to_string(),
        line: place.line,
        excerpt: place.excerpt,
    }
}

fn commit(commit: &commit::CommitRef) -> CommitRef {
    CommitRef {
        id: commit.id.to_string(),
        summary: commit.summary.clone(),
        date: report::date(commit.time),
    }
}

fn fix(fix: &model::Fix) -> Fix {
    Fix {
        title: fix.title.clone(),
        applicability: match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        },
        edits: fix.edits.iter().map(edit).collect(),
    }
}

fn edit(edit: &model::Edit) -> Edit {
    Edit {
        path: edit.path.to_string(),
        start: position(edit.region.start),
        end: position(edit.region.end),
        text: edit.text.clone(),
    }
}

/// One problem.
pub fn problem(problem: &problem::Problem) -> Problem {
    Problem {
        kind: problem.kind.id(),
        path: problem.path.as_ref().map(ToString::to_string),
        line: problem.line,
        message: problem.message.clone(),
        fatal: problem.fatal,
    }
}

/// All counts.
pub fn counts(report: &Report) -> Counts {
    let counts = &report.counts;
    Counts {
        errors: report.count(Level::Error),
        warnings: report.count(Level::Warning),
        notes: report.count(Level::Note),
        pages: counts.pages,
        symbols: counts.symbols,
        pages_of_the_past: counts.pages_of_the_past,
        code_files: counts.code_files,
        mentions: counts.mentions,
        resolved: counts.resolved,
        dangling: counts.dangling,
        unknown: counts.unknown,
        suppressed: counts.suppressed,
        baselined: counts.baselined,
        acknowledged: counts.acknowledged,
        below_confidence: counts.below_confidence,
        skipped: report
            .problems
            .iter()
            .filter(|problem| report::is_skip(problem.kind))
            .count(),
    }
}

fn rule(rule: &RuleInfo) -> Rule {
    Rule {
        id: rule.id,
        group: rule.group,
        level: report::level(rule.level),
        summary: rule.summary.clone(),
    }
}
