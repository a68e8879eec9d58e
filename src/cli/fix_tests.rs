//! What fixing does to texts.

use super::{Plan, plan};
use crate::model::finding::{Annotation, Applicability, Binding, Confidence, Edit, Finding, Fix, Level};
use crate::model::span::{LineCol, Region, Span};

/// A finding on a line that asks to replace a word of it.
pub(crate) fn finding(line: u32, source: &str, word: &str, text: &str) -> Finding {
    let byte = source.find(word).unwrap();
    let column = u32::try_from(source[..byte].chars().count() + 1).unwrap();
    let length = u32::try_from(word.chars().count()).unwrap();
    let place = |column| LineCol { line, column };
    let region = Region {
        start: place(column),
        end: place(column + length),
    };
    let primary = Annotation {
        path: "a.md".into(),
        region,
        source: source.to_owned(),
        label: String::new(),
        at_base: false,
    };
    let edit = Edit {
        path: "a.md".into(),
        span: Span::new(0, 0),
        region,
        text: text.to_owned(),
    };
    Finding {
        rule: "renamed-mention",
        level: Level::Error,
        confidence: Confidence::High,
        tier: None,
        message: String::new(),
        primary,
        related: Vec::new(),
        evidence: Vec::new(),
        help: String::new(),
        fix: Some(Fix {
            title: String::new(),
            applicability: Applicability::Safe,
            edits: vec![edit],
        }),
        heading: Vec::new(),
        symbol: word.to_owned(),
        replacement: Some(text.to_owned()),
        owners: Vec::new(),
        fingerprint: String::new(),
        binding: Binding::default(),
    }
}

fn fix(text: &str, findings: &[Finding]) -> (String, Plan) {
    let plan = plan(findings, false, &|_| Some(text.to_owned()));
    let after = plan.files.values().next().map(|mended| mended.after.clone());
    (after.unwrap_or_else(|| text.to_owned()), plan)
}

#[test]
fn several_fixes_of_a_line_are_all_made() {
    let line = "über `old_a` und `old_b`";
    let both = [finding(2, line, "old_a", "a"), finding(2, line, "old_b", "longer_b")];
    let (after, plan) = fix(&format!("x\n{line}\ny\n"), &both);
    assert_eq!(after, "x\nüber `a` und `longer_b`\ny\n");
    assert_eq!((plan.fixed, plan.left), (vec![0, 1], vec![]));
}

#[test]
fn line_ends_and_byte_order_marks_stay() {
    let (after, _) = fix(
        "\u{feff}use old\r\nnext\r\n",
        &[finding(1, "use old", "old", "new\ner")],
    );
    assert_eq!(after, "\u{feff}use new\r\ner\r\nnext\r\n");
    let (after, _) = fix("use old", &[finding(1, "use old", "old", "new")]);
    assert_eq!(after, "use new");
}

#[test]
fn a_text_that_changed_since_is_left_alone() {
    let (after, plan) = fix("x\nuse old here\n", &[finding(2, "use old", "old", "new")]);
    assert_eq!(
        (after.as_str(), plan.left[0].1),
        ("x\nuse old here\n", "the text has changed since it was checked")
    );
    let (_, plan) = fix("short\n", &[finding(9, "use old", "old", "new")]);
    assert_eq!((plan.fixed.len(), plan.left.len()), (0, 1));
}

#[test]
fn overlapping_fixes_wait_for_the_next_run_and_equal_ones_count_once() {
    let line = "use client.old now";
    let clash = [finding(1, line, "client.old", "new"), finding(1, line, "old", "newer")];
    let (after, plan) = fix(line, &clash);
    assert_eq!(
        (after.as_str(), plan.left),
        ("use new now", vec![(1, "it overlaps another fix: run again")])
    );
    let twice = [finding(1, line, "old", "new"), finding(1, line, "old", "new")];
    let (after, plan) = fix(line, &twice);
    assert_eq!((after.as_str(), plan.fixed), ("use client.new now", vec![0, 1]));
}

#[test]
fn fixes_that_need_a_look_are_made_only_when_asked_for() {
    let mut risky = finding(1, "use old", "old", "new");
    risky.fix.as_mut().unwrap().applicability = Applicability::Unsafe;
    assert_eq!(
        plan(&[risky.clone()], false, &|_| Some("use old".to_owned())),
        Plan::default()
    );
    assert_eq!(plan(&[risky], true, &|_| Some("use old".to_owned())).fixed, [0]);
}

#[test]
fn a_fix_is_made_whole_or_not_at_all() {
    let mut wide = finding(1, "use old", "old", "new");
    let elsewhere = Edit {
        path: "b.md".into(),
        ..wide.fix.as_ref().unwrap().edits[0].clone()
    };
    wide.fix.as_mut().unwrap().edits.push(elsewhere);
    let (after, plan) = fix("use old", &[wide]);
    assert_eq!((after.as_str(), plan.fixed.len(), plan.left.len()), ("use old", 0, 1));
}

#[test]
fn a_file_that_may_not_be_changed_is_left_alone() {
    let plan = plan(&[finding(1, "use old", "old", "new")], false, &|_| None);
    assert_eq!(plan.left, [(0, "the file cannot be changed")]);
}
