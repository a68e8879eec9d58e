//! Each of the three figures as a badge.

use super::Shield;
use crate::model::overview::{Freshness, Overview};
use crate::render::badge::{Badge, Mark};
use crate::render::coverage::badge as of_coverage;
use crate::render::report::plural;

/// The badge that shows this.
pub fn of(overview: &Overview, shield: Shield) -> Badge {
    match shield {
        Shield::Freshness => freshness(overview),
        Shield::Coverage => of_coverage::badge(overview.coverage.total),
        Shield::BusFactor => bus_factor(overview),
    }
}

fn freshness(overview: &Overview) -> Badge {
    let stale = Freshness::of(&overview.audit).stale;
    let (message, mark) = match stale {
        _ if overview.audit.is_incomplete() => ("unknown".to_owned(), Mark::None),
        0 if overview.audit.counts.pages == 0 => ("none".to_owned(), Mark::None),
        0 => ("up to date".to_owned(), Mark::Best),
        1..=5 => (plural(stale, "stale line"), Mark::Middling),
        6..=20 => (plural(stale, "stale line"), Mark::Bad),
        _ => (plural(stale, "stale line"), Mark::Worst),
    };
    Badge {
        label: "docs",
        message,
        mark,
    }
}

fn bus_factor(overview: &Overview) -> Badge {
    let figure = &overview.knowledge.repository;
    let mark = match figure.bus_factor {
        _ if figure.files == 0 => Mark::None,
        ..=1 => Mark::Worst,
        2 => Mark::Bad,
        3 => Mark::Middling,
        4 => Mark::Good,
        _ => Mark::Best,
    };
    Badge {
        label: "bus factor",
        message: match figure.files {
            0 => "none".to_owned(),
            _ => figure.bus_factor.to_string(),
        },
        mark,
    }
}
