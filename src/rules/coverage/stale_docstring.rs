//! A doc comment that was left as it is while the signature it stands at changed.

use crate::facts::doc_comments::{CommentFault, StaleComment};
use crate::facts::stale::Facts;
use crate::model::evidence::Evidence;
use crate::model::finding::{Annotation, Binding, Confidence, Finding, Level, Tier};
use crate::rules::draft::code_annotation;
use crate::rules::freshness::contradicted_mention::{places, symbol_changed};
use crate::rules::identity::{fingerprint, number_fingerprints};
use crate::rules::rule::{Needs, Rule};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "stale-docstring",
    group: "coverage",
    level: Level::Warning,
    needs: Needs::Nothing,
    page: include_str!("../../../rules/coverage/stale-docstring.md"),
    check,
};

fn check(facts: &Facts) -> Vec<Finding> {
    number_fingerprints(facts.stale_comments.iter().map(finding).collect())
}

/// What is said of a fault: the level, the message, the label, and the name that takes the place of the old one.
struct Said {
    level: Level,
    message: String,
    label: String,
    symbol: String,
    replacement: Option<String>,
}

fn said(comment: &StaleComment) -> Said {
    let head = comment.change.head.as_ref();
    let of = head.map_or_else(String::new, |head| head.symbol.local_name());
    let kind = head.map_or("symbol", |head| head.symbol.kind.word());
    match &comment.fault {
        CommentFault::GoneParameter(gone, new) => Said {
            level: Level::Warning,
            message: match new {
                Some(new) => {
                    format!("the doc comment of `{of}` writes `{gone}`, and that parameter is now called `{new}`")
                }
                None => format!("the doc comment of `{of}` writes `{gone}`, and that parameter is gone"),
            },
            label: new
                .as_ref()
                .map_or_else(|| "this parameter is gone".to_owned(), |new| format!("now `{new}`")),
            symbol: gone.clone(),
            replacement: new.clone(),
        },
        CommentFault::OldName(old, new) => Said {
            level: Level::Warning,
            message: format!("the doc comment of `{of}` writes `{old}`, its name until now"),
            label: format!("now `{new}`"),
            symbol: old.clone(),
            replacement: Some(new.clone()),
        },
        CommentFault::GoneType(gone) => Said {
            level: Level::Note,
            message: format!("the doc comment of `{of}` writes `{gone}`, which its signature no longer has"),
            label: "not in the signature any more".to_owned(),
            symbol: gone.clone(),
            replacement: None,
        },
        CommentFault::NewParameters(new) => Said {
            level: Level::Note,
            message: format!(
                "{kind} `{of}` takes `{}` now, and its doc comment, which describes parameters, stayed as it was",
                new.join("`, `")
            ),
            label: "its doc comment stayed as it was".to_owned(),
            symbol: of,
            replacement: None,
        },
    }
}

fn finding(comment: &StaleComment) -> Finding {
    let said = said(comment);
    let contradicted = said.level == Level::Warning;
    let mut evidence = vec![symbol_changed(&comment.change)];
    if contradicted {
        evidence.push(Evidence::LeftAlone);
    }
    Finding {
        rule: RULE.id,
        level: said.level,
        confidence: if contradicted {
            Confidence::High
        } else {
            Confidence::Medium
        },
        tier: Some(if contradicted {
            Tier::Contradicted
        } else {
            Tier::Suspect
        }),
        fingerprint: fingerprint(&[RULE.id, comment.path.as_str(), &said.message]),
        binding: Binding {
            passage: fingerprint(&[&comment.line]),
            code: fingerprint(&[&said.message]),
        },
        message: said.message,
        primary: Annotation {
            path: comment.path.clone(),
            region: comment.region,
            source: comment.line.clone(),
            label: said.label,
            at_base: false,
        },
        related: places(&comment.change)
            .into_iter()
            .map(|(place, label, at_base)| code_annotation(place, label, at_base))
            .collect(),
        evidence,
        help: "bring the doc comment in line with the signature".to_owned(),
        fix: None,
        heading: Vec::new(),
        symbol: said.symbol,
        replacement: said.replacement,
        owners: Vec::new(),
    }
}
