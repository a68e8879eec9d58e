//! What the evidence of a finding says: one sentence a fact, the same in all formats.

use super::report::{date, shortened};
use crate::model::api::DocFaultKind;
use crate::model::change::ChangeKind;
use crate::model::commit::CommitRef;
use crate::model::evidence::{CodePlace, Evidence, Tie};
use crate::model::finding::Finding;
use crate::model::symbol::SymbolKind;

/// Subjects of commits are cut here: they are there to recognise the commit, not to be read whole.
const SUBJECT_LENGTH: usize = 100;

/// What the evidence of a finding says, one sentence a fact.
pub fn facts(finding: &Finding) -> Vec<String> {
    finding.evidence.iter().map(fact).collect()
}

/// One fact as a sentence without a full stop.
pub fn fact(evidence: &Evidence) -> String {
    match evidence {
        Evidence::SymbolChanged {
            change,
            kind,
            name,
            base,
            new_name,
            head,
            similarity,
        } => {
            let what = changed(*change, *kind, name, new_name.as_deref(), *similarity);
            format!("{what}{}", places(base.as_ref(), head.as_ref()))
        }
        Evidence::NameVanished {
            name,
            last_seen,
            only_tests,
            only_comments,
        } => vanished(name, last_seen.as_ref(), *only_tests, *only_comments),
        Evidence::NeverExisted { name, resolved } => {
            format!("`{resolved}` exists, `{name}` does not")
        }
        Evidence::PathChanged { from, to: Some(to) } => format!("`{from}` is now `{to}`"),
        Evidence::PathChanged { from, to: None } => format!("`{from}` no longer exists"),
        Evidence::Shows { shown, base, head } => shows(shown, base, head),
        Evidence::Tied(tie) => tied(tie),
        Evidence::CausedBy(commit) => format!("changed by {}", commit_words(commit)),
        Evidence::WrittenBy(commit) => format!("this passage stands since {}", commit_words(commit)),
        Evidence::Kept => "that edit kept the name; the docs had it when the code did".to_owned(),
        Evidence::Undocumented { kind, name } => {
            format!(
                "{} `{name}` can be used from outside and has no doc comment",
                kind.words()
            )
        }
        Evidence::Unmentioned { kind, name } => {
            format!(
                "the pages name other symbols of this file, but not the {} `{name}`",
                kind.words()
            )
        }
        Evidence::Documented {
            fault,
            symbol,
            subject,
            actual,
        } => documented(*fault, symbol, subject, actual),
        Evidence::LeftAlone => "the doc comment is word for word what it was".to_owned(),
        Evidence::AlsoOn(lines) => also_on(lines),
    }
}

/// What a doc comment says, and what its signature says.
fn documented(fault: DocFaultKind, symbol: &str, subject: &str, actual: &str) -> String {
    match fault {
        DocFaultKind::MissingErrors => format!("`{symbol}` returns a `Result`, and its doc comment has no `# Errors`"),
        DocFaultKind::MissingPanics => format!("`{symbol}` may panic, and its doc comment has no `# Panics`"),
        DocFaultKind::MissingSafety => format!("`{symbol}` is unsafe, and its doc comment has no `# Safety`"),
        DocFaultKind::UnknownParameter if actual.is_empty() => format!("`{symbol}` takes no `{subject}`"),
        DocFaultKind::UnknownParameter => format!("`{symbol}` takes no `{subject}`, but `{actual}`"),
        DocFaultKind::NothingReturned => format!("`{symbol}` is declared to return nothing"),
        DocFaultKind::OtherType | DocFaultKind::OtherDefault => {
            format!("the signature of `{symbol}` says `{actual}`, the comment `{subject}`")
        }
    }
}

/// So many further lines are listed; the rest is counted.
const LINES_LISTED: usize = 12;

fn also_on(lines: &[u32]) -> String {
    let listed: Vec<String> = lines.iter().take(LINES_LISTED).map(u32::to_string).collect();
    let more = match lines.len().saturating_sub(LINES_LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let word = if lines.len() == 1 { "line" } else { "lines" };
    format!("the chapter says it on {word} {}{more} too", listed.join(", "))
}

fn changed(change: ChangeKind, kind: SymbolKind, name: &str, new_name: Option<&str>, similarity: u8) -> String {
    let what = format!("{} `{name}` {}", kind.word(), change.phrase());
    let Some(new_name) = new_name else { return what };
    let to = match change {
        ChangeKind::Renamed | ChangeKind::Moved => format!(" to `{new_name}`"),
        _ => format!("; it is now `{new_name}`"),
    };
    let alike = if similarity < 100 {
        format!(" (bodies {similarity} % alike)")
    } else {
        String::new()
    };
    what + &to + &alike
}

fn places(base: Option<&CodePlace>, head: Option<&CodePlace>) -> String {
    match (base, head) {
        (Some(base), Some(head)) => format!(": {} at base, {} at head", place(base), place(head)),
        (Some(base), None) => format!(": it was at {}", place(base)),
        (None, Some(head)) => format!(": {}", place(head)),
        (None, None) => String::new(),
    }
}

fn place(place: &CodePlace) -> String {
    format!("{}:{}", place.path, place.line)
}

fn vanished(name: &str, last_seen: Option<&CodePlace>, only_tests: bool, only_comments: bool) -> String {
    let seen = last_seen.map_or_else(String::new, |last| format!(", last at {}", place(last)));
    let left = match (only_tests, only_comments) {
        (true, true) => "now only tests and comments hold it",
        (true, false) => "now only tests hold it",
        (false, true) => "now only comments hold it",
        (false, false) => "now no code holds it",
    };
    format!("the code held `{name}`{seen}; {left}")
}

fn shows(shown: &str, base: &str, head: &str) -> String {
    if shown == base {
        return format!("the doc shows `{shown}`, which was true when it was written; the code now says `{head}`");
    }
    format!("the doc shows `{shown}`; the code said `{base}` then and says `{head}` now")
}

fn tied(tie: &Tie) -> String {
    match tie {
        Tie::QualifiedName => "this symbol is meant: the doc writes its qualified name".to_owned(),
        Tie::PageImport(name) => format!("this symbol is meant: the page imports `{name}`"),
        Tie::Heading(heading) => format!("this symbol is meant: the section is about `{heading}`"),
        Tie::Directive(module) => format!("this symbol is meant: the page says that it is about `{module}`"),
        Tie::Block(name) => format!("this symbol is meant: a code block of the page gives it to `{name}`"),
        Tie::PageName(name) => format!("this symbol is meant: the page is named like `{name}`, which defined it"),
        Tie::OnlyDefinition => "this symbol is meant: no other definition had this name".to_owned(),
        Tie::Path => "this file is meant: the doc writes its path".to_owned(),
    }
}

/// A commit as `0123456789 of 2024-03-02: "its subject"`.
fn commit_words(commit: &CommitRef) -> String {
    let subject = shortened(&commit.summary, SUBJECT_LENGTH);
    format!("{} of {}: \"{subject}\"", commit.id.short(), date(commit.time))
}
