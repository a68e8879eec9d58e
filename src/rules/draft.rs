//! From rows of facts to findings: what all freshness rules share. One finding a line and fault, however often the line says it.

use super::identity::{binding, fingerprint, number_fingerprints};
use crate::facts::pages::PageFacts;
use crate::facts::stale::{Facts, Fault, Stale};
use crate::model::evidence::{CodePlace, Evidence};
use crate::model::finding::{Annotation, Applicability, Confidence, Edit, Finding, Fix, Level, Tier};
use crate::model::mention::Mention;
use crate::model::span::{LineCol, Region, Span};
use std::collections::BTreeMap;

/// What a rule says of a stale mention.
pub(crate) struct Verdict {
    /// The rule.
    pub(crate) rule: &'static str,
    /// Its default level.
    pub(crate) level: Level,
    /// In which way the passage is stale.
    pub(crate) tier: Tier,
    /// The finding in one sentence.
    pub(crate) message: String,
    /// What is to be seen at the doc line.
    pub(crate) label: String,
    /// Facts beside the tie and the commits.
    pub(crate) evidence: Vec<Evidence>,
    /// Code places with their labels; the flag says the place is at base.
    pub(crate) places: Vec<(CodePlace, String, bool)>,
    /// What to do.
    pub(crate) help: String,
    /// The new text of the dead part, and whether it is safe to write it.
    pub(crate) replacement: Option<(String, Applicability)>,
    /// The new name to report, when it differs from the replaced text.
    pub(crate) new_name: Option<String>,
}

/// Runs a rule's judgement over the stale rows and makes findings of what it claims.
pub(crate) fn findings(facts: &Facts, judge: impl Fn(&PageFacts, &Mention, &Stale) -> Option<Verdict>) -> Vec<Finding> {
    let mut by_place: BTreeMap<(usize, u32, String), Finding> = BTreeMap::new();
    for stale in &facts.stale {
        let Some((page, mention)) = facts.mention_of(stale) else {
            continue;
        };
        let Some(verdict) = judge(page, mention, stale) else {
            continue;
        };
        let (span, name) = stale_name(mention, stale);
        let key = (stale.page, mention.line, fault_key(&stale.fault, &name));
        match by_place.get_mut(&key) {
            Some(finding) => add_edit(finding, page, span, &verdict),
            None => {
                by_place.insert(key, finding(page, mention, stale, verdict, span, name));
            }
        }
    }
    number_fingerprints(by_place.into_values().collect())
}

fn fault_key(fault: &Fault, name: &str) -> String {
    match fault {
        Fault::Dead(death) => death.name.clone(),
        Fault::Missing(missing) => missing.from.to_string(),
        Fault::Contradicted(change, what) => format!(
            "{} {}",
            change.base.as_ref().map_or("", |base| &base.symbol.name),
            what.subject
        ),
        Fault::Changed(change) => change.base.as_ref().map_or("", |base| &base.symbol.name).to_owned(),
        Fault::NeverExisted(_) => name.to_owned(),
    }
}

fn finding(page: &PageFacts, mention: &Mention, stale: &Stale, verdict: Verdict, span: Span, name: String) -> Finding {
    let level = match stale.confidence {
        Confidence::High => verdict.level,
        Confidence::Medium => verdict.level.min(Level::Warning),
        Confidence::Low => Level::Note,
    };
    let mut evidence = verdict.evidence;
    evidence.push(Evidence::Tied(stale.tie.clone()));
    evidence.extend(stale.cause.clone().map(Evidence::CausedBy));
    evidence.extend(stale.written.clone().map(Evidence::WrittenBy));
    evidence.extend(stale.kept.then_some(Evidence::Kept));
    let fix = verdict.replacement.as_ref().map(|(text, applicability)| Fix {
        title: format!("write `{text}` instead of `{name}`"),
        applicability: *applicability,
        edits: edit(page, mention, stale, text).into_iter().collect(),
    });
    Finding {
        rule: verdict.rule,
        level,
        confidence: stale.confidence,
        tier: Some(verdict.tier),
        message: verdict.message,
        primary: Annotation {
            path: page.path.clone(),
            region: page.region(mention.span),
            source: page.line_text(mention.line).to_owned(),
            label: verdict.label,
            at_base: false,
        },
        related: verdict
            .places
            .into_iter()
            .map(|(place, label, at_base)| code_annotation(place, label, at_base))
            .collect(),
        evidence,
        help: verdict.help,
        fix: fix.filter(|fix| !fix.edits.is_empty()),
        heading: page.heading(mention).to_vec(),
        replacement: verdict.new_name.or(verdict.replacement.map(|(text, _)| text)),
        owners: Vec::new(),
        fingerprint: fingerprint(&[
            verdict.rule,
            page.path.as_str(),
            &page.heading(mention).join("\u{1f}"),
            &name,
            &span_text(page, span),
        ]),
        binding: binding(page, mention, stale),
        symbol: name,
    }
}

