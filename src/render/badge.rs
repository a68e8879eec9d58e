//! A figure as a badge: JSON for shields.io's endpoint, and a picture that needs nobody.

use serde_json::json;

/// Width of a letter and height of a badge in pixels; letters are stretched to fit.
const LETTER: usize = 7;
const HEIGHT: usize = 20;

/// How good a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Best,
    /// Good.
    Good,
    /// Could be better.
    Middling,
    /// Bad.
    Bad,
    /// As bad as can be.
    Worst,
    /// There is no figure.
    None,
}

impl Mark {
    /// The color, by its name at shields.io and as a picture has it: dark enough for white letters.
    fn color(self) -> (&'static str, &'static str) {
        match self {
            Mark::Best => ("brightgreen", "#2a7a2a"),
            Mark::Good => ("green", "#5a7a1a"),
            Mark::Middling => ("yellow", "#8a6d00"),
            Mark::Bad => ("orange", "#a85000"),
            Mark::Worst => ("red", "#b3261e"),
            Mark::None => ("lightgrey", "#666"),
        }
    }
}

/// A badge. Both texts are ours, never a repository's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// What is measured.
    pub label: &'static str,
    /// The figure.
    pub message: String,
    /// How good it is.
    pub mark: Mark,
}

impl Badge {
    /// What <https://shields.io/badges/endpoint-badge> reads.
    pub fn json(&self) -> String {
        let badge = json!({
            "schemaVersion": 1,
            "label": self.label,
            "message": self.message,
            "color": self.mark.color().0,
        });
        format!("{badge}\n")
    }

    /// An SVG picture without scripts, fonts or anything else to be loaded.
    pub fn svg(&self) -> String {
        let Self { label, message, .. } = self;
        let (left, right) = (width(label), width(message));
        let (whole, fill) = (left + right, self.mark.color().1);
        let text = |at: usize, width: usize, text: &str| {
            format!(
                "<text x=\"{}\" y=\"14\" textLength=\"{}\" text-anchor=\"middle\">{text}</text>",
                at + width / 2,
                width - 12
            )
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{HEIGHT}\" role=\"img\" \
             aria-label=\"{label}: {message}\"><title>{label}: {message}</title>\
             <clipPath id=\"r\"><rect width=\"{whole}\" height=\"{HEIGHT}\" rx=\"3\"/></clipPath>\
             <g clip-path=\"url(#r)\"><rect width=\"{left}\" height=\"{HEIGHT}\" fill=\"#444\"/>\
             <rect x=\"{left}\" width=\"{right}\" height=\"{HEIGHT}\" fill=\"{fill}\"/></g>\
             <g fill=\"#fff\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\">{}{}</g></svg>\n",
            text(0, left, label),
            text(left, right, message)
        )
    }
}

fn width(text: &str) -> usize {
    text.len() * LETTER + 12
}
