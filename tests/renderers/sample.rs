//! A report with everything that a renderer can meet: a finding with all its parts, hostile text, a huge line, problems.

use abreast::model::accepted::{Acceptance, Accepted};
use abreast::model::change::ChangeKind;
use abreast::model::commit::CommitRef;
use abreast::model::evidence::{CodePlace, Evidence, Tie};
use abreast::model::finding::{Annotation, Applicability, Binding, Confidence, Edit, Finding, Fix, Level, Tier};
use abreast::model::problem::{Problem, ProblemKind};
use abreast::model::report::{Counts, Report, RuleInfo, ScopeSummary};
use abreast::model::revision::Oid;
use abreast::model::span::{LineCol, Region, Span};
use abreast::model::symbol::SymbolKind;
use std::collections::BTreeMap;

fn region(line: u32, columns: (u32, u32)) -> Region {
    let place = |column| LineCol { line, column };
    Region {
        start: place(columns.0),
        end: place(columns.1),
    }
}

fn annotation(path: &str, line: u32, columns: (u32, u32), source: &str, label: &str) -> Annotation {
    Annotation {
        path: path.into(),
        region: region(line, columns),
        source: source.to_owned(),
        label: label.to_owned(),
        at_base: false,
    }
}

fn commit(byte: u8, time: i64, summary: &str) -> CommitRef {
    CommitRef {
        id: Oid([byte; 20]),
        summary: summary.to_owned(),
        time,
    }
}

fn code(path: &str, line: u32, excerpt: &str) -> Option<CodePlace> {
    Some(CodePlace {
        path: path.into(),
        line,
        excerpt: excerpt.to_owned(),
    })
}

/// A renamed method, with everything a finding can have.
pub(crate) fn renamed() -> Finding {
    let at_base = Annotation {
        at_base: true,
        ..annotation(
            "src/pay/client.py",
            12,
            (9, 18),
            "    def close_all(self):",
            "it was here",
        )
    };
    Finding {
        rule: "renamed-mention",
        level: Level::Error,
        confidence: Confidence::High,
        tier: Some(Tier::Dead),
        message: "`client.close_all` was renamed to `aclose`".to_owned(),
        primary: annotation(
            "docs/guide.md",
            41,
            (12, 28),
            "Zum Schluß `client.close_all()` aufrufen.",
            "no longer exists",
        ),
        related: vec![
            at_base,
            annotation(
                "src/pay/client.py",
                14,
                (9, 15),
                "    def aclose(self):",
                "its new name",
            ),
        ],
        evidence: vec![
            Evidence::SymbolChanged {
                change: ChangeKind::Renamed,
                kind: SymbolKind::Method,
                name: "Client.close_all".to_owned(),
                base: code("src/pay/client.py", 12, "def close_all(self):"),
                new_name: Some("Client.aclose".to_owned()),
                head: code("src/pay/client.py", 14, "def aclose(self):"),
                similarity: 97,
            },
            Evidence::CausedBy(commit(
                0xab,
                1_709_337_600,
                "pay: rename close_all (#12), thanks @org/team",
            )),
            Evidence::WrittenBy(commit(0x01, 1_640_995_200, "docs: the guide")),
            Evidence::Tied(Tie::PageImport("pay.Client".to_owned())),
        ],
        help: "Write `client.aclose` instead.".to_owned(),
        fix: Some(Fix {
            title: "replace `close_all` by `aclose`".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit {
                path: "docs/guide.md".into(),
                span: Span::new(1_020, 1_029),
                region: region(41, (20, 29)),
                text: "aclose".to_owned(),
            }],
        }),
        heading: vec!["Guide".to_owned(), "Closing @all | <b>".to_owned()],
        symbol: "client.close_all".to_owned(),
        replacement: Some("aclose".to_owned()),
        owners: vec!["@org/docs".to_owned()],
        fingerprint: "0123456789abcdef".to_owned(),
        binding: Binding::default(),
    }
}

