//! The documented share as a badge: JSON for shields.io's endpoint, and a picture that needs nobody.

use super::percent;
use crate::model::coverage::{CoverageReport, Share};
use serde_json::json;

const LABEL: &str = "docs";
/// From so many tenths of a per cent on a badge has a color, by its name at shields.io and as a picture has it.
const COLORS: &[(usize, &str, &str)] = &[
    (900, "brightgreen", "#2a7a2a"),
    (750, "green", "#5a7a1a"),
    (500, "yellow", "#8a6d00"),
    (250, "orange", "#a85000"),
    (0, "red", "#b3261e"),
];
/// Width of a letter and height of a badge in pixels; letters are stretched to fit.
const LETTER: usize = 7;
const HEIGHT: usize = 20;

/// What <https://shields.io/badges/endpoint-badge> reads.
pub fn json(report: &CoverageReport) -> String {
    let badge = json!({
        "schemaVersion": 1,
        "label": LABEL,
        "message": message(report.total),
        "color": color(report.total).0,
    });
    format!("{badge}\n")
}

/// An SVG picture without scripts, fonts or anything else to be loaded.
pub fn svg(report: &CoverageReport) -> String {
    let message = message(report.total);
    let (left, right) = (width(LABEL), width(&message));
    let (whole, fill) = (left + right, color(report.total).1);
    let text = |at: usize, width: usize, text: &str| {
        format!(
            "<text x=\"{}\" y=\"14\" textLength=\"{}\" text-anchor=\"middle\">{text}</text>",
            at + width / 2,
            width - 12
        )
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{HEIGHT}\" role=\"img\" \
         aria-label=\"{LABEL}: {message}\"><title>{LABEL}: {message}</title>\
         <clipPath id=\"r\"><rect width=\"{whole}\" height=\"{HEIGHT}\" rx=\"3\"/></clipPath>\
         <g clip-path=\"url(#r)\"><rect width=\"{left}\" height=\"{HEIGHT}\" fill=\"#444\"/>\
         <rect x=\"{left}\" width=\"{right}\" height=\"{HEIGHT}\" fill=\"{fill}\"/></g>\
         <g fill=\"#fff\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\">{}{}</g></svg>\n",
        text(0, left, LABEL),
        text(left, right, &message)
    )
}

fn message(share: Share) -> String {
    match share.public {
        0 => "none".to_owned(),
        _ => percent(share).replace(' ', ""),
    }
}

fn color(share: Share) -> (&'static str, &'static str) {
    let tenths = (share.documented * 1000).checked_div(share.public);
    let found = tenths.and_then(|tenths| COLORS.iter().find(|(least, ..)| tenths >= *least));
    found.map_or(("lightgrey", "#666"), |(_, name, fill)| (name, fill))
}

fn width(text: &str) -> usize {
    text.len() * LETTER + 12
}

#[cfg(test)]
mod tests {
    use super::{json, svg};
    use crate::model::coverage::{CoverageReport, Share};

    fn report(public: usize, documented: usize) -> CoverageReport {
        CoverageReport {
            total: Share { public, documented },
            ..CoverageReport::default()
        }
    }

    #[test]
    fn a_badge_says_the_share_in_its_color() {
        let badge = "{\"schemaVersion\":1,\"label\":\"docs\",\"message\":\"90%\",\"color\":\"brightgreen\"}\n";
        assert_eq!(json(&report(10, 9)), badge);
        assert!(json(&report(1000, 899)).contains("\"89.9%\",\"color\":\"green\""));
        assert!(json(&report(0, 0)).contains("\"none\",\"color\":\"lightgrey\""));
        let picture = svg(&report(4, 1));
        assert!(picture.contains("<title>docs: 25%</title>") && picture.contains("#a85000"));
        assert!(!picture.contains("href") && !picture.contains("<script"));
    }
}
