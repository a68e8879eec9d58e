//! Everything at once, as a page to look at and as text for people and machines. One file a format; this file is their list.

pub mod badges;
pub mod chart;
pub mod html;
pub mod json;
pub mod links;
pub mod markdown;
pub mod page_data;

use crate::model::coverage::Share;
use crate::model::overview::{Freshness, Overview};

/// An output format of `abreast report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverviewFormat {
    /// One page that needs nothing but a browser.
    Html,
    /// A job summary, or the text of a periodic issue.
    Markdown,
    /// One JSON document.
    Json,
    /// The JSON that shields.io makes a badge of.
    BadgeJson(Shield),
    /// A badge as a picture.
    BadgeSvg(Shield),
}

/// What a badge shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shield {
    /// How many doc lines are stale.
    Freshness,
    /// The documented share of the public API.
    Coverage,
    /// The bus factor.
    BusFactor,
}

impl OverviewFormat {
    /// The report in this format, ending with a line break.
    pub fn render(self, of: &Overview) -> String {
        match self {
            OverviewFormat::Html => html::render(of),
            OverviewFormat::Markdown => markdown::render(of),
            OverviewFormat::Json => json::render(of),
            OverviewFormat::BadgeJson(shield) => badges::of(of, shield).json(),
            OverviewFormat::BadgeSvg(shield) => badges::of(of, shield).svg(),
        }
    }
}

/// The holding part of what the docs name, as a percentage that is only 100 when all of it holds.
fn fresh_share(of: Freshness) -> String {
    super::coverage::percent(of.holding())
}

/// A share as a number from 0 to 1, rounded down to four decimals; `None` when there is nothing.
fn number(share: Share) -> Option<f64> {
    share.of_one().map(|share| (share * 10_000.0).floor() / 10_000.0)
}

/// The first ten digits of the commit.
fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}