fn span_text(page: &PageFacts, span: Span) -> String {
    page.text.get(span.range()).unwrap_or_default().to_owned()
}

pub(crate) fn code_annotation(place: CodePlace, label: String, at_base: bool) -> Annotation {
    let width = u32::try_from(place.excerpt.chars().count()).unwrap_or(0);
    let at = |column| LineCol {
        line: place.line,
        column,
    };
    Annotation {
        path: place.path,
        region: Region {
            start: at(1),
            end: at(width + 1),
        },
        source: place.excerpt,
        label,
        at_base,
    }
}

/// The name up to the stale part, as the doc writes it, and where it stands.
fn stale_name(mention: &Mention, stale: &Stale) -> (Span, String) {
    if matches!(stale.fault, Fault::Missing(_)) {
        return (mention.span, from_its_root(&mention.text).to_owned());
    }
    match part_range(mention, stale.part) {
        Some(range) if stale.part + 1 < mention.parts.len() => (
            Span::new(mention.span.start as usize, mention.span.start as usize + range.end),
            mention.text[..range.end].to_owned(),
        ),
        _ => (mention.span, mention.text.clone()),
    }
}

/// A path without the steps that lead up from the page to it.
fn from_its_root(path: &str) -> &str {
    let bare = path.trim_start_matches("./").trim_start_matches("../");
    if bare.len() == path.len() || bare.is_empty() {
        path
    } else {
        from_its_root(bare)
    }
}

/// Where a part stands within the mention's text.
fn part_range(mention: &Mention, part: usize) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    let mut range = None;
    for name in mention.parts.iter().take(part + 1) {
        let start = at + mention.text.get(at..)?.find(name.as_str())?;
        at = start + name.len();
        range = Some(start..at);
    }
    range
}

fn edit(page: &PageFacts, mention: &Mention, stale: &Stale, text: &str) -> Option<Edit> {
    let range = match &stale.fault {
        Fault::Missing(_) => 0..mention.text.len(),
        Fault::Dead(death) if death.new_name.as_ref().is_some_and(|new| new.in_full) => {
            0..part_range(mention, stale.part)?.end
        }
        _ => part_range(mention, stale.part)?,
    };
    let start = mention.span.start as usize;
    let span = Span::new(start + range.start, start + range.end);
    (page.text.get(span.range())? == &mention.text[range]).then(|| Edit {
        path: page.path.clone(),
        span,
        region: page.region(span),
        text: text.to_owned(),
    })
}

/// A second mention of the same fault on the same line only adds to the fix.
fn add_edit(finding: &mut Finding, page: &PageFacts, span: Span, verdict: &Verdict) {
    let (Some(fix), Some((text, _))) = (&mut finding.fix, &verdict.replacement) else {
        return;
    };
    let Some(first) = fix.edits.first() else { return };
    let old = page.text.get(first.span.range()).unwrap_or_default();
    let Some(at) = page.text.get(span.range()).and_then(|shown| shown.rfind(old)) else {
        return;
    };
    let start = span.start as usize + at;
    let span = Span::new(start, start + old.len());
    if fix
        .edits
        .iter()
        .all(|edit| edit.span.end <= span.start || span.end <= edit.span.start)
    {
        fix.edits.push(Edit {
            path: page.path.clone(),
            span,
            region: page.region(span),
            text: text.clone(),
        });
    }
}
