//! Every output format on one report with tricky content: snapshots, and the schemas that machines check.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

#[path = "renderers/sample.rs"]
mod sample;

use abreast::model::report::{Counts, Report};
use abreast::render::{Format, Look, wire};
use pulldown_cmark::{Event, Options, Parser, Tag};
use sample::{clean, renamed, report};
use serde_json::Value;

fn render(format: Format, report: &Report) -> String {
    let text = format.render(report, &Look::PLAIN);
    let version = env!("CARGO_PKG_VERSION");
    text.replace(&format!("ersion\": \"{version}\""), "ersion\": \"[VERSION]\"")
        .replace(&format!("ersion\":\"{version}\""), "ersion\":\"[VERSION]\"")
}

fn validate(schema: &Value, instance: &str) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let instance: Value = serde_json::from_str(instance).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&instance)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn every_format_shows_the_whole_report() {
    for format in Format::all() {
        let text = render(format, &report());
        insta::assert_snapshot!(format!("full-{}", format.name()), text);
    }
}

#[test]
fn every_format_says_that_nothing_was_found() {
    for format in Format::all() {
        insta::assert_snapshot!(format!("clean-{}", format.name()), render(format, &clean()));
    }
}

#[test]
fn output_for_people_holds_no_control_characters() {
    for format in [
        Format::Text,
        Format::Concise,
        Format::Github,
        Format::Markdown,
        Format::Junit,
    ] {
        let text = render(format, &report());
        let odd: Vec<char> = text.chars().filter(|&of| of.is_control() && of != '\n').collect();
        assert_eq!(odd, Vec::<char>::new(), "{}", format.name());
        assert!(!text.contains('\u{202e}'), "{}", format.name());
    }
}

#[test]
fn every_format_tells_of_every_problem() {
    for format in Format::all() {
        let text = render(format, &report());
        for kind in ["too-large", "bad-directive", "shallow-history"] {
            assert!(text.contains(kind), "{} is silent about {kind}", format.name());
        }
    }
}

#[test]
fn notes_and_skipped_files_are_counted_when_they_are_not_shown() {
    let report = Report {
        show_notes: false,
        ..report()
    };
    for format in [Format::Text, Format::Concise, Format::Github, Format::Markdown] {
        let text = render(format, &report);
        assert!(!text.contains("notes.txt"), "{}", format.name());
        assert!(text.contains("1 note hidden: \\-v shows them") || text.contains("1 note hidden: -v shows them"));
        assert!(text.contains("1 file skipped"), "{}", format.name());
    }
    insta::assert_snapshot!(
        "quiet-text",
        Format::Text.render(
            &report,
            &Look {
                quiet: true,
                ..Look::PLAIN
            }
        )
    );
}

#[test]
fn nothing_of_the_repository_comes_alive_in_markdown() {
    let text = render(Format::Markdown, &report());
    let alive = |event: &Event<'_>| {
        matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
        )
    };
    let events: Vec<Event<'_>> = Parser::new_ext(&text, Options::all()).filter(alive).collect();
    assert_eq!(events, []);
    assert!(!text.contains("@org") && !text.contains("@someone") && !text.contains("#12"));
}

#[test]
fn the_sarif_log_is_valid() {
    let schema = include_str!("../fixtures/schemas/sarif-2.1.0.json");
    let mut schema: Value = serde_json::from_str(schema).unwrap();
    // The published schema has a pattern with a stray bracket that strict readers refuse; we do not write that field.
    let language = &mut schema["definitions"]["run"]["properties"]["language"];
    assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    let driver = &mut schema["definitions"]["toolComponent"]["properties"]["language"];
    assert!(driver.as_object_mut().unwrap().remove("pattern").is_some());
    validate(&schema, &Format::Sarif.render(&report(), &Look::PLAIN));
    validate(&schema, &Format::Sarif.render(&clean(), &Look::PLAIN));
}

#[test]
fn the_json_report_is_valid_against_its_published_schema() {
    let published = include_str!("../docs/report.schema.json");
    let now = serde_json::to_string_pretty(&wire::schema()).unwrap() + "\n";
    assert!(
        published == now,
        "write it anew: cargo run -- schema report > docs/report.schema.json"
    );
    let schema: Value = serde_json::from_str(published).unwrap();
    validate(&schema, &Format::Json.render(&report(), &Look::PLAIN));
    validate(&schema, &Format::Json.render(&clean(), &Look::PLAIN));
}

#[test]
fn at_most_ten_annotations_of_a_level_are_written() {
    let findings = (0..25).map(|_| renamed()).collect();
    let text = Format::Github.render(&Report { findings, ..report() }, &Look::PLAIN);
    let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(errors.len(), 10);
    assert!(
        errors[9].ends_with("%0A(16 more errors: GitHub shows 10 of a level)"),
        "{}",
        errors[9]
    );
}

#[test]
fn a_run_without_pages_says_so() {
    let report = Report {
        counts: Counts::default(),
        ..clean()
    };
    assert_eq!(Format::Text.render(&report, &Look::PLAIN), "No pages were checked\n");
    assert!(
        Format::Markdown
            .render(&report, &Look::PLAIN)
            .starts_with("**Nothing to check**")
    );
}

#[test]
fn a_comment_is_never_longer_than_github_takes() {
    let findings = (0..500).map(|_| renamed()).collect();
    let text = Format::Markdown.render(&Report { findings, ..report() }, &Look::PLAIN);
    assert!(text.len() < 65_536 && text.contains("more findings: too long to be shown here"));
}

#[test]
fn colors_change_nothing_but_the_colors() {
    let look = Look {
        styled: true,
        ..Look::PLAIN
    };
    let styled = Format::Text.render(&report(), &look);
    assert!(styled.contains("\u{1b}["));
    let stripped = anstream::adapter::strip_str(&styled).to_string();
    assert_eq!(stripped, Format::Text.render(&report(), &Look::PLAIN));
}

#[test]
fn a_huge_line_is_cut_in_machine_readable_output_too() {
    for format in [Format::Json, Format::Jsonl, Format::Sarif, Format::Gitlab] {
        assert!(render(format, &report()).len() < 30_000, "{}", format.name());
    }
}