/// A dead name in a file whose path and text try to be something else.
fn hostile() -> Finding {
    let path = "::error::x,y\u{1b}[31m\n%.md";
    Finding {
        rule: "dangling-mention",
        level: Level::Warning,
        confidence: Confidence::Medium,
        tier: Some(Tier::Dead),
        message: "`</script>` and ![i](https://evil.example/i.png) <!-- abreast: ignore --> @someone".to_owned(),
        primary: annotation(
            path,
            3,
            (1, 4),
            "a\u{1b}]8;;x\u{7} \u{202e}``` [click](https://evil.example)",
            "",
        ),
        related: Vec::new(),
        evidence: vec![
            Evidence::NameVanished {
                name: "a`b``c".to_owned(),
                last_seen: code("src/a b.py", 7, ""),
                only_tests: true,
                only_comments: false,
            },
            Evidence::CausedBy(commit(0xcd, -1, "]]> ##[error] \u{1b}[2J <img src=x onerror=alert(1)>")),
        ],
        help: String::new(),
        fix: None,
        heading: Vec::new(),
        symbol: "a`b``c".to_owned(),
        replacement: None,
        owners: Vec::new(),
        fingerprint: "fedcba9876543210".to_owned(),
        binding: Binding::default(),
    }
}

/// An advisory finding in a one-megabyte line of a page without comments.
fn suspect() -> Finding {
    let line = format!("{}timeout=5{}", "x ".repeat(300_000), " y".repeat(200_000));
    Finding {
        rule: "changed-default",
        level: Level::Note,
        confidence: Confidence::Low,
        tier: Some(Tier::Contradicted),
        message: "`timeout=5` is no longer the default".to_owned(),
        primary: annotation("notes.txt", 1, (600_001, 600_010), &line, "shows the old default"),
        related: vec![annotation("src/api.rs", 88, (1, 2), "", "the default")],
        evidence: vec![
            Evidence::Shows {
                shown: "5".to_owned(),
                base: "5".to_owned(),
                head: "10".to_owned(),
            },
            Evidence::Tied(Tie::OnlyDefinition),
        ],
        help: "Write 10.".to_owned(),
        fix: None,
        heading: vec!["Notes".to_owned()],
        symbol: "timeout".to_owned(),
        replacement: None,
        owners: Vec::new(),
        fingerprint: "00000000000000aa".to_owned(),
        binding: Binding::default(),
    }
}

fn problem(path: Option<&str>, line: Option<u32>, kind: ProblemKind, message: &str, fatal: bool) -> Problem {
    Problem {
        path: path.map(Into::into),
        line,
        kind,
        message: message.to_owned(),
        fatal,
    }
}

fn rule(id: &'static str, level: Level) -> (&'static str, RuleInfo) {
    let summary = format!("The summary of {id}.");
    let page = format!("# {id}\n\n{summary}\n\n## Why\n\nBecause.\n");
    let group = "freshness";
    (
        id,
        RuleInfo {
            id,
            group,
            summary,
            page,
            level,
        },
    )
}

fn accepted(fingerprint: &str, by: Acceptance) -> Accepted {
    let finding = Finding {
        fingerprint: fingerprint.to_owned(),
        ..renamed()
    };
    Accepted { finding, by }
}

/// The whole report, of a range.
pub(crate) fn report() -> Report {
    Report {
        scope: ScopeSummary::Range {
            base: "1111111111".to_owned(),
            head: "2222222222".to_owned(),
        },
        findings: vec![hostile(), renamed(), suspect()],
        accepted: vec![
            accepted(
                "1111000011110000",
                Acceptance::Acknowledged("it is \"kept\"\n<b>".to_owned()),
            ),
            accepted("2222000022220000", Acceptance::Baseline),
        ],
        problems: vec![
            problem(
                Some("data/big.md"),
                None,
                ProblemKind::TooLarge,
                "1.0 GB is more than 5 MB",
                false,
            ),
            problem(
                Some("docs/a,b.md"),
                Some(9),
                ProblemKind::BadDirective,
                "not understood: `abreast: ignroe`",
                false,
            ),
            problem(
                None,
                None,
                ProblemKind::ShallowHistory,
                "the history is cut off: fetch it with `fetch-depth: 0`",
                true,
            ),
        ],
        counts: Counts {
            pages: 14,
            pages_of_the_past: 2,
            symbols: 0,
            code_files: 30,
            mentions: 400,
            resolved: 250,
            dangling: 3,
            unknown: 147,
            suppressed: 1,
            baselined: 1,
            acknowledged: 1,
            below_confidence: 2,
        },
        rules: BTreeMap::from([
            rule("changed-default", Level::Note),
            rule("dangling-mention", Level::Warning),
            rule("renamed-mention", Level::Error),
        ]),
        diff_lines: BTreeMap::from([("src/pay/client.py".to_owned(), vec![(10, 20)])]),
        show_notes: true,
    }
}

/// A report without findings and problems.
pub(crate) fn clean() -> Report {
    Report {
        findings: Vec::new(),
        accepted: Vec::new(),
        problems: Vec::new(),
        counts: Counts {
            pages: 2,
            ..Counts::default()
        },
        ..report()
    }
}
